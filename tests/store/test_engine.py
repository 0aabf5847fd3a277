"""Connections to the books: what SQLite is told, who is kept out, and commits of which nobody knows the end."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import Engine, event

from kasse.ports.books import ActKind, AlreadyBooked, BooksError
from kasse.ports.outbox import Job, JobKind
from kasse.store.books import SqlBooks
from kasse.store.engine import BOOKS_FILE, lock_folder, reading_engine, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.writer import Writer
from tests.store.house import migrate

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def pragma(engine: Engine, name: str) -> Any:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.fixture
def engines(books_url: str) -> Iterator[tuple[Engine, Engine]]:
    """The writing and the reading engine of new SQLite books."""
    writing, reading = writing_engine(books_url), reading_engine(books_url)
    yield writing, reading
    writing.dispose()
    reading.dispose()


# --- how SQLite is used -------------------------------------------------------------------------------------


def test_the_writer_is_durable_and_strict(engines: tuple[Engine, Engine]) -> None:
    writing, _ = engines
    assert pragma(writing, "journal_mode") == "wal"
    assert pragma(writing, "synchronous") == 2  # full: nothing acknowledged is lost with the power
    assert pragma(writing, "foreign_keys") == 1
    assert pragma(writing, "recursive_triggers") == 1  # else INSERT OR REPLACE would slip past the seals
    assert pragma(writing, "busy_timeout") >= 1000


def test_readers_can_neither_write_nor_checkpoint(engines: tuple[Engine, Engine]) -> None:
    _, reading = engines
    assert pragma(reading, "query_only") == 1
    assert pragma(reading, "wal_autocheckpoint") == 0
    with reading.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM setting")


def test_the_sqlite_in_use_does_not_corrupt_its_log(engines: tuple[Engine, Engine]) -> None:
    for engine in engines:
        with engine.connect() as connection:
            version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
        assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_a_writing_transaction_is_one_from_its_first_moment(engines: tuple[Engine, Engine]) -> None:
    writing, reading = engines
    with writing.connect() as first, first.begin():
        first.exec_driver_sql("SELECT 1")
        other = dbapi2.connect(str(writing.url.database), timeout=0)
        other.isolation_level = None
        with pytest.raises(dbapi2.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        with reading.connect() as reader:  # and readers are not held up
            assert reader.exec_driver_sql("SELECT COUNT(*) FROM journal").scalar() == 0


def test_a_reader_sees_one_state_of_the_books_while_others_write(engines: tuple[Engine, Engine]) -> None:
    writing, reading = engines
    with reading.connect() as reader, reader.begin():
        assert reader.exec_driver_sql("SELECT COUNT(*) FROM setting").scalar() == 0
        with writing.connect() as writer, writer.begin():
            writer.exec_driver_sql("INSERT INTO setting VALUES ('', 'a', 'b')")
        assert reader.exec_driver_sql("SELECT COUNT(*) FROM setting").scalar() == 0
    with reading.connect() as reader:
        assert reader.exec_driver_sql("SELECT COUNT(*) FROM setting").scalar() == 1


def test_a_postgresql_that_vanished_without_a_word_is_given_up(postgres_database: str) -> None:
    engine = reading_engine(postgres_database)
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        with socket.socket(fileno=os.dup(raw.fileno())) as line:
            assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            silent = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE)
            asked = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL)
            times = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT)
            unanswered = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    engine.dispose()
    assert silent + asked * times <= 30
    assert unanswered <= 30_000


def test_postgresql_waits_for_nobody_for_ever(postgres_database: str) -> None:
    engine = writing_engine(postgres_database)
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar()
            for name in ("lock_timeout", "idle_in_transaction_session_timeout", "synchronous_commit")
        }
    engine.dispose()
    assert settings == {
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "1min",
        "synchronous_commit": "on",
    }


# --- one writer ---------------------------------------------------------------------------------------------


def test_a_second_program_on_a_folder_is_refused_in_clear_words(tmp_path: Path) -> None:
    lock_script = (
        "import sys; from pathlib import Path; from kasse.store.engine import lock_folder\n"
        "with lock_folder(Path(sys.argv[1])): print('mine', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", lock_script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        with pytest.raises(BooksError, match="schon von einer laufenden kasse geöffnet"):
            lock_folder(tmp_path)
        other.kill()  # however it ends, the folder is free then
    lock_folder(tmp_path).release()


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BooksError, match="lässt sich nicht beschreiben"):
        lock_folder(tmp_path / "file" / "data")


def test_readers_work_beside_the_program_that_has_the_folder(books_url: str, tmp_path: Path) -> None:
    script = (
        "import sys; from kasse.store.engine import reading_engine\n"
        "with reading_engine(sys.argv[1]).connect() as c:\n"
        "    print(c.exec_driver_sql('SELECT COUNT(*) FROM journal').scalar())"
    )
    with lock_folder(tmp_path / "data"), Bench(books_url) as bench:
        bench.note()
        done = subprocess.run(
            [sys.executable, "-c", script, books_url], capture_output=True, text=True, check=True
        )
        assert done.stdout == "1\n"


# --- a commit of which nobody knows the end -----------------------------------------------------------------


class Trouble:
    """What the next commit of a connection does."""

    def __init__(self) -> None:
        self.before = self.after = self.rollback = False

    def connection(self) -> type[Any]:
        trouble = self

        class Connection(dbapi2.Connection):  # type: ignore[misc]
            def commit(self) -> None:
                before, after = trouble.before, trouble.after
                trouble.before = trouble.after = False
                if before:
                    raise dbapi2.OperationalError("disk I/O error")
                super().commit()
                if after:
                    raise dbapi2.OperationalError("disk I/O error")

            def rollback(self) -> None:
                if trouble.rollback:
                    trouble.rollback = False
                    raise dbapi2.OperationalError("disk I/O error")
                super().rollback()

        return Connection


class Bench:
    """Books on a writing engine whose commits can be made to fail."""

    def __init__(self, url: str, trouble: Trouble | None = None) -> None:
        self.engine = writing_engine(url)
        if trouble is not None:
            factory = trouble.connection()
            database = self.engine.url.database

            def connect(*_: object) -> Any:
                return dbapi2.connect(database, factory=factory, check_same_thread=False)

            event.listen(self.engine, "do_connect", connect)
        self.writer = Writer(self.engine)
        self.reader = reading_engine(url)
        self.books = SqlBooks(self.writer, self.reader, 1, today=NOW.date())
        self.outbox = SqlOutbox(self.writer, self.reader, 1)

    def note(self, key: UUID | None = None) -> None:
        with self.books.act(ActKind.REPORT, at=NOW, key=key) as act:
            act.body["text"] = "notiert"
            act.follow_up(Job(JobKind.PRINT, "Beleg", {"order": 1}))

    def seqs(self) -> list[int]:
        return [act.seq for act in self.books.journal()]

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self.reader.dispose()


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def bench(books_url: str, trouble: Trouble) -> Iterator[Bench]:
    with Bench(books_url, trouble) as bench:
        yield bench


def test_a_commit_that_failed_and_arrived_is_found(bench: Bench, trouble: Trouble) -> None:
    bench.note()
    key = uuid4()
    trouble.after = True
    bench.note(key)  # raises nothing: it is there
    found = bench.books.booked(key)
    assert found is not None
    assert found.seq == 2
    with pytest.raises(AlreadyBooked):
        bench.note(key)
    bench.note()
    assert bench.seqs() == [3, 2, 1]
    assert len(bench.outbox.due("Beleg", NOW)) == 3


def test_a_commit_that_failed_and_did_not_arrive_is_told_and_leaves_nothing(
    bench: Bench, trouble: Trouble
) -> None:
    bench.note()
    key = uuid4()
    trouble.before = True
    with pytest.raises(BooksError, match="Es ist nichts gebucht"):
        bench.note(key)
    assert bench.books.booked(key) is None
    assert len(bench.outbox.due("Beleg", NOW)) == 1
    bench.note(key)
    assert bench.seqs() == [2, 1]


def test_a_fault_is_never_mended_on_the_connection_that_had_it(bench: Bench, trouble: Trouble) -> None:
    bench.note()
    before = bench.writer.generation
    trouble.before = True
    with pytest.raises(BooksError):
        bench.note()
    bench.note()
    assert bench.writer.generation == before + 1


def test_a_rollback_that_fails_hides_nothing_of_what_broke_the_act(bench: Bench, trouble: Trouble) -> None:
    class Broken(Exception):
        pass

    def break_off() -> None:
        with bench.books.act(ActKind.REPORT, at=NOW):
            trouble.rollback = True
            raise Broken

    with pytest.raises(Broken):
        break_off()
    bench.note()
    assert bench.seqs() == [1]


def test_a_job_that_could_not_be_written_down_is_told(bench: Bench, trouble: Trouble) -> None:
    bench.note()
    (job,) = bench.outbox.due("Beleg", NOW)
    trouble.before = True
    with pytest.raises(BooksError, match="nimmt gerade nichts an"):
        bench.outbox.done(job.id)
    assert len(bench.outbox.due("Beleg", NOW)) == 1
    bench.outbox.done(job.id)
    assert not bench.outbox.due("Beleg", NOW)


def test_what_nobody_can_tell_is_said_to_be_unknown(
    bench: Bench, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.note()

    def blind(_: UUID) -> None:
        raise BooksError("not readable")

    unknown = uuid4()
    trouble.after = True

    def doubtful() -> None:
        with bench.books.act(ActKind.REPORT, at=NOW, key=unknown):
            monkeypatch.setattr(bench.books, "booked", blind)

    with pytest.raises(BooksError, match="vielleicht nicht gespeichert"):
        doubtful()
    monkeypatch.undo()
    assert bench.books.booked(unknown) is not None  # it was there after all: looking the key up finds it
    bench.note()
    assert bench.seqs() == [3, 2, 1]


def test_a_disk_that_is_full_is_told_and_nothing_is_half_there(books_url: str) -> None:
    with Bench(books_url) as bench:
        bench.note()
        with bench.writer.turn:
            bench.writer.connection().exec_driver_sql("PRAGMA max_page_count=1")

        def swell() -> None:
            with bench.books.act(ActKind.REPORT, at=NOW) as act:
                act.body["text"] = "x" * 5_000_000

        with pytest.raises(BooksError, match="Es ist nichts gebucht"):
            swell()
        bench.note()
        assert bench.seqs() == [2, 1]


def test_a_closed_writer_writes_nothing_into_what_may_be_anothers(books_url: str) -> None:
    with Bench(books_url) as bench:
        bench.writer.close()
        with pytest.raises(BooksError, match="schon geschlossen"):
            bench.note()


def test_a_database_that_is_away_is_told_in_german(tmp_path: Path) -> None:
    writer = Writer(writing_engine(f"sqlite:///{tmp_path}/nowhere/books.sqlite"))
    reader = reading_engine(f"sqlite:///{tmp_path}/nowhere/books.sqlite")
    with pytest.raises(BooksError, match="lassen sich gerade nicht lesen"):
        SqlBooks(writer, reader, 1, today=NOW.date())
    writer.close()
    reader.dispose()


def test_postgresql_that_was_started_anew_is_found_again(postgres_database: str, tmp_path: Path) -> None:
    migrate(postgres_database, tmp_path)
    with Bench(postgres_database) as bench:
        bench.note()
        _cut_lines(postgres_database)
        with pytest.raises(BooksError, match="Es ist nichts gebucht"):
            bench.note()
        bench.note()
        assert bench.seqs() == [2, 1]


def _cut_lines(url: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_the_log_is_carried_over_when_the_last_one_closes(books_url: str) -> None:
    with Bench(books_url) as bench:
        bench.note()
        log = Path(str(bench.engine.url.database)).with_name(f"{BOOKS_FILE}-wal")
        assert log.stat().st_size > 0
    assert not log.exists()

"""What must follow an act waits in the outbox, in order, until it is done; whatever happens to it on the way."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kasse.ports.books import ActKind, BooksError
from kasse.ports.outbox import Job, JobKind, QueuedJob
from kasse.store.books import SqlBooks
from kasse.store.engine import reading_engine, sqlite_url, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.writer import Writer
from tests.store.house import START, migrate, unhurried

TARGETS = ("Küche", "Theke")


class Box:
    """The outbox of one terminal, and the books that fill it."""

    def __init__(self, url: str, terminal: int = 1) -> None:
        self.writer = Writer(unhurried(writing_engine(url)))
        self.reader = reading_engine(url)
        self.books = SqlBooks(self.writer, self.reader, terminal, today=START.date())
        self.outbox = SqlOutbox(self.writer, self.reader, terminal)

    def queue(self, *jobs: Job) -> None:
        with self.books.act(ActKind.REPORT, at=START) as act:
            for job in jobs:
                act.follow_up(job)

    def numbers(self, target: str) -> list[object]:
        return [queued.job.payload["n"] for queued in self.outbox.due(target, START, limit=10_000)]

    def close(self) -> None:
        self.writer.close()
        self.reader.dispose()

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def slip(number: int, target: str = "Küche") -> Job:
    return Job(JobKind.PRINT, target, {"n": number})


@dataclass
class Waiting:
    """A job as the rules say that it must be."""

    queued: QueuedJob
    due_at: datetime
    aside: bool = False


class OutboxMachine(RuleBasedStateMachine):
    """Any order of deeds on an outbox, beside a list that follows the rules in the plainest way."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kasse-outbox-"))
        shutil.copyfile(self.template, self.folder / "books.sqlite")
        self.box = Box(sqlite_url(self.folder))
        self.jobs: list[Waiting] = []
        self.now = START
        self.count = 0

    def teardown(self) -> None:
        self.box.close()
        shutil.rmtree(self.folder)

    def choose(self, data: st.DataObject) -> Waiting | None:
        return data.draw(st.sampled_from(self.jobs)) if self.jobs else None

    @rule(printer=st.sampled_from(TARGETS), kind=st.sampled_from(JobKind), count=st.integers(1, 3))
    def queue(self, printer: str, kind: JobKind, count: int) -> None:
        jobs = [Job(kind, printer, {"n": self.count + i, "text": "Größe „1“ %s ?"}) for i in range(count)]
        self.count += count
        self.box.queue(*jobs)
        mine = {waiting.queued.id for waiting in self.jobs}
        found = self.box.outbox.due(printer, self.now + timedelta(days=99), kind=kind, limit=1000)
        fresh = [queued for queued in found if queued.id not in mine]
        assert [(q.job, q.attempts, q.error, q.begun, q.created_at) for q in fresh] == [
            (job, 0, "", False, START) for job in jobs
        ]
        self.jobs += [Waiting(queued, START) for queued in fresh]

    @rule(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        if waiting := self.choose(data):
            self.box.outbox.begin(waiting.queued.id)
            waiting.queued = replace(waiting.queued, begun=True)

    @rule(data=st.data())
    def done(self, data: st.DataObject) -> None:
        if waiting := self.choose(data):
            self.box.outbox.done(waiting.queued.id)
            self.box.outbox.done(waiting.queued.id)  # a second time is nothing
            self.jobs.remove(waiting)

    @rule(data=st.data(), minutes=st.integers(0, 60), begun=st.booleans(), error=st.text(max_size=20))
    def failed(self, data: st.DataObject, minutes: int, begun: bool, error: str) -> None:
        if waiting := self.choose(data):
            error = error.replace("\0", "")
            due_at = self.now + timedelta(minutes=minutes)
            self.box.outbox.failed(waiting.queued.id, error, due_at, begun=begun)
            attempts = waiting.queued.attempts + 1
            waiting.queued = replace(waiting.queued, attempts=attempts, error=error, begun=begun)
            waiting.due_at = due_at

    @rule(data=st.data())
    def set_aside(self, data: st.DataObject) -> None:
        if waiting := self.choose(data):
            self.box.outbox.set_aside(waiting.queued.id, "unlesbar")
            attempts = waiting.queued.attempts + 1
            waiting.queued = replace(waiting.queued, attempts=attempts, error="unlesbar")
            waiting.aside = True

    @rule(printer=st.sampled_from(TARGETS))
    def hurry(self, printer: str) -> None:
        self.box.outbox.hurry(printer, self.now)
        for waiting in self.jobs:
            if waiting.queued.job.target == printer:
                waiting.due_at = min(waiting.due_at, self.now)
                waiting.aside = False

    @rule(printer=st.sampled_from(TARGETS))
    def retarget(self, printer: str) -> None:
        (other,) = set(TARGETS) - {printer}
        moved = 0
        for waiting in self.jobs:
            job = waiting.queued.job
            if job.target == printer and job.kind is JobKind.PRINT:  # a drawer hangs on its own printer
                payload = {"instead_of": printer, **job.payload}
                waiting.queued = replace(waiting.queued, job=Job(job.kind, other, payload))
                moved += 1
        assert self.box.outbox.retarget(printer, other) == moved

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def power_cut(self) -> None:
        self.box.close()
        self.box = Box(sqlite_url(self.folder))

    @invariant()
    def what_is_due_is_due_in_order(self) -> None:
        for target in TARGETS:
            for kind in JobKind:
                queue = sorted(
                    (w for w in self.jobs if (w.queued.job.target, w.queued.job.kind) == (target, kind)),
                    key=lambda w: w.queued.id,
                )
                due = takewhile(lambda w: w.due_at <= self.now, (w for w in queue if not w.aside))
                assert self.box.outbox.due(target, self.now, kind=kind, limit=1000) == [w.queued for w in due]

    @invariant()
    def nothing_is_lost(self) -> None:
        papers = [w for w in self.jobs if w.queued.job.kind is JobKind.PRINT and not w.aside]
        assert self.box.outbox.waiting() == {
            target: count
            for target in TARGETS
            if (count := sum(w.queued.job.target == target for w in papers))
        }
        aside = sorted((w.queued for w in self.jobs if w.aside), key=lambda queued: queued.id)
        assert self.box.outbox.aside() == aside


def test_an_outbox_keeps_its_rules_in_any_order_of_deeds(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    migrate(sqlite_url(tmp_path), tmp_path)

    class Machine(OutboxMachine):
        template = tmp_path / "books.sqlite"

    run_state_machine_as_test(
        Machine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(request.getfixturevalue("books_url"))
    database: str = request.getfixturevalue("postgres_database")
    migrate(database, tmp_path)
    return database


@pytest.fixture
def box(url: str) -> Iterator[Box]:
    with Box(url) as box:
        yield box


def test_a_terminal_prints_its_own_papers_only(url: str) -> None:
    with ExitStack() as undo:
        one, two = (undo.enter_context(Box(url, terminal)) for terminal in (1, 2))
        one.queue(slip(1), slip(2))
        two.queue(slip(3))
        assert (one.numbers("Küche"), two.numbers("Küche")) == ([1, 2], [3])
        assert one.outbox.retarget("Küche", "Theke") == 2
        two.outbox.hurry("Theke", START)
        assert two.outbox.waiting() == {"Küche": 1}
        assert one.outbox.waiting() == {"Theke": 2}


def test_papers_of_an_act_come_in_the_order_it_named_them(box: Box) -> None:
    box.queue(*(slip(n) for n in range(200)))
    assert box.numbers("Küche") == list(range(200))


def test_a_lane_empties_the_outbox_while_others_fill_it(box: Box) -> None:
    """Two that book, one that prints: every job is done once, and each one's jobs in their order."""
    troubles: list[BaseException] = []
    printed: list[int] = []
    filled = threading.Semaphore(0)

    def fill(first: int) -> None:
        try:
            for n in range(first, first + 15):
                box.queue(slip(n))
                filled.release()
        except BaseException as error:  # noqa: BLE001 - told by the test
            troubles.append(error)
            filled.release(100)

    threads = [threading.Thread(target=fill, args=(first,)) for first in (0, 100)]
    for thread in threads:
        thread.start()
    for _ in range(30):
        assert filled.acquire(timeout=30)
        assert not troubles
        for queued in box.outbox.due("Küche", START, limit=1):
            box.outbox.begin(queued.id)
            n = queued.job.payload["n"]
            assert isinstance(n, int)
            printed.append(n)
            box.outbox.done(queued.id)
    for thread in threads:
        thread.join(30)
    assert not troubles
    printed += [n for n in box.numbers("Küche") if isinstance(n, int)]
    assert [n for n in printed if n < 100] == list(range(15))
    assert [n for n in printed if n >= 100] == list(range(100, 115))


def test_an_outbox_that_cannot_be_read_says_so_in_german(books_url: str) -> None:
    with Box(books_url) as box:
        with box.writer.transaction() as connection:
            connection.exec_driver_sql("DROP TABLE outbox")
        for ask in (box.outbox.waiting, box.outbox.aside, lambda: box.outbox.due("Küche", START)):
            with pytest.raises(BooksError, match="lassen sich gerade nicht lesen"):
                ask()
        with pytest.raises(BooksError, match="nimmt gerade nichts an"):
            box.outbox.done(1)

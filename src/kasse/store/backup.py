"""Backup while selling, and restoring without ever issuing a number twice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from kasse.ports.books import BooksError
from kasse.store.engine import BOOKS_FILE, lock_folder

Progress = Callable[[int, int], bool]
"""Pages done and pages in all; returns False to cancel."""
PAGES = 2000
"""Pages copied between two questions whether to go on."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How far the numbers of a terminal have come in a file."""

    terminal: int
    journal: int
    orders: int
    receipts: int
    closings: int


class _Cancelled(Exception):  # noqa: N818 - an answer, not a fault
    """Somebody does not want the copy any more."""


def copy_books(url: str, target: Path, progress: Progress = lambda _done, _total: True) -> None:
    """Copy the SQLite books to `target` with the backup API: a whole state, while others write.

    Raises:
        BooksError: the target exists, the disk is full, or the copy was cancelled (nothing stays behind then).
    """
    from pysqlite3 import dbapi2

    source_path = make_url(url).database
    if not url.startswith("sqlite") or not source_path or not Path(source_path).exists():
        raise BooksError(
            "Gesichert werden hier nur Daten in einer SQLite-Datei. Für PostgreSQL bitte pg_dump benutzen."
        )
    if target.exists():
        raise BooksError(f"{target} gibt es schon. Bitte einen anderen Namen wählen.")

    def report(_status: int, remaining: int, total: int) -> None:
        if not progress(total - remaining, total):
            raise _Cancelled

    failed = f"Die Sicherung nach {target} ist nicht gelungen. Bitte den Platz und die Rechte prüfen."
    try:
        with _made(target) as partial, closing(_connect(Path(source_path), "ro")) as source:
            # One state of the books for the whole copy: else every sale meanwhile would make it begin anew.
            source.execute("BEGIN")
            source.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            with closing(dbapi2.connect(str(partial))) as copy:
                source.backup(copy, pages=PAGES, progress=report)
                copy.execute("PRAGMA journal_mode=delete")
    except _Cancelled:
        raise BooksError("Die Sicherung wurde abgebrochen.") from None
    except (dbapi2.Error, OSError) as error:
        raise BooksError(failed) from error


def numbers_in(file: Path) -> dict[int, Numbers]:
    """The numbers that a file of books has come to, by terminal.

    Raises:
        BooksError: it is no file of books, or it is damaged.
    """
    from pysqlite3 import dbapi2

    if not file.is_file():
        raise BooksError(f"{file} gibt es nicht. Bitte eine Sicherung nennen.")
    try:
        with closing(_connect(file, "ro")) as connection:
            if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise BooksError(f"{file} ist beschädigt. Bitte eine andere Sicherung nehmen.")
            rows = connection.execute(
                "SELECT terminal, journal, orders, receipts, closings FROM counter"
            ).fetchall()
    except dbapi2.Error as error:
        raise BooksError(f"{file} ist keine Sicherung von kasse.") from error
    return {row[0]: Numbers(*row) for row in rows}


def restore_books(backup: Path, folder: Path, *, keep_as: str) -> Path | None:
    """Put a backup in the place of the books of `folder`; what was there is kept beside under `keep_as`.

    Refuses a backup that is older than the books in place: its numbers have been issued since, and would be
    issued again (GoBD; the numbers of receipts, orders and closings are unique for good). After a loss of the
    books, the signing device's memory is compared when the till starts. A power cut meanwhile leaves either the
    old books or the new ones.

    Raises:
        BooksError: damaged or no backup, the till is running, the disk is full, or numbers would be issued again.
    """
    coming = numbers_in(backup)
    books = folder / BOOKS_FILE
    with lock_folder(folder):
        kept: Path | None = None
        if books.exists():
            _refuse_older(coming, numbers_in(books))
            kept = folder / keep_as
            copy_books(f"sqlite:///{books}", kept)
        try:
            with _made(books) as partial:
                shutil.copyfile(backup, partial)
                _close_log(books)
        except OSError as error:
            raise BooksError(
                f"Die Sicherung ließ sich nicht nach {folder} kopieren ({error.strerror}). Bitte den Platz prüfen."
            ) from error
        return kept


def _refuse_older(coming: dict[int, Numbers], present: dict[int, Numbers]) -> None:
    for terminal, numbers in present.items():
        other = coming.get(terminal)
        if other is None or other.journal < numbers.journal:
            raise BooksError(
                f"Diese Sicherung ist älter als die vorhandenen Daten (Kasse {terminal}: Beleg "
                f"{numbers.receipts} ist schon vergeben). Nummern dürfen nicht zweimal vergeben werden; "
                "die Sicherung wird nicht eingespielt."
            )


def _close_log(books: Path) -> None:
    """Carry the log over and take it away, so that it is never read as that of another file."""
    from pysqlite3 import dbapi2

    if not books.exists():
        for end in ("-wal", "-shm"):
            books.with_name(books.name + end).unlink(missing_ok=True)
        return
    try:
        with closing(_connect(books, "rw")) as connection:
            connection.execute("PRAGMA journal_mode=delete").fetchone()
    except dbapi2.Error as error:
        raise BooksError(
            f"Die vorhandenen Daten in {books.parent} sind noch in Benutzung. Bitte alle Programme von kasse beenden."
        ) from error


@contextmanager
def _made(target: Path) -> Iterator[Path]:
    """A file to write that takes the place of `target`, durably, if all goes well; else nothing stays behind."""
    partial = target.with_name(target.name + ".part")
    journal = partial.with_name(partial.name + "-journal")
    try:
        partial.unlink(missing_ok=True)
        journal.unlink(missing_ok=True)
        yield partial
        _sync(partial)
        partial.replace(target)
        if os.name == "posix":
            _sync(target.parent)
    finally:
        partial.unlink(missing_ok=True)
        journal.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _connect(file: Path, mode: str) -> Any:
    from pysqlite3 import dbapi2

    connection = dbapi2.connect(f"{file.resolve().as_uri()}?mode={mode}", uri=True)
    connection.isolation_level = None
    return connection

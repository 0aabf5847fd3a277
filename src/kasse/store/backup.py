"""Backup while selling, and restoring without ever issuing a number twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from kasse.ports.books import BooksError
from kasse.store.engine import BOOKS_FILE, lock_folder

Progress = Callable[[int, int], bool]
"""Pages done and pages in all; returns False to cancel."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How far the numbers of a terminal have come in a file."""

    terminal: int
    journal: int
    orders: int
    receipts: int
    closings: int


def _always(_done: int, _total: int) -> bool:
    return True


def copy_books(url: str, target: Path, progress: Progress = _always) -> None:
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
    partial = target.with_name(target.name + ".part")
    source = dbapi2.connect(f"file:{source_path}?mode=ro", uri=True)
    copy = dbapi2.connect(str(partial))

    class Cancelled(Exception):  # noqa: N818
        pass

    def report(_status: int, remaining: int, total: int) -> None:
        if not progress(total - remaining, total):
            raise Cancelled

    try:
        source.backup(copy, pages=2000, progress=report)
        copy.execute("PRAGMA journal_mode=delete")
    except Cancelled:
        raise BooksError("Die Sicherung wurde abgebrochen.") from None
    except dbapi2.Error as error:
        raise BooksError(
            f"Die Sicherung nach {target} ist nicht gelungen. Bitte den Platz prüfen."
        ) from error
    else:
        copy.close()
        partial.replace(target)
    finally:
        source.close()
        copy.close()
        partial.unlink(missing_ok=True)


def numbers_in(file: Path) -> dict[int, Numbers]:
    """The numbers that a file of books has come to, by terminal.

    Raises:
        BooksError: it is no file of books, or it is damaged.
    """
    from pysqlite3 import dbapi2

    try:
        connection = dbapi2.connect(f"file:{file}?mode=ro", uri=True)
        try:
            if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise BooksError(f"{file} ist beschädigt. Bitte eine andere Sicherung nehmen.")
            rows = connection.execute(
                "SELECT terminal, journal, orders, receipts, closings FROM counter"
            ).fetchall()
        finally:
            connection.close()
    except dbapi2.Error as error:
        raise BooksError(f"{file} ist keine Sicherung von kasse.") from error
    return {row[0]: Numbers(*row) for row in rows}


def restore_books(backup: Path, folder: Path, *, keep_as: str) -> Path | None:
    """Put a backup in the place of the books of `folder`; what was there is kept beside under `keep_as`.

    Refuses a backup that is older than the books in place: its numbers have been issued since, and would be
    issued again (GoBD; the numbers of receipts, orders and closings are unique for good). After a loss of the
    books, the signing device's memory is compared when the till starts.

    Raises:
        BooksError: damaged or no backup, the till is running, or numbers would be issued again.
    """
    coming = numbers_in(backup)
    books = folder / BOOKS_FILE
    with lock_folder(folder):
        kept: Path | None = None
        if books.exists():
            present = numbers_in(books)
            for terminal, numbers in present.items():
                other = coming.get(terminal)
                if other is None or other.journal < numbers.journal:
                    raise BooksError(
                        f"Diese Sicherung ist älter als die vorhandenen Daten (Kasse {terminal}: Beleg "
                        f"{numbers.receipts} ist schon vergeben). Nummern dürfen nicht zweimal vergeben werden; "
                        "die Sicherung wird nicht eingespielt."
                    )
            kept = folder / keep_as
            copy_books(f"sqlite:///{books}", kept)
            for leftover in (books, *(folder / f"{BOOKS_FILE}{end}" for end in ("-wal", "-shm"))):
                leftover.unlink(missing_ok=True)
        partial = books.with_name(BOOKS_FILE + ".part")
        shutil.copyfile(backup, partial)
        partial.replace(books)
        return kept

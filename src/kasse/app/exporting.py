"""Exports out of a data folder: the books are only read, so that a till may go on selling meanwhile."""

from __future__ import annotations

import errno
import logging
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from kasse.domain.refused import Refused
from kasse.fiscal.de.dsfinvk.check import Report, check_export
from kasse.fiscal.de.dsfinvk.export import Source, export
from kasse.ports.bons import Day
from kasse.ports.books import BooksError
from kasse.ports.fiscal import DeviceFacts
from kasse.store.connecting import reading
from kasse.store.master import load_master
from kasse.store.reading import SqlReading, every_terminal

log = logging.getLogger(__name__)

Progress = Callable[[int, int], bool]
"""Done and in all; returns False to cancel."""


UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What comes of damaged books; those that are whole raise none of these."""
_REASONS = {
    errno.ENOSPC: "der Datenträger ist voll",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    errno.EACCES: "das ist nicht erlaubt",
    errno.EPERM: "das ist nicht erlaubt",
    errno.ENOENT: "den Ordner gibt es nicht",
    errno.ENOTDIR: "das ist kein Ordner",
    errno.EIO: "der Datenträger antwortet nicht mehr",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.EFBIG: "die Datei wird für diesen Datenträger zu groß",
}


class _Cancelled(Exception):  # noqa: N818 - whoever asked does not want it any more
    pass


@dataclass(frozen=True, slots=True)
class Choice:
    """Which closings: by business date, by number, both ends included, of one terminal; nothing chosen: all."""

    first_date: date | None = None
    last_date: date | None = None
    first_number: int | None = None
    last_number: int | None = None
    terminal: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A DSFinV-K export that is there, and what its self-test says of it."""

    days: Sequence[Day]
    report: Report
    open_acts: int
    """How much has been booked since the last closing and is therefore not in it."""


def chosen_days(books: Sequence[SqlReading], choice: Choice) -> list[Day]:
    """The closed days of all terminals that are meant, by terminal and number."""
    first, last = choice.first_number or 1, choice.last_number or 2**31
    return [
        day
        for each in books
        if choice.terminal in (None, each.terminal)
        for day in each.bons.days(each.terminal, first, last)
        if (choice.first_date or date.min) <= day.business_date <= (choice.last_date or date.max)
    ]


def export_dsfinvk(engine: Engine, target: Path, choice: Choice, progress: Progress) -> Written | None:
    """Write the chosen closings as DSFinV-K into a folder (or ZIP file, if the target ends so), and test it.

    An export with findings is handed out all the same: whoever asked for it gets the data, and is told. None: it
    was cancelled, and nothing of it is left.

    Raises:
        Refused: nothing was closed in that time, or the target is there already or cannot be written.
        BooksError: the books cannot be read, or what stands in them makes no sense.
    """
    try:
        return write_dsfinvk(engine, target, choice, progress)
    except FileExistsError as error:
        raise Refused(already_there(target)) from error
    except OSError as error:
        raise Refused(not_written(target, error)) from error


def write_dsfinvk(engine: Engine, target: Path, choice: Choice, progress: Progress) -> Written | None:
    """The same for whoever tells himself why it could not be written.

    Raises:
        OSError: it cannot be written.
        Refused, BooksError: see `export_dsfinvk`.
    """
    try:
        return _write(engine, target, choice, progress)
    except UNREADABLE as error:
        log.exception("no export can be made of these books")
        raise BooksError(
            "Aus diesen Büchern lässt sich kein DSFinV-K-Export schreiben, denn sie sind beschädigt. "
            "Was nicht stimmt, sagt „kasse verify“."
        ) from error


def _write(engine: Engine, target: Path, choice: Choice, progress: Progress) -> Written | None:
    books = every_terminal(engine)
    days = chosen_days(books, choice)
    if not days:
        raise Refused(
            "In diesem Zeitraum gibt es keinen Tagesabschluss. Bitte einen anderen Zeitraum wählen "
            "oder den laufenden Tag erst abschließen."
        )
    with reading(engine) as connection:
        master = load_master(connection)
    if master is None:
        raise BooksError("Es sind noch keine Stammdaten angelegt.")

    def device(serial: str) -> DeviceFacts | None:
        return books[0].device(serial)

    source = Source(books[0].bons, master.house, master.catalogue, device)
    untested = target.with_name(f".ungeprüft-{target.name}")
    comment = f"Kassenabschlüsse vom {days[0].business_date:%d.%m.%Y} bis {days[-1].business_date:%d.%m.%Y}"
    try:
        if target.exists() or not target.name:
            raise FileExistsError
        _remove(untested)
        export(source, days, untested, comment=comment, progress=_half(progress, 0))
        test = _half(progress, 1)
        report = check_export(untested, progress=lambda part: test(round(part * 1000), 1000))
        untested.rename(target)
    except _Cancelled:
        return None
    finally:
        with suppress(OSError):
            _remove(untested)
    open_acts = sum(
        d.last - d.after for d in (b.bons.open_day(b.terminal, days[-1].closed_at) for b in books)
    )
    return Written(days, report, open_acts)


def already_there(target: Path) -> str:
    """The German sentence on a name that is taken."""
    return f"„{target}“ gibt es schon. Bitte einen anderen Namen wählen."


def not_written(target: Path, error: OSError) -> str:
    """The German sentence on why something could not be written."""
    why = _REASONS.get(error.errno or 0, error.strerror or "ohne Angabe von Gründen")
    return f"„{target}“ lässt sich nicht schreiben ({why}). Bitte Datenträger und Platz prüfen."


def _half(progress: Progress, half: int) -> Callable[[int, int], None]:
    """Writing is the first half of the way, testing the second."""

    def tell(done: int, total: int) -> None:
        if not progress(half * total + done, 2 * total):
            raise _Cancelled

    return tell


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

"""An audit visit at work: the signing device's archive is brought up to date, then the package is written beside."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from kasse.app.audit import write_audit
from kasse.app.audit_archives import missing_archives
from kasse.app.beside import Cancelled, Tell, run_beside
from kasse.app.config import read_config
from kasse.app.exporting import UNREADABLE, Choice, chosen_days
from kasse.ports.audit import AuditWritten
from kasse.ports.books import BooksError
from kasse.ports.signing import ExportCancelled, Progress, SigningError
from kasse.store.engine import lock_folder, reading_engine, sqlite_url
from kasse.store.reading import every_terminal
from kasse.usecases.archive_tse import ArchiveFailed

log = logging.getLogger(__name__)

TakeArchive = Callable[[Progress], object]
"""Has what the device signed since its last archive put away. Raises as `usecases.archive_tse.take_archive`."""
_FRESH = 0.1
"""How far everything is when the device has handed out what it signed."""


class AuditVisit:
    """For a till at work. Any thread may call; selling goes on."""

    def __init__(self, folder: Path, now: Callable[[], datetime], take: TakeArchive | None) -> None:
        """`take`: None where no device signs."""
        self._folder = folder
        self._now = now
        self._take = take

    def write(self, tell: Tell, target: Path, first: date | None, last: date | None) -> AuditWritten | None:
        """See `kasse.app.audit.write_audit`; in a process of its own.

        Raises:
            Refused, BooksError: see there.
        """

        def later(step: str, part: float) -> bool:
            return tell(step, _FRESH + (1 - _FRESH) * part)

        try:
            if self._take is not None and lacks_archive(self._folder, first, last):
                take_fresh(tell, self._take)
        except Cancelled:
            return None
        return run_beside(later, write_audit, self._folder, target, first, last, self._now())


def write_here(
    tell: Tell, folder: Path, target: Path, first: date | None, last: date | None, now: datetime
) -> AuditWritten | None:
    """The same for the command line. Where no till is at work the device is asked, if it is missing in archives.

    Raises:
        Refused, BooksError: see `kasse.app.audit.write_audit`.
    """
    try:
        if lacks_archive(folder, first, last) and _is_free(folder):
            _take_from_closed_till(tell, folder)
    except Cancelled:
        return None
    return write_audit(tell, folder, target, first, last, now)


def _take_from_closed_till(tell: Tell, folder: Path) -> None:
    from kasse.app.shop import Shop, Wiring

    try:
        with closing(Shop(folder, Wiring(threads=False, pictures=False))) as shop:
            if (keeper := shop.archives) is not None:
                take_fresh(tell, lambda progress: keeper.take(progress=progress))
    except BooksError as error:
        log.info("the till could not be opened for a fresh archive: %s", error)


def lacks_archive(folder: Path, first: date | None, last: date | None) -> bool:
    """Whether something that was signed in the closings of that time stands in no stored archive.

    Raises:
        BooksError: the books cannot be read.
    """
    config = read_config(folder)
    engine = reading_engine(config.database_url or sqlite_url(folder))
    try:
        books = every_terminal(engine)
        days = chosen_days(books, Choice(first, last))
        own = [each for each in books if each.terminal == config.terminal]
        return any(missing_archives(own, engine, days))
    except UNREADABLE:
        return False  # what cannot be read is told when it is exported
    finally:
        engine.dispose()


def take_fresh(tell: Tell, take: TakeArchive) -> None:
    """Have an archive taken. A device that does not hand it out keeps nobody from the rest: the sheet tells it.

    Raises:
        Cancelled: `tell` answered no.
    """
    try:
        take(lambda _done, _all: tell("TSE-Archiv", 0.0))
    except ExportCancelled as cancelled:
        raise Cancelled from cancelled
    except (SigningError, ArchiveFailed, BooksError) as error:
        log.info("no fresh archive for the audit: %s", error)


def _is_free(folder: Path) -> bool:
    """Whether no till is at work there; else it takes archives by itself."""
    try:
        lock_folder(folder).release()
    except BooksError:
        return False
    return True

"""Archives of the signing device at work: taken in the background after each closing, and by hand.

What checks them is imported when there is something to check: a till that opens does not wait for it.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kasse.ports.books import BooksError
from kasse.ports.notices import Level, Notice, Notices
from kasse.ports.outbox import JobKind, Outbox
from kasse.ports.signing import ExportCancelled, Progress, SigningError, Tse, TseSwitch
from kasse.ports.tse_archive import ArchiveVerdict, CheckArchive
from kasse.usecases.archive_tse import Archived, ArchiveFailed, take_archive
from kasse.usecases.close_day import ARCHIVE_LANE
from kasse.usecases.till import Till

if TYPE_CHECKING:
    from kasse.app.beside import Tell

log = logging.getLogger(__name__)

TOPIC = "tse-archive"
START_SECONDS = 5.0
"""So long after the start whoever signs in has the machine to himself."""
LOOK_SECONDS = 20.0
"""How often the lane looks whether something has been closed. An archive does not have to come at once."""
RETRY_SECONDS = 3600.0
"""So long after an archive that could not be taken it is tried again, if nothing is closed before."""
END_SECONDS = 5.0
"""So long the end of the program waits for an archive that is being broken off."""
_ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)


def check_beside(tell: Tell, path: Path, is_selection: bool) -> ArchiveVerdict | None:
    """The check as a job for `run_beside`. None: it was cancelled."""
    from kasse.fiscal.de.tse_archive.check import CheckCancelled
    from kasse.fiscal.de.tse_archive.verdict import archive_verdict

    def progress(done: int, size: int) -> bool:
        return tell("Archiv", done / size if size else 1.0)

    try:
        return archive_verdict(path, is_selection, progress)
    except CheckCancelled:
        return None


class ArchiveKeeper:
    """Takes archives of one till's device, one at a time. Any thread may call."""

    def __init__(self, till: Till, devices: TseSwitch, folder: Path, *, beside: bool) -> None:
        """`folder` is the data folder. `beside`: check in a process of its own."""
        self._till = till
        self._devices = devices
        self._folder = folder
        self._beside = beside
        self._turn = threading.Lock()

    def take(
        self,
        *,
        whole: bool = False,
        progress: Progress | None = None,
        operator: int = 0,
        tse: Tse | None = None,
    ) -> Archived | None:
        """See `take_archive`; of another device than the one in use, if one is named."""
        with self._turn:
            return take_archive(
                self._till,
                tse=tse or self._devices.current,
                folder=self._folder,
                check=self._check(progress),
                whole=whole,
                progress=progress,
                operator=operator,
            )

    def take_number(self, tse: Tse, *, whole: bool) -> int:
        """See `kasse.usecases.device_life.TakeArchive`."""
        taken = self.take(whole=whole, tse=tse)
        return taken.number if taken is not None else 0

    def _check(self, progress: Progress | None) -> CheckArchive:
        if not self._beside:
            from kasse.fiscal.de.tse_archive.verdict import archive_verdict

            return archive_verdict

        from kasse.app.beside import run_beside

        def check(path: Path, is_selection: bool) -> ArchiveVerdict:
            size = path.stat().st_size

            def tell(_step: str, _part: float) -> bool:
                return progress is None or progress(size, size)

            verdict = run_beside(tell, check_beside, path, is_selection)
            if verdict is None:
                raise ExportCancelled
            return verdict

        return check


class ArchiveLane:
    """One thread: takes an archive when something was closed. What fails is told, and tried again."""

    def __init__(self, keeper: ArchiveKeeper, outbox: Outbox, notices: Notices) -> None:
        self._keeper = keeper
        self._outbox = outbox
        self._notices = notices
        self._stop = threading.Event()
        self._failed = 0
        """The job up to which it was tried in vain; a younger one is tried at once."""
        self._thread = threading.Thread(target=self._run, name="tse-archive", daemon=True)

    def start(self) -> None:
        """Start the thread; what was closed before is archived soon."""
        self._thread.start()

    def end(self) -> None:
        """Break off an archive in hand: the device still has everything, and the next start takes it."""
        self._stop.set()

    def join(self) -> None:
        """Wait until it has been broken off."""
        if self._thread.is_alive():
            self._thread.join(END_SECONDS)

    def run_once(self, *, again: bool = True) -> bool:
        """Do what is due; whether nothing is left to do. `again`: also what was tried in vain before."""
        try:
            jobs = self._outbox.due(ARCHIVE_LANE, _ANY_TIME, kind=JobKind.TSE_ARCHIVE, limit=10_000)
            if not jobs or (not again and jobs[-1].id <= self._failed):
                return not jobs
            self._failed = jobs[-1].id
            taken = self._keeper.take(progress=lambda _done, _all: not self._stop.is_set())
            for job in jobs:
                self._outbox.done(job.id)
        except ExportCancelled:
            return False
        except (SigningError, ArchiveFailed, BooksError) as error:
            log.info("no archive of the TSE could be taken: %s", error)
            self._tell("Das Archiv der TSE ließ sich nicht sichern.", str(error))
            return False
        if taken is not None and taken.verdict == "wrong":
            found = taken.findings[0] if taken.findings else ""
            self._tell("Im Archiv der TSE stimmt etwas nicht.", f"{taken.file}: {found}")
        else:
            self._notices.clear(TOPIC)
        return True

    def _tell(self, title: str, text: str) -> None:
        advice = "Nach dem nächsten Abschluss und beim nächsten Start wird es wieder versucht."
        self._notices.post(Notice(TOPIC, Level.WARNING, title, f"{text} {advice}"))

    def _run(self) -> None:
        waited = RETRY_SECONDS
        pause = START_SECONDS
        while not self._stop.wait(pause):
            pause = LOOK_SECONDS
            again = waited >= RETRY_SECONDS
            try:
                is_done = self.run_once(again=again)
            except Exception:
                # Ours to mend; the till sells all the same.
                log.exception("the lane of archives failed")
                is_done = False
            waited = LOOK_SECONDS if is_done or again else waited + LOOK_SECONDS

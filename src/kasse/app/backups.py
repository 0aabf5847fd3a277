"""The automatic backup at work: after each closing the books are copied into a folder that the house has named."""

from __future__ import annotations

import json
import logging
import re
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kasse.app.lane import Lane
from kasse.ports.books import BooksError
from kasse.ports.foot import MOST_DAYS, BackupState
from kasse.ports.notices import Level, Notice, Notices
from kasse.ports.outbox import JobKind, Outbox, QueuedJob
from kasse.settings.declared.data import BACKUP_FOLDER, BACKUPS_KEPT
from kasse.store.backup import copy_books, numbers_in
from kasse.store.engine import BOOKS_FILE
from kasse.usecases.close_day import BACKUPS
from kasse.usecases.till import Till

log = logging.getLogger(__name__)

TOPIC = "backup"
START_SECONDS = 20.0
"""So long after the start whoever signs in has the machine to himself."""
LOOK_SECONDS = 20.0
"""How often it is looked whether something was closed. A backup does not have to come at once."""
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0
"""Seconds until a backup that failed is tried again; each pause is twice the one before."""
_ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)
_STAMP = r"\d{4}-\d{2}-\d{2}-\d{6}-tag-\d{4}-\d{2}-\d{2}\.sqlite"


class _Stopped(Exception):  # noqa: N818 - an answer, not a fault
    """The program ends."""


@dataclass(frozen=True, slots=True)
class _Last:
    """The last good backup; kept beside the books, since nothing that counts hangs on it."""

    file: Path
    made_at: datetime
    business_date: date
    """The day that was open by then."""


class Backups:
    """The backups of one till. `run_once` is for one thread; `state` for any."""

    def __init__(
        self,
        till: Till,
        outbox: Outbox,
        notices: Notices,
        folder: Path,
        source: str | None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`folder` is the data folder, `source` the URL of the books; None: a server keeps them, and backs them up."""
        self._till = till
        self._outbox = outbox
        self._notices = notices
        self._folder = folder
        self._source = source
        self._monotonic = monotonic
        self._kept_in = folder / f"backup-{till.terminal.number}.json"
        self._last = self._remember()
        self._trouble: tuple[Path, str] | None = None
        self._told: tuple[Path, str, int] | None = None
        self._tried: tuple[Path, int] | None = None
        """Folder and youngest job of the latest try in vain: another one is tried at once."""
        self._pause, self._again = FIRST_PAUSE, 0.0
        stem = re.sub(r"[^A-Za-z0-9]+", "-", till.terminal.serial).strip("-") or str(till.terminal.number)
        self._stem = f"kasse-{stem}-"
        self._whole = re.compile(re.escape(self._stem) + _STAMP)
        self._half = re.compile(re.escape(self._stem) + _STAMP + r"\.part(-journal)?")

    def state(self) -> BackupState | None:
        """How things stand; None while it is off. Quick, and waits for no drive."""
        target = self._target
        if target is None:
            return None
        last, trouble = self._last_in(target), self._trouble
        return BackupState(
            target,
            None if last is None else last.made_at,
            0 if last is None else self._days(last),
            trouble[1] if trouble is not None and trouble[0] == target else "",
        )

    def run_once(self, go_on: Callable[[], bool] = lambda: True) -> bool:
        """Make a backup if one is due; whether nothing is left to do.

        Due is one after each closing, and one where there is none so far or only an old one. `go_on`: asked while it
        is copied; a no breaks it off, and the next start makes it.
        """
        target = self._target
        jobs = self._jobs()
        if target is None or self._source is None:
            self._settle(jobs)
            return True
        last = self._last_in(target)
        if not jobs and last is not None and self._days(last) <= MOST_DAYS:
            self._settle(())
            return True
        newest = jobs[-1].id if jobs else 0
        is_new = (target, newest) != self._tried
        if not is_new and self._monotonic() < self._again:
            return False
        try:
            self._make(self._source, target, jobs, go_on)
        except _Stopped:
            return False
        except BooksError as error:
            self._failed(target, newest, str(error), is_new=is_new)
            return False
        self._settle(jobs)
        return True

    @property
    def _target(self) -> Path | None:
        return None if self._source is None else self._till.settings[BACKUP_FOLDER]

    def _jobs(self) -> Sequence[QueuedJob]:
        return self._outbox.due(BACKUPS, _ANY_TIME, kind=JobKind.BACKUP, limit=10_000)

    def _make(self, source: str, target: Path, jobs: Sequence[QueuedJob], go_on: Callable[[], bool]) -> None:
        """Copy the books, look whether the copy can be read, and take older ones away."""
        books, now = self._till.books, self._till.now()
        open_day = books.business_date
        number = jobs[-1].job.payload.get("closing") if jobs else None
        day = books.closing(number)[0].business_date if isinstance(number, int) else open_day
        file = target / f"{self._stem}{now.astimezone(self._till.zone):%Y-%m-%d-%H%M%S}-tag-{day}.sqlite"
        try:
            if not target.is_dir():
                raise BooksError(
                    f"{target} ist nicht da. Bitte den Stick oder das Laufwerk anschließen, dann wird von selbst gesichert."
                )
            for half in self._own(target, self._half):
                half.unlink()
            self._require_room(target)
        except OSError as error:
            raise BooksError(
                f"{target} lässt sich nicht beschreiben ({error.strerror}). Bitte den Datenträger prüfen."
            ) from error
        try:
            copy_books(source, file, lambda _done, _all: go_on())
        except BooksError as error:
            if not go_on():
                raise _Stopped from error
            log.info("the books could not be copied: %r", error.__cause__ or error)
            raise BooksError(
                f"In {target} ließ sich nicht schreiben. Bitte Platz und Rechte prüfen."
            ) from error
        try:
            numbers_in(file)
        except BooksError as error:
            with suppress(OSError):
                file.unlink()
            raise BooksError(
                f"Was in {target} geschrieben wurde, ist nicht lesbar. Bitte den Stick wechseln."
            ) from error
        self._last = _Last(file, now, open_day)
        self._keep(self._last)
        self._prune(target, file)

    def _require_room(self, target: Path) -> None:
        size = sum(
            part.stat().st_size
            for part in (self._folder / f"{BOOKS_FILE}{end}" for end in ("", "-wal"))
            if part.exists()
        )
        free = shutil.disk_usage(target).free
        if free < size:
            raise BooksError(
                f"Auf {target} sind {free // 1_000_000} MB frei, nötig sind {size // 1_000_000 + 1} MB. "
                "Bitte Platz schaffen oder den Stick wechseln."
            )

    def _prune(self, target: Path, newest: Path) -> None:
        """Take away what is beyond the number kept: only files that this till wrote itself, by their names."""
        try:
            older = sorted(file for file in self._own(target, self._whole) if file != newest)
            for file in older[: max(0, len(older) + 1 - self._till.settings[BACKUPS_KEPT])]:
                file.unlink()
        except OSError as error:
            log.info("older backups could not be taken away: %s", error)

    def _own(self, target: Path, name: re.Pattern[str]) -> Sequence[Path]:
        return [
            file
            for file in target.iterdir()
            if name.fullmatch(file.name) and file.is_file() and not file.is_symlink()
        ]

    def _settle(self, jobs: Sequence[QueuedJob]) -> None:
        for job in jobs:
            self._outbox.done(job.id)
        self._pause, self._tried, self._trouble = FIRST_PAUSE, None, None
        if self._told is not None:
            self._told = None
            self._notices.clear(TOPIC)

    def _failed(self, target: Path, newest: int, text: str, *, is_new: bool) -> None:
        if is_new:
            self._pause = FIRST_PAUSE
        self._tried, self._trouble = (target, newest), (target, text)
        self._again = self._monotonic() + self._pause
        self._pause = min(LONGEST_PAUSE, self._pause * 2)
        if self._told != (target, text, newest):
            log.info("no backup could be made: %s", text)
            self._told = (target, text, newest)
            title = "Die Sicherung ist nicht gelungen, verkauft wird weiter."
            self._notices.post(Notice(TOPIC, Level.WARNING, title, text))

    def _days(self, last: _Last) -> int:
        return (self._till.books.business_date - last.business_date).days

    def _last_in(self, target: Path) -> _Last | None:
        last = self._last
        return last if last is not None and last.file.parent == target else None

    def _keep(self, last: _Last) -> None:
        content = {
            "file": str(last.file),
            "made_at": last.made_at.isoformat(),
            "business_date": last.business_date.isoformat(),
        }
        unfinished = self._kept_in.with_suffix(".new")
        try:
            unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            unfinished.replace(self._kept_in)
        except OSError as error:
            log.info("when the last backup was made could not be written to %s: %s", self._kept_in, error)

    def _remember(self) -> _Last | None:
        """A file that cannot be read costs one more backup and nothing else."""
        try:
            found = json.loads(self._kept_in.read_text(encoding="utf-8"))
            made_at = datetime.fromisoformat(found["made_at"])
            if made_at.tzinfo is None:
                return None
            return _Last(Path(found["file"]), made_at, date.fromisoformat(found["business_date"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            log.info("when the last backup was made could not be read from %s: %s", self._kept_in, error)
            return None


class BackupLane(Lane):
    """Makes what is due. Nobody waits for it, neither a cashier nor the closing."""

    def __init__(self, backups: Backups) -> None:
        super().__init__("backup", first_look=START_SECONDS, after_trouble=LONGEST_PAUSE)
        self._backups = backups

    def run_once(self) -> float:
        """See `Lane`."""
        try:
            self._backups.run_once(self.goes_on)
        except BooksError as error:
            log.info("whether a backup is due could not be read: %s", error)
        return LOOK_SECONDS

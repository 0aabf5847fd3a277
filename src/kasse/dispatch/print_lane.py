"""The lane of one printer: carries out what waits for it, in order, for as long as it takes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from kasse.ports.notices import Level, Notice, Notices
from kasse.ports.outbox import JobKind, Outbox, QueuedJob
from kasse.ports.paper import Page
from kasse.ports.printing import DeviceError, Printer
from kasse.settings.declared.papers import DRAWER_SECONDS, RETRY_SECONDS

log = logging.getLogger(__name__)

Draw = Callable[[Mapping[str, Any], bool], Page | None]
"""The page (None: nothing to print after all) of a job's payload; the flag says that an earlier try may have printed part of it."""

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds until the next try, by the number of tries so far. The last holds for all that follow, unless a setting
names another; then none is longer than that."""

FAULTS = 3
"""After so many faults of the program with one paper the paper is set aside, so that the others come out."""

# The lane keeps its own pace: were the machine's clock set back, papers would wait until it has caught up.
_ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)


class PrintLane:
    """One thread, one printer. A printer that is off or slow delays nobody but itself.

    What waits is kept in the outbox until the printer took it; papers keep their order. A paper is tried again
    until it works: a lost printer is told once, and once when it is back. Before bytes leave for the printer it
    is written down that they may, so that after a power cut a second paper is marked as one. A paper that the
    program cannot make is set aside and told.
    """

    def __init__(
        self,
        name: str,
        printer: Printer,
        outbox: Outbox,
        draw: Draw,
        notices: Notices,
        now: Callable[[], datetime],
        *,
        name_of: Callable[[Mapping[str, Any]], str],
        longest_pause: Callable[[], float] = lambda: RETRY_SECONDS.default,
        drawer_seconds: Callable[[], float] = lambda: DRAWER_SECONDS.default,
    ) -> None:
        """`name_of` calls the paper of a payload by a name that people know.

        `longest_pause`: seconds after which a lost printer is tried again at the latest. `drawer_seconds`: a drawer
        whose turn comes later stays shut, for nobody stands before it any more.
        """
        self.name = name
        self._printer = printer
        self._outbox = outbox
        self._draw = draw
        self._name_of = name_of
        self._longest_pause = longest_pause
        self._drawer_seconds = drawer_seconds
        self._notices = notices
        self._now = now
        self._work = threading.Event()
        self._hurried = threading.Event()
        self._stop = threading.Event()
        self._failed_at: datetime | None = None
        self._pause = 0.0
        self._trouble = ""
        """What the lost printer said last; empty while it works."""
        self._told: Notice | None = None
        self._faulty = 0
        """The job that the program failed to print, and how often."""
        self._faults = 0
        self._thread = threading.Thread(target=self._run, name=f"print {name}", daemon=True)

    def start(self) -> None:
        """Start the thread; it looks at once for what waits, also from before."""
        self.hurry()
        self._thread.start()

    def wake(self) -> None:
        """There may be work. Any thread may call; nobody waits."""
        self._work.set()

    def hurry(self) -> None:
        """Try at once all that waits: somebody says that the printer works again. Any thread may call."""
        self._hurried.set()
        self._work.set()

    def end(self) -> None:
        """Take up no more jobs; what waits stays in the outbox."""
        self._stop.set()
        self._work.set()

    def join(self, timeout: float) -> None:
        """Wait for the job in hand. If it takes longer, its paper is marked as repeated after the next start."""
        if self._thread.is_alive():
            self._thread.join(timeout)

    def run_once(self) -> float | None:
        """Carry out what is due. Returns seconds until a failed job is to be tried again, None if all is done."""
        while not self._stop.is_set():
            if self._hurried.is_set():
                self._hurried.clear()
                self._failed_at = None
                self._outbox.hurry(self.name, self._now())
                self._notices.clear(self._aside_topic)
            self._open_drawers()
            left = self._pause_left()
            if left:
                self._tell_lost()
                return left
            jobs = self._outbox.due(self.name, _ANY_TIME, limit=1)
            if not jobs:
                return None
            self._carry_out(jobs[0])
        return None

    @property
    def _topic(self) -> str:
        return f"printer:{self.name}"

    @property
    def _aside_topic(self) -> str:
        return f"paper:{self.name}"

    def _carry_out(self, job: QueuedJob) -> None:
        begun = job.begun
        try:
            page = self._draw(job.job.payload, begun)
            if page is not None:
                if not begun:
                    self._outbox.begin(job.id)
                    begun = True
                self._printer.print(page)
        except DeviceError as error:
            self._trouble = str(error)
            self._wait(job.attempts)
            self._try_again(job, self._trouble, begun=job.begun or error.begun)
            self._tell_lost()
        except Exception as error:
            # Ours to mend, and no reason to keep the papers behind it from coming out.
            log.exception("printer %s: %s could not be made", self.name, self._name_of(job.job.payload))
            self._count_fault(job)
            if self._faults < FAULTS:
                self._wait(self._faults - 1)
                self._try_again(job, repr(error), begun=begun)
            else:
                self._set_aside(job, error)
        else:
            self._failed_at = None
            self._outbox.done(job.id)
            if page is not None:
                self._tell_back()

    def _pause_left(self) -> float:
        if self._failed_at is None:
            return 0.0
        gone = (self._now() - self._failed_at).total_seconds()
        return self._pause - gone if 0 <= gone < self._pause else 0.0

    def _wait(self, tries: int) -> None:
        self._failed_at = self._now()
        longest = float(self._longest_pause())
        self._pause = min(PAUSES[tries], longest) if tries < len(PAUSES) - 1 else longest

    def _try_again(self, job: QueuedJob, error: str, *, begun: bool) -> None:
        self._outbox.failed(job.id, error, self._now() + timedelta(seconds=self._pause), begun=begun)

    def _count_fault(self, job: QueuedJob) -> None:
        if self._faulty != job.id:
            self._faulty, self._faults = job.id, 0
        self._faults += 1

    def _set_aside(self, job: QueuedJob, error: Exception) -> None:
        self._outbox.set_aside(job.id, repr(error))
        self._failed_at = None
        aside = [j for j in self._outbox.aside() if j.job.target == self.name]
        what = self._name_of(job.job.payload)
        title = f"{self.name}: {what} lässt sich nicht drucken."
        if len(aside) > 1:
            title = f"{self.name}: {what} und {len(aside) - 1} weitere lassen sich nicht drucken."
        text = "Bitte mündlich weitergeben. Beim nächsten Start wird es noch einmal versucht."
        self._notices.post(Notice(self._aside_topic, Level.WARNING, title, text))

    def _open_drawers(self) -> None:
        """Try once, and soon or not at all: a drawer that springs open minutes later is open to anybody."""
        for job in self._outbox.due(self.name, _ANY_TIME, kind=JobKind.DRAWER):
            # Gone before the pulse: after a power cut it must not come a second time.
            self._outbox.done(job.id)
            error = "Der Drucker war zu lange nicht bereit."
            if (self._now() - job.created_at).total_seconds() <= self._drawer_seconds():
                try:
                    self._printer.open_drawer()
                except DeviceError as failure:
                    error = str(failure)
                else:
                    continue
            text = "Bitte mit dem Schlüssel öffnen."
            self._notices.post(Notice(f"drawer:{self.name}", Level.INFO, f"Schublade: {error}", text))
            log.info("the drawer on %s did not open: %s", self.name, error)

    def _tell_lost(self) -> None:
        """Once, and again only if there is something new to say: another trouble, more papers that wait."""
        if not self._trouble:
            return
        waiting = self._outbox.waiting().get(self.name, 0)
        papers = "1 Bon wartet" if waiting == 1 else f"{waiting} Bons warten"
        notice = Notice(
            self._topic,
            Level.WARNING,
            f"{self.name}: {self._trouble}",
            f"{papers}, nichts geht verloren.",
        )
        if self._told is None:
            log.info("printer %s is lost: %s", self.name, self._trouble)
        if notice != self._told:
            self._told = notice
            self._notices.post(notice)

    def _tell_back(self) -> None:
        self._trouble = ""
        if self._told is not None:
            self._told = None
            self._notices.post(Notice(self._topic, Level.INFO, f"{self.name} druckt wieder."))
            log.info("printer %s is back", self.name)

    def _run(self) -> None:
        pause: float | None = None
        told = False
        while not self._stop.is_set():
            self._work.wait(pause)
            self._work.clear()
            try:
                pause = self.run_once()
                told = False
            except Exception:
                # The books cannot be reached now. That must not take the printer away for the rest of the evening.
                if not told and not self._stop.is_set():
                    log.exception("the lane of printer %s failed", self.name)
                told = True
                pause = PAUSES[-1]

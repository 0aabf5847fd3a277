"""The lane of one printer: carries out what waits for it, in order, for as long as it takes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kasse.ports.notices import Level, Notice, Notices
from kasse.ports.outbox import JobKind, Outbox, QueuedJob
from kasse.ports.paper import Page
from kasse.ports.printing import DeviceError, Printer

log = logging.getLogger(__name__)

Draw = Callable[[Mapping[str, Any], bool], Page | None]
"""The page (None: nothing to print after all) of a job's payload; the flag says that an earlier try may have printed part of it."""

BEGUN = " [begun]"
"""Marks the error of a try that may have put something on paper."""

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds until the next try, by the number of tries so far; the last holds for all that follow."""


class PrintLane:
    """One thread, one printer. A printer that is off or slow delays nobody but itself.

    What waits is kept in the outbox until the printer took it; papers keep their order. A job is tried again
    until it works: a lost printer is told once, and once when it is back.
    """

    def __init__(
        self,
        name: str,
        printer: Printer,
        outbox: Outbox,
        draw: Draw,
        notices: Notices,
        now: Callable[[], datetime],
    ) -> None:
        self.name = name
        self._printer = printer
        self._outbox = outbox
        self._draw = draw
        self._notices = notices
        self._now = now
        self._work = threading.Event()
        self._stop = threading.Event()
        self._lost = False
        self._retry_at: datetime | None = None
        self._thread = threading.Thread(target=self._run, name=f"print {name}", daemon=True)

    def start(self) -> None:
        """Start the thread; it looks at once for what waits, also from before."""
        self.hurry()
        self._thread.start()

    def wake(self) -> None:
        """There may be work."""
        self._work.set()

    def hurry(self) -> None:
        """Try at once what waits: somebody says that the printer works again."""
        self._outbox.hurry(self.name, self._now())
        self._retry_at = None
        self._work.set()

    def stop(self, timeout: float = 2.0) -> None:
        """End the thread after the job in hand; what waits stays in the outbox."""
        self._stop.set()
        self._work.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def run_once(self) -> float | None:
        """Carry out what is due. Returns seconds until a failed job is to be tried again, None if all is done."""
        while not self._stop.is_set():
            now = self._now()
            if self._retry_at is not None and now < self._retry_at:
                return (self._retry_at - now).total_seconds()
            jobs = self._outbox.due(self.name, now)
            if not jobs:
                return None
            for job in jobs:
                pause = self._carry_out(job)
                if pause is not None:
                    return pause
                if self._stop.is_set():
                    return None
        return None

    def _carry_out(self, job: QueuedJob) -> float | None:
        if job.job.kind is JobKind.DRAWER:
            self._open_drawer(job)
            return None
        try:
            page = self._draw(job.job.payload, job.error.endswith(BEGUN))
            if page is not None:
                self._printer.print(page)
        except DeviceError as error:
            pause = PAUSES[min(job.attempts, len(PAUSES) - 1)]
            text = f"{error}{BEGUN if error.begun else ''}"
            self._retry_at = self._now() + timedelta(seconds=pause)
            self._outbox.failed(job.id, text, self._retry_at)
            self._tell_lost(error)
            return pause
        self._retry_at = None
        self._outbox.done(job.id)
        if self._lost:
            self._lost = False
            self._notices.clear(f"printer:{self.name}")
            log.info("printer %s is back", self.name)
        return None

    def _open_drawer(self, job: QueuedJob) -> None:
        """Try once: a drawer that springs open minutes later would be open to anybody."""
        try:
            self._printer.open_drawer()
        except DeviceError as error:
            text = "Bitte mit dem Schlüssel öffnen."
            self._notices.post(Notice(f"drawer:{self.name}", Level.INFO, f"Schublade: {error}", text))
            log.info("the drawer on %s did not open: %s", self.name, error)
        self._outbox.done(job.id)

    def _tell_lost(self, error: DeviceError) -> None:
        waiting = self._outbox.waiting().get(self.name, 0)
        papers = "1 Bon wartet" if waiting == 1 else f"{waiting} Bons warten"
        safe = f"{papers}, nichts geht verloren."
        self._notices.post(Notice(f"printer:{self.name}", Level.WARNING, f"{self.name}: {error}", safe))
        if not self._lost:
            self._lost = True
            log.info("printer %s is lost: %s", self.name, error)

    def _run(self) -> None:
        pause: float | None = None
        while not self._stop.is_set():
            self._work.wait(pause)
            self._work.clear()
            if self._stop.is_set():
                return
            try:
                pause = self.run_once()
            except Exception:
                # A fault of ours must not take the printer away for the rest of the evening.
                log.exception("the lane of printer %s failed", self.name)
                pause = PAUSES[-1]

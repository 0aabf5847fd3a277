"""A thread that looks now and then whether something of its own is due, and that nobody ever waits for."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod

log = logging.getLogger(__name__)

END_SECONDS = 5.0
"""So long the end of the program waits for what is in hand to be broken off."""


class Lane(ABC):
    """One thread. What it has in hand at the end is broken off, and done anew after the next start."""

    def __init__(self, name: str, *, first_look: float, after_trouble: float) -> None:
        """`first_look` seconds after its start it looks, and `after_trouble` seconds after a fault of ours."""
        self._name = name
        self._first_look, self._after_trouble = first_look, after_trouble
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def run_once(self) -> float:
        """Do what is due; returns seconds until the next look."""

    def start(self) -> None:
        """Start the thread; what was left before is done soon."""
        self._thread.start()

    def end(self) -> None:
        """Break off what is in hand."""
        self._stop.set()

    def join(self) -> None:
        """Wait until it has been broken off."""
        if self._thread.is_alive():
            self._thread.join(END_SECONDS)

    def goes_on(self) -> bool:
        """Whether it was not told to end."""
        return not self._stop.is_set()

    def _run(self) -> None:
        pause = self._first_look
        while not self._stop.wait(pause):
            try:
                pause = self.run_once()
            except Exception:
                # Ours to mend; the till sells all the same.
                log.exception("the lane %s failed", self._name)
                pause = self._after_trouble

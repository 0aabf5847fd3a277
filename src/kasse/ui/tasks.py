"""The bridge from background lanes to the GUI thread: work runs there, its answer arrives here."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")


class Tasks(QObject):
    """One lane of background work. A lane with one worker does its work in order.

    Lives on the GUI thread. An answer to a screen that is closed by then is dropped.
    """

    _answered = Signal(object, object)  # who asked, what to call

    def __init__(self, lane: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._waiting = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> int:
        """How many answers are still to come."""
        return self._waiting

    def run(self, work: Callable[[], T], *, asker: QObject, then: Callable[[Future[T]], None]) -> None:
        """Do the work on the lane, then call `then` with the finished future on the GUI thread.

        Whatever the work raises is raised by the future's result(), never here.
        """
        done = self._lane.submit(work)
        self._waiting += 1
        done.add_done_callback(lambda future: self._answered.emit(asker, partial(then, future)))

    @Slot(object, object)
    def _deliver(self, asker: QObject, answer: Callable[[], None]) -> None:
        self._waiting -= 1
        if isValid(asker):
            answer()

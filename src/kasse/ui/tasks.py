"""The bridge from background lanes to the GUI thread: work runs there, its answer arrives here."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

T = TypeVar("T")


class Tasks(QObject):
    """One lane of background work. A lane with one worker does its work in order.

    Lives on the GUI thread. An answer to a screen that is closed by then is dropped. Answers lie in a box that
    the GUI thread empties, so that a till that ends can take the last ones without an event loop.
    """

    _arrived = Signal()

    def __init__(self, lane: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._waiting = 0
        self._box: deque[tuple[QObject, Callable[[], None]]] = deque()
        self._arrived.connect(self.deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> int:
        """How many answers are still to come."""
        return self._waiting

    def run(self, work: Callable[[], T], *, asker: QObject, then: Callable[[Future[T]], None]) -> None:
        """Do the work on the lane, then call `then` with the finished future on the GUI thread.

        Whatever the work raises is raised by the future's result(), never here.
        """

        def arrived(future: Future[T]) -> None:
            self._box.append((asker, partial(then, future)))
            if isValid(self):
                self._arrived.emit()

        self._waiting += 1
        self._lane.submit(work).add_done_callback(arrived)

    def deliver(self) -> None:
        """Give out what has arrived, in the order of arrival. On the GUI thread only."""
        while self._box:
            asker, answer = self._box.popleft()
            self._waiting -= 1
            if isValid(asker):
                answer()

"""The bridge from background lanes to the GUI thread: work runs there, its answer arrives here."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from shiboken6 import isValid

T = TypeVar("T")

ARRIVED = QEvent.Type(QEvent.registerEventType())
LOOK_MS = 50
"""While answers are due, the box is looked into this often, even if no event announced one."""


class Tasks(QObject):
    """One lane of background work. A lane with one worker does its work in order.

    Lives on the GUI thread. An answer to a screen that is closed by then is dropped. Answers lie in a box that
    the GUI thread empties: the event that a worker posts only says so early. A signal that carries Python
    objects from a worker was seen to get lost in a process with many threads, and a till must not wait for ever.
    """

    def __init__(self, lane: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._waiting = 0
        self._box: deque[tuple[QObject, Callable[[], None]]] = deque()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.deliver)

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
                QCoreApplication.postEvent(self, QEvent(ARRIVED))

        self._waiting += 1
        if not self._look.isActive():
            self._look.start()
        self._lane.submit(work).add_done_callback(arrived)

    def deliver(self) -> None:
        """Give out what has arrived, in the order of arrival. On the GUI thread only."""
        while self._box:
            asker, answer = self._box.popleft()
            self._waiting -= 1
            if not self._waiting:
                self._look.stop()
            if isValid(asker):
                answer()

    def event(self, event: QEvent) -> bool:
        """Qt's door for events: something has arrived."""
        if event.type() == ARRIVED:
            self.deliver()
            return True
        return super().event(event)

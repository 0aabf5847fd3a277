"""The bridge from background lanes to the GUI thread: work runs there, its answer arrives here."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

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


class IdleLane(Executor):
    """One worker for questions that change nothing, to devices that may hang: the end of the program never waits for it."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Ask, after what was asked before."""
        future: Future[T] = Future()
        self._queue.put(partial(_carry_out, future, partial(fn, *args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ask nothing more; what hangs is left to itself."""
        self._queue.put(None)

    def _work(self) -> None:
        while (question := self._queue.get()) is not None:
            question()


def _carry_out(future: Future[T], work: Callable[[], T]) -> None:
    try:
        answer = work()
    except BaseException as error:  # noqa: BLE001 - raised again for whoever looks at the future
        future.set_exception(error)
    else:
        future.set_result(answer)

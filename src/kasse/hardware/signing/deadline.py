"""A signing device that never keeps anybody waiting: its own thread, a deadline, and a pause after trouble."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Generic, TypeVar

from kasse.ports.signing import (
    DeviceInfo,
    Finished,
    SigningDevice,
    SigningError,
    SigningRefused,
    SigningTimeout,
    Started,
)

T = TypeVar("T")


class _Call(Generic[T]):
    """One question to the device. Its state changes under the owner's lock only."""

    __slots__ = ("_work", "abandoned", "answer", "answered", "begun", "error", "over")

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.answer: T | None = None
        self.error: BaseException | None = None
        self.begun = False
        self.abandoned = False
        self.over = False
        # A bare lock is the fastest thing that one thread can wake another with.
        self.answered = threading.Lock()
        self.answered.acquire()

    def run(self) -> None:
        try:
            self.answer = self._work()
        except BaseException as error:  # noqa: BLE001 - raised again for whoever asked
            self.error = error


class DeadlineDevice:
    """A SigningDevice around another that may hang; any thread may call.

    Calls reach the device one after another on a daemon thread, so a hanging device neither blocks the till
    nor keeps the program from ending. After `seconds` the caller gets SigningTimeout. While the device owes an
    answer, further calls fail at once; after a failure they do for `pause` seconds. A refusal is no failure.

    A call that was given up before the device heard of it never reaches it. What the device does late stays
    in the device, where `finished_since` finds it.
    """

    def __init__(
        self,
        device: SigningDevice,
        seconds: float,
        *,
        pause: float = 5.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._device = device
        self._seconds = seconds
        self._pause = pause
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._overdue: _Call[object] | None = None
        self._failed_at: float | None = None
        self._trouble = ""
        self._closed = False
        self._calls: SimpleQueue[_Call[object] | None] = SimpleQueue()
        threading.Thread(target=self._work, name="signing-device", daemon=True).start()

    def info(self) -> DeviceInfo:
        """Who the device is."""
        return self._ask(self._device.info)

    def start(self, client_id: str) -> Started:
        """Begin a transaction, within the deadline."""
        return self._ask(lambda: self._device.start(client_id))

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction, within the deadline."""
        return self._ask(lambda: self._device.finish(client_id, transaction, process_type, process_data))

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish, both within one deadline."""
        return self._ask(lambda: self._device.sign(client_id, process_type, process_data))

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The open transactions, within the deadline."""
        return self._ask(lambda: self._device.open_transactions(client_id))

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What was finished, within the deadline."""
        return self._ask(lambda: self._device.finished_since(client_id, transaction))

    def close(self) -> None:
        """Close the device as soon as it owes no answer, and wait for that no longer than the deadline."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        last = _Call[object](self._device.close)
        self._calls.put(last)
        self._calls.put(None)
        if self._overdue is None and last.answered.acquire(timeout=self._seconds) and last.error is not None:
            raise last.error

    def _ask(self, work: Callable[[], T]) -> T:
        call = _Call(work)
        with self._lock:
            self._refuse_while_in_trouble()
            self._calls.put(call)  # type: ignore[arg-type]  # the lane does not look at the answer
        if not call.answered.acquire(timeout=self._seconds):
            self._give_up(call)
        if call.error is not None:
            raise call.error
        return call.answer  # type: ignore[return-value]  # it is over and has no error: this is the answer

    def _refuse_while_in_trouble(self) -> None:
        if self._closed:
            raise SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if self._overdue is not None:
            raise SigningTimeout(f"Die TSE antwortet seit mehr als {self._seconds:g} Sekunden nicht.")
        if self._failed_at is not None:
            if self._monotonic() - self._failed_at < self._pause:
                raise SigningError(self._trouble)
            self._failed_at = None

    def _give_up(self, call: _Call[T]) -> None:
        with self._lock:
            if call.over:  # it came at the last moment
                return
            call.abandoned = True
            if call.begun:
                self._overdue = call  # type: ignore[assignment]  # only its identity matters
        raise SigningTimeout(f"Die TSE hat nicht innerhalb von {self._seconds:g} Sekunden geantwortet.")

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            with self._lock:
                if call.abandoned:
                    continue
                call.begun = True
            call.run()
            with self._lock:
                call.over = True
                self._note(call)
            call.answered.release()
            del call  # the last answer must not outlive its reader while the lane waits

    def _note(self, call: _Call[object]) -> None:
        if self._overdue is call:
            self._overdue = None
        if call.error is None or isinstance(call.error, SigningRefused):
            self._failed_at = None
        else:
            self._failed_at = self._monotonic()
            self._trouble = str(call.error)

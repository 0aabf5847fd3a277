"""The thread on which a signing device is asked: one question after the other, given up when it takes too long."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from kasse.hardware.signing.breaker import Breaker, plain
from kasse.hardware.signing.upkeep import EXPORT_REST_SECONDS, REST_SECONDS, Upkeep
from kasse.ports.signing import ExportCancelled, SigningError, SigningRefused, SigningTimeout

log = logging.getLogger(__name__)

T = TypeVar("T")


class Kind(Enum):
    """What a question is about."""

    SIGN = auto()
    READ = auto()
    """Daily work too, but no proof that the device would sign."""
    CARE = auto()
    LOOK = auto()
    """Care that changes nothing."""
    EXPORT = auto()
    PROBE = auto()
    UPKEEP = auto()
    """What the lane does by itself so that no receipt waits for it."""

    @property
    def is_daily(self) -> bool:
        """Whether a receipt waits for it."""
        return self in (Kind.SIGN, Kind.READ)


class Call(Generic[T]):
    """One question to the device. Its state changes under the lane's lock only."""

    __slots__ = ("_answered", "_work", "abandoned", "answer", "begun", "error", "kind", "over")

    def __init__(self, kind: Kind, work: Callable[[], T]) -> None:
        self.kind = kind
        self._work = work
        self.answer: T | None = None
        self.error: BaseException | None = None
        self.begun = False
        self.abandoned = False
        self.over = False
        # A bare lock is the fastest thing that one thread can wake another with.
        self._answered = threading.Lock()
        self._answered.acquire()

    def wait(self, seconds: float) -> bool:
        """Whether the answer has come within this time."""
        return self._answered.acquire(timeout=seconds)

    def run(self) -> None:
        """On the lane: ask."""
        try:
            self.answer = self._work()
        except BaseException as error:  # noqa: BLE001 - raised again for whoever asked
            self.error = error

    def wake(self) -> None:
        """On the lane: let whoever asked go on."""
        self._answered.release()


class Lane:
    """Any thread may put in questions; they are asked on a daemon thread. `probe`: whether the device is well."""

    def __init__(self, breaker: Breaker, probe: Callable[[], bool], upkeep: Upkeep) -> None:
        self._breaker = breaker
        self._probe = probe
        self._upkeep = upkeep
        self._make_ready: Callable[[float], float | None] = lambda _within: None
        self._lock = threading.Lock()
        self._calls: SimpleQueue[Call[Any] | None] = SimpleQueue()
        self._running: Call[Any] | None = None
        self._overdue: Call[Any] | None = None
        self._is_probing = False
        self._is_ended = False
        threading.Thread(target=self._work, name="signing-device", daemon=True).start()

    @property
    def is_overdue(self) -> bool:
        """Whether the device owes an answer that nobody waits for any more."""
        return self._overdue is not None

    def ask(self, call: Call[Any], seconds: float) -> SigningError | None:
        """Put a question in, or say why the device is not even asked. `seconds`: how long a receipt waits."""
        with self._lock:
            error = self._refusal(call.kind, seconds)
            if error is None:
                self._calls.put(call)
        self._breaker.tell()
        return error

    def keep_ready(self, make_ready: Callable[[float], float | None]) -> None:
        """Have the device made ready by the lane itself from now on; `make_ready` as in `TseCare`, for one till."""
        with self._lock:
            self._make_ready = make_ready
            self._upkeep.begin()
        self.put(Call(Kind.LOOK, lambda: None))  # who waits for questions hears of it

    def put(self, call: Call[Any]) -> None:
        """Put in what has to be done in any case."""
        self._calls.put(call)

    def end(self, last: Call[Any]) -> None:
        """Answer what is waiting, then this, and end."""
        with self._lock:
            self._is_ended = True
            self._calls.put(last)
            self._calls.put(None)

    def give_up(self, call: Call[Any], seconds: float) -> SigningTimeout | None:
        """Wait for this answer no longer; None: it came at the last moment."""
        with self._lock:
            if call.over:
                return None
            call.abandoned = True
            self._overdue = call if call.begun else self._running
            busy = self._overdue.kind if self._overdue is not None and self._overdue is not call else None
            error = _too_late(busy, seconds)
            if call.kind.is_daily:
                self._breaker.timed_out(error)
        self._breaker.tell()
        return error

    def _refusal(self, kind: Kind, seconds: float) -> SigningError | None:
        if self._is_ended:
            return SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.", "CLOSED")
        if self._overdue is not None:
            error = _still_busy(self._overdue.kind, seconds)
            if kind.is_daily:
                self._breaker.timed_out(error)
            return error
        trouble = self._breaker.refusal() if kind.is_daily else None
        if trouble is None:
            return None
        if not self._is_probing and self._breaker.wants_probe():
            self._is_probing = True
            self._calls.put(self._new_probe())
        return plain(trouble)

    def _work(self) -> None:
        while (call := self._next()) is not None:
            with self._lock:
                if call.abandoned:
                    continue
                call.begun = True
                self._running = call
            call.run()
            with self._lock:
                call.over = True
                self._running = None
                self._note(call)
            self._breaker.tell()  # first, so that whoever asked finds the world as it is
            call.wake()
            del call  # the last answer must not outlive its reader while the lane waits

    def _next(self) -> Call[Any] | None:
        with self._lock:
            is_in_trouble = self._breaker.trouble is not None
            own = self._breaker.probe_in() if is_in_trouble else self._upkeep.due_in()
            patience = None if self._is_ended or own is None else max(own, 0.0)
        try:
            return self._calls.get(timeout=patience)
        except Empty:
            return self._new_probe() if is_in_trouble else self._new_upkeep()

    def _new_upkeep(self) -> Call[float | None]:
        return Call(Kind.UPKEEP, partial(self._make_ready, self._upkeep.within))

    def _new_probe(self) -> Call[bool]:
        return Call(Kind.PROBE, self._probe)

    def _note(self, call: Call[Any]) -> None:
        """Draw the conclusions from an answer."""
        breaker = self._breaker
        is_answer = call.error is None or isinstance(call.error, SigningRefused | ExportCancelled)
        if call.kind is Kind.PROBE:
            self._is_probing = False
            breaker.probed(is_well=call.answer is True)
            if call.answer is True:
                self._upkeep.again()
        self._note_rest(call)
        if self._overdue is call:
            self._overdue = None
            if is_answer:
                breaker.freed()
                return
        if call.kind.is_daily and not is_answer:
            breaker.failed(_as_trouble(call.error))
        elif call.kind is Kind.SIGN and call.error is None:
            breaker.signed()
        elif call.kind.is_daily:
            breaker.answered()
        elif call.kind is Kind.CARE and call.error is None:
            breaker.cared()

    def _note_rest(self, call: Call[Any]) -> None:
        """When the device rests next, and what it wants then."""
        upkeep = self._upkeep
        if call.kind is Kind.UPKEEP:
            if call.error is None:
                upkeep.done(call.answer)
            else:
                upkeep.failed()
                log.info("the signing device was not made ready: %s", _as_trouble(call.error))
        elif call.kind is Kind.CARE and call.error is None:
            upkeep.cared()
        elif call.kind is Kind.EXPORT:
            upkeep.used(EXPORT_REST_SECONDS)
        elif call.kind.is_daily:
            upkeep.used(REST_SECONDS)


def _as_trouble(error: BaseException | None) -> SigningError:
    if isinstance(error, SigningError):
        return error
    name = type(error).__name__
    return SigningError(f"Der Treiber der TSE ist gestört ({name}). Bitte das Programm neu starten.", name)


def _too_late(busy: Kind | None, seconds: float) -> SigningTimeout:
    if busy is not None and not busy.is_daily:
        return _still_busy(busy, seconds)
    return SigningTimeout(f"Die TSE hat nicht innerhalb von {seconds:g} Sekunden geantwortet.", "TIMEOUT")


def _still_busy(busy: Kind, seconds: float) -> SigningTimeout:
    if busy is Kind.EXPORT:
        return SigningTimeout("Die TSE wird gerade exportiert und kann so lange nichts signieren.", "TIMEOUT")
    if busy in (Kind.CARE, Kind.UPKEEP):
        return SigningTimeout(
            "Die TSE wird gerade eingerichtet oder geprüft und kann so lange nichts signieren.", "TIMEOUT"
        )
    return SigningTimeout(f"Die TSE antwortet seit mehr als {seconds:g} Sekunden nicht.", "TIMEOUT")

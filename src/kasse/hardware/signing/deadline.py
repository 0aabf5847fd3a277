"""A signing device that never keeps anybody waiting: its own thread, a deadline, and a pause after trouble."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import BinaryIO, TypeVar, cast

from kasse.hardware.signing.breaker import Breaker, OnChange
from kasse.hardware.signing.lane import Call, Kind, Lane
from kasse.hardware.signing.portions import portions, write_portions
from kasse.hardware.signing.upkeep import Upkeep
from kasse.ports.signing import (
    DeviceInfo,
    DeviceState,
    DeviceStatus,
    ExportCancelled,
    ExportRange,
    Finished,
    Progress,
    SigningError,
    Started,
    Tse,
)

T = TypeVar("T")
CARE_SECONDS = 120.0
"""Self tests and set-ups of slow devices take a minute."""


class DeadlineDevice:
    """A Tse around another that may hang; any thread may call.

    Calls reach the device one after another on a daemon thread, so a hanging device neither blocks the till
    nor keeps the program from ending. After `seconds` the caller gets SigningTimeout, code TIMEOUT. While the
    device owes an answer, further calls fail at once. After a failure they do until it may be tried again: with
    `probe_seconds` the thread itself looks after the device from then on, less and less often, and nobody else
    spends time on it; without, after `pause` seconds. A refusal is no failure.

    A call that was given up before the device heard of it never reaches it. What the device does late stays
    in the device, where `finished_since` finds it.

    Care has `care_seconds`, and an export as long as it gets on. Devices that can export in portions sign in
    between; while another one exports, receipts go out without signature.

    `on_change` hears when trouble begins, before whoever asked hears of it, and with None when it has ended. It is
    called from any thread, must not ask the device, and must return at once.
    """

    def __init__(
        self,
        device: Tse,
        seconds: float,
        *,
        pause: float = 5.0,
        care_seconds: float = CARE_SECONDS,
        probe_seconds: float | None = None,
        on_change: OnChange | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._device = device
        self._seconds = seconds
        self._care_seconds = care_seconds
        self._monotonic = monotonic
        self._closed = False
        self._exports: list[Generator[bytes, None, None]] = []
        self._breaker = Breaker(
            pause=pause, probe_seconds=probe_seconds, on_change=on_change, monotonic=monotonic
        )
        self._lane = Lane(self._breaker, self._probe, Upkeep(monotonic))

    @property
    def seconds(self) -> float:
        """So long a receipt waits for its signature. May be set at any time; who waits already is not touched."""
        return self._seconds

    @seconds.setter
    def seconds(self, seconds: float) -> None:
        self._seconds = seconds

    @property
    def trouble(self) -> SigningError | None:
        """Why nothing is signed at present, as far as is known. Costs nothing and asks nobody."""
        return self._breaker.trouble

    def info(self) -> DeviceInfo:
        """Who the device is."""
        return self._ask(Kind.READ, self._device.info)

    def start(self, client_id: str) -> Started:
        """Begin a transaction, within the deadline."""
        return self._ask(Kind.SIGN, lambda: self._device.start(client_id))

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction, within the deadline."""
        return self._ask(
            Kind.SIGN, lambda: self._device.finish(client_id, transaction, process_type, process_data)
        )

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish, both within one deadline."""
        return self._ask(Kind.SIGN, lambda: self._device.sign(client_id, process_type, process_data))

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The open transactions, within the deadline."""
        return self._ask(Kind.READ, lambda: self._device.open_transactions(client_id))

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What was finished, within the deadline."""
        return self._ask(Kind.READ, lambda: self._device.finished_since(client_id, transaction))

    def status(self) -> DeviceStatus:
        """How the device is."""
        return self._ask(Kind.LOOK, self._device.status)

    def set_up(self, client_id: str) -> None:
        """Initialise it and register this till."""
        self._ask(Kind.CARE, lambda: self._device.set_up(client_id))

    def register_client(self, client_id: str) -> None:
        """Let a till sign."""
        self._ask(Kind.CARE, lambda: self._device.register_client(client_id))

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        self._ask(Kind.CARE, lambda: self._device.deregister_client(client_id))

    def self_test(self, client_id: str) -> None:
        """Have it test itself."""
        self._ask(Kind.CARE, lambda: self._device.self_test(client_id))

    def set_time(self) -> None:
        """Set its clock."""
        self._ask(Kind.CARE, self._device.set_time)

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        """Give it self test and time, where they are due."""
        return self._ask(Kind.CARE, lambda: self._device.make_ready(client_id, within))

    def keep_ready(self, client_id: str) -> None:
        """From now on the device's thread gives it self test and time by itself, for this till: at once what is
        due, and later while it rests. Returns at once. Who wants a signature meanwhile has to wait for it, so it
        is done ahead of time; what fails is left to the next signature.
        """
        self._lane.keep_ready(lambda within: self._device.make_ready(client_id, within))

    def delete_exported(self) -> None:
        """Forget what was exported."""
        self._ask(Kind.CARE, self._device.delete_exported)

    def disable(self) -> None:
        """End its life."""
        self._ask(Kind.CARE, self._device.disable)

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive. `sink` and `progress` are used on the caller's thread or on the device's."""
        parts = self._ask(Kind.LOOK, lambda: self._begin_export(within))
        if parts is None:
            self._export_whole(sink, within, progress)
            return
        try:
            write_portions(self._taken(parts), sink, progress)
        finally:
            # Behind all that is waiting; the device notes that its user has gone. If not even that works, the
            # next signature says so.
            self._lane.put(Call(Kind.LOOK, partial(self._end_export, parts)))

    def close(self) -> None:
        """Close the device as soon as it owes no answer, and wait for that no longer than the deadline."""
        if self._closed:
            return
        self._closed = True
        last = Call[None](Kind.LOOK, self._close_device)
        self._lane.end(last)
        is_in_time = not self._lane.is_overdue and last.wait(self._seconds)
        if is_in_time and last.error is not None:
            raise last.error

    def _begin_export(self, within: ExportRange | None) -> Generator[bytes, None, None] | None:
        parts = portions(self._device, within)
        if parts is not None:
            self._exports.append(parts)
        return parts

    def _end_export(self, parts: Generator[bytes, None, None]) -> None:
        if parts in self._exports:
            self._exports.remove(parts)
            parts.close()

    def _close_device(self) -> None:
        for parts in [*self._exports]:
            self._end_export(parts)
        self._device.close()

    def _taken(self, parts: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
        while (part := self._ask(Kind.EXPORT, lambda: next(parts, None))) is not None:
            yield part

    def _export_whole(self, sink: BinaryIO, within: ExportRange | None, progress: Progress | None) -> None:
        watched = _Watched(sink, progress)
        self._ask(
            Kind.EXPORT,
            lambda: self._device.export(cast("BinaryIO", watched), within=within, progress=watched.progress),
            gets_on=watched.got_on,
            given_up=watched.give_up,
        )

    def _ask(
        self,
        kind: Kind,
        work: Callable[[], T],
        *,
        gets_on: Callable[[], bool] = lambda: False,
        given_up: Callable[[], None] = lambda: None,
    ) -> T:
        seconds = self._seconds if kind.is_daily else self._care_seconds
        call = Call(kind, work)
        refusal = self._lane.ask(call, self._seconds)
        if refusal is not None:
            raise refusal
        while not call.wait(seconds):
            if gets_on():
                continue
            given_up()
            too_late = self._lane.give_up(call, seconds)
            if too_late is not None:
                raise too_late
        if call.error is not None:
            raise call.error
        return cast("T", call.answer)

    def _probe(self) -> bool:
        """Whether the device can be reached again, and soon enough for a receipt.

        That it wants a self test or set-up does not count: that is upkeep, or comes with the next signature.
        """
        begun = self._monotonic()
        status = self._device.status()
        is_full = status.capacity_bytes is not None and (status.stored_bytes or 0) >= status.capacity_bytes
        return (
            status.state is not DeviceState.DISABLED
            and status.signatures_left != 0
            and not is_full
            and self._monotonic() - begun <= self._seconds
        )


class _Watched:
    """A sink that sees whether an export gets on, and takes nothing more after it was given up."""

    def __init__(self, sink: BinaryIO, progress: Progress | None) -> None:
        self._sink = sink
        self._progress = progress
        self._has_got_on = False
        self._is_over = threading.Event()

    def write(self, data: bytes) -> int:
        if self._is_over.is_set():
            raise ExportCancelled
        self._has_got_on = True
        return self._sink.write(data)

    def progress(self, done: int, whole: int | None) -> bool:
        if self._is_over.is_set():
            return False
        self._has_got_on = True
        return self._progress is None or self._progress(done, whole)

    def got_on(self) -> bool:
        """Whether anything happened since the last question."""
        has_got_on, self._has_got_on = self._has_got_on, False
        return has_got_on

    def give_up(self) -> None:
        self._is_over.set()

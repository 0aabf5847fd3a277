"""Troubles of a signing device that can be switched on: for tests, and for days that are played."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from typing import BinaryIO

from kasse.hardware.signing.portions import portions, write_portions
from kasse.ports.signing import (
    DeviceInfo,
    DeviceStatus,
    ExportRange,
    Finished,
    Progress,
    SigningError,
    SigningRefused,
    Started,
    Tse,
)


class Fault(Enum):
    """What goes wrong; the value is its name in written days."""

    OUT = "out"
    """Every operation fails at once, as with a stick that was pulled out."""
    SILENT = "silent"
    """Operations hang until the fault is taken away."""
    SLOW = "slow"
    """Operations take `FaultyDevice.slow_seconds` longer."""
    DIES_AFTER_START = "dies_after_start"
    """Transactions begin, and cannot be finished."""
    ANSWER_LOST = "answer_lost"
    """The device signs, and its answer never arrives."""
    REFUSES = "refuses"
    """The device is well and says no to every signature."""
    CERTIFICATE_EXPIRED = "certificate_expired"
    """It signs nothing any more, and says since when."""
    STORE_FULL = "store_full"
    """It has no room for another signature."""
    SELF_TEST_FAILS = "self_test_fails"
    """It has failed its self test, and fails it again."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Signatures and care fail with this sentence and this code of the device."""

    message: str
    code: str


_NO_SIGNATURES = {
    Fault.CERTIFICATE_EXPIRED: Failure(
        "Das Zertifikat der TSE ist abgelaufen. Bitte eine neue TSE einrichten.", "CERTIFICATE_EXPIRED"
    ),
    Fault.STORE_FULL: Failure(
        "Der Speicher der TSE ist voll. Bitte exportieren und danach löschen.", "STORE_FULL"
    ),
    Fault.SELF_TEST_FAILS: Failure("Die TSE hat ihren Selbsttest nicht bestanden.", "SELF_TEST_FAILED"),
}
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class FaultyDevice:
    """A Tse in front of another, with a fault that any thread may switch on and off."""

    def __init__(self, device: Tse) -> None:
        self._device = device
        self._fault: Fault | Failure | None = None
        self._script: deque[Fault | Failure | None] = deque()
        self._may_answer = threading.Event()
        self._may_answer.set()
        self.slow_seconds = 1.0
        """So much longer an operation takes under Fault.SLOW."""

    @property
    def fault(self) -> Fault | Failure | None:
        """What goes wrong now. Setting it ends a script, and wakes whoever hangs unless that goes on."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault | Failure | None) -> None:
        self._script.clear()
        self._fault = fault
        if fault in (Fault.SILENT, Fault.SLOW):
            self._may_answer.clear()
        else:
            self._may_answer.set()

    def script(self, *faults: Fault | Failure | None) -> None:
        """What goes wrong with the operations to come, one after the other; after the last one all is well."""
        self.fault = None
        self._may_answer.clear()
        self._script.extend(faults)

    def info(self) -> DeviceInfo:
        """Who the device is, if it can be reached."""
        self._reach()
        return self._device.info()

    def start(self, client_id: str) -> Started:
        """Begin, if the device can be reached and is able to; the answer may get lost."""
        fault = self._reach()
        _fail(fault)
        started = self._device.start(client_id)
        _lose(fault)
        return started

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """Finish, if the device still lives; the answer may get lost."""
        fault = self._reach()
        _fail(fault)
        _die(fault)
        finished = self._device.finish(client_id, transaction, process_type, process_data)
        _lose(fault)
        return finished

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish, as far as the fault lets it."""
        fault = self._reach()
        _fail(fault)
        if fault is Fault.DIES_AFTER_START:
            self._device.start(client_id)
            _die(fault)
        finished = self._device.sign(client_id, process_type, process_data)
        _lose(fault)
        return finished

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """As the device says, if it can be reached."""
        self._reach()
        return self._device.open_transactions(client_id)

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """As the device says, if it can be reached."""
        self._reach()
        return self._device.finished_since(client_id, transaction)

    def close(self) -> None:
        """Wake what hangs, and close the device."""
        self._may_answer.set()
        self._device.close()

    def status(self) -> DeviceStatus:
        """As the device says, with what the fault makes of it."""
        fault = self._reach()
        status = self._device.status()
        match fault:
            case Fault.CERTIFICATE_EXPIRED:
                return replace(status, certificate_until=_LONG_AGO)
            case Fault.STORE_FULL:
                return replace(status, capacity_bytes=status.stored_bytes)
            case Fault.SELF_TEST_FAILS:
                return replace(status, self_test_passed=False)
        return status

    def set_up(self, client_id: str) -> None:
        """Initialise and register, if the device can be reached."""
        self._care()
        self._device.set_up(client_id)

    def register_client(self, client_id: str) -> None:
        """Let a till sign, if the device can be reached."""
        self._care()
        self._device.register_client(client_id)

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more, if the device can be reached."""
        self._care()
        self._device.deregister_client(client_id)

    def self_test(self, client_id: str) -> None:
        """Have it test itself, if it can be reached."""
        if self._care() is Fault.SELF_TEST_FAILS:
            _fail(Fault.SELF_TEST_FAILS)
        self._device.self_test(client_id)

    def set_time(self) -> None:
        """Set its clock, if it can be reached."""
        self._care()
        self._device.set_time()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        """Have it made ready, if it can be reached."""
        if self._care() is Fault.SELF_TEST_FAILS:
            _fail(Fault.SELF_TEST_FAILS)
        return self._device.make_ready(client_id, within)

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Export, as long as the device can be reached."""
        self._care()
        parts = portions(self._device, within)
        if parts is None:
            self._device.export(sink, within=within, progress=progress)
            return
        try:
            write_portions(self._handed_out(parts), sink, progress)
        finally:
            parts.close()

    def export_portions(self, within: ExportRange | None) -> Generator[bytes, None, None] | None:
        """As the device hands it out, as long as it can be reached."""
        self._care()
        parts = portions(self._device, within)
        return None if parts is None else self._handed_out(parts)

    def delete_exported(self) -> None:
        """Forget what was exported, if the device can be reached."""
        self._care()
        self._device.delete_exported()

    def disable(self) -> None:
        """End its life, if it can be reached."""
        self._care()
        self._device.disable()

    def _handed_out(self, parts: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
        try:
            for part in parts:
                yield part
                self._care()
        finally:
            parts.close()

    def _reach(self) -> Fault | Failure | None:
        """What goes wrong with this operation, unless it already did."""
        fault = self._script.popleft() if self._script else self._fault
        if fault is Fault.OUT:
            raise SigningError(
                "Die TSE ist nicht erreichbar. Bitte prüfen, ob sie angeschlossen ist.", "NO_DEVICE"
            )
        if fault is Fault.SILENT:
            self._may_answer.wait()
        elif fault is Fault.SLOW:
            self._may_answer.wait(self.slow_seconds)
        return fault

    def _care(self) -> Fault | Failure | None:
        fault = self._reach()
        if isinstance(fault, Failure):
            _fail(fault)
        return fault


def _fail(fault: Fault | Failure | None) -> None:
    if fault is Fault.REFUSES:
        raise SigningRefused("Die TSE lehnt den Vorgang ab.", "REFUSED")
    failure = fault if isinstance(fault, Failure) else _NO_SIGNATURES.get(fault) if fault else None
    if failure is not None:
        raise SigningError(failure.message, failure.code)


def _die(fault: Fault | Failure | None) -> None:
    if fault is Fault.DIES_AFTER_START:
        raise SigningError(
            "Die TSE ist während der Signatur ausgefallen. Bitte Anschluss und Strom prüfen.", "IO"
        )


def _lose(fault: Fault | Failure | None) -> None:
    if fault is Fault.ANSWER_LOST:
        raise SigningError(
            "Die Antwort der TSE ist verloren gegangen. Bitte die Verbindung prüfen.", "NO_ANSWER"
        )

"""Troubles of a signing device that can be switched on: for tests, and for days that are played."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from enum import Enum, auto

from kasse.ports.signing import DeviceInfo, Finished, SigningDevice, SigningError, Started


class Fault(Enum):
    """What goes wrong."""

    OUT = auto()
    """Every operation fails at once, as with a stick that was pulled out."""
    SILENT = auto()
    """Operations hang until the fault is taken away."""
    DIES_AFTER_START = auto()
    """Transactions begin, and cannot be finished."""
    ANSWER_LOST = auto()
    """The device signs, and its answer never arrives."""


class FaultyDevice:
    """A SigningDevice in front of another, with a fault that any thread may switch on and off."""

    def __init__(self, device: SigningDevice) -> None:
        self._device = device
        self._fault: Fault | None = None
        self._may_answer = threading.Event()
        self._may_answer.set()

    @property
    def fault(self) -> Fault | None:
        """What goes wrong now."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault | None) -> None:
        self._fault = fault
        if fault is Fault.SILENT:
            self._may_answer.clear()
        else:
            self._may_answer.set()

    def info(self) -> DeviceInfo:
        """Who the device is, if it can be reached."""
        self._reach()
        return self._device.info()

    def start(self, client_id: str) -> Started:
        """Begin, if the device can be reached; the answer may get lost."""
        self._reach()
        started = self._device.start(client_id)
        self._answer()
        return started

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """Finish, if the device still lives; the answer may get lost."""
        self._reach()
        self._die()
        finished = self._device.finish(client_id, transaction, process_type, process_data)
        self._answer()
        return finished

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish, as far as the fault lets it."""
        self._reach()
        if self._fault is Fault.DIES_AFTER_START:
            self._device.start(client_id)
            self._die()
        finished = self._device.sign(client_id, process_type, process_data)
        self._answer()
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

    def _reach(self) -> None:
        if self._fault is Fault.OUT:
            raise SigningError("Die TSE ist nicht erreichbar. Bitte prüfen, ob sie angeschlossen ist.")
        self._may_answer.wait()

    def _die(self) -> None:
        if self._fault is Fault.DIES_AFTER_START:
            raise SigningError(
                "Die TSE ist während der Signatur ausgefallen. Bitte Anschluss und Strom prüfen."
            )

    def _answer(self) -> None:
        if self._fault is Fault.ANSWER_LOST:
            raise SigningError("Die Antwort der TSE ist verloren gegangen. Bitte die Verbindung prüfen.")

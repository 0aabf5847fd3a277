"""A signing device that is opened when it is first needed, and tried again when it could not be opened."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import BinaryIO

from kasse.hardware.signing.portions import portions
from kasse.ports.signing import (
    DeviceInfo,
    DeviceStatus,
    ExportRange,
    Finished,
    Progress,
    SigningError,
    Started,
    Tse,
)


class OnDemandDevice:
    """A Tse that is not there yet. `open_device` raises SigningError while it cannot be had.

    Behind a DeadlineDevice it opens on the device's own thread, so a till starts without waiting for it, and
    goes on selling while it is missing.
    """

    def __init__(self, open_device: Callable[[], Tse]) -> None:
        self._open_device = open_device
        self._opened: Tse | None = None
        self._closed = False

    def _device(self) -> Tse:
        if self._closed:
            raise SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if self._opened is None:
            self._opened = self._open_device()
        return self._opened

    def info(self) -> DeviceInfo:
        """Who the device is."""
        return self._device().info()

    def start(self, client_id: str) -> Started:
        """Begin a transaction."""
        return self._device().start(client_id)

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction."""
        return self._device().finish(client_id, transaction, process_type, process_data)

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish at once."""
        return self._device().sign(client_id, process_type, process_data)

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The open transactions."""
        return self._device().open_transactions(client_id)

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What was finished."""
        return self._device().finished_since(client_id, transaction)

    def close(self) -> None:
        """Close the device, if it was ever opened."""
        self._closed = True
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def status(self) -> DeviceStatus:
        """How the device is."""
        return self._device().status()

    def set_up(self, client_id: str) -> None:
        """Initialise it and register this till."""
        self._device().set_up(client_id)

    def register_client(self, client_id: str) -> None:
        """Let a till sign."""
        self._device().register_client(client_id)

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        self._device().deregister_client(client_id)

    def self_test(self, client_id: str) -> None:
        """Have it test itself."""
        self._device().self_test(client_id)

    def set_time(self) -> None:
        """Set its clock."""
        self._device().set_time()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        """Give it self test and time, where they are due."""
        return self._device().make_ready(client_id, within)

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive."""
        self._device().export(sink, within=within, progress=progress)

    def export_portions(self, within: ExportRange | None) -> Generator[bytes, None, None] | None:
        """The archive in portions, if the device hands it out so."""
        return portions(self._device(), within)

    def delete_exported(self) -> None:
        """Forget what was exported."""
        self._device().delete_exported()

    def disable(self) -> None:
        """End its life."""
        self._device().disable()

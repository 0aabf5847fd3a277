"""The shipped software TSE: signs really, keeps what it signed, and is no certified device.

Inside is a device that asks for PINs, self tests and the time (`tse_chip.py`); this driver gives it all of that,
so that nobody at the till has to. Its folder holds `key.pem`, `certificate.pem`, `lock`, `log` and, where there is
no key store, `pins.json` (`tse_pins.py`).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kasse.fiscal.de.client_id import is_client_id
from kasse.hardware.signing.portions import write_portions
from kasse.hardware.signing.tse_chip import TseChip
from kasse.hardware.signing.tse_export import archive_portions
from kasse.hardware.signing.tse_key import ALGORITHMS, P256_SHA256
from kasse.hardware.signing.tse_pins import ADMIN, PUK, TIME_ADMIN, PinKeeper, choose_pins
from kasse.ports.secrets import Secrets
from kasse.ports.signing import (
    DeviceInfo,
    DeviceState,
    DeviceStatus,
    ExportRange,
    Field,
    Finished,
    Progress,
    SigningError,
    Started,
    TseKind,
    TseSpec,
)

DESCRIPTION = "kasse Software-TSE (TEST, nicht zertifiziert)"
MAKER, MODEL, VERSION = "kasse", "Software-TSE", "2"
KIND = TseKind(
    kind="software",
    name="Test-TSE (Software)",
    help="Signiert wie eine echte TSE, ist aber nicht zertifiziert: nur zum Ausprobieren und Schulen. "
    "Auf jedem Beleg steht TEST-TSE.",
    fields=(
        Field(
            "algorithm",
            "Signaturverfahren",
            f"{' oder '.join(ALGORITHMS)}; gilt nur für eine neue TSE, eine vorhandene behält ihres.",
            P256_SHA256,
        ),
        Field(
            "folder",
            "Ordner",
            "Name des Ordners im Datenordner der Kasse, in dem die TSE liegt. Ein neuer Name ergibt eine neue TSE.",
            "tse",
        ),
    ),
)
_FOLDER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def open_device(
    spec: TseSpec, *, folder: Path, secrets: Secrets | None, now: Callable[[], datetime]
) -> SoftwareTse:
    """The software TSE in a folder of the data folder.

    Raises:
        SigningError: the folder's name is none, or it cannot be used.
    """
    name = spec.places.get("folder") or "tse"
    if not _FOLDER_NAME.fullmatch(name):
        raise SigningError(
            f"„{name}“ kann kein Ordner der Test-TSE sein. Erlaubt sind Buchstaben ohne Umlaute, Ziffern und . _ -"
        )
    algorithm = spec.places.get("algorithm") or P256_SHA256
    return SoftwareTse(folder / name, now=now, secrets=secrets, algorithm=algorithm)


class SoftwareTse:
    """A `kasse.ports.signing.Tse` in a folder, on which no other process may work at the same time.

    `now` gives the time (aware); a time before the last one signed counts as the last one. A first use makes the
    key, for `algorithm` (`tse_key.ALGORITHMS`), and a self-signed certificate.

    `by_itself`: a device that nobody has set up sets itself up when it is first asked to sign, and then also signs
    for tills that it does not know, unless they have been deregistered. Devices of earlier versions, which knew
    no set-up, do so too. After `set_up` it is as strict as a certified one.

    Raises:
        SigningError: the folder is in use, damaged, or cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime],
        secrets: Secrets | None = None,
        algorithm: str = P256_SHA256,
        by_itself: bool = True,
    ) -> None:
        self._now = now
        self._by_itself = by_itself
        self._chip = TseChip(folder, algorithm=algorithm, description=DESCRIPTION, now=now)
        memory = self._chip.memory
        self._pins = PinKeeper(folder, memory.serial.hex(), secrets)
        self._info = DeviceInfo(
            serial=memory.serial.hex(),
            public_key=b64encode(memory.key.point).decode("ascii"),
            algorithm=memory.key.algorithm,
            log_time_format="unixTime",
            certificates=(memory.certificate,),
            description=DESCRIPTION,
            is_test=True,
            maker=MAKER,
            model=MODEL,
        )

    def info(self) -> DeviceInfo:
        """Who the device is."""
        return self._info

    def start(self, client_id: str) -> Started:
        """Begin a transaction for this till."""
        self._attend(client_id)
        return self._chip.start(client_id)

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction with what happened."""
        self._attend(client_id)
        return self._chip.finish(client_id, transaction, process_type, process_data)

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish at once, and wait for the disk only once."""
        self._attend(client_id)
        return self._chip.sign(client_id, process_type, process_data)

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The transactions that this client has started and not finished, ascending."""
        return self._chip.open_transactions(client_id)

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What this client has finished with a number above `transaction`, as far as it was not deleted since."""
        return self._chip.finished_since(client_id, transaction)

    def close(self) -> None:
        """Let go of the folder."""
        self._chip.memory.close()

    def status(self) -> DeviceStatus:
        """How it is now."""
        return replace(self._chip.status(), software=VERSION)

    def set_up(self, client_id: str) -> None:
        """Initialise a new device, with PINs by chance, and register this till."""
        if self._chip.care.state is DeviceState.NEW:
            self._initialize(by_itself=False)
        self.register_client(client_id)
        self._make_fit()

    def register_client(self, client_id: str) -> None:
        """Let a till sign. Registered already: does nothing."""
        if client_id in self._chip.care.clients and self._chip.care.state is DeviceState.READY:
            return
        with self._as(ADMIN):
            self._chip.register(client_id)

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        with self._as(ADMIN):
            self._chip.deregister(client_id)

    def self_test(self, client_id: str) -> None:  # noqa: ARG002 - this device tests itself for anybody
        """Have the device sign something and check it."""
        self._chip.self_test()

    def set_time(self) -> None:
        """Set the device's clock by the till's."""
        with self._as(TIME_ADMIN):
            self._chip.update_time()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:  # noqa: ARG002 - as self_test
        """Self test and time, where they are due. See `TseCare`."""
        if self._chip.care.state is not DeviceState.READY:
            return None
        self._make_fit(within)
        return self._chip.fit_seconds()

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive of all that it keeps, or of a range."""
        parts = self.export_portions(within)
        try:
            write_portions(parts, sink, progress)
        finally:
            parts.close()

    def export_portions(self, within: ExportRange | None) -> Generator[bytes, None, None]:
        """The archive of what was signed before the first portion; the device may go on signing in between."""
        with self._as(ADMIN):
            end = self._chip.memory.ready()[0].end
            yield from archive_portions(
                self._chip.memory,
                end,
                within,
                description=DESCRIPTION,
                manufacturer=MAKER,
                version=VERSION,
                at=self._now(),
            )
            if within is None:
                self._chip.mark_exported(end)

    def delete_exported(self) -> None:
        """Forget what the last whole export handed out; what was signed since stays."""
        with self._as(ADMIN):
            self._chip.delete_exported()

    def disable(self) -> None:
        """End its life, for good."""
        with self._as(ADMIN):
            self._chip.disable()

    def _attend(self, client_id: str) -> None:
        """Give the device what it wants before it signs for this till."""
        chip = self._chip
        if not chip.wants_attention(client_id):
            return
        care = chip.care
        if care.state is DeviceState.NEW and self._by_itself and is_client_id(client_id):
            self._initialize(by_itself=True)
            care = chip.care
        if care.state is not DeviceState.READY:
            return  # the device will say so
        if client_id not in care.clients | care.gone and care.by_itself and is_client_id(client_id):
            self.register_client(client_id)
        self._make_fit()

    def _make_fit(self, within: float = 0.0) -> None:
        if self._chip.needs_self_test(within):
            self._chip.self_test()
        if self._chip.needs_time(within):
            self.set_time()

    def _initialize(self, *, by_itself: bool) -> None:
        self._chip.initialize(self._new_pins(in_folder=by_itself), by_itself=by_itself)

    def _new_pins(self, *, in_folder: bool) -> Mapping[str, str]:
        # Kept first: a device whose PINs nobody knows could never be exported.
        pins = choose_pins()
        self._pins.keep(pins, in_folder=in_folder)
        return pins

    @contextmanager
    def _as(self, user: str) -> Iterator[None]:
        """Logged in as this user, whose PIN only this driver knows."""
        chip = self._chip
        care = chip.care
        if care.state is DeviceState.READY and not care.users:  # a device from before there were PINs
            chip.take_pins(self._new_pins(in_folder=True))
        if chip.is_blocked(user):
            chip.unblock(user, self._pins.pin(PUK), self._pins.pin(user))
        chip.login(user, self._pins.pin(user))
        try:
            yield
        finally:
            chip.logout(user)

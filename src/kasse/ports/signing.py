"""What the till asks of a signing device (TSE): number, time and sign what happened, and to be cared for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum
from typing import BinaryIO, Protocol


class SigningError(Exception):
    """The device did not do it, or we cannot know that it did. The message is German, for the person at the till.

    `code` is the device's own name for it ("0x1017", "E_TX_NO_TYPE_DEFINED", "HTTP 503"), for the outage report.
    Whether something was signed all the same is answered later by `SigningDevice.finished_since`.
    """

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class SigningTimeout(SigningError):  # noqa: N818 - the name of what happened
    """The device has not answered in time, or still owes the answer to an earlier question."""


class SigningRefused(SigningError):  # noqa: N818 - an answer, not a fault
    """The device is well and said no: it knows no such transaction, or the question itself was wrong."""


@dataclass(frozen=True, slots=True)
class Started:
    """The device's answer to StartTransaction."""

    transaction: int
    log_time: datetime
    """The device's time, aware UTC."""
    raw_log_time: str
    """The same as it was signed, in the device's own format."""
    counter: int
    signature: str
    """Base64 of r‖s."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished transaction: all that a receipt shows of it and an auditor asks for."""

    client_id: str
    transaction: int
    process_type: str
    process_data: str
    started: Started
    log_time: datetime
    raw_log_time: str
    counter: int
    signature: str


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Who the device is. Does not change during its life."""

    serial: str
    """SHA-256 of the public key's point, 64 lower-case hex digits."""
    public_key: str
    """Base64 of the uncompressed point."""
    algorithm: str
    """As in the receipt's QR code: `ecdsa-plain-SHA256`."""
    log_time_format: str
    """As in the receipt's QR code: `unixTime`."""
    certificates: tuple[str, ...]
    """Base64 of the DER form, the device's own first, then its issuers."""
    description: str
    is_test: bool
    """Whether this is no certified device: every receipt has to say so."""
    maker: str = ""
    model: str = ""
    certification_id: str = ""
    """As the BSI gave it: `BSI-K-TR-nnnn-yyyy`; empty if the device does not tell."""
    form: DeviceForm | None = None


class DeviceForm(IntEnum):
    """What kind of thing it is; the value is ArtTSE of the notification (§ 146a (4) AO)."""

    SD_CARD = 1
    USB = 2
    CLOUD = 3


class SigningDevice(Protocol):
    """Blocks until done and is asked by one thread at a time.

    Transaction numbers and signature counters only rise, also over restarts, but neither is consecutive for
    one client. What an operation has answered is durable: neither a kill nor a power cut takes it back.
    Every operation raises SigningError.
    """

    def info(self) -> DeviceInfo:
        """Who the device is."""
        ...

    def start(self, client_id: str) -> Started:
        """Begin a transaction for this till."""
        ...

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction with what happened.

        Raises:
            SigningRefused: this client has no such open transaction.
        """
        ...

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish at once."""
        ...

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The transactions that this client has started and not finished, ascending."""
        ...

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What this client has finished with a number above `transaction`, ascending by number.

        After a power cut or a lost answer this tells how far the device got.
        """
        ...

    def close(self) -> None:
        """Let go of the device. Nothing may be asked of it afterwards."""
        ...


class DeviceState(Enum):
    """Where in its life a device is."""

    NEW = "new"
    READY = "ready"
    DISABLED = "disabled"
    """Signs nothing any more, for good; what it signed can still be exported as long as it answers."""


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """How a device is. None: it does not tell, or knows no such limit."""

    state: DeviceState
    software: str = ""
    self_test_passed: bool | None = None
    time_is_set: bool | None = None
    certificate_until: datetime | None = None
    """From then on it signs nothing (aware UTC)."""
    signatures_made: int | None = None
    signatures_left: int | None = None
    stored_bytes: int | None = None
    capacity_bytes: int | None = None
    open_transactions: int | None = None
    most_open_transactions: int | None = None
    clients: tuple[str, ...] = ()
    most_clients: int | None = None


class Span(Enum):
    """What an export is bounded by."""

    TRANSACTIONS = "transactions"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class ExportRange:
    """From the first to the last, both included: numbers of transactions, or seconds since 1970 in UTC."""

    span: Span
    first: int
    last: int


class ExportCancelled(Exception):  # noqa: N818 - an answer, not a fault
    """Whoever asked for the export does not want it any more."""


Progress = Callable[[int, int | None], bool]
"""Told (bytes so far, bytes in all if known); answers whether to go on."""


class TseCare(Protocol):
    """Care for a device: set-up, self test, export, end of life. Blocks until done, asked by one thread at a time.

    Every operation raises SigningError. PINs and keys are the driver's business: it has them from
    `kasse.ports.secrets` and asks nobody.
    """

    def status(self) -> DeviceStatus:
        """How the device is now."""
        ...

    def set_up(self, client_id: str) -> None:
        """Initialise a new device (for good), and register this till. Done already: registers only.

        PINs that the device asks to be chosen are chosen by chance and kept as secrets.
        """
        ...

    def register_client(self, client_id: str) -> None:
        """Let a till sign. Registered already: does nothing.

        Raises:
            SigningRefused: no client id (fiscal.de.client_id), or too many.
        """
        ...

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more.

        Raises:
            SigningRefused: not registered, or it has open transactions.
        """
        ...

    def self_test(self, client_id: str) -> None:
        """Have the device test itself; a device that fails does not sign."""
        ...

    def set_time(self) -> None:
        """Set the device's clock by the till's, where it is not its own business."""
        ...

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        """Give a device that is set up what it would want before it signs: self test and time, where they are due
        now or will be `within` so many seconds. A new or disabled one is left as it is.

        Returns in how many seconds the next of them is due, 0 where that is not known; None: the till need not
        look after it.
        """
        ...

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive (BSI TR-03153) of all that it keeps, or of a range.

        Raises:
            ExportCancelled: `progress` said so; the device stays as it was.
        """
        ...

    def delete_exported(self) -> None:
        """Let the device forget what the last whole export handed out.

        Raises:
            SigningRefused: nothing has been exported whole since, or the device cannot do that.
        """
        ...

    def disable(self) -> None:
        """End its life, for good.

        Raises:
            SigningRefused: transactions are open.
        """
        ...


class Tse(SigningDevice, TseCare, Protocol):
    """A whole device, as drivers build it."""


@dataclass(frozen=True, slots=True)
class TseSpec:
    """Which device a till uses and where it is found. Secrets are not in it."""

    kind: str
    """Name of the driver: `software`, `swissbit`, `swissbit_cloud`, `fiskaly`, `epson`, `diebold`."""
    places: Mapping[str, str] = field(default_factory=dict)
    """What the driver asks for, by name: mount point, address, id."""


class TseSwitch(Protocol):
    """The signing device of a till at work, and the way to another one without a restart. Any thread may call."""

    @property
    def current(self) -> Tse:
        """The device that signs now."""
        ...

    def open(self, spec: TseSpec) -> Tse:
        """Another device beside it, for whoever sets it up; it says by SigningError when it cannot be had."""
        ...

    def switch(self, spec: TseSpec, device: Tse) -> None:
        """From now on this device, which `open` gave, signs; the one before is closed. Nothing may be being signed."""
        ...


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a driver has to be told before it can open its device."""

    name: str
    label: str
    help: str
    default: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class TseKind:
    """A kind of device that kasse can drive, for the set-up assistant."""

    kind: str
    name: str
    help: str
    fields: tuple[Field, ...]

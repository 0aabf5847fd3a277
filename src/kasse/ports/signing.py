"""What the till asks of a signing device (TSE): number, time and sign what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class SigningError(Exception):
    """The device did not do it, or we cannot know that it did. The message is German, for the person at the till.

    Whether something was signed all the same is answered later by `SigningDevice.finished_since`.
    """


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

"""What the law of a country asks of the till, behind one seam. A country is chosen in `app`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from kasse.domain.business import House, Terminal
from kasse.domain.catalogue import Catalogue
from kasse.domain.orders import Booking
from kasse.domain.sales import Receipt
from kasse.ports.bons import Bons, Day
from kasse.ports.notification import Notification, NotificationForm

INTERRUPTED = "Programm unterbrochen, bevor die TSE antwortete"
"""Why something is unsigned that was under way when the program ended, while the device was well: no outage."""


@dataclass(frozen=True, slots=True)
class Process:
    """Something that has to be signed, in the words of the law, fixed before a device hears of it."""

    client_id: str
    process_type: str
    process_data: str


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """What stays the same for all signatures of a device, and what an auditor needs to check them."""

    serial: str
    """Hexadecimal, 64 digits."""
    public_key: str
    """Base64 of the uncompressed point."""
    algorithm: str
    log_time_format: str
    certificate: str
    description: str
    is_test: bool
    maker: str = ""
    """As the device says; empty where only the books tell of it. So are the following."""
    model: str = ""
    certification_id: str = ""
    form: int | None = None
    """`ports.signing.DeviceForm`."""


@dataclass(frozen=True, slots=True)
class Secured:
    """The outcome of securing a process: signed by the device, or an outage with its cause.

    Signed: `error` is empty and everything else is filled. Outage: `error` is a German sentence, numbers are
    None, signatures empty; the law foresees that the till goes on (AEAO to § 146a no. 1.14).
    """

    process: Process
    serial: str = ""
    transaction: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    start_counter: int | None = None
    start_signature: str = ""
    counter: int | None = None
    signature: str = ""
    error: str = ""
    code: str = ""
    """The device's own name for what went wrong; known only until it has been written into the outage."""
    outage: int = 0
    """Number of the outage that left it unsigned; 0: signed, or unsigned for another reason (program stopped)."""

    @property
    def is_signed(self) -> bool:
        """Whether the device signed."""
        return not self.error


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a device from answering."""

    error: str
    """A German sentence."""
    code: str
    """The device's own name for it, else TIMEOUT, REFUSED or ERROR."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A time without signing device: begin, end and cause, as AEAO to § 146a no. 1.14 wants them kept.

    It lasts from the first thing that could not be signed until the device is known to work again. `number` runs
    on for each terminal.
    """

    number: int
    began_at: datetime
    ended_at: datetime | None
    """None: it lasts."""
    serial: str
    """Of the device; empty if none was ever used here."""
    maker: str
    client_id: str
    cause: str
    """A German sentence."""
    code: str
    """See `Trouble`."""
    register: str
    """Name of the till."""
    cashier: str
    """Who was at it when the outage was noticed; empty at the start of the program."""
    printer: str
    """Where its receipts come out."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a receipt shows of its securing."""

    lines: tuple[str, ...]
    """Small print: times, transaction, serials as "word\tvalue"; or the outage sentence, on a line of its own."""
    qr: str
    """Text of the QR code; empty for none."""
    mark: str
    """A word that must stand large on the paper ("TEST-TSE"); empty for none."""


class Fiscal(Protocol):
    """One country's law. `secure` and `recover` talk to a device; the rest is pure."""

    @property
    def mark(self) -> str:
        """What must stand on every screen and paper ("TEST-TSE"), or nothing."""

    def device(self) -> DeviceFacts | None:
        """The device in use; None where the law asks for none or it does not answer."""

    def trouble(self) -> Trouble | None:
        """Ask the device whether it is there. None: it answers, or the law asks for none. Signs nothing."""

    def for_order(self, bookings: Sequence[Booking], *, training: bool = False) -> Process | None:
        """The process for a sent order, a void or a price change; None if there is nothing to secure."""

    def for_receipt(self, receipt: Receipt) -> Process | None:
        """The process for a receipt; None if there is nothing to secure."""

    def for_note(self, text: str) -> Process | None:
        """The process for anything else worth securing (transfer, interim bill)."""

    def for_abort(self, receipt: Receipt) -> Process | None:
        """The process that ends a receipt which was begun and broken off."""

    def secure(self, process: Process) -> Secured:
        """Have it signed. Returns within the deadline in any case: an outage is an answer, never an exception."""

    def finished_since(self, after: int) -> Sequence[Secured]:
        """What the device finished for this till after transaction `after`, with its signatures, oldest first.

        Nothing where it cannot be asked now. Never signs. May take as long as an export of the device.
        """

    def signed_since(self, after: int) -> tuple[int, int]:
        """How many receipts and orders the device finished for this till after transaction `after`.

        More than none, once everything begun has been recovered, means that the books are older than the device.
        (0, 0) where it cannot be asked.
        """

    def freeze(
        self, day: Day, bons: Bons, terminal: Terminal, house: House, catalogue: Catalogue
    ) -> Mapping[str, Any] | None:
        """What the law wants frozen with the closing of a day, as JSON can hold it; None for nothing.

        Raises:
            BooksError: the books cannot be read.
        """

    def proof(self, receipt: Receipt, secured: Secured | None) -> Proof:
        """What the receipt shows. `secured` is None only where the law asks for nothing."""

    def notification_form(self, notification: Notification) -> NotificationForm | None:
        """What the tax office wants to be told of the tills; None where it wants nothing."""

    def check(self, secured: Secured, device: DeviceFacts | None) -> str:
        """An empty text if the signature is right for its process, else a German sentence on what is wrong."""

"""The books: what was booked is there, whatever happens; nothing in them is ever changed.

An act is one transaction: its sealed facts, the states that follow from them, and the jobs that must follow
become durable together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from kasse.domain.business import Business
from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import Availabilities, Availability
from kasse.domain.customers import Customer
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.orders import Booking, Tab
from kasse.domain.orders.menus import MenuOrder
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt
from kasse.domain.shifts import Closing
from kasse.domain.tax import TaxRate
from kasse.ports.bons import Bons
from kasse.ports.fiscal import DeviceFacts, Process, Secured
from kasse.ports.outbox import Job


class BooksError(Exception):
    """The books could not do it, or it is unknown whether they did. The text is German and says what to do.

    A booking that ended with it may be there all the same: look its key up before doing it again.
    """


class ActKind(StrEnum):
    """What happened. The value stands in the journal and never changes its meaning."""

    START = "start"
    STOP = "stop"
    LOGIN = "login"
    LOGOUT = "logout"
    LOGIN_REFUSED = "login_refused"
    ORDER = "order"
    SECURED = "secured"
    TAB = "tab"
    """Name, guests, payer of an open tab."""
    RECEIPT_BEGUN = "receipt_begun"
    RECEIPT_FINISHED = "receipt_finished"
    RECEIPT_ABORTED = "receipt_aborted"
    INTERIM_BILL = "interim_bill"
    MENU_ORDER = "menu_order"
    """Meals were ordered ahead, or cancelled before their recall: no order yet, so nothing is signed."""
    REPRINT = "reprint"
    INVOICE = "invoice"
    """A receipt was printed as an invoice for somebody."""
    DRAWER = "drawer"
    CLOSING = "closing"
    REPORT = "report"
    MASTER_DATA = "master_data"
    SETTING = "setting"
    EYE_OPENED = "eye_opened"
    """Somebody looked at a password that is set."""
    EYE_REFUSED = "eye_refused"
    """Somebody tried to, with a wrong PIN."""
    DEVICE = "device"
    """Something in a signing device's life: `RecordKind.DEVICE_EVENT` says what."""
    DEVICE_EMPTIED = "device_emptied"
    """What a signing device kept was archived and then forgotten there."""
    NOTIFICATION = "notification"
    """A notification to the tax office was made, or handed in."""
    TSE_ARCHIVE = "tse_archive"
    OUTAGE = "outage"
    OUTAGE_END = "outage_end"
    RESTORE = "restore"
    SELF_CHECK = "self_check"


class Subject(StrEnum):
    """What a signature belongs to."""

    ORDER = "order"
    RECEIPT = "receipt"
    ABORT = "abort"
    NOTE = "note"
    """Something that is neither: an interim bill, a drawer opened without a sale."""


class RecordKind(StrEnum):
    """Numbered records that the law wants kept. The value is stored and never changes its meaning."""

    OUTAGE = "outage"
    """The signing device fails: `ports.fiscal.Outage` as it begins."""
    OUTAGE_END = "outage_end"
    """It works again; the number is that of the outage."""
    CLOSING_MASTER = "closing_master"
    """Master data frozen with the closing of the same number (DSFinV-K Stammdatenmodul)."""
    TSE_ARCHIVE = "tse_archive"
    """A TAR export that was taken, checked and put away."""
    DEVICE_EVENT = "device_event"
    """Something in a signing device's life: set up, registered, changed, disabled."""
    NOTIFICATION = "notification"
    """A notification under § 146a (4) AO that was made."""
    HANDED_IN = "handed_in"
    """It was handed in; the number is that of the notification."""
    SELF_CHECK = "self_check"
    """The daily check of the books and what it found."""
    NOTE = "note"
    """Something worth securing that is no order and no receipt: `name` (what it is), `text` (what is signed)."""
    CARRIED = "carried"
    """The cash that goes over into the next day with the closing of the same number: `balances`, a list of
    operator, name, cents."""


@dataclass(frozen=True, slots=True)
class Record:
    """A numbered record with the act that wrote it."""

    kind: RecordKind
    number: int
    at: datetime
    operator: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Voucher:
    """What a voucher, down payment or receivable stood for and what is left of it.

    `rate` is None for what is not taxed yet; `case` is the business case that made it.
    """

    number: str
    case: BusinessCase
    rate: TaxRate | None
    sold: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class Receivable:
    """A sale on account that is not paid in full: the receipt of whichever till, and what is left to be paid."""

    terminal: int
    number: int
    issued_at: datetime
    customer: Customer
    sold: Money
    balance: Money

    @property
    def printed(self) -> str:
        """The number of the receipt as it stands on paper."""
        return f"{self.terminal}-{self.number}"


class Series(StrEnum):
    """A row of numbers without gaps, per terminal."""

    ORDER = "orders"
    RECEIPT = "receipts"
    CLOSING = "closings"


@dataclass(frozen=True, slots=True)
class Order:
    """Sent at once from one terminal: bookings on one table (or from one table to another)."""

    terminal: int
    number: int
    table: int
    table_label: str
    operator: int
    operator_name: str
    at: datetime
    bookings: tuple[Booking, ...]
    training: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """An act as it stands in the journal."""

    terminal: int
    seq: int
    key: UUID
    kind: ActKind
    at: datetime
    business_date: date
    operator: int
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pending:
    """An order, receipt or note that is booked and not yet secured."""

    subject: Subject
    number: int


@dataclass(frozen=True, slots=True)
class TabSummary:
    """What the table plan shows of an open tab."""

    table: int
    name: str
    operator: int
    opened_at: datetime
    total: Money
    guests: int
    payer: str
    bill_printed: bool
    training: bool
    waiter: int = 0
    """See `Tab.waiter`."""


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """A receipt with the head it was printed under and its signature; `secured` is None while it is a draft."""

    receipt: Receipt
    business: Business
    secured: Secured | None
    aborted: bool


@dataclass(frozen=True, slots=True)
class MasterChange:
    """One row of master data that an act changed."""

    seq: int
    terminal: int
    at: datetime
    operator: int
    kind: ActKind
    change: Mapping[str, Any]
    """`table` and `key` (a list), `new` or `gone` if the row came or went, and by column what was and what is
    (`[old, new]`). From the setting up of the house: `table` and how many `rows`."""


@dataclass(frozen=True, slots=True)
class TillDay:
    """A business date at one terminal: the numbers of its first and last receipt (0: it has none)."""

    terminal: int
    first: int
    last: int
    closed: bool
    unit: str | None
    """The accounting unit that its closing names ("": none); None where the day is not closed."""


class Act(Protocol):
    """One transaction while it is being written. Everything takes effect when the `with` block ends well."""

    terminal: int
    at: datetime
    business_date: date
    body: dict[str, object]
    """Free facts for the journal: texts, whole numbers, None, lists and dicts of these."""

    def next_number(self, series: Series) -> int:
        """The next number. It is used up only if the act is committed."""

    def tab(self, table: int, *, training: bool = False, waiter: int | None = 0) -> Tab | None:
        """What is open on a table, locked until the act ends; see `Books.tab`."""

    def save_tab(self, tab: Tab) -> None:
        """Write the state of a tab; without lines, name, payer and guests the table is free again."""

    def book_order(self, order: Order, *, pending: bool) -> None:
        """Seal an order. `pending`: it still has to be secured."""

    def begin_receipt(self, receipt: Receipt, *, pending: bool) -> None:
        """Seal a numbered receipt, as draft if it still has to be secured."""

    def secure(self, subject: Subject, number: int, secured: Secured) -> None:
        """Seal how the order or receipt was secured (with its outage, if one is named); it pends no more.

        Raises:
            AlreadySecured: it pends no more since an earlier try, which arrived after all.
        """

    def abort(self, number: int) -> None:
        """A draft comes to nothing: its number stays used, it counts for nothing."""

    def add_record(self, kind: RecordKind, body: Mapping[str, Any], number: int | None = None) -> int:
        """Seal a record; returns its number (the next of its kind, if none is given).

        `body`: texts, whole numbers, None, lists and dicts of these.
        """

    def add_note(self, name: str, text: str, *, pending: bool) -> int:
        """Seal a note as a record; returns its number. `pending`: it still has to be secured."""

    def voucher(self, number: str) -> Voucher | None:
        """A voucher, down payment or receivable, locked until the act ends."""

    def save_voucher(self, voucher: Voucher) -> None:
        """Write the state of a voucher."""

    def add_device(self, device: DeviceFacts) -> None:
        """Seal the facts of a signing device."""

    def close(self, closing: Closing, next_date: date) -> None:
        """Seal a closing and change the business date."""

    def save_master(self, master: Master) -> Master:
        """Replace all master data; the journal keeps what changed. Returns them with their new version.

        Raises:
            MasterMoved: they have been changed since these were read. Never for version 0.
        """

    def set_availability(self, unit: int, article: int, availability: Availability) -> None:
        """Keep what is known of an article in an accounting unit; the journal keeps what it was."""

    def menu_order(self, table: int) -> MenuOrder | None:
        """What is ordered ahead for a table, locked until the act ends; None: nothing ever was."""

    def save_menu_order(self, order: MenuOrder) -> None:
        """Keep it as it is after the act; the journal tells the whole of it. Once in an act for each table."""

    def take_remaining(self, unit: int, taken: Mapping[int, Quantity]) -> Mapping[int, Quantity]:
        """Take articles from what is left of them in a unit, where somebody counts; less than nothing gives back.

        Returns those of which less is left than is asked for, with what is left; then nothing was taken at all, and
        whoever asked has to refuse. Whoever needs a tab in the same act asks for that first, lest two tills wait for
        each other.
        """

    def save_setting(self, key: str, value: str | None, scope: str) -> None:
        """Store a setting's text, or take it away; the journal keeps what it was."""

    def running_number(self, key: str) -> int:
        """A number that all tills of the house count on together, locked until the act ends; 0 before its first use.

        It is kept where the settings are, under a setting's key, so that it can be set like one. Whoever needs a
        tab in the same act asks for that first.
        """

    def save_running_number(self, key: str, number: int) -> None:
        """Count it on. That is no change of a setting: its history knows nothing of it."""

    def follow_up(self, job: Job) -> None:
        """Queue what must follow the commit."""


class Books(Protocol):
    """The books of one terminal. Any thread may call; writers wait for each other."""

    terminal: int

    @property
    def bons(self) -> Bons:
        """The same books as an auditor's export reads them, of all terminals."""

    @property
    def business_date(self) -> date:
        """The day that turnover belongs to now."""

    def act(
        self, kind: ActKind, *, at: datetime, operator: int = 0, key: UUID | None = None
    ) -> AbstractContextManager[Act]:
        """Write one act. Leaving the block by an exception books nothing.

        Raises:
            AlreadyBooked: the key is in the books already (on entering; nothing is done).
            BooksError: it could not be written, or nobody knows whether it was: look the key up.
        """

    def booked(self, key: UUID) -> Booked | None:
        """The act with this key, if it was booked."""

    def tab(self, table: int, *, training: bool = False, waiter: int | None = 0) -> Tab | None:
        """What is open on a table: by `Tab.waiter` that of whoever was first there (0), the part of another one, or
        (None) the first of all these with lines, or, where none has any, the first.
        """

    def open_tabs(self) -> Sequence[TabSummary]:
        """All open tabs, by table."""

    def menu_order(self, table: int) -> MenuOrder | None:
        """What is ordered ahead for a table; None: nothing ever was."""

    def menu_orders(self) -> Sequence[MenuOrder]:
        """What is ordered ahead and not recalled, by table."""

    def pending(self) -> Sequence[Pending]:
        """What this terminal has booked and not yet secured, oldest first."""

    def last_transaction(self, serial: str, *, before: Pending | None = None) -> int:
        """The highest transaction number of a device that this terminal knows; 0 for none.

        `before`: that it knew when this order or receipt was booked.
        """

    def knows_transaction(self, serial: str, transaction: int) -> bool:
        """Whether the books have this transaction of a device."""

    def unsigned_since(self, serial: str, transaction: int) -> Sequence[Process]:
        """What went without signature after the act with that transaction of that device (0: all of it)."""

    def device(self, serial: str) -> DeviceFacts | None:
        """A device that was taken into use."""

    def last_device(self) -> DeviceFacts | None:
        """The device that signed last for this terminal."""

    def device_since(self, serial: str) -> datetime | None:
        """When this terminal first had something signed by that device; None if it never had."""

    def record(self, kind: RecordKind, number: int) -> Record | None:
        """A record of this terminal."""

    def latest_records(self, kind: RecordKind, limit: int = 100) -> Sequence[Record]:
        """The latest records of a kind of this terminal, newest first."""

    def records_by_terminal(self, kind: RecordKind) -> Mapping[int, Sequence[Record]]:
        """All records of a kind of all terminals in the same books, by terminal, oldest first."""

    def without_signature(self, outage: int) -> Sequence[Pending]:
        """The orders and receipts that an outage left unsigned, oldest first."""

    def voucher(self, number: str) -> Voucher | None:
        """A voucher, down payment or receivable as it is now."""

    def receivables(self) -> Sequence[Receivable]:
        """What is still to be paid of sales on account, of all terminals in the same books, oldest first."""

    def order(self, number: int) -> Order:
        """An order of this terminal. KeyError if there is none."""

    def orders_since(self, since: datetime | None, limit: int) -> Sequence[Order]:
        """Orders of this terminal since its last closing, not before `since`; newest first, `limit` at most."""

    def receipt(self, number: int) -> StoredReceipt:
        """A receipt of this terminal. KeyError if there is none."""

    def acts_of_receipt(self, number: int, kind: ActKind) -> Sequence[Booked]:
        """The acts of a kind that name a receipt of this terminal, oldest first: how it began, its copies, invoices."""

    def latest_receipts(self, limit: int, *, before: int | None = None) -> Sequence[StoredReceipt]:
        """The latest receipts of this terminal, newest first; those with numbers below `before`."""

    def receipts_between(self, first: int, last: int) -> Iterator[Receipt]:
        """The receipts of this terminal with numbers from `first` to `last`, in order, without aborted drafts."""

    def tills_on(self, day: date) -> Sequence[TillDay]:
        """The terminals in the same books that worked on a business date, by number; also those that only are at it."""

    def receipts_of(self, terminal: int, first: int, last: int) -> Iterator[Receipt]:
        """As `receipts_between`, of any terminal in the same books."""

    def reversal_of(self, number: int) -> int | None:
        """The number of the receipt that reversed this one."""

    def receipts_of_day(self) -> Iterator[Receipt]:
        """The receipts of this terminal since its last closing, in order, without aborted drafts."""

    def voids_of_day(self, operator: int | None = None) -> tuple[int, Money]:
        """How many lines were voided after sending since the last closing, and their worth; `operator`: by him."""

    def last_number(self, series: Series) -> int:
        """The number that was used last in a row of this terminal; 0 for none."""

    def closing(self, number: int) -> tuple[Closing, Business]:
        """A closing of this terminal with the head of its day. KeyError if there is none."""

    def journal(self, *, limit: int = 100, before: int | None = None) -> Sequence[Booked]:
        """The latest acts of this terminal, newest first; those with numbers below `before`."""

    def master(self) -> Master:
        """The master data as they are now."""

    def master_version(self) -> int:
        """How often the master data have been changed, by whatever terminal: `Master.version` as it is now."""

    def master_changes(
        self,
        table: str | None = None,
        key: Sequence[int | str] | int | str | None = None,
        *,
        limit: int = 100,
    ) -> Sequence[MasterChange]:
        """The latest changes of master data by all terminals, newest first.

        `table`: of this kind only, by the journal's name for it. `key`: of rows whose key begins so.
        """

    def was_booked(self, table: str, key: int | str) -> bool:
        """Whether anything in the books names this row of master data, so that it must stay to be read.

        `table`: the journal's name for its kind. Kinds that no booking names are never booked. What was booked is
        found quickly; that something never was may take a look at every booking (half a second with 200 000
        receipts).

        Raises:
            KeyError: there is no such kind of master data.
        """

    def availabilities(self) -> Availabilities:
        """What is known now of how much is left."""

    def business_dates(self) -> Mapping[int, date]:
        """The business date of every terminal that has ever worked with these books, by its number."""

    def settings(self) -> Mapping[tuple[str, str], str]:
        """Stored texts of settings by (scope, key)."""

    def setting_acts(self, key: str) -> Sequence[Booked]:
        """The acts of all terminals that changed what is kept under a key of a setting, newest first."""


class MasterMoved(Refused):
    """Somebody has changed the master data since these were read."""

    def __init__(self) -> None:
        super().__init__(
            "Die Stammdaten sind gerade von jemand anderem geändert worden. Bitte noch einmal versuchen."
        )


class AlreadySecured(Exception):  # noqa: N818 - an answer, not a fault
    """The order or receipt does not wait for its signature any more."""


class AlreadyBooked(Exception):  # noqa: N818 - an answer, not a fault
    """The key has been booked before: an earlier try arrived after all."""

    def __init__(self, booked: Booked) -> None:
        super().__init__(str(booked.key))
        self.booked = booked

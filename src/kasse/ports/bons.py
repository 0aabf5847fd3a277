"""The books as an auditor's export reads them: day by day, in portions, as plain rows.

Rows are tuples in the order that the aliases below say; a year has millions of them, and building values from each
would take longer than everything else. Moments are milliseconds since 1970 in UTC, amounts cents, quantities
thousandths, flags 0 and 1. Lists in texts are JSON as `kasse.domain.orders.record` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeAlias

OrderRow: TypeAlias = tuple[int, int, str, int, str, int, int]
"""Act, number, table's name, operator, operator's name, moment, training."""
OrderLineRow: TypeAlias = tuple[int, int, int, int, str, str, str]
"""Act, quantity, amount, take-away, components, reason, id of the line that it came from (empty: none)."""
ReceiptRow: TypeAlias = tuple[
    int, int, str, int, int, str, int, int, int, str, int | None, str, int | None, int, str, int
]
"""Act, number, kind, moment, operator, operator's name, total, tip, cash, reason, table, table's name, number of
the receipt that it reverses, training, discounts, aborted."""
ReceiptLineRow: TypeAlias = tuple[int, str, int, int, str]
"""Act, line id, quantity, take-away, components."""
NoteRow: TypeAlias = tuple[int, int, int, int, str]
"""Act, number, operator, moment, body: what else was secured (interim bill, drawer)."""
TaxRow: TypeAlias = tuple[int, int, int, int, int, int]
"""Act, code, basis points, gross, net, tax."""
PaymentRow: TypeAlias = tuple[int, str, str, int, int, str]
"""Act, name, kind, amount, given, currency."""
AdditionRow: TypeAlias = tuple[int, str, str]
"""Act, kind, body."""
SignatureRow: TypeAlias = tuple[
    str, int, str, str, str, int | None, int | None, int | None, int | None, str, str, int
]
"""Subject, number, serial, process type, process data, transaction, start, finish, counter, signature, error,
moment of the act."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one closing of one terminal covers: the acts after `after`, up to `last`.

    Of a day that is still open, number is 0 and `closed_at` the moment of asking.
    """

    terminal: int
    number: int
    business_date: date
    closed_at: datetime
    after: int
    last: int
    frozen: Mapping[str, Any] | None
    """The record that was frozen with the closing, if one was."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some orders and receipts of a day in the order of their acts, with all that belongs to them."""

    orders: Sequence[OrderRow]
    order_lines: Sequence[OrderLineRow]
    receipts: Sequence[ReceiptRow]
    lines: Sequence[ReceiptLineRow]
    taxes: Sequence[TaxRow]
    payments: Sequence[PaymentRow]
    additions: Sequence[AdditionRow]
    signatures: Sequence[SignatureRow]
    notes: Sequence[NoteRow]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an order or receipt stands: its act, and the closing over it.

    While its day is open, closing is 0 and `closed_at` the moment of the act itself.
    """

    act: int
    closing: int
    closed_at: datetime


class Bons(Protocol):
    """Reads only; any thread may ask. Every operation raises BooksError."""

    def terminals(self) -> Sequence[int]:
        """The terminals that have booked anything."""

    def days(self, terminal: int, first: int, last: int) -> Sequence[Day]:
        """The closed days of a terminal with closing numbers from `first` to `last`."""

    def closings_between(self, terminal: int, start: date, end: date) -> tuple[int, int] | None:
        """First and last closing of business dates from `start` to `end`, both included; None for none."""

    def open_day(self, terminal: int, now: datetime) -> Day:
        """What has been booked since the last closing."""

    def portions(self, day: Day) -> Iterator[Portion]:
        """All of a day, in the order of the acts."""

    def place_of_order(self, terminal: int, number: int) -> Place | None:
        """Where an order stands."""

    def place_of_receipt(self, terminal: int, number: int) -> Place | None:
        """Where a receipt stands."""

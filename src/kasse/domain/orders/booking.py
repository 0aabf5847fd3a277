"""Bookings: the signed changes of lines that the journal keeps; open tabs are their sum."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kasse.domain.orders.line import Line


class BookingKind(StrEnum):
    """Why a line changed."""

    ORDER = "order"
    VOID = "void"
    PRICE = "price"
    """A price change by right: the old line out, the new one in."""
    DISCOUNT = "discount"
    TRANSFER = "transfer"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Booking:
    """A change of `line.id` on a table by the line's (signed) quantity, amounts and discounts.

    Over all bookings and receipts the sum for each line id is what is open of it; `kasse verify` adds it up.
    """

    kind: BookingKind
    table: int
    line: Line
    reason: str = ""
    origin: str = ""
    """For a line that came from another one (price change, transfer): that line's id."""

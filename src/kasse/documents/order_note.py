"""An order as it was sent, for whoever looks it up: all stations together, with prices, voids and transfers."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from kasse.documents.head import clock
from kasse.documents.page import PageWriter, amount
from kasse.domain.business import table_name
from kasse.domain.money import Money
from kasse.domain.orders import Booking, BookingKind
from kasse.ports.books import Order
from kasse.ports.paper import Align, Cell, Page, Size

_KINDS = {
    BookingKind.ORDER: "Boniert",
    BookingKind.VOID: "Storniert",
    BookingKind.TRANSFER: "Umgebucht",
}
_COUNT = 5


def order_note_page(order: Order, *, zone: ZoneInfo) -> Page:
    """Bookings by kind in the order in which they were made; what goes off the table is negative."""
    writer = PageWriter(f"Bon {order.terminal}-{order.number}")
    writer.text(order.table_label, size=Size.DOUBLE, bold=True)
    writer.pair(f"{order.operator_name} · Bon {order.terminal}-{order.number}", clock(order.at, zone))
    if order.training:
        writer.banner("ÜBUNG")
    kinds = dict.fromkeys(booking.kind for booking in order.bookings)
    for kind in kinds:
        writer.rule()
        writer.text(_KINDS.get(kind, "Geändert"), bold=True)
        _write(writer, [booking for booking in order.bookings if booking.kind is kind])
    writer.rule()
    writer.pair("Summe", str(order_total(order)), bold=True)
    return writer.page()


def order_total(order: Order) -> Money:
    """What the order changed on its tables together."""
    return Money.sum(booking.line.amount for booking in order.bookings)


def _write(writer: PageWriter, bookings: Sequence[Booking]) -> None:
    tables = {booking.table for booking in bookings}
    for booking in bookings:
        line = booking.line
        writer.row(Cell(str(line.quantity), _COUNT, Align.RIGHT), Cell(line.name), amount(str(line.amount)))
        below = [f"+ {side.name}" for side in line.components[1:]]
        below += [words for words in (line.remark, booking.reason) if words]
        if len(tables) > 1:
            below.append(table_name(booking.table))
        if below:
            writer.row(Cell("", _COUNT), Cell(" · ".join(below)))

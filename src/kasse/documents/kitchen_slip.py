"""Slips for kitchen and bar: large, short, and with nothing that is not needed to cook."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from kasse.documents.head import clock
from kasse.documents.page import PageWriter, fitting
from kasse.documents.sold import AWAY
from kasse.domain.business import table_name
from kasse.domain.orders import Booking, BookingKind, Line
from kasse.ports.books import Order
from kasse.ports.paper import Align, Cell, Page, RuleKind, Size

_BIG = 3


def kitchen_slip_page(
    order: Order,
    station: str,
    *,
    zone: ZoneInfo,
    repeated: bool = False,
    instead_of: str = "",
    away_note: str = AWAY,
    waits_from: int = 0,
) -> Page | None:
    """What one station has to do about an order; None if that is nothing.

    `repeated` marks a second paper that may cook a meal twice; `instead_of` names the printer whose slip this is;
    `away_note` stands with what is taken away, empty: nothing does; courses from `waits_from` on are prepared when
    they are called, 0: none waits.
    """
    mine = [b for b in order.bookings if b.line.station == station]
    ordered = [b for b in mine if b.kind is BookingKind.ORDER and b.line.quantity.thousandths > 0]
    voided = [b for b in mine if b.kind is BookingKind.VOID]
    moved = [b for b in mine if b.kind is BookingKind.TRANSFER and b.line.quantity.thousandths > 0]
    if not (ordered or voided or moved):
        return None
    writer = PageWriter(f"{station} Bon {order.terminal}-{order.number}")
    if instead_of:
        writer.banner(f"statt {instead_of}", size=Size.NORMAL)
    if repeated:
        writer.banner("WIEDERHOLUNG")
    if order.training:
        writer.banner("TRAINING – nicht zubereiten")
    all_away = bool(ordered) and all(b.line.take_away for b in ordered)
    _head(writer, order, station, zone, banner=away_note.upper() if all_away else "")
    _write_ordered(writer, ordered, "" if all_away else away_note, waits_from)
    _write_voided(writer, voided, away_note)
    _write_moved(writer, moved, order)
    return writer.page()


def _head(writer: PageWriter, order: Order, station: str, zone: ZoneInfo, *, banner: str) -> None:
    writer.row(
        Cell(order.table_label), fitting(clock(order.at, zone), Align.RIGHT), size=Size.DOUBLE, bold=True
    )
    writer.pair(f"{order.operator_name} · {station}", f"Bon {order.terminal}-{order.number}")
    if banner:
        writer.banner(banner)
    writer.rule()


def _write_ordered(writer: PageWriter, ordered: Sequence[Booking], away_note: str, waits_from: int) -> None:
    courses = sorted({b.line.course for b in ordered})
    for place, course in enumerate(courses):
        if place:
            writer.rule(RuleKind.DOTTED)
        waits = 0 < waits_from <= course
        if course and (waits or len(courses) > 1):
            writer.text(f"{course}. Gang{' – auf Abruf' if waits else ''}", size=Size.TALL, bold=True)
        for booking in ordered:
            if booking.line.course == course:
                _write_line(writer, booking.line, away_note)


def _write_line(writer: PageWriter, line: Line, away_note: str) -> None:
    writer.row(Cell(f"{line.quantity}×", _BIG, Align.RIGHT), Cell(line.name), size=Size.DOUBLE, bold=True)
    for side in line.components[1:]:
        _below(writer, f"+ {side.name}")
    if line.remark:
        _below(writer, f"» {line.remark}", bold=True)
    if away_note and line.take_away:
        _below(writer, away_note, bold=True)


def _below(writer: PageWriter, words: str, *, bold: bool = False) -> None:
    """What belongs to the line above; it wraps under itself, not under the quantity."""
    writer.row(Cell("", 2 * _BIG), Cell(words), size=Size.TALL, bold=bold)


def _write_voided(writer: PageWriter, voided: Sequence[Booking], away_note: str) -> None:
    for booking in voided:
        line = booking.line if booking.line.quantity.thousandths > 0 else booking.line.negated()
        writer.banner("STORNO", size=Size.DOUBLE)
        _write_line(writer, line, away_note)
        if booking.reason:
            _below(writer, f"Grund: {booking.reason}")


def _write_moved(writer: PageWriter, moved: Sequence[Booking], order: Order) -> None:
    if not moved:
        return
    sources = {
        b.table for b in order.bookings if b.kind is BookingKind.TRANSFER and b.line.quantity.thousandths < 0
    }
    targets = {b.table for b in moved}
    writer.banner("UMGEBUCHT", size=Size.DOUBLE)
    writer.text(f"von {_tables(sources)}", size=Size.TALL)
    writer.text(f"auf {_tables(targets)}", size=Size.DOUBLE, bold=True)
    for booking in moved:
        line = booking.line
        writer.row(Cell(f"{line.quantity}×", _BIG, Align.RIGHT), Cell(line.name), size=Size.TALL)


def _tables(numbers: set[int]) -> str:
    return ", ".join(table_name(number) for number in sorted(numbers))

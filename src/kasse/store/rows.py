"""Between values and rows: lines, receipts and closings as the tables keep them, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from kasse.domain.business import Business, PaymentKind
from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.orders import Booking, BookingKind, Component, Line, Tab
from kasse.domain.orders.record import component_of, component_record, line_of_record, line_record
from kasse.domain.quantity import Quantity
from kasse.domain.sales import BillDiscount, Payment, Receipt, ReceiptKind, Reference, ReferenceKind
from kasse.domain.tax import Country, TaxRate, TaxSum
from kasse.ports.books import Voucher
from kasse.ports.fiscal import DeviceFacts, Process, Secured

Row = Sequence[Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
dump = _ENCODER.encode
"""JSON text, the same for the same value always."""


def millis(moment: datetime) -> int:
    """Milliseconds since 1970 in UTC."""
    return round(moment.timestamp() * 1000)


def moment(stored: int) -> datetime:
    """The aware UTC moment of stored milliseconds."""
    return datetime.fromtimestamp(stored / 1000, UTC)


def _optional_millis(value: datetime | None) -> int | None:
    return None if value is None else millis(value)


def _optional_moment(stored: int | None) -> datetime | None:
    return None if stored is None else moment(stored)


def components_text(components: Sequence[Component]) -> str:
    """The components of a line as JSON."""
    return dump([component_record(c) for c in components])


@lru_cache(maxsize=10_000)
def components_of(text: str) -> tuple[Component, ...]:
    """The components that `components_text` wrote. A menu repeats itself, so most of them have been read before."""
    return tuple(component_of(record) for record in json.loads(text))


def line_row(line: Line) -> tuple[Any, ...]:
    """The columns of a line, in the order of the tables."""
    return (
        line.id, line.article, line.name, line.quantity.thousandths, line.amount.cents, line.discount.cents,
        line.operator, millis(line.ordered_at), int(line.take_away), line.price_level, line.course, line.remark,
        line.station, components_text(line.components),
    )  # fmt: skip


def line_of(row: Row) -> Line:
    """The line of such columns."""
    return Line(
        id=row[0],
        quantity=Quantity(row[3]),
        components=components_of(row[13]),
        operator=row[6],
        ordered_at=moment(row[7]),
        take_away=bool(row[8]),
        price_level=row[9],
        course=row[10],
        remark=row[11],
        station=row[12],
    )


def booking_row(number: int, booking: Booking) -> tuple[Any, ...]:
    """A row of order_line after its act columns."""
    return (
        number,
        booking.kind.value,
        booking.table,
        *line_row(booking.line),
        booking.reason,
        booking.origin,
    )


def booking_of(row: Row) -> Booking:
    """The booking of such a row."""
    return Booking(BookingKind(row[1]), row[2], line_of(row[3:17]), row[17], row[18])


def _discount_record(d: BillDiscount) -> list[Any]:
    record: list[Any] = [d.name, [[rate.code, rate.basis_points, amount.cents] for rate, amount in d.amounts]]
    if d.case is not BusinessCase.DISCOUNT or d.reference:
        record += [d.case.value, d.reference]
    return record


def _discount_of(record: list[Any]) -> BillDiscount:
    name, amounts, *special = record
    case, reference = special or (BusinessCase.DISCOUNT, "")
    return BillDiscount(
        name, tuple((TaxRate(c, b), Money(a)) for c, b, a in amounts), BusinessCase(case), reference
    )


def receipt_row(receipt: Receipt, head: int) -> tuple[Any, ...]:
    """A row of receipt after its act columns."""
    discounts = [_discount_record(d) for d in receipt.discounts]
    return (
        receipt.number, receipt.kind.value, receipt.business_date.isoformat(), millis(receipt.issued_at),
        receipt.operator, receipt.operator_name, receipt.total.cents, receipt.tip.cents, receipt.cash.cents,
        receipt.reason, receipt.table, receipt.table_label, _optional_millis(receipt.first_ordered_at),
        receipt.reverses, receipt.payer, int(receipt.training), head, dump(discounts),
    )  # fmt: skip


def tax_row(number: int, tax: TaxSum) -> tuple[Any, ...]:
    """A row of receipt_tax after its act columns."""
    rate = tax.rate
    return (number, rate.code, rate.basis_points, tax.gross.cents, tax.net.cents, tax.tax.cents)


def payment_row(number: int, p: Payment) -> tuple[Any, ...]:
    """A row of receipt_payment after its act columns."""
    return (
        number, p.code, p.name, p.kind.value, p.amount.cents, p.given.cents, p.change.cents, p.currency,
        p.rate_micros,
    )  # fmt: skip


def addition_rows(receipt: Receipt) -> Iterator[tuple[int, str, str]]:
    """The rows of receipt_addition after their act columns: none for almost all receipts."""
    if receipt.movement is not None:
        yield receipt.number, "movement", dump(receipt.movement.value)
    if receipt.customer is not None:
        yield receipt.number, "customer", dump(asdict(receipt.customer))
    for reference in receipt.references:
        yield receipt.number, "reference", dump([reference.kind.value, reference.text, reference.name])
    for place, payment in enumerate(receipt.payments):
        if payment.reference:
            yield receipt.number, "voucher", dump([place, payment.reference])


def _with_addition(receipt: Receipt, kind: str, body: Any) -> Receipt:
    match kind:
        case "movement":
            return replace(receipt, movement=BusinessCase(body))
        case "customer":
            return replace(receipt, customer=Customer(**body))
        case "reference":
            reference = Reference(ReferenceKind(body[0]), body[1], body[2])
            return replace(receipt, references=(*receipt.references, reference))
        case "voucher":
            payments = list(receipt.payments)
            payments[body[0]] = replace(payments[body[0]], reference=body[1])
            return replace(receipt, payments=tuple(payments))
    raise ValueError(f"receipt {receipt.number} has a {kind}")


def with_additions(receipt: Receipt, additions: Sequence[Row]) -> Receipt:
    """The receipt with what rows of receipt_addition (after their act columns) say of it."""
    for _, kind, body in additions:
        receipt = _with_addition(receipt, kind, json.loads(body))
    return receipt


def receipt_of(
    terminal: int, row: Row, lines: Sequence[Row], taxes: Sequence[Row], payments: Sequence[Row]
) -> Receipt:
    """The receipt of a row and its details, each after its act columns."""
    return Receipt(
        terminal=terminal,
        number=row[0],
        kind=ReceiptKind(row[1]),
        business_date=date.fromisoformat(row[2]),
        issued_at=moment(row[3]),
        operator=row[4],
        operator_name=row[5],
        tip=Money(row[7]),
        cash=Money(row[8]),
        reason=row[9],
        table=row[10],
        table_label=row[11],
        first_ordered_at=_optional_moment(row[12]),
        reverses=row[13],
        payer=row[14],
        training=bool(row[15]),
        discounts=tuple(_discount_of(record) for record in json.loads(row[17])),
        lines=tuple(line_of(line[1:]) for line in lines),
        taxes=tuple(TaxSum(TaxRate(t[1], t[2]), Money(t[3]), Money(t[4]), Money(t[5])) for t in taxes),
        payments=tuple(
            Payment(p[1], p[2], PaymentKind(p[3]), Money(p[4]), Money(p[5]), Money(p[6]), p[7], p[8])
            for p in payments
        ),
    )


def signature_row(subject: str, number: int, s: Secured) -> tuple[Any, ...]:
    """A row of signature after its act columns."""
    return (
        subject, number, s.serial, s.process.client_id, s.process.process_type, s.process.process_data,
        s.transaction, _optional_millis(s.started_at), _optional_millis(s.finished_at), s.start_counter,
        s.start_signature, s.counter, s.signature, s.error,
    )  # fmt: skip


def secured_of(row: Row) -> Secured:
    """The outcome that such a row keeps."""
    return Secured(
        process=Process(row[3], row[4], row[5]),
        serial=row[2],
        transaction=row[6],
        started_at=_optional_moment(row[7]),
        finished_at=_optional_moment(row[8]),
        start_counter=row[9],
        start_signature=row[10],
        counter=row[11],
        signature=row[12],
        error=row[13],
    )


def device_row(d: DeviceFacts) -> tuple[Any, ...]:
    """A row of signing_device after its act columns."""
    return (
        d.serial, d.public_key, d.algorithm, d.log_time_format, d.certificate, d.description, int(d.is_test)
    )  # fmt: skip


def device_of(row: Row) -> DeviceFacts:
    """The device that such a row keeps."""
    return DeviceFacts(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]))


def tab_row(tab: Tab) -> tuple[Any, ...]:
    """A row of tab after its key (table_no, training)."""
    return (
        tab.version, tab.name, tab.operator, millis(tab.opened_at), tab.total.cents, tab.guests, tab.payer,
        tab.payment_code, int(tab.bill_printed), dump([line_record(line) for line in tab.lines]),
        tab.called, "" if tab.customer is None else dump(asdict(tab.customer)),
        tab.waiter,
    )  # fmt: skip


def tab_of(row: Row) -> Tab:
    """The tab of a whole row."""
    return Tab(
        table=row[0],
        training=bool(row[1]),
        version=row[2],
        name=row[3],
        operator=row[4],
        opened_at=moment(row[5]),
        guests=row[7],
        payer=row[8],
        payment_code=row[9],
        bill_printed=bool(row[10]),
        lines=_lines_of(row[11]),
        called=row[12],
        customer=Customer(**json.loads(row[13])) if row[13] else None,
        waiter=row[14],
    )


@lru_cache(maxsize=200)
def _lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a tab, which is read several times between two changes."""
    return tuple(line_of_record(record) for record in json.loads(text))


def rate_text(rate: TaxRate | None) -> str:
    """A rate as JSON; empty for none."""
    return "" if rate is None else dump([rate.code, rate.basis_points])


def voucher_row(v: Voucher) -> tuple[Any, ...]:
    """A whole row of voucher."""
    return (v.number, v.case.value, rate_text(v.rate), v.sold.cents, v.balance.cents)


def voucher_of(row: Row) -> Voucher:
    """The voucher of such a row."""
    rate = TaxRate(*json.loads(row[2])) if row[2] else None
    return Voucher(row[0], BusinessCase(row[1]), rate, Money(row[3]), Money(row[4]))


def business_text(business: Business) -> str:
    """The head of receipts as JSON."""
    return dump(asdict(business))


def business_of(text: str) -> Business:
    """The head that `business_text` wrote."""
    fields = json.loads(text)
    return Business(**{**fields, "country": Country(fields["country"])})

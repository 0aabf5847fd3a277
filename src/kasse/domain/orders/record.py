"""Lines as plain lists, texts and whole numbers: for the state of tabs and for papers that wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import Money
from kasse.domain.orders.line import Component, Line
from kasse.domain.quantity import Quantity
from kasse.domain.tax import TaxRate


def component_record(c: Component) -> list[Any]:
    """A component as a list; what is special about few of them stands in a tenth element that the others lack."""
    record = [
        c.article, c.name, c.group, c.main_group, c.rate.code, c.rate.basis_points, c.unit_price.cents,
        c.amount.cents, c.discount.cents,
    ]  # fmt: skip
    if c.case is not BusinessCase.SALE or c.agency or c.voucher:
        record.append([c.case.value, c.agency, c.voucher])
    return record


def component_of(record: Sequence[Any]) -> Component:
    """The component that `component_record` wrote."""
    article, name, group, main_group, code, points, unit, amount, discount, *special = record
    case, agency, voucher = special[0] if special else (BusinessCase.SALE, 0, "")
    return Component(
        article, name, group, main_group, TaxRate(code, points), Money(unit), Money(amount), Money(discount),
        BusinessCase(case), agency, voucher,
    )  # fmt: skip


def line_record(line: Line) -> list[Any]:
    """A line as a list; its moment in milliseconds since 1970, UTC."""
    return [
        line.id, line.quantity.thousandths, line.operator, round(line.ordered_at.timestamp() * 1000),
        int(line.take_away), line.price_level, line.course, line.remark, line.station,
        [component_record(c) for c in line.components],
    ]  # fmt: skip


def line_of_record(record: Sequence[Any]) -> Line:
    """The line that `line_record` wrote."""
    return Line(
        id=record[0],
        quantity=Quantity(record[1]),
        operator=record[2],
        ordered_at=datetime.fromtimestamp(record[3] / 1000, UTC),
        take_away=bool(record[4]),
        price_level=record[5],
        course=record[6],
        remark=record[7],
        station=record[8],
        components=tuple(component_of(c) for c in record[9]),
    )

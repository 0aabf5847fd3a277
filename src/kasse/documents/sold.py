"""What was sold, line by line, as receipts and interim bills show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kasse.documents.page import PageWriter, amount
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.sales import Bill
from kasse.domain.tax import TaxRate
from kasse.ports.paper import Align, Cell

_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class _Part:
    """The article, or one of its sides, summed over equal lines."""

    name: str
    rate: TaxRate
    unit_price: Money
    amount: Money
    discount: Money


@dataclass(frozen=True, slots=True)
class _Sold:
    quantity: Quantity
    parts: tuple[_Part, ...]
    take_away: bool


def tax_letters(rates: Sequence[TaxRate]) -> dict[TaxRate, str]:
    """A letter for each rate, always the same for a rate's code: A is the standard rate, B the reduced one."""
    letters: dict[TaxRate, str] = {}
    for rate in sorted(rates):
        wanted = "ABCDEFG"[rate.code - 1 : rate.code] or "G"
        free = [letter for letter in "GHIJKLMN" if letter not in letters.values()]
        letters[rate] = wanted if wanted not in letters.values() else free[0]
    return letters


def write_lines(
    writer: PageWriter,
    bill: Bill,
    letters: Mapping[TaxRate, str],
    *,
    tip_rate: TaxRate | None = None,
) -> None:
    """Quantity, name, price of one where it is not one, sides, discounts, tip, each with the letter of its rate.

    The same article at the same price is one line, however often it was ordered.
    """
    all_away = bool(bill.lines) and all(line.take_away for line in bill.lines)
    if all_away:
        writer.text("Außer Haus")
    merged = _merged(bill.lines)
    table = _Table(writer, letters, max((len(str(sold.quantity)) for sold in merged), default=0))
    for sold in merged:
        table.write_sold(sold, mark_away=not all_away)
    for discount in bill.discounts:
        for rate, taken in discount.amounts:
            table.write(discount.name, -taken, rate)
    if bill.tip:
        table.write("Trinkgeld", bill.tip, tip_rate)


class _Table:
    """Rows under each other: quantity, words, amount, letter of the rate."""

    def __init__(self, writer: PageWriter, letters: Mapping[TaxRate, str], quantity_width: int) -> None:
        self._writer = writer
        self._letters = letters
        self._quantity_width = quantity_width

    def write_sold(self, sold: _Sold, *, mark_away: bool) -> None:
        """The article, its sides, and what was taken off it."""
        main, *sides = sold.parts
        words = main.name
        if sold.quantity not in {ONE, -ONE} and sold.quantity.price(main.unit_price) == main.amount:
            # "je" stays with its price when the name wraps.
            words += f" je{_NBSP}{main.unit_price}"
        self.write(words, main.amount, main.rate, str(sold.quantity))
        for side in sides:
            costs = bool(side.amount) or side.rate != main.rate
            self.write(f"+ {side.name}", side.amount if costs else None, side.rate)
        if mark_away and sold.take_away:
            self.write("außer Haus", None, None)
        taken: dict[TaxRate, Money] = {}
        for part in sold.parts:
            taken[part.rate] = taken.get(part.rate, ZERO) + part.discount
        for rate, discount in taken.items():
            if discount:
                self.write("Rabatt", -discount, rate)

    def write(self, words: str, sum_: Money | None, rate: TaxRate | None, quantity: str = "") -> None:
        """One row; without a sum it needs no letter either."""
        cells = [Cell(words), amount("" if sum_ is None else str(sum_))]
        if self._quantity_width:
            cells.insert(0, Cell(quantity, self._quantity_width, Align.RIGHT))
        if self._letters:
            cells.append(Cell("" if sum_ is None or rate is None else self._letters.get(rate, ""), 1))
        self._writer.row(*cells)


def _merged(lines: Sequence[Line]) -> list[_Sold]:
    found: dict[object, list[Line]] = {}
    for line in lines:
        same = tuple((c.article, c.name, c.rate, c.unit_price, bool(c.discount)) for c in line.components)
        found.setdefault((same, line.take_away), []).append(line)
    return [_sum(equal) for equal in found.values()]


def _sum(lines: Sequence[Line]) -> _Sold:
    first = lines[0]
    parts = tuple(
        _Part(
            c.name,
            c.rate,
            c.unit_price,
            Money.sum(line.components[index].amount for line in lines),
            Money.sum(line.components[index].discount for line in lines),
        )
        for index, c in enumerate(first.components)
    )
    return _Sold(Quantity(sum(line.quantity.thousandths for line in lines)), parts, first.take_away)

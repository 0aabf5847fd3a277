"""What was sold, line by line, as receipts and interim bills show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kasse.documents.page import NO_BREAK, PageWriter, amount
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.sales import Bill
from kasse.domain.tax import Country, TaxRate
from kasse.ports.paper import Align, Cell

_UNTAXED = {
    6: "umsatzsteuerfrei",
    7: "Umsatzsteuer nicht ermittelbar",
    8: "0 % nach § 12 (3) UStG",
}


AWAY = "Außer Haus"
"""What stands with what is taken away, where the house says nothing else."""


def rate_name(rate: TaxRate, country: Country) -> str:
    """A rate in words; where no tax is taken, why (§ 6 KassenSichV no. 5, § 14 (4) UStG no. 8)."""
    if rate.basis_points or country is not Country.DE:
        return str(rate)
    return _UNTAXED.get(rate.code, "nicht steuerbar")


@dataclass(frozen=True, slots=True)
class _Part:
    """The article, or one of its sides, summed over equal lines."""

    name: str
    rate: TaxRate
    unit_price: Money
    amount: Money
    discount: Money
    agency: int
    voucher: str


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
    agencies: Mapping[int, str] | None = None,
    away_note: str = AWAY,
) -> None:
    """Quantity, name, price of one where it is not one, sides, discounts, tip, each with the letter of its rate.

    The same article at the same price is one line, however often it was ordered. `agencies`: the names of those
    for whom the house sells; who sells has to be named (§ 14 (4) UStG no. 1). `away_note` stands with what is taken away,
    once where that is everything; empty: nothing does.
    """
    all_away = bool(bill.lines) and bool(away_note) and all(line.take_away for line in bill.lines)
    if all_away:
        writer.text(away_note)
    table = _Table(letters, agencies or {})
    for sold in _merged(bill.lines):
        table.add_sold(sold, away_note="" if all_away else away_note)
    for discount in bill.discounts:
        for rate, taken in discount.amounts:
            table.add(discount.name, -taken, rate)
    if bill.tip:
        table.add("Trinkgeld", bill.tip, tip_rate)
    table.write(writer)


class _Table:
    """Rows under each other: quantity, words, amount, letter of the rate. Columns are as narrow as they can be."""

    def __init__(self, letters: Mapping[TaxRate, str], agencies: Mapping[int, str]) -> None:
        self._letters = letters
        self._agencies = agencies
        self._rows: list[tuple[str, str, str, str]] = []

    def add_sold(self, sold: _Sold, *, away_note: str) -> None:
        """The article, its sides, and what was taken off it."""
        main, *sides = sold.parts
        words = main.name
        if sold.quantity not in {ONE, -ONE} and sold.quantity.price(main.unit_price) == main.amount:
            # "je" stays with its price when the name wraps.
            words += f" je{NO_BREAK}{main.unit_price}"
        self.add(words, main.amount, main.rate, str(sold.quantity))
        if main.voucher:
            self.add(f"Nr.{NO_BREAK}{main.voucher}", None, None)
        if main.agency:
            self.add(f"im Namen von {self._agencies.get(main.agency, 'Dritten')}", None, None)
        for side in sides:
            costs = bool(side.amount) or side.rate != main.rate
            self.add(f"+ {side.name}", side.amount if costs else None, side.rate)
        if away_note and sold.take_away:
            self.add(away_note, None, None)
        taken: dict[TaxRate, Money] = {}
        for part in sold.parts:
            taken[part.rate] = taken.get(part.rate, ZERO) + part.discount
        for rate, discount in taken.items():
            if discount:
                self.add("Rabatt", -discount, rate)

    def add(self, words: str, sum_: Money | None, rate: TaxRate | None, quantity: str = "") -> None:
        """One row; without a sum it needs no letter either."""
        letter = "" if sum_ is None or rate is None else self._letters.get(rate, "")
        self._rows.append((quantity, words, "" if sum_ is None else str(sum_), letter))

    def write(self, writer: PageWriter) -> None:
        """All rows with common columns."""
        if not self._rows:
            return
        quantities, _, sums, letters = (max(map(len, column)) for column in zip(*self._rows, strict=True))
        for quantity, words, sum_, letter in self._rows:
            cells = [Cell(words), amount(sum_, sums)]
            if quantities:
                cells.insert(0, Cell(quantity, quantities, Align.RIGHT))
            if letters:
                cells.append(Cell(letter, letters))
            writer.row(*cells)


def _merged(lines: Sequence[Line]) -> list[_Sold]:
    found: dict[object, list[Line]] = {}
    for line in lines:
        same = tuple(
            (c.article, c.name, c.rate, c.unit_price, bool(c.discount), c.agency, c.voucher)
            for c in line.components
        )
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
            c.agency,
            c.voucher,
        )
        for index, c in enumerate(first.components)
    )
    return _Sold(Quantity(sum(line.quantity.thousandths for line in lines)), parts, first.take_away)

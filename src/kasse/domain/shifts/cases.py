"""What a day had beside plain sales, by what it was: vouchers, deposits, money moved, sales for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import Money
from kasse.domain.sales.receipt import Receipt


class CaseCount:
    """Adds up receipt by receipt."""

    def __init__(self) -> None:
        self._cases: dict[BusinessCase, list[int]] = {}
        self._agencies: Counter[int] = Counter()

    def add(self, receipt: Receipt) -> None:
        """Count a receipt that counts."""
        for case, cents in _special(receipt):
            entry = self._cases.setdefault(case, [0, 0])
            entry[0] += 1
            entry[1] += cents
        for line in receipt.lines:
            for c in line.components:
                if c.agency:
                    self._agencies[c.agency] += c.net_amount.cents

    def cases(self) -> tuple[tuple[BusinessCase, int, Money], ...]:
        """How often there was what, and what it came to."""
        return tuple((case, count, Money(cents)) for case, (count, cents) in sorted(self._cases.items()))

    def agencies(self) -> tuple[tuple[int, Money], ...]:
        """What was sold for each agency, by number."""
        return tuple((number, Money(cents)) for number, cents in sorted(self._agencies.items()))


def _special(receipt: Receipt) -> Iterator[tuple[BusinessCase, int]]:
    for line in receipt.lines:
        for c in line.components:
            if c.case is not BusinessCase.SALE:
                yield c.case, c.net_amount.cents
    for discount in receipt.discounts:
        if discount.case is not BusinessCase.DISCOUNT:
            yield discount.case, -discount.total.cents
    if receipt.movement is not None:
        yield receipt.movement, receipt.cash.cents

"""A bill: what one payer is going to pay, with discounts on the whole and a tip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.orders.line import Component, Line
from kasse.domain.refused import Refused
from kasse.domain.tax import Country, TaxRate, TaxSum, not_taxable, tax_sums


@dataclass(frozen=True, slots=True)
class BillDiscount:
    """What is taken off the whole, by rate: a discount spread by what the rates sell, a voucher that was taxed when
    it was sold, a down payment. `amounts` are positive.
    """

    name: str
    amounts: tuple[tuple[TaxRate, Money], ...]
    case: BusinessCase = BusinessCase.DISCOUNT
    reference: str = ""
    """Number of the voucher or down payment."""

    @property
    def total(self) -> Money:
        """What it takes off in all."""
        return Money.sum(amount for _, amount in self.amounts)


@dataclass(frozen=True, slots=True)
class Bill:
    """Lines (or shares of lines) of one table, discounts on the whole, and a tip for the staff."""

    lines: tuple[Line, ...]
    discounts: tuple[BillDiscount, ...] = ()
    tip: Money = ZERO

    def by_rate(self) -> Iterator[tuple[TaxRate, Money]]:
        """Every gross amount with its rate, without the tip."""
        for line in self.lines:
            for component in line.components:
                yield component.rate, component.net_amount
        for discount in self.discounts:
            for rate, amount in discount.amounts:
                yield rate, -amount

    @property
    def goods(self) -> Money:
        """What is to be paid without the tip."""
        return Money.sum(amount for _, amount in self.by_rate())

    @property
    def total(self) -> Money:
        """What is to be paid."""
        return self.goods + self.tip

    def taxes(self, country: Country) -> tuple[TaxSum, ...]:
        """The sums by rate; the tip stands under the rate for money that is not taxable."""
        amounts = list(self.by_rate())
        if self.tip:
            amounts.append((not_taxable(country), self.tip))
        return tax_sums(amounts)


def discountable(lines: Sequence[Line]) -> Money:
    """What of lines a discount on the whole can be reckoned on."""
    return Money.sum(c.net_amount for c in _bearing(lines))


def _bearing(lines: Sequence[Line]) -> Iterator[Component]:
    return (c for line in lines for c in line.components if c.can_be_discounted)


def _spread(name: str, lines: Sequence[Line], amount: Money) -> BillDiscount:
    gross: dict[TaxRate, int] = {}
    for c in _bearing(lines):
        gross[c.rate] = gross.get(c.rate, 0) + c.net_amount.cents
    rates = sorted(rate for rate, cents in gross.items() if cents > 0)
    shares = amount.split([gross[rate] for rate in rates])
    return BillDiscount(name, tuple(zip(rates, shares, strict=True)))


def discount_percent(lines: Sequence[Line], basis_points: int) -> BillDiscount:
    """A discount of so many hundredths of a percent on all that can be discounted.

    Raises:
        Refused: not between 0 and 100 %, or nothing to discount.
    """
    total = discountable(lines)
    if not 0 < basis_points <= 10_000 or total.cents <= 0:
        raise Refused("Ein Rabatt liegt zwischen 0 und 100 % und braucht einen Betrag.")
    whole, part = divmod(basis_points, 100)
    text = f"{whole}" + (f",{part:02d}".rstrip("0") if part else "")
    return _spread(f"Rabatt {text} %", lines, total.percent(basis_points))


def discount_amount(lines: Sequence[Line], amount: Money) -> BillDiscount:
    """A discount of an amount on all that can be discounted.

    Raises:
        Refused: nothing, or more than there is to pay for that.
    """
    total = discountable(lines)
    if not 0 < amount.cents <= total.cents:
        raise Refused(f"Der Rabatt muss zwischen 0,01 und {total} € liegen.")
    return _spread("Rabatt", lines, amount)

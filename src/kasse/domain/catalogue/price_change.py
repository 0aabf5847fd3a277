"""Many prices at once: by percent or by an amount, rounded to what stands on a card, seen before it is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kasse.domain.catalogue.articles import Article
from kasse.domain.catalogue.catalogue import Catalogue
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused

PARTS = 10_000
"""Of a cent: in these a raised price is exact, since percents are basis points."""
MOST_PERCENT = 100_000
"""Basis points: a price becomes at most eleven times what it was; a larger change is a slip of the finger."""
_PERCENT = re.compile(r"([+-]?)(\d{1,4})(?:[,.](\d{1,2}))?%", re.ASCII)


class Direction(StrEnum):
    """Where a price goes that does not lie on the grid."""

    NEAREST = "nearest"
    """To the nearer price, a half upwards."""
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rounding:
    """Prices are `ending` plus a multiple of `step`, both in cents: 10 and 0 for full ten cents, 100 and 90 for 4,90."""

    step: int = 1
    ending: int = 0
    direction: Direction = Direction.NEAREST

    def round(self, parts: int) -> Money:
        """The price on the grid for so many ten-thousandths of a cent.

        What lies on the grid stays. Never below zero: the lowest price of the grid then.
        """
        step, ending = self.step * PARTS, self.ending * PARTS
        over = (parts - ending) % step
        lower, upper = (parts - over) // PARTS, (parts - over + step) // PARTS
        if not over:
            return Money(lower)
        if lower < 0 or self.direction is Direction.UP:
            return Money(upper)
        if self.direction is Direction.DOWN or 2 * over < step:
            return Money(lower)
        return Money(upper)


ROUNDINGS = (
    Rounding(1),
    Rounding(5),
    Rounding(10),
    Rounding(50),
    Rounding(100),
    Rounding(100, 90),
    Rounding(100, 95),
    Rounding(100, 99),
)
"""To choose from."""


@dataclass(frozen=True, slots=True)
class Raise:
    """By how much prices go up, or down where it is negative: basis points of the price, or an amount."""

    basis_points: int = 0
    amount: Money = ZERO

    @staticmethod
    def parse(text: str) -> Raise:
        """Read what a person types: "5 %", "-3,5 %", "0,20 €", "−0,50 €".

        Raises:
            Refused: neither, both, or far too much.
        """
        bare = "".join(text.split()).replace("−", "-")
        if match := _PERCENT.fullmatch(bare):
            sign, whole, part = match.groups()
            points = int(whole) * 100 + int((part or "").ljust(2, "0"))
            if points > MOST_PERCENT or (sign == "-" and points >= 10_000):
                raise Refused("Preise steigen um höchstens 1000 % und sinken um weniger als 100 %.")
            return Raise(basis_points=-points if sign == "-" else points)
        if not bare.endswith("€"):
            raise Refused("Bitte mit % oder € angeben, etwa „5 %“, „−3,5 %“ oder „0,20 €“.")
        return Raise(amount=Money.parse(bare.removeprefix("+")))

    def of(self, price: Money) -> int:
        """The price after it in ten-thousandths of a cent, so that it is rounded only once; may be negative."""
        return price.cents * (PARTS + self.basis_points) + self.amount.cents * PARTS

    def __str__(self) -> str:
        """German: "+5 %", "−0,50 €"."""
        if self.amount:
            return f"{'+' if self.amount > ZERO else ''}{self.amount} €"
        whole, part = divmod(abs(self.basis_points), 100)
        sign = "−" if self.basis_points < 0 else "+"
        return f"{sign}{whole}" + (f",{part:02d}".rstrip("0") if part else "") + " %"


@dataclass(frozen=True, slots=True)
class PriceChange:
    """From the prices of level `source`, raised and rounded, come those of level `target`."""

    source: int
    target: int
    by: Raise
    rounding: Rounding = ROUNDINGS[0]


@dataclass(frozen=True, slots=True)
class NewPrice:
    """What becomes of one article. `old` None: the level had no price of its own."""

    article: int
    old: Money | None
    new: Money
    before: Money
    """What the level cost before, be it by price 1."""

    @property
    def difference(self) -> Money:
        """How much dearer it is; negative: cheaper."""
        return self.new - self.before


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do. `left_out`: articles that it cannot be done for, with the reason in German."""

    prices: tuple[NewPrice, ...]
    same: int
    """Articles whose price stays as it is."""
    left_out: tuple[tuple[int, str], ...]


def preview(catalogue: Catalogue, articles: Iterable[Article], change: PriceChange) -> Preview:
    """What the change would do to these articles. No price below zero, and none that is zero and must not be."""
    prices, left_out, same = [], [], 0
    for article in articles:
        found = _new_price(catalogue, article, change)
        if isinstance(found, str):
            left_out.append((article.number, found))
        elif found.new == found.old:
            same += 1
        else:
            prices.append(found)
    return Preview(tuple(prices), same, tuple(left_out))


def _new_price(catalogue: Catalogue, article: Article, change: PriceChange) -> NewPrice | str:
    """The new price, or why there is none."""
    old = article.prices[change.target - 1] if change.target <= len(article.prices) else None
    if article.function is not None or article.open_price:
        return "hat keinen festen Preis"
    if old is None and change.source == change.target:
        return f"hat in Ebene {change.target} keinen eigenen Preis"
    try:
        source = article.price(change.source, fill=catalogue.fills_levels)
        before = article.price(change.target, fill=True)
    except Refused:
        return f"hat in Ebene {change.source} keinen Preis"
    raised = change.by.of(source)
    if raised < 0:
        return "würde weniger als 0,00 kosten"
    new = change.rounding.round(raised)
    if not new and source and not article.zero_allowed:
        return "würde nichts mehr kosten"
    return NewPrice(article.number, old, new, before)


@dataclass(frozen=True, slots=True)
class Bin:
    """So many prices change by more than `above` and at most `upto`; both the same: by exactly that."""

    above: Money
    upto: Money
    count: int


_WIDTHS = (1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 1_000_000, 100_000_000)


def bins(prices: Iterable[NewPrice], most: int = 7) -> tuple[Bin, ...]:
    """How many prices change by how much, in at most so many steps of one round width, the lowest first."""
    found = sorted(price.difference.cents for price in prices)
    for width in _WIDTHS:
        counts: dict[int, int] = {}
        for cents in found:
            upto = -(-cents // width) * width
            counts[upto] = counts.get(upto, 0) + 1
        if len(counts) <= most:
            break
    above = width if width > 1 else 0
    return tuple(Bin(Money(upto - above), Money(upto), count) for upto, count in sorted(counts.items()))

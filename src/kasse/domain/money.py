"""Amounts of money: whole cents, one place that rounds, sums that never lose a cent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kasse.domain.refused import Refused


def divide_half_away(numerator: int, denominator: int) -> int:
    """The whole number nearest to the quotient; a half goes away from zero (kaufmännisch)."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def share_out(cents: int, weights: Sequence[int]) -> list[int]:
    """Split `cents` by non-negative weights so that the shares add up; the largest remainders take the odd ones.

    A negative sum is shared like the positive one with reversed signs, so a counter-booking meets its original.

    Raises:
        ValueError: a negative weight, or none that is positive.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative and at least one must be positive")
    if cents < 0:
        return [-share for share in share_out(-cents, weights)]
    shares = [divmod(cents * weight, total) for weight in weights]
    odd = cents - sum(floor for floor, _ in shares)
    order = sorted(range(len(shares)), key=lambda i: -shares[i][1])
    lucky = set(order[:odd])
    return [floor + (i in lucky) for i, (floor, _) in enumerate(shares)]


# Points only where they part thousands before a comma ("1.5,00" is a slip of the finger), or for the comma itself.
_TYPED = re.compile(r"([+-]?)(\d{1,9}(?:[.,]\d{0,2})?|[.,]\d{1,2}|\d{1,3}(?:\.\d{3}){1,2},\d{0,2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in the shop's currency, in cents. Foreign cash is a tender with a rate, not Money."""

    cents: int

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def times(self, numerator: int, denominator: int = 1) -> Money:
        """Scale by a ratio of whole numbers and round once, half away from zero."""
        return Money(divide_half_away(self.cents * numerator, denominator))

    def percent(self, basis_points: int) -> Money:
        """The share of `basis_points` hundredths of a percent, rounded once."""
        return self.times(basis_points, 10_000)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Share out without losing a cent; the largest remainders take the odd ones."""
        return [Money(cents) for cents in share_out(self.cents, weights)]

    @staticmethod
    def sum(amounts: Iterable[Money]) -> Money:
        """The sum, 0 for none."""
        return Money(sum(amount.cents for amount in amounts))

    @staticmethod
    def parse(text: str) -> Money:
        """Read what a person types: "12", "12,5", "1.234,50", "-3,00", with or without €.

        Raises:
            Refused: the text is no amount.
        """
        bare = text.strip().removesuffix("€").strip().replace("−", "-")
        match = _TYPED.fullmatch(bare)
        if match is None:
            raise Refused(f"„{text}“ ist kein Betrag. Bitte in der Form 12,50 eingeben.")
        sign, digits = match.groups()
        if "," in digits:
            digits = digits.replace(".", "").replace(",", ".")
        euros, _, cents = digits.partition(".")
        amount = int(euros or 0) * 100 + int(cents.ljust(2, "0"))
        return Money(-amount if sign == "-" else amount)

    def __str__(self) -> str:
        """German and without currency: 1.486,20 and −1,00 (with the real minus sign)."""
        euros, cents = divmod(abs(self.cents), 100)
        text = f"{euros:,}".replace(",", ".") + f",{cents:02d}"
        return f"−{text}" if self.cents < 0 else text


ZERO = Money(0)

"""Quantities: whole thousandths of a piece, kilogram, litre or hour."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kasse.domain.money import Money, divide_half_away
from kasse.domain.refused import Refused

_FRACTION = re.compile(r"([+-]?)(\d{1,4})/(\d{1,4})", re.ASCII)
_DECIMAL = re.compile(r"([+-]?)(\d{1,6}(?:[.,]\d{0,3})?|[.,]\d{1,3})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """How much, in thousandths: 1 piece is Quantity(1000)."""

    thousandths: int

    @staticmethod
    def of(pieces: int) -> Quantity:
        """A whole number of pieces."""
        return Quantity(pieces * 1000)

    @staticmethod
    def parse(text: str) -> Quantity:
        """Read what a person types: "2", "0,5", "1,250", "1/3" (to the nearest thousandth).

        Raises:
            Refused: the text is no quantity.
        """
        bare = text.strip().replace("−", "-")
        if (fraction := _FRACTION.fullmatch(bare)) and int(fraction[3]):
            sign = fraction[1]
            thousandths = divide_half_away(int(fraction[2]) * 1000, int(fraction[3]))
        elif decimal := _DECIMAL.fullmatch(bare):
            sign = decimal[1]
            whole, _, part = decimal[2].replace(",", ".").partition(".")
            thousandths = int(whole or 0) * 1000 + int(part.ljust(3, "0"))
        else:
            raise Refused(f"„{text}“ ist keine Menge. Bitte in der Form 2 oder 0,5 eingeben.")
        return Quantity(-thousandths if sign == "-" else thousandths)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths + other.thousandths)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths - other.thousandths)

    def __neg__(self) -> Quantity:
        return Quantity(-self.thousandths)

    def __bool__(self) -> bool:
        return self.thousandths != 0

    def price(self, unit_price: Money) -> Money:
        """What this much costs at a price for one, rounded once."""
        if self.thousandths % 1000 == 0:
            return Money(unit_price.cents * (self.thousandths // 1000))
        return unit_price.times(self.thousandths, 1000)

    def __str__(self) -> str:
        """German, with as few decimals as possible: 2, 0,5, −1,25."""
        whole, part = divmod(abs(self.thousandths), 1000)
        text = f"{whole}" + (f",{part:03d}".rstrip("0") if part else "")
        return f"−{text}" if self.thousandths < 0 else text


ONE = Quantity(1000)
NONE = Quantity(0)

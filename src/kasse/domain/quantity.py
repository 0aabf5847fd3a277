"""Quantities: whole thousandths of a piece, kilogram, litre or hour."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.domain.money import Money
from kasse.domain.refused import Refused


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
        sign = -1 if bare.startswith("-") else 1
        bare = bare.lstrip("+-")
        top, slash, bottom = bare.partition("/")
        if slash and top.isdigit() and bottom.isdigit() and int(bottom) and len(bare) <= 9:
            return Quantity(sign * Money(int(top) * 1000).times(1, int(bottom)).cents)
        whole, _, part = bare.replace(",", ".").partition(".")
        if not (whole + part).isascii() or not (whole + part).isdigit() or len(part) > 3 or len(whole) > 6:
            raise Refused(f"„{text}“ ist keine Menge. Bitte in der Form 2 oder 0,5 eingeben.")
        return Quantity(sign * (int(whole or 0) * 1000 + int(part.ljust(3, "0"))))

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

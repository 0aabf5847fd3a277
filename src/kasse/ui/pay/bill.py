"""The bill of the chosen guest while it is being paid: shares, discount, tip, what is given so far, what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.sales import Bill, BillDiscount, Tender, discount_amount, discount_percent


@dataclass(frozen=True, slots=True)
class WholeDiscount:
    """A discount on all that one guest pays: so many hundredths of a percent, or an amount."""

    basis_points: int = 0
    amount: Money = ZERO

    def on(self, lines: Sequence[Line]) -> BillDiscount:
        """The discount on these lines.

        Raises:
            Refused: more than there is to pay.
        """
        if self.basis_points:
            return discount_percent(lines, self.basis_points)
        return discount_amount(lines, self.amount)


@dataclass(frozen=True, slots=True)
class Paying:
    """Everything that one payer's bill depends on besides his lines."""

    tip: Money = ZERO
    discount: WholeDiscount | None = None
    tenders: tuple[Tender, ...] = ()
    typed: str = ""

    def bill(self, lines: Sequence[Line]) -> Bill:
        """The bill over these lines.

        Raises:
            Refused: the discount does not fit them.
        """
        discounts = (self.discount.on(lines),) if self.discount is not None else ()
        return Bill(tuple(lines), discounts, self.tip)

    @property
    def given(self) -> Money:
        """What is on the table so far."""
        return Money.sum(tender.worth for tender in self.tenders)

    @property
    def amount_typed(self) -> Money | None:
        """The sum on the pad.

        Raises:
            Refused: it is none.
        """
        return Money.parse(self.typed) if self.typed else None


def typed_amount(before: str, sign: str) -> str:
    """The sum on the pad after one more key; a comma has two places behind it at most."""
    if sign == "C":
        return ""
    if sign == "back":
        return before[:-1]
    whole, comma, cents = before.partition(",")
    if sign == ",":
        return before if comma else f"{before or '0'},"
    if comma:
        return before + sign if sign.isdigit() and len(cents) < 2 else before
    return (whole + sign).lstrip("0") if sign.isdigit() and len(whole) < 6 else before

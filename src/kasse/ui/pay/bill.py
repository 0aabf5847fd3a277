"""The bill of the chosen guest while it is being paid: shares, discount, tip, what is given so far, what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kasse.domain.catalogue import Catalogue
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.sales import (
    Bill,
    BillDiscount,
    Tender,
    allowed_lines,
    discount_amount,
    discount_percent,
    discountable,
)


@dataclass(frozen=True, slots=True)
class WholeDiscount:
    """A discount on all that one guest pays: so many hundredths of a percent, or an amount."""

    basis_points: int = 0
    amount: Money = ZERO

    def on(self, lines: Sequence[Line], catalogue: Catalogue) -> BillDiscount | None:
        """The discount on these lines, never more than what can be discounted costs; None where that is nothing.

        Raises:
            Refused: more than 100 %.
        """
        lines = allowed_lines(lines, catalogue, self.basis_points)
        total = discountable(lines)
        if total <= ZERO:
            return None
        if self.basis_points:
            return discount_percent(lines, self.basis_points)
        return discount_amount(lines, min(self.amount, total))


@dataclass(frozen=True, slots=True)
class Paying:
    """Everything that one payer's bill depends on besides his lines."""

    tip: Money = ZERO
    discount: WholeDiscount | None = None
    set_offs: tuple[BillDiscount, ...] = ()
    """Vouchers and down payments that were taxed when they were sold; reckoned on the lines as they are."""
    tenders: tuple[Tender, ...] = ()
    typed: str = ""

    def bill(self, lines: Sequence[Line], catalogue: Catalogue) -> Bill:
        """The bill over these lines.

        Raises:
            Refused: the discount is more than 100 %.
        """
        off = None if self.discount is None else self.discount.on(lines, catalogue)
        return Bill(tuple(lines), (*(() if off is None else (off,)), *self.set_offs), self.tip)

    @property
    def given(self) -> Money:
        """What is on the table so far."""
        return Money.sum(tender.worth for tender in self.tenders)

    @property
    def begun(self) -> bool:
        """Whether somebody has given something: from then on lines and discount stay as they are."""
        return bool(self.tenders or self.set_offs)

    @property
    def amount_typed(self) -> Money | None:
        """The sum on the pad; None: nothing is typed, or only zeros."""
        return (Money.parse(self.typed) or None) if self.typed else None

    @property
    def count_typed(self) -> int:
        """The number on the pad where it is a small one; 0 for none."""
        return int(self.typed) if self.typed.isdigit() and len(self.typed) <= 2 else 0


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

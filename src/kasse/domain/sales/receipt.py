"""The receipt: a complete copy of what was sold, taxed and paid, with a number that is never used again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import ZERO, Money
from kasse.domain.orders.line import Line
from kasse.domain.refused import Refused
from kasse.domain.sales.bill import Bill, BillDiscount
from kasse.domain.sales.payments import Payment
from kasse.domain.tax import TaxSum, gross_of


class ReceiptKind(StrEnum):
    """What a receipt stands for."""

    SALE = "sale"
    REVERSAL = "reversal"
    """The counter-receipt that takes an earlier receipt back (Rechnungskorrektur)."""
    CASH = "cash"
    """Money put into or taken out of the drawer without a sale."""
    INTERNAL = "internal"
    """Goods for staff, own use, a meeting: written down, not paid."""
    TEST = "test"
    """A receipt over nothing that shows that the signing device works (commissioning)."""


class ReferenceKind(StrEnum):
    """What a receipt refers to (DSFinV-K REF_TYP)."""

    INVOICE = "invoice"
    DELIVERY_NOTE = "delivery_note"
    RECEIPT = "receipt"
    """An earlier receipt of this till, `text` is its number."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that a receipt refers to. `name` says what it is, for OTHER only."""

    kind: ReferenceKind
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A numbered receipt. It copies all it shows, so that no later change reaches back.

    `taxes` add up to the sum of lines, discounts, tip and `cash`; so do `payments`, except for internal receipts,
    which have none. Numbers are gapless per terminal over all kinds.
    """

    terminal: int
    number: int
    kind: ReceiptKind
    business_date: date
    issued_at: datetime
    operator: int
    operator_name: str
    taxes: tuple[TaxSum, ...]
    payments: tuple[Payment, ...]
    lines: tuple[Line, ...] = ()
    discounts: tuple[BillDiscount, ...] = ()
    tip: Money = ZERO
    cash: Money = ZERO
    """For money without a sale: how much came in (negative: went out); in cash unless `payments` say otherwise."""
    reason: str = ""
    """For a cash movement or reversal: why. For an internal receipt: the account (and why it is taken back)."""
    table: int | None = None
    table_label: str = ""
    first_ordered_at: datetime | None = None
    reverses: int | None = None
    payer: str = ""
    training: bool = False
    movement: BusinessCase | None = None
    """For money without a sale: what it stands for; None: cash in or out, by its sign."""
    customer: Customer | None = None
    references: tuple[Reference, ...] = ()

    @property
    def total(self) -> Money:
        """What the receipt amounts to, tip included."""
        return gross_of(self.taxes)

    @property
    def turnover(self) -> Money:
        """What of it the house earns: without tip, money moved, vouchers that are money, and what is sold for others."""
        aside = sum(c.net_amount.cents for line in self.lines for c in line.components if not c.is_turnover)
        return Money(self.total.cents - self.tip.cents - self.cash.cents - aside)

    @property
    def change(self) -> Money:
        """What went back to the guest in own cash."""
        extra = Money.sum(-p.amount for p in self.payments if p.amount.cents < 0 and p.given == p.amount)
        given_back = Money.sum(p.change for p in self.payments)
        return given_back + (extra if self.kind is ReceiptKind.SALE else ZERO)

    @property
    def bill(self) -> Bill:
        """The receipt as the bill that it settles."""
        return Bill(self.lines, self.discounts, self.tip)


def counter_receipt(
    original: Receipt,
    *,
    number: int,
    terminal: int,
    business_date: date,
    issued_at: datetime,
    operator: int,
    operator_name: str,
    reason: str,
) -> Receipt:
    """The receipt that takes `original` back: goods and payment with reversed signs.

    It reverses the printed sums as they were, so both together are zero at every rate. What went to an internal
    account is taken back from it: that was never turnover, and its reversal is none.

    Raises:
        Refused: the original is itself a reversal, or a test.
    """
    if original.kind in {ReceiptKind.REVERSAL, ReceiptKind.TEST} or original.reverses is not None:
        raise Refused(f"Beleg {original.number} ist selbst ein Storno oder Test und wird nicht storniert.")
    return Receipt(
        terminal=terminal,
        number=number,
        kind=ReceiptKind.INTERNAL if original.kind is ReceiptKind.INTERNAL else ReceiptKind.REVERSAL,
        business_date=business_date,
        issued_at=issued_at,
        operator=operator,
        operator_name=operator_name,
        taxes=tuple(TaxSum(t.rate, -t.gross, -t.net, -t.tax) for t in original.taxes),
        payments=tuple(p.negated() for p in original.payments),
        lines=tuple(line.negated() for line in original.lines),
        discounts=tuple(
            replace(d, amounts=tuple((rate, -amount) for rate, amount in d.amounts))
            for d in original.discounts
        ),
        tip=-original.tip,
        cash=-original.cash,
        reason=f"{original.reason}: {reason}" if original.kind is ReceiptKind.INTERNAL else reason,
        table=original.table,
        table_label=original.table_label,
        first_ordered_at=original.first_ordered_at,
        reverses=original.number,
        payer=original.payer,
        training=original.training,
        movement=original.movement,
        customer=original.customer,
        references=original.references,
    )

"""Vouchers, down payments and receivables: what receipts make of them, and what is left to be set off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kasse.domain.business import PaymentKind
from kasse.domain.business_case import CASE_NAMES, BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.refused import Refused
from kasse.domain.sales.bill import Bill, BillDiscount
from kasse.domain.sales.receipt import Receipt, ReceiptKind, ReferenceKind
from kasse.domain.tax import TaxRate

SET_OFF: Mapping[BusinessCase, BusinessCase] = {
    BusinessCase.SINGLE_VOUCHER_SOLD: BusinessCase.SINGLE_VOUCHER_REDEEMED,
    BusinessCase.DOWN_PAYMENT: BusinessCase.DOWN_PAYMENT_SET_OFF,
}
"""How what was taxed when it was paid lowers a later bill."""
_MADE_BY = {after: before for before, after in SET_OFF.items()}


@dataclass(frozen=True, slots=True)
class VoucherChange:
    """What a receipt does to a voucher, down payment or receivable: signed amounts, which later receipts add to.

    `case` is the one that makes such a voucher, `rate` None for what is not taxed yet.
    """

    number: str
    case: BusinessCase
    rate: TaxRate | None
    sold: Money
    balance: Money

    def negated(self) -> VoucherChange:
        """What undoes it."""
        return replace(self, sold=-self.sold, balance=-self.balance)


def receivable_number(terminal: int, receipt: int) -> str:
    """Under which number a sale on account waits for its payment: that of its receipt.

    It holds a blank, so that no number of a voucher can be the same.
    """
    return f"Beleg {terminal}-{receipt}"


def receivable_receipt(number: str) -> tuple[int, int]:
    """Till and number of the receipt that waits under such a number."""
    terminal, _, receipt = number.removeprefix("Beleg ").partition("-")
    return int(terminal), int(receipt)


def changes_of(receipt: Receipt) -> Iterator[VoucherChange]:
    """What a receipt does to vouchers, in the order of its lines. Training and internal receipts do nothing."""
    if receipt.training or receipt.kind is ReceiptKind.INTERNAL:
        return
    for line in receipt.lines:
        for c in line.components:
            if c.voucher:
                rate = None if c.case is BusinessCase.MULTI_VOUCHER_SOLD else c.rate
                yield VoucherChange(c.voucher, c.case, rate, c.amount, c.amount)
    for discount in receipt.discounts:
        if discount.case in _MADE_BY:
            for rate, amount in discount.amounts:
                yield VoucherChange(discount.reference, _MADE_BY[discount.case], rate, ZERO, -amount)
    for p in receipt.payments:
        if p.kind is PaymentKind.VOUCHER:
            yield VoucherChange(p.reference, BusinessCase.MULTI_VOUCHER_SOLD, None, ZERO, -p.amount)
        elif p.kind is PaymentKind.ACCOUNT:
            number = receivable_number(receipt.terminal, receipt.reverses or receipt.number)
            yield VoucherChange(number, BusinessCase.RECEIVABLE, None, p.amount, p.amount)
    if receipt.movement is BusinessCase.RECEIVABLE_PAID:
        yield VoucherChange(_paid_for(receipt), BusinessCase.RECEIVABLE, None, ZERO, -receipt.cash)


def redeemed(receipt: Receipt) -> tuple[str, ...]:
    """The numbers of vouchers and down payments that a receipt takes from, each once."""
    paid = [p.reference for p in receipt.payments if p.kind is PaymentKind.VOUCHER]
    set_off_ = [d.reference for d in receipt.discounts if d.case in _MADE_BY]
    return tuple(dict.fromkeys((*paid, *set_off_)))


def _paid_for(receipt: Receipt) -> str:
    """The number of the receivable that a payment settles: of this till, or as printed of another one."""
    for reference in receipt.references:
        if reference.kind is ReferenceKind.RECEIPT:
            return receivable_number(receipt.terminal, int(reference.text))
        if reference.kind is ReferenceKind.OTHER:
            return f"Beleg {reference.text}"
    raise ValueError(f"receipt {receipt.number} does not say what is paid")


def set_off(
    lines: Sequence[Line],
    discounts: Sequence[BillDiscount],
    number: str,
    case: BusinessCase,
    rate: TaxRate,
    balance: Money,
) -> BillDiscount:
    """A single-purpose voucher or down payment as what it takes off a bill: at its own rate, as much as there is.

    Raises:
        Refused: nothing on the bill is taxed at that rate, or nothing is left of it.
    """
    name = f"{CASE_NAMES[case]} {number}"
    if balance <= ZERO:
        raise Refused(f"{name} ist schon verbraucht.")
    at_rate = Money.sum(
        amount for each, amount in Bill(tuple(lines), tuple(discounts)).by_rate() if each == rate
    )
    if at_rate <= ZERO:
        raise Refused(f"{name} gilt für {rate} MwSt., und dazu ist hier nichts zu zahlen.")
    return BillDiscount(name, ((rate, min(balance, at_rate)),), SET_OFF[case], number)

"""A wrong way to pay put right: the receipt is reversed, and a new one over the same goods names the right way."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt, ReceiptKind, Reference, ReferenceKind, Tender, changes_of, settle
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act, Series
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.sign_receipt import begin_receipt, sign_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed, Till

REASON = "Falsche Zahlungsart"
_NO_MONEY = frozenset({PaymentKind.VOUCHER, PaymentKind.ACCOUNT, PaymentKind.ROOM})
_NEW_RECEIPT = "new receipt"
"""Makes the key of the second booking out of that of the first."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What came of it: the counter-receipt, and the receipt that takes the place of the wrong one."""

    reversal: Paid
    paid: Paid

    @property
    def changed(self) -> Changed:
        """What screens have to look at again."""
        return self.reversal.changed | self.paid.changed


def other_ways(till: Till, receipt: Receipt) -> tuple[PaymentMethod, ...]:
    """The methods that a receipt can be booked with instead: own money, none that it was paid with alone."""
    codes = {payment.code for payment in receipt.payments}
    return tuple(
        method
        for method in till.house.payment_methods.values()
        if method.active and not method.currency and method.kind not in _NO_MONEY and codes != {method.code}
    )


def not_changeable(receipt: Receipt) -> str:
    """Why the way that a receipt was paid cannot be put right; empty if it can. A sentence for the cashier."""
    number = receipt.number
    if receipt.kind is not ReceiptKind.SALE or receipt.reverses is not None or not receipt.lines:
        return f"Beleg {number} ist kein Verkauf."
    if receipt.total.cents <= 0:
        return f"Mit Beleg {number} wurde nichts bezahlt."
    if any(payment.kind in _NO_MONEY for payment in receipt.payments) or any(
        True for _ in changes_of(receipt)
    ):
        return (
            f"An Beleg {number} hängt ein Gutschein, eine offene Rechnung oder ein Zimmer. Bitte stornieren und neu "
            "kassieren."
        )
    return ""


def change_payment(
    till: Till, operator: Operator, number: int, code: str, *, key: UUID | None = None
) -> Corrected:
    """Book a sale anew as paid in one sum by the method with that code. Both receipts are signed and printed.

    They are two acts, since each receipt has one of its own. If only the first was booked, the same deed once more books
    the second, with whatever key.

    Raises:
        Refused: no right, no such receipt or method, not a sale, vouchers or an open account in it, reversed already.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.REVERSAL)
    first = key or uuid4()
    second = uuid5(first, _NEW_RECEIPT)
    try:
        original = till.books.receipt(number).receipt
    except KeyError:
        raise Refused(f"Einen Beleg {number} gibt es an dieser Kasse nicht.") from None
    if why := not_changeable(original):
        raise Refused(why)
    method = till.house.payment_method(code)
    if method not in other_ways(till, original):
        raise Refused(f"Beleg {number} lässt sich nicht auf „{method.name}“ ändern. Bitte anders wählen.")
    payments, _ = settle(original.total, [Tender(method, original.total)], till.own_cash())
    reversal = _reversed(till, operator, original, first)
    at = till.now()

    def compose(act: Act, new_number: int) -> Receipt:
        return Receipt(
            terminal=till.terminal.number,
            number=new_number,
            kind=ReceiptKind.SALE,
            business_date=act.business_date,
            issued_at=at,
            operator=operator.number,
            operator_name=operator.name,
            taxes=original.taxes,
            payments=payments,
            lines=original.lines,
            discounts=original.discounts,
            tip=original.tip,
            # No table: what was sold is settled there already.
            table_label=original.table_label,
            first_ordered_at=original.first_ordered_at,
            payer=original.payer,
            training=operator.training,
            customer=original.customer,
            references=(Reference(ReferenceKind.RECEIPT, str(number)),),
        )

    draft = begin_receipt(till, operator, compose, key=second)
    return Corrected(reversal, Paid(draft.receipt, sign_receipt(till, draft)))


def _reversed(till: Till, operator: Operator, original: Receipt, key: UUID) -> Paid:
    """The counter-receipt, booked now or by an earlier try that did not come to its end.

    Raises:
        Refused: it was reversed for another reason, or is put right already.
    """
    earlier = till.books.reversal_of(original.number)
    if earlier is None:
        return reverse_receipt(till, operator, original.number, REASON, key=key)
    stored = till.books.receipt(earlier)
    if till.books.booked(key) is None and (
        stored.receipt.reason != REASON or _is_replaced(till, original.number, earlier)
    ):
        raise Refused(f"Beleg {original.number} ist schon storniert, mit Beleg {earlier}.")
    return Paid(stored.receipt, stored.secured)


def _is_replaced(till: Till, number: int, reversal: int) -> bool:
    named = Reference(ReferenceKind.RECEIPT, str(number))
    later = till.books.receipts_between(reversal + 1, till.books.last_number(Series.RECEIPT))
    return any(receipt.kind is ReceiptKind.SALE and named in receipt.references for receipt in later)

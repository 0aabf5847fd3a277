"""Money into or out of the drawer without a sale: float, hand-over, pay-out."""

from __future__ import annotations

from uuid import UUID

from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.domain.sales.payments import Payment
from kasse.domain.staff import Operator, Right
from kasse.domain.tax import not_taxable, tax_sum
from kasse.ports.books import Act
from kasse.usecases.sign_receipt import begin_receipt, sign_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till


def move_cash(till: Till, operator: Operator, amount: Money, reason: str, *, key: UUID | None = None) -> Paid:
    """Book own cash into the drawer (positive) or out of it (negative), with a signed receipt.

    Raises:
        Refused: no right, nothing, no reason.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.CASH)
    if not amount:
        raise Refused("Bitte einen Betrag eingeben.")
    if not reason.strip():
        raise Refused("Bitte angeben, wofür das Geld ist.")
    cash = till.own_cash()
    payment = Payment(cash.code, cash.name, cash.kind, amount, amount)
    return _book(till, operator, ReceiptKind.CASH, amount, (payment,), reason.strip(), key)


def commission(till: Till, operator: Operator, *, key: UUID | None = None) -> Paid:
    """Have a receipt over nothing signed, to show that the signing device works (Inbetriebnahme).

    Raises:
        Refused: no right.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.SETTINGS)
    return _book(till, operator, ReceiptKind.TEST, ZERO, (), "Inbetriebnahme", key)


def _book(
    till: Till,
    operator: Operator,
    kind: ReceiptKind,
    amount: Money,
    payments: tuple[Payment, ...],
    reason: str,
    key: UUID | None,
) -> Paid:
    at = till.now()

    def compose(act: Act, number: int) -> Receipt:
        return Receipt(
            terminal=till.terminal.number,
            number=number,
            kind=kind,
            business_date=act.business_date,
            issued_at=at,
            operator=operator.number,
            operator_name=operator.name,
            taxes=(tax_sum(not_taxable(till.catalogue.country), amount),),
            payments=payments,
            cash=amount,
            reason=reason,
            training=operator.training,
        )

    draft = begin_receipt(till, operator, compose, key=key)
    return Paid(draft.receipt, sign_receipt(till, draft))

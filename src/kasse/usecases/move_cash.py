"""Money without a sale: floats, hand-overs, pay-outs, and receivables that are paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kasse.domain.business import PaymentKind
from kasse.domain.business_case import CASE_NAMES, MOVES, MOVES_IN, MOVES_OUT, BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.sales import (
    Receipt,
    ReceiptKind,
    Reference,
    ReferenceKind,
    Tender,
    receivable_number,
    settle,
)
from kasse.domain.sales.payments import Payment
from kasse.domain.staff import Operator, Right
from kasse.domain.tax import not_taxable, tax_sum
from kasse.ports.books import Act
from kasse.usecases.sign_receipt import begin_receipt, sign_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that comes (positive) or goes without a sale, and what it stands for (None: cash in or out)."""

    amount: Money
    reason: str
    case: BusinessCase | None = None
    kind: ReceiptKind = ReceiptKind.CASH
    payments: tuple[Payment, ...] | None = None
    """None: own cash."""
    references: tuple[Reference, ...] = ()


def move_cash(
    till: Till,
    operator: Operator,
    amount: Money,
    reason: str = "",
    *,
    movement: BusinessCase | None = None,
    key: UUID | None = None,
) -> Paid:
    """Book own cash into the drawer (positive) or out of it (negative), with a signed receipt.

    `movement` says what it stands for (one of `business_case.MOVES`); its name is the reason unless one is given.

    Raises:
        Refused: no right, nothing, no reason, a movement that goes the other way.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.CASH)
    if not amount:
        raise Refused("Bitte einen Betrag eingeben.")
    words = reason.strip() or ("" if movement is None else CASE_NAMES[movement])
    if not words:
        raise Refused("Bitte angeben, wofür das Geld ist.")
    if movement is not None and movement not in MOVES:
        raise Refused(f"„{CASE_NAMES[movement]}“ ist keine Ein- oder Auszahlung.")
    if movement in (MOVES_OUT if amount > ZERO else MOVES_IN):
        way = "aus" if amount > ZERO else "ein"
        raise Refused(f"„{words}“ wird {way}gezahlt. Bitte den Betrag mit dem anderen Vorzeichen buchen.")
    return book_movement(till, operator, Movement(amount, words, movement), key=key)


def pay_receivable(
    till: Till,
    operator: Operator,
    number: str,
    tenders: Sequence[Tender],
    *,
    amount: Money | None = None,
    key: UUID | None = None,
) -> Paid:
    """Take the money for what was sold on account before: the whole of what is open, or `amount` of it.

    `number` is that of the receipt, as printed ("1-4711") or without the till's ("4711").

    Raises:
        Refused: no right, nothing open under that number, too little given, another promise to pay instead of money.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.PAY)
    terminal, receipt = _named_receipt(till, number)
    printed = f"{terminal}-{receipt}"
    found = till.books.voucher(receivable_number(terminal, receipt))
    if found is None or found.case is not BusinessCase.RECEIVABLE or not found.balance:
        raise Refused(f"Zu Beleg {printed} ist nichts offen. Bitte die Nummer prüfen.")
    due = found.balance if amount is None else amount
    if not ZERO < due <= found.balance:
        raise Refused(
            f"Zu Beleg {printed} sind {found.balance} € offen. Bitte einen Betrag bis dahin eingeben."
        )
    if any(tender.method.kind in (PaymentKind.ACCOUNT, PaymentKind.ROOM) for tender in tenders):
        raise Refused("Eine offene Rechnung wird mit Geld bezahlt. Bitte eine andere Zahlungsart wählen.")
    payments, _change = settle(due, tenders, till.own_cash())
    if terminal == till.terminal.number:
        reference = Reference(ReferenceKind.RECEIPT, str(receipt))
    else:
        reference = Reference(ReferenceKind.OTHER, printed, "Beleg")
    reason = f"{CASE_NAMES[BusinessCase.RECEIVABLE_PAID]}: Beleg {printed}"
    movement = Movement(due, reason, BusinessCase.RECEIVABLE_PAID, payments=payments, references=(reference,))
    return book_movement(till, operator, movement, key=key)


def _named_receipt(till: Till, number: str) -> tuple[int, int]:
    terminal, _, receipt = number.strip().rpartition("-")
    digits = (terminal or str(till.terminal.number), receipt)
    if not all(part.isascii() and part.isdigit() and len(part) < 12 for part in digits):
        raise Refused("Bitte die Nummer des Belegs in der Form 1-4711 eingeben.")
    return int(digits[0]), int(digits[1])


def commission(till: Till, operator: Operator, *, key: UUID | None = None) -> Paid:
    """Have a receipt over nothing signed, to show that the signing device works (Inbetriebnahme).

    Raises:
        Refused: no right.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.SETTINGS)
    test = Movement(ZERO, "Inbetriebnahme", kind=ReceiptKind.TEST, payments=())
    return book_movement(till, operator, test, key=key)


def book_movement(
    till: Till,
    operator: Operator,
    movement: Movement,
    *,
    whose: tuple[int, str] | None = None,
    quiet: bool = False,
    key: UUID | None = None,
) -> Paid:
    """Book and sign money without a sale; who may do it has been checked.

    `whose`: number and name of the operator whose cash it is, if not of the one who does it. `quiet`: no paper comes
    out and the drawer stays shut.

    Raises:
        Refused: less is left of a receivable or voucher than is to be booked.
        BooksError: it could not be written; look the key up before trying again.
    """
    at, cash = till.now(), till.own_cash() if movement.payments is None else None
    number_of, name = whose or (operator.number, operator.name)
    payments = movement.payments or ()
    if cash is not None:
        payments = (Payment(cash.code, cash.name, cash.kind, movement.amount, movement.amount),)

    def compose(act: Act, number: int) -> Receipt:
        return Receipt(
            terminal=till.terminal.number,
            number=number,
            kind=movement.kind,
            business_date=act.business_date,
            issued_at=at,
            operator=number_of,
            operator_name=name,
            taxes=(tax_sum(not_taxable(till.catalogue.country), movement.amount),),
            payments=payments,
            cash=movement.amount,
            reason=movement.reason,
            training=operator.training,
            movement=movement.case,
            references=movement.references,
        )

    draft = begin_receipt(till, operator, compose, quiet=quiet, key=key)
    return Paid(draft.receipt, sign_receipt(till, draft))

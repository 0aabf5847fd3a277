"""Reversing a receipt: a counter-receipt takes back goods and payment; nothing is changed or deleted."""

from __future__ import annotations

from uuid import UUID

from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt, ReceiptKind, counter_receipt
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act, Subject
from kasse.usecases.sign_receipt import begin_receipt, sign_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till


def reverse_receipt(
    till: Till, operator: Operator, number: int, reason: str, *, key: UUID | None = None
) -> Paid:
    """Reverse a receipt of this terminal (Rechnungskorrektur). A receipt can be reversed once.

    Raises:
        Refused: no right, no reason, no such receipt, not finished, reversed already, a reversal itself.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.REVERSAL)
    if not reason.strip():
        raise Refused("Bitte einen Grund für das Storno angeben.")
    at = till.now()

    def compose(act: Act, new_number: int) -> Receipt:
        try:
            stored = till.books.receipt(number)
        except KeyError:
            raise Refused(f"Einen Beleg {number} gibt es an dieser Kasse nicht.") from None
        original = stored.receipt
        if stored.aborted or original.kind in (ReceiptKind.REVERSAL, ReceiptKind.TEST):
            raise Refused(f"Beleg {number} lässt sich nicht stornieren: Er ist kein Verkaufsbeleg.")
        if any(p.subject is Subject.RECEIPT and p.number == number for p in till.books.pending()):
            raise Refused(f"Beleg {number} wird gerade noch abgesichert. Bitte gleich noch einmal.")
        earlier = till.books.reversal_of(number)
        if earlier is not None:
            raise Refused(f"Beleg {number} ist schon storniert, mit Beleg {earlier}.")
        if original.training != operator.training:
            raise Refused("Übung und Betrieb bleiben getrennt: Dieser Beleg gehört nicht dazu.")
        return counter_receipt(
            original,
            number=new_number,
            terminal=till.terminal.number,
            business_date=act.business_date,
            issued_at=at,
            operator=operator.number,
            operator_name=operator.name,
            reason=reason.strip(),
        )

    draft = begin_receipt(till, operator, compose, key=key)
    return Paid(draft.receipt, sign_receipt(till, draft))

"""Taking a receipt back: the question why, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.money import ZERO, Money
from kasse.domain.sales import Receipt
from kasse.ui import wording
from kasse.ui.questions import Question, one_of
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till


def reversal_question(till: Till, receipt: Receipt, chosen: Callable[[object], None]) -> Question:
    """Asks for the reason; the tap books."""
    reasons = till.house.void_reasons or ("Storno",)
    choices = [Choice(reason, reason, kind=KeyKind.FINAL_DANGER) for reason in reasons]
    title = f"Rechnung {wording.number(receipt.number)} stornieren"
    return one_of(
        title, choices, chosen, hint=f"{receipt.total} € gehen zurück. Grund antippen, dann ist storniert."
    )


def reversal_words(reversal: Paid) -> tuple[str, str]:
    """What happened, and what goes back to the guest in cash."""
    receipt = reversal.receipt
    cash = Money.sum(-p.amount for p in receipt.payments if p.kind.value == "cash")
    back = f"{cash} € bar zurückgeben." if cash > ZERO else ""
    return f"Rechnung {wording.number(receipt.reverses or 0)} ist storniert, Beleg {receipt.number}.", back

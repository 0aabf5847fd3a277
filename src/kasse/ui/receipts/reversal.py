"""Taking a receipt back, or putting right how it was paid: the question, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.money import ZERO, Money
from kasse.domain.sales import Receipt
from kasse.ui import wording
from kasse.ui.pay.offers import icon_of
from kasse.ui.questions import Question, one_of
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.change_payment import Corrected, other_ways
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


def other_way_question(till: Till, receipt: Receipt, chosen: Callable[[object], None]) -> Question:
    """Asks how it was really paid; the tap books."""
    methods = other_ways(till, receipt)
    choices = [Choice(m.code, m.name, icon=icon_of(m), kind=KeyKind.FINAL_DANGER) for m in methods]
    paid = " + ".join(dict.fromkeys(p.name for p in receipt.payments if p.given > ZERO))
    return one_of(
        f"Rechnung {wording.number(receipt.number)}: nicht {paid}, sondern …",
        choices,
        chosen,
        hint=f"Antippen storniert die {receipt.total} € und bucht sie so neu.",
    )


def corrected_words(corrected: Corrected) -> tuple[str, str]:
    """What happened; the drawer has to fit what the books say now."""
    receipt, reversal = corrected.paid.receipt, corrected.reversal.receipt
    way = " + ".join(p.name for p in receipt.payments)
    return (
        f"{receipt.total} € sind jetzt mit „{way}“ bezahlt, Beleg {receipt.number}.",
        f"Rechnung {wording.number(reversal.reverses or 0)} ist storniert, Beleg {reversal.number}.",
    )


def reversal_words(reversal: Paid) -> tuple[str, str]:
    """What happened, and what goes back to the guest in cash."""
    receipt = reversal.receipt
    cash = Money.sum(-p.amount for p in receipt.payments if p.kind.value == "cash")
    back = f"{cash} € bar zurückgeben." if cash > ZERO else ""
    return f"Rechnung {wording.number(receipt.reverses or 0)} ist storniert, Beleg {receipt.number}.", back

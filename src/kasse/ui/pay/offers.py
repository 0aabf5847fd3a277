"""What is offered with one tap while paying: tips and banknotes."""

from __future__ import annotations

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.money import ZERO, Money, divide_half_away
from kasse.ui.pay.models import Offer

NOTES = (500, 1000, 2000, 5000, 10000, 20000)
"""The banknotes, in cents."""
OFFERED = 4


def _up_to(cents: int, step: int) -> int:
    return -(-cents // step) * step


def tip_offers(goods: Money, tip: Money) -> tuple[Offer, ...]:
    """None, two round sums, ten percent; the key is the tip in cents."""
    if goods.cents <= 0:
        return ()
    small = _up_to(goods.cents * 105 // 100, 100)
    step = 500 if goods.cents < 20000 else 1000
    large = max(_up_to(goods.cents * 110 // 100, step), _up_to(small + 1, step))
    tenth = goods.percent(1000).cents
    offers = [(0, "ohne", "Trinkgeld")]
    offers += [(to - goods.cents, f"auf {Money(to)}", str(Money(to - goods.cents))) for to in (small, large)]
    offers.append((tenth, "10 %", str(Money(tenth))))
    made, taken = [], False
    for cents, label, sub in offers:
        chosen = cents == tip.cents and not taken
        taken = taken or chosen
        made.append(Offer(cents, label, sub, chosen=chosen))
    return tuple(made)


def note_offers(due: Money) -> tuple[Offer, ...]:
    """Sums of banknotes that a guest is likely to give, each with its change; the key is the sum in cents."""
    if due <= ZERO:
        return ()
    sums = sorted({_up_to(due.cents, note) for note in NOTES} - {due.cents})[:OFFERED]
    return tuple(
        Offer(
            cents, str(Money(cents)).removesuffix(",00"), f"zurück {Money(cents) - due}", note=_largest(cents)
        )
        for cents in sums
    )


def _largest(cents: int) -> str:
    return str(max((note for note in NOTES if note <= cents), default=500) // 100)


def foreign_amount(due: Money, method: PaymentMethod) -> Money:
    """What is due in the currency of a method, in its cents, so that nothing is missing."""
    if method.rate_micros <= 0:
        return ZERO
    cents = -(-due.cents * 1_000_000 // method.rate_micros)
    while divide_half_away(cents * method.rate_micros, 1_000_000) < due.cents:
        cents += 1
    return Money(cents)


def icon_of(method: PaymentMethod) -> str:
    """The icon of a way to pay."""
    if method.currency:
        return "coins"
    return {
        PaymentKind.CASH: "banknote",
        PaymentKind.CARD: "credit-card",
        PaymentKind.ROOM: "bed",
        PaymentKind.OTHER: "receipt-euro",
    }[method.kind]

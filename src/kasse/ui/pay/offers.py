"""What is offered with one tap while paying: tips, banknotes, foreign banknotes."""

from __future__ import annotations

from collections.abc import Sequence

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.money import ZERO, Money
from kasse.domain.sales import Tender
from kasse.settings.declared.paying import TIP_FIRST, TIP_FOURTH, TIP_SECOND, TIP_THIRD
from kasse.settings.kinds import Percent
from kasse.ui.pay.models import Offer

NOTES = (500, 1000, 2000, 5000, 10000, 20000)
"""The banknotes that guests give, in cents."""
FOREIGN_NOTES = (1000, 2000, 5000, 10000, 20000)
OFFERED = 4
TIP_SETTINGS = (TIP_FIRST, TIP_SECOND, TIP_THIRD, TIP_FOURTH)
TIPS = tuple(setting.default for setting in TIP_SETTINGS)
"""What is offered as tip where no setting says otherwise, in basis points; 0: nothing."""


def _up_to(cents: int, step: int) -> int:
    """The next multiple of the step; the same if it is one."""
    return -(-cents // step) * step


def round_sum(goods: Money) -> Money:
    """The next round sum above what is to be paid: half euros for a coffee, then euros, fives and tens."""
    step = next((step for most, step in ((500, 50), (2000, 100), (20000, 500)) if goods.cents < most), 1000)
    return Money(_up_to(goods.cents + 1, step))


def tip_offers(
    goods: Money, tip: Money, typed: Money | None = None, tips: Sequence[int] = TIPS, *, none: bool = True
) -> tuple[Offer, ...]:
    """None, up to a round sum, and percentages; the key is the tip in cents. Without `none` no tip is offered only to take
    one back.

    The sum on the pad takes the place of the round one, and so does the sum that the chosen tip led to.
    """
    if goods <= ZERO:
        return ()
    percents = [(Percent().show(points), goods.percent(points)) for points in tips if points]
    to = round_sum(goods)
    if tip and tip not in [amount for _, amount in percents]:
        to = goods + tip
    if typed is not None and typed > goods:
        to = typed
    offers = [(f"auf {to}", to - goods), *percents]
    if none or tip:
        offers.insert(0, ("ohne", ZERO))
    chosen = next((i for i, (_, amount) in enumerate(offers) if amount == tip), None)
    return tuple(
        Offer(amount.cents, label, str(amount) if amount else "Trinkgeld", chosen=i == chosen)
        for i, (label, amount) in enumerate(offers)
    )


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
    """The largest banknote in a sum."""
    return str(max((note for note in NOTES if note <= cents), default=500) // 100)


def foreign_due(method: PaymentMethod, due: Money) -> Money:
    """The least sum in the currency of a method, in its cents, that is worth what is due.

    ZERO where no rate is set: the domain refuses such a tender with a word on what to do.
    """
    if method.rate_micros <= 0 or due <= ZERO:
        return ZERO
    # The worth is rounded to the next cent, so half a cent less than what is due is enough.
    return Money(-(-(2 * due.cents - 1) * 1_000_000 // (2 * method.rate_micros)))


def foreign_offers(method: PaymentMethod, due: Money) -> tuple[tuple[Money, Money], ...]:
    """Sums of banknotes in the currency of a method, each with the change in own money."""
    exact = foreign_due(method, due)
    sums = {_up_to(exact.cents, note) for note in FOREIGN_NOTES} if exact else set()
    return tuple((Money(cents), Tender(method, Money(cents)).worth - due) for cents in sorted(sums))


def rate_words(method: PaymentMethod, currency: str) -> str:
    """1 CHF = 0,86 EUR."""
    whole, part = divmod(method.rate_micros, 1_000_000)
    decimals = f"{part:06d}".rstrip("0").ljust(2, "0")
    return f"1 {method.currency} = {whole},{decimals} {currency}"


def icon_of(method: PaymentMethod) -> str:
    """The icon of a way to pay."""
    if method.currency:
        return "coins"
    return {
        PaymentKind.CASH: "banknote",
        PaymentKind.CARD: "credit-card",
        PaymentKind.GIROCARD: "credit-card",
        PaymentKind.CREDIT_CARD: "credit-card",
        PaymentKind.PREPAID_CARD: "nfc",
        PaymentKind.WALLET: "smartphone",
        PaymentKind.VOUCHER: "gift",
        PaymentKind.ACCOUNT: "file-text",
        PaymentKind.ROOM: "bed",
        PaymentKind.OTHER: "receipt-euro",
    }[method.kind]

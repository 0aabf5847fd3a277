"""Payments: what is given, what it is worth, what goes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.money import ZERO, Money, divide_half_away
from kasse.domain.refused import Refused


@dataclass(frozen=True, slots=True)
class Tender:
    """What the guest gives: an amount in the currency of the method, in its cents."""

    method: PaymentMethod
    amount: Money
    reference: str = ""
    """Number of the voucher that is redeemed."""

    @property
    def worth(self) -> Money:
        """Its value in the shop's currency."""
        if not self.method.currency:
            return self.amount
        return Money(divide_half_away(self.amount.cents * self.method.rate_micros, 1_000_000))


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment on a receipt. `amount` is what it settles, in the shop's currency.

    Cash in the own currency is net of the change; change for foreign cash is a payment of its own, negative,
    in own cash (Kassenbeleg-V1 wants it so).
    """

    code: str
    name: str
    kind: PaymentKind
    amount: Money
    given: Money
    """What was put on the table, in the currency of the payment."""
    change: Money = ZERO
    currency: str = ""
    rate_micros: int = 0
    reference: str = ""
    """Number of the voucher that was redeemed."""

    def negated(self) -> Payment:
        """The payment back. What was given is less the change: nobody hands that out a second time."""
        return replace(self, amount=-self.amount, given=self.change - self.given, change=ZERO)


def settle(total: Money, tenders: Sequence[Tender], cash: PaymentMethod) -> tuple[tuple[Payment, ...], Money]:
    """Settle a total: (payments that add up to it, change in own cash). `cash` is the method for change.

    A negative total (more deposit back than sold) is paid out in own cash; nothing is given for it.

    Raises:
        Refused: too little is given, more than is due is taken from a card, or money is given for nothing.
    """
    if total.cents < 0:
        if tenders:
            raise Refused(f"Der Gast bekommt {-total} € zurück. Ausgezahlt wird bar.")
        return (Payment(cash.code, cash.name, PaymentKind.CASH, total, total),), -total
    if any(tender.amount.cents <= 0 for tender in tenders):
        raise Refused("Ein gegebener Betrag muss größer als 0 sein.")
    if any(tender.method.currency and tender.method.rate_micros <= 0 for tender in tenders):
        raise Refused("Für diese Währung ist kein Kurs eingetragen. Bitte den Kurs eintragen.")
    if tenders and not total:
        raise Refused("Es ist nichts zu zahlen.")
    given = Money.sum(tender.worth for tender in tenders)
    if given < total:
        raise Refused(f"Es fehlen noch {total - given} €.")
    change = given - total
    cashless = Money.sum(t.worth for t in tenders if t.method.kind is not PaymentKind.CASH)
    if cashless > total:
        raise Refused(f"Ohne Bargeld geht nur bis {total} €. Mehr bitte als Trinkgeld eingeben.")
    payments: list[Payment] = []
    left = change
    # From the last one back: change comes out of the note that was given last, and out of earlier ones if need be.
    for tender in reversed(tenders):
        method = tender.method
        back = ZERO
        if method.kind is PaymentKind.CASH and not method.currency:
            back = min(left, tender.amount)
            left -= back
        payments.append(
            Payment(
                method.code, method.name, method.kind, tender.worth - back, tender.amount, back,
                method.currency, method.rate_micros, tender.reference,
            )
        )  # fmt: skip
    payments.reverse()
    if left:
        payments.append(Payment(cash.code, cash.name, PaymentKind.CASH, -left, -left))
    return tuple(payments), change

"""From shares and a bill to what the payment screen shows."""

from __future__ import annotations

from kasse.domain.business import PaymentKind, PaymentMethod, table_name
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill
from kasse.ui import wording
from kasse.ui.orders.ticket_lines import ticket_line
from kasse.ui.pay.bill import Paying
from kasse.ui.pay.models import PayModel
from kasse.ui.pay.offers import note_offers, tip_offers
from kasse.ui.pay.shares import Guest, Shares
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.tabs import Tab as Place


def guest_name(guest: Guest) -> str:
    """How a payer is called."""
    return f"Gast {guest.number}"


def pay_model(
    table: int,
    tab: Tab | None,
    shares: Shares,
    paying: Paying,
    bill: Bill,
    *,
    ways: tuple[Choice, ...],
    usual: PaymentMethod | None,
    pay_off: str,
) -> PayModel:
    """The whole screen. Amounts on the keys are what a tap takes."""
    name = table_name(table, tab.name if tab else "")
    guest = shares.guest
    left = bill.total - paying.given
    takes = typed_or(paying, left)
    whole = not guest.parts and len(shares.guests) == 1
    payer = tab.payer if tab else ""
    if not pay_off and not bill.lines:
        pay_off = "Diesem Gast ist nichts zugeteilt. Links antippen."
    return PayModel(
        f"{name} bezahlen",
        open_help=(payer and f"Zahlt: {payer}") or f"Antippen gibt den Posten an {guest_name(guest)}",
        open_lines=tuple(ticket_line(line.id, line) for line in shares.open),
        open_total=wording.euro(Money.sum(line.amount for line in shares.open)),
        guests=tuple(Place(g.number, guest_name(g), str(g.total) if g.parts else "") for g in shares.guests),
        guest=guest.number,
        guest_lines=tuple(ticket_line(line.id, line) for line in guest.lines),
        guest_foot=guest_name(guest),
        guest_total=wording.euro(guest.total),
        who="Ganze Rechnung" if whole else f"{guest_name(guest)} zahlt",
        details=_details(paying, bill),
        amount=wording.euro(left),
        typed=paying.typed,
        tips=() if paying.tenders else tip_offers(bill.goods, bill.tip),
        notes=note_offers(left),
        ways=ways,
        card=f"Karte {takes}",
        cash=f"Bar {takes}",
        usual_is_cash=usual is None or usual.kind is not PaymentKind.CARD,
        pay_off=pay_off,
    )


def typed_or(paying: Paying, left: Money) -> Money:
    """The sum on the pad, or what is due."""
    try:
        return paying.amount_typed or left
    except Refused:
        return left


def _details(paying: Paying, bill: Bill) -> tuple[tuple[str, str], ...]:
    """What the amount is made of; three at most, the latest first to stay."""
    rows: list[tuple[str, str]] = []
    off = Money.sum(discount.total for discount in bill.discounts)
    if off or bill.tip or paying.tenders:
        rows.append(("Posten", str(bill.goods + off)))
    if off:
        rows.append(("Rabatt", str(ZERO - off)))
    if bill.tip:
        rows.append(("Trinkgeld", str(bill.tip)))
    rows += [(tender.method.name, str(ZERO - tender.worth)) for tender in paying.tenders]
    return tuple(rows[-3:])

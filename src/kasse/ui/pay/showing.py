"""From shares and a bill to what the payment screen shows."""

from __future__ import annotations

from collections.abc import Iterator

from kasse.domain.business import PaymentMethod
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.sales import Bill
from kasse.ui import wording
from kasse.ui.pay.bill import Paying
from kasse.ui.pay.models import Offer, PayModel
from kasse.ui.pay.offers import icon_of, note_offers
from kasse.ui.pay.shares import Guest, Shares
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.line_rows import TicketLine
from kasse.ui.widgets.tabs import Tab as Place

TENDER, SET_OFF = "tender", "set_off"
_NEAR: tuple[tuple[int, str], ...] = ((125, "⅛"), (250, "¼"), (333, "⅓"), (500, "½"), (667, "⅔"), (750, "¾"))


def guest_name(guest: Guest) -> str:
    """How a payer is called."""
    return f"Gast {guest.number}"


def pay_model(
    name: str,
    payer: str,
    shares: Shares,
    paying: Paying,
    bill: Bill,
    *,
    ways: tuple[Choice, ...],
    cashless: PaymentMethod | None,
    usual_is_cash: bool,
    split: int,
    splits: tuple[Choice, ...],
    tips: tuple[Offer, ...],
    pay_off: str,
) -> PayModel:
    """The whole screen. Amounts on the keys are what a tap takes."""
    guest = shares.guest
    left = bill.total - paying.given
    takes = paying.amount_typed or left
    card = cashless.name if cashless else "Karte"
    if not pay_off and not bill.lines:
        pay_off = f"{guest_name(guest)} ist nichts zugeteilt. Links antippen."
    return PayModel(
        f"{name} bezahlen",
        open_help=_help(payer, guest),
        open_lines=tuple(_line(line, "") for line in shares.open),
        open_total=wording.euro(Money.sum(line.amount for line in shares.open)),
        guests=tuple(_place(guest) for guest in shares.guests),
        guest=guest.number,
        guest_lines=(*_guest_lines(shares), *_given(paying)),
        splits=() if pay_off else splits,
        guest_foot=guest_name(guest),
        guest_total=wording.euro(guest.total) if guest.parts else "",
        who=_who(shares),
        details=_details(paying, bill),
        amount=wording.euro(left),
        typed=paying.typed,
        tips=tips,
        notes=() if pay_off else note_offers(left),
        ways=ways,
        split=f"÷ {split}" if split else "÷ gleich",
        take=str(paying.amount_typed) if paying.amount_typed else "Alles",
        card=f"{card} {takes}",
        card_icon=icon_of(cashless) if cashless else "credit-card",
        card_off="" if cashless else "Es ist keine Zahlungsart für Karten angelegt.",
        cash=f"Bar {takes}",
        usual_is_cash=usual_is_cash,
        pay_off=pay_off,
    )


def _help(payer: str, guest: Guest) -> str:
    """Whatever is noted for the paper; else what a tap does."""
    words = []
    if guest.customer is not None:
        words.append(f"Rechnung an {guest.customer.name}")
    elif payer:
        words.append(f"Zahlt: {payer}")
    if guest.entertainment:
        words.append("Bewirtungsbeleg")
    return " · ".join(words) or f"Antippen gibt den Posten an {guest_name(guest)}"


def _who(shares: Shares) -> str:
    if shares.is_whole:
        return "Ganze Rechnung"
    rest = "" if shares.guest.parts else " den Rest"
    return f"{guest_name(shares.guest)} zahlt{rest}"


def _place(guest: Guest) -> Place:
    if guest.paid is not None:
        return Place(guest.number, guest_name(guest), "bezahlt")
    return Place(guest.number, guest_name(guest), str(guest.total) if guest.parts else "")


def share_words(quantity: Quantity) -> str:
    """A quantity in the narrow column of the paper: 3, ½, 0,17. Equal shares differ by a thousandth."""
    if quantity.thousandths % ONE.thousandths == 0:
        return str(quantity)
    size = abs(quantity.thousandths)
    words = next((words for value, words in _NEAR if abs(value - size) <= 2), "")
    if not words:
        whole, part = divmod((size + 5) // 10, 100)
        words = f"{whole},{part:02d}".removesuffix("0")
    return f"−{words}" if quantity.thousandths < 0 else words


def bill_note(line: Line) -> str:
    """What matters of a line to whoever pays it: sides, and what is off. Course and remark are the kitchen's."""
    words = [f"+ {side.name}" for side in line.components[1:]]
    if line.take_away:
        words.append("zum Mitnehmen")
    if line.discount:
        words.append(f"Rabatt {-line.discount}")
    return " · ".join(words)


def _line(line: Line, shared: str) -> TicketLine:
    note = " · ".join(words for words in (bill_note(line), shared) if words)
    return TicketLine(line.id, share_words(line.quantity), line.name, str(line.amount), note)


def _guest_lines(shares: Shares) -> Iterator[TicketLine]:
    for line in shares.lines_of(shares.guest):
        others = shares.others_with(line.id)
        names = " und ".join(guest_name(guest) for guest in others)
        if len(others) > 2:
            names = f"{len(others)} anderen"
        yield _line(line, f"mit {names} geteilt" if others and line.quantity < ONE else "")


def _given(paying: Paying) -> Iterator[TicketLine]:
    """What is on the table so far; a tap takes it back."""
    for i, off in enumerate(paying.set_offs):
        yield TicketLine((SET_OFF, i), "", off.name, str(-off.total), "Antippen nimmt es zurück")
    for i, tender in enumerate(paying.tenders):
        currency = f" {tender.method.currency} {tender.amount}" if tender.method.currency else ""
        name = f"{tender.method.name}{currency} {tender.reference}".strip()
        yield TicketLine((TENDER, i), "", name, str(-tender.worth), "Antippen nimmt es zurück")


def _details(paying: Paying, bill: Bill) -> tuple[tuple[str, str], ...]:
    """What the amount is made of; three at most."""
    set_off = Money.sum(off.total for off in paying.set_offs)
    off = Money.sum(discount.total for discount in bill.discounts) - set_off
    rows: list[tuple[str, str]] = []
    if off or bill.tip or paying.begun:
        rows.append(("Posten", str(bill.goods + off + set_off)))
    if off:
        rows.append(("Rabatt", str(-off)))
    if bill.tip:
        rows.append(("Trinkgeld", str(bill.tip)))
    if paying.begun:
        rows.append(("Gegeben", str(ZERO - paying.given - set_off)))
    if len(rows) > 3:
        rows[:2] = [("Posten", str(bill.goods + set_off))]
    return tuple(rows)

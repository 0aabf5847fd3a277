"""What the payment screen shows, ready to show: amounts are texts already."""

from collections.abc import Hashable
from dataclasses import dataclass

from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.line_rows import TicketLine
from kasse.ui.widgets.tabs import Tab


@dataclass(frozen=True, slots=True)
class Offer:
    """A key that settles something at once: a tip, a banknote. note: which banknote gives the stripe its colour."""

    key: Hashable
    label: str
    sub: str = ""
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayModel:
    """A bill on its way to being paid.

    details: label and amount of what adds up to the amount ("Posten", "43,10"), three at most.
    tips: six at most, notes: four. usual_is_cash decides which of the two big keys is green.
    splits: equal shares that one tap makes, while nobody shares. split and take: what a tap on the keys of the open
    sheet does now. pay_off: why nothing can be paid now; card_off: why not without cash.
    """

    title: str
    back: str = "Bestellung"
    open_title: str = "Noch offen"
    open_help: str = ""
    open_lines: tuple[TicketLine, ...] = ()
    open_total: str = ""
    guests: tuple[Tab, ...] = ()
    guest: Hashable | None = None
    guest_lines: tuple[TicketLine, ...] = ()
    splits: tuple[Choice, ...] = ()
    guest_foot: str = ""
    guest_total: str = ""
    who: str = ""
    details: tuple[tuple[str, str], ...] = ()
    amount: str = ""
    typed: str = ""
    tips: tuple[Offer, ...] = ()
    notes: tuple[Offer, ...] = ()
    ways: tuple[Choice, ...] = ()
    split: str = "÷ gleich"
    take: str = "Alles"
    card: str = "Karte"
    card_icon: str = "credit-card"
    card_off: str = ""
    cash: str = "Bar"
    usual_is_cash: bool = True
    pay_off: str = ""


@dataclass(frozen=True, slots=True)
class PaidModel:
    """What stands after a payment until the next tap. next_label: the next step ("Rest 41,60 kassieren")."""

    title: str
    receipt: str
    receipt_help: str
    lines: tuple[TicketLine, ...]
    foot: str
    total: str
    change_label: str
    change: str
    given: str
    hint: str
    actions: tuple[Choice, ...]
    next_label: str
    back: str = "Tische"
    second_label: str = "Zu den Tischen"
    warning: str = ""
    """Words in place of the hint that must be seen (no signature, printer out)."""

"""Other ways to pay: further methods, foreign cash, discount on the whole, internal accounts, tip to a sum."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.staff import Right
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.pay.bill import WholeDiscount
from kasse.ui.pay.offers import foreign_amount, icon_of
from kasse.ui.questions import Question
from kasse.ui.widgets.choices import Choice, Section
from kasse.usecases.book_internal import book_internal
from kasse.usecases.take_payment import Paid

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen

MORE = "more"
KEYS = 4
PERCENTS = (5, 10, 15, 20, 25, 50, 100)


class OtherWays:
    """Whatever is not plain cash or the usual card."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen

    def _others(self) -> list[PaymentMethod]:
        """All other methods; the one noted for the table first."""
        screen = self._screen
        methods = [m for m in screen.till.house.payment_methods.values() if m.active]
        usual = screen.usual_method()
        own_cash = next((m for m in methods if m.kind is PaymentKind.CASH and not m.currency), None)
        card = next((m for m in methods if m.kind is PaymentKind.CARD and not m.currency), None)
        others = [m for m in methods if m not in (own_cash, card)]
        return sorted(others, key=lambda m: m is not usual)

    def keys(self) -> tuple[Choice, ...]:
        """The keys beside the pad."""
        shown = [Choice(("method", m.code), m.name, icon=icon_of(m)) for m in self._others()[: KEYS - 1]]
        return (*shown, Choice(MORE, "Mehr", icon="layers"))

    def due_in(self, method: PaymentMethod, left: Money) -> Money:
        """What is still due, in the currency of the method."""
        return foreign_amount(left, method) if method.currency else left

    def choose(self, key: object) -> None:
        """A key beside the pad, or a choice of *Mehr*."""
        screen = self._screen
        match key:
            case "more":
                self._open()
            case ("method", str(code)):
                try:
                    screen.tender(screen.till.house.payment_method(code))
                except Refused as refusal:
                    screen.desk.board.say(str(refusal))
            case ("percent", int(percent)):
                screen.change(discount=WholeDiscount(percent * 100) if percent else None)
            case "amount":
                self._take_off()
            case "tip":
                self._tip()
            case ("account", int(number)):
                self._book(number)

    def _open(self) -> None:
        screen = self._screen
        lacking = partial(wording.missing_right, screen.till.staff, screen.operator)
        typed = screen.paying.typed
        discount_off, internal_off = lacking(Right.DISCOUNT), lacking(Right.INTERNAL)
        on_pad = f"{typed} €" if typed else "erst den Betrag tippen"
        methods = tuple(self._method(m) for m in self._others())
        percents = tuple(Choice(("percent", p), f"{p} %", off=discount_off) for p in PERCENTS)
        no_sum = "" if typed else "Erst den Betrag auf dem Ziffernblock tippen."
        amounts = [Choice("amount", "Betrag", on_pad, icon="tag", off=discount_off or no_sum)]
        if screen.paying.discount is not None:
            amounts.append(Choice(("percent", 0), "Kein Rabatt", icon="undo-2"))
        tip = (Choice("tip", "Auf getippte Summe", on_pad, icon="hand-coins", off=no_sum),)
        accounts = tuple(
            Choice(("account", a.number), a.name, icon="store", off=internal_off)
            for a in screen.till.house.internal_accounts.values()
        )
        sections = [
            Section("Andere Zahlungsarten", methods),
            Section("Rabatt auf das Ganze", (*percents, *amounts)),
            Section("Trinkgeld", tip),
            Section("Internes Konto", accounts),
        ]
        pages = tuple(section for section in sections if section.choices)
        screen.ask(Question("Mehr", pages, self.choose))

    def _method(self, method: PaymentMethod) -> Choice:
        sub = ""
        if method.currency:
            sub = f"{self.due_in(method, self._screen.left)} {method.currency}"
        return Choice(("method", method.code), method.name, sub, icon=icon_of(method))

    def _take_off(self) -> None:
        screen = self._screen
        amount = screen.paying.amount_typed
        if amount:
            screen.change(discount=WholeDiscount(amount=amount), typed="")

    def _tip(self) -> None:
        screen = self._screen
        wanted = screen.paying.amount_typed or ZERO
        tip = wanted - screen.bill().goods
        if tip < ZERO:
            screen.desk.board.say("Diese Summe ist kleiner als die Rechnung.")
        else:
            screen.change(tip=tip, typed="")

    def _book(self, account: int) -> None:
        screen = self._screen
        operator, table = screen.operator, screen.table
        parts = None if screen.shares.is_whole else screen.shares.due

        def booked(paid: Paid) -> None:
            screen.desk.note_secured(paid.secured)
            screen.desk.board.say(f"Auf „{paid.receipt.reason}“ gebucht, Beleg {paid.receipt.number}.")
            screen.reload()
            if screen.tab is None or not screen.tab.lines:
                screen.navigator.show_tables()

        screen.desk.do(
            screen.desk.signing,
            once(
                screen.till,
                lambda key: book_internal(screen.till, operator, table, account, parts=parts, key=key),
            ),
            asker=screen,
            then=booked,
        )

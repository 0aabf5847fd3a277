"""Other ways to pay: further methods, foreign cash, discount on the whole, internal accounts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.catalogue import Article
from kasse.domain.money import Money
from kasse.domain.orders.internal import rule_of
from kasse.domain.refused import Refused
from kasse.domain.staff import Right
from kasse.settings.declared.paying import BILL_DISCOUNTS, DISCOUNT_AMOUNTS, TIP_ARTICLE
from kasse.ui import wording
from kasse.ui.discounts import no_discount
from kasse.ui.pay.bill import WholeDiscount
from kasse.ui.pay.offers import foreign_due, foreign_offers, icon_of, rate_words
from kasse.ui.questions import Question
from kasse.ui.widgets.choices import Choice, Section

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen

MORE, TIP, VOUCHER = "more", "tip", "voucher"
KEYS = 4
TYPE_FIRST = "Erst den Betrag auf dem Ziffernblock tippen."


class OtherWays:
    """Whatever is not own cash or the usual card."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen

    def _others(self) -> list[PaymentMethod]:
        """All other methods; foreign cash last, it has a page of its own."""
        screen = self._screen
        known = screen.till.house.payment_methods.values()
        methods = [m for m in known if m.active]
        own_cash = next((m for m in methods if m.kind is PaymentKind.CASH and not m.currency), None)
        others = [m for m in methods if m not in (own_cash, screen.cashless())]
        return sorted(others, key=lambda m: bool(m.currency))

    def keys(self) -> tuple[Choice, ...]:
        """The keys beside the pad."""
        shown = [Choice(_key(m), m.name, icon=icon_of(m)) for m in self._others()[: self._room]]
        tip = self._tip_article()
        if tip is not None:
            given = "Es ist schon etwas gegeben." if self._screen.paying.begun else ""
            shown.append(Choice(TIP, tip.label, icon="hand-coins", off=given))
        return (*shown, Choice(MORE, "Mehr", icon="layers"))

    @property
    def _room(self) -> int:
        """So many methods have a key of their own."""
        return KEYS - 1 if self._tip_article() is None else KEYS - 2

    def _tip_article(self) -> Article | None:
        """The article that stands for tips, if the house has set one that is in use."""
        till = self._screen.till
        found = till.catalogue.articles.get(till.settings[TIP_ARTICLE] or 0)
        return found if found is not None and found.active else None

    def choose(self, key: object) -> None:
        """A key beside the pad, or a choice of *Mehr*."""
        screen = self._screen
        if screen.settling.busy:
            screen.tell_busy()
            return
        try:
            self._do(key)
        except Refused as refusal:
            screen.desk.board.say(str(refusal))

    def _do(self, key: object) -> None:
        screen = self._screen
        typed = screen.paying.amount_typed
        match key:
            case "more":
                self._open()
            case "tip":
                if typed is None:
                    raise Refused(TYPE_FIRST)
                screen.change(tip=typed, typed="")
            case "voucher":
                screen.redeeming.ask()
            case "recipient" | "no_recipient" | "entertainment":
                screen.invoicing.choose(key)
            case ("method", str(code)):
                self._tender(screen.till.house.payment_method(code), typed)
            case ("foreign", str(code), int(cents)):
                screen.tender(screen.till.house.payment_method(code), Money(cents))
            case ("percent", int(percent)):
                screen.take_off(WholeDiscount(percent * 100) if percent else None)
            case ("off", int(cents)):
                screen.take_off(WholeDiscount(amount=Money(cents)))
            case "amount" if typed is not None:
                screen.take_off(WholeDiscount(amount=typed))
            case ("account", int(number)):
                screen.settling.book_internal(number)

    def _open(self) -> None:
        screen = self._screen
        lacking = partial(wording.missing_right, screen.till.staff, screen.operator)
        typed = screen.paying.amount_typed
        given = "Es ist schon etwas gegeben." if screen.paying.begun else ""
        discount_off, internal_off = lacking(Right.DISCOUNT) or given, lacking(Right.INTERNAL) or given
        no_sum = "" if typed else TYPE_FIRST
        on_pad = wording.euro(typed) if typed else "erst tippen"
        methods = tuple(self._method(m) for m in self._others()[self._room :])
        if screen.redeeming.offered and screen.redeeming.method() is None:
            methods = (*methods, Choice(VOUCHER, "Gutschein", icon="gift"))
        lines, catalogue = screen.shares.due, screen.till.catalogue

        def off(percent: int, cents: int = 0) -> str:
            return discount_off or no_discount(screen.operator, lines, catalogue, percent * 100, cents)

        percents = [
            Choice(("percent", p), f"{p} %", off=off(p)) for p in screen.till.settings[BILL_DISCOUNTS]
        ]
        percents += [
            Choice(("off", cents), f"− {Money(cents)}", off=off(0, cents))
            for cents in screen.till.settings[DISCOUNT_AMOUNTS]
        ]
        percents.append(Choice("amount", "Betrag", on_pad, off=no_sum or off(0, typed.cents if typed else 0)))
        if screen.paying.discount is not None:
            percents.append(Choice(("percent", 0), "Ohne", "Rabatt", off=discount_off))
        accounts = tuple(
            Choice(("account", a.number), a.name, rule_of(a), off=internal_off)
            for a in screen.till.house.internal_accounts.values()
            if a.active
        )
        sections = (
            Section("Andere Zahlungsarten", methods),
            screen.invoicing.section(),
            Section("Rabatt auf das Ganze", tuple(percents)),
            Section("Internes Konto", accounts),
        )
        screen.asking.ask(
            Question("Mehr", tuple(section for section in sections if section.choices), self.choose)
        )

    def _method(self, method: PaymentMethod) -> Choice:
        sub = ""
        if method.currency:
            sub = f"{foreign_due(method, self._screen.left)} {method.currency}"
        return Choice(_key(method), method.name, sub)

    def _tender(self, method: PaymentMethod, typed: Money | None) -> None:
        screen = self._screen
        named = screen.shares.guest.customer or (screen.tab and screen.tab.payer)
        if method.currency and typed is None:
            self._ask_foreign(method)
        elif method.kind is PaymentKind.ACCOUNT and not named:
            screen.invoicing.ask(lambda: screen.tender(method, typed))
        else:
            screen.tender(method, typed)

    def _ask_foreign(self, method: PaymentMethod) -> None:
        """How much of another currency is given; the change is in own cash."""
        screen = self._screen
        left = screen.left
        exact = foreign_due(method, left)
        if not exact:
            screen.tender(method, left)
            return
        choices = [Choice(("foreign", method.code, exact.cents), str(exact), "genau")]
        for given, change in foreign_offers(method, left):
            if given != exact:
                label = str(given).removesuffix(",00")
                choices.append(Choice(("foreign", method.code, given.cents), label, f"zurück {change} €"))
        own = screen.till.house.business.currency
        screen.asking.ask(
            Question(
                f"{method.name}: {exact} {method.currency}",
                (Section(f"Gegeben in {method.currency}", tuple(choices), "anderes vorher tippen"),),
                self.choose,
                rate_words(method, own),
            )
        )


def _key(method: PaymentMethod) -> object:
    """What a tap on a method asks for: vouchers are paid with by their number."""
    return VOUCHER if method.kind is PaymentKind.VOUCHER else ("method", method.code)

"""What taps on the payment screen mean: one payment after the other, until the table is settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject

from kasse.domain.business import PaymentKind, PaymentMethod, counter_of, table_name
from kasse.domain.money import Money
from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill
from kasse.domain.staff import Operator, Right
from kasse.settings.declared.paying import NO_TIP, USUAL_WAY
from kasse.ui.customer.bills import paying
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.pay.after import AfterPayment
from kasse.ui.pay.asking import Asking
from kasse.ui.pay.bill import Paying, WholeDiscount, typed_amount
from kasse.ui.pay.dividing import Dividing
from kasse.ui.pay.invoicing import Invoicing
from kasse.ui.pay.models import Offer
from kasse.ui.pay.offers import TIP_SETTINGS, tip_offers
from kasse.ui.pay.redeeming import Redeeming
from kasse.ui.pay.settling import Settling
from kasse.ui.pay.shares import Guest, Shares
from kasse.ui.pay.showing import TENDER, pay_model
from kasse.ui.pay.view import PayView
from kasse.ui.pay.ways import OtherWays
from kasse.usecases.till import Changed

TabKey = tuple[int, bool, int]
"""Which bill of a table: its number, whether it is practice, and whose part it is."""
SIGNING_NOW = "Die Zahlung wird gerade abgesichert."


class PayScreen(QObject):
    """One table at a time, from the first tap to the change due.

    Made once for its view. `enter(operator, table)` loads the tab fresh and says whether there is something to
    pay; only then the view is to be shown.
    """

    def __init__(self, view: PayView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.navigator = navigator
        self.table = 0
        self.tab: Tab | None = None
        self.shares = Shares(())
        self.paying = Paying()
        self._operator: Operator | None = None
        self._kept: dict[TabKey, tuple[datetime, Shares]] = {}
        """Tables that are shared out, each with the moment it was opened."""
        self._begun: dict[TabKey, tuple[int, Guest, Paying]] = {}
        """What was given when whoever served went: the table's version then, the guest, his payment."""
        self._table_discount: WholeDiscount | None = None
        """Percents that were taken off before the table was shared out: they are off for everybody."""
        self.asking = Asking(self)
        self.settling = Settling(self)
        self.dividing = Dividing(self)
        self.redeeming = Redeeming(self)
        self.invoicing = Invoicing(self)
        self.ways = OtherWays(self)
        self.after = AfterPayment(self)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.back.connect(self._back)
        view.signed_out.connect(self.navigator.sign_out)
        view.typed.connect(self._typed)
        view.tip_chosen.connect(lambda cents: self.change(tip=Money(int(str(cents))), typed=""))
        view.note_given.connect(lambda cents: self._pay_in_cash(Money(int(str(cents)))))
        view.way_chosen.connect(self.ways.choose)
        view.card.connect(self._pay_cashless)
        view.cash.connect(lambda: self._pay_in_cash(None))
        view.paid_action.connect(self.after.act)
        view.next_step.connect(self.after.go_on)
        view.to_tables.connect(self.after.second_step)
        self.desk.changed.connect(self._changed)
        self.desk.guests.tip_chosen.connect(self._guest_tips)

    # Coming and going.

    def enter(self, operator: Operator, table: int) -> bool:
        """Show the bill of a table; False, with a word to the waiter, if he cannot be paid for it."""
        tab = self.till.look(operator, table)
        try:
            self.till.staff.require(operator, Right.PAY)
            if tab is None or not tab.lines:
                raise Refused("Auf diesem Tisch ist nichts offen.")
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            return False
        self._operator, self.table, self.tab = operator, table, tab
        self.shares = self._shares_of(tab)
        self._table_discount = None
        self.settling.leave()
        self.fresh()
        self._take_up(tab)
        return True

    def leave(self) -> None:
        """Whoever served goes, in the middle of it perhaps: what a guest has given already waits for the next one."""
        if self.tab is not None and self.paying.begun and not self.after.is_shown and not self.settling.busy:
            self._begun[_key(self.tab)] = (self.tab.version, self.shares.guest, self.paying)

    def _take_up(self, tab: Tab) -> None:
        """A payment that somebody left begun, if the table is as it was."""
        version, guest, begun = self._begun.pop(_key(tab), (None, None, None))
        if begun is not None and version == tab.version and guest in self.shares.guests:
            self.shares.guest, self.paying = guest, begun
            self.refresh()
            self.desk.board.say("Die begonnene Zahlung geht weiter.")

    def settle_at_once(self, given: Money | None) -> None:
        """What was given on the way here settles the bill; otherwise the tap that opened this screen may come twice."""
        if given is None:
            self.settling.start_patience()
        else:
            self._pay_in_cash(given)

    def _shares_of(self, tab: Tab) -> Shares:
        """How the table was shared out when it was left, if its guests are still the same and it still fits."""
        opened_at, kept = self._kept.get(_key(tab), (None, None))
        if kept is None or opened_at != tab.opened_at or not kept.rebase(tab.lines):
            kept = Shares(tab.lines)
            kept.guest.customer = tab.customer
            self._kept[_key(tab)] = (tab.opened_at, kept)
        return kept

    @property
    def operator(self) -> Operator:
        """Who is signed in."""
        if self._operator is None:
            raise ValueError("nobody is signed in")
        return self._operator

    @property
    def is_counter(self) -> bool:
        """Whether this is a sale without a table."""
        return self.table == counter_of(self.till.terminal.number)

    def _back(self) -> None:
        if self.after.is_shown:
            self.navigator.show_tables()
            return
        if self.paying.begun:
            self.desk.board.say("Die Teilzahlung ist verworfen.", "Gebucht ist noch nichts.")
        self.navigator.open_table(self.table)

    # Showing.

    def fresh(self) -> None:
        """A payer with nothing given or typed, and nothing taken off for him alone."""
        self.paying = Paying(discount=self._table_discount)
        self.asking.leave()
        self.after.leave()
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """Show the bill as it is now."""
        bill = self.bill()
        if self.desk.guests.watched:
            self._show_guest(bill)
        self.view.show_pay(
            pay_model(
                table_name(self.table, self.tab.name if self.tab else ""),
                self.tab.payer if self.tab else "",
                self.shares,
                self.paying,
                bill,
                ways=self.ways.keys(),
                cashless=self.cashless(),
                usual_is_cash=self._usual_is_cash(),
                split=self.dividing.count,
                splits=self.dividing.splits(bill),
                tips=self._tip_offers(bill, self.paying.amount_typed),
                pay_off=SIGNING_NOW if self.settling.busy else "",
            )
        )

    def _tip_offers(self, bill: Bill, typed: Money | None) -> tuple[Offer, ...]:
        """The tips that stand to choice, as long as nothing is given."""
        if self.paying.tenders:
            return ()
        settings = self.till.settings
        percents = [settings[setting] for setting in TIP_SETTINGS]
        return tip_offers(bill.goods, bill.tip, typed, percents, none=settings[NO_TIP])

    def _show_guest(self, bill: Bill) -> None:
        offers = () if self.settling.busy else self._tip_offers(bill, None)
        name = self.tab.name if self.tab else ""
        training = self.operator.training
        shown = paying(self.till, self.table, name, bill, self.paying, offers, training=training)
        self.desk.guests.show(shown)

    def _guest_tips(self, cents: object) -> None:
        """The guest has chosen on his own screen."""
        if self.view.isVisible() and not self.after.is_shown and not self.settling.busy:
            self.change(tip=Money(int(str(cents))), typed="")

    def tell_busy(self) -> None:
        """A payment is on its way; nothing can be changed until it is there."""
        self.desk.board.say(SIGNING_NOW)

    def bill(self) -> Bill:
        """What the chosen guest is to pay now."""
        return self.paying.bill(self.shares.due, self.till.catalogue)

    @property
    def left(self) -> Money:
        """What is still missing."""
        return self.bill().total - self.paying.given

    # The table may change elsewhere.

    def take_tab(self) -> bool:
        """Read what is open on the table now. False: the shares did not fit it any more and are all open again."""
        self.tab = self.till.look(self.operator, self.table)
        return self.shares.rebase(self.tab.lines if self.tab else ())

    def look_again(self) -> None:
        """If the table is another one than the one shown, show that and say so; else everything stays as it is."""
        tab = self.till.look(self.operator, self.table)
        before = self.tab.version if self.tab else None
        if (tab.version if tab else None) == before:
            self.refresh()
            return
        fits = self.take_tab()
        if self.tab is None or not self.tab.lines:
            self.desk.board.say("Dieser Tisch ist inzwischen abgerechnet oder umgebucht.")
            self.navigator.show_tables()
            return
        text = "" if fits else "Bitte neu aufteilen."
        self.desk.board.say("Der Tisch wurde inzwischen geändert.", text)
        self.fresh()

    def _changed(self, changed: object) -> None:
        """Somebody did something: another screen, or this one a moment ago."""
        if not isinstance(changed, Changed) or Changed.TABLES not in changed or not self.view.isVisible():
            return
        if not self.settling.busy and not self.settling.unfinished and not self.after.is_shown:
            tab = self.till.look(self.operator, self.table)
            if (tab.version if tab else None) != (self.tab.version if self.tab else None):
                self.look_again()

    # Amounts.

    def change(self, **facts: object) -> None:
        """Another tip, discount or number on the pad."""
        if self.settling.busy:
            self.tell_busy()
            return
        self.paying = replace(self.paying, **facts)  # type: ignore[arg-type]
        self.refresh()

    def take_off(self, discount: WholeDiscount | None) -> None:
        """A discount on all that is paid now, in place of an earlier one."""
        if self.paying.begun:
            self.desk.board.say("Es ist schon etwas gegeben.", "Erst zurücknehmen, dann den Rabatt ändern.")
            return
        for_all = self.shares.is_whole and (discount is None or discount.basis_points)
        self._table_discount = discount if for_all else None
        self.change(discount=discount, typed="")

    def take_back(self, key: Sequence[object]) -> None:
        """What was given as part of the sum is taken back, by the key of its line; nothing of it is booked yet."""
        what, index = key[0], int(str(key[1]))
        tenders, offs = self.paying.tenders, self.paying.set_offs
        if what == TENDER:
            self.change(tenders=tenders[:index] + tenders[index + 1 :])
        else:
            self.change(set_offs=offs[:index] + offs[index + 1 :])

    def _typed(self, sign: str) -> None:
        if sign == "back" and not self.paying.typed and self.paying.tenders:
            self.take_back((TENDER, len(self.paying.tenders) - 1))
        else:
            self.change(typed=typed_amount(self.paying.typed, sign))

    # Paying.

    def _noted_method(self) -> PaymentMethod | None:
        """The way to pay that was noted for the table."""
        code = self.tab.payment_code if self.tab else ""
        found = self.till.house.payment_methods.get(code)
        return found if found is not None and found.active else None

    def _usual_is_cash(self) -> bool:
        """Whether cash is the next step: the way noted for the table goes before the usual one of the house."""
        cashless, noted = self.cashless(), self._noted_method()
        if cashless is None or noted is not None:
            return noted is not cashless or cashless is None
        return self.till.settings[USUAL_WAY] == "cash"

    def cashless(self) -> PaymentMethod | None:
        """The way to pay beside cash: the one noted for the table, else the house's usual card."""
        noted = self._noted_method()
        if noted is not None and noted.kind is not PaymentKind.CASH:
            return noted
        return first_card(self.till.house.payment_methods.values())

    def _pay_in_cash(self, amount: Money | None) -> None:
        try:
            method = self.till.own_cash()
        except Refused as refusal:
            self.desk.board.say(str(refusal))
        else:
            self.tender(method, amount)

    def _pay_cashless(self) -> None:
        method = self.cashless()
        if method is not None:
            self.tender(method)

    def tender(self, method: PaymentMethod, amount: Money | None = None, reference: str = "") -> None:
        """Somebody gives that much, or the sum on the pad, or exactly what is due; `reference`: that voucher."""
        try:
            self.settling.tender(method, amount or self.paying.amount_typed or self.left, reference)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
        if not self.settling.busy:
            self.refresh()


_CARDS = (PaymentKind.CARD, PaymentKind.GIROCARD, PaymentKind.CREDIT_CARD)


def first_card(methods: Iterable[PaymentMethod]) -> PaymentMethod | None:
    """The house's usual card."""
    return next((m for m in methods if m.kind in _CARDS and m.active and not m.currency), None)


def _key(tab: Tab) -> TabKey:
    return tab.table, tab.training, tab.waiter

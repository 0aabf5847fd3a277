"""What taps on the payment screen mean: one payment after the other, until the table is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from kasse.domain.business import PaymentKind, PaymentMethod, counter_of
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, Tender, settle
from kasse.domain.staff import Operator
from kasse.ports.fiscal import Secured
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.pay.after import AfterPayment
from kasse.ui.pay.bill import Paying, typed_amount
from kasse.ui.pay.shares import Shares
from kasse.ui.pay.showing import pay_model
from kasse.ui.pay.view import PayView
from kasse.ui.pay.ways import OtherWays
from kasse.ui.questions import Question
from kasse.usecases.sign_receipt import Draft, sign_receipt
from kasse.usecases.take_payment import Paid, begin_payment

SIGNING_NOW = "Die Zahlung wird gerade abgesichert."
Attempt = tuple[UUID, Callable[[UUID], Draft]]
"""A payment with its key, made before the first try."""


class PayScreen(QObject):
    """One table. The change is told only after the receipt is durable with its signature or outage note.

    `enter` loads the tab fresh and says whether there is something to pay; only then the view is to be shown.
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
        self._busy = False
        self._attempt: Attempt | None = None
        """A payment of which nobody knows whether it is booked."""
        self._question: Question | None = None
        self._patience = desk.patience()
        self.ways = OtherWays(self)
        self.after = AfterPayment(self)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.back.connect(self._back)
        view.signed_out.connect(self.navigator.sign_out)
        view.open_tapped.connect(lambda key: self._share(lambda: self.shares.give(key)))
        view.open_held.connect(lambda key: self._share(lambda: self.shares.give(key, whole=True)))
        view.guest_tapped.connect(lambda key: self._share(lambda: self.shares.give_back(key)))
        view.guest_held.connect(lambda key: self._share(lambda: self.shares.give_back(key, whole=True)))
        view.guest_chosen.connect(lambda key: self._share(lambda: self.shares.choose(key)))
        view.guest_added.connect(lambda: self._share(self.shares.add_guest))
        view.all_taken.connect(lambda: self._share(self.shares.take_all))
        view.halved.connect(lambda: self._share(self.shares.halve))
        view.all_returned.connect(lambda: self._share(self.shares.return_all))
        view.split_asked.connect(self._ask_split)
        view.typed.connect(self._typed)
        view.tip_chosen.connect(lambda cents: self.change(tip=Money(int(str(cents)))))
        view.note_given.connect(lambda cents: self._pay_in_cash(Money(int(str(cents)))))
        view.way_chosen.connect(self.ways.choose)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self.close_question)
        view.card.connect(self._card)
        view.cash.connect(lambda: self._pay_in_cash(None))
        view.paid_action.connect(self.after.act)
        view.next_step.connect(self.after.go_on)
        view.to_tables.connect(self.after.to_tables)

    # Coming and going.

    def enter(self, operator: Operator, table: int) -> bool:
        """Show the bill of a table; False, with a word to the waiter, if nothing is open on it."""
        tab = self.till.books.tab(table, training=operator.training)
        if tab is None or not tab.lines:
            self.desk.board.say("Auf diesem Tisch ist nichts offen.")
            return False
        self._operator, self.table, self.tab = operator, table, tab
        self.shares = Shares(tab.lines)
        self._busy = False
        self._patience.start()  # the tap that opened this screen may come twice
        self.fresh()
        return True

    @property
    def operator(self) -> Operator:
        """Who is signed in."""
        if self._operator is None:
            raise ValueError("nobody is signed in")
        return self._operator

    @property
    def taps_allowed(self) -> bool:
        """Whether a tap on the next step is a new one, and not the second half of the one that paid."""
        return self._patience.allows

    @property
    def is_counter(self) -> bool:
        """Whether this is a sale without a table."""
        return self.table == counter_of(self.till.terminal.number)

    def _back(self) -> None:
        if self.paying.tenders:
            self.desk.board.say("Die Teilzahlung ist verworfen.", "Gebucht ist noch nichts.")
        self.navigator.open_table(self.table)

    # Showing.

    def fresh(self) -> None:
        """A payer with nothing given, typed or taken off."""
        self.paying = Paying()
        self._question = None
        self.refresh()

    def refresh(self) -> None:
        """Show the bill as it is now."""
        try:
            bill = self.bill()
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            self.paying = replace(self.paying, discount=None)
            bill = self.bill()
        self.view.show_pay(
            pay_model(
                self.table,
                self.tab,
                self.shares,
                self.paying,
                bill,
                ways=self.ways.keys(),
                usual=self.usual_method(),
                pay_off=SIGNING_NOW if self._busy else "",
            )
        )

    def bill(self) -> Bill:
        """What the chosen guest is to pay now."""
        return self.paying.bill(self.shares.due)

    @property
    def left(self) -> Money:
        """What is still missing."""
        return self.bill().total - self.paying.given

    def usual_method(self) -> PaymentMethod | None:
        """The way to pay that was noted for the table."""
        code = self.tab.payment_code if self.tab else ""
        return self.till.house.payment_methods.get(code)

    def reload(self) -> None:
        """Somebody changed the table in between: what is open is shared out anew."""
        self.tab = self.till.books.tab(self.table, training=self.operator.training)
        self.shares = Shares(self.tab.lines if self.tab else ())
        self.fresh()

    # Sharing.

    def _share(self, deed: Callable[[], None]) -> None:
        if not self._may_share():
            return
        try:
            deed()
        except Refused as refusal:
            self.desk.board.say(str(refusal))
        self.paying = Paying(typed=self.paying.typed, discount=self.paying.discount)
        self.refresh()

    def _may_share(self) -> bool:
        if self._busy:
            self.desk.board.say(SIGNING_NOW)
        elif self.paying.tenders:
            self.desk.board.say("Es ist schon etwas gegeben.", "Erst diesen Gast fertig kassieren.")
        else:
            return True
        return False

    def _ask_split(self) -> None:
        if self._may_share():
            if not self.shares.open:
                self.shares.return_all()
            self._question = Question("", chosen=self._split)
            self.view.show_split()

    def _split(self, count: object) -> None:
        self._share(lambda: self.shares.split(int(str(count))))

    # Questions.

    def ask(self, question: Question) -> None:
        """Ask in the place of the pad."""
        self._question = question
        self.view.show_choices(question.page())

    def close_question(self) -> None:
        """Back to the pad."""
        self._question = None
        self.view.hide_choices()

    def _choice(self, key: object) -> None:
        question = self._question
        if question is not None:
            self.close_question()
            question.choose(key)

    # Amounts.

    def change(self, **facts: object) -> None:
        """Another tip, discount or number on the pad."""
        if self._busy:
            self.desk.board.say(SIGNING_NOW)
            return
        self.paying = replace(self.paying, **facts)  # type: ignore[arg-type]
        self.refresh()

    def _typed(self, sign: str) -> None:
        if sign == "back" and not self.paying.typed and self.paying.tenders:
            self.change(tenders=self.paying.tenders[:-1])
        else:
            self.change(typed=typed_amount(self.paying.typed, sign))

    # Paying.

    def _pay_in_cash(self, amount: Money | None) -> None:
        try:
            method = self.till.own_cash()
        except Refused as refusal:
            self.desk.board.say(str(refusal))
        else:
            self.tender(method, amount)

    def _card(self) -> None:
        method = first_card(self.till.house.payment_methods.values())
        if method is None:
            self.desk.board.say("Es ist keine Zahlungsart für Karten angelegt.")
        else:
            self.tender(method)

    def tender(self, method: PaymentMethod, amount: Money | None = None) -> None:
        """Somebody gives something: part of what is due is remembered, all of it settles the bill."""
        if self._busy or not self._patience.allows:
            return
        self._patience.start()
        try:
            given = amount or self.paying.amount_typed or self.ways.due_in(method, self.left)
            bill, tenders = self.bill(), self.paying.tenders
            if bill.total:
                tenders = (*tenders, Tender(method, given))
            if given > ZERO and Money.sum(tender.worth for tender in tenders) < bill.total:
                self.paying = replace(self.paying, tenders=tenders, typed="")
            else:
                settle(bill.total, tenders, self.till.own_cash())
                self._settle(bill, tenders)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
        self.refresh()

    def _settle(self, bill: Bill, tenders: tuple[Tender, ...]) -> None:
        operator, table = self.operator, self.table
        parts = None if self.shares.is_whole else bill.lines

        def begin(key: UUID) -> Draft:
            return begin_payment(
                self.till,
                operator,
                table,
                tenders,
                parts=parts,
                discounts=bill.discounts,
                tip=bill.tip,
                key=key,
            )

        self._busy = True
        earlier, self._attempt = self._attempt, (uuid4(), begin)
        self.desk.do(
            self.desk.books,
            partial(self._begin, earlier, self._attempt),
            asker=self,
            then=partial(self._begun, table),
            refused=partial(self._not_begun, table),
            failed=self._unknown,
        )

    def _begin(self, earlier: Attempt | None, attempt: Attempt) -> Draft:
        """On the lane of the books. If an earlier try is booked after all, that is the payment: nobody pays twice."""
        if earlier is not None and self.till.books.booked(earlier[0]) is not None:
            attempt = earlier
        key, begin = attempt
        return begin(key)

    def _begun(self, table: int, draft: Draft) -> None:
        self._attempt = None
        self.desk.do(
            self.desk.signing,
            partial(sign_receipt, self.till, draft),
            asker=self,
            then=partial(self._signed, draft, table),
            failed=partial(self._not_signed, draft),
        )

    def _not_begun(self, table: int, reason: str) -> None:
        self._attempt = None
        self._busy = False
        self.desk.board.say(reason)
        if table == self.table:
            self.reload()

    def _unknown(self) -> None:
        self._busy = False
        self.refresh()

    def _signed(self, draft: Draft, table: int, secured: Secured | None) -> None:
        paid = Paid(draft.receipt, secured)
        self.desk.note_secured(secured)
        if table == self.table and self.view.isVisible():
            self._busy = False
            self._patience.start()
            self.after.show(paid)
        else:
            back = f"Rückgeld {paid.change} €." if paid.change else ""
            self.desk.board.say(f"{draft.receipt.table_label}: {draft.receipt.total} € bezahlt.", back)
        self.desk.changed.emit(paid.changed)

    def _not_signed(self, draft: Draft) -> None:
        self._busy = False
        self.desk.board.say(
            f"Beleg {draft.receipt.number} ist begonnen, seine Absicherung steht noch aus.",
            "Bitte die Kasse neu starten, sie bringt ihn zu Ende.",
        )
        self.navigator.show_tables()


def first_card(methods: Iterable[PaymentMethod]) -> PaymentMethod | None:
    """The house's usual card."""
    return next((m for m in methods if m.kind is PaymentKind.CARD and m.active and not m.currency), None)

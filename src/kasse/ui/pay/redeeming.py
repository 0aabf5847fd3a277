"""Paying with a voucher or a down payment: its number, what is left of it, and how much of that is taken."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.business_case import CASE_NAMES, NUMBERED
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.sales import BillDiscount, set_off
from kasse.ports.books import Voucher
from kasse.ui.questions import Question
from kasse.ui.widgets.choices import Choice, Section
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.vouchers import find_voucher

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen

LONGEST = 50
"""Characters of a number."""


class Redeeming:
    """A multi-purpose voucher is a way to pay; what was taxed when it was sold lowers the bill."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen

    def method(self) -> PaymentMethod | None:
        """How vouchers are paid with here."""
        known = self._screen.till.house.payment_methods.values()
        return next((m for m in known if m.kind is PaymentKind.VOUCHER and m.active), None)

    @property
    def offered(self) -> bool:
        """Whether the house takes vouchers, or sells what is set off by its number."""
        articles = self._screen.till.catalogue.articles.values()
        return self.method() is not None or any(a.active and a.case in NUMBERED for a in articles)

    def ask(self) -> None:
        """Ask for the number; a scanner types it too."""
        method = self.method()
        ask = TextAsk(
            method.name if method else "Gutschein",
            accept="Prüfen",
            placeholder="Nummer eintippen oder scannen",
            hint="Auch die Nummer einer Anzahlung. Was noch darauf ist, steht dann hier, bevor etwas abgezogen wird.",
            most=LONGEST,
            lift=False,
        )
        self._screen.asking.words(ask, self._typed)

    def _typed(self, number: str) -> None:
        screen = self._screen
        if not number:
            screen.desk.board.say("Bitte die Nummer vom Gutschein eingeben oder scannen.")
            return
        screen.desk.do(
            screen.desk.background,
            partial(find_voucher, screen.till, number),
            asker=screen,
            then=partial(self._found, screen.table),
        )

    def _found(self, table: int, voucher: Voucher) -> None:
        """Tell what is left; what cannot be taken leaves the number where it was typed."""
        screen = self._screen
        if screen.table != table or not screen.view.typing:
            return
        try:
            question = self._offer(voucher)
        except Refused as refusal:
            screen.desk.board.say(str(refusal))
            return
        screen.asking.end_words()
        screen.asking.ask(question)

    def _offer(self, voucher: Voucher) -> Question:
        """Raises Refused where there is nothing to take, or nothing to pay with it."""
        screen = self._screen
        name = f"{CASE_NAMES[voucher.case]} {voucher.number}"
        left = voucher.balance - self._taken(voucher.number)
        if left <= ZERO:
            raise Refused(f"{name}: Es ist nichts mehr darauf. Bitte eine andere Nummer oder anders zahlen.")
        if screen.left <= ZERO:
            raise Refused(f"{name}: Es sind {left} € darauf, aber hier ist nichts zu zahlen.")
        most = min(left, screen.paying.amount_typed or screen.left, screen.left)
        method, off = self.method(), None
        if voucher.rate is not None:
            off = self._set_off(voucher)
            most = min(most, off.total)
        elif method is None:
            raise Refused("Es ist keine Zahlungsart für Gutscheine angelegt. Bitte anders zahlen.")
        take = Choice(most.cents, f"{most} einlösen", f"bleiben {left - most}", kind=KeyKind.SECOND)
        return Question(
            f"Noch {left} € darauf",
            (Section("Einlösen", (take,), "anderer Betrag: vorher tippen"),),
            lambda _: self._take(voucher.number, most, method, off),
            name,
        )

    def _taken(self, number: str) -> Money:
        """What this bill takes from it already."""
        paying = self._screen.paying
        tenders = [tender.amount for tender in paying.tenders if tender.reference == number]
        offs = [off.total for off in paying.set_offs if off.reference == number]
        return Money.sum([*tenders, *offs])

    def _set_off(self, voucher: Voucher) -> BillDiscount:
        screen = self._screen
        if voucher.rate is None:
            raise ValueError(f"{voucher.number} is a way to pay")
        bill = screen.bill()
        balance = voucher.balance - self._taken(voucher.number)
        return set_off(bill.lines, bill.discounts, voucher.number, voucher.case, voucher.rate, balance)

    def _take(
        self, number: str, amount: Money, method: PaymentMethod | None, off: BillDiscount | None
    ) -> None:
        screen = self._screen
        if screen.settling.busy:
            screen.tell_busy()
        elif off is None:
            if method is not None:
                screen.tender(method, amount, number)
        else:
            ((rate, _),) = off.amounts
            taken = replace(off, amounts=((rate, amount),))
            screen.change(set_offs=(*screen.paying.set_offs, taken), typed="")
            if screen.left <= ZERO:
                screen.tender(screen.till.own_cash())

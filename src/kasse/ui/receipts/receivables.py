"""What taps on the list of open invoices mean: find one, collect it wholly or in part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Receivable
from kasse.ui import wording
from kasse.ui.desk import Desk, once
from kasse.ui.navigation import Navigator
from kasse.ui.pay.models import PaidModel
from kasse.ui.pay.offers import icon_of, note_offers
from kasse.ui.questions import Question
from kasse.ui.receipts.receivables_view import ReceivablesView
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel
from kasse.ui.widgets.choices import Choice, Section
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.draw_paper import receipt_paper_page
from kasse.usecases.move_cash import pay_receivable
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed

TITLE = "Offene Rechnungen"
OVERDUE_DAYS = 30
"""After so many days a debtor is in default without a reminder (§ 286 (3) BGB)."""
NOT_MONEY = (PaymentKind.ACCOUNT, PaymentKind.ROOM, PaymentKind.VOUCHER)
ELSEWHERE = "Das Papier liegt an Kasse {}; kassieren geht auch hier"


class ReceivablesScreen(QObject):
    """Oldest first. Made once for its view; `enter(operator)` reads the list behind the screen."""

    def __init__(self, view: ReceivablesView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self._operator: Operator | None = None
        self._open: Sequence[Receivable] = ()
        self._chosen: tuple[int, int] | None = None
        self._search = ""
        self._part: Money | None = None
        self._typing_part = False
        self._question: Question | None = None
        self._patience = desk.patience()
        self._busy = False
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)
        view.receipt_chosen.connect(self._choose)
        view.reprint.connect(self._collect)
        view.change_payment.connect(self._ask_part)
        view.more.connect(self._ask_search)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self._close_question)
        view.words_typed.connect(self._typed)
        view.words_cancelled.connect(view.end_asking)
        desk.changed.connect(self._changed)

    def enter(self, operator: Operator) -> None:
        """Show the list as soon as it is read, its oldest invoice chosen."""
        self._operator, self._open, self._chosen = operator, (), None
        self._search = ""
        self.view.end_asking()
        self._close_question()
        self.view.show_paper(None, "")
        self._show()
        self._read()

    def _read(self) -> None:
        operator = self._operator
        if operator is not None and not operator.training:
            self.desk.do(self.desk.background, self.till.books.receivables, asker=self, then=self._took)
        elif operator is not None:
            self.view.show_paper(None, "Übung: Offene Rechnungen gehören zum Betrieb")

    def _took(self, found: Sequence[Receivable]) -> None:
        self._open = found
        here = [self._key(one) for one in self._found()]
        if self._chosen not in here and self._question is None and not self._telling:
            self._choose(here[0] if here else None)
        else:
            self._show()

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.RECEIPTS in changed and self.view.isVisible():
            self._read()

    @property
    def _telling(self) -> bool:
        """Whether the change stands there."""
        return self.view.change is not None and not self.view.change.isHidden()

    # Showing.

    @staticmethod
    def _key(one: Receivable) -> tuple[int, int]:
        return one.terminal, one.number

    def _found(self) -> list[Receivable]:
        """What is searched for: each word in the number or in what is known of the customer."""
        words = self._search.casefold().split()

        def text(one: Receivable) -> str:
            c = one.customer
            return f"{one.printed} {c.name} {c.street} {c.postcode} {c.city} {c.number}".casefold()

        return [one for one in self._open if all(word in text(one) for word in words)]

    def _one(self) -> Receivable | None:
        return next((one for one in self._open if self._key(one) == self._chosen), None)

    def _show(self) -> None:
        found = self._found()
        total = Money.sum(one.balance for one in found)
        title = f"{TITLE}: {len(found)} · {total} €" if found else TITLE
        if self._search:
            title = f"{title} · „{self._search}“"
        operator = self._operator
        missing = wording.missing_right(self.till.staff, operator, Right.PAY) if operator else ""
        if self._one() is None:
            missing = "Zuerst eine offene Rechnung antippen."
        self.view.show_receipts(
            ReceiptsModel(
                tuple(self._row(one) for one in found),
                self._chosen,
                title=title,
                reprint_label="Kassieren",
                reprint_off=missing,
                reverse_label="",
                more_label="Alle zeigen" if self._search else "Suchen",
                change_label="Teilbetrag",
                change_off=missing,
                empty=f"Zu „{self._search}“ ist nichts offen" if self._search else "Keine Rechnung ist offen",
            )
        )

    def _row(self, one: Receivable) -> ReceiptRow:
        at = one.issued_at.astimezone(self.till.zone)
        days = (self.till.now().astimezone(self.till.zone).date() - at.date()).days
        age = {0: "heute", 1: "seit gestern"}.get(days, f"seit {days} Tagen")
        part = f"von {one.sold}" if one.balance != one.sold else age
        return ReceiptRow(
            self._key(one),
            one.customer.name,
            f"{at:%d.%m.%Y}",
            f"Beleg {one.printed}" + (f" · {age}" if one.balance != one.sold else ""),
            str(one.balance),
            part,
            f"über {OVERDUE_DAYS} Tage" if days > OVERDUE_DAYS else "",
            Tone.WARN,
        )

    def _choose(self, key: object) -> None:
        self._chosen = next((self._key(one) for one in self._open if self._key(one) == key), None)
        self._close_question()
        self._show()
        one = self._one()
        if one is None:
            self.view.show_paper(None, "")
        elif one.terminal != self.till.terminal.number:
            self.view.show_paper(None, ELSEWHERE.format(one.terminal))
        else:
            self.desk.do(
                self.desk.background,
                partial(self._draw, one.number),
                asker=self,
                then=partial(self._drawn, self._key(one)),
            )

    def _draw(self, number: int) -> bytes:
        """On a lane."""
        return picture(receipt_paper_page(self.till, number))

    def _drawn(self, key: tuple[int, int], png: bytes) -> None:
        if key == self._chosen and not self._telling and self._question is None:
            self.view.show_paper(png)

    # Words.

    def _ask_search(self, _key: object) -> None:
        if self._search:
            self._search = ""
            self._show()
            return
        self._typing_part = False
        hint = "Name, Ort oder Belegnummer; ein Teil davon genügt."
        self.view.ask(TextAsk("Offene Rechnung suchen", accept="Suchen", hint=hint, lift=False))

    def _ask_part(self, _key: object) -> None:
        one = self._one()
        if one is None:
            return
        self._typing_part = True
        self.view.ask(
            TextAsk(
                f"Teilbetrag zu Beleg {one.printed}: offen {one.balance} €",
                accept="Weiter",
                placeholder="20,00",
                lift=False,
                most=12,
            )
        )

    def _typed(self, words: str) -> None:
        if not self._typing_part:
            self._search = words
            self.view.end_asking()
            found = self._found()
            self._choose(self._key(found[0]) if found else None)
            return
        one = self._one()
        try:
            amount = Money.parse(words)
            if one is None or not ZERO < amount <= one.balance:
                most = one.balance if one else ZERO
                raise Refused(f"Bitte einen Betrag bis {most} € eingeben.")
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            return
        self._part = amount
        self.view.end_asking()
        self._collect(None)

    # Collecting.

    def _collect(self, _key: object) -> None:
        one = self._one()
        if one is None or self._busy:
            return
        due = self._part or one.balance
        try:
            cash = self.till.own_cash()
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            return
        known = self.till.house.payment_methods.values()
        others = [
            m for m in known if m.active and not m.currency and m is not cash and m.kind not in NOT_MONEY
        ]
        exact = Choice((cash.code, due.cents), f"{cash.name} {due}", "genau", icon=icon_of(cash))
        notes = [
            Choice((cash.code, int(str(offer.key))), offer.label, offer.sub) for offer in note_offers(due)
        ]
        sections = (
            Section("Bar", (exact, *notes)),
            Section(
                "Ohne Bargeld",
                tuple(Choice((m.code, due.cents), m.name, str(due), icon=icon_of(m)) for m in others),
            ),
        )
        self._question = Question(
            f"{one.customer.name}: {due} €",
            tuple(section for section in sections if section.choices),
            partial(self._pay, one, due),
            f"Zu Beleg {one.printed}. Antippen bucht die Zahlung.",
        )
        self.view.show_choices(self._question.page())

    def _pay(self, one: Receivable, due: Money, key: object) -> None:
        operator = self._operator
        if operator is None or not isinstance(key, tuple) or not self._patience.allows:
            return
        method: PaymentMethod = self.till.house.payment_method(str(key[0]))
        tender = Tender(method, Money(int(key[1])))
        self._patience.start()
        self._busy = True

        def over() -> None:
            self._busy = False

        def done(paid: Paid) -> None:
            over()
            self.desk.note_secured(paid.secured)
            self._tell(one, due, paid)

        def refused(why: str) -> None:
            over()
            self.desk.board.say(why)
            self._read()

        self.desk.do(
            self.desk.signing,
            once(
                self.till,
                lambda key: pay_receivable(self.till, operator, one.printed, [tender], amount=due, key=key),
            ),
            asker=self,
            then=done,
            refused=refused,
            failed=over,
        )

    def _tell(self, one: Receivable, due: Money, paid: Paid) -> None:
        left = one.balance - due
        given = " + ".join(f"{p.name} {p.given}" for p in paid.receipt.payments if p.given > ZERO)
        still = f"Offen bleiben {left} €." if left else f"Beleg {one.printed} ist ganz bezahlt."
        self.view.show_change(
            PaidModel(
                "",
                "",
                "",
                (),
                "",
                "",
                "Rückgeld" if paid.change else "Bezahlt",
                wording.euro(paid.change or due),
                f"Gegeben {given}" if paid.change else given,
                f"{one.customer.name}: {still}",
                (),
                "",
            )
        )

    def _choice(self, key: object) -> None:
        question = self._question
        if question is not None:
            self._close_question()
            question.choose(key)

    def _close_question(self) -> None:
        self._question, self._part = None, None
        self.view.hide_choices()

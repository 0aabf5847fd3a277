"""What taps on the list of receipts mean: look at one, print a copy, an invoice, a Bewirtungsbeleg, take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.customers import Customer
from kasse.domain.staff import Operator, Right
from kasse.ports.books import StoredReceipt
from kasse.ui import wording
from kasse.ui.desk import Desk, once
from kasse.ui.navigation import Navigator
from kasse.ui.questions import Question, one_of
from kasse.ui.receipts.recipient import RecipientQuestions
from kasse.ui.receipts.reversal import (
    corrected_words,
    other_way_question,
    reversal_question,
    reversal_words,
)
from kasse.ui.receipts.showing import (
    OLDER,
    half_put_right,
    no_invoice,
    no_other_way,
    not_reversible,
    older_row,
    receipt_row,
)
from kasse.ui.receipts.view import ReceiptsModel, ReceiptsView
from kasse.ui.widgets.choices import Choice
from kasse.usecases.change_payment import Corrected, change_payment
from kasse.usecases.draw_paper import receipt_paper_page
from kasse.usecases.print_again import print_invoice, reprint_receipt
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed

T = TypeVar("T")
PAGE = 50
"""So many receipts are read at a time."""
INVOICE, ENTERTAINMENT = "invoice", "entertainment"
NO_PAPER = "Abgebrochen: Davon gibt es kein Papier"


class ReceiptsScreen(QObject):
    """The latest receipts of this till, newest first; older ones on demand.

    Made once for its view; `enter(operator)` reads the list behind the screen.
    """

    def __init__(self, view: ReceiptsView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.navigator = navigator
        self._operator: Operator | None = None
        self._receipts: list[StoredReceipt] = []
        self._has_older = False
        self._chosen: int | None = None
        self._question: Question | None = None
        self._patience = desk.patience()
        self._reversing = False
        self._recipient: RecipientQuestions | None = None
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)
        view.receipt_chosen.connect(self._tapped)
        view.reprint.connect(self._reprint)
        view.reverse.connect(self._ask_why)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self._close_question)
        view.more.connect(self._offer_more)
        view.change_payment.connect(self._ask_other_way)
        view.words_typed.connect(self._typed)
        view.words_cancelled.connect(self._typed_nothing)
        desk.changed.connect(self._changed)

    def enter(self, operator: Operator) -> None:
        """Show the list as soon as it is read, its newest receipt chosen."""
        self._operator = operator
        self._chosen = None
        self._close_question()
        self._end_typing()
        self.view.show_paper(None)
        self._receipts = []
        self.refresh()
        self.reload()

    # Reading.

    def reload(self) -> None:
        """Read the latest receipts again, as many as were shown."""
        self._read(max(PAGE, len(self._receipts)), None, self._loaded)

    def _load_older(self) -> None:
        if self._receipts:
            self._read(PAGE, self._receipts[-1].receipt.number, self._add_older)

    def _read(
        self, count: int, before: int | None, then: Callable[[int, Sequence[StoredReceipt]], None]
    ) -> None:
        self.desk.do(
            self.desk.background,
            partial(self.till.books.latest_receipts, count, before=before),
            asker=self,
            then=partial(then, count),
        )

    def _loaded(self, asked: int, receipts: Sequence[StoredReceipt]) -> None:
        self._receipts = list(receipts)
        self._has_older = len(receipts) == asked
        if self._chosen is None and self._receipts:
            self._choose(self._receipts[0].receipt.number)
        else:
            self.refresh()

    def _add_older(self, asked: int, receipts: Sequence[StoredReceipt]) -> None:
        last = self._receipts[-1].receipt.number if self._receipts else None
        self._receipts += [stored for stored in receipts if last is None or stored.receipt.number < last]
        self._has_older = len(receipts) == asked
        self.refresh()

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.RECEIPTS in changed and self.view.isVisible():
            self.reload()

    # Showing.

    def refresh(self) -> None:
        """Show what has been read."""
        operator = self._operator
        if operator is None:
            return
        reversed_ones = self._reversed_ones()
        lacking = partial(wording.missing_right, self.till.staff, operator)
        stored = self._stored()
        reprint_off = lacking(Right.REPRINT)
        if not self.till.terminal.receipt_printer:
            reprint_off = "An dieser Kasse ist kein Belegdrucker."
        if stored is not None and stored.aborted:
            reprint_off = f"Beleg {stored.receipt.number} wurde abgebrochen und hat kein Papier."
        label = "Rechnung stornieren"
        if stored is not None:
            label = f"Nr. {wording.number(stored.receipt.number)} stornieren"
        rows = [receipt_row(s, reversed_ones, self.till.zone) for s in self._receipts]
        if self._has_older:
            rows.append(older_row(PAGE))
        self.view.show_receipts(
            ReceiptsModel(
                tuple(rows),
                self._chosen,
                reprint_off=reprint_off,
                reverse_label=label,
                more_off=reprint_off or no_invoice(stored),
                change_off=lacking(Right.REVERSAL)
                or no_other_way(stored, reversed_ones - half_put_right(self._receipts), operator),
                reverse_off=lacking(Right.REVERSAL) or not_reversible(stored, reversed_ones, operator),
            )
        )

    def _reversed_ones(self) -> frozenset[int]:
        """A reversal is newer than what it reverses, so it has been read when the other one has."""
        numbers = (s.receipt.reverses for s in self._receipts if not s.aborted)
        return frozenset(number for number in numbers if number is not None)

    def _stored(self) -> StoredReceipt | None:
        return next((s for s in self._receipts if s.receipt.number == self._chosen), None)

    def _tapped(self, key: object) -> None:
        if key == OLDER:
            self._load_older()
        else:
            self._choose(int(str(key)))

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._close_question()
        self.refresh()
        stored = self._stored()
        if stored is None or stored.aborted:
            self.view.show_paper(None, NO_PAPER)
            return

        def drawn(png: bytes) -> None:
            if number == self._chosen:
                self.view.show_paper(png)

        self.desk.do(self.desk.background, partial(self._draw, number), asker=self, then=drawn)

    def _draw(self, number: int) -> bytes:
        """On a lane: the paper as it was printed."""
        return picture(receipt_paper_page(self.till, number))

    # Deeds.

    def _reprint(self, number: object) -> None:
        if self._operator is None or not self._patience.allows:
            return
        self._patience.start()
        self.desk.do(
            self.desk.books,
            partial(reprint_receipt, self.till, self._operator, int(str(number))),
            asker=self,
            then=lambda _: self.desk.board.say("Die Kopie wird gedruckt."),
        )

    def _offer_more(self, number: object) -> None:
        """An invoice or a Bewirtungsbeleg."""
        if self._operator is None or not isinstance(number, int):
            return
        choices = (
            Choice(INVOICE, "Rechnung mit Anschrift", icon="file-text"),
            Choice(ENTERTAINMENT, "Bewirtungsbeleg", icon="utensils"),
        )
        self._question = one_of(
            f"Zu Beleg {wording.number(number)} drucken", choices, partial(self._print_more, number)
        )
        self.view.show_choices(self._question.page())

    def _print_more(self, number: int, what: object) -> None:
        if what == INVOICE:
            self._recipient = RecipientQuestions(
                f"Rechnung zu Beleg {number}",
                self.view.ask,
                self.desk.board.say,
                partial(self._print_invoice, number),
            )
            self._recipient.ask()
        elif self._operator is not None:
            self.desk.do(
                self.desk.books,
                partial(reprint_receipt, self.till, self._operator, number, entertainment=True),
                asker=self,
                then=lambda _: self.desk.board.say("Der Bewirtungsbeleg wird gedruckt."),
            )

    def _typed(self, words: str) -> None:
        if self._recipient is not None:
            self._recipient.typed(words)

    def _typed_nothing(self) -> None:
        if self._recipient is None or not self._recipient.back():
            self._end_typing()

    def _end_typing(self) -> None:
        self._recipient = None
        self.view.end_asking()

    def _print_invoice(self, number: int, customer: Customer) -> None:
        self._end_typing()
        if self._operator is not None:
            self.desk.do(
                self.desk.books,
                partial(print_invoice, self.till, self._operator, number, customer),
                asker=self,
                then=lambda _: self.desk.board.say(f"Die Rechnung an {customer.name} wird gedruckt."),
            )

    def _ask_why(self, _number: object) -> None:
        stored = self._stored()
        if stored is not None and not self._reversing:
            self._question = reversal_question(
                self.till, stored.receipt, partial(self._reverse, stored.receipt.number)
            )
            self.view.show_choices(self._question.page())

    def _choice(self, key: object) -> None:
        question = self._question
        if question is not None:
            self._close_question()
            question.choose(key)

    def _close_question(self) -> None:
        self._question = None
        self.view.hide_choices()

    def _reverse(self, number: int, reason: object) -> None:
        operator = self._operator
        if operator is None:
            return

        def told(reversal: Paid) -> tuple[str, str]:
            self.desk.note_secured(reversal.secured)
            return reversal_words(reversal)

        self._book(lambda key: reverse_receipt(self.till, operator, number, str(reason), key=key), told)

    def _ask_other_way(self, _number: object) -> None:
        stored = self._stored()
        if stored is not None and not self._reversing:
            self._question = other_way_question(
                self.till, stored.receipt, partial(self._change_payment, stored.receipt.number)
            )
            self.view.show_choices(self._question.page())

    def _change_payment(self, number: int, code: object) -> None:
        operator = self._operator
        if operator is None:
            return

        def told(corrected: Corrected) -> tuple[str, str]:
            for paid in (corrected.reversal, corrected.paid):
                self.desk.note_secured(paid.secured)
            return corrected_words(corrected)

        self._book(lambda key: change_payment(self.till, operator, number, str(code), key=key), told)

    def _book(self, deed: Callable[[UUID], T], told: Callable[[T], tuple[str, str]]) -> None:
        """One at a time, where waiting for the signing device harms nobody."""
        self._reversing = True

        def over() -> None:
            self._reversing = False

        def done(outcome: T) -> None:
            over()
            self.desk.board.say(*told(outcome))
            self._chosen = None  # what was booked is the newest now, and is shown

        def refused(why: str) -> None:
            over()
            self.desk.board.say(why)
            self.reload()

        def failed() -> None:
            over()
            self.reload()  # part of it may be there

        self.desk.do(
            self.desk.signing,
            once(self.till, deed),
            asker=self,
            then=done,
            refused=refused,
            failed=failed,
        )

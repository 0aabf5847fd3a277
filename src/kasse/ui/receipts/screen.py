"""What taps on the list of receipts mean: look at one, print it again as a copy, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.sales import ReceiptKind
from kasse.domain.staff import Operator, Right
from kasse.ports.books import StoredReceipt
from kasse.ui import wording
from kasse.ui.desk import Desk, once
from kasse.ui.navigation import Navigator
from kasse.ui.questions import Question
from kasse.ui.receipts.reversal import reversal_question, reversal_words
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel, ReceiptsView
from kasse.usecases.draw_paper import receipt_paper_page
from kasse.usecases.print_again import reprint_receipt
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed

LATEST = 100
_TITLES = {
    ReceiptKind.SALE: "Rechnung",
    ReceiptKind.REVERSAL: "Storno",
    ReceiptKind.CASH: "Kassenbewegung",
    ReceiptKind.INTERNAL: "Intern",
    ReceiptKind.TEST: "Test",
}


class ReceiptsScreen(QObject):
    """The latest receipts of this till, newest first."""

    def __init__(self, view: ReceiptsView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.navigator = navigator
        self._operator: Operator | None = None
        self._receipts: Sequence[StoredReceipt] = ()
        self._chosen: int | None = None
        self._question: Question | None = None
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)
        view.receipt_chosen.connect(self._choose)
        view.reprint.connect(self._reprint)
        view.reverse.connect(self._ask_why)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self._close_question)
        desk.changed.connect(self._changed)

    def enter(self, operator: Operator) -> None:
        """Show the list as soon as it is read."""
        self._operator = operator
        self._chosen = None
        self._close_question()
        self.view.show_paper(None)
        self.refresh()
        self.reload()

    def reload(self) -> None:
        """Read the latest receipts."""
        self.desk.background.run(
            partial(self.till.books.latest_receipts, LATEST), asker=self, then=self._loaded
        )

    def _loaded(self, done: Future[Sequence[StoredReceipt]]) -> None:
        self._receipts = done.result()
        if self._chosen is None and self._receipts:
            self._choose(self._receipts[0].receipt.number)
        else:
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
        reversed_ones = {s.receipt.reverses for s in self._receipts} - {None}
        lacking = partial(wording.missing_right, self.till.staff, operator)
        stored = self._stored()
        reprint_off = lacking(Right.REPRINT)
        if not self.till.terminal.receipt_printer:
            reprint_off = "An dieser Kasse ist kein Belegdrucker."
        label = "Rechnung stornieren"
        if stored is not None:
            label = f"{wording.number(stored.receipt.number)} stornieren"
        self.view.show_receipts(
            ReceiptsModel(
                tuple(self._row(s, is_reversed=s.receipt.number in reversed_ones) for s in self._receipts),
                self._chosen,
                reprint_off=reprint_off,
                reverse_label=label,
                reverse_off=lacking(Right.REVERSAL) or _not_reversible(stored, reversed_ones),
            )
        )

    def _row(self, stored: StoredReceipt, *, is_reversed: bool) -> ReceiptRow:
        receipt = stored.receipt
        marks = (
            (stored.aborted, "abgebrochen"),
            (is_reversed, "storniert"),
            (receipt.training, "Übung"),
            (stored.secured is not None and not stored.secured.is_signed, "Ausfall"),
        )
        return ReceiptRow(
            receipt.number,
            f"{_TITLES[receipt.kind]} {wording.number(receipt.number)}",
            wording.clock(receipt.issued_at, self.till.zone),
            receipt.table_label or receipt.reason,
            str(receipt.total),
            " + ".join(dict.fromkeys(p.name for p in receipt.payments)) or receipt.reason,
            next((mark for applies, mark in marks if applies), ""),
        )

    def _stored(self) -> StoredReceipt | None:
        return next((s for s in self._receipts if s.receipt.number == self._chosen), None)

    def _choose(self, number: object) -> None:
        self._chosen = int(str(number))
        self._close_question()
        self.refresh()
        stored = self._stored()
        if stored is None or stored.aborted:
            self.view.show_paper(None)
            return
        work = partial(self._draw, self._chosen)
        self.desk.background.run(work, asker=self, then=partial(self._show_paper, self._chosen))

    def _draw(self, number: int) -> bytes:
        """On a lane: the paper as it was printed."""
        return picture(receipt_paper_page(self.till, number))

    def _show_paper(self, number: int, done: Future[bytes]) -> None:
        if number == self._chosen:
            self.view.show_paper(done.result())

    # Deeds.

    def _reprint(self, number: object) -> None:
        if self._operator is None:
            return
        self.desk.do(
            self.desk.books,
            partial(reprint_receipt, self.till, self._operator, int(str(number))),
            asker=self,
            then=lambda _: self.desk.board.say("Die Kopie wird gedruckt."),
        )

    def _ask_why(self, _number: object) -> None:
        stored = self._stored()
        if stored is not None:
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

        def done(reversal: Paid) -> None:
            self.desk.note_secured(reversal.secured)
            self.desk.board.say(*reversal_words(reversal))
            self._chosen = None

        self.desk.do(
            self.desk.signing,
            once(self.till, lambda key: reverse_receipt(self.till, operator, number, str(reason), key=key)),
            asker=self,
            then=done,
        )


def _not_reversible(stored: StoredReceipt | None, reversed_ones: set[int | None]) -> str:
    if stored is None:
        return ""
    receipt = stored.receipt
    if stored.aborted:
        return f"Beleg {receipt.number} ist abgebrochen."
    if receipt.number in reversed_ones:
        return f"Beleg {receipt.number} ist schon storniert."
    if receipt.kind in (ReceiptKind.REVERSAL, ReceiptKind.TEST) or receipt.reverses is not None:
        return f"Beleg {receipt.number} ist kein Verkauf."
    return ""

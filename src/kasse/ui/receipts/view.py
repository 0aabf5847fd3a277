"""The last receipts: find one, look at its paper, print it again, or reverse it."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics, ScreenClass
from kasse.ui.theme.zones import rail_zones
from kasse.ui.view import View
from kasse.ui.widgets.choices import ChoicePage, ChoicePanel
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.paper_picture import PaperPicture
from kasse.ui.widgets.row_list import Row, RowList
from kasse.ui.widgets.text_entry import TextAsk, TextEntry


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt of the list. mark: a word that must be seen ("Storno", "Ausfall"), empty for none."""

    key: Hashable
    number: str
    time: str
    place: str
    amount: str
    paid_by: str = ""
    mark: str = ""
    tone: Tone = Tone.BAD


@dataclass(frozen=True, slots=True)
class ReceiptsModel:
    """reverse_off: why the chosen receipt cannot be reversed; its key says what it will do (reverse_label).
    more_off: why there is neither an invoice nor a Bewirtungsbeleg of it. change_off: why the way that it was paid cannot
    be put right.

    An empty label takes the key away.
    """

    rows: tuple[ReceiptRow, ...]
    chosen: Hashable | None = None
    title: str = "Letzte Rechnungen"
    reprint_label: str = "Kopie drucken"
    reprint_off: str = ""
    reverse_label: str = "Rechnung stornieren"
    reverse_off: str = ""
    more_label: str = "Rechnung, Bewirtung"
    more_off: str = ""
    change_label: str = "Zahlungsart ändern"
    change_off: str = ""
    empty: str = "Heute gibt es noch keine Rechnung"


class ReceiptList(RowList):
    """Receipts on a card; the chosen one is marked."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, name="Letzte Rechnungen")

    def show_rows(self, rows: tuple[ReceiptRow, ...], chosen: Hashable | None, empty: str) -> None:
        """Show these receipts; `empty` is said when there are none."""
        self.show_list([_row(row) for row in rows], chosen, empty)


def _row(row: ReceiptRow) -> Row:
    words = " · ".join(part for part in (row.time, row.place) if part)
    return Row(row.key, row.number, words, row.amount, row.paid_by, row.mark, row.tone)


class ReceiptsView(View):
    """List, paper, and four keys below them; the one that reverses stands far from the one that prints.

    Words (the recipient of an invoice) are typed on top of it all.
    """

    spoken = "Belege"
    receipt_chosen = Signal(object)
    reprint = Signal(object)
    reverse = Signal(object)
    more = Signal(object)
    change_payment = Signal(object)
    choice_made = Signal(object)
    choices_closed = Signal()
    words_typed = Signal(str)
    words_cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, back="Tische")
        self._model = ReceiptsModel(())
        self.list = ReceiptList(look, self)
        self.paper = PaperPicture(look, self)
        self.choices = ChoicePanel(look, self)
        self.reverse_key = Key(
            look, KeyText("Rechnung stornieren", icon="trash-2", narrow=True), KeyKind.DANGER, self
        )
        self.reprint_key = Key(look, KeyText("Kopie drucken", icon="copy", px=20), KeyKind.MAIN, self)
        self.more_key = Key(look, KeyText("Rechnung, Bewirtung", icon="file-text", narrow=True), parent=self)
        self.change_key = Key(look, KeyText("Zahlungsart ändern", icon="wallet", narrow=True), parent=self)
        self.entry = TextEntry(look, self)
        self.choices.hide()
        self.entry.hide()
        self.list.tapped.connect(self.receipt_chosen)
        self.reverse_key.tapped.connect(lambda: self.reverse.emit(self._model.chosen))
        self.reprint_key.tapped.connect(lambda: self.reprint.emit(self._model.chosen))
        self.choices.chosen.connect(self.choice_made)
        self.choices.refused.connect(self.refused)
        self.choices.closed.connect(self._close_choices)
        self.more_key.tapped.connect(lambda: self.more.emit(self._model.chosen))
        self.change_key.tapped.connect(lambda: self.change_payment.emit(self._model.chosen))
        self.entry.accepted.connect(self.words_typed)
        self.entry.cancelled.connect(self.words_cancelled)
        for key in (self.reverse_key, self.reprint_key, self.more_key, self.change_key):
            key.refused.connect(self.refused)

    @property
    def model(self) -> ReceiptsModel:
        """What is shown."""
        return self._model

    def show_receipts(self, model: ReceiptsModel) -> None:
        self._model = model
        self.top.show_title(model.title)
        self.list.show_rows(model.rows, model.chosen, model.empty)
        self.reverse_key.show_label(model.reverse_label)
        self.reprint_key.show_label(model.reprint_label)
        self.more_key.show_label(model.more_label)
        self.change_key.show_label(model.change_label)
        self._show_all()
        missing = None if model.chosen is not None else "Zuerst eine Rechnung antippen."
        self.reverse_key.switch(off=missing or model.reverse_off or None)
        self.reprint_key.switch(off=missing or model.reprint_off or None)
        self.more_key.switch(off=missing or model.more_off or None)
        self.change_key.switch(off=missing or model.change_off or None)

    @property
    def typing(self) -> bool:
        """Whether words are being typed."""
        return not self.entry.isHidden()

    def ask(self, ask: TextAsk) -> None:
        """Ask for words, in the place of everything below the top bar."""
        self.entry.show()
        self.entry.raise_()
        self._show_all()
        self.entry.ask(ask)

    def end_asking(self) -> None:
        """Back to the receipts."""
        if self.typing:
            self.entry.hide()
            self._show_all()
            self.setFocus()

    def _show_all(self) -> None:
        below = not self.typing
        self.list.setVisible(below)
        self.paper.setVisible(below and self.choices.isHidden())
        self.reverse_key.setVisible(below and bool(self._model.reverse_label))
        self.reprint_key.setVisible(below and bool(self._model.reprint_label))
        self.more_key.setVisible(below and bool(self._model.more_label))
        self.change_key.setVisible(below and bool(self._model.change_label))

    def show_paper(self, png: bytes | None, words: str = "Rechnung links antippen") -> None:
        """The picture of the chosen receipt's paper, or words where there is none."""
        self.paper.show_picture(png, words)

    def show_choices(self, page: ChoicePage) -> None:
        """Reasons for a reversal, in the place of the paper."""
        self.choices.show_page(page)
        self.choices.show()
        self.paper.hide()

    def hide_choices(self) -> None:
        self.choices.hide()
        self._show_all()

    def _close_choices(self) -> None:
        self.hide_choices()
        self.choices_closed.emit()

    def lay_out(self, m: Metrics) -> None:
        content = m.content
        high = {ScreenClass.K: 64, ScreenClass.XL: 96}.get(m.screen_class, 80)
        wide = {ScreenClass.K: 440, ScreenClass.M: 440, ScreenClass.L: 520, ScreenClass.XL: 680}[
            m.screen_class
        ]
        keys = Box(content.x, content.bottom - high, content.w, high)
        above = content.h - high - GAP
        rows = Box(content.x, content.y, wide, above)
        right = Box(rows.right + GAP, content.y, content.right - rows.right - GAP, above)
        main_width = max(280, right.w // 2)
        main = Box(content.right - main_width, keys.y, main_width, high)
        reverse = Box(content.x, keys.y, min(280, wide), high)
        others = Box(reverse.right + GAP, keys.y, main.x - 2 * GAP - reverse.right, high)
        if m.is_tall:
            above -= 64 + GAP
            rows = Box(content.x, content.y, content.w, above * 2 // 5)
            right = Box(content.x, rows.bottom + GAP, content.w, above - rows.h - GAP)
            reverse = Box(content.x, right.bottom + GAP, (content.w - 2 * GAP) // 3, 64)
            others = Box(reverse.right + GAP, reverse.y, content.w - reverse.w - GAP, 64)
            main = keys
        self.list.place(m.mirror(rows))
        for part in (self.paper, self.choices):
            part.place(m.mirror(right))
        self.choices.lay_out(max(2, right.w // 200), 72)
        self.reprint_key.place(m.mirror(main))
        self.reverse_key.place(m.mirror(reverse))
        change, more = others.cells(2, 1)
        self.change_key.place(m.mirror(change))
        self.more_key.place(m.mirror(more))
        self.entry.lay_out(content, rail_zones(m))

    def key(self, event: QKeyEvent) -> bool:
        if self.typing:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.reprint_key.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape and not self.choices.isHidden():
            self._close_choices()
        else:
            return False
        return True

    def _step(self, way: int) -> None:
        rows = self._model.rows
        here = next(
            (i for i, row in enumerate(rows) if row.key == self._model.chosen), -1 if way > 0 else len(rows)
        )
        if 0 <= here + way < len(rows):
            self.receipt_chosen.emit(rows[here + way].key)

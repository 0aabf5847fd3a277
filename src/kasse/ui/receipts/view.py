"""The last receipts: find one, look at its paper, print it again, or reverse it."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics, ScreenClass
from kasse.ui.view import View
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.choices import ChoicePage, ChoicePanel
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.painted import outlined, pill, rounded, rule

ROW = 64


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


@dataclass(frozen=True, slots=True)
class ReceiptsModel:
    """reverse_off: why the chosen receipt cannot be reversed; its key says what it will do (reverse_label).

    An empty label takes the key away.
    """

    rows: tuple[ReceiptRow, ...]
    chosen: Hashable | None = None
    title: str = "Letzte Rechnungen"
    reprint_label: str = "Kopie drucken"
    reprint_off: str = ""
    reverse_label: str = "Rechnung stornieren"
    reverse_off: str = ""


class ReceiptList(Cells):
    """Rows on a card; the chosen one is marked."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[ReceiptRow, ...] = ()
        self._chosen: Hashable | None = None
        self.setAccessibleName("Letzte Rechnungen")

    def show_rows(self, rows: tuple[ReceiptRow, ...], chosen: Hashable | None) -> None:
        changed = rows != self._rows
        self._rows, self._chosen = rows, chosen
        if changed:
            self.cells_changed()
        index = next((i for i, row in enumerate(rows) if row.key == chosen), None)
        if index is not None:
            self.make_visible(index)
        self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self.show_rows(self._rows, self._chosen)

    def view_box(self) -> QRectF:
        return self.face.adjusted(0, 8, 0, -8)

    def content_height(self) -> float:
        return len(self._rows) * ROW

    def cell_count(self) -> int:
        return len(self._rows)

    def cell_box(self, index: int) -> QRectF:
        return QRectF(8, 8 + index * ROW, self._face.w - 16, ROW)

    def cell_key(self, index: int) -> Hashable:
        return self._rows[index].key

    def cell_name(self, index: int) -> str:
        row = self._rows[index]
        return ", ".join(
            part for part in (row.number, row.time, row.place, row.amount, row.paid_by, row.mark) if part
        )

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        painter.setClipRect(self.view_box())
        for index, row in enumerate(self._rows):
            box = self.shown_box(index)
            if box.intersects(dirty):
                self._draw_row(painter, row, box, pressed=index == self._pressed)
        if not self._rows:
            t.write(
                painter,
                self.face,
                "Heute gibt es noch keine Rechnung",
                t.SECOND,
                self.color("muted"),
                t.CENTER,
            )
        self.draw_focus(painter)

    def _draw_row(self, painter: QPainter, row: ReceiptRow, box: QRectF, *, pressed: bool) -> None:
        frame = box.adjusted(0, 1, 0, -1)
        if row.key == self._chosen:
            outlined(painter, frame, 8, self.color("select"), self.color("select_line"), 2)
        elif pressed:
            rounded(painter, frame, 8, self.color("select"))
        else:
            rule(painter, box.x() + 8, box.bottom() - 1, box.width() - 16, self.color("line"))
        left, right = box.x() + 16, box.right() - 16
        strong = t.Face(18, fonts.SEMIBOLD)
        t.write_at(painter, left, box.y() + 28, row.number, strong, self.color("ink"))
        words = " · ".join(part for part in (row.time, row.place) if part)
        t.write_at(
            painter,
            left,
            box.y() + 50,
            t.elided(words, box.width() - 160, t.SECOND_NARROW),
            t.SECOND_NARROW,
            self.color("muted"),
        )
        t.write_right(painter, right, box.y() + 28, row.amount, strong, self.color("ink"))
        t.write_right(painter, right, box.y() + 50, row.paid_by, t.SECOND_NARROW, self.color("muted"))
        if row.mark:
            wide = t.width(row.mark, t.COUNTER) + 18
            spot = QRectF(left + t.width(row.number, strong) + 12, box.y() + 11, wide, 24)
            pill(painter, spot, self.color("danger_soft"))
            t.write(painter, spot, row.mark, t.COUNTER, self.color("danger_ink"), t.CENTER)


class PaperPicture(Cells):
    """A printed paper as a picture; always white, also in the dark. Scrolls when it is long."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture = QPixmap()
        self._words = ""
        self.setAccessibleName("Vorschau")

    @property
    def picture(self) -> QPixmap:
        """The paper that is shown; null for none."""
        return self._picture

    def show_picture(self, png: bytes | None, words: str = "Rechnung links antippen") -> None:
        """Show that PNG, or the words when there is none."""
        self._picture = QPixmap()
        if png is not None:
            self._picture.loadFromData(png)
        self._words = words
        self.scroll_to(0)
        self.update()

    def _shown(self) -> QRectF:
        if self._picture.isNull():
            return QRectF()
        wide = min(self._face.w - 64.0, self._picture.width() * 1.0, 440.0)
        high = self._picture.height() * wide / self._picture.width()
        return QRectF((self._face.w - wide) / 2, 24, wide, high)

    def content_height(self) -> float:
        return self._shown().height() + 48

    def cell_count(self) -> int:
        return 0

    def cell_box(self, index: int) -> QRectF:
        raise IndexError(index)

    def cell_key(self, index: int) -> Hashable:
        raise IndexError(index)

    def cell_name(self, index: int) -> str:
        raise IndexError(index)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("floor"), self.color("line"))
        if self._picture.isNull():
            t.write(painter, self.face, self._words, t.Face(17), self.color("muted"), t.CENTER)
            return
        painter.setClipRect(self.face.adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._shown().translated(0, -self._offset)
        painter.fillRect(shown.adjusted(-12, -12, 12, 12), Qt.GlobalColor.white)
        painter.drawPixmap(shown, self._picture, QRectF(self._picture.rect()))


class ReceiptsView(View):
    """List, paper, and three keys; the one that reverses stands far from the one that prints."""

    receipt_chosen = Signal(object)
    reprint = Signal(object)
    reverse = Signal(object)
    choice_made = Signal(object)
    choices_closed = Signal()

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
        self.choices.hide()
        self.list.tapped.connect(self.receipt_chosen)
        self.reverse_key.tapped.connect(lambda: self.reverse.emit(self._model.chosen))
        self.reprint_key.tapped.connect(lambda: self.reprint.emit(self._model.chosen))
        self.choices.chosen.connect(self.choice_made)
        self.choices.refused.connect(self.refused)
        self.choices.closed.connect(self._close_choices)
        for key in (self.reverse_key, self.reprint_key):
            key.refused.connect(self.refused)

    @property
    def model(self) -> ReceiptsModel:
        """What is shown."""
        return self._model

    def show_receipts(self, model: ReceiptsModel) -> None:
        self._model = model
        self.top.show_title(model.title)
        self.list.show_rows(model.rows, model.chosen)
        self.reverse_key.show_label(model.reverse_label)
        self.reprint_key.show_label(model.reprint_label)
        self.reverse_key.setVisible(bool(model.reverse_label))
        self.reprint_key.setVisible(bool(model.reprint_label))
        missing = None if model.chosen is not None else "Zuerst eine Rechnung antippen."
        self.reverse_key.switch(off=missing or model.reverse_off or None)
        self.reprint_key.switch(off=missing or model.reprint_off or None)

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
        self.paper.show()

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
        self.list.place(m.mirror(rows))
        for part in (self.paper, self.choices):
            part.place(m.mirror(right))
        self.choices.lay_out(max(2, right.w // 200), 72)
        self.reprint_key.place(m.mirror(main))
        self.reverse_key.place(m.mirror(reverse))

    def key(self, event: QKeyEvent) -> bool:
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

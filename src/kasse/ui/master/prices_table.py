"""Old and new prices side by side, above them a small picture of how many change by how much."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from kasse.domain.catalogue.price_change import Bin
from kasse.domain.money import Money
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import outlined, put_icon, rounded, rule

ROW, HEAD, PICTURE = 48.0, 30.0, 96.0
PADDING = 16.0
COLUMN = 74.0
LEAST_FOR_PICTURE = 400
NAMES = (t.Face(16, condensed=True), t.SECOND_NARROW)
FIGURE, FIGURE_NEW = t.Face(17), t.Face(17, fonts.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One article. new: empty where it has none; note: why; kept: it shall stay as it is."""

    number: int
    name: str
    old: str = ""
    new: str = ""
    difference: str = ""
    note: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PriceSheet:
    """What the card shows; `empty` where there are no rows."""

    title: str
    remark: str
    bins: tuple[Bin, ...]
    rows: tuple[PriceRow, ...]
    empty: str = ""


class PriceTable(Cells):
    """A tap on a row reports the number of its article."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._sheet = PriceSheet("", "", (), ())
        self.setAccessibleName("Vorschau der Preise")

    @property
    def sheet(self) -> PriceSheet:
        """What is shown."""
        return self._sheet

    def show_sheet(self, sheet: PriceSheet) -> None:
        """Show that."""
        same = [row.number for row in sheet.rows] == [row.number for row in self._sheet.rows]
        self._sheet = sheet
        if same:
            self.scroll_to(self._offset)
        else:
            self.scroll_to(0)
            self.cells_changed()
        self.setAccessibleDescription(f"{sheet.title}. {sheet.remark}")
        self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self.scroll_to(self._offset)

    # Cells.

    @property
    def _picture_high(self) -> float:
        return PICTURE if self._sheet.bins and self._face.h >= LEAST_FOR_PICTURE else 0.0

    def view_box(self) -> QRectF:
        top = 62 + self._picture_high + HEAD
        return QRectF(0, top, self._face.w, max(0.0, self._face.h - top - 8))

    def content_height(self) -> float:
        return len(self._sheet.rows) * ROW

    def cell_count(self) -> int:
        return len(self._sheet.rows)

    def cell_box(self, index: int) -> QRectF:
        return QRectF(8, self.view_box().top() + index * ROW, self._face.w - 16, ROW)

    def cell_key(self, index: int) -> Hashable:
        return self._sheet.rows[index].number

    def cell_name(self, index: int) -> str:
        row = self._sheet.rows[index]
        words = (row.name, f"bisher {row.old}" if row.old else "", f"neu {row.new}" if row.new else "")
        state = "bleibt, wie er ist" if row.kept else row.note
        return ", ".join(part for part in (*words, state) if part)

    # Drawing.

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        sheet = self._sheet
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        room = self._face.w - 2 * PADDING
        title = t.fit(sheet.title, room, t.PANEL_TITLE, t.Face(20, fonts.SEMIBOLD, condensed=True))
        words = t.elided(sheet.title, room, title)
        t.write(painter, QRectF(PADDING, 8, room, 28), words, title, self.color("ink"))
        remark = t.elided(sheet.remark, room, t.SECOND_NARROW)
        t.write(painter, QRectF(PADDING, 36, room, 20), remark, t.SECOND_NARROW, self.color("muted"))
        if not sheet.rows:
            for i, line in enumerate(t.broken(sheet.empty, room, t.SECOND, 4)):
                row = QRectF(PADDING, 80 + 22 * i, room, 22)
                t.write(painter, row, line, t.SECOND, self.color("muted"))
            return
        if self._picture_high:
            self._draw_bins(painter, QRectF(PADDING, 62, room, PICTURE - 6))
        self._draw_head(painter)
        view = self.view_box()
        painter.setClipRect(view)
        for index, each in enumerate(sheet.rows):
            box = self.shown_box(index)
            if box.intersects(dirty) and box.intersects(view):
                self._draw_row(painter, each, box, pressed=index == self._pressed)
        if view.height() < self.content_height():
            share = view.height() / self.content_height()
            top = view.top() + self._offset * share
            painter.fillRect(QRectF(view.right() - 5, top, 3, view.height() * share), self.color("free_line"))
        self.draw_focus(painter)

    def _draw_bins(self, painter: QPainter, box: QRectF) -> None:
        """A bar for each step: how many above it, by how much below it."""
        bins = self._sheet.bins
        most = max(each.count for each in bins)
        step = min(96.0, box.width() / len(bins))
        for i, each in enumerate(bins):
            cell = QRectF(box.x() + i * step, box.y(), step, box.height())
            high = max(3.0, (box.height() - 42) * each.count / most)
            bar = QRectF(cell.x() + 6, cell.bottom() - 22 - high, step - 12, high)
            role = "accent_text" if each.upto > Money(0) else "warn_line"
            rounded(painter, bar, 3, self.color(role))
            above = QRectF(cell.x(), bar.y() - 20, step, 20)
            t.write(painter, above, str(each.count), t.COUNTER, self.color("ink"), t.CENTER)
            words = bin_words(each)
            face = t.fit(words, step - 2, t.SECOND, t.SMALL)
            below = QRectF(cell.x(), cell.bottom() - 20, step, 20)
            t.write(painter, below, words, face, self.color("muted"), t.CENTER)

    def _columns(self) -> tuple[float, float, float]:
        """The right ends of old, new, difference."""
        right = self._face.w - PADDING - 8
        return right - 2 * COLUMN, right - COLUMN, right

    def _draw_head(self, painter: QPainter) -> None:
        y = self.view_box().top() - HEAD
        t.write(painter, QRectF(PADDING, y, 200, HEAD - 4), "Artikel", t.SECOND_NARROW, self.color("muted"))
        for right, word in zip(self._columns(), ("bisher", "neu", "mehr"), strict=True):
            t.write(
                painter,
                QRectF(right - COLUMN, y, COLUMN, HEAD - 4),
                word,
                t.SECOND_NARROW,
                self.color("muted"),
                t.RIGHT,
            )
        rule(painter, PADDING, y + HEAD - 2, self._face.w - 2 * PADDING, self.color("line"))

    def _draw_row(self, painter: QPainter, row: PriceRow, box: QRectF, *, pressed: bool) -> None:
        if pressed:
            rounded(painter, box.adjusted(0, 1, 0, -1), 8, self.color("select"))
        else:
            rule(painter, box.x() + 8, box.bottom() - 1, box.width() - 16, self.color("line"))
        quiet = row.kept or not row.new
        ink = self.color("muted" if quiet else "ink")
        old, new, more = self._columns()
        left = box.x() + 8
        room = old - COLUMN - left - 4
        if quiet:
            put_icon(painter, QPointF(left + 8, box.center().y()), self.look.icon("ban", "muted", 16))
            left, room = left + 24, room - 24
        under = "bleibt, wie er ist" if row.kept else row.note
        if under:
            face = t.fit(row.name, room, *NAMES)
            upper = QRectF(left, box.y() + 4, room, 22)
            t.write(painter, upper, t.elided(row.name, room, face), face, ink)
            whole = room if row.old else box.right() - left - 12
            lower = QRectF(left, box.y() + 24, whole, 20)
            t.write(painter, lower, t.elided(under, whole, t.SMALL), t.SMALL, self.color("muted"))
        else:
            self._draw_name(painter, row.name, QRectF(left, box.y(), room, ROW), ink)
        base = box.center().y() + 6
        t.write_right(painter, old, base, row.old, FIGURE, self.color("muted"))
        if not row.kept:
            t.write_right(painter, new, base, row.new, FIGURE_NEW, ink)
            t.write_right(painter, more, base, row.difference, FIGURE, ink)

    def _draw_name(self, painter: QPainter, name: str, box: QRectF, ink: QColor) -> None:
        """In one line, or in two small ones."""
        face = t.fit(name, box.width(), t.LINE, *NAMES)
        lines = (name,) if t.width(name, face) <= box.width() else t.broken(name, box.width(), face, 2)
        top = box.center().y() - 9.5 * len(lines) if len(lines) > 1 else box.y()
        high = 19 if len(lines) > 1 else box.height()
        for i, line in enumerate(lines):
            t.write(painter, QRectF(box.x(), top + high * i, box.width(), high), line, face, ink)


def bin_words(each: Bin) -> str:
    """German: "+0,50", "bis +1,00"."""
    sign = "+" if each.upto > Money(0) else ""
    words = f"{sign}{each.upto}"
    return words if each.above == each.upto else f"bis {words}"

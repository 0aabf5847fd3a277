"""The head of a long list: a tap on a column sorts by it, one on the mark marks all rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import outlined, put_icon, rounded
from kasse.ui.widgets.table_lines import MARK, TableLines

FACE = t.Face(15, fonts.SEMIBOLD)
FACES = (FACE, t.Face(15, fonts.SEMIBOLD, condensed=True))
PAD = 12


class TableHead(QHeaderView):
    """Painted in the theme. Widths follow the words, so nothing is dragged."""

    sorted = Signal(object)
    """The key of the column."""
    all_marked = Signal()

    def __init__(self, look: Look, lines: TableLines, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._lines = lines
        self._pressed: int | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setAccessibleName("Spalten")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press(self._section_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        section, pressed = self._section_at(event.position().toPoint()), self._pressed
        self._press(None)
        if section is None or section != pressed:
            return
        if self._lines.markable and section == 0:
            self.all_marked.emit()
        else:
            self.sorted.emit(self._lines.head(section).key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged here."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _section_at(self, point: QPoint) -> int | None:
        section = self.logicalIndexAt(point)
        return section if section >= 0 and self.rect().contains(point) else None

    def _press(self, section: int | None) -> None:
        self._pressed = section
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, lines = self._look, self._lines
        color, scale = look.tokens.color, look.metrics.scale
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.x(), rect.y())
        painter.scale(scale, scale)
        box = QRectF(0, 0, rect.width() / scale, rect.height() / scale)
        painter.fillRect(box, color("key_down" if section == self._pressed else "paper"))
        painter.fillRect(QRectF(0, box.height() - 2, box.width(), 2), color("free_line"))
        if lines.markable and section == 0:
            square = QRectF(box.center().x() - 12, box.center().y() - 13, 24, 24)
            if lines.all_marked:
                rounded(painter, square, 6, color("accent"))
                put_icon(painter, square.center(), look.icon(MARK, "on_accent", 20))
            else:
                outlined(painter, square, 6, color("key"), color("free_line"), 2)
        elif section < lines.columnCount():
            self._draw_words(painter, section, box)
        painter.restore()

    def _draw_words(self, painter: QPainter, section: int, box: QRectF) -> None:
        look, head, shown = self._look, self._lines.head(section), self._lines.shown
        sorts = head.key == shown.sort
        room = box.width() - 2 * PAD - (20 if sorts else 0)
        face = t.fit(head.label, room, *FACES)
        words = t.elided(head.label, room, face)
        line = QRectF(PAD, 0, box.width() - 2 * PAD, box.height() - 2)
        ink = look.tokens.color("accent_text" if sorts else "muted")
        t.write(painter, line, words, face, ink, t.RIGHT if head.right else t.LEFT)
        if sorts:
            wide = t.width(words, face)
            x = line.right() - wide - 12 if head.right else line.x() + wide + 12
            icon = "chevron-down" if shown.descending else "chevron-up"
            put_icon(painter, QPointF(x, line.center().y()), look.icon(icon, "accent_text", 16))

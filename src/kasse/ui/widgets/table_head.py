"""The head of a long list: a tap on a column sorts by it, one on the mark marks all rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import put_icon
from kasse.ui.widgets.table_cell import PAD, draw_mark, write_cell
from kasse.ui.widgets.table_lines import TableLines

FACES = (t.Face(15, fonts.SEMIBOLD), t.Face(14, fonts.SEMIBOLD, condensed=True))


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
            draw_mark(painter, look, box.adjusted(0, 0, 0, -2), marked=lines.all_marked)
        elif section < lines.columnCount():
            self._draw_words(painter, section, box)
        painter.restore()

    def _draw_words(self, painter: QPainter, section: int, box: QRectF) -> None:
        look, head, shown = self._look, self._lines.head(section), self._lines.shown
        sorts = head.key == shown.sort
        line = QRectF(PAD, 0, box.width() - 2 * PAD, box.height() - 2)
        if sorts:
            icon = "chevron-down" if shown.descending else "chevron-up"
            x = line.x() + 2 if head.right else line.right() - 2
            put_icon(painter, QPointF(x, line.center().y()), look.icon(icon, "accent_text", 16))
            line.adjust(*((8, 0, 0, 0) if head.right else (0, 0, -8, 0)))
        ink = look.tokens.color("accent_text" if sorts else "muted")
        write_cell(painter, line, head.label, FACES, ink, t.RIGHT if head.right else t.LEFT)

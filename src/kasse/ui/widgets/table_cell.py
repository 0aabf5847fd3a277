"""How one cell of a long list is painted: in one line, or in two smaller ones where the words are long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import outlined, put_icon, rounded
from kasse.ui.widgets.table_lines import MARK, Index, TableLines

PAD = 10


class TableCell(QStyledItemDelegate):
    """`face`: in which face a column is written; `pressed`: the row that a finger is on."""

    def __init__(
        self,
        look: Look,
        lines: TableLines,
        face: Callable[[int], t.Face],
        pressed: Callable[[], int | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = lines
        self._face = face
        self._pressed = pressed

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, lines = self._look, self._lines
        scale, color = look.metrics.scale, look.tokens.color
        rect: QRect = option.rect
        row, column = index.row(), index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.x(), rect.y())
        painter.scale(scale, scale)
        box = QRectF(0, 0, rect.width() / scale, rect.height() / scale)
        if row == self._pressed():
            painter.fillRect(box, color("key_down"))
        elif lines.is_marked(row):
            painter.fillRect(box, color("select"))
        painter.fillRect(QRectF(0, box.height() - 1, box.width(), 1), color("line"))
        if lines.markable and column == 0:
            draw_mark(painter, look, box, marked=lines.is_marked(row))
        else:
            face = self._face(column)
            faces = (face, t.Face(15, face.weight, condensed=True))
            align = t.RIGHT if lines.head(column).right else t.LEFT
            ink = color("muted" if lines.is_quiet(row) else "ink")
            inner = box.adjusted(PAD, 0, -PAD, 0)
            write_cell(painter, inner, lines.text(row, column), faces, ink, align)
        painter.restore()


def write_cell(
    painter: QPainter,
    box: QRectF,
    text: str,
    faces: tuple[t.Face, t.Face],
    ink: QColor,
    align: Qt.AlignmentFlag,
) -> None:
    """Words in one line; where they are too long for the first face, in up to two of the second."""
    face, room = faces[0], box.width()
    lines: tuple[str, ...] = (text,)
    if t.width(text, face) > room:
        face = faces[1]
        lines = t.broken(text, room, face, 2)
    top = box.center().y() - face.line * len(lines) / 2
    for i, line in enumerate(lines):
        t.write(painter, QRectF(box.x(), top + face.line * i, room, face.line), line, face, ink, align)


def draw_mark(painter: QPainter, look: Look, box: QRectF, *, marked: bool) -> None:
    """The box that is ticked."""
    color = look.tokens.color
    square = QRectF(box.center().x() - 12, box.center().y() - 12, 24, 24)
    if marked:
        rounded(painter, square, 6, color("accent"))
        put_icon(painter, square.center(), look.icon(MARK, "on_accent", 20))
    else:
        outlined(painter, square, 6, color("key"), color("free_line"), 2)

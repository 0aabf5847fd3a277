"""A bill's items on paper: what is still open, what a guest pays, what was paid."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.line_rows import PADDING, TicketLine, draw_line, line_text
from kasse.ui.widgets.painted import rule, torn_paper

HEADER = 72
FOOT = 88
KEYS = 80


@dataclass(frozen=True, slots=True)
class SheetModel:
    """title and help may be empty: then the lines begin at the top."""

    title: str = ""
    help: str = ""
    lines: tuple[TicketLine, ...] = ()
    foot: str = ""
    total: str = ""
    empty: str = ""


class ItemSheet(Cells):
    """Painted paper with lines to tap; with_keys leaves room above the foot for a row of keys."""

    scrolls = True
    holdable = True

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, with_keys: bool = False, ruled: bool = True
    ) -> None:
        super().__init__(look, parent)
        self._model = SheetModel()
        self._tops: list[float] = []
        self._height = 0.0
        self._keys = KEYS if with_keys else 0
        self._ruled = ruled

    @property
    def model(self) -> SheetModel:
        return self._model

    def show_sheet(self, model: SheetModel) -> None:
        if model != self._model:
            self._model = model
            self._lay_out()
            self.cells_changed()
            self.setAccessibleName(f"{model.title or model.foot}, {model.foot} {model.total}")
            self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()

    def keys_box(self) -> Box:
        """Where the row of keys stands, in the face."""
        return Box(12, self._face.h - FOOT - 8 - 64, self._face.w - 24, 64)

    def free_box(self) -> Box:
        """Where keys may stand while there are no lines, in the face: below a title, above foot and keys."""
        top = HEADER + 8
        return Box(12, top, self._face.w - 24, max(0, self._face.h - top - FOOT - self._keys - 8))

    def _lay_out(self) -> None:
        y = self.view_box().top() + 8
        self._tops = []
        for line in self._model.lines:
            self._tops.append(y)
            y += line_text(line, self._face.w).height
        self._height = y - self.view_box().top()

    def view_box(self) -> QRectF:
        top = HEADER if self._model.title else 8
        return QRectF(0, top, self._face.w, max(0, self._face.h - top - FOOT - self._keys))

    def content_height(self) -> float:
        return self._height

    def cell_count(self) -> int:
        return len(self._model.lines)

    def cell_box(self, index: int) -> QRectF:
        return QRectF(
            0, self._tops[index], self._face.w, line_text(self._model.lines[index], self._face.w).height
        )

    def cell_key(self, index: int) -> Hashable:
        return self._model.lines[index].key

    def cell_name(self, index: int) -> str:
        line = self._model.lines[index]
        return f"{line.quantity} {line.name.replace(t.SOFT_HYPHEN, '')}, {line.amount}"

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face, model = self.face, self._model
        torn_paper(painter, face, 12, self.color("paper"), self.color("line"))
        width = face.width() - 2 * PADDING
        if model.title:
            title = t.fit(model.title, width, t.PANEL_TITLE, t.Face(20, fonts.SEMIBOLD, condensed=True))
            t.write_at(painter, PADDING, 34, t.elided(model.title, width, title), title, self.color("ink"))
            t.write_at(
                painter,
                PADDING,
                55,
                t.elided(model.help, width, t.SECOND_NARROW),
                t.SECOND_NARROW,
                self.color("muted"),
            )
            rule(painter, PADDING, HEADER - 1, width, self.color("line"))
        self._draw_foot(painter, width)
        view = self.view_box()
        painter.setClipRect(view)
        for index, line in enumerate(model.lines):
            box = self.shown_box(index)
            if box.intersects(view):
                draw_line(painter, self.look, line, box, pressed=index == self._pressed, ruled=self._ruled)
        if not model.lines:
            t.write(painter, view, model.empty, t.SECOND, self.color("muted"), t.CENTER)
        if self._height > view.height():
            top = view.top() + self._offset / self._height * view.height()
            mark = QRectF(view.right() - 3, top, 2, view.height() * view.height() / self._height)
            painter.fillRect(mark, self.color("free_line"))
        self.draw_focus(painter)

    def _draw_foot(self, painter: QPainter, width: float) -> None:
        face, model = self.face, self._model
        top = face.height() - FOOT
        rule(painter, PADDING, top, width, self.color("line"))
        label = t.Face(18, fonts.MEDIUM)
        room = width - t.width(model.foot, label) - 12
        sizes = [t.Face(px, fonts.SEMIBOLD, condensed=narrow) for px in (30, 26) for narrow in (False, True)]
        total = t.fit(model.total, room, *sizes)
        t.write_at(painter, PADDING, top + 41, model.foot, label, self.color("ink"))
        t.write_right(painter, face.width() - PADDING, top + 45, model.total, total, self.color("ink"))

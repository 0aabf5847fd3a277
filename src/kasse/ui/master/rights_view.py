"""The editor of rights: the table, below it the keys that take back and turn to further levels."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.master.rights_grid import RightsGrid
from kasse.ui.master.special_view import SpecialView
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key_face import KeyText

FOOT = 56


class RightsView(SpecialView):
    """It draws and reports taps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._title, self._note = "", ""
        self._words = QRectF()
        self.grid = RightsGrid(look, self)
        self.add_tool("more", KeyText("Weitere Ebenen", icon="chevron-right", narrow=True))
        self.add_tool("undo", KeyText(icon="undo-2"))
        self.add_tool("redo", KeyText(icon="redo-2")).setAccessibleName("Wiederholen")

    def show_level(self, title: str, note: str, off: dict[str, str]) -> None:
        """Whose level is chosen, and which keys are off and why."""
        self._title, self._note = title, note
        self.switch_tools(off)
        self.update()

    def own_parts(self) -> Iterable[QWidget]:
        return (self.grid,)

    def lay_out(self, whole: Box) -> None:
        self.grid.place(Box(0, 0, whole.w, whole.h - FOOT - GAP))
        y, wide = whole.h - FOOT, 176
        self.tools["redo"].place(Box(whole.w - 56, y, 56, FOOT))
        self.tools["undo"].place(Box(whole.w - 120, y, 56, FOOT))
        self.tools["more"].place(Box(whole.w - 128 - wide, y, wide, FOOT))
        self._words = QRectF(8, y, whole.w - 128 - wide - 24, FOOT)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        if self.grid.isHidden():
            return
        lines = t.broken(self._note, self._words.width(), t.SMALL, 2)
        upper = QRectF(
            self._words.x(), self._words.y() + (12 - 8 * (len(lines) - 1)), self._words.width(), 22
        )
        title = t.elided(self._title, upper.width(), t.Face(17, fonts.SEMIBOLD))
        t.write(painter, upper, title, t.Face(17, fonts.SEMIBOLD), self.color("ink"))
        for i, line in enumerate(lines):
            row = QRectF(upper.x(), upper.bottom() + 17 * i, upper.width(), 17)
            t.write(painter, row, line, t.SMALL, self.color("muted"))

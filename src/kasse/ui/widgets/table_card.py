"""The card that a long list lies on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import Painted, outlined
from kasse.ui.widgets.table_list import TableList


class TableCard(Painted):
    """The list on its card, and a sentence where there are no rows."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, name: str = "Liste") -> None:
        super().__init__(look, parent)
        self.table = TableList(look, self)
        self.table.setAccessibleName(name)
        self._empty = ""

    def show_empty(self, empty: str) -> None:
        """What is said when there are no rows."""
        if empty != self._empty:
            self._empty = empty
            self.update()
        self._place_table()

    def place(self, box: Box) -> None:
        super().place(box)
        self._place_table()

    def looks_changed(self) -> None:
        self._place_table()
        super().looks_changed()

    def _place_table(self) -> None:
        shown = self.table.lines.rowCount() > 0
        self.table.setVisible(shown)
        b = self.bleed
        box = Box(b + 4, b + 4, max(0, self._face.w - 8), max(0, self._face.h - 8))
        self.table.setGeometry(box.pixels(self.look.metrics.scale))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        if self.table.lines.rowCount():
            return
        room = self.face.width() - 48
        for i, line in enumerate(t.broken(self._empty, room, t.SECOND, 4)):
            t.write(painter, QRectF(24, 24 + 22 * i, room, 22), line, t.SECOND, self.color("muted"))

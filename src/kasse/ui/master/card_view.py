"""Giving out cards: who works here at the left, at the right what the reader waits for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.master.special_view import SpecialView
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.painted import Painted, outlined, pill, put_icon
from kasse.ui.widgets.row_list import RowList

TAKE = "take"
PANEL_WIDE, KEY_HIGH, MOST_LINES = 320, 64, 4


class CardPanel(Painted):
    """Whose card it will be, and what is to be done."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name = self._words = ""
        self._wrong = False

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def show_words(self, name: str, words: str, *, wrong: bool = False) -> None:
        """Say that of this person; wrong: it did not go well."""
        self._name, self._words, self._wrong = name, words, wrong
        self.setAccessibleName(f"{name}: {words}" if name else words)
        self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face = self.face
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        room = face.width() - 48
        title = t.fit(self._name, room, t.BIG_TITLE, t.Face(26, fonts.SEMIBOLD, condensed=True), t.TITLE)
        name = QRectF(24, 22, room, 36)
        t.write(painter, name, t.elided(self._name, room, title), title, self.color("ink"), t.CENTER)
        middle = QPointF(face.center().x(), min(face.height() * 0.38, 220))
        pill(painter, QRectF(middle.x() - 56, middle.y() - 56, 112, 112), self.color("info"))
        put_icon(painter, middle, self.look.icon("nfc", "info_ink", 56))
        ink, face_of_words = self.color("danger_ink" if self._wrong else "ink"), t.Face(18)
        top = middle.y() + 76
        for line in t.broken(self._words, room, face_of_words, MOST_LINES):
            t.write(painter, QRectF(24, top, room, 28), line, face_of_words, ink, t.CENTER)
            top += 28


class CardView(SpecialView):
    """It draws and reports taps."""

    shown = Signal()
    """It is seen now, and what is read is meant for it."""
    hidden = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.list = RowList(look, self, name="Bediener")
        self.panel = CardPanel(look, self)
        self.take_key = self.add_tool(TAKE, KeyText("Karte wegnehmen", icon="x"))

    def own_parts(self) -> Iterable[QWidget]:
        return (self.list, self.panel, self.take_key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    def lay_out(self, whole: Box) -> None:
        wide = min(448, max(PANEL_WIDE, whole.w * 40 // 100))
        left = whole.w - wide
        high = min(whole.h, 680) - KEY_HIGH - GAP
        self.panel.place(Box(left, 0, wide, high))
        self.take_key.place(Box(left, high + GAP, wide, KEY_HIGH))
        self.list.place(Box(0, 0, left - GAP, whole.h))

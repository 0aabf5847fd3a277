"""The line below the page: what is to be saved, in words, and the keys that save or drop it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, ScreenClass
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.painted import Painted

LEAST_MAIN = {ScreenClass.L: 256, ScreenClass.XL: 320}
LEAST_SECOND = 168
KEY = t.Face(20, fonts.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class Foot:
    """Words, and up to two keys. A key without a word is not there; off: why it cannot be tapped."""

    words: str = ""
    second: str = ""
    second_off: str = ""
    main: str = ""
    main_off: str = ""
    main_icon: str = "check"


class FootBar(Painted):
    """The main key stands at the outer end, the second one beside it."""

    second = Signal()
    main = Signal()
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._foot = Foot()
        self.second_key = Key(look, KeyText("", px=20), parent=self)
        self.main_key = Key(look, KeyText("", px=20), KeyKind.MAIN, self)
        self.second_key.tapped.connect(self.second)
        self.main_key.tapped.connect(self.main)
        for key in (self.second_key, self.main_key):
            key.refused.connect(self.refused)
        self._show()

    @property
    def foot(self) -> Foot:
        """What it says."""
        return self._foot

    def show_foot(self, foot: Foot) -> None:
        """Say that."""
        if foot != self._foot:
            self._foot = foot
            self._show()
            self._lay_out()
            self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()

    def _show(self) -> None:
        foot = self._foot
        self.second_key.show_text(KeyText(foot.second, px=20))
        self.second_key.switch(off=foot.second_off or None)
        self.second_key.setVisible(bool(foot.second))
        self.main_key.show_text(KeyText(foot.main, icon=foot.main_icon, px=20))
        self.main_key.switch(off=foot.main_off or None)
        self.main_key.setVisible(bool(foot.main))

    def _lay_out(self) -> None:
        m, face = self.look.metrics, self._face
        wide = max(LEAST_MAIN.get(m.screen_class, 232), int(t.width(self._foot.main, KEY)) + 80)
        beside = max(LEAST_SECOND, int(t.width(self._foot.second, KEY)) + 48)
        x = 0 if m.left_handed else face.w - wide
        main = Box(x, 0, wide, face.h)
        self.main_key.place(main)
        left = main.right + GAP if m.left_handed else main.x - GAP - beside
        self.second_key.place(Box(left, 0, beside, face.h))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        keys = [key.place_in_parent() for key in (self.second_key, self.main_key) if not key.isHidden()]
        if self.look.metrics.left_handed:
            left, right = max((key.right + 24 for key in keys), default=8), self._face.w - 8
        else:
            left, right = 8, min((key.x - 24 for key in keys), default=self._face.w)
        room = float(right - left)
        face = t.fit(self._foot.words, room, t.LABEL, t.LABEL_NARROW, t.Face(15, condensed=True))
        lines = t.broken(self._foot.words, room, face, 3 if 3 * face.line <= self.face.height() else 2)
        top = self.face.center().y() - face.line * len(lines) / 2
        for i, line in enumerate(lines):
            t.write(
                painter, QRectF(left, top + face.line * i, room, face.line), line, face, self.color("ink")
            )

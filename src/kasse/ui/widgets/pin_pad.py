"""The paper on which a waiter types the PIN: name, dots, pad. The digits stay here until they are complete."""

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.number_pad import BACK, CLEAR, NumberPad
from kasse.ui.widgets.painted import Painted, outlined, put_icon, rounded

MOST_DIGITS = 12


class PinPad(Painted):
    """Reports the PIN when it has its length, or on *Anmelden* where the length is open."""

    entered = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name, self._help, self._hint = "", "", ""
        self._length = 4
        self._typed = ""
        self._wrong = False
        self.pad = NumberPad(look, self, backdrop="paper")
        self.pad.pressed.connect(self.press)
        self.enter_key = Key(look, KeyText("Anmelden", px=20), KeyKind.MAIN, self, backdrop="paper")
        self.enter_key.tapped.connect(self.enter)
        self.enter_key.hide()

    @property
    def typed_digits(self) -> int:
        return len(self._typed)

    def show_person(self, name: str, *, length: int, hint: str, help_text: str = "PIN eingeben") -> None:
        """Ask for that person's PIN; length 0: unknown, ends with *Anmelden*."""
        self._name, self._length, self._hint, self._help = name, length, hint, help_text
        self._typed, self._wrong = "", False
        self.setAccessibleName(f"PIN für {name}" if name else "PIN")
        self.enter_key.setVisible(bool(name) and length == 0)
        self.update()

    def refuse(self, words: str) -> None:
        """The PIN was wrong: empty the dots and say so."""
        self._typed, self._wrong, self._help = "", True, words
        self.update()

    def press(self, sign: str) -> None:
        """A key of the pad or of a keyboard."""
        if not self._name:
            return
        self._wrong = False
        if sign == CLEAR:
            self._typed = ""
        elif sign == BACK:
            self._typed = self._typed[:-1]
        elif sign.isdigit() and len(self._typed) < MOST_DIGITS:
            self._typed += sign
        self.update()
        if self._length and len(self._typed) == self._length:
            self.enter()

    def enter(self) -> None:
        """Report what was typed, and forget it."""
        typed, self._typed = self._typed, ""
        self.update()
        if typed:
            self.entered.emit(typed)

    def place(self, box: Box) -> None:
        super().place(box)
        top = 152 if box.h >= 560 else 132
        room = box.h - top - 96
        high = min((room - 3 * 8) // 4, 104 if box.w > 400 else 88)
        self.pad.place(Box(24, top, box.w - 48, 4 * high + 24))
        self.enter_key.place(Box(24, top + 4 * high + 24 + 16, box.w - 48, 64))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face = self.face
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        room = face.width() - 48
        low = self._face.h < 560
        title = t.fit(self._name, room, t.BIG_TITLE, t.Face(26, fonts.SEMIBOLD, condensed=True), t.TITLE)
        top = 12.0 if low else 22.0
        t.write(
            painter,
            QRectF(24, top, room, 36),
            t.elided(self._name, room, title),
            title,
            self.color("ink"),
            t.CENTER,
        )
        words = self._help if self._name else "Namen antippen"
        ink = self.color("danger_ink" if self._wrong else "muted")
        help_face = t.fit(words, room, t.Face(16), t.Face(16, condensed=True))
        t.write(painter, QRectF(24, top + 38, room, 24), words, help_face, ink, t.CENTER)
        self._draw_dots(painter, top + 98 if not low else top + 88)
        if self._hint and self.enter_key.isHidden():
            base = face.height() - 57
            put_icon(painter, QPointF(38, base), self.look.icon("nfc", "muted", 24))
            hint = t.elided(self._hint, room - 36, t.Face(16, condensed=True))
            t.write(
                painter,
                QRectF(60, base - 12, room, 24),
                hint,
                t.Face(16, condensed=True),
                self.color("muted"),
            )

    def _draw_dots(self, painter: QPainter, y: float) -> None:
        count = self._length or max(4, len(self._typed))
        step = min(44.0, (self.face.width() - 64) / count)
        left = self.face.center().x() - step * (count - 1) / 2
        for i in range(count):
            dot = QRectF(left + i * step - 11, y - 11, 22, 22)
            if i < len(self._typed):
                rounded(painter, dot, 11, self.color("accent_text"))
            else:
                outlined(painter, dot, 11, self.color("paper"), self.color("muted"), 2)

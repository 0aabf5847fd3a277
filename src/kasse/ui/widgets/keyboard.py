"""An own German keyboard for remarks, names and search; works in place of one from the system."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.painted import Painted

BACK, SHIFT = "back", "shift"

ROWS = ("1234567890ß", "qwertzuiopü", "asdfghjklöä", "yxcvbnm,.-")
FOOT = ("@", "/", " ", "€")
SIGNS = dict(zip("".join(ROWS[1:]), "+*=%&#!?()|~:;_'\"<>[]${}\\^§°…,.-", strict=True))
"""What stands in the place of each letter while signs are shown: what addresses, paths and passwords need."""


class OnScreenKeyboard(Painted):
    """Reports letters as typed and BACK; shift holds for one letter, signs until their key is tapped again.

    Four rows of eleven, one row below.
    """

    typed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.letters: dict[str, Key] = {}
        self._shifted = False
        self._signs = False
        for letter in "".join(ROWS) + "".join(FOOT):
            label = "Leerzeichen" if letter == " " else letter
            key = self.letters[letter] = Key(
                look, KeyText(label, px=17 if letter == " " else 22), parent=self
            )
            key.tapped.connect(lambda letter=letter: self._letter(letter))
        self.shift_key = Key(look, KeyText("Groß", icon="chevron-up", narrow=True), parent=self)
        self.shift_key.tapped.connect(self._shift)
        self.signs_key = Key(look, KeyText("#:_", px=20), parent=self)
        self.signs_key.setAccessibleName("Zeichen")
        self.signs_key.tapped.connect(lambda: self.show_signs(shown=not self._signs))
        self.back_key = Key(look, KeyText(icon="delete", px=26), parent=self)
        self.back_key.tapped.connect(lambda: self.typed.emit(BACK))

    def lay_out(self, main: Box, foot: Box) -> None:
        """The four rows of letters in one box, the row with the space bar in another."""
        whole = Box(main.x, main.y, max(main.w, foot.w), foot.bottom - main.y)
        self.place(whole)
        rows = Box(main.x - whole.x, main.y - whole.y, main.w, main.h).cells(11, 4)
        for row, letters in enumerate(ROWS):
            for column, letter in enumerate(letters):
                self.letters[letter].place(rows[row * 11 + column])
        self.back_key.place(rows[-1])
        low = Box(foot.x - whole.x, foot.y - whole.y, foot.w, foot.h)
        key, shift = 56, 104
        self.shift_key.place(Box(low.x, low.y, shift, low.h))
        x = low.x + shift + GAP
        space = low.w - shift - 4 * (key + GAP) - GAP
        for letter in FOOT:
            wide = space if letter == " " else key
            self.letters[letter].place(Box(x, low.y, wide, low.h))
            x += wide + GAP
        self.signs_key.place(Box(x, low.y, key, low.h))

    def lift(self) -> None:
        """Begin with a capital, as names and remarks do."""
        self._set_shift(shifted=True)

    def show_signs(self, *, shown: bool) -> None:
        """Signs in the place of the letters, or letters again."""
        if shown == self._signs:
            return
        self._set_shift(shifted=False)
        self._signs = shown
        self.signs_key.choose(chosen=shown)
        for letter, sign in SIGNS.items():
            self.letters[letter].show_label(sign if shown else letter)

    def _shift(self) -> None:
        self.show_signs(shown=False)
        self._set_shift(shifted=not self._shifted)

    def _letter(self, letter: str) -> None:
        if self._signs:
            self.typed.emit(SIGNS.get(letter, letter))
            return
        shifted = self._shifted
        self._set_shift(shifted=False)
        self.typed.emit(letter.upper() if shifted and letter != "ß" else letter)

    def _set_shift(self, *, shifted: bool) -> None:
        if shifted == self._shifted:
            return
        self._shifted = shifted
        self.shift_key.choose(chosen=shifted)
        for letter, key in self.letters.items():
            if letter.isalpha() and letter != "ß":
                key.show_label(letter.upper() if shifted else letter)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """The keys are all there is."""

"""The pad of digits; the same twelve keys in the same order on every screen."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.painted import Painted

BACK, CLEAR, TIMES, COMMA = "back", "C", "×", ","
_SPOKEN = {CLEAR: "löschen", COMMA: "Komma", TIMES: "mal"}


class NumberPad(Painted):
    """Reports "0" to "9" and one of BACK, CLEAR, TIMES, COMMA; keeps no number itself.

    corners: what stands left and right of the zero, None for nothing.
    """

    pressed = Signal(str)

    def __init__(
        self,
        look: Look,
        parent: QWidget | None = None,
        *,
        corners: tuple[str, str] = (CLEAR, BACK),
        backdrop: str = "ground",
    ) -> None:
        super().__init__(look, parent)
        self.backdrop = backdrop
        self.keys: dict[str, Key] = {}
        """By what stood on them at first; see `show_sign`."""
        self._signs: dict[str, str] = {}
        for sign in (*"123456789", corners[0], "0", corners[1]):
            on_it = KeyText(icon="delete", px=28) if sign == BACK else KeyText(sign, px=26)
            key = self.keys[sign] = Key(look, on_it, parent=self, backdrop=backdrop)
            key.tapped.connect(partial(self._press, sign))
        self.keys[corners[0]].setAccessibleName(_SPOKEN.get(corners[0], corners[0]))
        if corners[1] == TIMES:
            self.keys[TIMES].setAccessibleName(_SPOKEN[TIMES])

    def show_sign(self, key: str, sign: str) -> None:
        """Another sign on a key than its first one, and what it reports: a comma where there is nothing to multiply."""
        if self._signs.get(key, key) != sign:
            self._signs[key] = sign
            on_it = self.keys[key].on_it
            self.keys[key].show_text(replace(on_it, label=sign))
            self.keys[key].setAccessibleName(_SPOKEN.get(sign, sign))

    def _press(self, key: str) -> None:
        self.pressed.emit(self._signs.get(key, key))

    def place(self, box: Box) -> None:
        super().place(box)
        px = self.look.metrics.sizes.digit_font
        for key, cell in zip(self.keys.values(), box.at_origin().cells(3, 4), strict=True):
            if key.on_it.label:
                key.show_text(KeyText(key.on_it.label, px=px))
            key.place(cell)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """The keys are all there is."""

"""The pad of digits; the same twelve keys in the same order on every screen."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.painted import Painted

BACK, CLEAR, TIMES, COMMA = "back", "C", "×", ","


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
        for sign in (*"123456789", corners[0], "0", corners[1]):
            on_it = KeyText(icon="delete", px=28) if sign == BACK else KeyText(sign, px=26)
            key = self.keys[sign] = Key(look, on_it, parent=self, backdrop=backdrop)
            key.tapped.connect(lambda sign=sign: self.pressed.emit(sign))
        self.keys[corners[0]].setAccessibleName(
            {CLEAR: "löschen", COMMA: "Komma"}.get(corners[0], corners[0])
        )
        if corners[1] == TIMES:
            self.keys[TIMES].setAccessibleName("mal")

    def place(self, box: Box) -> None:
        super().place(box)
        px = self.look.metrics.sizes.digit_font
        for key, cell in zip(self.keys.values(), box.at_origin().cells(3, 4), strict=True):
            if key.on_it.label:
                key.show_text(KeyText(key.on_it.label, px=px))
            key.place(cell)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """The keys are all there is."""

"""The field by which settings and rows are found: typed on a keyboard, or on the screen's own after a tap."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.painted import Painted

KEY = 56
_WAYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Field(QLineEdit):
    """Tells a finger from the keyboard."""

    touched = Signal()
    way = Signal(int)
    """A key that leads elsewhere: Down, Up, Escape, Return."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.touched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WAYS:
            self.way.emit(event.key())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self.selectAll()


class SearchBar(Painted):
    """A field and one key: the keyboard of the screen, or, while something stands there, an end to it."""

    bleed = 0
    searched = Signal(str)
    keyboard_wanted = Signal()
    cleared = Signal()
    way = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None, *, name: str = "Suchen") -> None:
        super().__init__(look, parent)
        self.field = _Field(self)
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.field.setPlaceholderText("Suchen")
        self.field.setAccessibleName(name)
        self.field.setMaxLength(80)
        self.key = Key(look, KeyText(icon="keyboard"), parent=self)
        self.field.textChanged.connect(self._typed)
        self.field.touched.connect(self.keyboard_wanted)
        self.field.way.connect(self.way)
        self.key.tapped.connect(self._tapped)
        self._name_key()

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.field.text()

    def place(self, box: Box) -> None:
        super().place(box)
        wide = box.w - KEY - GAP
        self.field.setGeometry(Box(0, 0, wide, box.h).pixels(self.look.metrics.scale))
        self.key.place(Box(wide + GAP, 0, KEY, box.h))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """Field and key are all there is."""

    def _typed(self, text: str) -> None:
        self._name_key()
        self.searched.emit(text)

    def _name_key(self) -> None:
        self.key.show_text(KeyText(icon="x" if self.text else "keyboard"))
        self.key.setAccessibleName("Suche beenden" if self.text else "Tastatur")

    def _tapped(self) -> None:
        if self.text:
            self.field.clear()
            self.cleared.emit()
        else:
            self.field.setFocus()
            self.keyboard_wanted.emit()

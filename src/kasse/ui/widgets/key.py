"""A key: what the finger presses. Painted from the tokens; the place, size and face never change under the finger."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from kasse.ui import language
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets.key_face import RADIUS, KeyKind, KeyState, KeyText, draw_key
from kasse.ui.widgets.painted import BLEED, ring, with_bleed
from kasse.ui.widgets.spoken import Spoken


class Key(Spoken, QAbstractButton):
    """One key. It acts on release inside, so that a finger can still slide off."""

    tapped = Signal()
    refused = Signal(str)
    """The key is off and was tapped all the same; carries the reason, for the notice line."""

    def __init__(
        self,
        look: Look,
        on_it: KeyText,
        kind: KeyKind = KeyKind.KEY,
        parent: QWidget | None = None,
        *,
        backdrop: str = "ground",
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.kind = kind
        self.backdrop = backdrop
        self._on_it = on_it
        self._off: str | None = None
        self._chosen = False
        self._face = Box(0, 0, 0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._called = ""
        self._name()
        look.changed.connect(self.say_again)
        self.clicked.connect(self._clicked)

    @property
    def on_it(self) -> KeyText:
        return self._on_it

    @property
    def chosen(self) -> bool:
        return self._chosen

    @property
    def off_reason(self) -> str | None:
        return self._off

    def show_text(self, on_it: KeyText) -> None:
        """Put something else on the key."""
        if on_it != self._on_it:
            self._on_it = on_it
            self._name()
            self.update()

    def show_label(self, label: str, *, sub: str = "") -> None:
        self.show_text(replace(self._on_it, label=label, sub=sub))

    def show_badge(self, badge: str) -> None:
        """The counter at the corner; empty for none."""
        self.show_text(replace(self._on_it, badge=badge))

    def show_kind(self, kind: KeyKind) -> None:
        if kind is not self.kind:
            self.kind = kind
            self.update()

    def choose(self, *, chosen: bool) -> None:
        """Show the key as the chosen one, or not."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._name()
            self.update()

    def switch(self, *, off: str | None) -> None:
        """Switch the key off with the reason that a tap on it shall tell, or on again with None."""
        if off != self._off:
            self._off = off
            self._name()
            self.update()

    def place(self, box: Box) -> None:
        """Stand in that box of the parent's logical pixels; the focus ring reaches beyond it."""
        self._face = box
        self.setGeometry(with_bleed(self, box, BLEED).pixels(self.look.metrics.scale))

    def place_in_parent(self) -> Box:
        """Where the face stands in the parent, in logical pixels."""
        return self._face

    def hitButton(self, pos: QPoint) -> bool:
        scale = self.look.metrics.scale
        return QRectF(BLEED * scale, BLEED * scale, self._face.w * scale, self._face.h * scale).contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            # The base class would move the focus on arrows; the screen wants them.
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look.tokens.color(self.backdrop))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.look.metrics.scale
        if scale != 1:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.scale(scale, scale)
        painter.translate(BLEED, BLEED)
        box = QRectF(0, 0, self._face.w, self._face.h)
        state = KeyState(
            pressed=self.isDown(), chosen=self._chosen, off=self._off is not None or not self.isEnabled()
        )
        draw_key(painter, self.look, box, self._on_it, self.kind, state)
        if self.hasFocus():
            ring(painter, box, RADIUS, self.look.tokens.color("select_line"))
        painter.end()

    def _clicked(self) -> None:
        if self._off is None:
            self.tapped.emit()
        else:
            self.refused.emit(self._off)

    def setAccessibleName(self, name: str) -> None:
        """Be called otherwise than what stands on the key, for the screen reader."""
        self._called = name
        self._name()

    def say_again(self) -> None:
        self._name()
        self.update()

    def _name(self) -> None:
        called = self._called or self._on_it.label or _SPOKEN.get(self._on_it.icon, "")
        words = (language.shown(called), language.shown(self._on_it.sub), self._on_it.badge)
        QAbstractButton.setAccessibleName(self, " ".join(word for word in words if word))
        self.setAccessibleDescription(self._off or ("gewählt" if self._chosen else ""))


_SPOKEN = {
    "delete": "letztes Zeichen löschen",
    "x": "schließen",
    "plus": "mehr",
    "minus": "weniger",
    "undo-2": "rückgängig",
    "chevron-up": "nach oben",
    "chevron-down": "nach unten",
    "chevron-left": "zurück",
    "chevron-right": "weiter",
}

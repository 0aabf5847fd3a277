"""A password that somebody looks at, for as long as it may stand there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import Painted, outlined

SECOND_MS = 1000


class SecretPanel(Painted):
    """Forgets what it shows as soon as it is hidden, for whatever reason."""

    over = Signal()
    """Its time is up."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._label = self._secret = ""
        self._left = 0
        self.timer = QTimer(self)
        self.timer.setInterval(SECOND_MS)
        self.timer.timeout.connect(self.pass_second)

    @property
    def secret(self) -> str:
        """What stands there now."""
        return self._secret

    @property
    def seconds_left(self) -> int:
        """For how long it still does."""
        return self._left

    def show_secret(self, label: str, secret: str, seconds: int) -> None:
        """Show it for so long."""
        self._label, self._secret, self._left = label, secret, seconds
        # Nothing of it for screen readers: they speak aloud.
        self.setAccessibleName(f"{label} wird angezeigt")
        self.show()
        self.timer.start()
        self.update()

    def pass_second(self) -> None:
        """A second has passed."""
        self._left -= 1
        if self._left <= 0:
            self.forget()
            self.over.emit()
        self.update()

    def forget(self) -> None:
        """It stands there no more."""
        self.timer.stop()
        self._secret, self._left = "", 0
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        room = self._face.w - 48.0
        t.write(painter, QRectF(24, 16, room, 32), self._label, t.TITLE, self.color("ink"))
        words = f"Noch {self._left} Sekunden zu sehen." if self._secret else "Nicht mehr zu sehen."
        t.write(painter, QRectF(24, 50, room, 22), words, t.SECOND, self.color("muted"))
        face = t.Face(26, fonts.MEDIUM)
        for i, line in enumerate(_cut(self._secret, room, face)):
            t.write(painter, QRectF(24, 96 + 34 * i, room, 34), line, face, self.color("ink"))


def _cut(secret: str, room: float, face: t.Face) -> list[str]:
    """In lines that fit. Measured anew each time: what is kept for speed would keep the secret."""
    lines, rest = [], secret
    while rest:
        length = len(rest)
        while length > 1 and face.metrics.horizontalAdvance(rest[:length]) > room:
            length -= 1
        lines.append(rest[:length])
        rest = rest[length:]
    return lines[:12]

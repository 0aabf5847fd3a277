"""A picture over a screen that nobody uses; the first tap only makes it go away."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.widgets.painted import Painted


class Slides(Painted):
    """The picture in the middle of its area, as large as it was made."""

    bleed = 0
    tapped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture: QPixmap | None = None
        self.setAccessibleName("Bilder. Antippen führt zur Anmeldung")

    def show_picture(self, picture: QImage | None) -> None:
        """Show that; None forgets it."""
        self._picture = None if picture is None else QPixmap.fromImage(picture)
        self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        if self._picture is None:
            return
        ratio = self.look.pixel_ratio
        size = self._picture.size() / ratio
        face = self.face
        corner = QPointF((face.width() - size.width()) / 2, (face.height() - size.height()) / 2)
        painter.drawPixmap(QRectF(corner, size.toSizeF()), self._picture, QRectF(self._picture.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Not the release: a finger that is lifted must not press what has been below."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.tapped.emit()

"""Plain panels and the mark: what widgets stand on."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from kasse.ui.widgets.painted import Painted, outlined


class Panel(Painted):
    """A white card with a thin outline."""

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))


def draw_mark(painter: QPainter, corner: QPointF, paper: QColor, holes: QColor) -> None:
    """The mark of kasse, 20 × 29: a green slip with a torn foot and three holes."""
    x, y = corner.x(), corner.y()
    slip = QPainterPath()
    slip.moveTo(x, y + 3)
    slip.quadTo(x, y, x + 3, y)
    slip.lineTo(x + 17, y)
    slip.quadTo(x + 20, y, x + 20, y + 3)
    slip.lineTo(x + 20, y + 26)
    for i in range(4, 0, -1):
        slip.quadTo(x + i * 5 - 1, y + 29, x + i * 5 - 2.5, y + 29)
        slip.quadTo(x + i * 5 - 4, y + 29, x + (i - 1) * 5, y + 26)
    slip.closeSubpath()
    painter.fillPath(slip, paper)
    painter.setBrush(holes)
    for i in (-1, 0, 1):
        painter.drawEllipse(QPointF(x + 10 + i * 5, y + 15), 1.4, 1.4)

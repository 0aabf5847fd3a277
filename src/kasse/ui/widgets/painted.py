"""The base of everything that paints itself: logical pixels, the look, and the few shapes that we draw."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets.spoken import Spoken

# Room around a widget's face for the focus ring: 2 px wide, 2 px away. Neighbours stand 8 px apart.
BLEED = 4


class Painted(Spoken, QWidget):
    """A widget that draws in logical pixels; its own (0, 0) is the corner of its face."""

    backdrop = "ground"
    bleed = BLEED

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._face = Box(0, 0, 0, 0)
        look.changed.connect(self.looks_changed)

    def looks_changed(self) -> None:
        """Theme, sizes or words are others now."""
        self.say_again()
        self.update()

    def place(self, box: Box) -> None:
        """Stand in that box of the parent's logical pixels; the focus ring may reach beyond it."""
        self._face = box
        self.setGeometry(with_bleed(self, box, self.bleed).pixels(self.look.metrics.scale))

    @property
    def face(self) -> QRectF:
        """The face in its own logical pixels."""
        return QRectF(0, 0, self._face.w, self._face.h)

    def place_in_parent(self) -> Box:
        """Where the face stands in the parent, in logical pixels."""
        return self._face

    def logical(self, pos: QPointF) -> QPointF:
        """A point of an event in logical pixels of the face."""
        scale = self.look.metrics.scale
        return QPointF(pos.x() / scale - self.bleed, pos.y() / scale - self.bleed)

    def refresh(self, area: QRectF) -> None:
        """Ask for that part of the face, in logical pixels, to be painted again."""
        scale, b = self.look.metrics.scale, self.bleed
        real = QRectF(
            (area.x() + b) * scale, (area.y() + b) * scale, area.width() * scale, area.height() * scale
        )
        self.update(real.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dirty = event.rect()
        painter.fillRect(dirty, self.look.tokens.color(self.backdrop))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, b = self.look.metrics.scale, self.bleed
        if scale != 1:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.scale(scale, scale)
        painter.translate(b, b)
        self.draw(painter, _unscaled(dirty, scale, b))
        painter.end()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """Draw what lies within the dirty area; the backdrop is there already."""
        raise NotImplementedError

    def color(self, role: str) -> QColor:
        return self.look.tokens.color(role)


def with_bleed(widget: QWidget, box: Box, bleed: int) -> Box:
    """The box of the whole widget whose face stands in that box of the parent's face."""
    parent = widget.parentWidget()
    shift = parent.bleed if isinstance(parent, Painted) else 0
    return Box(box.x + shift - bleed, box.y + shift - bleed, box.w + 2 * bleed, box.h + 2 * bleed)


def _unscaled(dirty: QRect, scale: float, bleed: int) -> QRectF:
    return QRectF(
        dirty.x() / scale - bleed, dirty.y() / scale - bleed, dirty.width() / scale, dirty.height() / scale
    )


def rounded(painter: QPainter, box: QRectF, radius: float, fill: QColor) -> None:
    """A filled box with round corners and no outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, radius, radius)


def outlined(
    painter: QPainter, box: QRectF, radius: float, fill: QColor, line: QColor, thickness: float = 1
) -> None:
    """A filled box with a crisp outline inside its bounds."""
    rounded(painter, box, radius, line)
    inner = box.adjusted(thickness, thickness, -thickness, -thickness)
    rounded(painter, inner, max(0, radius - thickness), fill)


def dashed(painter: QPainter, box: QRectF, radius: float, line: QColor, thickness: float = 2) -> None:
    """An outline of dashes inside the bounds."""
    pen = QPen(line, thickness, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([5, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = thickness / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def ring(
    painter: QPainter, box: QRectF, radius: float, line: QColor, thickness: float = 2, away: float = 2
) -> None:
    """A ring around a box, some pixels away from it."""
    painter.setPen(QPen(line, thickness))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    out = away + thickness / 2
    painter.drawRoundedRect(box.adjusted(-out, -out, out, out), radius + out, radius + out)


def rule(painter: QPainter, x: float, y: float, width: float, color: QColor) -> None:
    """A thin line across."""
    painter.fillRect(QRectF(x, y, width, 1), color)


def perforation(painter: QPainter, x: float, y: float, width: float, color: QColor) -> None:
    """The dotted line between what the kitchen has and what is new."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for i in range(int(width // 8)):
        painter.drawEllipse(QPointF(x + 4 + i * 8, y), 1.5, 1.5)


def torn_paper(painter: QPainter, box: QRectF, radius: float, fill: QColor, line: QColor) -> None:
    """A sheet of paper with a thin outline and a torn edge at its foot."""
    tooth = 16.0
    depth = 7.0
    foot = box.bottom() - depth
    teeth = max(1, round(box.width() / tooth))
    step = box.width() / teeth
    for sheet, color in ((box, line), (box.adjusted(1, 1, -1, -1), fill)):
        lower = foot if sheet is box else foot - 1
        rounded(painter, QRectF(sheet.x(), sheet.y(), sheet.width(), 4 * radius), radius, color)
        edge = [
            QPointF(sheet.left(), sheet.top() + 2 * radius),
            QPointF(sheet.right(), sheet.top() + 2 * radius),
        ]
        edge.append(QPointF(sheet.right(), lower))
        for i in range(teeth, 0, -1):
            left = box.x() + (i - 1) * step
            edge += [
                QPointF(left + step * 0.62, lower + depth * 0.86),
                QPointF(left + step * 0.5, lower + depth),
                QPointF(left + step * 0.38, lower + depth * 0.86),
                QPointF(max(left, sheet.left()), lower),
            ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF(edge))


def put_icon(painter: QPainter, center: QPointF, pixmap: QPixmap) -> None:
    """An icon around that point, on whole logical pixels."""
    size = pixmap.deviceIndependentSize()
    painter.drawPixmap(
        QPointF(round(center.x() - size.width() / 2), round(center.y() - size.height() / 2)), pixmap
    )


def pill(painter: QPainter, box: QRectF, fill: QColor) -> None:
    """A box with wholly round ends, as for counters and initials."""
    rounded(painter, box, box.height() / 2, fill)

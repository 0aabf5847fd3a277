"""Line icons as pixmaps: drawn once for each name, colour and size, then kept."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[2] / "resources" / "icons"


class Icons:
    """The icon set of one application (Lucide, 24 units, stroke 2)."""

    def __init__(self) -> None:
        self._drawings: dict[str, str] = {}
        self._kept: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
        """That icon in one colour, size logical pixels high, at that many device pixels for each of them.

        Raises FileNotFoundError for a name that the program does not ship.
        """
        wish = (name, color, size, ratio)
        if (kept := self._kept.get(wish)) is None:
            kept = self._kept[wish] = self._draw(name, color, size, ratio)
        return kept

    def _draw(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        drawing = self._drawings.get(name)
        if drawing is None:
            drawing = self._drawings[name] = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))
        pixels = max(1, round(size * ratio))
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def shipped_icons() -> Iterator[str]:
    """The names of all icons that the program ships."""
    return (file.stem for file in sorted(ICONS.glob("*.svg")))

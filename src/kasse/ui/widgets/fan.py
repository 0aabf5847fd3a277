"""Numbers around a finger that rests on a tile: sliding onto one of them and lifting off chooses it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key_face import KeyKind, KeyText, draw_key
from kasse.ui.widgets.painted import outlined

NUMBERS = (2, 3, 4, 5, 6, 7, 8, 9)
"""From the upper left on, around the finger."""
SLIDE = 20.0
"""So far a finger has to move before it means a number."""
_REST = t.Face(15, fonts.MEDIUM, condensed=True)


class Fan:
    """Eight numbers around the finger; at an edge they stand on its other sides. Lifting off elsewhere chooses none."""

    def __init__(self, finger: QPointF, room: QRectF, key: QSizeF) -> None:
        self._finger = finger
        wide, high = key.width() + GAP, key.height() + GAP
        column, x = _beginning(finger.x(), room.left(), room.right(), wide)
        row, y = _beginning(finger.y(), room.top(), room.bottom(), high)
        self.whole = QRectF(x, y, 3 * wide + GAP, 3 * high + GAP)
        cells = [QRectF(QPointF(x + GAP + i % 3 * wide, y + GAP + i // 3 * high), key) for i in range(9)]
        self.rest = cells.pop(3 * row + column)
        """Where the finger rests."""
        self.boxes = dict(zip(NUMBERS, cells, strict=True))
        self.chosen = 0
        """The number under the finger; 0: none."""

    def slide(self, here: QPointF) -> bool:
        """The finger is there now. Whether another number is chosen by that."""
        moved = here - self._finger
        far = abs(moved.x()) + abs(moved.y()) > SLIDE
        found = next((n for n, box in self.boxes.items() if far and box.contains(here)), 0)
        changed, self.chosen = found != self.chosen, found
        return changed

    def draw(self, painter: QPainter, look: Look) -> None:
        """Over whatever is below."""
        color = look.tokens.color
        outlined(painter, self.whole, 12, color("ground"), color("line"))
        for number, box in self.boxes.items():
            kind = KeyKind.MAIN if number == self.chosen else KeyKind.KEY
            draw_key(painter, look, box, KeyText(str(number), px=26), kind)
        t.write(painter, self.rest, "mehr", _REST, color("muted"), t.CENTER)


def _beginning(finger: float, least: float, most: float, step: float) -> tuple[int, float]:
    """In which of three places the finger is, the middle one if there is room, and where the first one begins."""
    whole = 3 * step + GAP
    wanted = {place: finger - (place + 0.5) * step - GAP / 2 for place in (1, 0, 2)}
    fits = {place: min(max(least, start), max(least, most - whole)) for place, start in wanted.items()}
    place = min(wanted, key=lambda each: abs(fits[each] - wanted[each]))
    return place, fits[place]

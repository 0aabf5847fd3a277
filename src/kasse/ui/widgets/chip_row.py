"""Keys as wide as their words, side by side: filters and tools above a list, the groups of a form."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key

HIGH = 48
LEAST = 72
_FACE = t.Face(16, fonts.SEMIBOLD, condensed=True)


@dataclass(frozen=True, slots=True)
class Chip:
    """One key. off: why it cannot be tapped now."""

    key: Hashable
    label: str
    icon: str = ""
    chosen: bool = False
    off: str = ""
    kind: KeyKind = KeyKind.KEY
    gap: bool = False
    """It begins another group of keys: more room before it."""


class ChipRow(Cells):
    """Goes on in a second line when one is not enough."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None, *, name: str = "Auswahl") -> None:
        super().__init__(look, parent)
        self._chips: tuple[Chip, ...] = ()
        self._boxes: list[QRectF] = []
        self.setAccessibleName(name)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What is shown."""
        return self._chips

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; call `height_for` and place it after that."""
        chips = tuple(chips)
        if chips == self._chips:
            return
        same = [chip.key for chip in chips] == [chip.key for chip in self._chips]
        self._chips = chips
        self._boxes = _boxes(chips, self._face.w)
        if not same:
            self.cells_changed()
        self.update()

    def height_for(self, wide: int) -> int:
        """How high all of them are in that width."""
        boxes = _boxes(self._chips, wide)
        return round(boxes[-1].bottom()) if boxes else 0

    def place(self, box: Box) -> None:
        super().place(box)
        self._boxes = _boxes(self._chips, box.w)
        self.scroll_to(self._offset)

    def content_height(self) -> float:
        return self._boxes[-1].bottom() if self._boxes else 0.0

    def cell_count(self) -> int:
        return len(self._boxes)

    def cell_box(self, index: int) -> QRectF:
        return self._boxes[index]

    def cell_key(self, index: int) -> Hashable:
        chip = self._chips[index]
        return chip.off or chip.key

    def cell_name(self, index: int) -> str:
        chip = self._chips[index]
        return ", ".join(part for part in (chip.label, "gewählt" if chip.chosen else chip.off) if part)

    def cell_is_off(self, index: int) -> bool:
        return bool(self._chips[index].off)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        painter.setClipRect(self.face.adjusted(-4, -4, 4, 4))
        for index, chip in enumerate(self._chips):
            box = self.shown_box(index)
            if not box.intersects(dirty):
                continue
            state = KeyState(pressed=index == self._pressed, chosen=chip.chosen, off=bool(chip.off))
            room = box.width() - _around(chip)
            on_it = KeyText(t.elided(chip.label, room, _FACE), icon=chip.icon, px=16, narrow=True)
            draw_key(painter, self.look, box, on_it, chip.kind, state)
        self.draw_focus(painter)


def _around(chip: Chip) -> int:
    """Also what has no icon keeps room for the tick, so that no key is wider when it is chosen."""
    return 28 + (30 if chip.icon or chip.kind is KeyKind.KEY else 0)


def _boxes(chips: Sequence[Chip], wide: int) -> list[QRectF]:
    boxes: list[QRectF] = []
    x, y = 0.0, 0.0
    for chip in chips:
        room = min(wide, max(LEAST, int(t.width(chip.label, _FACE)) + 1 + _around(chip)))
        if x:
            x += GAP if chip.gap else 0
        if x and x + room > wide:
            x, y = 0.0, y + HIGH + GAP
        boxes.append(QRectF(x, y, room, HIGH))
        x += room + GAP
    return boxes

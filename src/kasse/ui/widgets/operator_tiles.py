"""Who serves: one cell for each waiter, with initials, name and a word on where they are."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.grid import Grid
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key
from kasse.ui.widgets.painted import outlined, rounded


@dataclass(frozen=True, slots=True)
class OperatorCard:
    """present: has something to do here now; the others stand back in grey."""

    key: Hashable
    name: str
    initials: str
    note: str = ""
    present: bool = False
    chosen: bool = False


class OperatorTiles(Grid[OperatorCard]):
    """The waiters of this till."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName("Wer bedient")

    def item_key(self, item: OperatorCard) -> Hashable:
        return item.key

    def item_name(self, item: OperatorCard) -> str:
        return ", ".join(part for part in (item.name, item.note) if part)

    def item_is_off(self, item: OperatorCard) -> bool:
        return False

    def draw_item(self, painter: QPainter, item: OperatorCard, box: QRectF, *, pressed: bool) -> None:
        draw_key(
            painter, self.look, box, KeyText(), KeyKind.KEY, KeyState(pressed=pressed, chosen=item.chosen)
        )
        shift = 2 if pressed else 0
        middle = box.center().y() - 1 + shift
        pad = 16 if box.width() >= 220 else 10
        circle = QRectF(box.x() + pad, middle - 24, 48, 48)
        face = t.Face(17, fonts.SEMIBOLD)
        if item.chosen:
            rounded(painter, circle, 24, self.color("accent"))
            ink = self.color("on_accent")
        elif item.present:
            rounded(painter, circle, 24, self.color("strong"))
            ink = self.color("on_strong")
        else:
            outlined(painter, circle, 24, self.color("disabled"), self.color("line"))
            ink = self.color("muted")
        t.write(painter, circle, item.initials, face, ink, t.CENTER)
        left = circle.right() + 12
        room = box.right() - 8 - left
        weight = fonts.SEMIBOLD if item.chosen else fonts.MEDIUM
        words = item.name.replace("-", " ").split()
        faces = [t.Face(px, weight, condensed=True) for px in (18, 16, 15)]
        longest = max(words, key=lambda word: t.width(word, faces[0]), default="")
        name_face = t.fit(f"{longest}-", room, *faces)
        lines = t.broken(item.name, room, name_face, 3 if box.height() >= 100 else 2)
        note = t.elided(item.note, room, t.SECOND_NARROW)
        high = 23 * len(lines) + (22 if note else 0)
        top = middle - high / 2
        for i, line in enumerate(lines):
            t.write(painter, QRectF(left, top + 23 * i, room, 23), line, name_face, self.color("ink"))
        t.write(
            painter, QRectF(left, top + 23 * len(lines), room, 22), note, t.SECOND_NARROW, self.color("muted")
        )

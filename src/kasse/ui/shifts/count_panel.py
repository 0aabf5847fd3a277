"""Counting the cash: one cell for each note and coin; the pad says how many."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.grid import Grid
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key
from kasse.ui.widgets.painted import Painted, outlined


@dataclass(frozen=True, slots=True)
class CountRow:
    """A kind of money: its label ("50 €"), how many, and what that makes. note: the banknote for the stripe.

    sign: what stands behind the count; empty where the count is a sum of its own.
    """

    key: Hashable
    label: str
    count: str = ""
    amount: str = ""
    note: str = ""
    chosen: bool = False
    sign: str = "×"


@dataclass(frozen=True, slots=True)
class CountModel:
    """expected may be empty: whoever counts blind does not see it."""

    rows: tuple[CountRow, ...]
    total: str
    expected: str = ""
    difference: str = ""


class CountGrid(Grid[CountRow]):
    """The kinds of money; the chosen one takes what the pad says."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName("Münzen und Scheine")

    def item_key(self, item: CountRow) -> Hashable:
        return item.key

    def item_name(self, item: CountRow) -> str:
        return f"{item.label}, {item.count or '0'} {'Stück, ' if item.sign else ''}{item.amount}"

    def item_is_off(self, item: CountRow) -> bool:
        return False

    def draw_item(self, painter: QPainter, item: CountRow, box: QRectF, *, pressed: bool) -> None:
        spine = dict(self.look.tokens.banknotes).get(item.note, "")
        state = KeyState(pressed=pressed, chosen=item.chosen)
        draw_key(painter, self.look, box, KeyText(spine=spine), KeyKind.KEY, state)
        left, right = box.x() + (20 if spine else 12), box.right() - 12
        base = box.center().y() + (2 if pressed else 0)
        t.write_at(painter, left, base - 2, item.label, t.Face(18, fonts.SEMIBOLD), self.color("ink"))
        t.write_at(painter, left, base + 18, item.amount, t.SECOND_NARROW, self.color("muted"))
        color = QColor(self.color("accent_text" if item.chosen else "ink"))
        count = f"{item.count or '0'} {item.sign}" if item.sign else item.count
        t.write_right(painter, right, base + 6, count, t.Face(20, fonts.MEDIUM), color)


class CountFoot(Painted):
    """Counted, expected, difference."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = CountModel((), "")

    def show_count(self, model: CountModel) -> None:
        self._model = model
        self.setAccessibleName(f"Gezählt {model.total}")
        self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face, model = self.face, self._model
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        t.write(painter, face.adjusted(20, 0, 0, 0), "Gezählt", t.Face(18, fonts.MEDIUM), self.color("ink"))
        right = face.width() - 20
        if model.expected:
            for y, label, value, strong in (
                (face.height() / 2 - 6, "Soll", model.expected, False),
                (face.height() / 2 + 22, "Differenz", model.difference, True),
            ):
                weight = fonts.SEMIBOLD if strong else fonts.REGULAR
                t.write_right(painter, right, y, value, t.Face(18, weight), self.color("ink"))
                t.write_at(
                    painter,
                    right - 210,
                    y,
                    label,
                    t.Face(16, weight),
                    self.color("ink" if strong else "muted"),
                )
            right -= 240
        total = t.fit(model.total, right - 120, t.Face(36, 600), t.Face(28, 600, condensed=True))
        t.write(painter, QRectF(0, 0, right, face.height()), model.total, total, self.color("ink"), t.RIGHT)

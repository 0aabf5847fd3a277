"""Who pays and how much: the largest words while a bill is open."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.pay.models import PayModel
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import Painted, outlined


class AmountPanel(Painted):
    """The sum to pay at the right, what it is made of at the left; a typed number takes the place of the parts."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = PayModel("")

    def show_amount(self, model: PayModel) -> None:
        before, self._model = self._model, model
        shown = (before.who, before.details, before.amount, before.typed)
        if shown != (model.who, model.details, model.amount, model.typed):
            self.setAccessibleName(f"{model.who} {model.amount}")
            self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face, model = self.face, self._model
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        high = face.height() >= 100
        px = self.look.metrics.sizes.due_font if high else 48
        left_room = 190.0 if high else 150.0
        room = face.width() - 44 - left_room
        sizes = [
            t.Face(size, fonts.SEMIBOLD, condensed=narrow)
            for size in (px, px - 12)
            for narrow in (False, True)
        ]
        amount = t.fit(model.amount, room, *sizes)
        t.write(painter, face.adjusted(0, 0, -22, 0), model.amount, amount, self.color("ink"), t.RIGHT)
        left = 20.0
        free = face.width() - 44 - t.width(model.amount, amount) - 12
        who = t.fit(
            model.who, free, t.Face(20, 600), t.Face(20, 600, condensed=True), t.Face(17, 600, condensed=True)
        )
        t.write_at(painter, left, 38 if high else 30, t.elided(model.who, free, who), who, self.color("ink"))
        if model.typed:
            t.write_at(painter, left, 74 if high else 58, "Eingabe", t.Face(16), self.color("muted"))
            t.write_right(
                painter,
                left + min(free, 180),
                74 if high else 58,
                model.typed,
                t.Face(22, 600),
                self.color("accent_text"),
            )
            return
        rows = model.details if high else model.details[-1:]
        tight = len(rows) > 2 and face.height() < 140
        step = 22 if tight else 26
        base = face.height() - (14 if tight or not high else 22) - step * (len(rows) - 1)
        right = left + min(free, 180 if face.width() > 700 else 150)
        for i, (label, value) in enumerate(rows):
            y = base + i * step
            t.write_at(painter, left, y, label, t.Face(16), self.color("muted"))
            t.write_right(painter, right, y, value, t.Face(17, fonts.MEDIUM), self.color("ink"))

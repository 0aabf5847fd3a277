"""The change due, as large as it goes, standing until the next tap."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.pay.models import PaidModel
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import Painted, outlined, put_icon, rounded


class ChangePanel(Painted):
    """Label, given, change and a hint on a pale green field."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model: PaidModel | None = None

    def show_paid(self, model: PaidModel) -> None:
        self._model = model
        self.setAccessibleName(f"{model.change_label} {model.change}")
        self.setAccessibleDescription(model.warning or model.hint)
        self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face, model = self.face, self._model
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        field = face.adjusted(16, 16, -16, -16)
        rounded(painter, field, 8, self.color("select"))
        if model is None:
            return
        put_icon(
            painter,
            QPointF(field.x() + 40, field.y() + 40),
            self.look.icon("circle-check", "accent_text", 34),
        )
        top = QRectF(field.x() + 68, field.y() + 16, field.width() - 92, 48)
        t.write(painter, top, model.change_label, t.Face(28, fonts.SEMIBOLD), self.color("ink"))
        given = t.fit(
            model.given, top.width() - 200, t.Face(22, fonts.MEDIUM), t.Face(20, fonts.MEDIUM, condensed=True)
        )
        t.write(painter, top, model.given, given, self.color("muted"), t.RIGHT)
        px = min(self.look.metrics.sizes.change_font, int((field.height() - 120) / 1.15))
        sizes = [
            t.Face(size, fonts.SEMIBOLD, condensed=narrow)
            for size in (px, px * 4 // 5)
            for narrow in (False, True)
        ]
        change = t.fit(model.change, field.width() - 48, *sizes)
        middle = QRectF(field.x(), field.y() + 60, field.width(), field.height() - 110)
        t.write(painter, middle, model.change, change, self.color("ink"), t.CENTER)
        words = model.warning or model.hint
        below = QRectF(field.x() + 24, field.bottom() - 56, field.width() - 48, 40)
        plain = t.fit(words, below.width(), t.Face(17, condensed=True), t.Face(15, condensed=True))
        lines = t.broken(words, below.width(), plain, 2)
        if model.warning:
            rounded(painter, below.adjusted(0, -2, 0, 2), 8, self.color("warn"))
        ink = self.color("warn_ink" if model.warning else "muted")
        for i, line in enumerate(lines):
            row = QRectF(below.x(), below.center().y() - 10 * len(lines) + 20 * i, below.width(), 20)
            t.write(painter, row, line, plain, ink, t.CENTER)

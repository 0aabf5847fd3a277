"""Bars for each hour, kitchen below, drinks on top, the rest above; only the highest has its value."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import Painted, outlined, rounded, rule


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and the heights of its parts in any one unit (whole euros)."""

    label: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    legend: tuple[str, ...]
    bars: tuple[Bar, ...]


STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)


def round_step(highest: int, lines: int = 4) -> int:
    """The distance of the grid lines: a round number that gives at most so many lines."""
    factor = 1
    while True:
        for step in STEPS:
            if highest / (step * factor) < lines:
                return step * factor
        factor *= 1000


class BarChart(Painted):
    """A chart card, with its title and legend."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._chart = Chart("", (), ())

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(", ".join(f"{bar.label}: {bar.total}" for bar in chart.bars))
        self.update()

    def _part_color(self, index: int) -> QColor:
        if index == 0:
            return self.color("accent_text")
        return QColor(self.look.hues["Honig" if index == 1 else "Kobalt"].spine)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face, chart = self.face, self._chart
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        t.write_at(painter, 24, 35, chart.title, t.Face(18, fonts.SEMIBOLD), self.color("ink"))
        x = face.width() - 40
        words = sum(t.width(word, t.SECOND) + 60 for word in chart.legend)
        low = 26 if 24 + t.width(chart.title, t.Face(18, fonts.SEMIBOLD)) + words > x else 0
        if low:
            x = 24 - 36 + words  # a line of its own, from the left
        for i, word in reversed(list(enumerate(chart.legend))):
            x -= t.width(word, t.SECOND)
            t.write_at(painter, x, 34 + low, word, t.SECOND, self.color("muted"))
            rounded(painter, QRectF(x - 24, 20 + low, 16, 16), 4, self._part_color(i))
            x -= 24 + 36
        plot = QRectF(72, 74 + low, face.width() - 96, face.height() - 74 - low - 48)
        highest = max((bar.total for bar in chart.bars), default=0)
        if highest <= 0:
            t.write(painter, plot, "Noch kein Umsatz", t.SECOND, self.color("muted"), t.CENTER)
            return
        self._draw_grid(painter, plot, highest)
        self._draw_bars(painter, plot, highest)

    def _draw_grid(self, painter: QPainter, plot: QRectF, highest: int) -> None:
        step = round_step(highest)
        for value in range(0, highest + 1, step):
            y = round(plot.bottom() - value / highest * (plot.height() - 20))
            rule(painter, plot.x(), y, plot.width(), self.color("muted" if value == 0 else "line"))
            words = f"{value:,}".replace(",", ".")
            box = QRectF(0, y - 12, plot.x() - 8, 24)
            t.write(painter, box, words, t.SECOND, self.color("muted"), t.RIGHT)

    def _draw_bars(self, painter: QPainter, plot: QRectF, highest: int) -> None:
        bars = self._chart.bars
        step = plot.width() / len(bars)
        wide = min(80.0, step * 0.62)
        label_every = 1 + int(max(t.width(bar.label, t.SECOND) for bar in bars) + 8 > step)
        topped = False
        for i, bar in enumerate(bars):
            left = round(plot.x() + (i + 0.5) * step - wide / 2)
            bottom = plot.bottom()
            for n, part in enumerate(bar.parts):
                high = part / highest * (plot.height() - 20)
                if high >= 1:
                    gap = 2 if n else 0
                    painter.fillRect(
                        QRectF(left, round(bottom - high), round(wide), round(high) - gap),
                        self._part_color(n),
                    )
                bottom -= high
            if bar.total == highest and not topped:
                topped = True
                words = f"{bar.total:,}".replace(",", ".")
                top = QRectF(left - 40, bottom - 26, wide + 80, 22)
                t.write(painter, top, words, t.Face(16, fonts.SEMIBOLD), self.color("ink"), t.CENTER)
            if i % label_every == 0:
                below = QRectF(left - 40, plot.bottom() + 8, wide + 80, 22)
                t.write(painter, below, bar.label, t.SECOND, self.color("muted"), t.CENTER)

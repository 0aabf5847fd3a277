"""A long paper of figures: headings, rows with a count and an amount, scrolls when long, above its ticks."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import put_icon, rule, torn_paper


@dataclass(frozen=True, slots=True)
class StripRow:
    """label left, middle in grey, value right; strong for a result."""

    label: str
    value: str
    middle: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class StripSection:
    title: str
    rows: tuple[StripRow, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must be so before the day ends; done: it is."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Strip:
    sections: tuple[StripSection, ...]
    checks: tuple[Check, ...] = ()


class PaperStrip(Cells):
    """Painted paper; nothing on it is touched, but it scrolls."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._strip = Strip(())
        self._row = 32.0

    def show_strip(self, strip: Strip) -> None:
        self._strip = strip
        words = (f"{row.label} {row.value}" for section in strip.sections for row in section.rows)
        self.setAccessibleName("Zahlen des Tages")
        self.setAccessibleDescription(", ".join(words))
        self._choose_row()
        self.scroll_to(0)
        self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self._choose_row()
        self.scroll_to(self._offset)

    def _choose_row(self) -> None:
        """Rows as airy as the paper allows, 28 to 34 high."""
        self._row = next(
            (row for row in (34.0, 32.0, 30.0, 28.0) if self._height(row) <= self.view_box().height()), 28.0
        )

    def _height(self, row: float) -> float:
        return 16 + sum(34 + row * len(section.rows) + 13 for section in self._strip.sections)

    @property
    def _foot(self) -> float:
        """How high the ticks are: they stay in sight while the figures scroll."""
        return 30.0 * len(self._strip.checks) + 20 if self._strip.checks else 0.0

    def content_height(self) -> float:
        return self._height(self._row)

    def view_box(self) -> QRectF:
        return QRectF(0, 8, self._face.w, max(0, self._face.h - 20 - self._foot))

    def cell_count(self) -> int:
        return 0

    def cell_box(self, index: int) -> QRectF:
        raise IndexError(index)

    def cell_key(self, index: int) -> Hashable:
        raise IndexError(index)

    def cell_name(self, index: int) -> str:
        raise IndexError(index)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face = self.face
        torn_paper(painter, face, 12, self.color("paper"), self.color("line"))
        painter.setClipRect(self.view_box().adjusted(0, -6, 0, 0))
        left, right = 20.0, face.width() - 20
        y = 12 - self._offset
        for section in self._strip.sections:
            t.write(
                painter,
                QRectF(left, y, right - left, 32),
                section.title,
                t.Face(17, fonts.SEMIBOLD),
                self.color("ink"),
            )
            y += 34
            for row in section.rows:
                self._draw_row(painter, row, QRectF(left, y, right - left, self._row))
                y += self._row
            rule(painter, left, round(y + 5), right - left, self.color("line"))
            y += 13
        if self._height(self._row) > self.view_box().height():
            view = self.view_box()
            mark = view.height() * view.height() / self._height(self._row)
            top = view.top() + self._offset / self._height(self._row) * view.height()
            painter.fillRect(QRectF(view.right() - 5, top, 2, mark), self.color("free_line"))
        painter.setClipping(False)
        self._draw_checks(painter, left, right)

    def _draw_checks(self, painter: QPainter, left: float, right: float) -> None:
        y = self.face.height() - 12 - self._foot
        if self._strip.checks:
            rule(painter, left, round(y + 3), right - left, self.color("line"))
        y += 12
        for check in self._strip.checks:
            icon, role = ("circle-check", "accent_text") if check.done else ("circle-alert", "warn_ink")
            put_icon(painter, QPointF(left + 11, y + 15), self.look.icon(icon, role, 22))
            room = right - left - 32
            words = t.fit(check.text, room, t.Face(16), t.Face(16, condensed=True))
            t.write(
                painter,
                QRectF(left + 32, y, room, 30),
                t.elided(check.text, room, words),
                words,
                self.color("ink"),
            )
            y += 30

    def _draw_row(self, painter: QPainter, row: StripRow, box: QRectF) -> None:
        ink = self.color("ink" if row.strong else "muted")
        value = t.AMOUNT_NEW if row.strong else t.AMOUNT
        label = t.Face(17, fonts.SEMIBOLD if row.strong else fonts.MEDIUM, condensed=True)
        value_width = t.width(row.value, value)
        middle_right = box.right() - max(110.0, value_width + 16)
        room = middle_right - box.x() - t.width(row.middle, t.SECOND) - 8
        label = t.fit(row.label, room, label, t.Face(15, fonts.MEDIUM, condensed=True))
        t.write(painter, box, t.elided(row.label, room, label), label, ink)
        t.write(
            painter,
            QRectF(box.x(), box.y(), middle_right - box.x(), box.height()),
            row.middle,
            t.SECOND,
            self.color("muted"),
            t.RIGHT,
        )
        t.write(painter, box, row.value, value, self.color("ink"), t.RIGHT)

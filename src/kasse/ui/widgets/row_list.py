"""A list on a card: two lines a row, an amount or date at the right, a word that must be seen."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.painted import outlined, pill, put_icon, rounded, rule
from kasse.ui.widgets.plan_model import TableState, state_look

ROW = 64
_PILLS = {
    Tone.PLAIN: ("floor", "ink"),
    Tone.GOOD: ("select", "ink"),
    Tone.WAITING: ("floor", "muted"),
    Tone.WARN: ("warn", "warn_ink"),
    Tone.BAD: ("danger_soft", "danger_ink"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row. mark: a word that must be seen ("läuft", "abgegeben"), empty for none."""

    key: Hashable
    title: str
    note: str = ""
    value: str = ""
    value_note: str = ""
    mark: str = ""
    tone: Tone = Tone.BAD
    state: TableState | None = None
    """Of a table: its colours and sign stand at the left, as on the plan."""
    initials: str = ""
    """Of the waiter whose table it is, in these colours."""


class RowList(Cells):
    """Rows on a card; the chosen one is marked. Scrolls."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None, *, name: str = "Liste") -> None:
        super().__init__(look, parent)
        self._rows: tuple[Row, ...] = ()
        self._chosen: Hashable | None = None
        self._empty = ""
        self.setAccessibleName(name)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    @property
    def chosen(self) -> Hashable | None:
        """The key of the marked row."""
        return self._chosen

    def show_list(self, rows: Sequence[Row], chosen: Hashable | None, empty: str = "") -> None:
        """Show these rows; `empty` is said when there are none."""
        rows = tuple(rows)
        changed = [row.key for row in rows] != [row.key for row in self._rows]
        moved = changed or chosen != self._chosen
        self._rows, self._chosen, self._empty = rows, chosen, empty
        if changed:
            self.cells_changed()
        index = next((i for i, row in enumerate(rows) if row.key == chosen), None)
        if index is not None and moved:
            self.make_visible(index)
        self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self.scroll_to(self._offset)
        index = next((i for i, row in enumerate(self._rows) if row.key == self._chosen), None)
        if index is not None:
            self.make_visible(index)

    def view_box(self) -> QRectF:
        return self.face.adjusted(0, 8, 0, -8)

    def content_height(self) -> float:
        return len(self._rows) * ROW

    def cell_count(self) -> int:
        return len(self._rows)

    def cell_box(self, index: int) -> QRectF:
        return QRectF(8, 8 + index * ROW, self._face.w - 16, ROW)

    def cell_key(self, index: int) -> Hashable:
        return self._rows[index].key

    def cell_name(self, index: int) -> str:
        row = self._rows[index]
        parts = (row.title, row.note, row.value, row.value_note, row.mark)
        return ", ".join(part for part in parts if part)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        view = self.view_box()
        painter.setClipRect(view)
        for index, row in enumerate(self._rows):
            box = self.shown_box(index)
            if box.intersects(dirty):
                self._draw_row(painter, row, box, pressed=index == self._pressed)
        if not self._rows:
            self._draw_empty(painter)
        if 0 < view.height() < self.content_height():
            share = view.height() / self.content_height()
            top = view.top() + self._offset * share
            painter.fillRect(QRectF(view.right() - 5, top, 3, view.height() * share), self.color("free_line"))
        self.draw_focus(painter)

    def _draw_empty(self, painter: QPainter) -> None:
        room = self.face.width() - 48
        lines = t.broken(self._empty, room, t.SECOND, 4)
        top = self.face.center().y() - 11 * len(lines)
        for i, line in enumerate(lines):
            row = QRectF(24, top + 22 * i, room, 22)
            t.write(painter, row, line, t.SECOND, self.color("muted"), t.CENTER)

    def _draw_row(self, painter: QPainter, row: Row, box: QRectF, *, pressed: bool) -> None:
        frame = box.adjusted(0, 1, 0, -1)
        if row.key == self._chosen:
            outlined(painter, frame, 8, self.color("select"), self.color("select_line"), 2)
        elif pressed:
            rounded(painter, frame, 8, self.color("select"))
        else:
            rule(painter, box.x() + 8, box.bottom() - 1, box.width() - 16, self.color("line"))
        left, right = box.x() + 16, box.right() - 16
        if row.state is not None:
            self._draw_state(painter, QRectF(left, box.center().y() - 18, 36, 36), row.state, row.initials)
            left += 52
        strong, narrow = t.Face(18, fonts.SEMIBOLD), t.Face(18, fonts.SEMIBOLD, condensed=True)
        value = t.width(row.value, strong) + 16 if row.value else 0
        mark = t.width(row.mark, t.COUNTER) + 30 if row.mark else 0
        room = right - left - value - mark
        smaller = (t.Face(px, fonts.SEMIBOLD, condensed=True) for px in (16, 15, 14))
        face = t.fit(row.title, room, strong, narrow, *smaller)
        title = t.elided(row.title, room, face)
        t.write_at(painter, left, box.y() + 28, title, face, self.color("ink"))
        t.write_right(painter, right, box.y() + 28, row.value, strong, self.color("ink"))
        end = t.width(row.value_note, t.SECOND_NARROW) + 16 if row.value_note else 0
        note = t.elided(row.note, right - left - end, t.SECOND_NARROW)
        t.write_at(painter, left, box.y() + 50, note, t.SECOND_NARROW, self.color("muted"))
        t.write_right(painter, right, box.y() + 50, row.value_note, t.SECOND_NARROW, self.color("muted"))
        if row.mark:
            fill, ink = _PILLS[row.tone]
            spot = QRectF(left + t.width(title, face) + 12, box.y() + 11, mark - 12, 24)
            pill(painter, spot, self.color(fill))
            t.write(painter, spot, row.mark, t.COUNTER, self.color(ink), t.CENTER)

    def _draw_state(self, painter: QPainter, box: QRectF, state: TableState, initials: str) -> None:
        style = state_look(state, self.look)
        outlined(painter, box, 8, self.color(style.fill), self.color(style.line), style.thick)
        if style.icon:
            put_icon(painter, box.center(), self.look.icon(style.icon, style.ink, 20))
        elif initials:
            t.write(painter, box, initials, t.COUNTER, self.color(style.ink), t.CENTER)

"""The table of rights: a row for each right with a sentence, a column for each password level, a tick where it is given."""

from __future__ import annotations

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
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key
from kasse.ui.widgets.painted import outlined, put_icon, ring, rule

ROW, HEADING, HEAD = 60.0, 40.0, 72.0
PADDING = 16.0
LEAST_COLUMN, MOST_COLUMN = 80.0, 140.0
LEAST_WORDS, GOOD_WORDS, MOST_WORDS = 280.0, 384.0, 520.0


@dataclass(frozen=True, slots=True)
class LevelHead:
    """One column. key: what a tap on its head reports; sub: how many are in it."""

    key: Hashable
    name: str
    sub: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class RightRow:
    """One right, or the heading of a group where there are no ticks. ticks: a flag for each column."""

    key: Hashable
    name: str
    help: str = ""
    ticks: tuple[bool, ...] = ()
    changed: tuple[bool, ...] = ()


class RightsGrid(Cells):
    """A tap on a tick reports (right, level), one on a head ("level", level). Columns that do not fit turn pages."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._heads: tuple[LevelHead, ...] = ()
        self._rows: tuple[RightRow, ...] = ()
        self._first = 0
        self._spots: list[tuple[tuple[Hashable, Hashable], QRectF]] = []
        self._tops: list[float] = []
        self._height = 0.0
        self.setAccessibleName("Rechte der Passwortebenen")

    def show_table(self, heads: tuple[LevelHead, ...], rows: tuple[RightRow, ...]) -> None:
        """Show these levels and rights."""
        same = len(heads) == len(self._heads) and [row.key for row in rows] == [row.key for row in self._rows]
        self._heads, self._rows = heads, rows
        self._lay_out()
        if not same:
            self.cells_changed()
        self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()
        self.scroll_to(self._offset)

    @property
    def columns(self) -> int:
        """How many levels are seen at once."""
        return max(1, int((self._face.w - 2 * PADDING - LEAST_WORDS) // LEAST_COLUMN))

    @property
    def has_more(self) -> bool:
        """Whether there are more levels than columns."""
        return len(self._heads) > self.columns

    def turn(self) -> None:
        """The next levels, then the first ones again."""
        self._first = self._first + self.columns if self._first + self.columns < len(self._heads) else 0
        self._lay_out()
        self.cells_changed()
        self.update()

    # Layout.

    def _seen(self) -> range:
        first = self._first if self._first < len(self._heads) else 0
        return range(first, min(len(self._heads), first + self.columns))

    @property
    def _wide(self) -> float:
        """How wide a column is."""
        room = (self._face.w - 2 * PADDING - GOOD_WORDS) / max(1, len(self._seen()))
        return max(LEAST_COLUMN, min(MOST_COLUMN, room))

    def _column(self, position: int) -> float:
        """Where a column begins: close to the words, that the eye finds the way."""
        room = self._face.w - 2 * PADDING - self._wide * len(self._seen())
        return PADDING + min(room, MOST_WORDS) + self._wide * position

    def _lay_out(self) -> None:
        self._spots, self._tops, y = [], [], HEAD
        for position, index in enumerate(self._seen()):
            box = QRectF(self._column(position) + 3, 8, self._wide - 6, HEAD - 16)
            self._spots.append((("level", self._heads[index].key), box))
        for row in self._rows:
            self._tops.append(y)
            if row.ticks:
                for position, index in enumerate(self._seen()):
                    box = QRectF(self._column(position) + 3, y + 5, self._wide - 6, ROW - 10)
                    self._spots.append(((row.key, self._heads[index].key), box))
            y += ROW if row.ticks else HEADING
        self._height = y - HEAD

    def view_box(self) -> QRectF:
        return QRectF(0, HEAD, self._face.w, max(0.0, self._face.h - HEAD - 8))

    def content_height(self) -> float:
        return self._height

    # Cells: the heads stand still, the ticks scroll.

    def _is_head(self, index: int) -> bool:
        return index < len(self._seen())

    def cell_count(self) -> int:
        return len(self._spots)

    def cell_box(self, index: int) -> QRectF:
        return self._spots[index][1]

    def cell_key(self, index: int) -> Hashable:
        return self._spots[index][0]

    def cell_name(self, index: int) -> str:
        key, level = self._spots[index][0]
        column = next(i for i, head in enumerate(self._heads) if head.key == level)
        if self._is_head(index):
            return f"{self._heads[column].name}, {self._heads[column].sub}"
        row = next(row for row in self._rows if row.key == key)
        return (
            f"{row.name}, {self._heads[column].name}, {'erlaubt' if row.ticks[column] else 'nicht erlaubt'}"
        )

    def shown_box(self, index: int) -> QRectF:
        return self.cell_box(index) if self._is_head(index) else super().shown_box(index)

    def cell_at(self, point: QPointF) -> int | None:
        for index in range(self.cell_count()):
            head = self._is_head(index)
            if self.shown_box(index).contains(point) and (head or self.view_box().contains(point)):
                return index
        return None

    def make_visible(self, index: int) -> None:
        if not self._is_head(index):
            super().make_visible(index)

    # Drawing.

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        for position, index in enumerate(self._seen()):
            self._draw_head(painter, position, self._heads[index])
        rule(painter, PADDING, HEAD - 1, self._face.w - 2 * PADDING, self.color("line"))
        view = self.view_box()
        painter.save()
        painter.setClipRect(view)
        for row, top in zip(self._rows, self._tops, strict=True):
            y = top - self._offset
            if y < view.bottom() and y + ROW > view.top():
                self._draw_row(painter, row, y)
        painter.restore()
        if self.content_height() > view.height():
            share = view.height() / self.content_height()
            top = view.top() + self._offset * share
            painter.fillRect(QRectF(view.right() - 6, top, 3, view.height() * share), self.color("free_line"))
        if self.hasFocus() and self._cursor < self.cell_count():
            ring(painter, self.shown_box(self._cursor), 8, self.color("select_line"), 2, 0)

    def _draw_head(self, painter: QPainter, position: int, head: LevelHead) -> None:
        box = self._spots[position][1]
        state = KeyState(pressed=position == self._pressed, chosen=head.chosen)
        draw_key(painter, self.look, box, KeyText(head.name, sub=head.sub, narrow=True), KeyKind.KEY, state)

    def _draw_row(self, painter: QPainter, row: RightRow, y: float) -> None:
        room = self._column(0) - PADDING - 12
        if not row.ticks:
            heading = QRectF(PADDING, y + 10, room, 24)
            t.write(painter, heading, row.name, t.Face(17, fonts.SEMIBOLD), self.color("ink"))
            return
        face = t.fit(row.name, room, t.Face(17, fonts.MEDIUM), t.Face(17, fonts.MEDIUM, condensed=True))
        t.write(
            painter, QRectF(PADDING, y + 6, room, 22), t.elided(row.name, room, face), face, self.color("ink")
        )
        lines = t.broken(row.help, room, t.SMALL, 2)
        if len(lines) == 1:
            t.write(painter, QRectF(PADDING, y + 30, room, 18), lines[0], t.SMALL, self.color("muted"))
        else:
            for i, line in enumerate(lines):
                box = QRectF(PADDING, y + 26 + 16 * i, room, 16)
                t.write(painter, box, line, t.SMALL, self.color("muted"))
        for position, index in enumerate(self._seen()):
            self._draw_tick(painter, row, index, self._column(position), y)
        rule(painter, PADDING, round(y + ROW - 1), self._face.w - 2 * PADDING, self.color("line"))

    def _draw_tick(self, painter: QPainter, row: RightRow, index: int, x: float, y: float) -> None:
        box = QRectF(x + 3, y + 5, self._wide - 6, ROW - 10)
        key = (row.key, self._heads[index].key)
        pressed = self._pressed is not None and self._spots[self._pressed][0] == key
        if row.ticks[index]:
            line, thick = ("select_line", 2)
            outlined(painter, box, 8, self.color("select"), self.color(line), thick)
            put_icon(painter, box.center(), self.look.icon("check", "ink", 22))
        else:
            outlined(painter, box, 8, self.color("key_down" if pressed else "key"), self.color("line"))
            put_icon(painter, box.center(), self.look.icon("minus", "disabled_ink", 16))
        if row.changed[index]:
            painter.fillRect(
                QRectF(box.x() + 8, box.bottom() - 5, box.width() - 16, 3), self.color("accent_text")
            )

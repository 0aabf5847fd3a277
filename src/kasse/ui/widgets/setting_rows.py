"""Settings on a card: what each is called, what it does, where its value comes from, and the control that changes it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, ScreenClass
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import outlined, put_icon, ring, rounded, rule
from kasse.ui.widgets.setting_controls import (
    UNDO,
    Control,
    Edit,
    Field,
    Segments,
    Spot,
    Stepper,
    Toggle,
    draw_between,
    draw_control,
    draw_undo,
    spoken,
    spots_of,
    width_of,
)

__all__ = ["Edit", "Field", "Segments", "SettingRow", "SettingRows", "Stepper", "Toggle"]

PADDING = 24
LABEL = t.Face(18, fonts.MEDIUM)
LABEL_NARROW = t.Face(18, fonts.MEDIUM, condensed=True)
LINE = 22.0
HEAD = 76.0
CLOSE, GROUP = 76, 52.0
MORE, BACK = "more", "undo"
"""What a tap on the words, and one on the way back, report beside the key of the row."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. off: why it cannot be changed here; origin: where its value comes from, in the role of `tone`.

    A tap reports (key, step); see the controls.
    """

    key: Hashable
    label: str
    help: str
    control: Control
    origin: str = ""
    off: str = ""
    tone: str = "accent_text"
    dotted: bool = False
    """A dot says that the value differs here."""
    changed: bool = False
    """Another value is chosen and not saved yet: a bar at the left."""
    undo: bool = False
    """There is a way back."""
    more: bool = False
    """The words open more about it."""
    marks: tuple[tuple[int, int], ...] = ()
    """Parts of the label that somebody searched for."""
    place: str = ""
    """On which page it stands, where that is not clear."""
    heading: str = ""
    """Begins a group of that name."""


class SettingRows(Cells):
    """Rows as high as their words need; the control stands at the right in the middle of its row."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[SettingRow, ...] = ()
        self._title = self._remark = self._empty = ""
        self._boxes: list[QRectF] = []
        self._spots: list[Spot] = []
        self._close = False
        self._wanted: Hashable | None = None
        """The row that is to be seen as soon as there is room for any."""
        self.setAccessibleName("Einstellungen")

    @property
    def rows(self) -> tuple[SettingRow, ...]:
        """What is shown."""
        return self._rows

    @property
    def title(self) -> str:
        """What stands above the rows."""
        return self._title

    def make_close(self) -> None:
        """Rows no higher than they need: for forms with many of them."""
        self._close = True

    def show_head(self, title: str, remark: str = "", empty: str = "") -> None:
        """What stands above the rows, and what is said where there are none; an empty title for no head."""
        if (title, remark, empty) != (self._title, self._remark, self._empty):
            self._title, self._remark, self._empty = title, remark, empty
            self._lay_out()
            self.update()

    def show_rows(self, rows: Sequence[SettingRow]) -> None:
        """Show these settings as they are now."""
        rows = tuple(rows)
        if rows != self._rows:
            same = [row.key for row in rows] == [row.key for row in self._rows]
            before = self._here()
            self._rows = rows
            self._lay_out()
            if same:
                self._cursor = next(
                    (i for i, spot in enumerate(self._spots) if self._name(spot) == before), 0
                )
                self.scroll_to(self._offset)
            else:
                self.scroll_to(0)
                self.cells_changed()
            self.update()

    def show_row(self, key: Hashable) -> None:
        """Scroll to a row, and put the keyboard on it."""
        index = next((i for i, row in enumerate(self._rows) if row.key == key), None)
        self._wanted = None if self._boxes else key
        if index is not None and index < len(self._boxes):
            above = GROUP if self._rows[index].heading else 0
            self.scroll_to(self._boxes[index].top() - above - self.view_box().top())
            self._cursor = next((i for i, spot in enumerate(self._spots) if spot.row == index), 0)
            self.update()

    def spot_of(self, key: Hashable, step: Hashable) -> int:
        """The cell of a row that reports that. ValueError if there is none."""
        return [self._name(spot) for spot in self._spots].index((key, step))

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()
        self.scroll_to(self._offset)
        if self._wanted is not None and self._boxes:
            self.show_row(self._wanted)

    # Layout.

    @property
    def _wide(self) -> int:
        """How wide a control usually is."""
        return {ScreenClass.L: 256, ScreenClass.XL: 320}.get(self.look.metrics.screen_class, 232)

    def _room(self, row: SettingRow) -> float:
        """How wide the words of a row may be."""
        taken = width_of(row.control, self._wide) + (UNDO + GAP if row.undo else 0)
        return self._face.w - 2.0 * PADDING - max(taken, 96) - 24

    def _lay_out(self) -> None:
        self._boxes, self._spots = [], []
        least = 108 if self.look.metrics.screen_class in (ScreenClass.K, ScreenClass.M) else 112
        least = CLOSE if self._close else least
        y = self.view_box().top()
        if self._face.w < 3 * PADDING + self._wide:
            return
        for index, row in enumerate(self._rows):
            lines = _lines(row, self._room(row))
            y += GROUP if row.heading else 0
            box = QRectF(0, y, self._face.w, max(least, (42 if self._close else 56) + LINE * len(lines)))
            self._boxes.append(box)
            self._spots += self._row_spots(index, row, box)
            y = box.bottom()

    def _row_spots(self, index: int, row: SettingRow, box: QRectF) -> list[Spot]:
        right, middle = box.right() - PADDING, box.center().y()
        spots = []
        if row.more:
            words = QRectF(8, box.y() + 6, self._room(row) + PADDING, box.height() - 12)
            spots.append(Spot(index, MORE, words))
        if row.undo:
            left = right - width_of(row.control, self._wide) - GAP - UNDO
            spots.append(Spot(index, BACK, QRectF(left, middle - UNDO / 2, UNDO, UNDO)))
        return spots + spots_of(index, row.control, right, middle, self._wide)

    def view_box(self) -> QRectF:
        top = HEAD if self._title else 8.0
        return self.face.adjusted(0, top, 0, -8)

    def content_height(self) -> float:
        return self._boxes[-1].bottom() - self.view_box().top() if self._boxes else 0.0

    # Cells.

    def cell_count(self) -> int:
        return len(self._spots)

    def cell_box(self, index: int) -> QRectF:
        return self._spots[index].box

    def cell_key(self, index: int) -> Hashable:
        return (
            self._rows[self._spots[index].row].off
            if self.cell_is_off(index)
            else self._name(self._spots[index])
        )

    def cell_is_off(self, index: int) -> bool:
        spot = self._spots[index]
        return spot.step != MORE and bool(self._rows[spot.row].off)

    def cell_name(self, index: int) -> str:
        spot = self._spots[index]
        row = self._rows[spot.row]
        words = {MORE: "Einzelheiten", BACK: "zurücksetzen"}.get(spot.step) or spoken(row.control, spot.step)  # type: ignore[call-overload]
        return ", ".join(part for part in (row.label, words, row.off) if part)

    def _name(self, spot: Spot) -> tuple[Hashable, Hashable]:
        return self._rows[spot.row].key, spot.step

    def _here(self) -> tuple[Hashable, Hashable] | None:
        """What the keyboard is on."""
        return self._name(self._spots[self._cursor]) if self._cursor < len(self._spots) else None

    # Drawing.

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        self._draw_head(painter)
        view = self.view_box()
        painter.setClipRect(view.adjusted(0, -4, 0, 4))
        for row, place in zip(self._rows, self._boxes, strict=False):
            box = place.translated(0, -self._offset)
            if row.heading and box.adjusted(0, -GROUP, 0, 0).intersects(dirty):
                self._draw_heading(painter, row.heading, box)
            if box.intersects(dirty):
                self._draw_words(painter, row, box)
                right, middle = box.right() - PADDING, box.center().y()
                draw_between(painter, self.look, row.control, right, middle, self._wide)
        for index, spot in enumerate(self._spots):
            box = self.shown_box(index)
            if box.intersects(dirty):
                self._draw_spot(painter, spot, box, pressed=index == self._pressed)
        if self.content_height() > view.height():
            share = view.height() / self.content_height()
            top = view.top() + self._offset * share
            painter.fillRect(QRectF(view.right() - 5, top, 3, view.height() * share), self.color("free_line"))
        if not self._rows and self._empty:
            for i, line in enumerate(t.broken(self._empty, view.width() - 2 * PADDING, t.SECOND, 4)):
                spot_box = QRectF(PADDING, view.top() + 16 + LINE * i, view.width() - 2 * PADDING, LINE)
                t.write(painter, spot_box, line, t.SECOND, self.color("muted"))
        self.draw_focus(painter)

    def draw_focus(self, painter: QPainter) -> None:
        if self.hasFocus() and self._cursor < self.cell_count():
            box, spot = self.shown_box(self._cursor), self._spots[self._cursor]
            is_round = isinstance(self._rows[spot.row].control, Toggle) and spot.step == 0
            ring(painter, box, box.height() / 2 if is_round else self.radius, self.color("select_line"))

    def _draw_head(self, painter: QPainter) -> None:
        if not self._title:
            return
        room = self._face.w - 2 * PADDING
        title = t.fit(self._title, room, t.BIG_TITLE, t.Face(22, fonts.SEMIBOLD, condensed=True))
        words = t.elided(self._title, room, title)
        t.write(painter, QRectF(PADDING, 12, room, 32), words, title, self.color("ink"))
        remark = t.elided(self._remark, room, t.SECOND)
        t.write(painter, QRectF(PADDING, 44, room, LINE), remark, t.SECOND, self.color("muted"))
        rule(painter, PADDING, HEAD - 2, room, self.color("line"))

    def _draw_heading(self, painter: QPainter, heading: str, box: QRectF) -> None:
        line = QRectF(PADDING, box.y() - GROUP + 12, self._face.w - 2 * PADDING, GROUP - 16)
        t.write(painter, line, heading, t.PANEL_TITLE, self.color("ink"))

    def _draw_spot(self, painter: QPainter, spot: Spot, box: QRectF, *, pressed: bool) -> None:
        row = self._rows[spot.row]
        if spot.step == BACK:
            draw_undo(painter, self.look, box, pressed=pressed, off=bool(row.off))
        elif spot.step != MORE:
            draw_control(painter, self.look, row.control, spot, box, pressed=pressed, off=bool(row.off))

    def _draw_words(self, painter: QPainter, row: SettingRow, box: QRectF) -> None:
        if box.y() > self.view_box().top() - self._offset + 1:
            rule(painter, PADDING, round(box.y()), self._face.w - 2 * PADDING, self.color("line"))
        if row.changed:
            rounded(painter, QRectF(8, box.y() + 12, 4, box.height() - 24), 2, self.color("accent_text"))
        room = self._room(row)
        lines = _lines(row, room)
        top = box.center().y() - (26 + LINE * len(lines)) / 2
        face = t.fit(row.label, room - 24, LABEL, LABEL_NARROW, t.Face(16, fonts.MEDIUM, condensed=True))
        words = t.elided(row.label, room - 24, face)
        for start, end in row.marks:
            if words[:end] == row.label[:end]:
                left, right = t.width(words[:start], face), t.width(words[:end], face)
                spot = QRectF(PADDING + left - 1, top, right - left + 2, 26)
                rounded(painter, spot, 4, self.color("warn"))
        t.write(painter, QRectF(PADDING, top, room, 26), words, face, self.color("ink"))
        if row.more:
            center = QPointF(PADDING + t.width(words, face) + 14, top + 14)
            put_icon(painter, center, self.look.icon("chevron-right", "muted", 16))
        for i, (line, role) in enumerate(lines):
            left = PADDING
            if row.dotted and role == row.tone and i == _first_of(lines, role):
                middle = top + 26 + LINE * i + LINE / 2
                rounded(painter, QRectF(PADDING, middle - 4, 8, 8), 4, self.color(role))
                left += 16
            place = QRectF(left, top + 26 + LINE * i, room, LINE)
            t.write(painter, place, line, t.SECOND, self.color(role))


def _first_of(lines: Sequence[tuple[str, str]], role: str) -> int:
    return next(i for i, (_, each) in enumerate(lines) if each == role)


@lru_cache(2048)
def _lines(row: SettingRow, room: float) -> list[tuple[str, str]]:
    """The lines below the label, each with the role of its colour."""
    lines = [(line, "muted") for line in t.broken(row.place, room, t.SECOND, 1)] if row.place else []
    lines += [(line, "muted") for line in t.broken(row.help, room, t.SECOND, 12)]
    if isinstance(row.control, Edit) and row.control.value:
        lines += [(line, "ink") for line in t.broken(row.control.value, room, t.SECOND, 12)]
    if row.origin:
        less = 16 if row.dotted else 0
        lines += [(line, row.tone) for line in t.broken(row.origin, room - less, t.SECOND, 3)]
    return lines

"""Settings on a card: what each is called, what it does, where its value comes from, and the control that changes it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box, ScreenClass
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key
from kasse.ui.widgets.painted import outlined, pill, ring, rule

PADDING = 24
LABEL = t.Face(18, fonts.MEDIUM)
LABEL_NARROW = t.Face(18, fonts.MEDIUM, condensed=True)
LINE = 22.0
SWITCH = (96, 48)
STEP = 64


@dataclass(frozen=True, slots=True)
class Toggle:
    """On or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class Stepper:
    """A number between two bounds; its two keys report -1 and +1."""

    value: str
    least: bool = False
    most: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that is written; its key opens the field."""

    value: str
    label: str = "Ändern"
    icon: str = "pencil"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. off: why it cannot be changed here; origin: where its value comes from; own: from here only.

    A tap reports (key, 0) for a switch or field, (key, -1) and (key, 1) for a number.
    """

    key: Hashable
    label: str
    help: str
    control: Toggle | Stepper | Edit
    origin: str = ""
    off: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Spot:
    """One control to touch: its row, its step, its place before scrolling."""

    row: int
    step: int
    box: QRectF


class SettingRows(Cells):
    """Rows as high as their words need; the control stands at the right in the middle of its row."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[SettingRow, ...] = ()
        self._boxes: list[QRectF] = []
        self._spots: list[_Spot] = []
        self.setAccessibleName("Einstellungen")

    @property
    def rows(self) -> tuple[SettingRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[SettingRow]) -> None:
        """Show these settings as they are now."""
        rows = tuple(rows)
        if rows != self._rows:
            same = [row.key for row in rows] == [row.key for row in self._rows]
            self._rows = rows
            self._lay_out()
            if not same:
                self.scroll_to(0)
                self.cells_changed()
            self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()
        self.scroll_to(self._offset)

    @property
    def _control(self) -> int:
        """How wide the controls are."""
        return {ScreenClass.L: 256, ScreenClass.XL: 320}.get(self.look.metrics.screen_class, 232)

    @property
    def _room(self) -> float:
        return self._face.w - 2.0 * PADDING - self._control - 24

    def _lay_out(self) -> None:
        self._boxes, self._spots = [], []
        least = 108 if self.look.metrics.screen_class in (ScreenClass.K, ScreenClass.M) else 112
        y = 8.0
        if self._room <= 0:
            return
        for index, row in enumerate(self._rows):
            box = QRectF(0, y, self._face.w, max(least, 40 + LINE * len(_lines(row, self._room)) + 16))
            self._boxes.append(box)
            self._spots += _spots(index, row, box, self._control)
            y = box.bottom()

    def view_box(self) -> QRectF:
        return self.face.adjusted(0, 8, 0, -8)

    def content_height(self) -> float:
        return self._boxes[-1].bottom() - 8 if self._boxes else 0.0

    def cell_count(self) -> int:
        return len(self._spots)

    def cell_box(self, index: int) -> QRectF:
        return self._spots[index].box

    def cell_key(self, index: int) -> Hashable:
        spot = self._spots[index]
        row = self._rows[spot.row]
        return row.off or (row.key, spot.step)

    def cell_is_off(self, index: int) -> bool:
        return bool(self._rows[self._spots[index].row].off)

    def cell_name(self, index: int) -> str:
        spot = self._spots[index]
        row = self._rows[spot.row]
        match row.control:
            case Toggle(on):
                words = "an" if on else "aus"
            case Stepper(value):
                words = f"{'weniger' if spot.step < 0 else 'mehr'}, {value}"
            case Edit(value, label):
                words = f"{value}, {label}" if value else label
        return ", ".join(part for part in (row.label, words, row.off) if part)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        view = self.view_box()
        painter.setClipRect(view.adjusted(0, -4, 0, 4))
        for row, place in zip(self._rows, self._boxes, strict=True):
            box = place.translated(0, -self._offset)
            if box.intersects(dirty):
                self._draw_words(painter, row, box)
        for index, spot in enumerate(self._spots):
            if self.shown_box(index).intersects(dirty):
                self._draw_control(painter, index, self._rows[spot.row])
        if self.content_height() > view.height():
            share = view.height() / self.content_height()
            top = view.top() + self._offset * share
            painter.fillRect(QRectF(view.right() - 5, top, 3, view.height() * share), self.color("free_line"))
        self.draw_focus(painter)

    def draw_focus(self, painter: QPainter) -> None:
        if self.hasFocus() and self._cursor < self.cell_count():
            box = self.shown_box(self._cursor)
            row = self._rows[self._spots[self._cursor].row]
            radius = box.height() / 2 if isinstance(row.control, Toggle) else self.radius
            ring(painter, box, radius, self.color("select_line"))

    def _draw_words(self, painter: QPainter, row: SettingRow, box: QRectF) -> None:
        if box.y() > self.view_box().top() - self._offset + 1:
            rule(painter, PADDING, round(box.y()), self._face.w - 2 * PADDING, self.color("line"))
        lines = _lines(row, self._room)
        top = box.center().y() - (26 + LINE * len(lines)) / 2
        face = t.fit(row.label, self._room, LABEL, LABEL_NARROW)
        words = t.elided(row.label, self._room, face)
        t.write(painter, QRectF(PADDING, top, self._room, 26), words, face, self.color("ink"))
        for i, (line, role) in enumerate(lines):
            place = QRectF(PADDING, top + 26 + LINE * i, self._room, LINE)
            t.write(painter, place, line, t.SECOND, self.color(role))

    def _draw_control(self, painter: QPainter, index: int, row: SettingRow) -> None:
        spot, box, pressed = self._spots[index], self.shown_box(index), index == self._pressed
        match row.control:
            case Toggle(on):
                self._draw_switch(painter, box, on=on, pressed=pressed, off=bool(row.off))
            case Stepper(value, least, most):
                icon = "minus" if spot.step < 0 else "plus"
                off = bool(row.off) or (least if spot.step < 0 else most)
                state = KeyState(pressed=pressed, off=off)
                draw_key(painter, self.look, box, KeyText(icon=icon), KeyKind.KEY, state)
                if spot.step > 0:
                    between = QRectF(box.right() - self._control, box.y(), self._control, box.height())
                    face = t.Face(22, fonts.SEMIBOLD)
                    middle = between.adjusted(STEP, 0, -STEP, -3)
                    face = t.fit(value, middle.width(), face, t.Face(18, fonts.SEMIBOLD, condensed=True))
                    t.write(painter, middle, value, face, self.color("ink"), t.CENTER)
            case Edit(_, label, icon):
                on_it = KeyText(label, icon=icon)
                state = KeyState(pressed=pressed, off=bool(row.off))
                draw_key(painter, self.look, box, on_it, KeyKind.KEY, state)

    def _draw_switch(self, painter: QPainter, box: QRectF, *, on: bool, pressed: bool, off: bool) -> None:
        color = self.color
        knob = QRectF(box.right() - 44 if on else box.x() + 4, box.y() + 4, 40, 40)
        side = box.adjusted(0, 0, -44, 0) if on else box.adjusted(44, 0, 0, 0)
        face = t.Face(16, fonts.SEMIBOLD)
        if off:
            outlined(painter, box, 24, color("disabled"), color("line"), 2)
            pill(painter, knob, color("disabled_ink"))
            t.write(painter, side, "An" if on else "Aus", face, color("disabled_ink"), t.CENTER)
        elif on:
            pill(painter, box, color("accent_down" if pressed else "accent"))
            pill(painter, knob, color("on_accent"))
            t.write(painter, side, "An", face, color("on_accent"), t.CENTER)
        else:
            outlined(painter, box, 24, color("key_down" if pressed else "key"), color("muted"), 2)
            pill(painter, knob, color("muted"))
            t.write(painter, side, "Aus", face, color("ink"), t.CENTER)


def _lines(row: SettingRow, room: float) -> list[tuple[str, str]]:
    """The lines below the label, each with the role of its colour."""
    lines = [(line, "muted") for line in t.broken(row.help, room, t.SECOND, 12)]
    if isinstance(row.control, Edit) and row.control.value:
        lines += [(line, "ink") for line in t.broken(row.control.value, room, t.SECOND, 12)]
    if row.origin:
        role = "accent_text" if row.own else "muted"
        words = f"• {row.origin}" if row.own else row.origin
        lines += [(line, role) for line in t.broken(words, room, t.SECOND, 3)]
    return lines


def _spots(index: int, row: SettingRow, box: QRectF, control: int) -> list[_Spot]:
    right, middle = box.right() - PADDING, box.center().y()
    match row.control:
        case Toggle():
            wide, high = SWITCH
            return [_Spot(index, 0, QRectF(right - wide, middle - high / 2, wide, high))]
        case Stepper():
            return [
                _Spot(index, -1, QRectF(right - control, middle - 28, STEP, 56)),
                _Spot(index, 1, QRectF(right - STEP, middle - 28, STEP, 56)),
            ]
        case Edit():
            return [_Spot(index, 0, QRectF(right - 176, middle - 28, 176, 56))]

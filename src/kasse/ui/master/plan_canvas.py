"""A floor with its tables, to be tapped, pulled, made larger at a corner, and chosen several at once."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from kasse.domain.business import Place
from kasse.ui.master.plan_model import TABLE, Floors, grown, shifted
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import DRAG, Cells
from kasse.ui.widgets.painted import dashed, outlined, put_icon, ring, rounded

MARGIN, INSET = 8.0, 3.0
LEAST_COLUMNS, LEAST_ROWS = 6 * TABLE, 4 * TABLE
HANDLE, HANDLE_HIT = 15.0, 26.0
NUMBER = t.Face(22, fonts.SEMIBOLD)
NUMBER_SMALL = t.Face(17, fonts.SEMIBOLD, condensed=True)


class Deed(Enum):
    """What the finger does at the moment."""

    NOTHING = 0
    MOVE = 1
    SIZE = 2
    LASSO = 3


class PlanCanvas(Cells):
    """Tables are drawn where they stand, on a grid of eighths; what would not go is red while it is pulled."""

    radius = 10.0
    floor_tapped = Signal()
    moved = Signal(object, int, int)
    """(number of the pulled table, units to the right, units down)."""
    sized = Signal(object, int, int)
    """(number, units wider, units deeper)."""
    lassoed = Signal(object)
    """Numbers of the tables that were circled, as a frozenset."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._floors = Floors({}, {})
        self._tables: tuple[Place, ...] = ()
        self._chosen: frozenset[int] = frozenset()
        self._deed = Deed.NOTHING
        self._grip: int | None = None
        self._shift = (0, 0)
        self._lasso = QRectF()
        self._unit = 8.0
        self.setAccessibleName("Tischplan")

    @property
    def unit(self) -> float:
        """Logical pixels of an eighth of a table."""
        return self._unit

    def show_floor(self, floors: Floors, area: int, chosen: frozenset[int]) -> None:
        """An area and what of it is chosen."""
        tables = floors.standing(area)
        same = [place.number for place in tables] == [place.number for place in self._tables]
        self._floors, self._tables, self._chosen = floors, tables, chosen
        self._measure()
        if not same:
            self.cells_changed()
        self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self._measure()

    def _measure(self) -> None:
        columns = max([LEAST_COLUMNS, *(place.x + place.width + TABLE // 2 for place in self._tables)])
        rows = max([LEAST_ROWS, *(place.y + place.height + TABLE // 2 for place in self._tables)])
        room = (self._face.w - 2 * MARGIN, self._face.h - 2 * MARGIN)
        self._unit = max(1.0, min(room[0] / columns, room[1] / rows))

    def box_of(self, place: Place) -> QRectF:
        """Where a table is seen."""
        unit = self._unit
        whole = QRectF(
            MARGIN + place.x * unit, MARGIN + place.y * unit, place.width * unit, place.height * unit
        )
        return whole.adjusted(INSET, INSET, -INSET, -INSET)

    def index_of(self, number: int) -> int | None:
        """The cell of a table."""
        return next((i for i, place in enumerate(self._tables) if place.number == number), None)

    def handle(self) -> QPointF | None:
        """The corner at which the one chosen table is made larger."""
        place = self._only_chosen()
        return None if place is None else self.box_of(self._shown(place)).bottomRight()

    # Cells.

    def cell_count(self) -> int:
        return len(self._tables)

    def cell_box(self, index: int) -> QRectF:
        return self.box_of(self._tables[index])

    def cell_key(self, index: int) -> Hashable:
        return self._tables[index].number

    def cell_name(self, index: int) -> str:
        place = self._tables[index]
        shape = "rund" if place.round else "eckig"
        chosen = ", gewählt" if place.number in self._chosen else ""
        return f"Tisch {place.number}, {place.seats} Plätze, {shape}{chosen}"

    # Fingers.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._touch = here = self.logical(event.position())
        self._deed, self._shift = Deed.NOTHING, (0, 0)
        corner, only = self.handle(), self._only_chosen()
        on_handle = (
            corner is not None and max(abs(here.x() - corner.x()), abs(here.y() - corner.y())) < HANDLE_HIT
        )
        inside = only is not None and self._middle(only).contains(here)
        if on_handle and only is not None and not inside:
            self._deed, self._grip = Deed.SIZE, only.number
            return
        index = self.cell_at(here)
        self._grip = None if index is None else self._tables[index].number
        self._press(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._touch is None:
            return
        here = self.logical(event.position())
        way = here - self._touch
        if self._deed is Deed.NOTHING:
            if max(abs(way.x()), abs(way.y())) <= DRAG:
                return
            self._deed = Deed.LASSO if self._grip is None else Deed.MOVE
            self._press(None)
        if self._deed is Deed.LASSO:
            self._lasso = QRectF(self._touch, here).normalized()
        else:
            self._shift = (round(way.x() / self._unit), round(way.y() / self._unit))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._touch is None:
            return
        deed, grip, shift, lasso = self._deed, self._grip, self._shift, self._lasso
        self._deed, self._shift, self._lasso = Deed.NOTHING, (0, 0), QRectF()
        index, self._touch = self._pressed, None
        self._press(None)
        self.update()
        if deed is Deed.LASSO:
            circled = (p.number for p in self._tables if self.box_of(p).intersects(lasso))
            self.lassoed.emit(frozenset(circled))
        elif deed is Deed.MOVE:
            self.moved.emit(grip, *shift)
        elif deed is Deed.SIZE:
            self.sized.emit(grip, *shift)
        elif index is not None and index < self.cell_count():
            self.tap(index)
        else:
            self.floor_tapped.emit()

    def _only_chosen(self) -> Place | None:
        chosen = [place for place in self._tables if place.number in self._chosen]
        return chosen[0] if len(chosen) == 1 else None

    def _middle(self, place: Place) -> QRectF:
        """What of a table is never taken for its corner."""
        box = self.box_of(place)
        return QRectF(box.x(), box.y(), box.width() * 0.6, box.height() * 0.6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Ctrl the arrows move what is chosen, by an eighth of a table."""
        way = _STEPS.get(event.key())
        if way and self._chosen and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(min(self._chosen), *way)
        else:
            super().keyPressEvent(event)

    # What is pulled.

    def _pulled(self) -> frozenset[int]:
        if self._deed not in (Deed.MOVE, Deed.SIZE) or self._grip is None:
            return frozenset()
        several = self._deed is Deed.MOVE and self._grip in self._chosen
        return self._chosen if several else frozenset({self._grip})

    def _shown(self, place: Place) -> Place:
        """The table as it would be if the finger were lifted now."""
        if place.number not in self._pulled():
            return place
        return (grown if self._deed is Deed.SIZE else shifted)(place, *self._shift)

    # Drawing.

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        skin = self.look.skin(("plan", self._unit), self._face.w, self._face.h, self._draw_floor)
        painter.drawPixmap(QPointF(0, 0), skin)
        pulled = self._pulled()
        shown = [self._shown(place) for place in self._tables]
        clash = self._floors.clash(place for place in shown if place.number in pulled) if pulled else None
        wrong = {place.number for place in clash} if clash else set()
        for place in sorted(shown, key=lambda place: place.number in pulled):
            self._draw_table(painter, place, wrong=place.number in wrong)
        if self._deed is Deed.LASSO:
            dashed(painter, self._lasso, 6, self.color("select_line"))
        if (corner := self.handle()) is not None:
            knob = QRectF(corner.x() - HANDLE, corner.y() - HANDLE, 2 * HANDLE, 2 * HANDLE)
            outlined(painter, knob, HANDLE, self.color("select"), self.color("select_line"), 2)
            put_icon(painter, corner, self.look.icon("plus", "ink", 18))
        self.draw_focus(painter)

    def _draw_floor(self, painter: QPainter, box: QRectF) -> None:
        outlined(painter, box, 12, self.color("floor"), self.color("line"))
        dot, step = self.color("line"), self._unit * TABLE
        y = MARGIN
        while y < box.height() - 4:
            x = MARGIN
            while x < box.width() - 4:
                rounded(painter, QRectF(x - 1.5, y - 1.5, 3, 3), 1.5, dot)
                x += step
            y += step

    def _draw_table(self, painter: QPainter, place: Place, *, wrong: bool) -> None:
        box, chosen = self.box_of(place), place.number in self._chosen
        radius = box.width() / 2 if place.round else min(10.0, box.height() / 3)
        index = self.index_of(place.number)
        fill, line = ("danger_soft", "danger") if wrong else ("paper", "free_line")
        if chosen and not wrong:
            fill, line = "select", "select_line"
        color = self.color(fill)
        if index is not None and index == self._pressed:
            color = color.darker(108)
        outlined(painter, box, radius, color, self.color(line), 2)
        if chosen:
            ring(painter, box, radius, self.color("danger" if wrong else "select_line"), 2, 1)
        ink = self.color("danger_ink" if wrong else "ink")
        label = str(place.number)
        face = t.fit(label, box.width() - 6, NUMBER, NUMBER_SMALL, t.COUNTER)
        two = box.height() >= 50
        upper = box.adjusted(0, 0, 0, -16) if two else box
        t.write(painter, upper, t.elided(label, box.width() - 4, face), face, ink, t.CENTER)
        if two:
            words = f"{place.seats} Plätze" if box.width() >= 76 else f"{place.seats} Pl."
            below = QRectF(box.x(), box.center().y() + 4, box.width(), 20)
            t.write(painter, below, words, t.SMALL, self.color("danger_ink" if wrong else "muted"), t.CENTER)


_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

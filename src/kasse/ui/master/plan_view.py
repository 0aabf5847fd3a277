"""The editor of table plans: areas above, the floor, below it what can be done with the chosen tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.master.plan_canvas import PlanCanvas
from kasse.ui.master.special_view import SpecialView
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, ScreenClass
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.tabs import Tab, Tabs

TAB_WIDE = 128
MEASURES = ("width", "height", "seats")
"""What is made more and less with two keys."""
FIRST_ROW = (
    ("add", KeyText("Neuer Tisch", icon="plus", narrow=True), 6),
    ("several", KeyText("Mehrere", narrow=True), 4),
    ("round", KeyText("Rund", narrow=True), 4),
    ("store", KeyText("Wegräumen", icon="archive", narrow=True), 6),
    ("undo", KeyText(icon="undo-2"), 2),
    ("redo", KeyText(icon="redo-2"), 2),
    ("more", KeyText("Mehr", icon="ellipsis", narrow=True), 4),
)


@dataclass(frozen=True, slots=True)
class Measures:
    """What stands between the keys that make more and less of it; empty where nothing is chosen."""

    width: str = ""
    height: str = ""
    seats: str = ""


class PlanView(SpecialView):
    """It draws and reports taps."""

    area_tapped = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._measures = Measures()
        self._between: dict[str, QRectF] = {}
        self.areas = Tabs(look, self, name="Bereiche")
        self.canvas = PlanCanvas(look, self)
        self.areas.tapped.connect(self.area_tapped)
        for name, on_it, _wide in FIRST_ROW:
            self.add_tool(name, on_it)
        self.tools["redo"].setAccessibleName("Wiederholen")
        for measure, word in zip(MEASURES, ("Breite", "Tiefe", "Plätze"), strict=True):
            for sign, icon, spoken in (("-", "minus", "weniger"), ("+", "plus", "mehr")):
                self.add_tool(measure + sign, KeyText(icon=icon)).setAccessibleName(f"{word} {spoken}")

    def show_areas(self, tabs: Sequence[Tab], chosen: Hashable) -> None:
        """The areas of the house."""
        self.areas.show_tabs(tabs, chosen)

    def show_tools(self, measures: Measures, off: dict[str, str], *, several: bool, is_round: bool) -> None:
        """What the chosen tables have, which keys are off and why, and which are down."""
        self._measures = measures
        self.switch_tools(off)
        self.tools["several"].choose(chosen=several)
        self.tools["round"].choose(chosen=is_round)
        self.update()

    def own_parts(self) -> Iterable[QWidget]:
        return (self.areas, self.canvas)

    def lay_out(self, whole: Box) -> None:
        high = 72 if self.look.metrics.screen_class is ScreenClass.XL else 48 if whole.h < 520 else 56
        fitting = max(1, (whole.w + GAP) // (TAB_WIDE + GAP))
        self.areas.place(Box(0, 0, whole.w, 48))
        self.areas.arrange(fitting, 1)
        second = Box(0, whole.h - high, whole.w, high)
        first = second.moved(0, -high - GAP)
        self.canvas.place(Box(0, 48 + GAP, whole.w, first.y - 48 - 2 * GAP))
        self._lay_out_first(first)
        for measure, cell in zip(MEASURES, second.cells(3, 1, 2 * GAP), strict=True):
            self.tools[measure + "-"].place(Box(cell.x, cell.y, 64, high))
            self.tools[measure + "+"].place(Box(cell.right - 64, cell.y, 64, high))
            self._between[measure] = QRectF(cell.x + 64, cell.y, cell.w - 128, high - 3)

    def _lay_out_first(self, row: Box) -> None:
        """Keys as wide as their words need, in one row."""
        room = row.w - (len(FIRST_ROW) - 1) * GAP
        parts = sum(wide for _, _, wide in FIRST_ROW)
        used = 0
        for i, (name, _, wide) in enumerate(FIRST_ROW):
            left, used = room * used // parts, used + wide
            self.tools[name].place(Box(left + i * GAP, row.y, room * used // parts - left, row.h))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        if self.canvas.isHidden():
            return
        values = (self._measures.width, self._measures.height, self._measures.seats)
        for measure, word, value in zip(MEASURES, ("Breite", "Tiefe", "Plätze"), values, strict=True):
            box = self._between.get(measure, QRectF())
            upper = QRectF(box.x(), box.center().y() - 22, box.width(), 24)
            ink = self.color("ink" if value else "muted")
            t.write(painter, upper, value or "–", t.Face(20, fonts.SEMIBOLD), ink, t.CENTER)
            t.write(painter, upper.translated(0, 23), word, t.SMALL, self.color("muted"), t.CENTER)

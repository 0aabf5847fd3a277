"""The closing of the day: one number, one chart, one paper; counting the cash; the key that closes."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.shifts.count_panel import CountFoot, CountGrid, CountModel, CountRow
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics
from kasse.ui.theme.zones import closing_zones, rail_zones
from kasse.ui.view import View, digit_of
from kasse.ui.widgets import text as t
from kasse.ui.widgets.bar_chart import Bar, BarChart, Chart
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.number_pad import NumberPad
from kasse.ui.widgets.painted import Painted, outlined
from kasse.ui.widgets.paper_strip import Check, PaperStrip, Strip, StripRow, StripSection

__all__ = [
    "Bar",
    "Chart",
    "Check",
    "ClosingModel",
    "ClosingView",
    "CountModel",
    "CountRow",
    "Strip",
    "StripRow",
    "StripSection",
]


@dataclass(frozen=True, slots=True)
class ClosingModel:
    """A day before its end. facts: label and value, three at most.

    close_off: why it cannot be closed yet; report_off: why no report can be printed.
    """

    title: str
    number: str
    headline: str
    total: str
    facts: tuple[tuple[str, str], ...]
    chart: Chart
    strip: Strip
    hint: str = ""
    close_off: str = ""
    report_off: str = ""
    count_label: str = "Bargeld zählen"


class Headline(Painted):
    """The one number of the day."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model: ClosingModel | None = None

    def show_closing(self, model: ClosingModel) -> None:
        self._model = model
        self.setAccessibleName(f"{model.headline} {model.total}")
        self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face, model = self.face, self._model
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        if model is None:
            return
        right = face.width() - 24
        facts_width = 220.0
        t.write_at(painter, 24, 33, model.headline, t.Face(17), self.color("muted"))
        room = right - facts_width - 48
        total = t.fit(
            model.total,
            room,
            t.Face(56, 600),
            t.Face(56, 600, condensed=True),
            t.Face(40, 600, condensed=True),
        )
        t.write_at(painter, 24, 98, model.total, total, self.color("ink"))
        for i, (label, value) in enumerate(model.facts):
            y = 42 + 32 * i
            strong = t.Face(18, fonts.SEMIBOLD)
            t.write_right(painter, right, y, value, strong, self.color("ink"))
            space = facts_width - t.width(value, strong) - 12
            words = t.fit(label, space, t.Face(17, condensed=True), t.Face(15, condensed=True))
            t.write_at(
                painter, right - facts_width, y, t.elided(label, space, words), words, self.color("muted")
            )


class ClosingView(View):
    """Counting opens in the place of the cards; the pad stands where it stands on every screen."""

    spoken = "Tagesabschluss"
    close_day = Signal()
    interim_report = Signal()
    count_asked = Signal()
    count_row_chosen = Signal(object)
    count_typed = Signal(str)
    count_done = Signal()
    count_cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, back="Zurück", sign_out=False)
        self._model: ClosingModel | None = None
        self.headline = Headline(look, self)
        self.chart = BarChart(look, self)
        self.strip = PaperStrip(look, self)
        self.report_key = Key(look, KeyText("Zwischenbericht", icon="printer", narrow=True), parent=self)
        self.count_key = Key(look, KeyText("Bargeld zählen", icon="coins", narrow=True), parent=self)
        self.main_key = Key(look, KeyText("Abschließen und drucken", icon="check", px=22), KeyKind.MAIN, self)
        self.count_grid = CountGrid(look, self)
        self.count_foot = CountFoot(look, self)
        self.pad = NumberPad(look, self)
        self.cancel_key = Key(look, KeyText("Abbrechen", px=20), KeyKind.SECOND, self)
        self.done_key = Key(look, KeyText("Übernehmen", icon="check", px=20), KeyKind.MAIN, self)
        self._counting = False
        self._connect()
        self._show_face()

    def _connect(self) -> None:
        pairs = (
            (self.report_key, self.interim_report),
            (self.count_key, self.count_asked),
            (self.main_key, self.close_day),
            (self.cancel_key, self.count_cancelled),
            (self.done_key, self.count_done),
        )
        for key, signal in pairs:
            key.tapped.connect(signal)
            key.refused.connect(self.refused)
        self.count_grid.tapped.connect(self.count_row_chosen)
        self.pad.pressed.connect(self.count_typed)

    def show_closing(self, model: ClosingModel) -> None:
        """Show that day."""
        self._model = model
        self._counting = False
        self.top.show_title(model.title)
        self.top.show_remark(model.number)
        self.headline.show_closing(model)
        self.chart.show_chart(model.chart)
        self.strip.show_strip(model.strip)
        self.main_key.switch(off=model.close_off or None)
        self.report_key.switch(off=model.report_off or None)
        self.count_key.show_label(model.count_label)
        self._show_face()
        self.update()

    @property
    def model(self) -> ClosingModel | None:
        """The day that is shown."""
        return self._model

    @property
    def counting(self) -> bool:
        """Whether the cash is being counted."""
        return self._counting

    def show_count(self, model: CountModel) -> None:
        """Count the cash, or what is counted so far."""
        self._counting = True
        self.top.show_title("Bargeld zählen")
        self.count_grid.replace_items(model.rows)
        self.count_foot.show_count(model)
        self._show_face()

    def _show_face(self) -> None:
        cards: tuple[QWidget, ...] = (
            self.headline,
            self.chart,
            self.strip,
            self.report_key,
            self.count_key,
            self.main_key,
        )
        count: tuple[QWidget, ...] = (
            self.count_grid,
            self.count_foot,
            self.pad,
            self.cancel_key,
            self.done_key,
        )
        for part in cards:
            part.setVisible(not self._counting)
        for part in count:
            part.setVisible(self._counting)
        self.update()

    def lay_out(self, m: Metrics) -> None:
        zones = closing_zones(m)
        self.headline.place(zones.headline)
        self.chart.place(zones.chart)
        self.strip.place(zones.paper)
        self.main_key.place(zones.main)
        self.report_key.place(zones.report)
        self.count_key.place(zones.count)
        rail, content = rail_zones(m), m.content
        width = content.w - rail.whole.w - GAP
        x = content.x if not m.left_handed else rail.whole.right + GAP
        self.count_foot.place(Box(x, content.bottom - 88, width, 88))
        self.count_grid.place(Box(x, content.y, width, content.h - 96))
        self.count_grid.arrange(*((2, 8) if m.is_tall else (4, 4)))
        self.pad.place(rail.pad)
        self.cancel_key.place(rail.second)
        self.done_key.place(rail.main)

    def key(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not self._counting:
            if enter:
                self.main_key.click()
            return enter
        if sign := digit_of(event):
            self.count_typed.emit(sign)
        elif enter:
            self.done_key.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.count_cancelled.emit()
        else:
            return False
        return True

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        if self._counting or self._model is None:
            return
        box = closing_zones(self.metrics).hint.rect()
        room = box.width()
        words = t.fit(self._model.hint, room, t.Face(16, condensed=True), t.Face(15, condensed=True))
        lines = t.broken(self._model.hint, room, words, 3)
        for i, line in enumerate(lines):
            row = QRectF(box.x(), box.center().y() - 10 * len(lines) + 20 * i, room, 20)
            t.write(painter, row, line, words, self.color("muted"), t.RIGHT)

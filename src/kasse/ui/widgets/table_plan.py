"""The floor with its tables in one painted widget; a tap reports a table, a drag from table to table both."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import Painted, dashed, outlined, pill, put_icon, ring, rounded
from kasse.ui.widgets.plan_model import Plan, PlanTable, Raster, StateLook, TableState, state_look

NUMBER = t.Face(24, fonts.SEMIBOLD)
SUM = t.Face(20, fonts.SEMIBOLD)
NOTE = t.Face(15, fonts.MEDIUM, condensed=True)
NOTE_QUIET = t.Face(15)
RADIUS = 10.0
CHAIR = 32.0
COMPACT = 76.0
TWO_LINES = 56.0
"""A legend that high has two lines."""


class TablePlan(Cells):
    """Each state has a second sign: word, icon, dash, initials; the chosen table a ring."""

    radius = RADIUS
    holdable = True
    dragged = Signal(object, object)
    """A table was pulled onto another: from, to."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._plan = Plan(1, 1, ())
        self._chosen: Hashable | None = None
        self._raster = Raster(1, 1, (1, 1), 1)
        self._boxes: list[QRectF] = []
        self._pulled: int | None = None
        self.setAccessibleName("Tischplan")

    @property
    def chosen(self) -> Hashable | None:
        return self._chosen

    def show_plan(self, plan: Plan) -> None:
        """Show that area; tables that did not change are not painted again."""
        before, self._plan = self._plan, plan
        self._lay_out()
        shape = (plan.columns, plan.rows, plan.fixtures, len(plan.tables))
        if shape != (before.columns, before.rows, before.fixtures, len(before.tables)):
            self.cells_changed()
            self.update()
            return
        for index, (old, new) in enumerate(zip(before.tables, plan.tables, strict=True)):
            if (old.column, old.row, old.columns, old.rows) != (new.column, new.row, new.columns, new.rows):
                self.update()
            elif old != new:
                self.refresh_cell(index)

    def choose(self, key: Hashable | None) -> None:
        """Put the ring around that table."""
        before, self._chosen = self._chosen, key
        for changed in (before, key):
            if (index := self.index_of(changed)) is not None:
                self.refresh_cell(index)

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()

    def looks_changed(self) -> None:
        self._lay_out()
        super().looks_changed()

    def index_of(self, key: Hashable | None) -> int | None:
        return next((i for i, table in enumerate(self._plan.tables) if table.key == key), None)

    def _lay_out(self) -> None:
        sizes = self.look.metrics.sizes
        self._raster = Raster.of(self._plan, self._face.w, self._face.h, sizes)
        self._boxes = [self._raster.table_box(table) for table in self._plan.tables]

    def cell_count(self) -> int:
        return len(self._plan.tables)

    def cell_box(self, index: int) -> QRectF:
        return self._boxes[index]

    def cell_key(self, index: int) -> Hashable:
        return self._plan.tables[index].key

    def cell_name(self, index: int) -> str:
        table = self._plan.tables[index]
        whose = f"{table.state.value} {table.initials}".strip()
        unsent = f"{table.unsent} nicht gesendet" if table.unsent else ""
        return ", ".join(
            part for part in (f"Tisch {table.label}", whose, table.amount, table.note, unsent) if part
        )

    def refresh_cell(self, index: int) -> None:
        self.refresh(self.shown_box(index).adjusted(-14, -14, 14, 14))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pulled = self._pressed

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        start, self._pulled = self._pulled, None
        target = self.cell_at(self.logical(event.position()))
        moved = start is not None and target is not None and start != target and self._pressed is None
        super().mouseReleaseEvent(event)
        if moved and start is not None and target is not None and start < self.cell_count():
            self.dragged.emit(self.cell_key(start), self.cell_key(target))

    # Painting.

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        skin = self.look.skin("floor", self._face.w, self._face.h, self._draw_floor)
        painter.drawPixmap(QPointF(0, 0), skin)
        for fixture in self._plan.fixtures:
            box = self._raster.fixture_box(fixture)
            rounded(painter, box, 6, self.color("seat"))
            face = t.fit(fixture.label, box.width() - 8, t.Face(17, fonts.MEDIUM), t.Face(15, condensed=True))
            t.write(painter, box, fixture.label, face, self.color("muted"), t.CENTER)
        for index, table in enumerate(self._plan.tables):
            box = self._boxes[index]
            if box.adjusted(-14, -14, 14, 14).intersects(dirty):
                self._draw_chairs(painter, table, box)
                self._draw_table(painter, index, table, box)
        self.draw_focus(painter)

    def _draw_floor(self, painter: QPainter, box: QRectF) -> None:
        outlined(painter, box, 12, self.color("floor"), self.color("line"))

    def _draw_chairs(self, painter: QPainter, table: PlanTable, box: QRectF) -> None:
        seat = self.color("seat")
        if table.is_round:
            painter.setPen(QPen(seat, 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            center, reach = box.center(), box.width() / 2 + 1
            for x, y in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
                spot = QPointF(center.x() + x * reach * 0.75, center.y() + y * reach * 0.75)
                along = QPointF(8.0 * y, -8.0 * x)
                painter.drawLine(spot - along, spot + along)
            return
        along_side = box.height() > box.width() * 1.4
        length = box.height() if along_side else box.width()
        chairs = max(1, min(table.seats // 2, int(length // (CHAIR + 8))))
        for i in range(chairs):
            middle = (i + 0.5) / chairs * length * 0.94 + length * 0.03 - CHAIR / 2
            for outer in (False, True):
                if along_side:
                    left = box.right() + 4 if outer else box.x() - 10
                    chair = QRectF(left, box.y() + middle, 6, CHAIR)
                else:
                    top = box.bottom() + 4 if outer else box.y() - 10
                    chair = QRectF(box.x() + middle, top, CHAIR, 6)
                rounded(painter, chair, 3, seat)

    def _draw_table(self, painter: QPainter, index: int, table: PlanTable, box: QRectF) -> None:
        style = state_look(table.state, self.look)
        radius = box.width() / 2 if table.is_round else RADIUS
        fill = self.color(style.fill)
        if index == self._pressed:
            fill = fill.darker(108)
        if style.dashed:
            rounded(painter, box, radius, fill)
            dashed(painter, box, radius, self.color(style.line))
        else:
            outlined(painter, box, radius, fill, self.color(style.line), style.thick)
        if table.key == self._chosen:
            ring(painter, box, radius, self.color("select_line"), thickness=3)
        if box.width() < COMPACT:
            self._draw_few_words(painter, table, box, style)
        elif table.is_round:
            self._draw_round_words(painter, table, box, style)
        else:
            self._draw_words(painter, table, box, style)

    def _draw_few_words(self, painter: QPainter, table: PlanTable, box: QRectF, style: StateLook) -> None:
        """On a small plan: the number, the sign of the state, the amount."""
        ink, room = self.color(style.ink), box.width() - 8
        middle = box.center().y()
        face = t.fit(
            table.label, room, t.Face(20, fonts.SEMIBOLD), t.Face(17, fonts.SEMIBOLD, condensed=True)
        )
        words = table.amount or table.note
        if table.is_round and table.initials:
            words = table.initials
        under = t.fit(words, room, NOTE, t.SMALL)
        top = QRectF(box.x(), middle - 26, box.width(), 26)
        t.write(painter, top, t.elided(table.label, room, face), face, ink, t.CENTER)
        second = self.color(style.ink if table.amount else style.second)
        if table.is_round and style.icon:
            put_icon(
                painter, QPointF(box.center().x(), middle + 11), self.look.icon(style.icon, style.ink, 18)
            )
            return
        t.write(painter, top.translated(0, 24), t.elided(words, room, under), under, second, t.CENTER)
        if style.icon and not table.is_round:
            put_icon(
                painter,
                QPointF(box.center().x(), box.bottom() - 14),
                self.look.icon(style.icon, style.ink, 16),
            )
        elif table.initials and not table.is_round:
            low = QRectF(box.x(), box.bottom() - 24, box.width(), 18)
            t.write(painter, low, table.initials, t.COUNTER, ink, t.CENTER)

    def _draw_words(self, painter: QPainter, table: PlanTable, box: QRectF, style: StateLook) -> None:
        ink, second = self.color(style.ink), self.color(style.second)
        small = box.width() < 96
        inset = 8 if small else 12
        left, right = box.x() + inset, box.right() - (6 if small else 10)
        sign = table.unsent or table.initials or style.icon
        beside = box.width() - 2 * inset - (36 if sign else 0)
        number = t.fit(
            table.label,
            beside,
            NUMBER,
            t.Face(20, fonts.SEMIBOLD, condensed=True),
            t.Face(17, 600, condensed=True),
        )
        t.write_at(painter, left, box.y() + 29, t.elided(table.label, beside, number), number, ink)
        self._draw_sign(painter, table, QPointF(right, box.y() + 21), style)
        note = NOTE_QUIET if table.state in (TableState.FREE, TableState.RESERVED) else NOTE
        room = box.width() - 2 * inset + 2
        words = table.note
        if t.width(words, t.SMALL) > room:
            words = words.split(" · ")[-1]
        note = t.fit(words, room, note, t.SECOND_NARROW, t.SMALL)
        shown = t.elided(words, room, note)
        t.write_at(painter, left, box.bottom() - 12, shown, note, second)
        amount = t.fit(table.amount, room, SUM, t.Face(20, fonts.SEMIBOLD, condensed=True), t.LINE_NEW)
        if box.height() >= 80:
            t.write_at(
                painter, left, box.bottom() - (34 if box.height() > 90 else 32), table.amount, amount, ink
            )

    def _draw_sign(self, painter: QPainter, table: PlanTable, corner: QPointF, style: StateLook) -> None:
        sign = table.unsent or table.initials
        if not sign:
            if style.icon:
                icon = self.look.icon(style.icon, style.ink if style.icon != "bookmark" else "muted", 20)
                put_icon(painter, QPointF(corner.x() - 12, corner.y() - 1), icon)
            return
        wide = max(28.0, t.width(sign, t.COUNTER) + 14)
        spot = QRectF(corner.x() - wide, corner.y() - 13, wide, 26)
        if table.unsent:
            pill(painter, spot, self.color("on_accent"))
            t.write(painter, spot, sign, t.COUNTER, self.color("accent_down"), t.CENTER)
        else:
            pill(painter, spot, self.color("strong"))
            t.write(painter, spot, sign, t.COUNTER, self.color("on_strong"), t.CENTER)

    def _draw_round_words(self, painter: QPainter, table: PlanTable, box: QRectF, style: StateLook) -> None:
        ink, second = self.color(style.ink), self.color(style.second)
        middle = box.center().y()
        small = box.width() < 96
        number = t.Face(20, fonts.SEMIBOLD) if small else NUMBER
        up = 4 if small else 0
        t.write(
            painter, QRectF(box.x(), middle - 45 + up, box.width(), 34), table.label, number, ink, t.CENTER
        )
        if not table.amount:
            below = QRectF(box.x(), middle - 8, box.width(), 24)
            t.write(painter, below, table.note, NOTE_QUIET, second, t.CENTER)
            return
        amount = t.fit(table.amount, box.width() - 24, t.Face(18, fonts.SEMIBOLD), t.LINE_NEW)
        t.write(painter, QRectF(box.x(), middle - 14, box.width(), 26), table.amount, amount, ink, t.CENTER)
        who = f"{table.initials} · " if table.initials else ""
        words = f"{table.unsent} · {table.note}" if table.unsent else who + table.note
        icon = style.icon
        size = 13 if small else 16
        chord = box.width() * (0.74 if small else 0.84) - (size + 3 if icon else 0)
        note = t.fit(words, chord, NOTE, t.SECOND_NARROW, t.SMALL)
        words = t.elided(words if t.width(words, note) <= chord else table.note, chord, note)
        wide = t.width(words, note) + (size + 3 if icon else 0)
        left = box.center().x() - wide / 2
        if icon:
            put_icon(
                painter, QPointF(left + size / 2, middle + 24 - up), self.look.icon(icon, style.ink, size)
            )
            left += size + 3
        t.write(painter, QRectF(left, middle + 12 - up, wide, 24), words, note, second)


class PlanLegend(Painted):
    """The signs of the plan and their words."""

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        # Nothing is reserved yet, so nothing has to be explained.
        entries = [(state, state.value) for state in TableState if state is not TableState.RESERVED]
        if self._face.h >= TWO_LINES:
            x = self._draw_entries(painter, entries[:3], self._face.h / 4, 24)
            self._draw_unsent(painter, x, self._face.h / 4, "neu, nicht gesendet")
            self._draw_entries(painter, entries[3:], self._face.h * 3 / 4, 24)
            return
        long = self._face.w >= 1000
        x = self._draw_entries(painter, entries, self._face.h / 2, 24 if long else 16)
        self._draw_unsent(painter, x, self._face.h / 2, "neu, nicht gesendet" if long else "neu")

    def _draw_entries(
        self, painter: QPainter, entries: Sequence[tuple[TableState, str]], middle: float, gap: float
    ) -> float:
        x = 4.0
        for state, word in entries:
            x = self._draw_entry(painter, x, middle, state, word) + gap
        return x

    def _draw_unsent(self, painter: QPainter, x: float, middle: float, words: str) -> None:
        spot = QRectF(x, middle - 12, 32, 24)
        outlined(painter, spot, 12, self.color("on_accent"), self.color("free_line"))
        t.write(painter, spot, "+2", t.COUNTER, self.color("accent_down"), t.CENTER)
        t.write(painter, QRectF(x + 40, middle - 12, 200, 24), words, t.SECOND, self.color("muted"))

    def _draw_entry(self, painter: QPainter, x: float, middle: float, state: TableState, word: str) -> float:
        style = state_look(state, self.look)
        box = QRectF(x, middle - 12, 24, 24)
        if style.dashed:
            dashed(painter, box, 6, self.color(style.line), 1.5)
        else:
            outlined(painter, box, 6, self.color(style.fill), self.color(style.line), style.thick)
        if state is TableState.OTHER:
            t.write(painter, box, "M", t.COUNTER, self.color(style.ink), t.CENTER)
        elif style.icon:
            put_icon(painter, box.center(), self.look.icon(style.icon, style.ink, 14))
        roomy = self._face.w >= 780 or self._face.h >= TWO_LINES
        face = t.SECOND if roomy else t.SECOND_NARROW
        t.write(painter, QRectF(x + 32, middle - 12, 200, 24), word, face, self.color("muted"))
        return x + 32 + t.width(word, face)

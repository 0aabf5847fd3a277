"""The ticket of a table: what the kitchen has above the perforation, what is new below, the sum at the foot."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.line_rows import PADDING, QUANTITY_RIGHT, TicketLine, draw_line, line_text
from kasse.ui.widgets.painted import dashed, perforation, put_icon, rule, torn_paper

HEADER = 72
FOOT = 88
BLOCK_HEAD = 36
PERFORATION = 14
NEW_HEAD = 30
PENDING = 52


@dataclass(frozen=True, slots=True)
class SentBlock:
    """Lines that went to the kitchen together, under their time ("18:56 gesendet")."""

    head: str
    lines: tuple[TicketLine, ...]


@dataclass(frozen=True, slots=True)
class TicketModel:
    """A whole ticket, ready to show. pending: the number typed before its article ("3")."""

    title: str
    place: str = ""
    minutes: str = ""
    sent: tuple[SentBlock, ...] = ()
    new: tuple[TicketLine, ...] = ()
    selected: Hashable | None = None
    pending: str = ""
    total: str = "0,00 €"
    new_total: str = ""
    total_label: str = "Summe"
    new_head: str = "Neu · noch nicht gesendet"
    hint: str = "Noch nichts bestellt"


class _Kind(Enum):
    LINE = 1
    SENT_HEAD = 2
    PERFORATION = 3
    NEW_HEAD = 4
    PENDING = 5


@dataclass(frozen=True, slots=True)
class _Row:
    kind: _Kind
    y: float
    height: float
    text: str = ""
    line: TicketLine | None = None
    selected: bool = False


class Ticket(Cells):
    """One painted paper. A tap on a line reports its key; only rows that changed are painted again."""

    scrolls = True
    holdable = True
    head_tapped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = TicketModel("")
        self._rows: list[_Row] = []
        self._lines: list[_Row] = []
        self._height = 0.0
        self.setAccessibleName("Bestellung")

    @property
    def model(self) -> TicketModel:
        return self._model

    def show_ticket(self, model: TicketModel) -> None:
        """Show that ticket; keeps the place unless a line is new, chosen or pending."""
        before, old_rows, old_offset = self._model, self._rows, self._offset
        self._model = model
        self._lay_out()
        self._follow(before, model)
        if (before.title, before.place, before.minutes) != (model.title, model.place, model.minutes):
            self.refresh(QRectF(0, 0, self.face.width(), HEADER))
        if (before.total, before.new_total, before.total_label) != (
            model.total,
            model.new_total,
            model.total_label,
        ):
            self.refresh(self.face.adjusted(0, self.face.height() - FOOT, 0, 0))
        if old_offset == self._offset:
            self._refresh_differences(old_rows)
        else:
            self.refresh(self.view_box())
        self.setAccessibleName(f"{model.title}, {model.total_label} {model.total}")

    def select(self, key: Hashable | None) -> None:
        """Mark the line with that key as the chosen one."""
        self.show_ticket(replace(self._model, selected=key))

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()
        self.cells_changed()

    def view_box(self) -> QRectF:
        return QRectF(0, HEADER, self._face.w, max(0, self._face.h - HEADER - FOOT))

    def content_height(self) -> float:
        return self._height

    def cell_count(self) -> int:
        return len(self._lines)

    def cell_box(self, index: int) -> QRectF:
        row = self._lines[index]
        return QRectF(0, row.y, self._face.w, row.height)

    def cell_key(self, index: int) -> Hashable:
        line = self._lines[index].line
        return None if line is None else line.key

    def cell_name(self, index: int) -> str:
        line = self._lines[index].line
        if line is None:
            return ""
        name = line.name.replace(t.SOFT_HYPHEN, "")
        return ", ".join(
            part for part in (f"{line.quantity} {name}", line.note, line.amount, line.state.value) if part
        )

    def index_of(self, key: Hashable) -> int | None:
        return next(
            (i for i, row in enumerate(self._lines) if row.line is not None and row.line.key == key), None
        )

    def _lay_out(self) -> None:
        model, rows, y = self._model, [], float(HEADER)
        for block in model.sent:
            rows.append(_Row(_Kind.SENT_HEAD, y, BLOCK_HEAD, block.head))
            y += BLOCK_HEAD
            y = self._add_lines(rows, block.lines, y)
        if model.sent and (model.new or model.pending):
            rows.append(_Row(_Kind.PERFORATION, y, PERFORATION))
            y += PERFORATION
        if model.new:
            rows.append(_Row(_Kind.NEW_HEAD, y, NEW_HEAD, model.new_head))
            y += NEW_HEAD
            y = self._add_lines(rows, model.new, y)
        if model.pending:
            rows.append(_Row(_Kind.PENDING, y, PENDING, model.pending))
            y += PENDING
        self._rows = rows
        self._lines = [row for row in rows if row.line is not None]
        self._height = y - HEADER

    def _add_lines(self, rows: list[_Row], lines: tuple[TicketLine, ...], y: float) -> float:
        for line in lines:
            height = line_text(line, self._face.w).height
            rows.append(_Row(_Kind.LINE, y, height, line=line, selected=line.key == self._model.selected))
            y += height
        return y

    def _follow(self, before: TicketModel, model: TicketModel) -> None:
        grown = len(model.new) > len(before.new)
        if model.pending and not before.pending:
            self.scroll_to(self._height)
        elif model.selected is not None and (grown or model.selected != before.selected):
            if (index := self.index_of(model.selected)) is not None:
                self.make_visible(index)
        elif grown:
            self.scroll_to(self._height)
        else:
            self.scroll_to(self._offset)

    def _refresh_differences(self, old: list[_Row]) -> None:
        for one, other in zip(old, self._rows, strict=False):
            if one != other:
                low, high = min(one.y, other.y), max(one.y + one.height, other.y + other.height)
                self.refresh(QRectF(0, low - self._offset - 1, self._face.w, high - low + 2))
        longer = max((old, self._rows), key=len)
        for row in longer[min(len(old), len(self._rows)) :]:
            self.refresh(QRectF(0, row.y - self._offset - 1, self._face.w, row.height + 2))
        if bool(old) != bool(self._rows):
            self.refresh(self.view_box())

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face = self.face
        skin = self.look.skin("ticket", face.width(), face.height(), self._draw_paper)
        area = dirty.intersected(face)
        painter.drawPixmap(area, skin, _in_pixels(area, skin.devicePixelRatio()))
        if dirty.top() < HEADER:
            self._draw_header(painter)
        if dirty.bottom() > face.height() - FOOT:
            self._draw_foot(painter)
        view = self.view_box()
        painter.setClipRect(view)
        for row in self._rows:
            box = QRectF(0, row.y - self._offset, face.width(), row.height)
            if box.intersects(dirty) and box.intersects(view):
                self._draw_row(painter, row, box)
        if not self._rows:
            t.write(painter, view, self._model.hint, t.SECOND, self.color("muted"), t.CENTER)
        self._draw_place_mark(painter, view)
        self.draw_focus(painter)

    def _draw_paper(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, self.color(self.backdrop))
        torn_paper(painter, box, 12, self.color("paper"), self.color("line"))
        rule(painter, PADDING, HEADER - 1, box.width() - 2 * PADDING, self.color("line"))
        rule(painter, PADDING, box.height() - FOOT, box.width() - 2 * PADDING, self.color("line"))

    def _draw_header(self, painter: QPainter) -> None:
        model, right = self._model, self.face.width() - PADDING
        minutes = t.Face(18, fonts.MEDIUM)
        wide = t.width(model.minutes, minutes)
        room = right - PADDING - (wide + 40 if model.minutes else 0)
        title = t.fit(model.title, room, t.BIG_TITLE, t.Face(26, fonts.SEMIBOLD, condensed=True), t.TITLE)
        t.write_at(painter, PADDING, 35, t.elided(model.title, room, title), title, self.color("ink"))
        if model.minutes:
            t.write_right(painter, right, 33, model.minutes, minutes, self.color("ink"))
            put_icon(painter, QPointF(right - wide - 18, 26), self.look.icon("clock", "muted", 20))
        place = t.elided(model.place, right - PADDING, t.SECOND)
        t.write_at(painter, PADDING, 57, place, t.SECOND, self.color("muted"))

    def _draw_foot(self, painter: QPainter) -> None:
        model, top = self._model, self.face.height() - FOOT
        right = self.face.width() - PADDING
        px = self.look.metrics.sizes.total_font
        total = t.fit(
            model.total,
            right - PADDING - 84,
            t.Face(px, fonts.SEMIBOLD),
            t.Face(px, fonts.SEMIBOLD, condensed=True),
            t.Face(34, fonts.SEMIBOLD, condensed=True),
        )
        t.write_right(painter, right, top + 40 + total.px * 0.35, model.total, total, self.color("ink"))
        t.write_at(painter, PADDING, top + 31, model.total_label, t.Face(18, fonts.MEDIUM), self.color("ink"))
        t.write_at(painter, PADDING, top + 53, model.new_total, t.SECOND, self.color("muted"))

    def _draw_row(self, painter: QPainter, row: _Row, box: QRectF) -> None:
        if row.line is not None:
            pressed = self._pressed is not None and self._lines[self._pressed] is row
            draw_line(painter, self.look, row.line, box, selected=row.selected, pressed=pressed)
        elif row.kind is _Kind.PERFORATION:
            perforation(painter, 1, box.y() + PERFORATION / 2, box.width() - 2, self.color("perforation"))
        elif row.kind is _Kind.PENDING:
            frame = QRectF(8, box.y() + 4, box.width() - 16, PENDING - 8)
            dashed(painter, frame, 8, self.color("muted"), 1.5)
            quantity = t.Face(18, fonts.SEMIBOLD)
            t.write_right(painter, QUANTITY_RIGHT, box.y() + 32, row.text, quantity, self.color("ink"))
            t.write_at(
                painter,
                56,
                box.y() + 32,
                "× … Artikel wählen",
                t.Face(17, condensed=True),
                self.color("muted"),
            )
        else:
            sent = row.kind is _Kind.SENT_HEAD
            put_icon(
                painter,
                QPointF(35, box.center().y()),
                self.look.icon("check" if sent else "plus", "accent_text", 18),
            )
            weight, room = fonts.MEDIUM if sent else fonts.SEMIBOLD, box.adjusted(56, 0, -PADDING, 0)
            face = t.fit(row.text, room.width(), t.Face(15, weight), t.Face(15, weight, condensed=True))
            color = self.color("muted" if sent else "accent_text")
            t.write(painter, room, t.elided(row.text, room.width(), face), face, color)

    def _draw_place_mark(self, painter: QPainter, view: QRectF) -> None:
        """A thin mark at the side that says how much more there is."""
        if self._height > view.height():
            share = view.height() / self._height
            top = view.top() + self._offset / self._height * view.height()
            painter.fillRect(QRectF(view.right() - 3, top, 2, view.height() * share), self.color("free_line"))


def _in_pixels(area: QRectF, ratio: float) -> QRectF:
    return QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)

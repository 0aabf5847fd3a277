"""A card that tells how something is: facts, bars, sentences with a sign; scrolls when there is more."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import outlined, put_icon, ring, rounded, rule

PADDING = 20
HEAD = 52
MOST_LINES = 40
MOST_WIDE = 920.0
"""A value must not stand so far from its label that the eye loses the line."""
LABEL = t.Face(16, condensed=True)
VALUE = t.Face(17, fonts.MEDIUM)
VALUE_NARROW = t.Face(17, fonts.MEDIUM, condensed=True)
HEADING = t.Face(17, fonts.SEMIBOLD)
BODY = t.Face(17)
LINE = 22.0


class Tone(Enum):
    """How something stands; every tone but PLAIN has a sign beside its colour."""

    PLAIN = "plain"
    GOOD = "good"
    WAITING = "waiting"
    WARN = "warn"
    BAD = "bad"


_ICONS = {
    Tone.GOOD: ("circle-check", "accent_text"),
    Tone.WAITING: ("clock", "muted"),
    Tone.WARN: ("triangle-alert", "warn_line"),
    Tone.BAD: ("octagon-alert", "danger_ink"),
}
_INKS = {Tone.WARN: "warn_ink", Tone.BAD: "danger_ink"}
_BARS = {Tone.WARN: "warn_line", Tone.BAD: "danger"}


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a new group, under a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it is; a long value stands below its label."""

    label: str
    value: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of something is used up or left, as a bar. permille: 0 to 1000."""

    label: str
    value: str
    permille: int
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence or more; `quiet` for what only explains. `icon` in place of that of the tone."""

    text: str
    tone: Tone = Tone.PLAIN
    strong: bool = False
    quiet: bool = False
    icon: str = ""


Block = Heading | Fact | Meter | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the card shows. remark: second words at the right of the title ("vor 2 min")."""

    title: str
    blocks: tuple[Block, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block with its lines as they are broken, and how high it is."""

    block: Block
    lines: tuple[str, ...]
    height: float


class FactSheet(Cells):
    """Nothing on it is touched; a finger or the arrow keys scroll it."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._sheet = Sheet("", ())
        self._placed: list[_Placed] = []

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet

    def show_sheet(self, sheet: Sheet) -> None:
        """Show that; the place on the card is kept while its title stays the same."""
        if sheet == self._sheet:
            return
        same = sheet.title == self._sheet.title
        self._sheet = sheet
        self._lay_out()
        self.scroll_to(self._offset if same else 0)
        self.setAccessibleName(sheet.title or "Angaben")
        self.setAccessibleDescription(". ".join(spoken(sheet)))
        self.update()

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()
        self.scroll_to(self._offset)

    def _lay_out(self) -> None:
        room = self._room
        self._placed = [_placed(block, room) for block in self._sheet.blocks] if room > 0 else []

    @property
    def _room(self) -> float:
        """How wide lines may be."""
        return min(self._face.w - 2.0 * PADDING, MOST_WIDE)

    def view_box(self) -> QRectF:
        top = HEAD if self._sheet.title else 12
        return QRectF(0, top, self._face.w, max(0, self._face.h - top - 12))

    def content_height(self) -> float:
        return sum(placed.height for placed in self._placed)

    def cell_count(self) -> int:
        return 0

    def cell_box(self, index: int) -> QRectF:
        raise IndexError(index)

    def cell_key(self, index: int) -> Hashable:
        raise IndexError(index)

    def cell_name(self, index: int) -> str:
        raise IndexError(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.view_box().height() - 48
        steps = {
            Qt.Key.Key_Down: 48.0,
            Qt.Key.Key_Up: -48.0,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        step = steps.get(Qt.Key(event.key()))
        before = self._offset
        if step is not None:
            self.scroll_to(self._offset + step)
        if self._offset == before:
            event.ignore()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        face, sheet, view = self.face, self._sheet, self.view_box()
        outlined(painter, face, 12, self.color("paper"), self.color("line"))
        self._draw_head(painter, sheet)
        painter.setClipRect(view.adjusted(0, -4, 0, 4))
        y = view.top() - self._offset
        for placed in self._placed:
            box = QRectF(PADDING, y, self._room, placed.height)
            if box.bottom() > view.top() and box.top() < view.bottom():
                self._draw_block(painter, placed, box)
            y += placed.height
        if self.content_height() > view.height():
            share = view.height() / self.content_height()
            top = view.top() + self._offset * share
            painter.fillRect(QRectF(face.width() - 7, top, 3, view.height() * share), self.color("free_line"))
        painter.setClipping(False)
        if self.hasFocus():
            ring(painter, face, 12, self.color("select_line"))

    def _draw_block(self, painter: QPainter, placed: _Placed, box: QRectF) -> None:
        match placed.block:
            case Heading():
                self._draw_heading(painter, placed, box)
            case Fact() as fact:
                self._draw_fact(painter, fact, placed, box)
            case Meter() as meter:
                self._draw_meter(painter, meter, placed, box)
            case Words() as words:
                self._draw_words(painter, words, placed, box)

    def _draw_head(self, painter: QPainter, sheet: Sheet) -> None:
        if not sheet.title:
            return
        room = self._room
        remark = t.width(sheet.remark, t.SECOND) + 12 if sheet.remark else 0
        title = t.fit(
            sheet.title,
            room - remark,
            t.PANEL_TITLE,
            t.Face(20, fonts.SEMIBOLD, condensed=True),
            t.Face(17, fonts.SEMIBOLD, condensed=True),
        )
        words = t.elided(sheet.title, room - remark, title)
        t.write_at(painter, PADDING, 36, words, title, self.color("ink"))
        t.write_right(painter, PADDING + room, 36, sheet.remark, t.SECOND, self.color("muted"))

    def _draw_heading(self, painter: QPainter, placed: _Placed, box: QRectF) -> None:
        rule(painter, box.x(), round(box.y() + 8), box.width(), self.color("line"))
        line = QRectF(box.x(), box.y() + 14, box.width(), LINE)
        t.write(painter, line, placed.lines[0], HEADING, self.color("ink"))

    def _draw_fact(self, painter: QPainter, fact: Fact, placed: _Placed, box: QRectF) -> None:
        ink = self.color(_INKS.get(fact.tone, "ink"))
        first = QRectF(box.x(), box.y() + 5, box.width(), LINE)
        t.write(painter, first, fact.label, LABEL, self.color("muted"))
        sign = self._sign(fact.tone)
        if len(placed.lines) == 1 and placed.height < 40:
            left = box.right() - t.width(placed.lines[0], VALUE)
            t.write_at(painter, left, first.y() + 17, placed.lines[0], VALUE, ink)
            if sign:
                put_icon(painter, QPointF(left - 16, first.center().y()), self.look.icon(*sign, 20))
            return
        if sign:
            end = box.x() + t.width(fact.label, LABEL) + 16
            put_icon(painter, QPointF(end, first.center().y()), self.look.icon(*sign, 20))
        for i, line in enumerate(placed.lines):
            row = QRectF(box.x(), first.bottom() + i * LINE, box.width(), LINE)
            t.write(painter, row, line, VALUE_NARROW, ink)

    def _draw_meter(self, painter: QPainter, meter: Meter, placed: _Placed, box: QRectF) -> None:
        first = QRectF(box.x(), box.y() + 5, box.width(), LINE)
        t.write(painter, first, meter.label, LABEL, self.color("muted"))
        left = box.right() - t.width(meter.value, VALUE)
        ink = self.color(_INKS.get(meter.tone, "ink"))
        t.write_at(painter, left, first.y() + 17, meter.value, VALUE, ink)
        if sign := self._sign(meter.tone):
            put_icon(painter, QPointF(left - 16, first.center().y()), self.look.icon(*sign, 20))
        bar = QRectF(box.x(), first.bottom() + 6, box.width(), 12)
        outlined(painter, bar, 6, self.color("floor"), self.color("free_line"))
        filled = bar.width() * min(1000, max(0, meter.permille)) / 1000
        if filled >= 1:
            rounded(
                painter,
                QRectF(bar.x(), bar.y(), max(12, filled), 12),
                6,
                self.color(_BARS.get(meter.tone, "accent_text")),
            )
        for i, line in enumerate(placed.lines):
            row = QRectF(box.x(), bar.bottom() + 4 + i * 20, box.width(), 20)
            t.write(painter, row, line, t.SECOND, self.color("muted"))

    def _draw_words(self, painter: QPainter, words: Words, placed: _Placed, box: QRectF) -> None:
        left = box.x()
        if sign := self._sign(words.tone, words.icon):
            put_icon(painter, QPointF(left + 11, box.y() + 5 + LINE / 2), self.look.icon(*sign, 22))
            left += 32
        face = _words_face(words)
        ink = self.color("muted" if words.quiet else _INKS.get(words.tone, "ink"))
        for i, line in enumerate(placed.lines):
            row = QRectF(left, box.y() + 5 + i * LINE, box.right() - left, LINE)
            t.write(painter, row, line, face, ink)

    def _sign(self, tone: Tone, icon: str = "") -> tuple[str, str] | None:
        name, role = _ICONS.get(tone, ("", "muted"))
        return (icon or name, role) if icon or name else None


def _words_face(words: Words) -> t.Face:
    if words.quiet:
        return t.SECOND
    return HEADING if words.strong else BODY


def _placed(block: Block, room: float) -> _Placed:
    """How a block stands in that width."""
    match block:
        case Heading(text):
            return _Placed(block, (text,), 42)
        case Fact(label, value, tone):
            sign = 30 if tone is not Tone.PLAIN else 0
            if t.width(label, LABEL) + t.width(value, VALUE) + sign + 20 <= room:
                return _Placed(block, (value,), 32)
            lines = t.broken(value, room, VALUE_NARROW, MOST_LINES)
            return _Placed(block, lines, 32 + LINE * len(lines))
        case Meter():
            lines = t.broken(block.note, room, t.SECOND, MOST_LINES) if block.note else ()
            return _Placed(block, lines, 58 + 20.0 * len(lines))
        case Words():
            indent = 32 if block.icon or block.tone is not Tone.PLAIN else 0
            lines = t.broken(block.text, room - indent, _words_face(block), MOST_LINES)
            return _Placed(block, lines, 12 + LINE * max(1, len(lines)))


def spoken(sheet: Sheet) -> Sequence[str]:
    """What a screen reader says of it, a part for each block."""
    parts = []
    for block in sheet.blocks:
        match block:
            case Heading(text):
                parts.append(text)
            case Fact(label, value, tone):
                parts.append(f"{label} {value}{_spoken_tone(tone)}")
            case Meter(label, value, _, note, tone):
                parts.append(f"{label} {value}{_spoken_tone(tone)} {note}".strip())
            case Words(text, tone):
                parts.append(f"{text}{_spoken_tone(tone)}")
    return parts


def _spoken_tone(tone: Tone) -> str:
    return {Tone.WARN: " (Achtung)", Tone.BAD: " (gestört)", Tone.WAITING: " (steht aus)"}.get(tone, "")

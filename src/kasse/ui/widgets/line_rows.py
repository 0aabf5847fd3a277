"""Lines of a ticket or bill: quantity, name, note, amount; how high they are and how they are drawn."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kasse.ui import language
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import outlined, rounded, rule

ROW = 48
NOTE = 20
NAME_LINE = 21
QUANTITY_RIGHT = 44
NAME_LEFT = 56
PADDING = 16
NAME = t.LINE._replace(own=True)
NEW_NAME = t.LINE_NEW._replace(own=True)


class LineState(Enum):
    """SENT: the kitchen has it; NEW: not yet; VOID: taken back, but to be seen."""

    SENT = "sent"
    NEW = "new"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One line, ready to show. note: sides, remark, course. A void line shows "storniert" for its amount."""

    key: Hashable
    quantity: str
    name: str
    amount: str
    note: str = ""
    state: LineState = LineState.SENT


@dataclass(frozen=True, slots=True)
class LineText:
    """A line broken for a width."""

    names: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> int:
        return ROW + NAME_LINE * (len(self.names) - 1) + NOTE * len(self.notes)


def name_face(line: TicketLine) -> t.Face:
    return NEW_NAME if line.state is LineState.NEW else NAME


@lru_cache(2048)
def line_text(line: TicketLine, width: float) -> LineText:
    """How the line is broken on paper of that width, in logical pixels."""
    amount = "storniert" if line.state is LineState.VOID else line.amount
    room = width - NAME_LEFT - PADDING - t.width(amount, t.AMOUNT_NEW) - 10
    names = t.broken(line.name, room, name_face(line), 2) or ("",)
    notes = t.broken(line.note, width - NAME_LEFT - PADDING, t.SECOND_NARROW, 3) if line.note else ()
    return LineText(names, notes)


language.tell(line_text.cache_clear)


def draw_line(
    painter: QPainter,
    look: Look,
    line: TicketLine,
    box: QRectF,
    *,
    selected: bool = False,
    pressed: bool = False,
    ruled: bool = False,
) -> None:
    """Draw a line into its row of the paper."""
    color = look.tokens.color
    if selected:
        outlined(painter, box.adjusted(4, 0, -4, 0), 8, color("select"), color("select_line"), 2)
    elif pressed:
        rounded(painter, box.adjusted(4, 0, -4, 0), 8, color("select"))
    new, void = line.state is LineState.NEW, line.state is LineState.VOID
    text = line_text(line, box.width())
    base = box.y() + 30
    if new:
        bar = QRectF(box.x() + 10, box.y() + 12, 4, box.height() - 24)
        rounded(painter, bar, 2, color("accent_text"))
    ink = color("muted" if void else "ink")
    right = box.right() - PADDING
    quantity = t.Face(18, fonts.SEMIBOLD)
    t.write_right(painter, box.x() + QUANTITY_RIGHT, base, line.quantity, quantity, ink)
    face = name_face(line)
    for i, name in enumerate(text.names):
        y = base + i * NAME_LINE
        t.write_at(painter, box.x() + NAME_LEFT, y, name, face, ink)
        if void:
            painter.fillRect(QRectF(box.x() + NAME_LEFT, y - 6, t.width(name, face), 1.2), ink)
    for i, note in enumerate(text.notes):
        y = base + NAME_LINE * len(text.names) + 1 + i * NOTE
        t.write_at(painter, box.x() + NAME_LEFT, y, note, t.SECOND_NARROW, color("muted"))
    if void:
        t.write_right(painter, right, base, "storniert", t.SECOND, ink)
    else:
        t.write_right(painter, right, base, line.amount, t.AMOUNT_NEW if new else t.AMOUNT, ink)
    if ruled:
        rule(painter, box.x() + NAME_LEFT, box.bottom() - 1, box.width() - NAME_LEFT - PADDING, color("line"))

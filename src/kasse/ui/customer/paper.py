"""The paper that the guest sees: his lines, the sum, what he gave, what goes back."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.guest import GuestBill
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.line_rows import LineState, TicketLine
from kasse.ui.widgets.painted import Painted, perforation, rounded, rule, torn_paper

SIDE = 32
QUANTITY = 48
LINE = 44
NOTE = 24
HEAD = 100
_NAME = t.Face(22, own=True)
_NAME_NEW = t.Face(22, fonts.MEDIUM, own=True)
_NAME_NARROW = t.Face(22, condensed=True, own=True)
_AMOUNT = t.Face(22, own=True)
_COUNT = t.Face(22, fonts.SEMIBOLD, own=True)
_DETAIL = t.Face(20, own=True)
_LABEL = t.Face(24, fonts.MEDIUM, own=True)
_SUM = t.Face(48, fonts.SEMIBOLD, own=True)
_BACK = t.Face(44, fonts.SEMIBOLD, own=True)
_SHOP = t.Face(26, fonts.SEMIBOLD, own=True)
_NOTE = t.Face(17, own=True)


class GuestPaper(Painted):
    """Painted whole; what is newest is always to be seen, and what has no room any more is counted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._shop = ""
        self._bill: GuestBill | None = None

    def show_bill(self, shop: str, bill: GuestBill) -> None:
        """Show that."""
        self._shop, self._bill = shop, bill
        self.setAccessibleName(f"{bill.total_label} {bill.total} {bill.back_label} {bill.back}".strip())
        self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        bill = self._bill
        face = self.face
        torn_paper(painter, face, 12, self.color("paper"), self.color("line"))
        if bill is None:
            return
        ink, muted = self.color("ink"), self.color("muted")
        room = face.width() - 2 * SIDE
        shop = t.elided(self._shop, room, _SHOP)
        t.write(painter, QRectF(SIDE, 20, room, 40), shop, _SHOP, ink)
        place = f"{bill.place} · Übung" if bill.training else bill.place
        t.write(painter, QRectF(SIDE, 56, room, 28), t.elided(place, room, _DETAIL), _DETAIL, muted)
        rule(painter, SIDE, HEAD, room, self.color("line"))
        foot = self._draw_foot(painter, bill)
        self._draw_lines(painter, bill, HEAD + 12, foot - 12)

    def _draw_foot(self, painter: QPainter, bill: GuestBill) -> float:
        """Sum, given and change from below; returns where it begins."""
        face, ink = self.face, self.color("ink")
        room = face.width() - 2 * SIDE
        y = face.height() - 24
        if bill.back:
            y -= 72
            box = QRectF(SIDE - 12, y, room + 24, 72)
            rounded(painter, box, 12, self.color("select"))
            t.write(painter, box.adjusted(16, 0, -16, 0), bill.back_label, _LABEL, ink)
            t.write(painter, box.adjusted(16, 0, -16, 0), bill.back, _BACK, ink, t.RIGHT)
            y -= 8
        for label, amount in reversed(bill.details):
            y -= 32
            box = QRectF(SIDE, y, room, 32)
            t.write(painter, box, label, _DETAIL, self.color("muted"))
            t.write(painter, box, amount, _DETAIL, self.color("muted"), t.RIGHT)
        y -= 64
        box = QRectF(SIDE, y, room, 60)
        t.write(painter, box, bill.total_label, _LABEL, ink)
        t.write(painter, box, bill.total, _SUM, ink, t.RIGHT)
        y -= 16
        perforation(painter, 1, y, face.width() - 2, self.color("line"))
        return y

    def _draw_lines(self, painter: QPainter, bill: GuestBill, top: float, bottom: float) -> None:
        shown: list[TicketLine] = []
        left = bottom - top
        for line in reversed(bill.lines):
            if left < _height(line) + (NOTE if len(shown) + 1 < len(bill.lines) else 0):
                break
            left -= _height(line)
            shown.insert(0, line)
        hidden = len(bill.lines) - len(shown)
        right = self.face.width() - SIDE
        y = top
        if hidden:
            words = "1 Posten darüber" if hidden == 1 else f"{hidden} Posten darüber"
            t.write(painter, QRectF(SIDE + QUANTITY, y, right, NOTE), words, _NOTE, self.color("muted"))
            y += NOTE
        for line in shown:
            self._draw_line(painter, line, y, right)
            y += _height(line)

    def _draw_line(self, painter: QPainter, line: TicketLine, y: float, right: float) -> None:
        ink = self.color("ink")
        name_left = SIDE + QUANTITY
        room = right - name_left - t.width(line.amount, _AMOUNT) - 16
        face = t.fit(line.name, room, _NAME_NEW if line.state is LineState.NEW else _NAME, _NAME_NARROW)
        t.write(painter, QRectF(SIDE, y, QUANTITY - 12, LINE), line.quantity, _COUNT, ink, t.RIGHT)
        t.write(painter, QRectF(name_left, y, room, LINE), t.elided(line.name, room, face), face, ink)
        t.write(painter, QRectF(name_left, y, right - name_left, LINE), line.amount, _AMOUNT, ink, t.RIGHT)
        if line.note:
            note = t.elided(line.note, right - name_left, _NOTE)
            box = QRectF(name_left, y + LINE - 8, right - name_left, NOTE)
            t.write(painter, box, note, _NOTE, self.color("muted"))


def _height(line: TicketLine) -> float:
    return LINE + (NOTE if line.note else 0)

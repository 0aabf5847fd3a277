"""The strip of somebody who practises, in the place of the status line: the job, the taps so far, and the aim."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, GAP, MARGIN, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.painted import Painted, outlined, rounded

FOLDED, HIGH = 160, 48
COUNTER = 104
NEXT, FOLD = 136, 56


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the strip shows. count None: taps do not count yet, and `note` says what is to be done before."""

    title: str
    note: str
    aim: int = 0
    count: int | None = None
    next_label: str = "Überspringen"
    done: bool = False
    alert: bool = False
    """Whether the line under the strip has something that must be seen."""


class TrainingStrip(Painted):
    """Folded it is a key at the end of the status line; unfolded it stands over the whole of it."""

    bleed = 0
    opened = Signal()
    folded = Signal()
    next_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._lesson = Lesson("", "")
        self.is_open = False
        self.open_key = Key(look, KeyText("Übungsliste", icon="graduation-cap", narrow=True), parent=self)
        self.next_key = Key(look, KeyText("Weiter", px=16, narrow=True), parent=self)
        self.fold_key = Key(look, KeyText("", icon="chevron-down"), parent=self)
        self.fold_key.setAccessibleName("Übungsliste zuklappen")
        self.open_key.tapped.connect(self.opened)
        self.next_key.tapped.connect(self.next_asked)
        self.fold_key.tapped.connect(self.folded)
        look.changed.connect(self.lay_out)

    @property
    def lesson(self) -> Lesson:
        """What it shows."""
        return self._lesson

    def show_lesson(self, lesson: Lesson) -> None:
        """Show that job."""
        if lesson == self._lesson:
            return
        self._lesson = lesson
        self.next_key.show_label(lesson.next_label)
        self.next_key.show_kind(KeyKind.MAIN if lesson.done else KeyKind.KEY)
        self.fold_key.show_text(KeyText("", icon="triangle-alert" if lesson.alert else "chevron-down"))
        self.fold_key.show_kind(KeyKind.WARN if lesson.alert else KeyKind.KEY)
        self.fold_key.setAccessibleName("Meldung zeigen" if lesson.alert else "Übungsliste zuklappen")
        counted = "" if lesson.count is None else f", {lesson.count} von {lesson.aim} Tipps"
        self.setAccessibleName(f"{lesson.title}{counted}. {lesson.note}")
        self.update()

    def unfold(self, *, on: bool) -> None:
        """Stand over the whole line, or be a key at its end."""
        self.is_open = on
        self.lay_out()

    def lay_out(self) -> None:
        """Stand where the look's measures say."""
        m = self.look.metrics
        wide = m.width if self.is_open else FOLDED + 2 * MARGIN
        self.place(Box(m.width - wide, m.height - BAR, wide, BAR))
        self.open_key.setVisible(not self.is_open)
        self.open_key.place(Box(MARGIN, MARGIN, FOLDED, HIGH))
        for key in (self.next_key, self.fold_key):
            key.setVisible(self.is_open)
        right = wide - 2 * MARGIN
        self.fold_key.place(Box(right - FOLD, MARGIN, FOLD, HIGH))
        self.next_key.place(Box(right - FOLD - GAP - NEXT, MARGIN, NEXT, HIGH))
        self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        if not self.is_open:
            return
        lesson = self._lesson
        right = float(self._face.w - 2 * MARGIN - FOLD - GAP - NEXT - GAP)
        box = QRectF(2 * MARGIN, MARGIN, right - 2 * MARGIN, HIGH)
        outlined(painter, box, 8, self.color("paper"), self.color("warn_line"), 2)
        left = box.x() + 12
        if lesson.count is not None:
            self._draw_count(painter, QRectF(box.x() + 2, box.y() + 2, COUNTER, HIGH - 4), lesson)
            left = box.x() + COUNTER + 16
        room = box.right() - 12 - left
        bold = t.fit(
            lesson.title,
            room,
            t.Face(16, fonts.SEMIBOLD),
            t.Face(16, fonts.SEMIBOLD, condensed=True),
            t.Face(15, fonts.SEMIBOLD, condensed=True),
        )
        words = t.elided(lesson.title, room, bold)
        t.write(painter, QRectF(left, box.y() + 3, room, 22), words, bold, self.color("ink"))
        plain = t.fit(lesson.note, room, t.Face(15), t.Face(15, condensed=True))
        note = t.elided(lesson.note, room, plain)
        t.write(painter, QRectF(left, box.y() + 24, room, 20), note, plain, self.color("muted"))

    def _draw_count(self, painter: QPainter, box: QRectF, lesson: Lesson) -> None:
        count = lesson.count or 0
        fill, ink = ("select", "ink") if count <= lesson.aim else ("warn", "warn_ink")
        rounded(painter, box, 6, self.color(fill))
        number = t.Face(24, fonts.SEMIBOLD)
        t.write(painter, QRectF(box.x() + 12, box.y(), 34, box.height()), str(count), number, self.color(ink))
        beside = QRectF(box.x() + 46, box.y(), box.width() - 52, box.height())
        t.write(painter, beside, f"Ziel {lesson.aim}", t.Face(15, condensed=True), self.color(ink))

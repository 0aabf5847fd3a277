"""Choices that open in the place of the tiles: void reasons, sides, further actions, other ways to pay."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key
from kasse.ui.widgets.painted import Painted

HEADING = 28
LEAST_CELL, LEAST_WIDTH = 56, 104


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a page of choices. off: why it cannot be chosen now; empty when it can."""

    key: Hashable
    label: str
    sub: str = ""
    icon: str = ""
    chosen: bool = False
    off: str = ""
    kind: KeyKind = KeyKind.KEY
    spine: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Choices under one heading; the heading may be empty."""

    title: str
    choices: tuple[Choice, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """What the panel shows. close: the word on the key that goes back to the tiles; empty where there is no way back."""

    title: str
    sections: tuple[Section, ...]
    hint: str = ""
    close: str = "Zurück"
    done: bool = False
    """The way back is the end of the job (sides chosen), not a step back."""


class ChoiceCells(Cells):
    """The choices of all sections in one painted, scrolling widget."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._sections: tuple[Section, ...] = ()
        self._choices: list[Choice] = []
        self._boxes: list[QRectF] = []
        self._headings: list[tuple[QRectF, Section]] = []
        self._height = 0.0
        self._wish = (4, 80)
        self._columns, self._cell = self._wish

    def arrange(self, columns: int, cell_height: int) -> None:
        """So many columns and so high, if all choices fit; else closer, down to the least size of a key."""
        self._wish = (columns, cell_height)
        self._lay_out()

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        before = [choice.key for choice in self._choices]
        self._sections = sections
        self._lay_out()
        if before != [choice.key for choice in self._choices]:
            self.scroll_to(0)
            self.cells_changed()
        self.update()

    def _lay_out(self) -> None:
        columns, cell = self._wish
        ways = ((columns, cell), (columns, 64), (columns, LEAST_CELL), (columns + 1, LEAST_CELL))
        for way in ways:
            before = (self._columns, self._cell)
            self._columns, self._cell = way
            if self._columns > columns and not self._labels_fit():
                self._columns, self._cell = before
            self._fill()
            if self._height <= self._face.h:
                break

    def _labels_fit(self) -> bool:
        wide = (self._face.w + GAP) / self._columns - GAP
        tightest = t.Face(15, fonts.SEMIBOLD, condensed=True)
        labels = (choice.label for section in self._sections for choice in section.choices)
        return wide >= LEAST_WIDTH and all(t.width(label, tightest) <= wide - 8 for label in labels)

    def _fill(self) -> None:
        self._choices, self._boxes, self._headings = [], [], []
        y = 0.0
        wide = (self._face.w + GAP) / self._columns
        for section in self._sections:
            if section.title:
                self._headings.append((QRectF(0, y, self._face.w, HEADING), section))
                y += HEADING + 4
            for i, choice in enumerate(section.choices):
                column, row = i % self._columns, i // self._columns
                left, right = round(column * wide), round((column + 1) * wide) - GAP
                self._choices.append(choice)
                self._boxes.append(QRectF(left, y + row * (self._cell + GAP), right - left, self._cell))
            rows = -(-len(section.choices) // self._columns)
            y += rows * (self._cell + GAP) + (8 if self._cell > LEAST_CELL else 0)
        self._height = y - 16

    def content_height(self) -> float:
        return self._height

    def cell_count(self) -> int:
        return len(self._choices)

    def cell_box(self, index: int) -> QRectF:
        return self._boxes[index]

    def cell_key(self, index: int) -> Hashable:
        choice = self._choices[index]
        return choice.off if choice.off else choice.key

    def cell_name(self, index: int) -> str:
        choice = self._choices[index]
        state = "gewählt" if choice.chosen else choice.off
        return ", ".join(part for part in (choice.label, choice.sub, state) if part)

    def cell_is_off(self, index: int) -> bool:
        return bool(self._choices[index].off)

    def index_of(self, key: Hashable) -> int | None:
        return next((i for i, choice in enumerate(self._choices) if choice.key == key), None)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        painter.setClipRect(self.view_box().adjusted(-4, -4, 4, 4))
        for box, section in self._headings:
            shown = box.translated(0, -self._offset)
            t.write(painter, shown, section.title, t.Face(17, fonts.SEMIBOLD), self.color("ink"))
            left = t.width(section.title, t.Face(17, fonts.SEMIBOLD)) + 12
            hint = t.elided(section.hint, max(0.0, box.width() - left), t.SECOND_NARROW)
            t.write(painter, shown.adjusted(left, 0, 0, 0), hint, t.SECOND_NARROW, self.color("muted"))
        for index, choice in enumerate(self._choices):
            box = self.shown_box(index)
            if not box.intersects(dirty):
                continue
            on_it = KeyText(
                choice.label,
                icon=choice.icon,
                sub=choice.sub,
                spine=choice.spine,
                icon_above=True,
                narrow=True,
            )
            state = KeyState(pressed=index == self._pressed, chosen=choice.chosen, off=bool(choice.off))
            draw_key(painter, self.look, box, on_it, choice.kind, state)
        if self._height > self._face.h:
            high = self._face.h * self._face.h / self._height
            top = self._offset / self._height * self._face.h
            painter.fillRect(QRectF(self._face.w + 1, top, 3, high), self.color("free_line"))
        self.draw_focus(painter)


class ChoicePanel(Painted):
    """A title, the choices, and the key that closes; stands where the tiles stood."""

    chosen = Signal(object)
    refused = Signal(str)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._title, self._hint = "", ""
        self.cells = ChoiceCells(look, self)
        self.close_key = Key(look, KeyText("Zurück", icon="chevron-left"), parent=self)
        self.cells.tapped.connect(self.chosen)
        self.cells.refused.connect(lambda reason: self.refused.emit(str(reason)))
        self.close_key.tapped.connect(self.closed)

    def show_page(self, page: ChoicePage) -> None:
        self._title, self._hint = page.title, page.hint
        icon = "check" if page.done else "chevron-left"
        self.close_key.show_text(KeyText(page.close, icon=icon))
        self.close_key.show_kind(KeyKind.SECOND if page.done else KeyKind.KEY)
        self.close_key.setVisible(bool(page.close))
        self.cells.setAccessibleName(page.title)
        self.cells.show_sections(page.sections)
        self.update()

    def lay_out(self, columns: int, cell_height: int) -> None:
        """So many choices across, each so high; call after placing."""
        wide = self._face.w
        key = 136 if wide < 700 else 160
        self.close_key.place(Box(wide - key, 0, key, 52))
        self.cells.place(Box(0, 68, wide, self._face.h - 68))
        self.cells.arrange(columns, max(LEAST_CELL, cell_height))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        room = self._face.w - 176
        title = t.fit(self._title, room, t.TITLE, t.Face(20, fonts.SEMIBOLD, condensed=True))
        t.write(painter, QRectF(0, 0, room, 28), t.elided(self._title, room, title), title, self.color("ink"))
        hint = t.elided(self._hint, room, t.SECOND_NARROW)
        t.write(painter, QRectF(0, 30, room, 20), hint, t.SECOND_NARROW, self.color("muted"))

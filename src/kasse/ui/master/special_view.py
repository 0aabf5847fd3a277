"""What special editors look like: their own page, and what is chosen or typed in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.theme.zones import RailZones
from kasse.ui.widgets.choices import ChoicePage, ChoicePanel
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.painted import Painted
from kasse.ui.widgets.text_entry import TextAsk, TextEntry
from kasse.ui.widgets.tile_grid import Tile

ROW, LOW_ROW = 56, 50
"""Height of the keyboard's rows; low, where something is to be found above it."""


FIELD, RESULT = 80, (116, 80)
"""What the field takes, and the least size of something that was found."""
LEAST_FOR_PRICE = 78


class Page(Enum):
    """What stands there."""

    HOME = "home"
    CHOICES = "choices"
    WORDS = "words"


class SpecialView(Painted):
    """It draws and reports taps. Kinds of it give their own parts and lay them out."""

    bleed = 0
    tool = Signal(object)
    """A key of its own was tapped."""
    refused = Signal(str)
    choice_made = Signal(object)
    choices_closed = Signal()
    words_typed = Signal(str)
    words_changed = Signal(str)
    words_cancelled = Signal()
    result_chosen = Signal(object)
    undo = Signal()
    redo = Signal()
    resized = Signal()
    """Its parts have other places now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.page = Page.HOME
        self._result_high = RESULT[1]
        self.tools: dict[str, Key] = {}
        self.choices = ChoicePanel(look, self)
        self.entry = TextEntry(look, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Stammdaten")
        self.choices.chosen.connect(self.choice_made)
        self.choices.refused.connect(self.refused)
        self.choices.closed.connect(self.choices_closed)
        self.entry.accepted.connect(self.words_typed)
        self.entry.changed.connect(self.words_changed)
        self.entry.cancelled.connect(self.words_cancelled)
        self.entry.result_tapped.connect(self.result_chosen)
        self.choices.hide()
        self.entry.hide()

    # What a kind of editor tells.

    def own_parts(self) -> Iterable[QWidget]:
        """What is seen on its page."""
        return ()

    def lay_out(self, whole: Box) -> None:
        """Give its own parts their places."""

    # Keys of its own.

    def add_tool(self, key: str, on_it: KeyText) -> Key:
        """A key that reports `key`."""
        made = self.tools[key] = Key(self.look, on_it, parent=self)
        made.tapped.connect(lambda: self.tool.emit(key))
        made.refused.connect(self.refused)
        return made

    def switch_tools(self, off: dict[str, str]) -> None:
        """Which keys are off, and why; all others are on."""
        for name, key in self.tools.items():
            key.switch(off=off.get(name))

    # Showing.

    def show_home(self) -> None:
        """Back to its page."""
        self._take(Page.HOME)

    def open_choices(self, page: ChoicePage) -> None:
        """Something to choose from."""
        self.choices.show_page(page)
        self._take(Page.CHOICES)

    def open_words(self, ask: TextAsk) -> None:
        """Have words typed, or something searched for."""
        self._take(Page.WORDS)
        self.entry.ask(ask)
        self._lay_out_entry()
        self.entry.accept_key.setVisible(not ask.search)

    def show_results(self, tiles: Sequence[Tile]) -> None:
        """What the search found; where there is little room, without prices, and with its mark before the name."""
        if self._result_high < LEAST_FOR_PRICE:
            tiles = [
                replace(tile, name=f"{tile.count} {tile.name}".strip(), price="", count="") for tile in tiles
            ]
        self.entry.show_results(tiles)

    def _take(self, page: Page) -> None:
        self.page = page
        for part in (*self.own_parts(), *self.tools.values()):
            part.setVisible(page is Page.HOME)
        self.choices.setVisible(page is Page.CHOICES)
        self.entry.setVisible(page is Page.WORDS)
        if page is not Page.WORDS and self.isVisible():
            self.setFocus()
        self.update()

    # Layout.

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self.look.metrics.scale
        wide, high = round(self.width() / scale), round(self.height() / scale)
        if (wide, high) != (self._face.w, self._face.h):
            self._face = Box(self._face.x, self._face.y, wide, high)
            self._lay_out_all()

    def looks_changed(self) -> None:
        self._lay_out_all()
        super().looks_changed()

    def _lay_out_all(self) -> None:
        whole = self._face.at_origin()
        if whole.w < 400 or whole.h < 300:
            return
        self.choices.place(whole.inset(8, 8, 0, 0))
        self.choices.lay_out(max(2, whole.w // 200), 72)
        self._lay_out_entry()
        self.lay_out(whole)
        self.resized.emit()
        self.update()

    def _lay_out_entry(self) -> None:
        """As on other screens; a search has one row of keys less, for it takes what is tapped."""
        whole = self._face.at_origin().inset(8, 8, 0, 0)
        searches, wide = self.entry.asked.search, 208
        row = LOW_ROW if searches else ROW
        main = Box(whole.right - wide, whole.bottom - row, wide, row)
        second = main if searches else main.moved(0, -row - GAP)
        high = 4 * (row + GAP) - GAP
        pad = Box(whole.x, second.y - GAP - high, whole.w, high)
        self.entry.lay_out(whole, RailZones(whole, pad, 1, pad, second, main))
        if searches:
            self._lay_out_results(Box(0, FIELD, whole.w, pad.y - whole.y - 2 * GAP - FIELD))

    def _lay_out_results(self, box: Box) -> None:
        """Between the field and the keyboard, in as many rows as there is room for."""
        rows = max(1, (box.h + GAP) // (RESULT[1] + GAP))
        self.entry.results.place(box)
        self.entry.results.arrange((box.w + GAP) // (RESULT[0] + GAP), rows)
        self._result_high = (box.h + GAP) // rows - GAP

    # Keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed, ctrl = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and pressed == Qt.Key.Key_Z:
            again = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.redo if again else self.undo).emit()
        elif ctrl and pressed == Qt.Key.Key_Y:
            self.redo.emit()
        elif pressed == Qt.Key.Key_Escape and self.page is Page.CHOICES:
            self.choices_closed.emit()
        elif pressed == Qt.Key.Key_Escape and self.page is Page.WORDS:
            self.words_cancelled.emit()
        elif not self.key(event):
            event.ignore()

    def key(self, event: QKeyEvent) -> bool:
        """Do what that key of a keyboard means on its page; False when it means nothing."""
        return False

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """Most of it is covered by its parts."""

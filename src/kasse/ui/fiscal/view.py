"""The back office on the screen: sections as tabs, the page of the chosen one, its keys; words are typed on top."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.fiscal.page import Page, PageKey, Sheet
from kasse.ui.fiscal.slot import Slot
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics, ScreenClass
from kasse.ui.theme.zones import GROUP_GAP, rail_zones
from kasse.ui.view import View
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.tabs import Tab, Tabs
from kasse.ui.widgets.text_entry import TextAsk, TextEntry

MOST_KEYS = 4
MAIN_WIDTH = {ScreenClass.K: 320, ScreenClass.M: 320, ScreenClass.L: 392, ScreenClass.XL: 504}


class FiscalView(View):
    """One page at a time. Everything inside a page reports by its key, whatever it is."""

    spoken = "Finanzamt"
    section_chosen = Signal(object)
    chosen = Signal(object)
    """Something in a part, or a key below it."""
    closed = Signal()
    """A page of choices was left."""
    words_typed = Signal(str)
    words_cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, back="Tische")
        self._page = Page(Sheet("", ()))
        self.top.show_title("Finanzamt")
        self.tabs = Tabs(look, self, name="Bereiche")
        self.left = Slot(look, self)
        self.right = Slot(look, self)
        self.keys = tuple(Key(look, KeyText(), parent=self) for _ in range(MOST_KEYS))
        self.main_key = Key(look, KeyText(), KeyKind.MAIN, self)
        self.entry = TextEntry(look, self)
        self.entry.hide()
        self.tabs.tapped.connect(self.section_chosen)
        for slot in (self.left, self.right):
            slot.chosen.connect(self.chosen)
            slot.refused.connect(self.refused)
            slot.closed.connect(self.closed)
        for number, key in enumerate(self.keys):
            key.tapped.connect(lambda number=number: self.chosen.emit(self._page.keys[number].key))
            key.refused.connect(self.refused)
        self.main_key.tapped.connect(self._main)
        self.main_key.refused.connect(self.refused)
        self.entry.accepted.connect(self.words_typed)
        self.entry.cancelled.connect(self.words_cancelled)
        self._show_keys()

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    @property
    def typing(self) -> bool:
        """Whether words are being typed."""
        return not self.entry.isHidden()

    def show_sections(self, sections: Sequence[Tab], chosen: Hashable) -> None:
        """The sections, and where one is."""
        self.tabs.show_tabs(sections, chosen)
        self.tabs.arrange(len(sections), 1)

    def show_page(self, page: Page) -> None:
        """Show that page; what does not change is not painted again."""
        if page == self._page:
            return
        arranged_anew = (page.right is None, page.share) != (self._page.right is None, self._page.share)
        self._page = page
        self.left.show_part(page.left)
        if page.right is not None:
            self.right.show_part(page.right)
        self.right.setVisible(page.right is not None and not self.typing)
        self._show_keys()
        if arranged_anew:
            self._place_parts(self.metrics)
        self._place_keys(self.metrics)

    def ask(self, ask: TextAsk) -> None:
        """Ask for words, in the place of everything below the top bar."""
        self._show_all(shown=False)
        self.entry.show()
        self.entry.raise_()
        self.entry.ask(ask)

    def end_asking(self) -> None:
        """Back to the page."""
        if self.typing:
            self.entry.hide()
            self._show_all(shown=True)
            self.setFocus()

    def _show_all(self, *, shown: bool) -> None:
        self.tabs.setVisible(shown)
        self.left.setVisible(shown)
        self.right.setVisible(shown and self._page.right is not None)
        self._show_keys(shown=shown)

    def _show_keys(self, *, shown: bool = True) -> None:
        shown = shown and not self.typing
        wanted = dict(zip(self.keys, self._page.keys, strict=False))
        for key in self.keys:
            _show_key(key, wanted.get(key))
            key.setVisible(shown and key in wanted)
        _show_key(self.main_key, self._page.main, px=20)
        self.main_key.setVisible(shown and self._page.main is not None)

    def _main(self) -> None:
        if self._page.main is not None:
            self.chosen.emit(self._page.main.key)

    # Layout.

    def lay_out(self, m: Metrics) -> None:
        content = m.content
        self.tabs.place(Box(content.x, content.y, content.w, m.sizes.tab_height))
        self._place_parts(m)
        self._place_keys(m)
        self.entry.lay_out(content, rail_zones(m))

    def _body(self, m: Metrics) -> tuple[Box, Box]:
        """Where the parts stand, and the keys below them."""
        content = m.content
        high = {ScreenClass.K: 64, ScreenClass.XL: 96}.get(m.screen_class, 72)
        if m.is_tall and self._page.main is not None and self._page.keys:
            high = 2 * high + GAP
        keys = Box(content.x, content.bottom - high, content.w, high)
        top = content.y + m.sizes.tab_height + GROUP_GAP
        return Box(content.x, top, content.w, keys.y - GAP - top), keys

    def _place_parts(self, m: Metrics) -> None:
        body, _ = self._body(m)
        if self._page.right is None:
            self.left.place(body)
            return
        if m.is_tall:
            above = body.h * max(30, self._page.share) // 100 // 8 * 8
            self.left.place(Box(body.x, body.y, body.w, above))
            self.right.place(Box(body.x, body.y + above + GAP, body.w, body.h - above - GAP))
            return
        wide = body.w * self._page.share // 100 // 8 * 8
        self.left.place(m.mirror(Box(body.x, body.y, wide, body.h)))
        rest = body.w - wide - GAP
        self.right.place(m.mirror(Box(body.x + wide + GAP, body.y, rest, body.h)))

    def _place_keys(self, m: Metrics) -> None:
        _, keys = self._body(m)
        main = Box(keys.right - MAIN_WIDTH[m.screen_class], keys.y, MAIN_WIDTH[m.screen_class], keys.h)
        has_main = self._page.main is not None
        if m.is_tall and has_main:
            upper, lower = keys.cells(1, 2) if self._page.keys else (keys, keys)
            keys, main = upper, lower
            has_main = False
        self.main_key.place(m.mirror(main))
        room = (main.x - GAP if has_main else keys.right) - keys.x
        count = max(1, len(self._page.keys))
        wide = min(240, (room + GAP) // count - GAP)
        for number, key in enumerate(self.keys):
            key.place(m.mirror(Box(keys.x + number * (wide + GAP), keys.y, wide, keys.h)))

    # Keyboard.

    def key(self, event: QKeyEvent) -> bool:
        pressed = event.key()
        if self.typing:
            if pressed == Qt.Key.Key_Escape:
                self.words_cancelled.emit()
                return True
            return False
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # What cannot be taken back is never done by a key that was meant for something else.
            if self.main_key.isVisible() and self.main_key.kind is KeyKind.MAIN:
                self.main_key.click()
        elif Qt.Key.Key_F1 <= pressed <= Qt.Key.Key_F12:
            self._choose_tab(pressed - Qt.Key.Key_F1)
        elif pressed in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn(1 if pressed == Qt.Key.Key_PageDown else -1)
        elif pressed in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._step(1 if pressed == Qt.Key.Key_Down else -1)
        elif pressed == Qt.Key.Key_Escape and not self.left.choices.isHidden():
            self.closed.emit()
        else:
            return False
        return True

    def _choose_tab(self, index: int) -> None:
        if index < self.tabs.cell_count():
            self.section_chosen.emit(self.tabs.cell_key(index))

    def _turn(self, way: int) -> None:
        keys = [self.tabs.cell_key(i) for i in range(self.tabs.cell_count())]
        if self.tabs.chosen in keys:
            self.section_chosen.emit(keys[(keys.index(self.tabs.chosen) + way) % len(keys)])

    def _step(self, way: int) -> bool:
        """The row above or below the chosen one; where there is no list, the sheet is scrolled."""
        for slot in (self.left, self.right):
            if slot.rows.isVisible() and slot.rows.rows:
                keys = [row.key for row in slot.rows.rows]
                here = keys.index(slot.rows.chosen) if slot.rows.chosen in keys else -1
                if 0 <= here + way < len(keys):
                    self.chosen.emit(keys[here + way])
                return True
        return False


def _show_key(key: Key, wanted: PageKey | None, *, px: int = 17) -> None:
    if wanted is not None:
        key.show_text(KeyText(wanted.label, icon=wanted.icon, px=px, narrow=px == 17))
        if px == 17:
            key.show_kind(wanted.kind)
        else:
            key.show_kind(KeyKind.MAIN if wanted.kind is KeyKind.KEY else wanted.kind)
        key.switch(off=wanted.off or None)

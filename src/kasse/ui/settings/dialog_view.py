"""What the dialogs of the office have in common: search and tree at the left, a page at the right, keys at the foot."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.settings.foot_bar import Foot, FootBar
from kasse.ui.settings.search_bar import SearchBar
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics, ScreenClass
from kasse.ui.theme.zones import rail_zones
from kasse.ui.view import View
from kasse.ui.widgets.choices import ChoicePage, ChoicePanel
from kasse.ui.widgets.fact_sheet import FactSheet, Sheet
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.keyboard import BACK, OnScreenKeyboard
from kasse.ui.widgets.page_tree import Node, PageTree
from kasse.ui.widgets.row_list import Row, RowList
from kasse.ui.widgets.setting_rows import SettingRow, SettingRows
from kasse.ui.widgets.text_entry import TextAsk, TextEntry

SEARCH_HIGH, KEY_ROW = 56, 56
TREE_WIDE = {ScreenClass.L: 320, ScreenClass.XL: 400}
LEAST_HEAD = 260
"""Rows that have less height do without a head above them."""


class Mode(Enum):
    """What stands at the right."""

    ROWS = "rows"
    CHOICES = "choices"
    DETAIL = "detail"
    LIST = "list"
    """A table of rows, each of which opens."""
    SPECIAL = "special"
    """An editor of its own kind."""
    LOOK = "look"
    """A password is looked at."""
    TEXT = "text"
    """Words are typed; that covers everything below the top bar."""


class DialogView(View):
    """It draws and reports taps; kinds of it add what stands at the right besides rows, choices, details and words."""

    node_chosen = Signal(object)
    tapped = Signal(object)
    """(key of the row, what of it): see `SettingRow`."""
    searched = Signal(str)
    second = Signal()
    main = Signal()
    choice_made = Signal(object)
    choices_closed = Signal()
    words_typed = Signal(str)
    words_cancelled = Signal()
    words_changed = Signal(str)
    result_chosen = Signal(object)
    row_chosen = Signal(object)

    home = Mode.ROWS
    """What is shown when nothing is asked; letters that are typed there are searched for."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, title: str, finds: str) -> None:
        """`finds`: what the search is for, as a screen reader says it."""
        super().__init__(look, parent, back="Zurück", sign_out=False)
        self.mode = self.home
        self._head = ("", "", "")
        self._typing = False
        self.search = SearchBar(look, self, name=finds)
        self.tree = PageTree(look, self)
        self.rows = SettingRows(look, self)
        self.choices = ChoicePanel(look, self)
        self.sheet = FactSheet(look, self)
        self.list = RowList(look, self)
        self.foot = FootBar(look, self)
        self.keyboard = OnScreenKeyboard(look, self)
        self.done_key = Key(look, KeyText("Fertig", icon="check", px=20), KeyKind.SECOND, self)
        self.entry = TextEntry(look, self)
        self.top.show_title(title)
        self._connect_all()

    def _connect_all(self) -> None:
        self.tree.tapped.connect(self.node_chosen)
        self.rows.tapped.connect(self.tapped)
        self.rows.refused.connect(lambda reason: self.refused.emit(str(reason)))
        self.search.searched.connect(self.searched)
        self.search.keyboard_wanted.connect(lambda: self.show_keyboard(shown=True))
        self.search.cleared.connect(self._end_search)
        self.search.way.connect(self._leave_search)
        self.choices.chosen.connect(self.choice_made)
        self.choices.refused.connect(self.refused)
        self.choices.closed.connect(self.choices_closed)
        self.list.tapped.connect(self.row_chosen)
        self.foot.second.connect(self.second)
        self.foot.main.connect(self.main)
        self.foot.refused.connect(self.refused)
        self.keyboard.typed.connect(self._letter)
        self.done_key.tapped.connect(lambda: self.show_keyboard(shown=False))
        self.entry.accepted.connect(self.words_typed)
        self.entry.cancelled.connect(self.words_cancelled)
        self.entry.changed.connect(self.words_changed)
        self.entry.result_tapped.connect(self.result_chosen)

    # What a kind of dialog adds.

    def own_parts(self) -> Iterable[tuple[QWidget, bool]]:
        """Its own widgets, and whether each is shown now."""
        return ()

    def lay_out_own(self, m: Metrics, left: Box, right: Box) -> int:
        """Place its own widgets; returns how much of the left it took below the search."""
        return 0

    def body_of(self, mode: Mode) -> QWidget | None:
        """What takes the keyboard in that mode."""
        bodies: dict[Mode, QWidget] = {
            Mode.ROWS: self.rows,
            Mode.CHOICES: self.choices.cells,
            Mode.DETAIL: self.list,
        }
        return bodies.get(mode)

    # Showing.

    @property
    def typing(self) -> bool:
        """Whether the keyboard of the screen is open for the search."""
        return self._typing

    def show_tree(self, nodes: Sequence[Node], chosen: Hashable) -> None:
        """Areas and pages."""
        self.tree.show_tree(nodes, chosen)

    def show_rows(self, title: str, remark: str, rows: Sequence[SettingRow], empty: str = "") -> None:
        """A page, or what was found."""
        self._head = (title, remark, empty)
        self._place_head()
        self.rows.show_rows(rows)

    def show_foot(self, foot: Foot) -> None:
        """What is to be saved, and the keys for it."""
        self.foot.show_foot(foot)

    def open_rows(self) -> None:
        """Back to the page."""
        self.take_mode(Mode.ROWS)

    def open_choices(self, page: ChoicePage) -> None:
        """Something to choose from, in the place of the page."""
        self.choices.show_page(page)
        self.take_mode(Mode.CHOICES)

    def open_detail(self, sheet: Sheet, rows: Sequence[Row], chosen: Hashable | None, empty: str) -> None:
        """What is known of something, above a list that belongs to it."""
        self.sheet.show_sheet(sheet)
        self.list.show_list(rows, chosen, empty)
        self.take_mode(Mode.DETAIL)

    def open_text(self, ask: TextAsk) -> None:
        """Have words typed."""
        self.take_mode(Mode.TEXT)
        self.entry.raise_()
        self.entry.ask(ask)

    def show_keyboard(self, *, shown: bool) -> None:
        """The keyboard of the screen below the search; page and tree have less room meanwhile."""
        if shown == self._typing:
            return
        self._typing = shown
        self.show_mode()
        self.lay_out_body(self.metrics)
        if shown:
            self.search.field.setFocus()

    def end_search(self) -> None:
        """Nothing is searched for any more; nobody has to be told."""
        before = self.search.blockSignals(True)  # noqa: FBT003 - Qt's
        self.search.field.clear()
        self.search.blockSignals(before)
        self.show_keyboard(shown=False)

    def take_mode(self, mode: Mode) -> None:
        """Something else stands at the right from now on."""
        if mode is not self.mode:
            self.mode = mode
            if mode is not self.home:
                self._typing = False
            self.show_mode()
            self.lay_out_body(self.metrics)
            if mode is not Mode.TEXT:
                self.entry.field.clear()  # it may have been a password
                self.setFocus()

    def show_mode(self) -> None:
        """Show what belongs to the mode, hide everything else."""
        mode, is_text = self.mode, self.mode is Mode.TEXT
        self.entry.setVisible(is_text)
        parts: list[tuple[QWidget, bool]] = [
            (self.rows, mode is Mode.ROWS),
            (self.choices, mode is Mode.CHOICES),
            (self.sheet, mode is Mode.DETAIL),
            (self.list, mode is Mode.DETAIL),
            (self.search, not is_text and not self._covers_tree),
            (self.tree, not is_text and not self._covers_tree),
            (self.keyboard, self._typing),
            (self.done_key, self._typing),
            (self.foot, not is_text and not self._typing),
        ]
        for widget, shown in (*parts, *self.own_parts()):
            widget.setVisible(shown)
        self.update()

    @property
    def _covers_tree(self) -> bool:
        """A large editor takes all of a screen that stands; the way back leads to the tree."""
        return self.metrics.is_tall and self.mode is Mode.SPECIAL

    # Layout.

    def lay_out(self, m: Metrics) -> None:
        self.entry.lay_out(m.content, rail_zones(m))
        self.lay_out_body(m)

    def _body(self, m: Metrics) -> Box:
        """What tree and page share."""
        content = m.content
        if self._typing:
            return Box(content.x, content.y, content.w, content.h - 5 * (KEY_ROW + GAP))
        return Box(content.x, content.y, content.w, content.h - self._foot_high(m) - GAP)

    def _foot_high(self, m: Metrics) -> int:
        return 80 if m.screen_class is ScreenClass.XL else 56 if m.screen_class is ScreenClass.K else 64

    def lay_out_body(self, m: Metrics) -> None:
        """Give everything below the top bar its place."""
        body, wide = self._body(m), TREE_WIDE.get(m.screen_class, 272)
        left = Box(body.x, body.y, wide, body.h)
        right = Box(body.x + wide + GAP, body.y, body.w - wide - GAP, body.h)
        if self._covers_tree:
            right = body
        elif m.is_tall:  # the tree above the page, so that this is as wide as on a screen that lies
            left = Box(body.x, body.y, body.w, body.h * 3 // 10)
            right = Box(body.x, left.bottom + GAP, body.w, body.bottom - left.bottom - GAP)
        top = left.y + SEARCH_HIGH + GAP
        self.search.place(m.mirror(Box(left.x, left.y, left.w, SEARCH_HIGH)))
        tree_top = top + self.lay_out_own(m, Box(left.x, top, left.w, left.bottom - top), right)
        self.tree.place(m.mirror(Box(left.x, tree_top, left.w, left.bottom - tree_top)))
        self.choices.place(m.mirror(right.inset(8, 8, 0, 0)))
        self.choices.lay_out(max(2, right.w // 230), 64)
        upper = max(180, right.h * 45 // 100)
        self.sheet.place(m.mirror(Box(right.x, right.y, right.w, upper)))
        self.list.place(m.mirror(Box(right.x, right.y + upper + GAP, right.w, right.h - upper - GAP)))
        self._place_head()
        self._place_keyboard(m, body.bottom + GAP)
        high = self._foot_high(m)
        self.foot.place(Box(m.content.x, m.content.bottom - high, m.content.w, high))

    def _place_head(self) -> None:
        title, remark, empty = self._head
        shows_head = self.rows.place_in_parent().h >= LEAST_HEAD
        self.rows.show_head(title if shows_head else "", remark, empty)

    def _place_keyboard(self, m: Metrics, top: int) -> None:
        if not self._typing:
            return
        content = m.content
        rows = Box(content.x, top, content.w, 4 * (KEY_ROW + GAP) - GAP)
        foot = Box(content.x, rows.bottom + GAP, content.w - 200 - GAP, KEY_ROW)
        self.keyboard.lay_out(rows, foot)
        self.done_key.place(Box(content.right - 200, foot.y, 200, KEY_ROW))
        self.done_key.raise_()

    # Keyboard.

    def key(self, event: QKeyEvent) -> bool:
        pressed, ctrl = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.mode is Mode.TEXT:
            if pressed == Qt.Key.Key_Escape:
                self.words_cancelled.emit()
            return pressed == Qt.Key.Key_Escape
        if pressed == Qt.Key.Key_F3 or (ctrl and pressed == Qt.Key.Key_F):
            self.search.field.setFocus(Qt.FocusReason.TabFocusReason)
        elif ctrl and pressed == Qt.Key.Key_S:
            self._click(self.foot.main_key)
        elif pressed == Qt.Key.Key_Escape:
            return self.escape()
        elif pressed in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._focus_body()
        elif not ctrl and event.text().isprintable() and event.text().strip() and self.mode is self.home:
            self.search.field.setFocus()
            self.search.field.insert(event.text())
        else:
            return False
        return True

    def _click(self, key: Key) -> None:
        if key.isVisible():
            key.click()

    def escape(self) -> bool:
        """One step back: the keyboard, the search, a question; then the dialog itself (False)."""
        if self._typing:
            self.show_keyboard(shown=False)
        elif self.mode is Mode.CHOICES:
            self.choices_closed.emit()
        elif self.mode in (Mode.DETAIL, Mode.LOOK):
            self.second.emit()
        elif self.mode is self.home and self.search.text:
            self.search.field.clear()
        else:
            return False
        return True

    def _focus_body(self) -> None:
        if (body := self.body_of(self.mode)) is not None:
            body.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_search(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            if not self.escape():
                self.back.emit()
        elif key != Qt.Key.Key_Up:
            self.show_keyboard(shown=False)
            self._focus_body()

    def _end_search(self) -> None:
        if not self._typing:
            self.setFocus()

    def _letter(self, letter: str) -> None:
        if letter == BACK:
            self.search.field.backspace()
        else:
            self.search.field.insert(letter)
        self.search.field.setFocus()

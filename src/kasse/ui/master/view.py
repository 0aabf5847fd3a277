"""The screen of master data: beside search and tree a list with its tools, the form of a row, or a special editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.settings.dialog_view import DialogView, Mode
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics
from kasse.ui.widgets.chip_row import Chip, ChipRow
from kasse.ui.widgets.table_card import TableCard
from kasse.ui.widgets.table_lines import Lines
from kasse.ui.widgets.table_list import TableList

__all__ = ["MasterView", "Mode"]

MOST_CHIPS = 2 * 48 + GAP
"""Two lines of keys at most; more are scrolled to."""


class MasterView(DialogView):
    """It draws and reports taps; lists and forms come from the sheets."""

    spoken = "Stammdaten"
    home = Mode.LIST
    chip_tapped = Signal(object)
    row_tapped = Signal(int)
    row_marked = Signal(int)
    head_tapped = Signal(object)
    """The key of a column."""
    all_tapped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, title="Stammdaten", finds="Stammdaten suchen")
        self.chips = ChipRow(look, self, name="Filter und Werkzeuge")
        self.card = TableCard(look, self)
        self.special: QWidget | None = None
        """The special editor that is open."""
        self._right = Box(0, 0, 0, 0)
        self.rows.make_close()
        self.entry.raise_()
        self.chips.tapped.connect(self.chip_tapped)
        self.chips.refused.connect(lambda reason: self.refused.emit(str(reason)))
        self.table.tapped.connect(self.row_tapped)
        self.table.marked.connect(self.row_marked)
        self.table.head.sorted.connect(self.head_tapped)
        self.table.head.all_marked.connect(self.all_tapped)
        self.show_mode()

    @property
    def table(self) -> TableList:
        """The list itself."""
        return self.card.table

    # Showing.

    def show_list(self, lines: Lines, marked: frozenset[int], empty: str) -> None:
        """Other rows, or others of them marked."""
        self.table.lines.show(lines, marked)
        self.card.show_empty(empty)

    def show_marks(self, marked: frozenset[int]) -> None:
        """The same rows, others of them marked."""
        self.table.lines.mark(marked)
        self.table.head.viewport().update()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """The keys above the list or the form."""
        before = self.chips.height_for(self._right.w)
        self.chips.show_chips(chips)
        if self._right.w and self.chips.height_for(self._right.w) != before:
            self.lay_out_body(self.metrics)

    def show_query(self, query: str) -> None:
        """What is searched for; nobody has to be told."""
        before = self.search.blockSignals(True)  # noqa: FBT003 - Qt's
        self.search.field.setText(query)
        self.search.blockSignals(before)

    def open_list(self) -> None:
        """Back to the list."""
        self.take_mode(Mode.LIST)

    def open_special(self, widget: QWidget) -> None:
        """A special editor in the place of the list."""
        if widget.parent() is not self:
            widget.setParent(self)
        if self.special is not None and self.special is not widget:
            self.special.hide()
        self.special = widget
        self.lay_out_body(self.metrics)
        self.take_mode(Mode.SPECIAL)
        widget.raise_()
        widget.setFocus()

    # What this kind of dialog adds.

    def own_parts(self) -> Iterable[tuple[QWidget, bool]]:
        mode = self.mode
        parts: list[tuple[QWidget, bool]] = [
            (self.card, mode is Mode.LIST),
            (self.chips, mode in (Mode.LIST, Mode.ROWS) and not self.typing),
        ]
        if self.special is not None:
            parts.append((self.special, mode is Mode.SPECIAL))
        return parts

    def lay_out_own(self, m: Metrics, left: Box, right: Box) -> int:
        self._right = right
        high = 0 if self.typing else min(MOST_CHIPS, self.chips.height_for(right.w))
        self.chips.place(m.mirror(Box(right.x, right.y + 4, right.w, high)))
        shift = high + 4 + GAP if high else 0
        below = m.mirror(Box(right.x, right.y + shift, right.w, right.h - shift))
        self.card.place(below)
        self.rows.place(below)
        if self.special is not None:
            self._place_special(m.mirror(right))
        return 0

    def _place_special(self, box: Box) -> None:
        place = getattr(self.special, "place", None)
        if place is not None:
            place(box)
        elif self.special is not None:
            self.special.setGeometry(box.pixels(self.metrics.scale))

    def body_of(self, mode: Mode) -> QWidget | None:
        if mode is Mode.LIST:
            return self.table
        return self.special if mode is Mode.SPECIAL else super().body_of(mode)

    # Keyboard.

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and self.mode is Mode.LIST and not self.table.hasFocus():
            self.focus_list()
            return True
        return super().key(event)

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        if self.table.lines.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

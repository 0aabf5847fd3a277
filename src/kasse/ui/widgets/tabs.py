"""Places to be: menu tabs, areas, guests. One is where I am; too many turn pages."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.widgets.grid import Grid
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key


@dataclass(frozen=True, slots=True)
class Tab:
    """One place. sub: a second, smaller line (what a guest owes)."""

    key: Hashable
    label: str
    sub: str = ""
    icon: str = ""
    hue: str = ""
    """One of the twelve, for the stripe at its left; empty: none."""


class Tabs(Grid[Tab]):
    """Keys of places in one painted widget."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, name: str = "Karten") -> None:
        super().__init__(look, parent)
        self._chosen: Hashable | None = None
        self.setAccessibleName(name)

    @property
    def chosen(self) -> Hashable | None:
        return self._chosen

    def show_tabs(self, tabs: Sequence[Tab], chosen: Hashable | None) -> None:
        """Show these places; the chosen one's page stays open when it holds it."""
        if [tab.key for tab in tabs] == [tab.key for tab in self._items]:
            self.replace_items(tabs)
        else:
            self.show_items(tabs)
        self.choose(chosen)

    def choose(self, key: Hashable | None) -> None:
        before, self._chosen = self._chosen, key
        if key != before and self.index_of(key) is None:
            self.turn_to_item(key)
        for changed in {before, key}:
            if (index := self.index_of(changed)) is not None:
                self.refresh_cell(index)

    def item_key(self, item: Tab) -> Hashable:
        return item.key

    def item_name(self, item: Tab) -> str:
        here = "hier" if item.key == self._chosen else ""
        return ", ".join(part for part in (item.label, item.sub, here) if part)

    def item_is_off(self, item: Tab) -> bool:
        return False

    def draw_item(self, painter: QPainter, item: Tab, box: QRectF, *, pressed: bool) -> None:
        spine = self.look.hues[item.hue].spine if item.hue else ""
        on_it = KeyText(item.label, sub=item.sub, icon=item.icon, spine=spine, narrow=not item.icon)
        state = KeyState(pressed=pressed, chosen=item.key == self._chosen)
        draw_key(painter, self.look, box, on_it, KeyKind.PLACE, state)

"""Parts of the order screen: the tools of its top bar, and what stands between ticket and rail."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kasse.ui.orders.actions import OrderAction
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.theme.zones import OrderZones
from kasse.ui.widgets.choices import ChoicePage, ChoicePanel
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.plan_model import Plan
from kasse.ui.widgets.table_plan import TablePlan
from kasse.ui.widgets.tabs import Tab, Tabs
from kasse.ui.widgets.text_entry import TextAsk, TextEntry
from kasse.ui.widgets.tile_grid import TileGrid
from kasse.ui.widgets.top_bar import TopBar


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where lines or a table shall go. confirm: the label of the next-step key ("Auf Tisch 5 umbuchen")."""

    areas: tuple[Tab, ...]
    area: Hashable
    plan: Plan
    chosen: Hashable | None
    confirm: str


class OrderTools:
    """In house or to take away, search, undo, prices, menu."""

    def __init__(self, bar: TopBar) -> None:
        self._bar = bar
        self.keys: dict[OrderAction, Key] = {
            OrderAction.IN_HOUSE: bar.add_tool(KeyText("Im Haus", narrow=True), 96),
            OrderAction.TAKE_AWAY: bar.add_tool(KeyText("AH", narrow=True), 96),
            OrderAction.SEARCH: bar.add_tool(KeyText("Suche", icon="search", narrow=True), 112),
            OrderAction.UNDO: bar.add_tool(KeyText("Rückgängig", icon="undo-2", narrow=True), 128),
            OrderAction.PRICE_LEVEL: bar.add_tool(KeyText("Preise", narrow=True), 128),
            OrderAction.MENU: bar.add_tool(KeyText("Karten", narrow=True), 128),
        }

    def show(self, *, take_away: bool, away_key: str, undo_off: str, prices: str, menu: str) -> None:
        keys = self.keys
        keys[OrderAction.IN_HOUSE].show_label("Im Haus" if away_key else "")
        keys[OrderAction.TAKE_AWAY].show_label(away_key)
        keys[OrderAction.IN_HOUSE].choose(chosen=not take_away)
        keys[OrderAction.TAKE_AWAY].choose(chosen=take_away)
        keys[OrderAction.UNDO].switch(off=undo_off or None)
        keys[OrderAction.PRICE_LEVEL].show_label(prices)
        keys[OrderAction.MENU].show_label(menu)
        self._bar.lay_out()


class Middle(QObject):
    """Tabs and tiles, and all that may stand in their place; one of them is seen at a time."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs = Tabs(look, parent)
        self.tiles = TileGrid(look, parent, fans=True)
        self.choices = ChoicePanel(look, parent)
        self.areas = Tabs(look, parent, name="Bereiche")
        self.plan = TablePlan(look, parent)
        self.text = TextEntry(look, parent)
        self._areas = 1
        self.show_tiles()

    @property
    def showing_tiles(self) -> bool:
        return not self.tiles.isHidden()

    @property
    def transferring(self) -> bool:
        return not self.plan.isHidden()

    def show_tiles(self) -> None:
        self._show(self.tabs, self.tiles)

    def show_choices(self, page: ChoicePage) -> None:
        self.choices.show_page(page)
        self._show(self.tabs, self.choices)

    def ask_text(self, ask: TextAsk) -> None:
        self._show(self.tabs, self.tiles, self.text)
        self.text.ask(ask)

    def show_transfer(self, transfer: Transfer) -> None:
        self.areas.show_tabs(transfer.areas, transfer.area)
        self._areas = len(transfer.areas)
        self._arrange_areas()
        self.plan.show_plan(transfer.plan)
        self.plan.choose(transfer.chosen)
        self._show(self.areas, self.plan)

    def leave(self) -> None:
        """Esc: the same as the key that closes what stands here."""
        if not self.text.isHidden():
            self.text.cancelled.emit()
        elif not self.choices.isHidden():
            self.choices.closed.emit()

    def lay_out(self, zones: OrderZones) -> None:
        self.tabs.place(zones.tabs)
        self.tabs.arrange(zones.tab_columns, zones.tab_rows)
        self.tiles.place(zones.tiles)
        self.tiles.arrange(zones.tile_columns, zones.tile_rows)
        self.choices.place(zones.tiles)
        columns = max(3, zones.tiles.w // 150)
        self.choices.lay_out(columns, 72)
        middle = zones.middle
        self.areas.place(Box(middle.x, middle.y, middle.w, 48))
        self._arrange_areas()
        self.plan.place(Box(middle.x, middle.y + 56, middle.w, middle.h - 56))

    def _arrange_areas(self) -> None:
        room = int(self.areas.face.width()) + GAP
        self.areas.arrange(max(1, min(self._areas, room // 96)), 1)

    def _show(self, *wanted: QWidget) -> None:
        for part in (self.tabs, self.tiles, self.choices, self.areas, self.plan, self.text):
            part.setVisible(part in wanted)

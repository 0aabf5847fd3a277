"""Which card, which page and which price level the order screen sells from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.domain.catalogue import Menu
from kasse.ui.orders.menu_pages import MenuPages

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class Card:
    """A card stays from table to table; its first page and its own price level begin anew with each."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._menu: int | None = None
        self._level: int | None = None
        self._section = 0
        self.pages = MenuPages(screen.till.catalogue)
        self._levels = self.pages.levels()

    def renew(self) -> None:
        """The master data have changed."""
        self.pages = MenuPages(self._screen.till.catalogue)
        self._levels = self.pages.levels()

    def begin(self) -> None:
        """Another table."""
        self._level, self._section = None, 0

    @property
    def menu(self) -> Menu:
        """The card in use."""
        return self.pages.menu(self._menu)

    @property
    def level(self) -> int:
        """The price level in use: chosen by hand, else that of the card."""
        return self._level or self.menu.price_level

    @property
    def menu_label(self) -> str:
        """The word on the key that changes the card; empty where there is one only."""
        return self.menu.name if len(self.pages.menus) > 1 else ""

    @property
    def prices_label(self) -> str:
        """The word on the key that changes the price level; empty where there is one only."""
        return f"Preise: {self.level}" if len(self._levels) > 1 else ""

    def show(self) -> None:
        """The open page."""
        menu = self.menu
        self._section = min(self._section, max(0, len(menu.sections) - 1))
        tiles = self.pages.tiles(menu, self._section, self.level)
        self._screen.view.show_menu(self.pages.tabs(menu), self._section, tiles)

    def choose_section(self, section: object) -> None:
        """Another page of the same card."""
        self._section = int(str(section))
        self._screen.show_menu()
        self._screen.refresh()

    def choose_menu(self, number: object) -> None:
        """Another card; its own price level holds again."""
        self._menu, self._section, self._level = int(str(number)), 0, None
        self._screen.card_changed()

    def choose_level(self, level: object) -> None:
        """Sell at another price level from now on, until the table is left."""
        self._level = int(str(level))
        self._screen.card_changed()

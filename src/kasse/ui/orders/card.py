"""Which card, which page and which price level the order screen sells from, and the layout that it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kasse.domain.catalogue import Article, Levels, Menu
from kasse.settings.declared.ordering import (
    ARTICLE_ORDER,
    ARTICLE_PICTURES,
    PRICE_ON_KEYS,
    TAKE_AWAY,
    TAKE_AWAY_KEY,
)
from kasse.ui import wording
from kasse.ui.orders.favourites import OWN
from kasse.ui.orders.layout import KeyRules, Layout
from kasse.ui.orders.making import LayoutMaker
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.tile_grid import FREE, Tile
from kasse.usecases.remaining import out_of_time

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class Card:
    """A card stays from table to table; its first page and its own price level begin anew with each."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._menu: int | None = None
        self._chosen = 0
        self._section = 0
        self._maker = LayoutMaker(screen.desk, self._swap, screen)
        self._minute = 0
        """When the locks by time were looked at last."""
        self.layout = self._empty()
        self.renew()

    # The layout.

    def _empty(self) -> Layout:
        till = self._screen.till
        return Layout(till.catalogue, till.unit, self._rules)

    @property
    def _rules(self) -> KeyRules:
        settings = self._screen.till.settings
        pictures = self._screen.desk.opened.pictures if settings[ARTICLE_PICTURES] else None
        return KeyRules(settings[ARTICLE_ORDER], settings[PRICE_ON_KEYS], pictures)

    @property
    def outdated(self) -> bool:
        """Whether the layout is not that of the master data and settings as they are now."""
        till, shown = self._screen.till, self.layout
        now = till.catalogue
        known = (shown.catalogue.articles, shown.catalogue.groups, shown.catalogue.menus)
        return (
            shown.unit != till.unit
            or shown.rules != self._rules
            or shown.catalogue.fills_levels != now.fills_levels
            or shown.catalogue.take_away_level != now.take_away_level
            or any(a is not b for a, b in zip(known, (now.articles, now.groups, now.menus), strict=True))
        )

    def renew(self) -> None:
        """Have the layout made anew, away from the screen; until it is there the one before is shown."""
        self._maker.begin(self._rules)

    def _swap(self, layout: Layout) -> None:
        self.layout = layout
        self._screen.layout_changed()

    # What is sold from.

    def begin(self) -> None:
        """Another table."""
        self._chosen, self._section = 0, OWN

    @property
    def menu(self) -> Menu:
        """The card in use."""
        return self.layout.menu(self._menu)

    @property
    def levels(self) -> Levels:
        """What decides about prices: a level chosen by hand, that of what is taken away, else the operator's, the till's,
        or that of the card.
        """
        screen = self._screen
        usual = screen.till.usual_level(screen.operator, self.menu.price_level)
        return Levels(self._chosen, usual, screen.till.catalogue.take_away_level if screen.take_away else 0)

    @property
    def level(self) -> int:
        """The price level in use, for articles that have none of their own."""
        levels = self.levels
        return levels.chosen or levels.take_away or levels.usual

    @property
    def menu_label(self) -> str:
        """The word on the key that changes the card; empty where there is one only."""
        return self.menu.name if len(self.layout.menus) > 1 else ""

    @property
    def prices_label(self) -> str:
        """The word on the key that changes the price level; empty where there is one only."""
        return f"Preise: {self.level}" if len(self.layout.levels()) > 1 else ""

    @property
    def away_label(self) -> str:
        """The word on the key that switches to take-away; empty where the house has no such key."""
        settings = self._screen.till.settings
        return (settings[TAKE_AWAY_KEY] or "MwSt") if settings[TAKE_AWAY] else ""

    # Showing.

    def show(self) -> None:
        """The open page."""
        menu = self.menu
        self._section = min(self._section, max(0, len(menu.sections) - 1))
        self._screen.view.show_menu(self._tabs(menu), self._section, self._page())

    def follow_clock(self) -> None:
        """Each minute some articles may begin or end to be sold."""
        minute = int(self._screen.till.now().timestamp()) // 60
        if minute != self._minute:
            self.show_again()

    def show_again(self) -> None:
        """The same page in its place, with the layout, the locks and what is left as they are by now."""
        menu = self.menu
        self._section = min(self._section, max(0, len(menu.sections) - 1))
        self._screen.view.renew_menu(self._tabs(menu), self._section, self._page())

    def found(self, words: str) -> list[Tile]:
        """The keys of what a search finds."""
        levels = self.levels
        return self._marked(self.layout.tile(each, levels) for each in self.layout.search(words))

    def _tabs(self, menu: Menu) -> tuple[Tab, ...]:
        """Before the pages of the card that of his own, while there is something on it."""
        own = self._screen.favourites.tabs
        if self._section == OWN and not own:
            self._section = 0
        return (*own, *self.layout.tabs(menu))

    def _page(self) -> list[Tile]:
        if self._section == OWN:
            articles, levels = self.layout.catalogue.articles, self.levels
            own = (articles[n] for n in self._screen.favourites.numbers if n in articles)
            return self._marked(self.layout.tile(article, levels) for article in own)
        return self._marked(self.layout.tiles(self.menu, self._section, self.levels))

    def _marked(self, tiles: Iterable[Tile]) -> list[Tile]:
        self._minute = int(self._screen.till.now().timestamp()) // 60
        articles = self._screen.till.catalogue.articles
        return [tile if tile is FREE else self._mark(tile, articles.get(_number(tile))) for tile in tiles]

    def _mark(self, tile: Tile, article: Article | None) -> Tile:
        if article is None:
            return tile
        till = self._screen.till
        now, late = till.availability(article), out_of_time(till, article)
        left = "" if now.left is None else wording.portions(now.left)
        if not (now.gone or left or late):
            return tile
        return replace(tile, sold_out=now.gone, left=left, why_off=late.word if late and not now.gone else "")

    # Choosing.

    def choose_section(self, section: object) -> None:
        """Another page of the same card."""
        self._section = int(str(section))
        self._screen.show_menu()
        self._screen.refresh()

    def choose_menu(self, number: object) -> None:
        """Another card; its own price level holds again."""
        self._menu, self._section, self._chosen = int(str(number)), 0, 0
        self._screen.card_changed()

    def choose_level(self, level: object) -> None:
        """Sell at another price level from now on, until the table is left."""
        self._chosen = int(str(level))
        self._screen.card_changed()


def _number(tile: Tile) -> int:
    return int(str(tile.key))

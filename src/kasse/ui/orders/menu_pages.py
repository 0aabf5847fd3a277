"""The cards of the house as tabs and tiles: made once for each page and price level, then only shown."""

from __future__ import annotations

from collections.abc import Sequence

from kasse.domain.catalogue import Article, Catalogue, Menu, MenuSection
from kasse.domain.refused import Refused
from kasse.ui.theme.hues import HUES
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.tile_grid import Tile

FOUND = 40
"""So many articles a search shows at most."""
_HUE_NAMES = frozenset(HUES["light"])
SOFT_HYPHEN = "\u00ad"


def menus_of(catalogue: Catalogue) -> tuple[Menu, ...]:
    """The cards of the house; without any, one that has a page for each product group."""
    if catalogue.menus:
        return catalogue.menus
    by_group: dict[int, list[int]] = {number: [] for number in catalogue.groups}
    for article in catalogue.articles.values():
        if article.active:
            by_group[article.group].append(article.number)
    pages = tuple(
        MenuSection(catalogue.groups[number].name, tuple(articles))
        for number, articles in by_group.items()
        if articles
    )
    return (Menu(0, "Alle Artikel", pages),)


class MenuPages:
    """Pages of one catalogue. A new catalogue gets new pages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.menus = menus_of(catalogue)
        self._tiles: dict[tuple[int, int, int], tuple[Tile, ...]] = {}
        self._index: list[tuple[str, Article]] | None = None

    def menu(self, number: int | None) -> Menu:
        """The card with this number, else the first."""
        return next((menu for menu in self.menus if menu.number == number), self.menus[0])

    def tabs(self, menu: Menu) -> tuple[Tab, ...]:
        """The subdivisions of a card; the key is their place in it."""
        return tuple(Tab(i, section.name) for i, section in enumerate(menu.sections))

    def tiles(self, menu: Menu, section: int, level: int) -> tuple[Tile, ...]:
        """The article keys of a subdivision with the prices of a level."""
        wish = (menu.number, section, level)
        if (made := self._tiles.get(wish)) is None:
            articles = self.catalogue.articles
            numbers = menu.sections[section].articles if menu.sections else ()
            made = self._tiles[wish] = tuple(
                self.tile(articles[n], level) for n in numbers if n in articles and articles[n].active
            )
        return made

    def tile(self, article: Article, level: int) -> Tile:
        """The key of one article."""
        group = self.catalogue.groups[article.group]
        hue = article.hue or group.hue
        return Tile(
            article.number,
            article.label,
            price_label(article, level, fill=self.catalogue.fills_levels),
            hue if hue in _HUE_NAMES else "Petrol",
            sold_out=article.sold_out,
        )

    def levels(self) -> tuple[int, ...]:
        """The price levels that any article has a price for."""
        used = {1}
        for article in self.catalogue.articles.values():
            used.update(i for i, price in enumerate(article.prices, 1) if price is not None)
        return tuple(sorted(used))

    def search(self, words: str) -> list[Article]:
        """Articles by number, scan code or parts of the name, the closest first."""
        wanted = words.casefold().split()
        if not wanted:
            return []
        if self._index is None:
            articles = self.catalogue.articles.values()
            self._index = [(a.name.casefold(), a) for a in articles if a.active]
        exact = [a for _, a in self._index if words in (str(a.number), a.scan_code)]
        begins = [a for name, a in self._index if name.startswith(wanted[0]) and _has_all(name, wanted)]
        inside = [a for name, a in self._index if not name.startswith(wanted[0]) and _has_all(name, wanted)]
        found = dict.fromkeys(a.number for a in (*exact, *begins, *inside))
        return [self.catalogue.articles[number] for number in list(found)[:FOUND]]


def _has_all(name: str, wanted: Sequence[str]) -> bool:
    return all(word in name for word in wanted)


def price_label(article: Article, level: int, *, fill: bool = True) -> str:
    """What the key says of the price; nothing where it is asked for or where there is none."""
    if article.open_price or article.function is not None:
        return ""
    try:
        return str(article.price(level, fill=fill))
    except Refused:
        return ""

"""The touch layout: all cards of the house as tabs and tiles, made ahead when master data change, then only shown."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage

from kasse.domain.catalogue import Article, Catalogue, Levels, Menu, MenuSection
from kasse.domain.refused import Refused
from kasse.sheets.cells import collation
from kasse.ui.slides import read_picture
from kasse.ui.theme.hues import HUES
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.tile_grid import FREE, Tile

FOUND = 40
"""So many articles a search shows at most."""
_HUE_NAMES = frozenset(HUES["light"])
PICTURE_PX = 128
"""Pictures of articles are kept with so many pixels at most: enough for the largest screen."""
BREATH = 0.0005
"""Seconds of rest after each page that is made ahead: whoever taps meanwhile gets the interpreter at once."""


@dataclass(frozen=True, slots=True)
class KeyRules:
    """What the house has set about its article keys."""

    order: str = "arranged"
    """arranged: as in the menu, name or number: sorted on each page, without free places."""
    prices: bool = True
    """Whether the price stands on them."""
    pictures: Path | None = None
    """Where their pictures lie; None: there are none on them."""


AS_ARRANGED = KeyRules()


def in_order(catalogue: Catalogue, numbers: Iterable[int], order: str) -> tuple[int, ...]:
    """Numbers of articles sorted by "name" or "number"; with any other word as they are."""
    match order:
        case "name":
            return tuple(
                sorted(numbers, key=lambda number: (collation(catalogue.articles[number].name), number))
            )
        case "number":
            return tuple(sorted(numbers))
        case _:
            return tuple(numbers)


def menus_of(catalogue: Catalogue, unit: int = 0, rules: KeyRules = AS_ARRANGED) -> tuple[Menu, ...]:
    """The cards as an accounting unit sells from them: what it does not sell closes up, empty pages and cards are left
    out. Where no card is left, one that has a page for each product group.
    """
    sold = {a.number for a in catalogue.articles.values() if a.active and a.sold_in(unit)}
    menus = [replace(menu, sections=tuple(_sold(menu.sections, sold))) for menu in catalogue.menus]
    found = tuple(menu for menu in menus if menu.sections) or (_everything(catalogue, sold),)
    if rules.order == AS_ARRANGED.order:
        return found
    return tuple(
        replace(menu, sections=tuple(_sorted(catalogue, section, rules) for section in menu.sections))
        for menu in found
    )


def _sorted(catalogue: Catalogue, section: MenuSection, rules: KeyRules) -> MenuSection:
    return replace(section, articles=in_order(catalogue, filter(None, section.articles), rules.order))


def _sold(sections: Iterable[MenuSection], sold: set[int]) -> Iterable[MenuSection]:
    for section in sections:
        articles = tuple(number for number in section.articles if number == 0 or number in sold)
        if any(articles):
            yield replace(section, articles=articles)


def _everything(catalogue: Catalogue, sold: set[int]) -> Menu:
    by_group: dict[int, list[int]] = {number: [] for number in catalogue.groups}
    for article in catalogue.articles.values():
        if article.number in sold:
            by_group[article.group].append(article.number)
    pages = tuple(
        MenuSection(catalogue.groups[number].name, tuple(articles))
        for number, articles in by_group.items()
        if articles
    )
    return Menu(0, "Alle Artikel", pages)


class Layout:
    """The cards of one catalogue for one accounting unit. What was not made ahead is made when it is first shown."""

    def __init__(self, catalogue: Catalogue, unit: int = 0, rules: KeyRules = AS_ARRANGED) -> None:
        self.catalogue = catalogue
        self.unit = unit
        self.rules = rules
        self.menus = menus_of(catalogue, unit, rules)
        self._tabs: dict[int, tuple[Tab, ...]] = {}
        self._pages: dict[tuple[int, int, Levels], tuple[Tile, ...]] = {}
        self._tiles: dict[tuple[int, int], Tile] = {}
        self._index: list[tuple[str, Article]] | None = None
        self._levels: tuple[int, ...] | None = None
        self._pictures: dict[str, QImage | None] = {}
        self._reads = False

    def make_all(self, usual: Iterable[int]) -> Layout:
        """Make everything that can be shown: at these levels (0: that of each card), and at each chosen by hand."""
        self._reads = True
        own = set(usual)
        chosen = self.levels()
        for menu in self.menus:
            self.tabs(menu)
            levels = [Levels(0, level or menu.price_level) for level in own]
            if away := self.catalogue.take_away_level:
                levels.append(Levels(take_away=away))
            if len(chosen) > 1:
                levels += [Levels(level) for level in chosen]
            for section in range(len(menu.sections)):
                for each in levels:
                    self.tiles(menu, section, each)
                time.sleep(BREATH)
        self._searchable()
        self._reads = False
        return self

    def menu(self, number: int | None) -> Menu:
        """The card with this number, else the first."""
        return next((menu for menu in self.menus if menu.number == number), self.menus[0])

    def tabs(self, menu: Menu) -> tuple[Tab, ...]:
        """The subdivisions of a card; the key is their place in it."""
        if (made := self._tabs.get(menu.number)) is None:
            made = self._tabs[menu.number] = tuple(
                Tab(i, section.name, hue=section.hue if section.hue in _HUE_NAMES else "")
                for i, section in enumerate(menu.sections)
            )
        return made

    def tiles(self, menu: Menu, section: int, levels: Levels) -> tuple[Tile, ...]:
        """The article keys of a subdivision with the prices that would be booked, and its free places."""
        if not menu.sections:
            return ()
        if levels.chosen:
            levels = Levels(levels.chosen)
        elif levels.take_away:
            levels = Levels(take_away=levels.take_away)
        wish = (menu.number, section, levels)
        if (made := self._pages.get(wish)) is None:
            articles = self.catalogue.articles
            made = self._pages[wish] = tuple(
                self.tile(articles[n], levels) if n else FREE for n in menu.sections[section].articles
            )
        return made

    def tile(self, article: Article, levels: Levels) -> Tile:
        """The key of one article."""
        level = levels.of(article)
        if (made := self._tiles.get((article.number, level))) is None:
            hue = article.hue or self.catalogue.groups[article.group].hue
            made = self._tiles[article.number, level] = Tile(
                article.number,
                article.label,
                price_label(article, level, fill=self.catalogue.fills_levels) if self.rules.prices else "",
                hue if hue in _HUE_NAMES else "Petrol",
                picture=self._picture(article.picture),
            )
        return made

    def _picture(self, name: str) -> QImage | None:
        """The picture of a file, ready to be painted; files are read while everything is made ahead, never later.

        Whatever lies there is somebody's: a name that leads elsewhere, what is no picture or too large has none.
        """
        folder = self.rules.pictures
        if folder is None or not name:
            return None
        if name not in self._pictures and self._reads:
            inside = name == Path(name).name and (folder / name).resolve().parent == folder.resolve()
            self._pictures[name] = read_picture(folder / name, PICTURE_PX, PICTURE_PX) if inside else None
        return self._pictures.get(name)

    def levels(self) -> tuple[int, ...]:
        """The price levels that any article has a price for."""
        if self._levels is None:
            used = {1}
            for article in self.catalogue.articles.values():
                used.update(i for i, price in enumerate(article.prices, 1) if price is not None)
            self._levels = tuple(sorted(used))
        return self._levels

    def search(self, words: str) -> list[Article]:
        """Articles that are sold here by number, scan code or parts of the name, the closest first."""
        wanted = words.casefold().split()
        if not wanted:
            return []
        index = self._searchable()
        exact = [a for _, a in index if words in (str(a.number), a.scan_code)]
        begins = [a for name, a in index if name.startswith(wanted[0]) and _has_all(name, wanted)]
        inside = [a for name, a in index if not name.startswith(wanted[0]) and _has_all(name, wanted)]
        found = dict.fromkeys(a.number for a in (*exact, *begins, *inside))
        return [self.catalogue.articles[number] for number in list(found)[:FOUND]]

    def scanned(self, code: str) -> list[Article]:
        """Articles that are sold here and have this code."""
        code = code.strip()
        return [article for _, article in self._searchable() if article.scan_code == code] if code else []

    def _searchable(self) -> list[tuple[str, Article]]:
        if self._index is None:
            sold = (a for a in self.catalogue.articles.values() if a.active and a.sold_in(self.unit))
            self._index = [(a.name.casefold(), a) for a in sold]
        return self._index


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

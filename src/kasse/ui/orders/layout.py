"""The touch layout: all cards of the house as tabs and tiles, made ahead when master data change, then only shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from kasse.domain.catalogue import Article, Catalogue, Levels, Menu
from kasse.ui.giving_way import GivingWay
from kasse.ui.slides import read_picture
from kasse.ui.theme.hues import HUES
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.tile_grid import FREE, Tile
from kasse.usecases.touch_layout import (
    ARRANGED,
    ReadyLayout,
    hue_of,
    make_ready,
    menus_of,
    price_label,
    priced_levels,
)

FOUND = 40
"""So many articles a search shows at most."""
_HUE_NAMES = frozenset(HUES["light"])
PICTURE_PX = 128
"""Pictures of articles are kept with so many pixels at most: enough for the largest screen."""


@dataclass(frozen=True, slots=True)
class KeyRules:
    """What the house has set about its article keys."""

    order: str = ARRANGED
    """arranged: as in the menu, name or number: sorted on each page, without free places."""
    prices: bool = True
    """Whether the price stands on them."""
    pictures: Path | None = None
    """Where their pictures lie; None: there are none on them."""


AS_ARRANGED = KeyRules()


class Layout:
    """The cards of one catalogue for one accounting unit.

    `ready`: cards and the faces of all keys, made ahead; a tile is put together from it when its page is first shown, which is
    a matter of picking up texts. Without it the texts are made then, too.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        unit: int = 0,
        rules: KeyRules = AS_ARRANGED,
        ready: ReadyLayout | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.unit = unit
        self.rules = rules
        self.menus = menus_of(catalogue, unit, rules.order) if ready is None else ready.menus
        self._keys = {} if ready is None else ready.keys
        self._places = {} if ready is None else {level: place for place, level in enumerate(ready.levels)}
        self._tabs: dict[int, tuple[Tab, ...]] = {}
        self._pages: dict[tuple[int, int, Levels], tuple[Tile, ...]] = {}
        self._tiles: dict[tuple[int, int], Tile] = {}
        self._index: list[tuple[str, Article]] | None = None
        self._levels: tuple[int, ...] | None = None
        self._pictures: dict[str, QImage | None] = {}

    def read_ahead(self) -> Layout:
        """Read the pictures and prepare the search; on a lane, before it is shown."""
        if self.rules.pictures is not None:
            self._read_pictures(self.rules.pictures)
        self._searchable()
        self.levels()
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
            label, price, hue = self._face(article, level)
            made = self._tiles[article.number, level] = Tile(
                article.number,
                label,
                price,
                hue if hue in _HUE_NAMES else "Petrol",
                picture=self._pictures.get(article.picture),
            )
        return made

    def _face(self, article: Article, level: int) -> tuple[str, str, str]:
        """Label, price and hue of a key."""
        if level in self._places and (key := self._keys.get(article.number)):
            label, hue, prices = key
            return label, prices[self._places[level]], hue
        price = price_label(article, level, fill=self.catalogue.fills_levels) if self.rules.prices else ""
        return article.label, price, hue_of(self.catalogue, article)

    def _read_pictures(self, folder: Path) -> None:
        """Read the pictures of all that is sold here, ready to be painted; they are read now and never later.

        Whatever lies there is somebody's: a name that leads elsewhere, what is no picture or too large has none.
        """
        give_way = GivingWay()
        for _, article in self._searchable():
            if (name := article.picture) and name not in self._pictures:
                inside = name == Path(name).name and (folder / name).resolve().parent == folder.resolve()
                self._pictures[name] = read_picture(folder / name, PICTURE_PX, PICTURE_PX) if inside else None
                give_way()

    def levels(self) -> tuple[int, ...]:
        """The price levels that any article has a price for."""
        if self._levels is None:
            self._levels = priced_levels(self.catalogue)
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


def made_ahead(catalogue: Catalogue, unit: int, rules: KeyRules, levels: Sequence[int]) -> Layout:
    """A layout with everything that can be shown at these price levels; on a lane, to which it gives way."""
    ready = make_ready(
        catalogue, levels, unit=unit, order=rules.order, prices=rules.prices, give_way=GivingWay()
    )
    return Layout(catalogue, unit, rules, ready).read_ahead()

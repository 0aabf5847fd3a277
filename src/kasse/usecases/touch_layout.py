"""The touch layout without its pixels: cards as they are sold from, and what stands on each key at each price level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kasse.domain.catalogue import Article, Catalogue, Menu, MenuSection
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.sheets.cells import collation

ARRANGED = "arranged"
"""The order of keys as the menu has them."""
PORTION = 20
"""Articles whose keys are made at a time; whoever makes them gives way in between."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything that a layout depends on. Two tills with the same wish have the same layout."""

    version: int
    """Of the master data; 0: they are not from the books."""
    priced_on: str
    """The day from which the latest planned prices in force hold, as ISO date; empty: none are in force."""
    unit: int
    """The accounting unit that sells; 0: all of them."""
    order: str = ARRANGED
    """arranged: as in the menu, name or number: sorted on each page, without free places."""
    prices: bool = True
    """Whether the price stands on the keys."""
    fills_levels: bool = True
    take_away_level: int = 0

    @property
    def text(self) -> str:
        """The wish in one line, under which its layout is kept."""
        flags = f"prices={int(self.prices)} fills={int(self.fills_levels)} away={self.take_away_level}"
        return f"version={self.version} priced={self.priced_on} unit={self.unit} order={self.order} {flags}"


ReadyKey = tuple[str, str, tuple[str, ...]]
"""What stands on an article's key: its label, the name of its hue, its prices by the levels of the layout (empty texts where
it shows none). Whoever paints has a hue for names that he does not know.

Plain tuples of texts, since Python's collector looks at each of these once and never again. Of objects there would be
thousands in every large layout, and looking through them holds up a tap.
"""


@dataclass(frozen=True, slots=True)
class ReadyLayout:
    """A layout that somebody made: cards, the levels it has prices for, and the keys of all that is sold."""

    menus: tuple[Menu, ...]
    levels: tuple[int, ...]
    keys: Mapping[int, ReadyKey]


def wish_of(master: Master, catalogue: Catalogue, day: date, unit: int, *, order: str, prices: bool) -> Wish:
    """The wish of a till. `catalogue`: what it sells by its settings on its business date, which is `day`."""
    due = max((p.valid_from for p in master.catalogue.planned if p.valid_from <= day), default=None)
    return Wish(
        master.version,
        "" if due is None else due.isoformat(),
        unit,
        order,
        prices,
        catalogue.fills_levels,
        catalogue.take_away_level,
    )


def make_ready(
    catalogue: Catalogue,
    levels: Sequence[int],
    *,
    unit: int = 0,
    order: str = ARRANGED,
    prices: bool = True,
    give_way: Callable[[], object] = lambda: None,
) -> ReadyLayout:
    """Make the cards of a unit with the keys of all that it sells at these levels. `give_way` is called between portions."""
    none = ("",) * len(levels)
    keys: dict[int, ReadyKey] = {}
    for article in catalogue.articles.values():
        if article.active and article.sold_in(unit):
            texts = _prices(article, levels, fill=catalogue.fills_levels) if prices else none
            keys[article.number] = (article.label, hue_of(catalogue, article), texts)
            if len(keys) % PORTION == 0:
                give_way()
    return ReadyLayout(menus_of(catalogue, unit, order), tuple(levels), keys)


def _prices(article: Article, levels: Iterable[int], *, fill: bool) -> tuple[str, ...]:
    return tuple([price_label(article, level, fill=fill) for level in levels])


def levels_of(master: Master, catalogue: Catalogue) -> tuple[int, ...]:
    """The price levels that anything in the house is sold at."""
    used = {menu.price_level for menu in catalogue.menus} | set(priced_levels(catalogue))
    used |= {operator.price_level for operator in master.staff.operators.values()}
    used |= {terminal.price_level for terminal in master.house.terminals.values()}
    used |= {article.price_level for article in catalogue.articles.values()} | {catalogue.take_away_level}
    return tuple(sorted(used - {0}))


def priced_levels(catalogue: Catalogue) -> tuple[int, ...]:
    """The price levels that any article has a price for, and the first."""
    used = {1}
    for article in catalogue.articles.values():
        used.update(i for i, price in enumerate(article.prices, 1) if price is not None)
    return tuple(sorted(used))


def hue_of(catalogue: Catalogue, article: Article) -> str:
    """The hue of an article's key: its own, else that of its group."""
    return article.hue or catalogue.groups[article.group].hue


def price_label(article: Article, level: int, *, fill: bool = True) -> str:
    """What the key says of the price; nothing where it is asked for or where there is none."""
    if article.open_price or article.function is not None:
        return ""
    try:
        price = article.price(level, fill=fill)
    except Refused:
        return ""
    return f"{price}/kg" if article.by_weight else str(price)


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


def menus_of(catalogue: Catalogue, unit: int = 0, order: str = ARRANGED) -> tuple[Menu, ...]:
    """The cards as an accounting unit sells from them: what it does not sell closes up, empty pages and cards are left
    out. Where no card is left, one that has a page for each product group.
    """
    sold = {a.number for a in catalogue.articles.values() if a.active and a.sold_in(unit)}
    menus = [replace(menu, sections=tuple(_sold(menu.sections, sold))) for menu in catalogue.menus]
    found = tuple(menu for menu in menus if menu.sections) or (_everything(catalogue, sold),)
    if order == ARRANGED:
        return found
    return tuple(
        replace(menu, sections=tuple(_sorted(catalogue, section, order) for section in menu.sections))
        for menu in found
    )


def _sorted(catalogue: Catalogue, section: MenuSection, order: str) -> MenuSection:
    return replace(section, articles=in_order(catalogue, filter(None, section.articles), order))


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

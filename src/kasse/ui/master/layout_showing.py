"""From an arrangement to what its editor shows: keys, what is in the hand, and why a tool is off."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.catalogue import Catalogue, Levels
from kasse.ui.master.layout_model import Arrangement, Spot
from kasse.ui.master.layout_view import Hand
from kasse.ui.orders.layout import Layout
from kasse.ui.widgets.text import SOFT_HYPHEN
from kasse.ui.widgets.tile_grid import Tile

DOT = "·"
"""Shows a soft hyphen where it is typed."""
NO_PAGE = "Bitte zuerst eine Seite anlegen."
NO_KEY = "Bitte zuerst einen Artikel antippen."
PAGE_NEEDED = (
    "add",
    "take",
    "text",
    "hue",
    "widen",
    "close",
    "rename",
    "page_hue",
    "left",
    "right",
    "drop",
)


def dressed(catalogue: Catalogue, before: Arrangement, after: Arrangement) -> Catalogue:
    """What is sold, with the looks that keys were given from one arrangement to the other."""
    articles = dict(catalogue.articles)
    for number, look in after.looks.items():
        if look != before.looks.get(number) and number in articles:
            articles[number] = replace(articles[number], button_text=look.text, hue=look.hue)
    return replace(catalogue, articles=articles)


def tiles_of(arrangement: Arrangement, page: int, catalogue: Catalogue, room: int) -> list[Tile]:
    """The keys of a page with all its free places, for a screen that has room for so many."""
    if not arrangement.pages:
        return []
    layout, level = Layout(catalogue), Levels(0, arrangement.menu.price_level)
    tiles = []
    for place, number in enumerate(arrangement.pages[page].articles):
        article = catalogue.articles.get(number)
        if article is None:
            tiles.append(Tile(place, f"Artikel {number}" if number else ""))
        else:
            tile = replace(layout.tile(article, level), key=place)
            tiles.append(tile if article.active else replace(tile, price="weggeräumt"))
    per_page = room if len(tiles) <= room else max(1, room - 1)
    whole = -(-max(1, len(tiles)) // per_page) * per_page
    return [*tiles, *(Tile(place, "") for place in range(len(tiles), whole))]


def hand_of(arrangement: Arrangement, page: int, chosen: Spot | None, catalogue: Catalogue) -> Hand:
    """What is chosen, else the page, in words."""
    number = arrangement.at(chosen) if chosen is not None else 0
    article = catalogue.articles.get(number)
    if article is not None:
        group = catalogue.groups.get(article.group)
        colour = article.hue or (group.name if group else "")
        text = article.label.replace(SOFT_HYPHEN, DOT)
        return Hand(text, f"Nr. {article.number} · {colour}")
    if chosen is not None:
        return Hand("Freier Platz", "Hierher kommt der nächste Artikel.")
    if not arrangement.pages:
        return Hand("Keine Seite", NO_PAGE)
    section = arrangement.pages[page]
    count = sum(1 for number in section.articles if number)
    return Hand(section.name, f"{count} Artikel{f' · {section.hue}' if section.hue else ''}")


def why_off(arrangement: Arrangement, page: int, chosen: Spot | None) -> dict[str, str]:
    """Which tools are off, and why."""
    if not arrangement.pages:
        return dict.fromkeys(PAGE_NEEDED, NO_PAGE)
    off: dict[str, str] = {}
    if chosen is None or not arrangement.at(chosen):
        off |= dict.fromkeys(("take", "text", "hue", "widen"), NO_KEY)
    if chosen is None or arrangement.at(chosen):
        off["close"] = "Bitte zuerst einen freien Platz antippen; was dahinter liegt, rückt nach."
    if page == 0:
        off["left"] = "Die Seite steht schon ganz links."
    if page == len(arrangement.pages) - 1:
        off["right"] = "Die Seite steht schon ganz rechts."
    return off

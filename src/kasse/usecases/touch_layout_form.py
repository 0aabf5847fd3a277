"""The form in which a touch layout is kept between programs: JSON in small parts, trusted by nobody who reads it.

The first part is the head:

    {"form": 1, "parts": 3, "levels": [1, 2], "menus": [[NUMBER, NAME, PRICE LEVEL, [[PAGE, HUE, [ARTICLE, …]], …]], …]}

An article 0 is a free place. Each further part holds keys of articles, with a price for each of the levels:

    [[ARTICLE, LABEL, HUE, [PRICE, …]], …]

Parts are small, because whoever reads one holds up everybody else in his program for as long as that takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from kasse.domain.catalogue import LEVELS, Catalogue, Menu, MenuSection
from kasse.usecases.touch_layout import ReadyKey, ReadyLayout

FORM = 1
PORTION = 100
"""Keys in a part."""
T = TypeVar("T", int, str)


class LayoutError(Exception):
    """What is there is no layout of this form, or none of this catalogue."""


def as_parts(layout: ReadyLayout) -> list[str]:
    """The head, and the keys in portions."""
    keys = list(layout.keys.items())
    portions = [keys[at : at + PORTION] for at in range(0, len(keys), PORTION)]
    head = {
        "form": FORM,
        "parts": len(portions),
        "levels": layout.levels,
        "menus": [
            [menu.number, menu.name, menu.price_level, [[s.name, s.hue, s.articles] for s in menu.sections]]
            for menu in layout.menus
        ],
    }
    bodies = [[[number, *key] for number, key in portion] for portion in portions]
    return [_text(head), *(_text(body) for body in bodies)]


def from_parts(
    parts: Sequence[str], catalogue: Catalogue, give_way: Callable[[], object] = lambda: None
) -> ReadyLayout:
    """The layout, if all of it is there and speaks of articles that the catalogue has. `give_way`: between parts.

    Raises:
        LayoutError: it is not; nothing of it may be used.
    """
    try:
        head = json.loads(parts[0])
        if head["form"] != FORM or head["parts"] != len(parts) - 1:
            raise LayoutError(
                f"form {head['form']}, {head['parts']} parts of which {len(parts) - 1} are there"
            )
        levels = tuple(_all(int, head["levels"]))
        if not levels or not all(1 <= level <= LEVELS for level in levels):
            raise LayoutError(f"levels {levels}")
        menus = tuple(_menu(menu, catalogue) for menu in head["menus"])
        if not menus:
            raise LayoutError("no menu")
        keys: dict[int, ReadyKey] = {}
        for part in parts[1:]:
            give_way()
            for number, label, hue, prices in json.loads(part):
                texts = tuple(_all(str, prices))
                if len(texts) != len(levels):
                    raise LayoutError(f"{len(texts)} prices of article {number}")
                keys[_article(number, catalogue)] = (_a(str, label), _a(str, hue), texts)
        for menu in menus:
            for section in menu.sections:
                if any(number and number not in keys for number in section.articles):
                    raise LayoutError(f"a key is missing on the page {section.name!r}")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise LayoutError(f"{type(error).__name__}: {error}") from error
    return ReadyLayout(menus, levels, keys)


def _menu(found: Any, catalogue: Catalogue) -> Menu:
    number, name, level, pages = found
    if not 1 <= _a(int, level) <= LEVELS:
        raise LayoutError(f"level {level}")
    sections = []
    for page, hue, articles in pages:
        placed = tuple(number and _article(number, catalogue) for number in _all(int, articles))
        sections.append(MenuSection(_a(str, page), placed, _a(str, hue)))
    return Menu(_a(int, number), _a(str, name), tuple(sections), level)


def _article(number: Any, catalogue: Catalogue) -> int:
    if _a(int, number) not in catalogue.articles:
        raise LayoutError(f"no article {number}")
    return int(number)


def _all(kind: type[T], values: Any) -> list[T]:
    if not isinstance(values, list):
        raise LayoutError(f"{type(values).__name__} instead of a list")
    return [_a(kind, value) for value in values]


def _a(kind: type[T], value: Any) -> T:
    if type(value) is not kind:
        raise LayoutError(f"{type(value).__name__} instead of {kind.__name__}")
    return value


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

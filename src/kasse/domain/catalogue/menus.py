"""Menus (Karten): what the order screen shows, in sections, in the order that the house wants."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A subdivision of a menu: one tab of article keys, in the order of their places."""

    name: str
    articles: tuple[int, ...]
    """Numbers of articles; 0 leaves a place free."""
    hue: str = ""
    """Own colour of the tab; empty: none."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A card such as lunch, evening or bar. `price_level` is the level that it sells at unless told otherwise."""

    number: int
    name: str
    sections: tuple[MenuSection, ...]
    price_level: int = 1

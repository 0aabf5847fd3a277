"""Making the touch layouts that the tills of a house will want, ahead and in another program than theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kasse.domain.catalogue import Catalogue
from kasse.domain.master import Master
from kasse.ports.touch_layouts import LayoutShelf
from kasse.settings import Settings
from kasse.settings.declared.ordering import (
    ARTICLE_ORDER,
    FILL_PRICE_LEVELS,
    PRICE_ON_KEYS,
    TAKE_AWAY_LEVEL,
)
from kasse.settings.declared.touch_layout import LAYOUT_FROM_WATCH
from kasse.settings.names import Names
from kasse.usecases.till import sold_on
from kasse.usecases.touch_layout import Wish, levels_of, make_ready, wish_of
from kasse.usecases.touch_layout_form import as_parts


class SharedBooks(Protocol):
    """What is asked of the books; see `Books`."""

    def master(self) -> Master:
        """Master data as they are now."""

    def master_version(self) -> int:
        """How often they were changed."""

    def settings(self) -> Mapping[tuple[str, str], str]:
        """All stored texts by scope and key."""

    def business_dates(self) -> Mapping[int, date]:
        """The day of each terminal that was ever opened."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the books came to."""

    version: int
    tills: int
    """Tills that take their layouts from here; 0: the setting is off, or no till was opened yet."""
    made: int
    """Layouts that were made in this round."""
    ready: int
    """Layouts that lie ready after it."""


class LayoutWatch:
    """Looks at the books and lays ready what is missing. It remembers the master data that it has read."""

    def __init__(self, books: SharedBooks, shelf: LayoutShelf) -> None:
        self._books = books
        self._shelf = shelf
        self._master: Master | None = None
        self._fresh = True
        """Nothing of what lies there was made by this program, so it may be of another version."""

    def look(self) -> Round:
        """One round.

        Raises:
            BooksError: the books do not answer; the next round begins where this one did.
        """
        master = self._master
        if master is None or master.version != self._books.master_version():
            master = self._master = self._books.master()
        wanted, tills = _wanted(master, self._books.settings(), self._books.business_dates())
        lying = set() if self._fresh else set(self._shelf.wishes())
        missing = {wish: catalogue for wish, catalogue in wanted.items() if wish.text not in lying}
        texts = [wish.text for wish in wanted]
        if missing or self._fresh or lying - set(texts):
            made = {wish.text: _made(wish, master, sold) for wish, sold in missing.items()}
            self._shelf.put(made, keep=texts)
        self._fresh = False
        return Round(master.version, tills, len(missing), len(wanted))


def _wanted(
    master: Master, stored: Mapping[tuple[str, str], str], days: Mapping[int, date]
) -> tuple[Mapping[Wish, Catalogue], int]:
    """Every layout that a till of the house wants, with what it is made of; and how many tills that are."""
    wanted: dict[Wish, Catalogue] = {}
    names, tills = Names(_always(master)), 0
    for terminal in master.house.terminals.values():
        settings = Settings(stored, terminal.number, names=names)
        day = days.get(terminal.number)
        if not terminal.active or day is None or not settings[LAYOUT_FROM_WATCH]:
            continue
        tills += 1
        sold = sold_on(master.catalogue, day, settings[FILL_PRICE_LEVELS], settings[TAKE_AWAY_LEVEL] or 0)
        order, prices = settings[ARTICLE_ORDER], settings[PRICE_ON_KEYS]
        wanted[wish_of(master, sold, day, terminal.unit, order=order, prices=prices)] = sold
    return wanted, tills


def _made(wish: Wish, master: Master, sold: Catalogue) -> Sequence[str]:
    levels = levels_of(master, sold)
    return as_parts(make_ready(sold, levels, unit=wish.unit, order=wish.order, prices=wish.prices))


def _always(master: Master) -> Callable[[], Master]:
    return lambda: master

"""What is seen of each sheet's list: what was searched for, filtered, sorted, which columns, which rows are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kasse.domain.master import Master
from kasse.sheets import Column, Key, Sheet
from kasse.sheets.listing import Listing, State, Wanted, chosen_columns
from kasse.ui.giving_way import GivingWay


@dataclass
class Sight:
    """How somebody looks at one list."""

    only: dict[str, frozenset[str]] = field(default_factory=dict)
    """By key of a column: the texts of which a row has to show one."""
    state: State = State.ACTIVE
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    marked: set[Key] = field(default_factory=set)

    def wanted(self, query: str) -> Wanted:
        """What of the list is to be seen."""
        return Wanted(query, self.only, self.state, self.sort, self.descending)

    def sort_by(self, key: str) -> None:
        """Up, then down, then as the house has it."""
        if self.sort != key:
            self.sort, self.descending = key, False
        elif not self.descending:
            self.descending = True
        else:
            self.sort, self.descending = "", False

    def toggle(self, state: State) -> None:
        """Show rows in use, or those put away, or both; never none."""
        other = State.PUT_AWAY if state is State.ACTIVE else State.ACTIVE
        if self.state is State.ALL:
            self.state = other
        elif self.state is not state:
            self.state = State.ALL


class Lists:
    """The lists of all sheets over the master data as they are now. A list is made when it is first looked at."""

    def __init__(self, master: Master, sights: dict[str, Sight] | None = None) -> None:
        self._master = master
        self._listings: dict[str, tuple[Master, Listing[Any]]] = {}
        self._sights = {} if sights is None else sights

    def renew(self, master: Master) -> bool:
        """The master data may be others now; False: they are the same."""
        if master is self._master:
            return False
        self._master = master
        return True

    def listing(self, sheet: Sheet[Any]) -> Listing[Any]:
        """The list of a sheet."""
        made_from, found = self._listings.get(sheet.key, (None, None))
        if found is None or made_from is not self._master:
            found = Listing(sheet, self._master, found)
            self._listings[sheet.key] = (self._master, found)
        return found

    def is_ready(self, sheets: Sequence[Sheet[Any]]) -> bool:
        """Whether all of these lists were made from the master data as they are now."""
        return all(self._listings.get(sheet.key, (None,))[0] is self._master for sheet in sheets)

    def take(self, made: Mapping[str, Listing[Any]], master: Master) -> None:
        """Take over lists that were made behind the screen, unless the master data are others by now."""
        if master is self._master:
            self._listings.update({key: (master, listing) for key, listing in made.items()})

    def sight(self, sheet: Sheet[Any]) -> Sight:
        """How that list is looked at."""
        return self._sights.setdefault(sheet.key, Sight())

    def found(self, sheet: Sheet[Any], query: str) -> Sequence[Any]:
        """The rows of a sheet that are to be seen."""
        return self.listing(sheet).find(self.sight(sheet).wanted(query))

    def columns(self, sheet: Sheet[Any]) -> Sequence[Column[Any, Any]]:
        """The columns that are to be seen."""
        return chosen_columns(sheet, self.sight(sheet).columns)

    def marked_rows(self, sheet: Sheet[Any]) -> list[Any]:
        """The rows that are marked, seen or not, in the order of the house."""
        marked = self.sight(sheet).marked
        return [row for row in self.listing(sheet).rows if sheet.key_of(row) in marked]


def prepared(sheets: Sequence[Sheet[Any]], master: Master) -> dict[str, Listing[Any]]:
    """Lists that are ready to be searched. Takes a moment, so not on the screen's lane, to which it gives way."""
    give_way = GivingWay()
    made = {}
    for sheet in sheets:
        made[sheet.key] = Listing(sheet, master)
        made[sheet.key].prepare(give_way)
    return made

"""What a sheet is: one kind of master data with its columns, declared once.

List, form, search, import, export, history and the journal's words are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kasse.domain.master import Master
from kasse.domain.staff import Right
from kasse.settings.kinds import Choice, Kind, Maybe, Several, Switch

R = TypeVar("R")
V = TypeVar("V")
Key = int | str
"""By which a row is known: its number, its code or its name."""
SINGLE: Key = 1
"""The key of the only row of a sheet that has but one."""


@dataclass(frozen=True, slots=True, eq=False)
class Column(Generic[R, V]):
    """One fact of a row. `label` and `help` are German; `kind` says what it may be and how it is typed."""

    key: str
    """Heads the column in files; never used for another meaning."""
    kind: Kind[V]
    label: str
    help: str
    get: Callable[[R], V]
    put: Callable[[R, V], R] | None = None
    """The row with another value; None: the fact is only shown."""
    group: str = ""
    """Heading under which the form shows it; empty: at the top."""
    words: tuple[str, ...] = ()
    """By which it is found besides its label."""
    stored: str = ""
    """Its name in the journal's words of a change; empty: as `key`."""
    shown: bool = False
    """Stands in the list unless somebody chose otherwise."""
    together: bool = True
    """Can be given to several rows at once."""
    in_files: bool = True
    """Goes into files and comes from them."""

    def text(self, row: R) -> str:
        """The value as it stands in files: where there is a choice by its German name. `typed` reads it again."""
        return spelt(self.kind, self.get(row))

    def show(self, row: R) -> str:
        """The value in German words."""
        return self.kind.show(self.get(row))

    def typed(self, row: R, text: str) -> R:
        """The row with what was typed.

        Raises:
            Refused: it does not fit; the German text says what would.
            ValueError: the column is only shown.
        """
        if self.put is None:
            raise ValueError(f"{self.key} is only shown")
        return self.put(row, self.kind.read(text))


@dataclass(frozen=True, slots=True, eq=False)
class Sheet(Generic[R]):
    """One kind of master data. Rows are immutable values of the domain."""

    key: str
    label: str
    """German, of many: "Artikel"."""
    one: str
    """German, of one, as the subject of a sentence: "Der Artikel"."""
    page: str
    """The heading under which the tree shows it: "Speisekarte"."""
    help: str
    table: str
    """Its name in the journal's words of a change."""
    columns: tuple[Column[R, Any], ...]
    """The first one is the key; a single row has none. See `key_changes`."""
    rows: Callable[[Master], Mapping[Any, R]]
    with_rows: Callable[[Master, Mapping[Any, R]], Master]
    title: Callable[[R], str]
    """What a row is called."""
    blank: Callable[[Master], R] | None
    """A new row with the next free number; None: nobody makes new ones."""
    renamed: Callable[[R, Key], R]
    """A copy of a row under another key."""
    is_active: Callable[[R], bool] = lambda _row: True
    put_away: Callable[[R, bool], R] | None = None
    """The row as no longer used (False), or used again (True); None: this kind is deleted instead."""
    single: bool = False
    """There is exactly one row, under the key `SINGLE`: it is only changed."""
    key_changes: bool = False
    """A row that was never booked may get another key; without it, only a new one may."""
    right: Right = Right.MASTER_DATA
    words: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    """Names that it has in files of other tills."""

    def key_of(self, row: R) -> Key:
        """By which the row is known."""
        key: Key = SINGLE if self.single else self.columns[0].get(row)
        return key

    def column(self, key: str) -> Column[R, Any]:
        """The column with this key.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a state of the master data must not be: which row, which column, and a German sentence."""

    sheet: str
    row: Key
    column: str
    text: str


def spelt(kind: Kind[Any], value: Any) -> str:
    """A value as a text that its kind reads again and that a person understands in a file."""
    if isinstance(kind, Choice | Several):
        return kind.show(value)
    if isinstance(kind, Switch):
        return "ja" if value else "nein"
    if isinstance(kind, Maybe):
        return "" if value is None else spelt(kind.kind, value)
    return kind.write(value)


def next_free(taken: Mapping[int, object], start: int | None = None) -> int:
    """The lowest number from `start` on that is not taken; without it, above the lowest that is."""
    number = min(taken, default=1) if start is None else start
    while number in taken:
        number += 1
    return number

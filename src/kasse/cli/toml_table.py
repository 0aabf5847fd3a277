"""Reading one table of a TOML file field by field; what is wrong is noted with its line, and reading goes on.

A reader gives back a harmless value for a field with a fault, so that one look finds all faults of a file. Whoever
reads must raise the noted problems in the end and not use what was read.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from kasse.cli.toml_source import FileRefused, Problem, TomlSource, Where
from kasse.domain.money import ZERO, Money
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.settings.kinds import Percent

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

LARGEST = 10**9
"""Whole numbers beyond this are slips of the finger."""
_PERCENT = Percent(high=999_00)


def gist(word: str, known: Iterable[str]) -> str:
    """A hint at what may have been meant; empty if nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f" Gemeint ist vielleicht „{near[0]}“." if near else ""


class Table:
    """One table (or the whole document) while it is being read."""

    def __init__(
        self, source: TomlSource, data: Mapping[str, Any], problems: list[Problem], *where: str | int
    ) -> None:
        self._source = source
        self._data = data
        self._problems = problems
        self.where: Where = where
        self._known: set[str] = set()

    @property
    def faulty(self) -> bool:
        """Whether anything in the file has been found wrong so far."""
        return bool(self._problems)

    def wrong(self, text: str, *key: str | int) -> None:
        """Note what is wrong with a field, or with the table itself."""
        self._problems.append(self._source.problem(text, *self.where, *key))

    def raise_problems(self) -> None:
        """Refuse the file if anything was wrong.

        Raises:
            FileRefused: with every problem noted.
        """
        if self._problems:
            raise FileRefused(self._problems)

    def has(self, key: str) -> bool:
        """Whether the field is there; it counts as known from now on."""
        self._known.add(key)
        return key in self._data

    def raw(self, key: str) -> Any:
        """The value as it stands, None if it is missing."""
        return self._data[key] if self.has(key) else None

    def end(self) -> None:
        """Note every field that nobody asked for."""
        for key in self._data:
            if key not in self._known:
                self.wrong(f"Ein Feld „{key}“ gibt es hier nicht.{gist(key, self._known)}", key)

    def _get(self, key: str, default: T | None, blank: T, what: str, read: Callable[[Any], T | None]) -> T:
        value = self.raw(key)
        if value is None:
            if default is None:
                self.wrong(f"Es fehlt „{key}“ ({what}).")
                return blank
            return default
        try:
            found = read(value)
        except Refused as refusal:
            self.wrong(f"„{key}“: {refusal}", key)
            return blank
        if found is None:
            self.wrong(f"„{key}“ muss {what} sein.", key)
            return blank
        return found

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required without `default`."""
        return self._get(key, default, "", "ein Text", as_text)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """true or false."""
        return self._get(
            key, default, default, "true oder false", lambda v: v if isinstance(v, bool) else None
        )

    def number(self, key: str, default: int | None = None, *, least: int = 0, most: int = LARGEST) -> int:
        """A whole number from `least` to `most`; required without `default`."""
        return self._get(
            key, default, least, f"eine ganze Zahl von {least} bis {most}",
            lambda v: v if as_whole(v) is not None and least <= v <= most else None,
        )  # fmt: skip

    def money(self, key: str, default: Money | None = None) -> Money:
        """An amount: "12,50", or a whole number of euros; required without `default`."""
        return self._get(key, default, ZERO, 'ein Betrag in Anführungszeichen wie "12,50"', as_money)

    def quantity(self, key: str, default: Quantity | None = None) -> Quantity:
        """A quantity: "0,5", "1/3", or a whole number; required without `default`."""
        return self._get(key, default, ONE, 'eine Menge wie 2 oder "0,5"', as_quantity)

    def percent(self, key: str) -> int:
        """Basis points from "12,5", or from a whole number of percents; required."""
        return self._get(key, None, 0, 'ein Prozentsatz wie 30 oder "12,5"', as_percent)

    def day(self, key: str) -> date:
        """A date as TOML writes it, 2027-01-31; required."""
        return self._get(key, None, date(2020, 1, 1), "ein Datum wie 2027-01-31", as_day)

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One of the words of an enumeration; required without `default`."""
        words = [member.value for member in kind]
        return self._get(
            key, default, next(iter(kind)), "eines von " + ", ".join(words),
            lambda v: kind(v) if v in words else None,
        )  # fmt: skip

    def numbers(self, key: str, default: tuple[int, ...] | None = None) -> tuple[int, ...]:
        """A list of whole numbers; required without `default`."""
        return self._get(key, default, (), "eine Liste ganzer Zahlen", lambda v: as_all(v, as_whole))

    def moneys(self, key: str, default: tuple[Money, ...] | None = None) -> tuple[Money, ...]:
        """A list of sums as texts; required without `default`."""
        return self._get(
            key, default, (), 'eine Liste von Beträgen wie ["2,00", "5,00"]', lambda v: as_all(v, as_money)
        )

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts; required without `default`."""
        return self._get(key, default, (), "eine Liste von Texten", lambda v: as_all(v, as_text))

    def table(self, key: str) -> Table:
        """A table inside this one; an empty one if it is missing or something else."""
        value = self.raw(key)
        if value is not None and not isinstance(value, Mapping):
            self.wrong(f"„{key}“ muss eine Tabelle sein.", key)
        inner = value if isinstance(value, Mapping) else {}
        return Table(self._source, inner, self._problems, *self.where, key)

    def tables(self, key: str) -> list[Table]:
        """The tables of an array, none if it is missing."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            self.wrong(f"„{key}“ muss eine Liste von Tabellen sein.", key)
            return []
        return [
            Table(self._source, each, self._problems, *self.where, key, index)
            for index, each in enumerate(value)
        ]

    def one_of(self, key: str, value: T, known: Collection[T], what: str) -> None:
        """Note a reference to something that there is not."""
        if value not in known:
            self.wrong(f"{what} {value} gibt es nicht.", key)


def as_text(value: object) -> str | None:
    """A text, or None."""
    return value if isinstance(value, str) else None


def as_whole(value: object) -> int | None:
    """A whole number, or None; true and false are none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_money(value: object) -> Money | None:
    """An amount from a text or from whole euros, or None. Refused: a text that is no amount."""
    whole = as_whole(value)
    if whole is not None:
        return Money(whole * 100) if abs(whole) < LARGEST else None
    return Money.parse(value) if isinstance(value, str) else None


def as_quantity(value: object) -> Quantity | None:
    """A quantity from a text or a whole number, or None. Refused: a text that is no quantity."""
    whole = as_whole(value)
    if whole is not None:
        return Quantity.of(whole) if abs(whole) < LARGEST else None
    return Quantity.parse(value) if isinstance(value, str) else None


def as_percent(value: object) -> int | None:
    """Basis points from a text or a whole number of percents, or None. Refused: a text that is no percentage."""
    whole = as_whole(value)
    text = value if whole is None else str(whole)
    return _PERCENT.read(text) if isinstance(text, str) else None


def as_day(value: object) -> date | None:
    """A date without a time, or None."""
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def as_all(value: object, read: Callable[[object], T | None]) -> tuple[T, ...] | None:
    """Every element of a list, or None if it is no list or one element does not fit."""
    if not isinstance(value, list):
        return None
    found = [read(each) for each in value]
    return tuple(each for each in found if each is not None) if None not in found else None


def by_number(rows: Iterable[tuple[Table, int, T]], what: str) -> dict[int, T]:
    """Values by their number, each with the table that it was read from; a number that comes twice is noted."""
    found: dict[int, T] = {}
    for table, number, value in rows:
        if number in found:
            table.wrong(f"{what} {number} gibt es zweimal.", "number")
        found[number] = value
        table.end()
    return found

"""Short ways to declare columns: each gets and puts one field of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Any

from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.settings.kinds import Amount, Choice, Kind, Maybe, NumberOf, NumbersOf, Ranges, Referred, Switch
from kasse.sheets import words
from kasse.sheets.model import Column

MOST = 99_999_99
"""Cents of the highest price."""


def fact(field: str, kind: Kind[Any], label: str, help: str, **more: Any) -> Column[Any, Any]:  # noqa: A002
    """The value of a field as it is."""
    return column(field, kind, label, help, attrgetter(field), _setter(field), **more)


def column(
    key: str,
    kind: Kind[Any],
    label: str,
    help: str,  # noqa: A002
    get: Callable[[Any], Any],
    put: Callable[[Any, Any], Any] | None,
    **more: Any,
) -> Column[Any, Any]:
    """A column with functions of its own."""
    return Column(key, kind, label, help, get, put, **more)


def head(kind: Kind[Any], label: str, help: str, field: str = "number") -> Column[Any, Any]:  # noqa: A002
    """The key of a row."""
    return fact(field, kind, label, help, shown=True, together=False)


def switch(field: str, label: str, help: str, **more: Any) -> Column[Any, Any]:  # noqa: A002
    """On or off."""
    return fact(field, Switch(), label, help, **more)


def active(help: str) -> Column[Any, Any]:  # noqa: A002
    """Whether it is used at all."""
    return switch(
        "active", "In Gebrauch", help, words=("gesperrt", "inaktiv", "aktiv", "gelöscht", "ausblenden")
    )


def put_away(row: Any, used: bool) -> Any:
    """The row as used or no longer used."""
    return replace(row, active=used)


def of(field: str, referred: Referred, label: str, help: str, **more: Any) -> Column[Any, Any]:  # noqa: A002
    """The number of another row; 0 in the row stands for none."""
    return column(
        field,
        NumberOf(referred),
        label,
        help,
        lambda row: getattr(row, field) or None,
        lambda row, value: replace(row, **{field: value or 0}),
        **more,
    )


def several_of(field: str, referred: Referred, label: str, help: str, **more: Any) -> Column[Any, Any]:  # noqa: A002
    """Numbers of other rows in their order."""
    return fact(field, NumbersOf(referred), label, help, **more)


def choice(
    field: str,
    enum: type[StrEnum],
    options: Mapping[str, str],
    label: str,
    help: str,  # noqa: A002
    **more: Any,
) -> Column[Any, Any]:
    """One of the members of an enumeration."""
    return column(
        field,
        Choice(options),
        label,
        help,
        lambda row: getattr(row, field).value,
        lambda row, value: replace(row, **{field: enum(value)}),
        **more,
    )


def level(field: str, none: str, label: str, help: str, **more: Any) -> Column[Any, Any]:  # noqa: A002
    """A price level; 0 in the row stands for none."""
    return column(
        field,
        Choice(words.levels(none)),
        label,
        help,
        lambda row: str(getattr(row, field)),
        lambda row, value: replace(row, **{field: int(value)}),
        **more,
    )


def money(field: str, nothing: str, label: str, help: str, **more: Any) -> Column[Any, Any]:  # noqa: A002
    """A sum or nothing."""
    return column(
        field,
        Maybe(Amount(0, MOST), nothing),
        label,
        help,
        lambda row: None if getattr(row, field) is None else getattr(row, field).cents,
        lambda row, value: replace(row, **{field: None if value is None else Money(value)}),
        **more,
    )


def percents(field: str, label: str, help: str, **more: Any) -> Column[Any, Any]:  # noqa: A002
    """Whole percentages; none in the row stands for all of them."""
    kind = Ranges(0, 100, "%", most=101)
    return column(
        field,
        kind,
        label,
        help,
        lambda row: kind.read(",".join(map(str, getattr(row, field)))),
        lambda row, value: replace(row, **{field: tuple(value)}),
        **more,
    )


def part_of(section: str, field: str) -> dict[str, Any]:
    """Where the rows of a sheet lie in the master data, by number: its `rows` and `with_rows`."""

    def rows(master: Master) -> Mapping[Any, Any]:
        found: Mapping[Any, Any] = getattr(getattr(master, section), field)
        return found

    def with_rows(master: Master, changed: Mapping[Any, Any]) -> Master:
        # Codes and names stay in the order of the house.
        by_number = all(isinstance(key, int) for key in changed)
        ordered = dict(sorted(changed.items())) if by_number else dict(changed)
        return replace(master, **{section: replace(getattr(master, section), **{field: ordered})})

    return {"rows": rows, "with_rows": with_rows}


def renumbered(field: str = "number") -> Callable[[Any, Any], Any]:
    """What makes a copy of a row under another key."""
    return lambda row, key: replace(row, **{field: key})


def _setter(field: str) -> Callable[[Any, Any], Any]:
    return lambda row, value: replace(row, **{field: value})

"""Rows name other rows: those must be there, and what is still named cannot be deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from kasse.domain.master import Master
from kasse.sheets import declared
from kasse.sheets.model import Problem, Sheet
from kasse.sheets.rules.saying import called, wrong


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of `sheet` name rows of `target` in `column`; `names` are those that one row names."""

    sheet: Sheet[Any]
    column: str
    target: Sheet[Any]
    names: Callable[[Any], Iterable[Any]]
    needed: bool = False
    """Whether a row must name one."""


def _one(field: str) -> Callable[[Any], Iterable[Any]]:
    get = attrgetter(field)
    return lambda row: (get(row),)


REFERENCES = (
    Reference(declared.ARTICLES, "group", declared.PRODUCT_GROUPS, _one("group"), needed=True),
    Reference(declared.ARTICLES, "take_away_group", declared.PRODUCT_GROUPS, _one("take_away_group")),
    Reference(declared.ARTICLES, "side_groups", declared.SIDE_GROUPS, attrgetter("side_groups")),
    Reference(declared.ARTICLES, "units", declared.UNITS, attrgetter("units")),
    Reference(declared.ARTICLES, "agency", declared.AGENCIES, _one("agency")),
    Reference(declared.PRODUCT_GROUPS, "main_group", declared.MAIN_GROUPS, _one("main_group"), needed=True),
    Reference(declared.SIDE_GROUPS, "articles", declared.ARTICLES, attrgetter("articles")),
    Reference(
        declared.MENUS,
        "sections",
        declared.ARTICLES,
        lambda menu: [number for section in menu.sections for number in section.articles],
    ),
    Reference(declared.PLANNED_PRICES, "article", declared.ARTICLES, _one("article"), needed=True),
    Reference(declared.PLACES, "area", declared.AREAS, _one("area"), needed=True),
    Reference(declared.TERMINALS, "unit", declared.UNITS, _one("unit")),
    Reference(declared.TERMINALS, "receipt_printer", declared.PRINTERS, _one("receipt_printer")),
    Reference(declared.OPERATORS, "level", declared.PASSWORD_LEVELS, _one("level"), needed=True),
)
"""Everything in a house that names something else."""


def missing(before: Master, after: Master) -> Iterator[Problem]:
    """What rows name and the house has not, in rows that changed; and what is gone but still named elsewhere."""
    for reference in REFERENCES:
        rows, was = reference.sheet.rows(after), reference.sheet.rows(before)
        there, had = reference.target.rows(after), reference.target.rows(before)
        if rows is was and there is had:
            continue
        for key, row in rows.items():
            if was.get(key) is not row and was.get(key) != row:
                yield from _of_row(reference, row, there)
        gone = had.keys() - there.keys()
        if gone:
            yield from _still_named(reference, rows, was, {key: had[key] for key in gone})


def _of_row(reference: Reference, row: Any, there: Any) -> Iterator[Problem]:
    word = reference.target.one.partition(" ")
    for name in reference.names(row):
        if not name:
            if reference.needed:
                text = f"Bitte {_ACCUSATIVE[word[0]]} {word[2]} wählen."
                yield wrong(reference.sheet, row, reference.column, text)
        elif name not in there:
            shown = f"„{name}“" if isinstance(name, str) else str(name)
            text = f"{_ACCUSATIVE[word[0]].capitalize()} {word[2]} {shown} gibt es nicht. Bitte neu wählen."
            yield wrong(reference.sheet, row, reference.column, text)


def _still_named(reference: Reference, rows: Any, was: Any, gone: dict[Any, Any]) -> Iterator[Problem]:
    users: dict[Any, list[Any]] = {}
    for key, row in rows.items():
        if was.get(key) is row or was.get(key) == row:
            for name in reference.names(row):
                if name in gone:
                    users.setdefault(name, []).append(row)
    for name, named_by in users.items():
        target = gone[name]
        others = f" und {len(named_by) - 1} weiteren" if len(named_by) > 1 else ""
        yield Problem(
            reference.target.key,
            name,
            reference.target.columns[0].key,
            f"{called(reference.target, target)} wird noch gebraucht, von {called(reference.sheet, named_by[0])}"
            f"{others}. Bitte dort zuerst ändern.",
        )


_ACCUSATIVE = {"Der": "einen", "Die": "eine", "Das": "ein"}

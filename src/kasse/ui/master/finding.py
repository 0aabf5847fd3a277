"""From what somebody types to sheets and rows; from the name of a path to what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kasse.domain.master import Master
from kasse.sheets import Sheet
from kasse.sheets.cells import needle
from kasse.ui.master.lists import Lists
from kasse.ui.master.showing import is_called

_PARTS = re.compile(r"\s*(?:[/>·→]|\s[-–]\s)\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """rows: what was found, by key of the sheet; named: the sheets that are called so; best: where to look first."""

    rows: Mapping[str, Sequence[Any]]
    named: frozenset[str]
    best: Sheet[Any]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were found, by key of the sheet."""
        return {key: len(rows) for key, rows in self.rows.items()}


def find(query: str, sheets: Sequence[Sheet[Any]], lists: Lists, home: Sheet[Any]) -> Found:
    """Look through all sheets. The one that is open stays so, if it has anything and no other is called just that."""
    rows = {sheet.key: lists.found(sheet, query) for sheet in sheets}
    named = [sheet for sheet in sheets if is_called(sheet, query)]
    wanted = needle(query).strip()
    exact = [sheet for sheet in named if needle(sheet.label).strip() == wanted]
    with_rows = [sheet for sheet in sheets if rows[sheet.key]]
    if exact:
        best = exact[0]
    elif rows.get(home.key):
        best = home
    else:
        best = next(iter(with_rows or named), home)
    return Found(rows, frozenset(sheet.key for sheet in named), best)


def resolve(path: str, sheets: Sequence[Sheet[Any]], master: Master) -> tuple[Sheet[Any] | None, Any | None]:
    """The sheet, and the row if one is named: "Artikel", "Speisekarte/Artikel/105", "articles/Gulasch"."""
    parts = [needle(part).strip() for part in _PARTS.split(path.strip()) if part]
    if not parts:
        return None, None
    for sheet in sheets:
        names = {needle(sheet.label).strip(), needle(sheet.key).strip()}
        page = needle(sheet.page).strip()
        rest = parts[1:] if parts[0] == page and len(parts) > 1 else parts
        if rest[0] in names:
            return sheet, _row(sheet, rest[1:], master)
    return next((sheet for sheet in sheets if needle(sheet.page).strip() == parts[0]), None), None


def _row(sheet: Sheet[Any], names: Sequence[str], master: Master) -> Any | None:
    if not names:
        return None
    for key, row in sheet.rows(master).items():
        if names[0] in (needle(str(key)).strip(), needle(sheet.title(row)).strip()):
            return row
    return None

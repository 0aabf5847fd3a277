"""What master data were before: who changed what and when, in the words of their sheet, read from the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from kasse.domain.catalogue import MenuSection
from kasse.domain.master import Master
from kasse.domain.staff import Staff
from kasse.ports.books import MasterChange
from kasse.settings.kinds import (
    DOTS,
    Amount,
    Amounts,
    Choice,
    Day,
    Kind,
    Lines,
    Maybe,
    Number,
    NumberOf,
    NumbersOf,
    Percent,
    Ranges,
    Rate,
    Sections,
    Several,
    Switch,
)
from kasse.sheets import Column, Key, Sheet
from kasse.sheets.cells import Cells
from kasse.sheets.declared import BUSINESS, PLANNED_PRICES, REMARKS, VOID_REASONS
from kasse.sheets.model import SINGLE
from kasse.usecases.till import Till

_IS_SET = "•"
"""What the journal keeps of a PIN that is set."""
_UNNAMED = {"pos": "Reihenfolge"}
_BESIDES = frozenset({"table", "key", "new", "gone", "rows"})
_PHRASES = {VOID_REASONS.key: "void_reason", REMARKS.key: "remark"}
"""By which the journal tells apart what lies in one table."""


class Deed(Enum):
    """What was done to a row; the value is the German word for it."""

    NEW = "angelegt"
    CHANGED = "geändert"
    GONE = "gelöscht"
    SET_UP = "Ersteinrichtung"


@dataclass(frozen=True, slots=True)
class PastFact:
    """One fact of a row, in German words. Empty: there was nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PastChange:
    """What one act did to one row. `key` None: to all of them."""

    terminal: int
    seq: int
    at: datetime
    operator: int
    operator_name: str
    deed: Deed
    key: Key | None
    title: str
    facts: tuple[PastFact, ...]


class Changes(Protocol):
    """What of the books a history is read from."""

    def master_changes(
        self,
        table: str | None = None,
        key: Sequence[int | str] | int | str | None = None,
        *,
        limit: int = 100,
    ) -> Sequence[MasterChange]:
        """See `Books`."""


def row_history(till: Till, sheet: Sheet[Any], key: Key, limit: int = 100) -> Sequence[PastChange]:
    """The latest changes of a row by all terminals, newest first. Reads the journal, so not on the screen's lane.

    Raises:
        BooksError: the books cannot be read.
    """
    return past_changes(till.books, till.master, sheet, key, limit)


def sheet_history(till: Till, sheet: Sheet[Any], limit: int = 200) -> Sequence[PastChange]:
    """The latest changes of all rows of a sheet by all terminals, newest first. Not on the screen's lane.

    Raises:
        BooksError: the books cannot be read.
    """
    return past_changes(till.books, till.master, sheet, None, limit)


def past_changes(
    books: Changes, master: Master, sheet: Sheet[Any], key: Key | None, limit: int
) -> Sequence[PastChange]:
    """The same without a till: of one row, or of all of them (`key` None).

    Raises:
        BooksError: the books cannot be read.
    """
    found = books.master_changes(sheet.table, _journal_key(sheet, key), limit=limit)
    cells, rows = Cells(sheet, master), sheet.rows(master)
    return [_told(master.staff, sheet, cells, rows, change) for change in found]


def _told(
    staff: Staff, sheet: Sheet[Any], cells: Cells, rows: Mapping[Any, Any], change: MasterChange
) -> PastChange:
    body = change.change
    operator = staff.operators.get(change.operator)
    name = f"Bediener {change.operator}" if change.operator else "kasse"
    key = None if "rows" in body else _sheet_key(sheet, body["key"])
    deed = (
        Deed.SET_UP
        if "rows" in body
        else Deed.NEW
        if "new" in body
        else Deed.GONE
        if "gone" in body
        else Deed.CHANGED
    )
    facts = tuple(_facts(sheet, cells, body, deed))
    return PastChange(
        change.terminal,
        change.seq,
        change.at,
        change.operator,
        operator.name if operator else name,
        deed,
        key,
        _title(sheet, rows, key, body),
        facts,
    )


def _title(sheet: Sheet[Any], rows: Mapping[Any, Any], key: Key | None, body: Mapping[str, Any]) -> str:
    """What the row is called now, or was called when it went."""
    if key is None:
        return f"{body['rows']} Einträge"
    row = rows.get(key)
    if row is not None:
        return sheet.title(row)
    names = [text for text in body.get("name", body.get("text", ())) if isinstance(text, str)]
    return names[-1] if names else str(key)


def _facts(sheet: Sheet[Any], cells: Cells, body: Mapping[str, Any], deed: Deed) -> Iterator[PastFact]:
    pairs = {name: pair for name, pair in body.items() if name not in _BESIDES}
    if sheet is BUSINESS:
        pairs = _inner(pairs.get("body", ("{}", "{}")))
    by_name: dict[str, list[Column[Any, Any]]] = {}
    for column in sheet.columns:
        by_name.setdefault(column.stored or column.key, []).append(column)
    for name, (old, new) in pairs.items():
        columns = by_name.get(name)
        if columns is None:
            yield PastFact(_UNNAMED.get(name, name), _plain(old), _plain(new))
        elif len(columns) > 1:
            yield from _one_by_one(cells, columns, old, new)
        else:
            there = deed is not Deed.NEW, deed is not Deed.GONE
            before, after = (
                _shown(cells, columns[0], raw) if is_there else ""
                for raw, is_there in zip((old, new), there, strict=True)
            )
            if before != after or deed is Deed.CHANGED:
                yield PastFact(columns[0].label, before, after)


def _one_by_one(cells: Cells, columns: Sequence[Column[Any, Any]], old: Any, new: Any) -> Iterator[PastFact]:
    """Columns that the journal keeps as one list, such as the prices: each that differs."""
    lists = [json.loads(raw) if raw else [] for raw in (old, new)]
    for i, column in enumerate(columns):
        before, after = (found[i] if i < len(found) else None for found in lists)
        if before != after:
            texts = [
                _shown(cells, column, each) if raw else "" for each, raw in ((before, old), (after, new))
            ]
            yield PastFact(column.label, texts[0], texts[1])


def _inner(pair: Sequence[Any]) -> dict[str, Any]:
    """The fields of the business that differ; the journal keeps it as one text."""
    old, new = (json.loads(text) if text else {} for text in pair)
    names = dict.fromkeys([*old, *new])
    return {name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)}


def _shown(cells: Cells, column: Column[Any, Any], raw: Any) -> str:
    """A stored value in German words; one that no longer fits its column as it stands there."""
    if raw == _IS_SET:
        return DOTS
    try:
        return cells.of(column, _value(column.kind, raw))
    except (LookupError, TypeError, ValueError):
        return _plain(raw)


def _value(kind: Kind[Any], raw: Any) -> Any:
    plain: object = kind
    if isinstance(plain, Maybe):
        return None if raw is None else _value(plain.kind, raw)
    for known, read in _READ:
        if isinstance(plain, known):
            return read(raw)
    return raw


def _numbers(raw: Any) -> tuple[Any, ...]:
    return tuple(json.loads(raw)) if isinstance(raw, str) else tuple(raw or ())


def _sections(raw: Any) -> tuple[MenuSection, ...]:
    return tuple(MenuSection(name, tuple(articles), *more) for name, articles, *more in json.loads(raw))


_READ: Sequence[tuple[type | tuple[type, ...], Callable[[Any], Any]]] = (
    (Switch, bool),
    ((Amount, Number, Percent, Rate), int),
    (Choice, lambda raw: "" if raw is None else str(raw)),
    (NumberOf, lambda raw: raw or None),
    ((NumbersOf, Lines, Amounts), _numbers),
    (Ranges, lambda raw: Ranges(0).read(",".join(map(str, _numbers(raw))))),
    (Several, lambda raw: frozenset(_numbers(raw))),
    (Sections, _sections),
    (Day, lambda raw: date.fromisoformat(raw) if raw else None),
)


def _plain(raw: Any) -> str:
    return "" if raw is None else str(raw)


# --- keys of rows, and as the journal has them ----------------------------------------------------------------------


def _journal_key(sheet: Sheet[Any], key: Key | None) -> Sequence[int | str] | None:
    if sheet.key in _PHRASES:
        kind = _PHRASES[sheet.key]
        return [kind] if key is None else [kind, int(key) - 1]
    if key is None or sheet.single:
        return None
    if sheet is PLANNED_PRICES:
        article, level, day = str(key).split("/")
        return [int(article), int(level), day]
    return [key]


def _sheet_key(sheet: Sheet[Any], key: Sequence[Any]) -> Key:
    if sheet.single:
        return SINGLE
    if sheet.key in _PHRASES:
        return int(key[1]) + 1
    if sheet is PLANNED_PRICES:
        return "/".join(str(part) for part in key)
    found: Key = key[0]
    return found

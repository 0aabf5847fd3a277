"""The rows of a sheet as a list: searched as somebody types, filtered, sorted, with the columns that were chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from typing import Any, Generic, TypeVar

from kasse.domain.master import Master
from kasse.sheets.cells import Cells, collation, needle, needles, referred
from kasse.sheets.model import Column, Sheet

R = TypeVar("R")
PORTION = 50
"""Rows that are made ready for the search at a time."""
MANY = 1000
"""So many hits nobody reads to the end: there only numbers that begin so go first."""


class State(Enum):
    """Which rows are meant; the value is what the filter is called."""

    ACTIVE = "in Gebrauch"
    PUT_AWAY = "stillgelegt"
    ALL = "alle"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a list is to be seen, and in which order."""

    query: str = ""
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By key of a column: the texts of cells (as `Listing.text` gives them) of which a row has to show one."""
    state: State = State.ACTIVE
    sort: str = ""
    """Key of a column; empty: the order of the house, and with a query the best hits first."""
    descending: bool = False


class Listing(Generic[R]):
    """All rows of a sheet, ready to be looked through. For one thread at a time."""

    def __init__(self, sheet: Sheet[R], master: Master, before: Listing[R] | None = None) -> None:
        """`before`: an earlier list of the same sheet, from which is taken what is still true."""
        self.sheet = sheet
        self.rows: Sequence[R] = tuple(sheet.rows(master).values())
        self.cells = Cells(sheet, master)
        self._texts: dict[str, list[str]] = {}
        self._orders: dict[tuple[str, bool], list[int]] = {}
        self._standing: tuple[Wanted, list[int]] | None = None
        self._hits: tuple[Sequence[str], list[int]] = ((), [])
        self._hay: list[str] | None = None
        self._known: dict[int, tuple[R, str]] = {}
        if before is not None and before.cells.names == self.cells.names:
            self._known = before.known_rows()

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, wanted: Wanted = Wanted()) -> Sequence[R]:
        """The rows that are wanted. With a longer query than last time only those of last time are looked at."""
        standing = self._standing_rows(wanted)
        words = needle(wanted.query).split()
        if not words:
            self._hits = ((), standing)
            return [self.rows[i] for i in standing]
        before, found = self._hits
        if not before or not _narrower(words, before):
            found = standing
        hay = self.prepare()
        for word in words:
            found = [i for i in found if word in hay[i]]
        self._hits = (words, found)
        best = found if wanted.sort else self._best_first(words, found)
        return [self.rows[i] for i in best]

    def text(self, row: R, column: Column[R, Any]) -> str:
        """What stands in a cell."""
        return self.cells.of(column, column.get(row))

    def values(self, column: Column[R, Any], state: State = State.ALL) -> Sequence[tuple[str, int]]:
        """The texts that stand in a column, each with how often, in German order: what may be filtered by."""
        texts = self._column(column)
        counted = Counter(texts[i] for i in self._in_state(state))
        return sorted(counted.items(), key=lambda each: collation(each[0]))

    def prepare(self, give_way: Callable[[], object] = lambda: None) -> Sequence[str]:
        """What rows are found by, one text for each. The first search does it, if nobody did before.

        `give_way` is called after each portion.
        """
        if self._hay is None:
            fresh = [i for i, row in enumerate(self.rows) if self._kept(row) is None]
            sought = [self._memo(column) for column in self.sheet.columns]
            made: dict[int, str] = {}
            for begin in range(0, len(fresh), PORTION):
                portion = fresh[begin : begin + PORTION]
                rows = [self.rows[i] for i in portion]
                made.update(zip(portion, self._haystacks(rows, sought), strict=True))
                give_way()
            self._hay = [made.get(i) or self._kept(row) or "" for i, row in enumerate(self.rows)]
            self._known = {}
        return self._hay

    # --- what is kept -------------------------------------------------------------------------------------------

    def known_rows(self) -> dict[int, tuple[R, str]]:
        """What rows are found by, as far as it is known yet, by the `id` of the row, which is kept with it."""
        if self._hay is None:
            return self._known
        return {id(row): (row, hay) for row, hay in zip(self.rows, self._hay, strict=True)}

    def _kept(self, row: R) -> str | None:
        """What was known of the very same row."""
        found = self._known.get(id(row))
        return None if found is None else found[1]

    def _haystacks(self, rows: Sequence[R], sought: Sequence[_Memo]) -> list[str]:
        columns = [
            [known[column.get(row)] for row in rows]
            for column, known in zip(self.sheet.columns, sought, strict=True)
        ]
        heads = [f" {self.sheet.key_of(row)} {self.sheet.title(row)}" for row in rows]
        return needles(["\n".join(filter(None, cells)) for cells in zip(heads, *columns, strict=True)])

    def _memo(self, column: Column[R, Any]) -> _Memo:
        """By what rows with a value of that column are found."""
        return _Memo(lambda value: self.cells.sought(column, value))

    def _column(self, column: Column[R, Any]) -> list[str]:
        if column.key not in self._texts:
            shown = _Memo(lambda value: self.cells.of(column, value))
            self._texts[column.key] = [shown[column.get(row)] for row in self.rows]
        return self._texts[column.key]

    # --- which rows, and in which order -------------------------------------------------------------------------

    def _standing_rows(self, wanted: Wanted) -> list[int]:
        """All that pass the filters, in order, whatever is searched for."""
        if self._standing is not None:
            was, rows = self._standing
            if (was.only, was.state, was.sort, was.descending) == (
                wanted.only,
                wanted.state,
                wanted.sort,
                wanted.descending,
            ):
                return rows
        rows = self._in_state(wanted.state, self._order(wanted.sort, descending=wanted.descending))
        for key, texts in wanted.only.items():
            column = self._column(self.sheet.column(key))
            rows = [i for i in rows if column[i] in texts]
        self._standing = (wanted, rows)
        self._hits = ((), rows)
        return rows

    def _in_state(self, state: State, rows: Iterable[int] | None = None) -> list[int]:
        every = range(len(self.rows)) if rows is None else rows
        if state is State.ALL:
            return list(every)
        is_active, wanted = self.sheet.is_active, state is State.ACTIVE
        return [i for i in every if is_active(self.rows[i]) is wanted]

    def _order(self, sort: str, *, descending: bool) -> list[int]:
        if (sort, descending) not in self._orders:
            self._orders[sort, descending] = self._sorted(sort, descending=descending)
        return self._orders[sort, descending]

    def _sorted(self, sort: str, *, descending: bool) -> list[int]:
        every = range(len(self.rows))
        if not sort:
            return list(reversed(every)) if descending else list(every)
        column = self.sheet.column(sort)
        place = _Memo(lambda value: self._place(column, value))
        places = [place[column.get(row)] for row in self.rows]
        there = sorted((i for i in every if places[i]), key=places.__getitem__, reverse=descending)
        return there + [i for i in every if not places[i]]

    def _place(self, column: Column[R, Any], value: Any) -> tuple[Any, ...]:
        """By what a value is sorted; nothing at all, which comes last: the empty tuple."""
        if value is None or value in {"", ()}:
            return ()
        if referred(column.kind) is None and isinstance(value, int | date | time):
            return (0, value)
        return (1, collation(self.cells.of(column, value)))

    def _best_first(self, words: Sequence[str], found: Sequence[int]) -> list[int]:
        """First the number itself, then numbers and then words of the name that begin so, then the rest."""
        hay = self.prepare()
        number, first, starts = f" {words[0]} ", f" {words[0]}", [f" {word}" for word in words]
        if len(found) > MANY:
            begin = [i for i in found if hay[i].startswith(first)]
            begin.sort(key=lambda i: not hay[i].startswith(number))
            return begin + [i for i in found if not hay[i].startswith(first)]
        ranks: tuple[list[int], ...] = ([], [], [], [])
        for i in found:
            head = hay[i].partition("\n")[0]
            if head.startswith(first):
                ranks[0 if head.startswith(number) else 1].append(i)
            elif all(start in head for start in starts):
                ranks[2].append(i)
            else:
                ranks[3].append(i)
        return [i for rank in ranks for i in rank]


def chosen_columns(sheet: Sheet[R], keys: Iterable[str] = ()) -> Sequence[Column[R, Any]]:
    """The columns with these keys, in this order, the key's own one first; none of them: those of a fresh list."""
    known = {column.key: column for column in sheet.columns}
    chosen = [known[key] for key in dict.fromkeys(keys) if key in known]
    if not chosen:
        chosen = [column for column in sheet.columns if column.shown]
    return [sheet.columns[0], *(column for column in chosen if column is not sheet.columns[0])]


def _narrower(words: Sequence[str], before: Sequence[str]) -> bool:
    """Whether whatever these words find, those found too."""
    return all(any(old in word for word in words) for old in before)


class _Memo(dict[Any, Any]):
    """Asks once for each value. Many rows share most of theirs."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._make(value)
        return made

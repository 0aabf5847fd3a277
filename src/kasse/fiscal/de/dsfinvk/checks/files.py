"""The first look at an export: every file by itself, its form (group 1) and its values (group 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.index_file import check_index
from kasse.fiscal.de.dsfinvk.checks.order import ClosingKey, id_numbers, segments
from kasse.fiscal.de.dsfinvk.checks.reading import Batch, Fields, Sheet
from kasse.fiscal.de.dsfinvk.checks.rules import RULES
from kasse.fiscal.de.dsfinvk.checks.source import Source
from kasse.fiscal.de.dsfinvk.checks.values import Check, check_of
from kasse.fiscal.de.dsfinvk.tables import DTD, INDEX, TABLES, Table, certificate_column
from kasse.fiscal.de.findings import shown

MOST_CLOSINGS = 100_000
"""Closings of three hundred years."""
_REMEMBERED = 2_000
_BON_ID = 3


@dataclass(slots=True)
class Looked:
    """What the first look learnt of a file."""

    sheet: Sheet
    rows: int = 0
    in_order: bool = True
    """Whether its closings come in the order of cashpointclosing.csv."""
    is_ascending: bool = True
    """Whether the BON_IDs of each closing are numbers that never fall."""


@dataclass(slots=True)
class Overview:
    """What the first look learnt of the export."""

    sheets: dict[str, Looked] = field(default_factory=dict)
    """The files that are there, by table."""
    order: dict[ClosingKey, int] = field(default_factory=dict)
    """Closings as they come in cashpointclosing.csv."""


def look(source: Source, findings: Findings, read: Callable[[int], None]) -> Overview:
    """Check every file by itself. `read` hears how many bytes more were read; what it raises ends the check."""
    overview = Overview()
    for name in (INDEX, DTD):
        if name not in source.files:
            findings.error(1, "missing-file", "Diese Datei fehlt.", file=name)
    for name, table in TABLES.items():
        file = source.files.get(table.file)
        if file is None:
            findings.error(1, "missing-file", "Diese Datei fehlt.", file=table.file)
            continue
        looked = Looked(Sheet(table, file))
        overview.sheets[name] = looked
        _File(table, looked, overview.order, findings).look(read)
    names = {name: looked.sheet.names for name, looked in overview.sheets.items()}
    check_index(source.files.get(INDEX), names, dict(TABLES), findings)
    return overview


class _File:
    def __init__(
        self, table: Table, looked: Looked, order: dict[ClosingKey, int], findings: Findings
    ) -> None:
        self._table = table
        self._looked = looked
        self._order = order
        self._findings = findings
        self._is_first = table.name == "cashpointclosing"
        self._has_receipts = len(table.columns) > _BON_ID and table.columns[_BON_ID].name == "BON_ID"
        self._columns = list(table.columns)
        self._checks: list[Check] = [check_of(column) for column in self._columns]
        self._good: list[set[str]] = [set() for _ in self._columns]
        self._closing: ClosingKey | None = None
        self._index = -1
        self._last_id = 0

    def look(self, read: Callable[[int], None]) -> None:
        for batch in self._looked.sheet.batches(self._findings, read):
            self._looked.rows += len(batch.rows)
            self._check_values(batch)
            for rule in RULES.get(self._table.name, ()):
                for i, row in enumerate(batch.rows):
                    if text := rule(row):
                        self._findings.error(3, "mandatory", text, self._table.file, batch.lines[i])
            for key, rows in segments(batch.rows):
                self._place(key, rows)

    def _check_values(self, batch: Batch) -> None:
        columns: list[tuple[str, ...]] = list(zip(*batch.rows, strict=True))
        while len(columns) > len(self._columns):
            name = self._looked.sheet.names[len(self._columns)]
            self._columns.append(replace(certificate_column(3), name=name))
            self._checks.append(check_of(self._columns[-1]))
            self._good.append(set())
        for i, values in enumerate(columns):
            # Most values come again and again: each is looked at once.
            good = self._good[i]
            unknown = set(values) - good
            if not unknown:
                continue
            check, bad = self._checks[i], set[str]()
            for value in unknown:
                if check(value) is not None:
                    bad.add(value)
            if len(good) < _REMEMBERED:
                good |= unknown - bad
            if bad:
                self._tell(self._columns[i].name, check, values, bad, batch)

    def _tell(self, column: str, check: Check, values: Iterable[str], bad: set[str], batch: Batch) -> None:
        for i, value in enumerate(values):
            problem = check(value) if value in bad else None
            if problem is None:
                continue
            subject = f"{column} „{shown(value)}“" if value else column
            add = self._findings.error if problem.is_error else self._findings.hint
            add(3, problem.kind, f"{subject} {problem.text}.", self._table.file, batch.lines[i])

    def _place(self, key: ClosingKey, rows: list[Fields]) -> None:
        """Follow in which order closings and receipts come."""
        if key != self._closing:
            self._closing, self._last_id = key, 0
            if self._is_first and key not in self._order:
                if len(self._order) < MOST_CLOSINGS:
                    self._order[key] = len(self._order)
                else:
                    text = f"Mehr als {MOST_CLOSINGS} Abschlüsse kann kasse nicht auf einmal prüfen."
                    self._findings.error(2, "too-many-closings", text, self._table.file)
            index = self._order.get(key)
            if index is None:
                text = "Diesen Abschluss gibt es in cashpointclosing.csv nicht."
                self._findings.error(5, "orphan-closing", text, self._table.file, key=closing_name(key))
            elif index < self._index:
                # Put in order, its receipts would come in pieces.
                self._looked.in_order = self._looked.is_ascending = False
            else:
                self._index = index
        if self._has_receipts and self._looked.is_ascending:
            numbers = id_numbers([row[_BON_ID] for row in rows])
            if numbers is None or numbers[0] < self._last_id or numbers != sorted(numbers):
                self._looked.is_ascending = False
            else:
                self._last_id = numbers[-1]


def closing_name(key: ClosingKey) -> str:
    """Which closing, for people."""
    return f"Kasse {shown(key[0])}, Abschluss {shown(key[2])}"

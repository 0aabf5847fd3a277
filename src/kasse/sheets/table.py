"""A table as it stands in a file: headings and texts, whatever they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kasse.domain.refused import Refused

MOST_BYTES = 20_000_000
"""Of a file."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SIGNS = 100_000
"""Of one cell."""
_SEARCHED = 10
"""So many rows may stand above the headings."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `line` is its number as a spreadsheet counts, `cells` are as many as there are headings."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. Numbers are spelt in German (12,5), yes and no as ja and nein, dates as 31.12.2026."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def as_table(lines: Iterable[Sequence[str]]) -> Table:
    """Headings and rows of what a file holds: the headings are the first row with more than one text.

    Raises:
        Refused: there is nothing in it, or too much.
    """
    found: list[TableRow] = []
    for line, texts in enumerate(lines, 1):
        cells = list(texts)
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if len(found) > MOST_ROWS + _SEARCHED:
            raise Refused(
                f"In der Datei stehen mehr als {MOST_ROWS} Zeilen. Bitte in mehrere Dateien aufteilen."
            )
        if len(cells) > MOST_COLUMNS:
            raise Refused(f"In Zeile {line} stehen mehr als {MOST_COLUMNS} Spalten. Das ist keine Liste.")
        if any(len(cell) > MOST_SIGNS for cell in cells):
            raise Refused(f"In Zeile {line} steht ein Text mit mehr als {MOST_SIGNS} Zeichen.")
        found.append(TableRow(line, tuple(cells)))
    if not found:
        raise Refused("In der Datei steht nichts.")
    first = found[0].line
    head = next((i for i, row in enumerate(found) if row.line < first + _SEARCHED and _texts(row) > 1), 0)
    headings = [" ".join(cell.split()) for cell in found[head].cells]
    width = len(headings)
    rows = (TableRow(row.line, (*row.cells, *[""] * width)[:width]) for row in found[head + 1 :])
    return Table(tuple(headings), tuple(row for row in rows if any(cell.strip() for cell in row.cells)))


def _texts(row: TableRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())

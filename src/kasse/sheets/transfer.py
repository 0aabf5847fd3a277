"""Master data as files: written as CSV or as a workbook, and read from either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kasse.domain.refused import Refused
from kasse.settings.kinds import Amount, NumbersOf, Percent, Rate
from kasse.sheets.cells import inner
from kasse.sheets.csv_file import read_csv, write_csv
from kasse.sheets.model import Column, Sheet
from kasse.sheets.progress import Progress, go_on, part, watched
from kasse.sheets.table import MOST_BYTES, MOST_SIGNS, Table
from kasse.sheets.workbook import Cell, read_workbook, write_workbook

_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def as_csv(
    sheet: Sheet[Any],
    rows: Sequence[Any],
    columns: Sequence[Column[Any, Any]] = (),
    progress: Progress = go_on,
) -> bytes:
    """Rows as CSV; without `columns` with all that go into files.

    Raises:
        Refused: a text is too long to be read again; Stopped: `progress` said so.
    """
    wanted = _file_columns(sheet, columns)
    lines = [[column.label for column in wanted]]
    lines += [[file_text(column, row) for column in wanted] for row in watched(rows, len(rows), progress)]
    if any(len(text) > MOST_SIGNS for line in lines for text in line):
        raise Refused(f"Ein Text ist länger als {MOST_SIGNS} Zeichen und passt in keine Datei.")
    return write_csv(lines)


def as_workbook(
    sheet: Sheet[Any],
    rows: Sequence[Any],
    columns: Sequence[Column[Any, Any]] = (),
    progress: Progress = go_on,
) -> bytes:
    """Rows as a workbook (XLSX); without `columns` with all that go into files.

    Raises:
        Refused: a text is too long for a workbook; Stopped: `progress` said so.
    """
    wanted = _file_columns(sheet, columns)
    lines: list[Sequence[Cell]] = [[column.label for column in wanted]]
    lines += [
        [_cell(column, row) for column in wanted] for row in watched(rows, len(rows), part(progress, 0, 40))
    ]
    return write_workbook(sheet.label, lines, part(progress, 40, 100))


def _file_columns(sheet: Sheet[Any], columns: Sequence[Column[Any, Any]]) -> Sequence[Column[Any, Any]]:
    chosen = [column for column in columns or sheet.columns if column.in_files]
    head = sheet.columns[0]
    return chosen if head in chosen or not head.in_files else [head, *chosen]


def file_text(column: Column[Any, Any], row: Any) -> str:
    """What stands in a file for a fact of a row."""
    text = column.text(row)
    # 10,20 would be a number to a spreadsheet, and come back as 10,2.
    return text.replace(",", "; ") if isinstance(inner(column.kind), NumbersOf) else text


def _cell(column: Column[Any, Any], row: Any) -> Cell:
    value = column.get(row)
    if value is None or value == "":
        return None
    kind = inner(column.kind)
    if isinstance(kind, Amount | Percent | Rate):
        return Decimal(kind.write(value).replace(",", "."))
    if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return file_text(column, row)


def read_table(sheet: Sheet[Any], content: bytes, progress: Progress = go_on) -> Table:
    """What a file holds: a workbook, or CSV. Of several sheets in a workbook the one that is called as ours is.

    Raises:
        Refused: it is no such file, or too big; Stopped: `progress` said so.
    """
    if len(content) > MOST_BYTES:
        raise Refused("Die Datei ist zu groß. Bitte nur die Liste in eine neue Datei kopieren.")
    if content.startswith(_OLD_WORKBOOK):
        raise Refused(
            "Die Datei ist in einem alten Format oder durch ein Passwort geschützt. Bitte ohne Passwort als .xlsx oder "
            ".csv speichern."
        )
    if content.startswith(_WORKBOOK):
        return read_workbook(content, (sheet.label, sheet.key, *sheet.former), progress)
    return read_csv(content, progress)

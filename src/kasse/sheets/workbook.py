"""Tables as workbooks (XLSX): written without any formula, read without running one, and within bounds."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from kasse.domain.refused import Refused
from kasse.sheets.progress import Progress, go_on, watched
from kasse.sheets.table import MOST_COLUMNS, Table, as_table

Cell = str | int | Decimal | date | None
MOST_UNPACKED = 100_000_000
"""Bytes of all parts of a workbook."""
MOST_ELEMENTS = 1_500_000
"""Of all parts: what a part costs in memory hangs on them. Ten thousand rows with thirty columns are 900 000."""
MOST_PARTS = 2_000
MOST_SIGNS = 32_767
"""Of one cell: more a workbook cannot hold."""
_LAST_ROW = 1_048_576
"""Of every workbook: rows may be missing in between, but none comes after it."""
_NO_WORKBOOK = "Das ist keine Arbeitsmappe, die sich lesen lässt. Bitte als .xlsx oder .csv speichern."
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TITLE = re.compile(r"[\[\]:*?/\\]")
_WORD = re.compile(r"[^\W\d_]")
_FORMATS: Mapping[type, str] = {str: "@", Decimal: "0.00", date: "DD.MM.YYYY"}


def write_workbook(title: str, lines: Sequence[Sequence[Cell]], progress: Progress = go_on) -> bytes:
    """A workbook with one sheet; its first line stays in sight.

    Raises:
        Refused: a text is too long for a workbook; Stopped: `progress` said so.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    for text in (value for line in lines for value in line if isinstance(value, str)):
        if len(text) > MOST_SIGNS:
            raise Refused(f"„{text[:20]} …“ ist zu lang für eine Arbeitsmappe. Bitte als CSV schreiben.")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_TITLE.sub(" ", title)[:31].strip("'") or "Liste")
    sheet.freeze_panes = "A2"

    def cell(value: Cell) -> Any:
        if value is None or isinstance(value, int):
            return value
        if isinstance(value, str):
            if len(value) > MOST_SIGNS:
                raise Refused(f"„{value[:20]} …“ ist zu lang für eine Arbeitsmappe. Bitte als CSV schreiben.")
            value = _CONTROL.sub("", value)
            if _WORD.match(value):
                return value
        made: Any = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # Decimal is fine
        if isinstance(value, str):
            # What begins with = or looks like a number is a text too, and stays one when somebody edits it.
            made.data_type = "s"
        made.number_format = _FORMATS[type(value)]
        return made

    for line in watched(lines, len(lines), progress):
        sheet.append([cell(value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_workbook(content: bytes, names: Sequence[str] = (), progress: Progress = go_on) -> Table:
    """The first sheet that is called as `names` say, else the first in sight. Of formulas their last result is taken.

    Raises:
        Refused: it is no workbook, it has a formula without a result, or it is too big; Stopped: `progress` said so.
    """
    rows = _within_bounds(content)
    try:
        with warnings.catch_warnings():
            # It warns of decoration that it leaves out; we want none of it.
            warnings.simplefilter("ignore")
            return as_table(_texts(content, names, rows, progress))
    except Refused:
        raise
    except Exception as error:  # a broken workbook makes openpyxl stumble in every possible way
        raise Refused(_NO_WORKBOOK) from error


def _within_bounds(content: bytes) -> int:
    """How many rows there may be: as many as the part with most of them has."""
    rows = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            # No more than the stated size is ever unpacked, so that it may be believed.
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused(
                    "Die Arbeitsmappe ist zu groß. Bitte nur die Liste in eine neue Mappe kopieren."
                )
            elements = 0
            for part in parts:
                own = 0
                with archive.open(part) as opened:
                    while piece := opened.read(1 << 20):
                        elements += piece.count(b"<") - piece.count(b"</")
                        own += piece.count(b"<row ")
                rows = max(rows, own)
                if elements > MOST_ELEMENTS:
                    raise Refused("Die Arbeitsmappe hat zu viele Zellen. Bitte in mehrere Dateien aufteilen.")
    except Refused:
        raise
    except (
        Exception
    ) as error:  # broken, encrypted, packed in an unknown way: zipfile tells by a dozen exceptions
        raise Refused(_NO_WORKBOOK) from error
    return rows


def _texts(content: bytes, names: Sequence[str], rows: int, progress: Progress) -> Sequence[Sequence[str]]:
    """Formulas are looked for first: a file that has none need not be read a second time for their results."""
    formulas: list[tuple[int, int]] = []
    lines = list(watched(_lines(content, names, formulas, data_only=False), rows, progress))
    if formulas:
        lines = list(watched(_lines(content, names, [], data_only=True), rows, progress))
    for number, i in formulas:
        if not "".join(lines[number][i : i + 1]):
            raise Refused(
                f"In Zeile {number + 1} steht eine Formel ohne Ergebnis. Bitte die Datei einmal in der "
                "Tabellenkalkulation öffnen und speichern."
            )
    return lines


def _lines(
    content: bytes, names: Sequence[str], formulas: list[tuple[int, int]], *, data_only: bool
) -> Iterator[Sequence[str]]:
    """The texts of each row; `formulas` takes the places of those that are there."""
    empty: object = None
    for number, row in enumerate(_rows(content, names, data_only=data_only)):
        if row is empty:  # one and the same stands for all rows that a workbook leaves out, a million perhaps
            yield ()
            continue
        formulas += [(number, i) for i, cell in enumerate(row) if cell.data_type == "f"]
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            empty = row
        yield texts


def _rows(content: bytes, names: Sequence[str], *, data_only: bool) -> Iterator[Sequence[Any]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
    wanted = [name.casefold() for name in names]
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    named = [sheet for sheet in sheets if sheet.title.strip().casefold() in wanted]
    if not sheets:
        raise Refused("In der Arbeitsmappe ist kein Blatt zu sehen.")
    sheet: Any = (named or sheets)[0]
    # What a workbook says about its size need not be true.
    sheet.reset_dimensions()
    found: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS + 1)
    return found


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int | float):
        return _number(value * 100 if "%" in str(cell.number_format) else value)
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).replace("\r\n", "\n")


def _number(value: float) -> str:
    """In German, without the noise that reckoning in binary leaves."""
    if not math.isfinite(value) or abs(value) >= 1e15:
        return str(value)
    return (
        f"{value:.15g}" if value == int(value) else f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    )

"""Tables as CSV: written as a German spreadsheet expects it, read as whoever wrote it may have meant it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from kasse.domain.refused import Refused
from kasse.sheets.progress import Progress, go_on, watched
from kasse.sheets.table import Table, as_table

_DELIMITERS = ";\t,"
_MADE_HARMLESS = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-\d+(,\d+)?", re.ASCII)
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def write_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark at the beginning, semicolons. A text that a spreadsheet would reckon is kept from it by a '."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(text) for text in line] for line in lines)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def read_csv(content: bytes, progress: Progress = go_on) -> Table:
    """A table in UTF-8, UTF-16 or Windows' Western European, with semicolons, tabs or commas.

    Raises:
        Refused: it is no such table; Stopped: `progress` said so.
    """
    text = _decoded(content)
    if "\0" in text:
        raise Refused("Das ist keine Liste. Gelesen werden Dateien vom Typ .xlsx und .csv.")
    delimiter = ""
    if told := _SEPARATOR_LINE.match(text):
        delimiter, text = told[1], text[told.end() :]
    try:
        return as_table(watched(_lines(text, delimiter or _delimiter(text)), text.count("\n"), progress))
    except csv.Error as error:
        raise Refused(f"Die Datei ist keine lesbare CSV-Datei ({error}).") from error


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    # newline="": line breaks within quotation marks belong to the text.
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield [_as_meant(cell) for cell in line]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """What parts the first line into most texts; quoted signs do not count."""
    for line in text.splitlines()[:10]:
        plain = re.sub(r'"[^"]*"', "", line)
        best = max(_DELIMITERS, key=plain.count)
        if best in plain:
            return best
    return _DELIMITERS[0]


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _as_meant(text: str) -> str:
    plain = text[1:] if _MADE_HARMLESS.match(text) else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")

"""Reading one CSV file of an export in batches of rows, whatever it contains; what is wrong with its form is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.source import DAMAGES, File
from kasse.fiscal.de.dsfinvk.tables import Table
from kasse.fiscal.de.findings import shown

BATCH = 1000
_BLOCK = 1 << 18
_LONGEST_LINE = 1 << 20
_BLOCKS_OF_BATCH = 4
_BLOCKS_OF_ROW = 8
"""So that nobody can fill the memory with rows of many megabytes."""
_MOST_DAMAGES = 1000
"""After so many rows that are no rows the rest of a file is not read: it is something else."""
_BOM = b"\xef\xbb\xbf"

Fields = list[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows, each with the table's columns in order (of `tse`, further certificate columns may follow)."""

    rows: list[Fields]
    lines: range | list[int]
    """In which line of the file each row begins."""


class Sheet:
    """One CSV file. It can be read more than once; `findings` hears what is wrong with its form."""

    def __init__(self, table: Table, file: File) -> None:
        self.table = table
        self.names: list[str] = []
        """The header as it stands there; known while and after reading."""
        self._file = file

    def batches(self, findings: Findings, read: Callable[[int], None] = lambda _: None) -> Iterator[Batch]:
        """All rows that can be read. `read` hears how many bytes more were read, and what it raises ends all."""
        try:
            with self._file.open() as stream:
                yield from _Reading(self, stream, findings, read).batches()
        except _HopelessError as error:
            findings.error(1, "not-read-on", str(error), file=self.table.file)
        except DAMAGES:
            text = "Diese Datei ist beschädigt und nicht bis zum Ende lesbar."
            findings.error(1, "unreadable", text, file=self.table.file)


class _HopelessError(Exception):
    """Reading on makes no sense. The text is German."""


class _Reading:
    def __init__(
        self, sheet: Sheet, stream: BinaryIO, findings: Findings, read: Callable[[int], None]
    ) -> None:
        self._sheet = sheet
        self._name = sheet.table.file
        self._stream = stream
        self._findings = findings
        self._read = read
        self._damages = 0
        self._fresh = 0
        """Blocks that were read since the last row was whole."""

    def batches(self) -> Iterator[Batch]:
        texts = chain.from_iterable(self._texts())
        reader = csv.reader(texts, delimiter=";", strict=True)
        try:
            header = next(reader, None)
        except csv.Error:
            header = []
        if not header:
            raise _HopelessError("Die Kopfzeile fehlt oder ist nicht lesbar.")
        self._sheet.names = header
        arrange = self._arrangement(header)
        base = 0
        while True:
            first = base + reader.line_num + 1
            rows, damage = self._rows(reader)
            after = base + reader.line_num
            # A damage costs a line and gives no row; a row with a line break inside takes several.
            exact = after + 1 - first == len(rows) + damage
            lines = range(first, first + len(rows)) if exact else _lines(first, rows)
            yield from self._whole(rows, lines, len(header), arrange)
            if damage:
                self._damage("csv", "Diese Zeile ist falsch getrennt oder eingefasst.", after)
                reader, base = csv.reader(texts, delimiter=";", strict=True), after
            elif not rows:
                return

    def _rows(self, reader: Iterator[Fields]) -> tuple[list[Fields], bool]:
        """The next rows, none at the end, and whether a damage ended them."""
        rows: list[Fields] = []
        blocks = 0
        try:
            for row in islice(reader, BATCH):
                rows.append(row)
                if self._fresh:
                    blocks += self._fresh
                    self._fresh = 0
                    if blocks > _BLOCKS_OF_BATCH:
                        break
        except csv.Error:
            return rows, True
        return rows, False

    def _whole(
        self,
        rows: list[Fields],
        lines: range | list[int],
        width: int,
        arrange: Callable[[Fields], Fields] | None,
    ) -> Iterator[Batch]:
        if set(map(len, rows)) - {width}:
            good = [len(row) == width for row in rows]
            for row, line, is_good in zip(rows, lines, good, strict=True):
                if not is_good:
                    text = f"Diese Zeile hat {len(row)} Felder statt {width}."
                    self._damage("field-count", text, line)
            lines = [line for line, is_good in zip(lines, good, strict=True) if is_good]
            rows = [row for row, is_good in zip(rows, good, strict=True) if is_good]
        if rows:
            yield Batch(list(map(arrange, rows)) if arrange else rows, lines)

    def _damage(self, kind: str, text: str, line: int) -> None:
        self._findings.error(1, kind, text, file=self._name, line=line)
        self._damages += 1
        if self._damages >= _MOST_DAMAGES:
            raise _HopelessError(
                f"Nach {_MOST_DAMAGES} unbrauchbaren Zeilen wurde diese Datei nicht weiter gelesen."
            )

    def _arrangement(self, header: Fields) -> Callable[[Fields], Fields] | None:
        """How to bring a row into the official order; None if it is in it already."""
        official = list(self._sheet.table.header)
        width = len(official)
        if header[:width] == official and all(name.startswith("TSE_ZERTIFIKAT_") for name in header[width:]):
            return None
        text = f"Die Kopfzeile ist nicht die vorgeschriebene: {shown(';'.join(header))}"
        self._findings.error(1, "header", text, file=self._name, line=1)
        missing = [name for name in official if name not in header]
        if len(missing) > width // 2:
            raise _HopelessError("Diese Datei hat andere Spalten und wurde nicht weiter gelesen.")
        if missing:
            text = f"Es fehlen Spalten: {', '.join(missing)}."
            self._findings.error(1, "columns-missing", text, file=self._name, line=1)
        places = [header.index(name) if name in header else None for name in official]
        return lambda row: ["" if place is None else row[place] for place in places]

    def _texts(self) -> Iterator[Iterator[str]]:
        """The file as lines, block by block."""
        line, rest, inside = 1, b"", False
        while block := self._stream.read(_BLOCK):
            self._read(len(block))
            self._fresh += 1
            if self._fresh > _BLOCKS_OF_ROW:
                raise _HopelessError("Diese Datei hat eine Zeile ohne Ende und wurde nicht weiter gelesen.")
            if line == 1 and not rest and block.startswith(_BOM):
                text = "Diese Datei beginnt mit einer Bytereihenfolge-Marke (BOM), die dort nicht hingehört."
                self._findings.hint(1, "bom", text, file=self._name)
                block = block[len(_BOM) :]
            block = rest + block
            cut = block.rfind(b"\n") + 1
            rest = block[cut:]
            if len(rest) > _LONGEST_LINE:
                raise _HopelessError(
                    "Diese Datei hat eine Zeile von mehr als 4 MiB und wurde nicht weiter gelesen."
                )
            if cut:
                whole = self._decoded(block[:cut], line)
                inside = self._check_ends(whole, line, inside=inside)
                line += whole.count("\n")
                yield io.StringIO(whole, newline="\n")
        if rest:
            text = "Der letzten Zeile fehlt das Satzende CRLF."
            self._findings.error(1, "line-end", text, file=self._name, line=line)
            yield iter([self._decoded(rest, line)])

    def _decoded(self, block: bytes, line: int) -> str:
        try:
            return block.decode()
        except UnicodeDecodeError as error:
            at = line + block[: error.start].count(b"\n")
            self._findings.error(
                1, "utf-8", "Diese Datei ist nicht in UTF-8 geschrieben.", file=self._name, line=at
            )
            return block.decode(errors="replace")

    def _check_ends(self, text: str, line: int, *, inside: bool) -> bool:
        """Whether every record ends with CRLF; returns whether the text ends inside of quotation marks."""
        ends = text.count("\n")
        if text.count("\r\n") == ends == text.count("\r"):
            return inside ^ bool(text.count('"') % 2)
        for i, each in enumerate(io.StringIO(text, newline="\n")):
            inside ^= bool(each.count('"') % 2)
            if not inside and not each.endswith("\r\n"):
                told = "Das Satzende ist nicht CRLF."
                self._findings.error(1, "line-end", told, file=self._name, line=line + i)
        return inside


def _lines(first: int, rows: list[Fields]) -> list[int]:
    lines: list[int] = []
    for row in rows:
        lines.append(first)
        first += 1 + sum([field.count("\n") for field in row])
    return lines

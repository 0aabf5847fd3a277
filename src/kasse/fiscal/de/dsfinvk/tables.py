"""The 20 tables and 219 columns of DSFinV-K 2.4, read from `resources/schemas/dsfinvk-2.4.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from kasse import resources

VERSION = "2.4"
DTD = "gdpdu-01-09-2004.dtd"
INDEX = "index.xml"
CLOSING_KEY = ("Z_KASSE_ID", "Z_ERSTELLUNG", "Z_NR")
"""The first three columns of every table: they name the closing."""
CERTIFICATE_PART = 1000
"""Characters of a TSE certificate in one column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `size` is the most characters of a text, or the decimals of a number."""

    name: str
    is_number: bool
    size: int
    requirement: str
    """M mandatory, c if there is something to say, I mandatory for an article, O one of these is mandatory."""
    is_key: bool
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """One file of an export. `name` is its file without the ending, `logical_name` what index.xml calls it."""

    name: str
    logical_name: str
    module: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def position(self, column: str) -> int:
        """Where a column stands, from 0. ValueError if there is none of that name."""
        return self.header.index(column)


def _read(text: str) -> dict[str, Table]:
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    tables: dict[str, Table] = {}
    for (file, logical_name, module), group in groupby(rows, itemgetter("Datei", "Name", "Modul")):
        columns = tuple(
            Column(
                name=row["Spalte"],
                is_number=row["Art"] == "N",
                size=int(row["Umfang"]),
                requirement=row["Pflicht"],
                is_key=bool(row["Schlüssel"]),
                label=row["Bezeichnung"],
            )
            for row in group
        )
        name = file.removesuffix(".csv")
        tables[name] = Table(name, logical_name, module, columns)
    return tables


TABLES: Mapping[str, Table] = _read(resources.text("schemas", "dsfinvk-2.4.csv"))
"""All tables by name, in the official order."""


def roman(number: int) -> str:
    """A number from 1 to 39 in Roman numerals, as the certificate's columns are counted."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def certificate_column(number: int) -> Column:
    """The column for a certificate's further part; the official ones end with II."""
    name = f"TSE_ZERTIFIKAT_{roman(number)}"
    return Column(name, False, CERTIFICATE_PART, "c", False, "Weitere 1.000 Zeichen des Zertifikats der TSE")  # noqa: FBT003


def certificate_parts(certificate: str) -> tuple[str, ...]:
    """A certificate's text cut for its columns: at least two parts, more where it is long."""
    size = CERTIFICATE_PART
    count = max(2, -(-len(certificate) // size))
    return tuple(certificate[i * size : (i + 1) * size] for i in range(count))


def with_certificate_columns(table: Table, width: int) -> Table:
    """The table with so many columns in all: what is more than official continues the certificate."""
    parts = sum(column.name.startswith("TSE_ZERTIFIKAT_") for column in table.columns)
    more = tuple(certificate_column(parts + i + 1) for i in range(width - len(table.columns)))
    return Table(table.name, table.logical_name, table.module, table.columns + more) if more else table

"""Reading an index.xml that anybody may have written, and comparing it with the files (group 1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.source import DAMAGES, File
from kasse.fiscal.de.dsfinvk.tables import DTD, INDEX, Table, certificate_column
from kasse.fiscal.de.findings import shown

_MOST_BYTES = 8 << 20
_MOST = 1000
"""Tables, and columns of one."""
_COLUMNS = ("VariableColumn", "VariablePrimaryKey")


@dataclass(slots=True)
class DescribedColumn:
    """What index.xml says of a column."""

    name: str = ""
    is_number: bool = False
    size: str = ""
    """MaxLength or Accuracy; empty if neither is given."""


@dataclass(slots=True)
class DescribedTable:
    """What index.xml says of a file."""

    facts: dict[str, str] = field(default_factory=dict)
    """URL, Name, DecimalSymbol, ColumnDelimiter and so on, by element."""
    columns: list[DescribedColumn] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Which file it is about."""
        return self.facts.get("URL", "").strip()


_FACTS = {
    "DecimalSymbol": ",",
    "ColumnDelimiter": ";",
    "RecordDelimiter": "\r\n",
    "TextEncapsulator": '"',
    "Range/From": "2",
}
_DEFAULTS = {"ColumnDelimiter": ";", "RecordDelimiter": "\r\n", "TextEncapsulator": '"', "DecimalSymbol": ","}


class _HostileError(Exception):
    pass


class _Reader:
    """Walks through the elements. Declared entities end it: nobody needs them, and they can blow up."""

    def __init__(self) -> None:
        self.tables: list[DescribedTable] = []
        self.dtd = ""
        self._path: list[str] = []
        self._text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _refuse(self, *_: Any) -> None:
        raise _HostileError

    def _doctype(self, _name: str, system: str | None, _public: str | None, _inner: int) -> None:
        self.dtd = system or ""

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text.clear()
        if name == "Table":
            self.tables.append(DescribedTable())
        elif name in _COLUMNS and self.tables:
            self.tables[-1].columns.append(DescribedColumn())
        if len(self.tables) > _MOST or (self.tables and len(self.tables[-1].columns) > _MOST):
            raise _HostileError

    def _end(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        self._path.pop()
        if not self.tables or not self._path:
            return
        table, outer = self.tables[-1], self._path[-1]
        if outer in ("Table", "VariableLength"):
            table.facts[name] = text
        elif outer == "Range" and name == "From":
            table.facts["Range/From"] = text.strip()
        elif table.columns and (outer in _COLUMNS or outer == "Numeric"):
            _describe(table.columns[-1], name, text.strip())


def _describe(column: DescribedColumn, name: str, text: str) -> None:
    if name == "Name":
        column.name = text
    elif name == "Numeric":
        column.is_number = True
    elif name in ("MaxLength", "Accuracy"):
        column.size = text


def read_index(data: bytes) -> tuple[str, list[DescribedTable]] | None:
    """The DTD that it names, and the tables that it describes; None if it is not XML, or hostile."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 - the library's
    except (expat.ExpatError, _HostileError, ValueError, LookupError):
        return None
    return reader.dtd, reader.tables


def check_index(
    file: File | None, names: dict[str, list[str]], tables: dict[str, Table], findings: Findings
) -> None:
    """Compare index.xml with the headers as they stand in the files (by table) and with the official columns."""
    if file is None:
        return
    try:
        with file.open() as stream:
            data = stream.read(_MOST_BYTES + 1)
    except DAMAGES:
        findings.error(1, "unreadable", "Diese Datei ist beschädigt.", file=INDEX)
        return
    index = read_index(data) if len(data) <= _MOST_BYTES else None
    if index is None:
        findings.error(1, "index-xml", "Diese Datei ist kein lesbares XML.", file=INDEX)
        return
    dtd, described = index
    if dtd != DTD:
        findings.error(1, "index-dtd", f"Als DTD ist „{shown(dtd)}“ genannt statt {DTD}.", file=INDEX)
    by_url: dict[str, DescribedTable] = {}
    for each in described:
        if each.url in by_url:
            findings.error(1, "index-double", f"{shown(each.url)} ist zweimal beschrieben.", file=INDEX)
        by_url[each.url] = each
    for name, table in tables.items():
        found = by_url.pop(table.file, None)
        if found is None:
            findings.error(1, "index-missing", f"{table.file} ist nicht beschrieben.", file=INDEX)
        else:
            _compare(found, table, names.get(name), findings)
    for url in by_url:
        findings.hint(1, "index-foreign", f"„{shown(url)}“ gehört nicht zu einem Export.", file=INDEX)


def _compare(found: DescribedTable, table: Table, header: list[str] | None, findings: Findings) -> None:
    described = [column.name for column in found.columns]
    if header is not None and described != header:
        text = f"Für {table.file} sind andere Spalten beschrieben, als die Datei hat."
        findings.error(1, "index-columns", text, file=INDEX)
    if "UTF8" not in found.facts:
        findings.error(1, "index-form", f"Für {table.file} ist nicht UTF-8 angegeben.", file=INDEX)
    for fact, wanted in _FACTS.items():
        told = found.facts.get(fact, _DEFAULTS.get(fact, ""))
        if told != wanted:
            text = f"Für {table.file} ist {fact} „{shown(told)}“ angegeben."
            findings.error(1, "index-form", text, file=INDEX)
    logical_name = found.facts.get("Name", "").strip()
    if logical_name != table.logical_name:
        text = f"{table.file} heißt dort „{shown(logical_name)}“ statt {table.logical_name}."
        findings.hint(1, "index-name", text, file=INDEX)
    official = {column.name: column for column in table.columns}
    for column in found.columns:
        wanted_column = official.get(column.name)
        if wanted_column is None and column.name.startswith("TSE_ZERTIFIKAT_"):
            wanted_column = certificate_column(1)
        if wanted_column is None:
            continue
        size = str(wanted_column.size) if wanted_column.size else ""
        if column.is_number != wanted_column.is_number or (column.size or "0") != (size or "0"):
            text = f"{column.name} von {table.file} ist dort anders beschrieben, als es vorgeschrieben ist."
            findings.hint(1, "index-type", text, file=INDEX)

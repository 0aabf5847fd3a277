"""index.xml, which tells the auditor's software what the files contain (GDPdU description standard of 2004)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from kasse.fiscal.de.dsfinvk.tables import DTD, VERSION, Column, Table


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who hands the export over: business, its place, and a comment, such as the period."""

    name: str
    location: str
    comment: str


def index_xml(supplier: Supplier, tables: Iterable[Table]) -> bytes:
    """The whole file for these tables, in the shape of the official one: BOM, CRLF, two blanks a level."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<!DOCTYPE DataSet SYSTEM "{DTD}">',
        "<DataSet>",
        "  <Version>1.0</Version>",
        "  <DataSupplier>",
        f"    <Name>{_text(supplier.name)}</Name>",
        f"    <Location>{_text(supplier.location)}</Location>",
        f"    <Comment>{_text(supplier.comment)}</Comment>",
        "  </DataSupplier>",
        "  <Media>",
        f"    <Name>DSFinV-K {VERSION}</Name>",
    ]
    for table in tables:
        lines += _table(table)
    lines += ["  </Media>", "</DataSet>", ""]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()


def _text(text: str) -> str:
    """A text as XML can carry it: without the control characters that it forbids."""
    return escape("".join([c if c >= " " and c not in "\ufffe\uffff" else " " for c in text]))


def _table(table: Table) -> list[str]:
    lines = [
        "    <Table>",
        f"      <URL>{table.file}</URL>",
        f"      <Name>{table.logical_name}</Name>",
        f"      <Description>{table.file}</Description>",
        "      <UTF8 />",
        "      <DecimalSymbol>,</DecimalSymbol>",
        "      <DigitGroupingSymbol>.</DigitGroupingSymbol>",
        "      <Range>",
        "        <From>2</From>",
        "      </Range>",
        "      <VariableLength>",
        "        <ColumnDelimiter>;</ColumnDelimiter>",
        "        <RecordDelimiter>&#xD;&#xA;</RecordDelimiter>",
        '        <TextEncapsulator>"</TextEncapsulator>',
    ]
    for column in table.columns:
        lines += _column(column)
    return [*lines, "      </VariableLength>", "    </Table>"]


def _column(column: Column) -> list[str]:
    lines = [
        "        <VariableColumn>",
        f"          <Name>{column.name}</Name>",
        f"          <Description>{_text(column.label)}</Description>",
    ]
    if not column.is_number:
        lines += ["          <AlphaNumeric />", f"          <MaxLength>{column.size}</MaxLength>"]
    elif column.size:
        accuracy = f"            <Accuracy>{column.size}</Accuracy>"
        lines += ["          <Numeric>", accuracy, "          </Numeric>"]
    else:
        lines.append("          <Numeric />")
    return [*lines, "        </VariableColumn>"]

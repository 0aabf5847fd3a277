"""One layout step for everything that prints in columns: a page becomes lines of n characters."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kasse.documents.page import AMOUNT
from kasse.ports.paper import (
    Align,
    Bar,
    Cell,
    Cut,
    Element,
    Feed,
    Page,
    Picture,
    QrCode,
    Row,
    Rule,
    RuleKind,
    Size,
    Text,
)

NARROWEST = 8
"""A growing column of fewer characters than this would be a ladder of syllables: the row is stacked instead."""

RULES = {RuleKind.LINE: "─", RuleKind.DOTTED: "·", RuleKind.DOUBLE: "═"}
BLOCK = "█"


@dataclass(frozen=True, slots=True)
class Columns:
    """How many characters of each size a line holds."""

    normal: int
    small: int
    double: int

    @staticmethod
    def even(normal: int) -> Columns:
        """Every size is as wide as the normal one: plain text."""
        return Columns(normal, normal, normal)

    def at(self, size: Size) -> int:
        """The columns of this size."""
        if size is Size.SMALL:
            return self.small
        return self.double if size is Size.DOUBLE else self.normal


@dataclass(frozen=True, slots=True)
class Line:
    """A finished line: never longer than the columns of its size; an inverted one is exactly as long."""

    text: str
    size: Size = Size.NORMAL
    bold: bool = False
    invert: bool = False


TextOrRow = TypeVar("TextOrRow", Text, Row)
Laid = Line | QrCode | Picture | Feed | Cut


def lay_out(page: Page, columns: Columns, spell: Callable[[str], str] = str) -> list[Laid]:
    """Break a page into lines. `spell` replaces characters that the printer lacks, before anything is measured."""
    laid: list[Laid] = []
    for element in page.elements:
        laid.extend(_element(element, columns, spell))
    return laid


def _element(element: Element, columns: Columns, spell: Callable[[str], str]) -> Iterator[Laid]:
    match element:
        case Text():
            shown = replace(element, text=spell(element.text))
            whole = words_fit(shown.text, columns.at(shown.size) - shown.indent, len)
            yield from _paragraph(narrower(shown, whole=whole), columns)
        case Row():
            cells = tuple(_spelt(cell, spell) for cell in element.cells)
            whole = row_fits(cells, columns.at(element.size), gap=1, unit=1, measure=len)
            yield from _table_row(narrower(replace(element, cells=cells), whole=whole), columns)
        case Rule():
            yield Line(spell(RULES[element.kind]) * columns.normal)
        case Bar():
            yield Line(_bar(element, columns.normal, spell))
        case QrCode() | Picture() | Feed() | Cut():
            yield element


def _paragraph(text: Text, columns: Columns) -> Iterator[Line]:
    width = columns.at(text.size)
    room = width - text.indent
    for piece in wrap(text.text, room):
        line = " " * text.indent + _aligned(piece, room, text.align)
        yield Line(line.ljust(width) if text.invert else line.rstrip(), text.size, text.bold, text.invert)


def _table_row(row: Row, columns: Columns) -> Iterator[Line]:
    width = columns.at(row.size)
    for line in _row(row.cells, width):
        yield Line(line.ljust(width) if row.invert else line, row.size, row.bold, row.invert)


def narrower(element: TextOrRow, *, whole: bool) -> TextOrRow:
    """Double size becomes tall, as high and half as wide, where a word would have to be broken."""
    return element if whole or element.size is not Size.DOUBLE else replace(element, size=Size.TALL)


def words_fit(text: str, room: float, measure: Callable[[str], float]) -> bool:
    """Whether no word of the text is longer than the room."""
    return all(measure(word) <= room for word in text.split())


def row_fits(
    cells: Sequence[Cell], total: float, *, gap: float, unit: float, measure: Callable[[str], float]
) -> bool:
    """Whether the cells fit side by side with all their words whole."""
    widths = share_width(cells, total, gap=gap, unit=unit, measure=measure)
    return widths is not None and all(
        c.width is not None or words_fit(c.text, width, measure)
        for c, width in zip(cells, widths, strict=True)
    )


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken between words, in a word only where it alone is too long."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(
            textwrap.wrap(paragraph, width, break_on_hyphens=False) if len(paragraph) > width else [paragraph]
        )
    return lines


def _aligned(text: str, width: int, align: Align) -> str:
    if align is Align.CENTER:
        return " " * ((width - len(text)) // 2) + text
    return text.rjust(width) if align is Align.RIGHT else text.ljust(width)


def _spelt(cell: Cell, spell: Callable[[str], str]) -> Cell:
    text = cell.text if cell.width is None else cell.text.replace("\n", " ")
    return Cell(spell(text), cell.width, cell.align)


def share_width(
    cells: Sequence[Cell], total: float, *, gap: float, unit: float, measure: Callable[[str], float]
) -> list[float] | None:
    """The width of each column, or None where they do not fit side by side.

    `unit` is the width of a character, `measure` that of a text, both in the unit of `total`.
    """
    fixed = [0.0 if c.width is None else max(c.width * unit, measure(c.text)) for c in cells]
    rest = total - sum(fixed) - gap * (len(cells) - 1)
    growing = [c for c in cells if c.width is None]
    if rest < 0:
        return None
    if not growing:
        return fixed
    each = rest / len(growing)
    tight = each < NARROWEST * unit
    if tight and any(measure(c.text) > each for c in growing):
        return None
    return [each if c.width is None else width for c, width in zip(cells, fixed, strict=True)]


def _row(cells: Sequence[Cell], width: int) -> Iterator[str]:
    shared = share_width(cells, width, gap=1, unit=1, measure=len)
    if shared is None:
        yield from _stacked(cells, width)
        return
    widths = _whole(shared, width)
    columns = [
        [
            _aligned(piece, w, cell.align)
            for piece in (wrap(cell.text, w) if cell.width is None else [cell.text])
        ]
        for cell, w in zip(cells, widths, strict=True)
    ]
    for number in range(max(len(pieces) for pieces in columns)):
        yield " ".join(
            pieces[number] if number < len(pieces) else " " * w
            for pieces, w in zip(columns, widths, strict=True)
        ).rstrip()


def _whole(widths: Sequence[float], total: int) -> list[int]:
    """Whole columns: the first growing ones take what the division left over."""
    whole = [int(width) for width in widths]
    left = min(total - len(whole) + 1, round(sum(widths))) - sum(whole)
    for index, width in enumerate(widths):
        if left > 0 and width != int(width):
            whole[index] += 1
            left -= 1
    return whole


def _stacked(cells: Sequence[Cell], width: int) -> Iterator[str]:
    """Growing texts on lines of their own, the rest below at the right, each whole as long as the paper allows."""
    for cell in cells:
        if cell.width is None and cell.text:
            yield from wrap(cell.text, width)
    line = ""
    for cell in cells:
        if cell.width is None or not cell.text:
            continue
        for piece in wrap(cell.text, width) if len(cell.text) > width else [cell.text]:
            joined = f"{line} {piece}".strip()
            if len(joined) > width:
                yield line.rjust(width)
                joined = piece
            line = joined
    if line:
        yield line.rjust(width)


def _bar(bar: Bar, width: int, spell: Callable[[str], str]) -> str:
    value = spell(bar.value).replace("\n", " ").rjust(AMOUNT)
    label = spell(bar.label).replace("\n", " ")[: max(0, width - len(value) - 1)]
    room = max(0, width - len(label) - len(value) - 2)
    filled = spell(BLOCK) * bar_length(bar.share, room)
    return f"{label} {filled.ljust(room)} {value}" if room else label.ljust(width - len(value)) + value


def bar_length(share: int, room: int) -> int:
    """The length of a bar: one at least where there is anything."""
    return max(int(share > 0), (share * room + 500) // 1000) if room else 0

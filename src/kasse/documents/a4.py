"""Documents on A4 for offices and auditors: headings, paragraphs, tables and small charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `strong`: what nobody may overlook."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short paragraphs."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on each page. `widths` are shares of the line; `right`: columns of numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    right: frozenset[int] = frozenset()
    small: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side: label, height (whole numbers, also negative), and the height as text."""

    title: str
    bars: tuple[tuple[str, int, str], ...]


Block = Heading | Paragraph | Points | Table | Chart


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks from top to bottom; pages break by themselves."""

    title: str
    blocks: tuple[Block, ...]


# --- a light mark-up, so that a template is a text that people can read and change ------------------------------


def read_markup(text: str) -> Iterator[Block]:
    """Blocks of a text: `# ` to `### ` headings, `- ` points, `| a | b |` tables (the first row is the head), else
    paragraphs. Empty lines separate; a line goes on in the next one."""
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.rstrip() for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("#"):
            mark, _, words = lines[0].partition(" ")
            yield Heading(words, len(mark))
            lines = lines[1:]
        if lines and lines[0].startswith("|"):
            yield _table(lines)
        elif lines and lines[0].startswith("- "):
            yield Points(tuple(" ".join(point.split()) for point in "\n".join(lines)[2:].split("\n- ")))
        elif lines:
            yield Paragraph(" ".join(lines))


def _table(lines: Iterable[str]) -> Table:
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    head, body = rows[0], rows[1:]
    filled = [(row + ("",) * len(head))[: len(head)] for row in body]
    widths = tuple(
        min(max(len(cell) for cell in column), 40) + 4 for column in zip(head, *filled, strict=True)
    )
    return Table(head, tuple(filled), widths)


def markup_cell(text: str) -> str:
    """A text as it may stand in a cell of a table."""
    return " ".join(text.replace("|", "/").split())

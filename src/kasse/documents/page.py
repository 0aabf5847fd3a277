"""Composing a page: short words for what German receipts are made of."""

from __future__ import annotations

from kasse.ports.paper import (
    Align,
    Bar,
    Cell,
    Correction,
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

NO_BREAK = "\u00a0"
"""Between words that stay on one line. It is drawn as a blank."""

AMOUNT = 10
"""Columns of an amount up to 999.999,99."""


def amount(text: str, width: int = AMOUNT) -> Cell:
    """A right-aligned column of amounts, which never wraps."""
    return Cell(text, width, Align.RIGHT)


def fitting(text: str, align: Align = Align.LEFT) -> Cell:
    """A column as wide as its text."""
    return Cell(text, 0, align)


class PageWriter:
    """Collects the elements of a page from top to bottom."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._elements: list[Element] = []

    def text(self, text: str, *, size: Size = Size.NORMAL, bold: bool = False, indent: int = 0) -> None:
        """A paragraph at the left."""
        self._elements.append(Text(text, size, bold, indent=indent))

    def centered(self, text: str, *, size: Size = Size.NORMAL, bold: bool = False) -> None:
        """A paragraph in the middle."""
        self._elements.append(Text(text, size, bold, Align.CENTER))

    def banner(self, text: str, *, size: Size = Size.TALL) -> None:
        """White on black across the paper: what nobody may overlook."""
        self._elements.append(Text(text, size, bold=True, align=Align.CENTER, invert=True))

    def pair(self, left: str, right: str, *, size: Size = Size.NORMAL, bold: bool = False) -> None:
        """Words at the left, which wrap, and an amount at the right, which does not."""
        self.row(Cell(left), fitting(right, Align.RIGHT), size=size, bold=bold)

    def row(self, *cells: Cell, size: Size = Size.NORMAL, bold: bool = False, invert: bool = False) -> None:
        """Cells side by side."""
        self._elements.append(Row(cells, size, bold, invert))

    def rule(self, kind: RuleKind = RuleKind.LINE) -> None:
        """A line across the paper; two rules never follow each other."""
        if self._elements and not isinstance(self._elements[-1], Rule):
            self._elements.append(Rule(kind))

    def bar(self, label: str, share: int, value: str) -> None:
        """A row of a small chart; `share` in thousandths of the longest."""
        self._elements.append(Bar(label, share, value))

    def qr(self, text: str, correction: Correction = Correction.M) -> None:
        """A QR code in the middle."""
        self._elements.append(QrCode(text, correction))

    def picture(self, png: bytes, alt: str) -> None:
        """A picture in the middle."""
        self._elements.append(Picture(png, alt))

    def feed(self, lines: int = 1) -> None:
        """Free space."""
        self._elements.append(Feed(lines))

    def cut(self) -> None:
        """Cut here; the page's own end is cut anyway."""
        self._elements.append(Cut())

    def page(self) -> Page:
        """What was written so far."""
        return Page(self._title, tuple(self._elements))

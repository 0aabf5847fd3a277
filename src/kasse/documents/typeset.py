"""Typesetting a page in IBM Plex: where every word, line and code stands, in printer dots (203 to the inch).

Pictures and PDFs draw the same sheet; they differ only in how they measure and draw a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kasse.documents.layout import bar_length, narrower, row_fits, share_width, words_fit
from kasse.documents.page import NO_BREAK
from kasse.documents.qr import Modules, module_dots, modules
from kasse.ports.paper import (
    Align,
    Bar,
    Cut,
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

FONTS = Path(__file__).parent.parent / "resources" / "fonts"


class Face(StrEnum):
    """The fonts of the paper, by the names of their files."""

    REGULAR = "IBMPlexSans-Regular"
    MEDIUM = "IBMPlexSans-Medium"
    SEMI_BOLD = "IBMPlexSans-SemiBold"
    CONDENSED = "IBMPlexSansCondensed-Regular"
    CONDENSED_SEMI_BOLD = "IBMPlexSansCondensed-SemiBold"

    @property
    def path(self) -> Path:
        """Where the font lies."""
        return FONTS / f"{self.value}.ttf"


Measure = Callable[[str, Face, int], float]
"""The width of a text in a face and size, in dots."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text on its baseline. `x` is its left or, if `right`, its right end."""

    x: float
    baseline: float
    text: str
    face: Face
    size: int
    right: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A black rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; `x` and `y` are the corner of its first module, `dots` the width of one."""

    x: float
    y: float
    dots: int
    modules: Modules


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


Mark = Word | Box | Code | Placed


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with everything in its place. The origin is at the top left."""

    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    face: Face
    size: int
    leading: int


_PAD = 5
"""Black dots above and below white text."""
_GAP = 0.8
"""Between columns, in widths of a figure."""


def _styles(dots: int) -> dict[tuple[Size, bool], _Style]:
    base = 22 if dots >= 500 else 20
    small, tall, double = base - 5, base + 8, 2 * base
    return {
        (Size.SMALL, False): _Style(Face.CONDENSED, small, small + 4),
        (Size.SMALL, True): _Style(Face.CONDENSED_SEMI_BOLD, small, small + 4),
        (Size.NORMAL, False): _Style(Face.REGULAR, base, base + 7),
        (Size.NORMAL, True): _Style(Face.SEMI_BOLD, base, base + 7),
        (Size.TALL, False): _Style(Face.MEDIUM, tall, tall + 10),
        (Size.TALL, True): _Style(Face.SEMI_BOLD, tall, tall + 10),
        (Size.DOUBLE, False): _Style(Face.MEDIUM, double, double + 8),
        (Size.DOUBLE, True): _Style(Face.SEMI_BOLD, double, double + 8),
    }


def typeset(page: Page, dots: int, measure: Measure) -> Sheet:
    """Set the page on paper that prints `dots` dots wide."""
    setter = _Setter(dots, measure)
    for element in page.elements:
        setter.place(element)
    return Sheet(dots, round(setter.y), tuple(setter.marks))


class _Setter:
    def __init__(self, dots: int, measure: Measure) -> None:
        self.y = 0.0
        self.marks: list[Mark] = []
        self._dots = dots
        self._measure = measure
        self._styles = _styles(dots)

    def place(self, element: object) -> None:
        match element:
            case Text():
                self._text(element)
            case Row():
                self._row(element)
            case Rule():
                self._rule(element.kind)
            case Bar():
                self._bar(element)
            case QrCode():
                self._qr(element)
            case Picture():
                self._picture(element)
            case Feed():
                self.y += element.lines * self._styles[Size.NORMAL, False].leading
            case Cut():
                self._rule(RuleKind.DOTTED)

    def _width_in(self, style: _Style) -> Callable[[str], float]:
        return lambda text: self._measure(text, style.face, style.size)

    def _words(self, text: str, style: _Style, room: float) -> Iterator[str]:
        for paragraph in text.split("\n"):
            if self._measure(paragraph, style.face, style.size) <= room:
                yield paragraph
            else:
                yield from self._broken(paragraph, style, room)

    def _broken(self, paragraph: str, style: _Style, room: float) -> Iterator[str]:
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if line and not self._fits(joined, style, room) and self._fits(word, style, room):
                yield line
                joined = word
            while not self._fits(joined, style, room) and len(joined) > 1:
                fits = self._fitting(joined, style, room)
                yield joined[:fits]
                joined = joined[fits:]
            line = joined
        yield line

    def _fits(self, text: str, style: _Style, room: float) -> bool:
        return self._measure(text, style.face, style.size) <= room

    def _fitting(self, word: str, style: _Style, room: float) -> int:
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if self._measure(word[:middle], style.face, style.size) <= room:
                low = middle
            else:
                high = middle - 1
        return low

    def _text(self, text: Text) -> None:
        style = self._styles[text.size, text.bold]
        if not words_fit(text.text, self._dots - 2 * _PAD, self._width_in(style)):
            text = narrower(text, whole=False)
            style = self._styles[text.size, text.bold]
        indent = text.indent * self._measure("0", style.face, style.size)
        pad = _PAD if text.invert else 0
        self.y += pad
        top = self.y
        lines = list(self._words(text.text, style, self._dots - indent - 2 * pad))
        if text.invert:
            self.marks.append(Box(0, top, self._dots, len(lines) * style.leading + 2 * pad))
            self.y += pad
        for line in lines:
            self._line(line, style, indent, self._dots - indent, text.align, white=text.invert)
            self.y += style.leading
        self.y += 2 * pad if text.invert else 0

    def _line(
        self, line: str, style: _Style, x: float, room: float, align: Align, *, white: bool = False
    ) -> None:
        if not line:
            return
        line = line.replace(NO_BREAK, " ")
        if align is Align.CENTER:
            x += round((room - self._measure(line, style.face, style.size)) / 2)
        # The eye sees a line in the middle when its capitals are: they are 0.7 of the size high.
        baseline = round(self.y + (style.leading + 0.7 * style.size) / 2)
        right = align is Align.RIGHT
        self.marks.append(
            Word(x + room if right else x, baseline, line, style.face, style.size, right, white)
        )

    def _row(self, row: Row) -> None:
        style = self._styles[row.size, row.bold]
        figure = self._measure("0", style.face, style.size)
        gap, measure = figure * _GAP, self._width_in(style)
        if row.size is Size.DOUBLE and not row_fits(
            row.cells, self._dots, gap=gap, unit=figure, measure=measure
        ):
            self._row(narrower(row, whole=False))
            return
        widths = share_width(row.cells, self._dots, gap=gap, unit=figure, measure=measure)
        if widths is None:
            self._stacked(row)
            return
        first = len(self.marks)
        top = low = self.y
        x = 0.0
        for cell, width in zip(row.cells, widths, strict=True):
            self.y = top
            pieces = (
                self._words(cell.text, style, width) if cell.width is None else [cell.text.replace("\n", " ")]
            )
            for piece in pieces:
                self._line(piece, style, x, width, cell.align, white=row.invert)
                self.y += style.leading
            low = max(low, self.y)
            x += width + gap
        if row.invert:
            self.marks.insert(first, Box(0, top, self._dots, low - top))
        self.y = low

    def _stacked(self, row: Row) -> None:
        for cell in row.cells:
            if cell.width is None and cell.text:
                self._text(Text(cell.text, row.size, row.bold, invert=row.invert))
        rest = " ".join(cell.text for cell in row.cells if cell.width is not None and cell.text)
        if rest:
            self._text(Text(rest, row.size, row.bold, Align.RIGHT, row.invert))

    def _rule(self, kind: RuleKind) -> None:
        middle = self.y + 9
        match kind:
            case RuleKind.LINE:
                self.marks.append(Box(0, middle, self._dots, 2))
            case RuleKind.DOUBLE:
                self.marks += [Box(0, middle - 3, self._dots, 2), Box(0, middle + 2, self._dots, 2)]
            case RuleKind.DOTTED:
                self.marks += [Box(x, middle, 2, 2) for x in range(0, self._dots, 7)]
        self.y += 20

    def _bar(self, bar: Bar) -> None:
        style = self._styles[Size.NORMAL, False]
        figure = self._measure("0", style.face, style.size)
        value = self._cut(bar.value, style, self._dots / 2 - figure)
        right = max(10 * figure, self._measure(value, style.face, style.size)) + figure
        label = self._cut(bar.label, style, max(0.0, self._dots - right - figure))
        left = self._measure(label, style.face, style.size) + figure
        length = bar_length(bar.share, max(0, int(self._dots - left - right)))
        self._line(label, style, 0, left, Align.LEFT)
        self._line(value, style, 0, self._dots, Align.RIGHT)
        if length:
            self.marks.append(Box(round(left), self.y + 8, length, style.leading - 15))
        self.y += style.leading

    def _cut(self, words: str, style: _Style, room: float) -> str:
        """The words, or as much of them as has room beside a bar, which has one line only."""
        while words and self._measure(words, style.face, style.size) > room:
            words = words[:-2].rstrip() + "…" if len(words) > 2 else ""
        return words

    def _qr(self, qr: QrCode) -> None:
        rows = modules(qr.text, qr.correction)
        dots = module_dots(len(rows), self._dots)
        side = len(rows) * dots
        self.y += 4 * dots
        self.marks.append(Code((self._dots - side) // 2, self.y, dots, rows))
        self.y += side + 4 * dots

    def _picture(self, picture: Picture) -> None:
        width, height = png_size(picture.png)
        scale = min(1.0, self._dots / width)
        shown = round(width * scale)
        self.marks.append(
            Placed((self._dots - shown) // 2, self.y, shown, round(height * scale), picture.png)
        )
        self.y += round(height * scale) + 6


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the header of a PNG.

    Raises:
        ValueError: these bytes are no PNG.
    """
    if png[:8] != b"\x89PNG\r\n\x1a\n" or png[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")

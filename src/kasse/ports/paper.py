"""What goes on paper, as a value: a page is a list of elements that say what they are, not how they are drawn.

`documents` composes pages and draws them as text, picture and PDF; a printer driver turns them into its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """How large text is set. A double character takes two columns of a printer."""

    SMALL = "small"
    NORMAL = "normal"
    TALL = "tall"
    DOUBLE = "double"


class Align(StrEnum):
    """Where text stands in its line or column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RuleKind(StrEnum):
    """How a rule across the paper looks."""

    LINE = "line"
    DOTTED = "dotted"
    DOUBLE = "double"


class Correction(StrEnum):
    """How much of a QR code may be unreadable: 7, 15, 25 or 30 percent (ISO/IEC 18004)."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. Too long for the paper, it wraps between words; `indent` columns stay free at its left."""

    text: str
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT
    invert: bool = False
    """White on a black bar across the paper."""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a row.

    `width` is counted in characters of the row's size. None takes what the others leave (several share it)
    and wraps between words; 0 is as wide as its text. A cell with a width of its own never wraps: amounts
    stay whole, and a text that does not fit widens its column.
    """

    text: str
    width: int | None = None
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, one column apart."""

    cells: tuple[Cell, ...]
    size: Size = Size.NORMAL
    bold: bool = False
    invert: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    kind: RuleKind = RuleKind.LINE


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a small chart: a label, a bar as long as `share` thousandths of its room, and the value in words."""

    label: str
    share: int
    value: str

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1000:
            raise ValueError("the share of a bar lies between 0 and 1000 thousandths")


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code in the middle of the paper, with its quiet zone."""

    text: str
    correction: Correction = Correction.M


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the middle of the paper, one dot a pixel, made smaller where the paper is narrower."""

    png: bytes
    alt: str
    """What stands in its place where no picture can be shown."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Free space as high as `lines` lines of text."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Here the paper is cut. A page ends with a cut of its own: this one is for slips in between."""


Element = Text | Row | Rule | Bar | QrCode | Picture | Feed | Cut


@dataclass(frozen=True, slots=True)
class Page:
    """One paper. `title` names it in lists and files; it is not printed."""

    title: str
    elements: tuple[Element, ...]

"""A document on A4 as PDF, with real text, embedded fonts and page numbers."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

from kasse.documents.a4 import Block, Chart, Document, Heading, Paragraph, Points, Table
from kasse.documents.pdf import register_fonts
from kasse.documents.typeset import Face

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

_MM = 72 / 25.4
_MARGIN = 18 * _MM
_FOOT = 10 * _MM
_WIDTH = 210 * _MM - 2 * _MARGIN
_SIZES = {1: 18, 2: 13, 3: 10.5}
_BODY, _SMALL = 9, 7
_CHART_HEIGHT = 42 * _MM
_MOST_LABELS = 16
_INK, _BAR, _PALE = "#1a1a1a", "#5a6472", "#d9d9d9"
_Anchor = Literal["start", "middle", "end"]


def a4_pdf(document: Document, target: IO[bytes], *, author: str = "") -> None:
    """Write the document into a file that is open for writing.

    Raises:
        OSError: it cannot be written.
    """
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    register_fonts()
    frame = Frame(
        _MARGIN,
        _MARGIN,
        _WIDTH,
        297 * _MM - 2 * _MARGIN,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def foot(canvas: Any, _template: Any) -> None:
        canvas.setFont(Face.REGULAR.value, _SMALL)
        canvas.drawString(_MARGIN, _FOOT, document.title)
        canvas.drawRightString(_MARGIN + _WIDTH, _FOOT, f"Seite {canvas.getPageNumber()}")

    pages = BaseDocTemplate(
        target,
        pagesize=(210 * _MM, 297 * _MM),
        pageTemplates=[PageTemplate(frames=[frame], onPage=foot)],
        title=document.title,
        author=author,
        lang="de",
        invariant=1,
        initialFontName=Face.REGULAR.value,
    )
    pages.build([flowable for block in document.blocks for flowable in _flowables(block)])


def _flowables(block: Block) -> list[Flowable]:
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import Spacer

    match block:
        case Heading():
            size = _SIZES.get(block.level, _SIZES[3])
            style = _style(Face.SEMI_BOLD, size, before=0 if block.level == 1 else size * 0.8, keep=True)
            return [Flowing(escape(block.text), style)]
        case Paragraph():
            face = Face.SEMI_BOLD if block.strong else Face.REGULAR
            return [Flowing(escape(block.text), _style(face, _BODY, after=4))]
        case Points():
            style = _style(Face.REGULAR, _BODY, after=2, indent=10)
            return [Flowing(escape(text), style, bulletText="–") for text in block.texts] + [Spacer(1, 3)]
        case Table():
            return [_table(block), Spacer(1, 6)]
        case Chart():
            return [_chart(block), Spacer(1, 6)]


def _style(
    face: Face,
    size: float,
    *,
    before: float = 0,
    after: float = 3,
    indent: float = 0,
    keep: bool = False,
    right: bool = False,
) -> ParagraphStyle:
    from reportlab.lib.enums import TA_LEFT, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        f"{face}-{size}-{indent}-{right}",
        fontName=face.value,
        bulletFontName=face.value,
        bulletFontSize=size,
        alignment=TA_RIGHT if right else TA_LEFT,
        fontSize=size,
        leading=size * 1.35,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        keepWithNext=int(keep),
        splitLongWords=1,
    )


def _table(table: Table) -> Flowable:
    from reportlab.platypus import LongTable
    from reportlab.platypus import Paragraph as Flowing

    size = _SMALL if table.small else _BODY - 1
    plain, bold = _style(Face.CONDENSED, size, after=0), _style(Face.SEMI_BOLD, size, after=0)
    whole = sum(table.widths)
    widths = [_WIDTH * width / whole for width in table.widths]
    bold_right = _style(Face.SEMI_BOLD, size, after=0, right=True)
    rows: list[list[Any]] = [
        [Flowing(escape(cell), bold_right if i in table.right else bold) for i, cell in enumerate(table.head)]
    ]
    for row in table.rows:
        short = [i in table.right or not _is_long(cell, widths[i], size) for i, cell in enumerate(row)]
        rows += [
            [cell if fits else Flowing(escape(cell), plain) for cell, fits in zip(row, short, strict=True)]
        ]
    made = LongTable(rows, widths, repeatRows=1)
    made.setStyle(
        [
            ("FONT", (0, 1), (-1, -1), Face.CONDENSED.value, size),
            ("LEADING", (0, 0), (-1, -1), size * 1.35),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, _INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, _PALE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            *(("ALIGN", (i, 1), (i, -1), "RIGHT") for i in sorted(table.right)),
        ]
    )
    return made


def _is_long(text: str, width: float, size: float) -> bool:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return "\n" in text or float(stringWidth(text, Face.CONDENSED.value, size)) > width - 6


def _chart(chart: Chart) -> Drawing:
    from reportlab.graphics.shapes import Drawing, Line, Rect, String
    from reportlab.lib.colors import HexColor

    drawing = Drawing(_WIDTH, _CHART_HEIGHT)
    ink, grey, pale = (HexColor(colour) for colour in (_INK, _BAR, _PALE))

    def words(x: float, y: float, text: str, anchor: _Anchor, face: Face = Face.CONDENSED) -> None:
        drawing.add(
            String(x, y, text, fontName=face.value, fontSize=_SMALL, textAnchor=anchor, fillColor=ink)
        )

    top, bottom = _CHART_HEIGHT - 24, 14.0
    words(0, _CHART_HEIGHT - 7, chart.title, "start", Face.SEMI_BOLD)
    highest = max([value for _, value, _ in chart.bars], default=0)
    lowest = min([0, *(value for _, value, _ in chart.bars)])
    span = max(highest, 0) - lowest or 1
    zero = bottom + (top - bottom) * -lowest / span
    drawing.add(Line(0, zero, _WIDTH, zero, strokeColor=pale, strokeWidth=0.6))
    each = _WIDTH / max(len(chart.bars), 8)
    step = -(-len(chart.bars) // _MOST_LABELS)
    best = max(range(len(chart.bars)), key=lambda i: chart.bars[i][1], default=0)
    for i, (label, value, text) in enumerate(chart.bars):
        height = (top - bottom) * value / span
        colours: Any = {
            "fillColor": grey,
            "strokeColor": None,
        }  # the stub knows fewer colours than the library
        bar = Rect(i * each + each * 0.2, min(zero, zero + height), each * 0.6, abs(height), **colours)
        drawing.add(bar)
        middle = (i + 0.5) * each
        if i % step == 0:
            words(middle, 3, label, "middle")
        if i == best or len(chart.bars) <= _MOST_LABELS:
            words(min(max(middle, 22), _WIDTH - 22), max(zero, zero + height) + 2, text, "middle")
    return drawing

"""A page as PDF: a strip as wide as the paper and as long as needed, with real text and embedded fonts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kasse.documents.typeset import Box, Code, Face, Placed, Sheet, Word, typeset
from kasse.ports.paper import Page

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_DOT = 72 / 203.2
"""A printer dot in points: 203.2 to the inch are 8 to the millimetre."""
_PRINTED = 576
_MARGIN = 32


def pdf(page: Page, *, author: str = "") -> bytes:
    """The page as an 80 mm wide PDF of one page. The text can be selected and searched, the QR code is vector."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()

    def measure(text: str, face: Face, size: int) -> float:
        return float(stringWidth(text, face.value, size))

    sheet = typeset(page, _PRINTED, measure)
    width, height = (_PRINTED + 2 * _MARGIN) * _DOT, (sheet.height + 2 * _MARGIN) * _DOT
    target = io.BytesIO()
    # Without a first font reportlab names Helvetica, and does not embed it. Its stub asks for a number here.
    first: Any = Face.REGULAR.value
    canvas = Canvas(target, pagesize=(width, height), invariant=1, lang="de", initialFontName=first)
    canvas.setTitle(page.title)
    canvas.setAuthor(author)
    canvas.scale(_DOT, _DOT)
    canvas.translate(_MARGIN, _MARGIN)
    _draw(canvas, sheet)
    canvas.save()
    return target.getvalue()


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    from reportlab.lib.utils import ImageReader

    for mark in sheet.marks:
        match mark:
            case Word():
                canvas.setFont(mark.face.value, mark.size)
                canvas.setFillGray(1 if mark.white else 0)
                draw = canvas.drawRightString if mark.right else canvas.drawString
                draw(mark.x, sheet.height - mark.baseline, mark.text)
                canvas.setFillGray(0)
            case Box():
                bottom = sheet.height - mark.y - mark.height
                canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=0, fill=1)
            case Code():
                _draw_code(canvas, mark, sheet.height)
            case Placed():
                bottom = sheet.height - mark.y - mark.height
                image = ImageReader(io.BytesIO(mark.png))
                canvas.drawImage(image, mark.x, bottom, mark.width, mark.height, mask="auto")


def _draw_code(canvas: Canvas, code: Code, height: int) -> None:
    """All modules as one path, filled once: single rectangles would show hairlines between them."""
    path = canvas.beginPath()
    for row, line in enumerate(code.modules):
        bottom = height - code.y - (row + 1) * code.dots
        for column, black in enumerate(line):
            if black:
                path.rect(code.x + column * code.dots, bottom, code.dots, code.dots)
    canvas.drawPath(path, stroke=0, fill=1)


def register_fonts() -> None:
    """Make the fonts of our papers known to reportlab."""
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    known = set(getRegisteredFontNames())
    for face in Face:
        if face.value not in known:
            registerFont(TTFont(face.value, face.path))

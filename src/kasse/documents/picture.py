"""A page as a picture: what a guest sees on a phone, and what the virtual printer keeps."""

from __future__ import annotations

import io
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from kasse.documents.typeset import Box, Code, Face, Placed, Sheet, Word, typeset
from kasse.ports.paper import Page

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DOTS_80 = 576
"""Printed width of 80 mm paper."""
DOTS_58 = 384
"""Printed width of 58 mm paper."""

# A FreeType face must not be used by two threads at once, and several printers draw at the same time.
_drawing = threading.Lock()


def picture(page: Page, dots: int = DOTS_80, *, margin: int = 32) -> bytes:
    """The page as PNG in shades of grey: `dots` wide between white margins (the unprinted edge of the paper)."""
    with _drawing:
        image = _drawn(typeset(page, dots, _measure), margin)
    # Sixteen greys are enough for the edges of letters, and half the file.
    small = image.point([grey // 16 for grey in range(256)])
    small.putpalette([grey * 17 for grey in range(16) for _ in "rgb"])
    target = io.BytesIO()
    small.save(target, "PNG", bits=4, compress_level=6)
    return target.getvalue()


def _drawn(sheet: Sheet, margin: int) -> Image:
    from PIL import Image, ImageDraw

    image = Image.new("L", (sheet.width + 2 * margin, sheet.height + 2 * margin), 255)
    draw = ImageDraw.Draw(image)
    for mark in sheet.marks:
        match mark:
            case Word():
                font = _font(mark.face, mark.size)
                where = (margin + mark.x, margin + mark.baseline)
                draw.text(where, mark.text, 255 if mark.white else 0, font, "rs" if mark.right else "ls")
            case Box():
                left, top = round(margin + mark.x), round(margin + mark.y)
                draw.rectangle((left, top, left + round(mark.width) - 1, top + round(mark.height) - 1), 0)
            case Code():
                _draw_code(draw, mark, margin)
            case Placed():
                with Image.open(io.BytesIO(mark.png)) as placed:
                    shown = _on_white(placed).resize((round(mark.width), round(mark.height)))
                image.paste(shown, (round(margin + mark.x), round(margin + mark.y)))
    return image


def _draw_code(draw: ImageDraw, code: Code, margin: int) -> None:
    for row, line in enumerate(code.modules):
        top = round(margin + code.y) + row * code.dots
        start = None
        for column, black in enumerate((*line, False)):
            if black and start is None:
                start = column
            elif not black and start is not None:
                left = round(margin + code.x) + start * code.dots
                right = round(margin + code.x) + column * code.dots
                draw.rectangle((left, top, right - 1, top + code.dots - 1), 0)
                start = None


def _on_white(image: Image) -> Image:
    """Greys on white: what is transparent is paper."""
    coloured = image.convert("RGBA")
    grey = coloured.convert("L")
    grey.paste(255, (0, 0, *grey.size), coloured.getchannel("A").point(lambda alpha: 255 - alpha))
    return grey


@lru_cache(maxsize=64)
def _font(face: Face, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The basic layout is the same on every machine, and faster; German needs no more.
    return ImageFont.truetype(face.path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _measure(text: str, face: Face, size: int) -> float:
    return _font(face, size).getlength(text)

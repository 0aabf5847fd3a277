"""A page in ESC/POS, the language of receipt printers. Pure: the same page and profile yield the same bytes."""

from __future__ import annotations

import io
import logging
import os
import shutil
import threading
from functools import lru_cache
from typing import Any

from kasse.documents.layout import Columns, Line, lay_out, wrap
from kasse.documents.page import NO_BREAK
from kasse.documents.qr import QUIET, module_dots, modules, side_of
from kasse.hardware.printers.profiles import FILE, PrinterProfile, QrWay
from kasse.hardware.printers.spelling import speller
from kasse.ports.paper import Correction, Cut, Feed, Page, Picture, QrCode, Size

# ESC @ resets what a page before us may have left; ESC R 0 keeps @ [ ] { } from becoming national letters.
_BEGIN = b"\x1b@\x1bR\x00"
DRAWER_PULSE = b"\x1bp\x00\x19\xfa"
"""ESC p: 50 ms on pin 2, then half a second of rest, which every usual drawer stands."""
_BAND = 128
"""Dot lines of a raster image sent at once: cheap printers have small buffers."""
_CORRECTIONS = {Correction.L: 0, Correction.M: 1, Correction.Q: 2, Correction.H: 3}
_TEAR = 4
"""Lines between the head and the edge where a printer without cutter is torn off."""

_loading = threading.Lock()


def encode(page: Page, profile: PrinterProfile) -> bytes:
    """The whole page for one printer, from reset to cut."""
    job = _Job(profile)
    for laid in lay_out(page, profile.columns, speller(profile.encoding.lower())):
        match laid:
            case Line():
                job.line(laid)
            case Feed():
                job.feed(laid.lines)
            case QrCode():
                job.qr(laid)
            case Picture():
                job.picture(laid)
            case Cut():
                job.cut()
    job.cut()
    return _BEGIN + job.output


class _Job:
    """One page on its way into bytes. Every style is sent whole, so that none depends on the one before."""

    def __init__(self, profile: PrinterProfile) -> None:
        self._profile = profile
        self._to = _dummy()(profile=profile.name)
        # A fixed code page: the library's own choice takes the Euro sign from a Greek page that many printers lack.
        self._to.charcode(profile.encoding)
        self._style: Line | None = None

    @property
    def output(self) -> bytes:
        result: bytes = self._to.output
        return result

    def line(self, line: Line) -> None:
        style = Line("", line.size, line.bold, line.invert)
        if style != self._style:
            self._set(style)
        self._to.text(line.text.replace(NO_BREAK, " ") + "\n")

    def feed(self, lines: int) -> None:
        if lines > 0:
            self._to.print_and_feed(lines)

    def cut(self) -> None:
        # GS V 66 feeds to the knife itself; without it six lines of paper would be lost on every receipt.
        if self._profile.cutter:
            self._to.cut(mode="PART", feed=False)
        else:
            self._to.print_and_feed(_TEAR)

    def qr(self, code: QrCode) -> None:
        match self._profile.qr:
            case QrWay.NATIVE:
                side = side_of(code.text, code.correction)
                dots = module_dots(side, self._profile.dots)
                self._set(Line(""), align="center")
                self._to.print_and_feed(1)
                self._to.qr(code.text, ec=_CORRECTIONS[code.correction], size=dots, native=True)
                self._to.print_and_feed(1)
            case QrWay.RASTER:
                self._raster(_code_image(code, self._profile.dots))
            case QrWay.TEXT:
                spelt = speller(self._profile.encoding.lower())(code.text)
                for piece in wrap(spelt, self._profile.columns.small):
                    self.line(Line(piece, Size.SMALL))

    def picture(self, picture: Picture) -> None:
        if self._profile.pictures:
            self._raster(_dithered(picture.png, self._profile.dots))
            return
        columns = Columns.even(self._profile.columns.normal)
        spelt = speller(self._profile.encoding.lower())(picture.alt)
        for piece in wrap(spelt, columns.normal):
            self.line(Line(piece.center(columns.normal).rstrip()))

    def _raster(self, image: Any) -> None:
        self._set(Line(""), align="center")
        self._to.image(image, impl="bitImageRaster", fragment_height=_BAND)

    def _set(self, style: Line, align: str = "left") -> None:
        self._to.set(
            align=align,
            font="b" if style.size is Size.SMALL else "a",
            bold=style.bold,
            invert=style.invert,
            custom_size=True,
            width=2 if style.size is Size.DOUBLE else 1,
            height=2 if style.size in {Size.TALL, Size.DOUBLE} else 1,
        )
        self._style = style if align == "left" else None


def _code_image(code: QrCode, paper_dots: int) -> Any:
    """The code in whole dots with its quiet zone."""
    from PIL import Image

    rows = modules(code.text, code.correction)
    dots = module_dots(len(rows), paper_dots)
    side = len(rows) + 2 * QUIET
    code_only = Image.new("1", (len(rows), len(rows)))
    code_only.putdata([0 if black else 255 for row in rows for black in row])
    small = Image.new("1", (side, side), 1)
    small.paste(code_only, (QUIET, QUIET))
    return small.resize((side * dots, side * dots), Image.Resampling.NEAREST)


def _dithered(png: bytes, paper_dots: int) -> Any:
    """A picture no wider than the paper, for the library to turn into black and white."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        image.load()
        if image.width <= paper_dots:
            return image.convert("RGBA")
        return image.convert("RGBA").resize((paper_dots, round(image.height * paper_dots / image.width)))


def _dummy() -> Any:
    """python-escpos' printer without a device. It may be needed by several printers' lanes at once."""
    with _loading:
        return _load()


@lru_cache(maxsize=1)
def _load() -> Any:
    """Import python-escpos with our profiles.

    While it is imported it reads its own file of printers for a quarter of a second, sets up the logging of the
    whole program, and leaves a folder behind: it gets our file instead, and the other two are taken back.
    """
    root = logging.getLogger()
    handlers = list(root.handlers)
    before = os.environ.get("ESCPOS_CAPABILITIES_FILE")
    os.environ["ESCPOS_CAPABILITIES_FILE"] = str(FILE)
    try:
        from escpos import capabilities
        from escpos.printer import Dummy
    finally:
        if before is None:
            del os.environ["ESCPOS_CAPABILITIES_FILE"]
        else:
            os.environ["ESCPOS_CAPABILITIES_FILE"] = before
    for handler in [h for h in root.handlers if h not in handlers]:
        root.removeHandler(handler)
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return Dummy

"""The typeface of all screens: loaded from the program's own files, so that every system lays out alike."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
SANS = "IBM Plex Sans"
CONDENSED = "IBM Plex Sans Condensed"

REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600


class FontMissingError(Exception):
    """A font file of the program is missing or unreadable; without it a bare system shows empty boxes."""


@cache
def load_fonts() -> None:
    """Make the program's own fonts known to Qt; needs a running QGuiApplication."""
    files = sorted(FONTS.glob("*.ttf"))
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FontMissingError(f"Die Schrift {file.name} ist nicht lesbar.")
    if not files:
        raise FontMissingError(f"Im Ordner {FONTS} fehlen die Schriften.")


@cache
def font(pixels: int, weight: int = REGULAR, *, condensed: bool = False) -> QFont:
    """A face by its height in logical pixels; the same object for the same wish."""
    load_fonts()
    face = QFont(CONDENSED if condensed else SANS)
    face.setPixelSize(pixels)
    face.setWeight(QFont.Weight(weight))
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


@cache
def measure(pixels: int, weight: int = REGULAR, *, condensed: bool = False) -> QFontMetricsF:
    """The widths and heights of that face."""
    return QFontMetricsF(font(pixels, weight, condensed=condensed))


def forget_faces() -> None:
    """Drop what was cached, because the application that it belonged to has ended."""
    for cached in (font, measure, load_fonts):
        cached.cache_clear()

"""Spelling a text with the characters that a printer's code page has."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from kasse.documents.page import NO_BREAK

_SUBSTITUTES = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "„": '"', "“": '"', "”": '"', "‟": '"', "‚": "'", "‘": "'", "’": "'", "‹": "<", "›": ">",
    "…": "...", "×": "x", "÷": ":", "·": ".", "•": "*", "→": "->", "←": "<-", "✓": "+", "≥": ">=", "≤": "<=",
    "ẞ": "SS", "ß": "ss", "Œ": "OE", "œ": "oe", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "€": "EUR",
    "─": "-", "═": "=", "█": "#", "⁄": "/", "\u2009": " ",
}  # fmt: skip


@lru_cache(maxsize=8)
def speller(codec: str) -> Callable[[str], str]:
    """A function that spells any text in `codec`, a Python codec of one byte a character.

    Typographic signs become their typewriter forms, letters lose accents that the page lacks, and only what is
    left becomes a question mark. Control characters become blanks: a name must not be able to command a printer.
    """

    @lru_cache(maxsize=4096)
    def character(sign: str) -> str:
        if sign in "\u00a0\u202f":
            return NO_BREAK
        if sign == "\n" or unicodedata.category(sign) == "Cc":
            return sign if sign == "\n" else " "
        if _encodable(sign, codec):
            return sign
        return _SUBSTITUTES.get(sign) or _bare(sign, codec)

    def spell(text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        return "".join(map(character, unicodedata.normalize("NFC", text)))

    return spell


def _bare(sign: str, codec: str) -> str:
    """The letter below the accents, or nothing for signs that stand above or between others."""
    if unicodedata.category(sign) in {"Mn", "Cf"}:
        return ""
    # NFKD takes accents off and fractions apart: ž is z and a caron, ⅛ is 1⁄8.
    parts = [part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)]
    bare = "".join(_SUBSTITUTES.get(part, part) for part in parts)
    return bare if bare and _encodable(bare, codec) else "?"


def _encodable(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True

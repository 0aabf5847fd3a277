"""What a reader types for a card or key, brought into the one form that is compared."""

from __future__ import annotations

import re

from kasse.domain.refused import Refused

SHORTEST, LONGEST = 4, 64
IBUTTON_FAMILY = 0x01
"""DS1990A and its kin: a serial number and nothing else."""
_HEX_64 = re.compile(r"[0-9A-F]{16}")
_BANK_CARD = re.compile(r"(%?B\d{12,19}\^.*|;?\d{12,19}=.*)")
"""The tracks of payment cards (ISO/IEC 7813)."""


def key_code(text: str) -> str:
    """The code of a card or key as it is compared: without sentinels of magnetic cards, letters large.

    An iButton's code is the same whichever way round its reader types the eight bytes.

    Raises:
        Refused: too short or long, a damaged reading, or a bank card, whose number is nobody's business.
    """
    code = text.strip().upper()
    if _BANK_CARD.match(code):
        raise Refused("Das ist eine Bankkarte. Bitte eine andere Karte oder einen Schlüssel nehmen.")
    code = code.strip("%;?").strip()
    is_plain = code.isascii() and code.isprintable()
    if not (is_plain and SHORTEST <= len(code) <= LONGEST) or not code.strip("0"):
        raise Refused("Das war keine ganze Karte. Bitte noch einmal an den Leser halten.")
    return _ibutton(code) if _HEX_64.fullmatch(code) else code


def _ibutton(code: str) -> str:
    """The code with family first and check last; as it is where it is none of an iButton."""
    ways = [way for way in (bytes.fromhex(code), bytes.fromhex(code)[::-1]) if way[0] == IBUTTON_FAMILY]
    for way in ways:
        if crc8(way[:7]) == way[7]:
            return way.hex().upper()
    if ways:
        raise Refused("Der Schlüssel ist nicht richtig gelesen worden. Bitte noch einmal anlegen.")
    return code


def crc8(data: bytes) -> int:
    """The check that 1-Wire devices carry: x⁸ + x⁵ + x⁴ + 1, low bit first, beginning with zero."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8C if crc & 1 else 0)
    return crc

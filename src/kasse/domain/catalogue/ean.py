"""EAN codes: the check digit of EAN-8, EAN-13 and UPC-A, and codes that the house makes itself (GS1 specifications 7.9)."""

from __future__ import annotations

from kasse.domain.refused import Refused

SHORT, LONG = 7, 12
"""Digits before the check digit: EAN-8, EAN-13."""
_LENGTHS = (8, 12, 13)


def check_digit(digits: str) -> int:
    """The check digit that follows these digits: weights 3 and 1 in turn from the right.

    Raises:
        ValueError: something else than digits, or none.
    """
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"no digits: {digits!r}")
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits)))
    return -total % 10


def is_ean(code: str) -> bool:
    """Whether this is an EAN-8, UPC-A or EAN-13 with the right check digit."""
    if len(code) not in _LENGTHS or not (code.isascii() and code.isdigit()):
        return False
    return check_digit(code[:-1]) == int(code[-1])


def automatic_code(prefix: str, number: int) -> str:
    """The code of an article: prefix, article number, check digit.

    Prefix and number have 7 digits together (EAN-8), or 12 (EAN-13); zeros before the number fill what is missing.

    Raises:
        Refused: the prefix is not made of digits, or both are too long together.
    """
    if prefix and not (prefix.isascii() and prefix.isdigit()):
        raise Refused("Das Präfix der EAN-Codes besteht aus Ziffern. Bitte in den Einstellungen ändern.")
    for length in (SHORT, LONG):
        room = length - len(prefix)
        if len(str(number)) <= room:
            digits = prefix + str(number).zfill(room)
            return digits + str(check_digit(digits))
    raise Refused(
        f"Präfix {prefix} und Artikelnummer {number} haben zusammen {len(prefix) + len(str(number))} Stellen, "
        f"ein EAN-Code hat Platz für {LONG}. Bitte das Präfix in den Einstellungen kürzen."
    )

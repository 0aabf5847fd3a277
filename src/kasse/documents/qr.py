"""QR codes as modules, for pictures, PDFs and printers that cannot draw them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kasse.ports.paper import Correction

if TYPE_CHECKING:
    from qrcode import QRCode

QUIET = 4
"""Free modules that a reader needs around the code (ISO/IEC 18004)."""

LARGEST_SIDE = 400
"""Dots: at 203 dots an inch 5 cm, so that a receipt stays short."""

Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=32)
def modules(text: str, correction: Correction) -> Modules:
    """The code in its smallest version, rows of True for black, without the quiet zone.

    Raises:
        ValueError: the text is longer than a QR code can be.
    """
    code = _fitted(text, correction)
    code.make(fit=False)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def side_of(text: str, correction: Correction) -> int:
    """How many modules wide the code is, without drawing it.

    Raises:
        ValueError: the text is longer than a QR code can be.
    """
    return 17 + 4 * _fitted(text, correction).version


def _fitted(text: str, correction: Correction) -> QRCode[Any]:
    """The code with its version chosen.

    The mask is fixed: every mask can be read, to try all eight costs 30 ms a receipt, and signatures are random
    enough for any.
    """
    import qrcode
    from qrcode.exceptions import DataOverflowError

    levels = {
        Correction.L: qrcode.constants.ERROR_CORRECT_L,
        Correction.M: qrcode.constants.ERROR_CORRECT_M,
        Correction.Q: qrcode.constants.ERROR_CORRECT_Q,
        Correction.H: qrcode.constants.ERROR_CORRECT_H,
    }
    code = qrcode.QRCode(error_correction=levels[correction], border=0, mask_pattern=3)
    code.add_data(text.encode(), optimize=0)
    try:
        code.best_fit(start=1)
    except (DataOverflowError, ValueError) as error:
        raise ValueError(f"{len(text)} characters do not fit in a QR code") from error
    return code


def module_dots(side: int, dots: int) -> int:
    """How many dots wide a module of a code with `side` modules becomes on paper of `dots` dots.

    At least 3 where the paper allows it, or thermal heads smear modules together; at most 6.
    """
    whole = side + 2 * QUIET
    return max(1, min(dots // whole, max(3, min(6, LARGEST_SIDE // whole))))

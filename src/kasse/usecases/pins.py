"""PINs: kept as Argon2 hashes, never in clear."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kasse.domain.refused import Refused

# A PIN has few digits, so the hash is made costly; 20 ms a try is not felt at the till (RFC 9106, low memory).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_pin(pin: str) -> str:
    """The hash of a new PIN of 4 to 12 digits.

    Raises:
        Refused: not 4 to 12 digits.
    """
    check_pin(pin)
    return _HASHER.hash(pin)


def check_pin(pin: str, length: int = 0) -> None:
    """Whether that can be a PIN. length: so many digits all PINs of the house have; 0: any number.

    Raises:
        Refused: not 4 to 12 digits, or not as many as the house wants.
    """
    if length and len(pin) != length:
        raise Refused(f"Eine PIN hat hier {length} Ziffern.")
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12):
        raise Refused("Eine PIN hat 4 bis 12 Ziffern.")


def pin_matches(pin: str, pin_hash: str) -> bool:
    """Whether this is the PIN."""
    try:
        return _HASHER.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False

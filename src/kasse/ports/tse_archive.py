"""What checking an archive of a signing device comes to, in words that outlast the check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class ArchiveVerdict:
    """The outcome of a check."""

    verdict: str
    """`valid`: every signature fits and nothing is missing; `unknown`; `wrong`."""
    serials: tuple[str, ...]
    """Devices that signed what is in it."""
    messages: int
    transactions: int
    """How many begin in it."""
    open_transactions: int
    findings: tuple[str, ...]
    """German; the first of what is wrong."""


CheckArchive = Callable[[BinaryIO, bool], ArchiveVerdict]
"""Checks an archive from the beginning of a seekable stream; True: it is a range, in which counters may be missing.

Raises OSError if the stream cannot be read.
"""

"""What checking an archive of a signing device comes to, in words that outlast the check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


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


CheckArchive = Callable[[Path, bool], ArchiveVerdict]
"""Checks an archive in a file; True: it is a range, in which counters may be missing.

Raises OSError if it cannot be read, ExportCancelled if nobody wants to know any more.
"""

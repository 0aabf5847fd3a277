"""What a package for an audit visit (Kassen-Nachschau) came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AuditWritten:
    """A package that is there."""

    target: Path
    first: date
    last: date
    closings: int
    bons: int
    files: tuple[str, ...]
    findings: tuple[str, ...]
    """German: what the tests found wrong."""
    hints: tuple[str, ...]
    """German: what is worth knowing."""

"""What the foot of the screens tells besides devices: backup, shared database, and what waits to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kasse.ports.outbox import JobKind

MOST_DAYS = 3
"""The last backup may be so many business days old."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the automatic backup stands, while it is on."""

    folder: Path
    made_at: datetime | None = None
    """When the last good one was made there (UTC); None: none so far."""
    days: int = 0
    """Business days since then."""
    trouble: str = ""
    """German: why the latest try failed and what to do; empty if it did not."""

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        return not self.trouble and self.days <= MOST_DAYS


@dataclass(frozen=True, slots=True)
class FootFacts:
    """One look."""

    backup: BackupState | None = None
    """None: the automatic backup is off."""
    late: Mapping[JobKind, int] = field(default_factory=dict)
    """Jobs besides papers that wait for longer than they should, by kind."""


class Foot(Protocol):
    """Whom the foot asks. Any thread may call."""

    shared: bool
    """Whether several tills share the books, so that the way to their database may fail."""

    def read(self) -> FootFacts:
        """How things stand.

        Raises:
            BooksError: the database does not answer.
        """

"""What the command line asks of the program: opening, proving, copying. `app` answers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kasse.cli.play.stage import Stage
from kasse.domain.master import Master

Progress = Callable[[int, int], bool]
"""Done and in all; returns False to cancel."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of `kasse verify`."""

    acts: int
    rows: int
    receipts: int
    signatures: int
    outages: int
    findings: Sequence[str]


class Services(Protocol):
    """The program as the command line sees it. Everything raises BooksError with a German sentence."""

    def has_books(self, folder: Path) -> bool:
        """Whether a data folder has been set up."""

    def stage(
        self, folder: Path, start: datetime | None, setup: Master | None, *, pictures: bool
    ) -> AbstractContextManager[Stage]:
        """A till to play on: its clock stands at `start` (None: at the last thing the books know)."""

    def rehearsal(
        self, folder: Path, start: datetime | None, setup: Master | None
    ) -> AbstractContextManager[Stage]:
        """The same on a throw-away copy of the books."""

    def latest(self, folder: Path) -> datetime:
        """The moment of the last act in the books of a folder."""

    def verify(self, folder: Path, progress: Progress) -> Proof:
        """Prove the books, also while a till sells."""

    def backup(self, folder: Path, target: Path, progress: Progress) -> None:
        """Copy the books while a till sells."""

    def restore(self, folder: Path, backup: Path) -> Path | None:
        """Put a backup in place; returns where the books that were there are kept."""

    def can_show(self) -> str:
        """Empty if there is a display, else a German sentence."""

    def show(self, folder: Path, setup: Master | None, window: str) -> int:
        """Open the till on the screen until it is quit. `window`: "" for the full screen, else "1280x800"."""

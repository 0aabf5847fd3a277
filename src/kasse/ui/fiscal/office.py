"""What the back office gets of an open till beside the till itself. Everything here may be called on any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kasse.ports.secrets import Secrets
from kasse.ports.self_check import CheckState
from kasse.ports.signing import TseKind, TseSwitch
from kasse.usecases.device_life import TakeArchive

Tell = Callable[[str, float], bool]
"""The step in hand (German) and how far the whole is, from 0 to 1; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class OutagesSaved:
    """An outage report that is there."""

    outages: int
    rows: int


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Something for an auditor that is there. All texts are German."""

    target: Path
    facts: tuple[tuple[str, str], ...]
    """What it holds: label and value."""
    files: tuple[str, ...]
    findings: tuple[str, ...]
    """What the tests found wrong."""
    hints: tuple[str, ...]
    """What is worth knowing."""


HandOut = Callable[[Tell, Path, date | None, date | None], HandedOut | None]
"""Writes closings of these business dates (None: no bound) to a new place. None: `Tell` answered no, nothing is left.

Raises Refused, with what to do, and BooksError.
"""


@dataclass(frozen=True, slots=True)
class Office:
    """What is German about a till, for whoever leads the house."""

    devices: TseSwitch
    kinds: Callable[[], Sequence[TseKind]]
    """Kinds of signing devices, in the order in which people are asked. Imports drivers, so not on the screen's thread."""
    secrets: Secrets
    archive: TakeArchive
    state: Callable[[], CheckState]
    """How the self-check stands. Quick."""
    check: Callable[[Tell], CheckState | None]
    """Check now; None: `Tell` answered no."""
    folder: Path
    """Where exports go if no other place is chosen."""
    save_outages: Callable[[Path], OutagesSaved]
    """Write the outage report of all tills into a new file; Refused if that cannot be."""
    audit: HandOut
    """The whole package for an audit visit."""
    dsfinvk: HandOut
    tse_archives: HandOut
    """The archives of the TSE; what it signed since the last one is taken first."""
    save_notification: Callable[[int, Path], Sequence[Path]]
    """Write the files of a notification into a folder; Refused if that cannot be."""

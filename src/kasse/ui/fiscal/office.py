"""What the back office gets of an open till beside the till itself. Everything here may be called on any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

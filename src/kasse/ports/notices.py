"""News from the lanes for the people at the till: lost and found devices, in one calm line each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Level(Enum):
    """How much a notice matters."""

    INFO = "info"
    """Good news or nothing to do; goes by itself."""
    WARNING = "warning"
    """Stays until what it tells of is solved."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened (title); what is safe and what to do (text). A notice replaces the one of the same topic."""

    topic: str
    """What it is about: "printer:Küche", "signing"."""
    level: Level
    title: str
    text: str = ""


class Notices(Protocol):
    """Where lanes put their news. Any thread may call; nobody waits."""

    def post(self, notice: Notice) -> None:
        """Show it, in the place of an earlier one of the same topic."""

    def clear(self, topic: str) -> None:
        """It is solved."""

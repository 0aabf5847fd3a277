"""What the daily self-check says: findings with their history, and one light for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Light(StrEnum):
    """How things stand. The value is stored."""

    NONE = "none"
    """Never checked, and nothing there yet that should have been."""
    GREEN = "green"
    AMBER = "amber"
    """Something has to be done; the records are right."""
    RED = "red"
    """The records are not as they must be, or a date was missed."""

    @property
    def gravity(self) -> int:
        """Orders them; the gravest is the highest."""
        return tuple(Light).index(self)


class Area(StrEnum):
    """What a finding is about. The value is stored."""

    BOOKS = "books"
    EXPORT = "export"
    ARCHIVES = "archives"
    DEVICE = "device"
    OUTAGE = "outage"
    NOTIFICATION = "notification"
    CHECK = "check"


AREA_NAMES: Mapping[Area, str] = {
    Area.BOOKS: "Bücher",
    Area.EXPORT: "Export (DSFinV-K)",
    Area.ARCHIVES: "TSE-Archive",
    Area.DEVICE: "TSE",
    Area.OUTAGE: "Ausfall der TSE",
    Area.NOTIFICATION: "Kassenmeldung",
    Area.CHECK: "Selbstprüfung",
}
LIGHT_NAMES: Mapping[Light, str] = {
    Light.NONE: "noch nicht geprüft",
    Light.GREEN: "in Ordnung",
    Light.AMBER: "etwas ist zu tun",
    Light.RED: "etwas stimmt nicht",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a check found now."""

    area: Area
    light: Light
    text: str
    """German: what is wrong and what to do."""
    due: date | None = None
    topic: str = ""
    """By which it is known again if its text changes with time."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong, with its history."""

    area: Area
    light: Light
    text: str
    since: datetime
    """The first check that found it, or when it began where that is known."""
    due: date | None = None
    """By when it has to be done."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check looked at and found."""

    found: tuple[Found, ...]
    """Of each area no more than a person can read."""
    counts: Mapping[Area, int]
    """How many there were of each area."""
    acts: int
    rows: int
    signatures: int
    closings: tuple[int, int] | None
    """First and last closing whose export was tested; None: there was none."""
    archives: int
    whole: bool
    """Whether the books were proved from their first act."""
    reached: Mapping[int, tuple[int, str]]
    """The last act of each terminal that was proved, and its hash."""
    seconds: float


@dataclass(frozen=True, slots=True)
class CheckState:
    """How things stand."""

    light: Light
    faults: tuple[Fault, ...]
    """The gravest first, of equals the oldest."""
    more: int
    """Findings that are counted and not kept."""
    checked_at: datetime | None
    """When the last check ended; None: there was none."""

    @property
    def headline(self) -> str:
        """One German sentence for the line of news; empty where nothing is wrong."""
        if not self.faults:
            return ""
        others = len(self.faults) + self.more - 1
        first = self.faults[0].text
        return first if not others else f"{first} (und {others} weitere)"

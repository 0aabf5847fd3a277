"""Days, times of day and days of the week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from kasse.domain.catalogue import SaleTimes
from kasse.domain.refused import Refused

WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
"""As they are stored; the index is that of `date.weekday`."""
WEEKDAY_NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or none."""

    def read(self, text: str) -> date | None:
        """See `Kind`."""
        text = text.strip()
        if not text:
            return None
        try:
            if "." in text:
                day, month, year = text.split(".")
                return date(int(year), int(month), int(day))
            return date.fromisoformat(text)
        except ValueError as error:
            raise Refused("Bitte ein Datum in der Form 31.12.2026 angeben.") from error

    def write(self, value: date | None) -> str:
        """See `Kind`."""
        return "" if value is None else value.isoformat()

    def show(self, value: date | None) -> str:
        """See `Kind`."""
        return "" if value is None else f"{value:%d.%m.%Y}"

    def bounds(self) -> str:
        """See `Kind`."""
        return "ein Datum oder leer"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day by the clock on the wall, in minutes."""

    def read(self, text: str) -> time:
        """See `Kind`. 18:30, 18.30 and 1830 are the same."""
        found = _TIME.fullmatch(text.strip())
        try:
            if found is None or not text.isascii():
                raise ValueError(text)
            return time(int(found[1]), int(found[2]))
        except ValueError as error:
            raise Refused("Bitte eine Uhrzeit in der Form 18:30 angeben.") from error

    def write(self, value: time) -> str:
        """See `Kind`."""
        return f"{value:%H:%M}"

    def show(self, value: time) -> str:
        """See `Kind`."""
        return f"{value:%H:%M} Uhr"

    def bounds(self) -> str:
        """See `Kind`."""
        return "eine Uhrzeit"


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Some days of the week: the indexes of `date.weekday`."""

    def read(self, text: str) -> frozenset[int]:
        """See `Kind`."""
        words = [word.strip().lower()[:2] for word in text.split(",") if word.strip()]
        unknown = [word for word in words if word not in WEEKDAYS]
        if unknown:
            raise Refused("Bitte Wochentage wie „mo, di, so“ angeben.")
        return frozenset(WEEKDAYS.index(word) for word in words)

    def write(self, value: frozenset[int]) -> str:
        """See `Kind`."""
        return ",".join(WEEKDAYS[day] for day in sorted(value))

    def show(self, value: frozenset[int]) -> str:
        """See `Kind`."""
        return ", ".join(WEEKDAY_NAMES[day][:2] for day in sorted(value))

    def bounds(self) -> str:
        """See `Kind`."""
        return "beliebige Wochentage"


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of the week as a text in one form; empty: always. See `SaleTimes`."""

    longest: int = 120

    def read(self, text: str) -> str:
        """See `Kind`."""
        hours = str(SaleTimes.parse(text))
        if max(len(text), len(hours)) > self.longest:
            raise Refused(f"Das sind zu viele Zeiten. Bitte höchstens {self.longest} Zeichen eingeben.")
        return hours

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value

    def show(self, value: str) -> str:
        """See `Kind`."""
        return value

    def bounds(self) -> str:
        """See `Kind`."""
        return "Zeiten wie Mo-Fr 11:00-14:30; Sa 18:00-02:00, oder leer"

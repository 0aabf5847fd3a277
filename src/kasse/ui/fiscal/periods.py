"""The periods that auditors ask for, reckoned from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class Named(Enum):
    """Periods with a name of their own."""

    TODAY = "Heute"
    YESTERDAY = "Gestern"
    MONTH = "Dieser Monat"
    LAST_MONTH = "Letzter Monat"
    YEAR = "Dieses Jahr"
    LAST_YEAR = "Letztes Jahr"
    ALL = "Alles"


@dataclass(frozen=True, slots=True)
class Period:
    """Business dates from `first` to `last`, both included; None: no bound."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        if self.first is None or self.last is None:
            return "alles"
        if self.first == self.last:
            return f"{self.first:%d.%m.%Y}"
        return f"{self.first:%d.%m.%Y} bis {self.last:%d.%m.%Y}"

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return (self.first or date.min) <= day <= (self.last or date.max)

    @property
    def stem(self) -> str:
        """As part of a file's name."""
        if self.first is None or self.last is None:
            return "alles"
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"


def period_of(named: Named, today: date) -> Period:
    """The days that a name means today."""
    yesterday = today - timedelta(days=1)
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    return {
        Named.TODAY: Period(today, today),
        Named.YESTERDAY: Period(yesterday, yesterday),
        Named.MONTH: Period(month, today),
        Named.LAST_MONTH: Period(before.replace(day=1), before),
        Named.YEAR: Period(date(today.year, 1, 1), today),
        Named.LAST_YEAR: Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        Named.ALL: Period(None, None),
    }[named]

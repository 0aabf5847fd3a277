"""When in the week an article is sold: "Mo-Fr 11:00-14:30; Sa 18:00-02:00" by the clock on the wall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from kasse.domain.catalogue.articles import Article
from kasse.domain.refused import Refused

DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
"""The index is that of `date.weekday`."""
DAY = 24 * 60
_FORM = "Bitte in der Form „Mo-Fr 11:00-14:30; Sa 18:00-02:00“ eingeben."
_SPAN = re.compile(
    r"(?P<days>[^\d:]*?)\s*(?:(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?\s*-\s*(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))?)?"
    r"(?:\s*Uhr)?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some days of the week from `start` to `end`, minutes after midnight; the end belongs to it no more.

    An end that is not after the start is on the next day.
    """

    days: tuple[int, ...]
    start: int = 0
    end: int = DAY

    def holds(self, weekday: int, minute: int) -> bool:
        """Whether a minute of a weekday is in it."""
        if self.start < self.end:
            return weekday in self.days and self.start <= minute < self.end
        late = weekday in self.days and minute >= self.start
        return late or ((weekday - 1) % 7 in self.days and minute < self.end)

    def __str__(self) -> str:
        days = _written(self.days)
        if (self.start, self.end) == (0, DAY):
            return days or "Mo-So"
        return f"{days} {_clock(self.start)}-{_clock(self.end)}".strip()


@dataclass(frozen=True, slots=True)
class SaleTimes:
    """Spans of the week; none: always."""

    spans: tuple[Span, ...] = ()

    @staticmethod
    def parse(text: str) -> SaleTimes:
        """Read what a person types: spans after semicolons, days as "Mo-Fr" or "Mo, Mi" or none for every day.

        Raises:
            Refused: it is none; the sentence says what would be.
        """
        parts = (part.strip() for part in text.replace("–", "-").replace("\N{MINUS SIGN}", "-").split(";"))
        return SaleTimes(tuple(_span(part) for part in parts if part))

    def hold(self, at: datetime) -> bool:
        """Whether it is sold at a moment on the wall's clock."""
        minute = at.hour * 60 + at.minute
        return not self.spans or any(span.holds(at.weekday(), minute) for span in self.spans)

    def next_start(self, at: datetime) -> datetime | None:
        """When on the wall's clock it is sold next, if it is not at this moment; None: it is, or it never will."""
        if self.hold(at):
            return None
        today = at.replace(hour=0, minute=0, second=0, microsecond=0)
        starts = [
            begin
            for ahead in range(8)
            for span in self.spans
            if (today + timedelta(days=ahead)).weekday() in span.days
            and (begin := today + timedelta(days=ahead, minutes=span.start)) > at
        ]
        return min(starts, default=None)

    def __str__(self) -> str:
        return "; ".join(map(str, self.spans))


@lru_cache(maxsize=512)
def sale_times(text: str) -> SaleTimes:
    """The times that an article has; the same few texts are asked for with every tile.

    Raises:
        Refused: see `SaleTimes.parse`.
    """
    return SaleTimes.parse(text)


@dataclass(frozen=True, slots=True)
class NotNow:
    """Why something is not sold at this time: in a word for its key ("ab 11:00"), and as a sentence."""

    word: str
    sentence: str


def not_now(article: Article, at: datetime, day: date) -> NotNow | None:
    """Why an article is not sold at a moment on the wall's clock and on a business date; None: it is."""
    name = article.name
    if article.sold_until is not None and day > article.sold_until:
        return NotNow("nicht mehr", f"„{name}“ gab es nur bis {article.sold_until:%d.%m.%Y}.")
    if article.sold_from is not None and day < article.sold_from:
        first = article.sold_from
        return NotNow(f"ab {first.day}.{first.month}.", f"„{name}“ gibt es erst ab {first:%d.%m.%Y}.")
    if not article.sold_times:
        return None
    try:
        times = sale_times(article.sold_times)
    except Refused as refusal:
        return NotNow("gesperrt", f"{refusal} Bitte „{name}“ in den Stammdaten ändern.")
    if times.hold(at):
        return None
    begin = times.next_start(at)
    word = "gesperrt"
    if begin is not None:
        word = f"ab {begin:%H:%M}" if begin.date() == at.date() else f"ab {DAYS[begin.weekday()]}"
    return NotNow(word, f"„{name}“ wird nur {times} verkauft.")


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise Refused(f"„{text}“ ist keine Verkaufszeit. {_FORM}")
    days = _days(found["days"], text)
    if found["h"] is None:
        if not found["days"].strip():
            raise Refused(f"„{text}“ ist keine Verkaufszeit. {_FORM}")
        return Span(days)
    start = _minutes(found["h"], found["m"], text)
    end = _minutes(found["h2"], found["m2"], text)
    if start == DAY:
        raise Refused(f"„{text}“ beginnt um 24:00. Bitte 0:00 des nächsten Tags eingeben.")
    if start == end:
        raise Refused(f"„{text}“ ist keine Zeit. Für den ganzen Tag bitte nur die Tage eingeben.")
    return Span(days, start, DAY if end == 0 else end)


def _minutes(hours: str, minutes: str | None, text: str) -> int:
    total = int(hours) * 60 + int(minutes or 0)
    if int(minutes or 0) > 59 or total > DAY:
        raise Refused(f"„{text}“ hat keine Uhrzeit zwischen 0:00 und 24:00. {_FORM}")
    return total


def _days(text: str, whole: str) -> tuple[int, ...]:
    bare = text.strip(" ,.")
    if not bare or bare.casefold() in ("täglich", "tgl"):
        return tuple(range(7))
    days: set[int] = set()
    for part in bare.split(","):
        ends = [_day(word, whole) for word in part.split("-")]
        if len(ends) > 2:
            raise Refused(f"„{whole}“ ist keine Verkaufszeit. {_FORM}")
        first, last = ends[0], ends[-1]
        days.update((first + i) % 7 for i in range((last - first) % 7 + 1))
    return tuple(sorted(days))


def _day(word: str, whole: str) -> int:
    known = [name.casefold() for name in DAYS]
    short = word.strip(" .").casefold()
    if short not in known:
        raise Refused(f"„{whole}“ nennt keine Wochentage Mo, Di, Mi, Do, Fr, Sa, So. {_FORM}")
    return known.index(short)


def _written(days: tuple[int, ...]) -> str:
    """Runs of three days and more as "Mo-Fr"; every day as nothing."""
    if len(days) == 7:
        return ""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 1 else DAYS[run[0]] for run in runs]
    return ",".join(words)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"

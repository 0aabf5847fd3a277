"""The daily self-check: what was found wrong, since when, what is due by when; one light for all of it.

A check is carried out elsewhere (`app.self_check`); here its outcome is sealed and read again. What can change
between two checks, outages and the duty to notify, is asked of the books each time the light is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kasse.ports.books import ActKind, Books, Record, RecordKind, Series
from kasse.ports.self_check import Area, CheckState, Examined, Fault, Found, Light
from kasse.usecases.standing_duties import BooksToCheck, standing_duties

MOST_KEPT = 20
"""Findings of each area that a record keeps; the others are counted."""
WHOLE_ACTS = 300_000
"""Books with no more acts are proved whole each time: a quarter of a minute for each hundred thousand."""
WHOLE_DAYS = 7
"""Larger ones are proved whole so often, and act by act from where the last check ended in between."""
OVERDUE_HOURS = 24
"""A closing that has not been checked for so long is told."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How far the next check has to go."""

    whole: bool
    reached: Mapping[int, tuple[int, str]]
    """Where the last check ended, by terminal."""
    first_closing: int
    """Closings from this number on have not been tested, or were found wrong."""
    checked_at: datetime | None = None
    """When the last check ended."""


def next_plan(books: BooksToCheck, now: datetime) -> Plan:
    """What the next check of these books has to look at.

    Raises:
        BooksError: the books cannot be read.
    """
    last = _last(books)
    if last is None:
        return Plan(whole=True, reached={}, first_closing=1)
    # Not by age alone: a clock that was set back must not put the whole proof off.
    is_recent = timedelta(0) <= now - last.whole_at < timedelta(days=WHOLE_DAYS)
    is_small = sum(seq for seq, _ in last.reached.values()) <= WHOLE_ACTS
    wrong = {fault.area for fault in last.faults}
    first = 1
    if last.closings is not None:
        first = last.closings[0] if Area.EXPORT in wrong else last.closings[1] + 1
    return Plan(
        whole=is_small or not is_recent or not wrong.isdisjoint({Area.BOOKS, Area.ARCHIVES}),
        reached=last.reached,
        first_closing=min(first, max(1, books.last_number(Series.CLOSING))),
        checked_at=last.at,
    )


def record_check(books: Books, examined: Examined, also: Sequence[Found], *, at: datetime) -> None:
    """Seal what a check found. What an earlier one had found already keeps its date.

    `also`: what was learnt beside the books, of the signing device.

    Raises:
        BooksError: it could not be written.
    """
    last = _last(books)
    counts = dict(examined.counts)
    for found in also:
        counts[found.area] = counts.get(found.area, 0) + 1
    closings = examined.closings or (last.closings if last is not None else None)
    whole_at = at if examined.whole or last is None else last.whole_at
    body = {
        "found": [
            [
                f.area.value,
                f.light.value,
                f.text,
                _millis(f.since),
                f.due.isoformat() if f.due else None,
                topic,
            ]
            for f, topic in ((_dated(last, found, at), found.topic) for found in (*examined.found, *also))
        ],
        "counts": {area.value: count for area, count in sorted(counts.items())},
        "acts": examined.acts,
        "rows": examined.rows,
        "signatures": examined.signatures,
        "closings": None if closings is None else list(closings),
        "archives": examined.archives,
        "whole": int(examined.whole),
        "whole_at": _millis(whole_at),
        "reached": [[terminal, *place] for terminal, place in sorted(examined.reached.items())],
        "milliseconds": round(1000 * examined.seconds),
    }
    with books.act(ActKind.SELF_CHECK, at=at) as act:
        act.body["check"] = act.add_record(RecordKind.SELF_CHECK, body)


def check_state(books: BooksToCheck, *, now: datetime, zone: ZoneInfo) -> CheckState:
    """How things stand: what the last check found, and what the books say today of outages and duties. Quick.

    Raises:
        BooksError: the books cannot be read.
    """
    last = _last(books)
    if last is None:
        return _state(books, (), 0, None, now, zone)
    return _state(books, last.faults, sum(last.counts.values()), last.at, now, zone)


def unsealed_state(books: BooksToCheck, examined: Examined, *, now: datetime, zone: ZoneInfo) -> CheckState:
    """The same for a check whose outcome nobody could seal, since a till is at work on the books.

    Raises:
        BooksError: the books cannot be read.
    """
    last = _last(books)
    faults = [_dated(last, found, now) for found in examined.found]
    return _state(books, faults, sum(examined.counts.values()), now, now, zone)


def _state(
    books: BooksToCheck,
    checked: Sequence[Fault],
    count: int,
    checked_at: datetime | None,
    now: datetime,
    zone: ZoneInfo,
) -> CheckState:
    today = now.astimezone(zone).date()
    faults = [*checked, *standing_duties(books, now=now, zone=zone)]
    faults = [replace(each, light=Light.RED) if _is_late(each, today) else each for each in faults]
    faults += _unchecked(books, checked_at, now)
    faults.sort(key=lambda fault: (-fault.light.gravity, fault.since))
    light = faults[0].light if faults else Light.NONE if checked_at is None else Light.GREEN
    return CheckState(light, tuple(faults), count - len(checked), checked_at)


def _dated(last: _Kept | None, found: Found, at: datetime) -> Fault:
    return Fault(found.area, found.light, found.text, _since(last, found) or at, found.due)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A record of a check."""

    at: datetime
    faults: tuple[Fault, ...]
    topics: tuple[str, ...]
    counts: Mapping[Area, int]
    closings: tuple[int, int] | None
    whole_at: datetime
    reached: Mapping[int, tuple[int, str]]


def _last(books: BooksToCheck) -> _Kept | None:
    """The last check. One whose record somebody wrote nonsense into counts for nothing: it is made anew, whole."""
    try:
        records = books.latest_records(RecordKind.SELF_CHECK, 1)
        return _kept(records[0]) if records else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _kept(record: Record) -> _Kept:
    body: Mapping[str, Any] = record.body
    closings = body["closings"]
    return _Kept(
        at=record.at,
        faults=tuple(
            Fault(
                Area(area),
                Light(light),
                text,
                _moment(since),
                None if due is None else date.fromisoformat(due),
            )
            for area, light, text, since, due, _ in body["found"]
        ),
        topics=tuple(entry[5] for entry in body["found"]),
        counts={Area(area): count for area, count in body["counts"].items()},
        closings=None if closings is None else (closings[0], closings[1]),
        whole_at=_moment(body["whole_at"]),
        reached={terminal: (seq, digest) for terminal, seq, digest in body["reached"]},
    )


def _since(last: _Kept | None, found: Found) -> datetime | None:
    """When an earlier check found it first; None if it is new."""
    if last is None:
        return None
    of_area = []
    for fault, topic in zip(last.faults, last.topics, strict=True):
        if fault.area is found.area:
            of_area.append(fault.since)
            if (topic or fault.text) == (found.topic or found.text):
                return fault.since
    # It may be one of those that were only counted: then it is as old as the others.
    return min(of_area) if of_area and last.counts[found.area] > len(of_area) else None


def _is_late(fault: Fault, today: date) -> bool:
    return fault.due is not None and today > fault.due


def _unchecked(books: BooksToCheck, checked_at: datetime | None, now: datetime) -> list[Fault]:
    """A closing that nobody has checked since yesterday: the check itself does not work."""
    number = books.last_number(Series.CLOSING)
    if not number:
        return []
    closed_at = books.closing(number)[0].closed_at
    is_checked = checked_at is not None and checked_at >= closed_at
    if is_checked or now - closed_at <= timedelta(hours=OVERDUE_HOURS):
        return []
    text = (
        f"Nach dem Abschluss {number} wurde noch nicht geprüft. Bitte die Kasse geöffnet lassen oder "
        "„kasse check“ aufrufen."
    )
    return [Fault(Area.CHECK, Light.AMBER, text, closed_at)]


def _millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _moment(millis: int) -> datetime:
    return datetime.fromtimestamp(millis / 1000, UTC)

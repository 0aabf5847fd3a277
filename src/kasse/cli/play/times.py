"""Times of a written day: what the clock on the wall shows, made into moments."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kasse.domain.refused import Refused

MORNING = time(6)
"""A time of day before this one, after a step that came later than this, belongs to the next day: 23:50, 00:40."""


def read_clock(value: object, zone: ZoneInfo, after: datetime | None) -> datetime:
    """The moment (UTC) at which the clock of `zone` shows `value`: "11:32", "2026-11-20 11:32", or TOML's own times.

    A time without a date belongs to the day of `after`, or to the night that follows: before 6:00 while `after`
    is later than that. An hour that the clock shows twice is the first one that is not before `after`.

    Raises:
        Refused: no time, a time without a date and nothing before it, a time that the clock skips, a step back.
    """
    wall = _wall(value)
    if isinstance(wall, time):
        if after is None:
            raise Refused("Der erste Zeitpunkt braucht ein Datum, etwa 2026-11-20 10:30.")
        local = after.astimezone(zone).replace(tzinfo=None)
        past_midnight = wall < MORNING <= local.time()
        wall = datetime.combine(local.date() + timedelta(days=past_midnight), wall)
    moments = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    if moments[0].astimezone(zone).replace(tzinfo=None) != wall:
        raise Refused(f"Die Uhr zeigt {wall:%d.%m.%Y %H:%M} nicht (Beginn der Sommerzeit).")
    for moment in moments:
        if after is None or moment >= after:
            return moment
    before = after.astimezone(zone) if after else wall
    raise Refused(f"{wall:%d.%m.%Y %H:%M:%S} liegt vor dem Schritt davor ({before:%d.%m.%Y %H:%M:%S}).")


def _wall(value: object) -> datetime | time:
    """What the file says, without a zone."""
    found: object = value
    if isinstance(value, str):
        text = value.strip()
        for read in (time.fromisoformat, datetime.fromisoformat):
            try:
                found = read(text) if ":" in text else value
                break
            except ValueError:
                continue
    if isinstance(found, datetime | time):
        if found.tzinfo is not None:
            raise Refused("Zeiten stehen ohne Zeitzone da, so wie die Uhr der Kasse sie zeigt.")
        return found
    raise Refused(f"„{value}“ ist keine Uhrzeit. Bitte in der Form 11:32 oder 2026-11-20 11:32 angeben.")

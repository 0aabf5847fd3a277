"""Until when a notification has to be handed in (§ 146a (4) AO)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

FIRST = date(2025, 7, 1)
"""From this day on the month counts; what happened before had to be told by `FIRST_DUE`."""
FIRST_DUE = date(2025, 7, 31)


def due_on(happened: date) -> date:
    """The last day: a month after the event (§ 108 AO, § 188 BGB).

    That the term goes on to the next working day (§ 108 (3) AO) is left out: sooner is never late.
    """
    if happened < FIRST:
        return FIRST_DUE
    year, month = divmod(happened.year * 12 + happened.month, 12)
    return date(year, month + 1, min(happened.day, monthrange(year, month + 1)[1]))

"""The business date (Kassendatum): the day that turnover belongs to, apart from the clock.

It changes by the day change only, so what is sold after midnight still belongs to the evening before.
"""

from __future__ import annotations

from datetime import date, timedelta


def next_business_date(current: date, today: date) -> date:
    """The date after a day change: never the same again, never before today."""
    return max(current + timedelta(days=1), today)

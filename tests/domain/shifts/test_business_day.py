"""The business date goes on by the day change, never back and never twice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.shifts import next_business_date

DAYS = st.dates(date(2020, 1, 1), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("current", "today", "following"),
    [
        ("2026-05-04", "2026-05-04", "2026-05-05"),  # closed before midnight
        ("2026-05-04", "2026-05-05", "2026-05-05"),  # closed after midnight
        ("2026-05-04", "2026-05-11", "2026-05-11"),  # after a week's holiday
        ("2026-05-05", "2026-05-04", "2026-05-06"),  # closed twice on one day
        ("2026-12-31", "2026-12-31", "2027-01-01"),
    ],
)
def test_after_the_day_change_it_is_the_next_day_or_today(current: str, today: str, following: str) -> None:
    assert next_business_date(date.fromisoformat(current), date.fromisoformat(today)) == date.fromisoformat(
        following
    )


@given(DAYS, DAYS)
def test_a_business_date_never_comes_again_and_never_lags_behind_the_calendar(
    current: date, today: date
) -> None:
    following = next_business_date(current, today)
    assert following > current
    assert following >= today
    assert following in {current + timedelta(days=1), today}

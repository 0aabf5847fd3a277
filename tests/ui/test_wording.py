"""How sizes, ages and counts are written."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.ui import wording

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 18, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (0, "0 Byte"),
        (999, "999 Byte"),
        (1_000, "1,0 kB"),
        (999_949, "999,9 kB"),
        (999_950, "1,0 MB"),
        (12_400_000_000, "12,4 GB"),
        (2_000_000_000_000, "2,0 TB"),
    ],
)
def test_sizes_have_three_figures_or_so(octets: int, words: str) -> None:
    assert wording.size(octets) == words


@given(st.integers(0, 10**15))
def test_no_size_is_longer_than_its_place(octets: int) -> None:
    assert len(wording.size(octets)) <= 10


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "gerade eben"),
        (9, "gerade eben"),
        (10, "vor 10 s"),
        (59, "vor 59 s"),
        (60, "vor 1 min"),
        (3599, "vor 59 min"),
        (3600, "von 18:42 Uhr"),
        (86400, "vom 19.11.2026, 19:42 Uhr"),
    ],
)
def test_an_age_is_told_as_people_say_it(seconds: int, words: str) -> None:
    assert wording.ago(NOW - timedelta(seconds=seconds), NOW, ZONE) == words


def test_one_is_not_several() -> None:
    assert [wording.count(n, "Tag", "Tage") for n in (0, 1, 1200)] == ["0 Tage", "1 Tag", "1.200 Tage"]

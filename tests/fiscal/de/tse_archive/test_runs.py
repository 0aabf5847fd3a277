"""Numbers kept as runs: which are missing, which are there, and whether time runs with them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.tse_archive import runs
from kasse.fiscal.de.tse_archive.runs import Runs

ZERO = datetime(2026, 1, 1, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return ZERO + timedelta(seconds=seconds)


@given(st.lists(st.integers(0, 60), unique=True, min_size=1))
def test_what_is_missing_is_just_what_was_not_added(numbers: list[int]) -> None:
    kept = Runs()
    for number in numbers:
        assert number not in kept
        assert kept.add(number, at(number))
        assert number in kept
    missing = [n for gap in kept.gaps() for n in range(gap.first, gap.last + 1)]
    assert missing == [n for n in range(min(numbers), max(numbers)) if n not in numbers]
    assert all((gap.before, gap.after) == (at(gap.first - 1), at(gap.last + 1)) for gap in kept.gaps())
    assert (kept.lowest, kept.highest) == (min(numbers), max(numbers))


@given(st.permutations(range(12)), st.integers(0, 10))
def test_one_step_back_in_time_is_noticed_in_whatever_order_the_numbers_come(
    order: list[int], place: int
) -> None:
    moments = {n: at(n) for n in range(12)}
    moments[place] = at(20)
    kept = Runs()
    in_order = [kept.add(n, moments[n]) for n in order]
    assert not all(in_order)


def test_the_same_second_is_no_step_back() -> None:
    kept = Runs()
    assert all(kept.add(n, ZERO) for n in (3, 1, 2))


def test_of_more_gaps_than_anybody_has_the_rest_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_RUNS", 5)
    kept = Runs()
    for number in range(0, 20, 2):
        kept.add(number, ZERO)
    assert kept.overflowed
    assert kept.highest == 8

"""A figure of the benchmarks: what is held against its aim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Aim, Figure, percentile, timed


def test_a_figure_is_held_against_the_value_that_its_aim_names() -> None:
    slow = Figure("tap", "ms", p50=4, p99=20, floor=2, aim=Aim("p99", 16))
    assert slow.met is False
    assert Figure("tap", "ms", p50=4, p99=20, floor=2, aim=Aim("p50", 16)).met is True
    assert Figure("tap", "ms", p50=4, p99=20, floor=2, aim=Aim("ratio", 2)).met is True


def test_an_aim_may_be_a_least() -> None:
    assert Figure("sales", "1/s", 300, aim=Aim("p50", 300, at_least=True)).met is True
    assert Figure("sales", "1/s", 299.9, aim=Aim("p50", 300, at_least=True)).met is False


def test_without_an_aim_nothing_is_missed_and_without_a_floor_no_ratio_is_met() -> None:
    assert Figure("all rows", "1/s", 7).met is None
    assert Figure("order", "ms", 1, aim=Aim("ratio", 6)).met is False


def test_an_aim_says_what_it_wants() -> None:
    assert str(Aim("ratio", 1.3)) == "ratio ≤ 1.3"
    assert str(Aim("p50", 20_000, at_least=True)) == "p50 ≥ 20000"


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.1, 100))
def test_so_many_percent_of_all_do_not_exceed_a_percentile(values: list[float], percent: float) -> None:
    bound = percentile(values, percent)
    assert bound in values
    assert sum(value <= bound for value in values) >= len(values) * percent / 100 - 1e-9


def test_timings_come_in_seconds_and_are_told_in_milliseconds() -> None:
    figure = timed("order", [0.001, 0.002, 0.010], floor=[0.0005, 0.001, 0.001], aim=Aim("ratio", 6))
    assert (figure.p50, figure.p99, figure.floor) == pytest.approx((2, 10, 1))
    assert figure.ratio == pytest.approx(2)

"""Days of the demonstration: believable, valid whatever the seed, and the same for the same seed."""

import os
import tomllib
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kasse import resources
from kasse.cli.master_file import MasterFile, demo_master
from kasse.cli.play.format import day_of, load_day
from kasse.cli.play.generate import FIRST, DemoDays, generate_day
from kasse.cli.play.runner import play
from kasse.cli.play.verbs import VERBS
from kasse.cli.play.written import written_day
from tests.cli.play.conftest import Open
from tests.cli.play.stages import hash_pin

HOUSE = demo_master(hash_pin)
SEEDS = st.integers(0, 10**6)
DATES = st.dates(date(2026, 1, 1), date(2035, 12, 31))
ELSEWHERE = {"recall", "settle", "units_report"}
"""Has tests of its own: the demonstration house is one unit, takes no menus ahead, and settles nobody by paper."""
COMMENT = """A Friday in the demonstration house: the first day of the series with seed 1.

Written by the generator in src/kasse/cli/play/generate.py; docs/played-day.md explains the format.
"""


@settings(max_examples=15)
@given(SEEDS, DATES, st.integers(0, 3))
def test_any_generated_day_is_valid(seed: int, first: date, index: int) -> None:
    data = generate_day(HOUSE, seed=seed, index=index, first=first)
    day = day_of(data, "Tag", HOUSE)
    assert len(day.steps) == len(data["step"])
    assert {step.verb for step in day.steps} == set(VERBS) - ELSEWHERE
    assert day.seed == seed


@settings(max_examples=3)
@given(SEEDS, DATES)
def test_any_generated_day_can_be_played_and_sells_at_least_150_receipts(
    tmp_path_factory: pytest.TempPathFactory, seed: int, first: date
) -> None:
    from tests.cli.play.stages import TestStage

    days = DemoDays(HOUSE, 2, seed=seed, first=first)
    stage = TestStage(tmp_path_factory.mktemp("books"), HOUSE.master, days[0].start)
    tally = play(days, stage)
    assert tally.receipts >= 2 * 150
    assert (tally.days, tally.closings, tally.seeds) == (2, 2, [seed])
    assert stage.till.books.open_tabs() == []
    assert stage.till.books.business_date == first + timedelta(days=2)
    stage.close()


def test_the_same_seed_gives_the_same_days_and_another_one_others() -> None:
    again = demo_master(hash_pin)
    assert generate_day(HOUSE, seed=7, index=3) == generate_day(again, seed=7, index=3)
    assert generate_day(HOUSE, seed=7, index=3) != generate_day(HOUSE, seed=8, index=3)
    assert generate_day(HOUSE, seed=7, index=3)["step"] != generate_day(HOUSE, seed=7, index=4)["step"]


def test_a_day_does_not_depend_on_how_many_are_asked_for() -> None:
    """The third day of three is the third day of thirty."""
    few, many = DemoDays(HOUSE, 3), DemoDays(HOUSE, 30)
    assert [s.at for s in few[2].steps] == [s.at for s in many[2].steps]
    assert many[-1].start.date() == FIRST + timedelta(days=29)
    assert [day.start for day in many[0:2]] == [day.start for day in few][:2]
    with pytest.raises(IndexError):
        many[30]
    with pytest.raises(ValueError, match="at least one day"):
        DemoDays(HOUSE, 0)


def test_a_generated_day_has_two_peaks() -> None:
    orders = Counter(
        int(step["at"][:2]) for step in generate_day(HOUSE)["step"] if step["do"] in ("order", "pay")
    )
    assert min(orders[12], orders[19]) > 2 * max(orders[10], orders[15], orders[16])


def test_a_generated_day_reads_the_same_from_its_file() -> None:
    data = generate_day(HOUSE, seed=5)
    text = written_day(data, "one\n\ntwo")
    assert tomllib.loads(text) == data
    assert text.startswith("# one\n#\n# two\n")


@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.text() | st.integers(-(2**63), 2**63 - 1) | st.booleans(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=8,
        ),
        max_size=4,
    )
)
def test_whatever_a_step_holds_is_read_as_it_was_written(step: dict[str, object]) -> None:
    data = {"start": "2026-11-20 10:00", "step": [step]}
    assert tomllib.loads(written_day(data)) == data


def test_the_shipped_day_is_the_first_of_its_series() -> None:
    text = written_day(generate_day(HOUSE), COMMENT)
    if os.environ.get("UPDATE_GOLDEN"):
        (resources.path("demo") / "day.toml").write_text(text, encoding="utf-8")
    assert resources.path("demo", "day.toml").read_text(encoding="utf-8") == text


def test_the_shipped_day_sells_150_receipts_and_uses_every_verb(open_stage: Open, house: MasterFile) -> None:
    day = load_day(resources.path("demo", "day.toml"), hash_pin)
    assert {step.verb for step in day.steps} == set(VERBS) - ELSEWHERE
    assert day.master.catalogue == house.master.catalogue
    stage = open_stage(day)
    tally = play([day], stage, rehearse=stage.rehearse)
    assert tally.sales >= 150
    assert tally.outages >= 5
    assert tally.refusals >= 5
    assert min(tally.voids, tally.transfers, tally.reversals, tally.internal, tally.training) >= 1
    assert stage.till.books.open_tabs() == []

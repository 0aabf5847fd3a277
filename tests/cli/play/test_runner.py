"""A day is played as a whole or not at all, and what it states is compared with what came of it."""

import json
from dataclasses import replace

import pytest

from kasse.cli.play.format import Day
from kasse.cli.play.runner import Phase, play
from kasse.cli.toml_source import FileRefused
from tests.cli.play.conftest import Open, Play, day_of
from tests.cli.play.stages import TestStage

SIGN_IN = 'at = "10:00", by = "Petra Steiner", do = "sign_in"'
BY = 'by = "Petra Steiner"'
ORDER = f'{BY}, do = "order", table = 12, lines = ["3 x Helles 0,5"]'
PAY = f'{BY}, do = "pay", table = 12, with = "BA"'


def acts(stage: TestStage) -> list[str]:
    return [act.kind.value for act in reversed(stage.till.books.journal(limit=1000))]


IMPOSSIBLE = {
    "paying twice": [ORDER, PAY, PAY],
    "a sum that is not so": [ORDER, f'{PAY}, expect = {{ receipt = "14,00" }}'],
    "a refusal that does not come": [ORDER, f'{PAY}, expect = {{ refused = "Es fehlen" }}'],
    "another refusal": [ORDER, f'{PAY}, given = 5, expect = {{ refused = "ausverkauft" }}'],
}


@pytest.mark.parametrize("steps", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_nothing_of_a_day_with_an_impossible_step_is_played(open_stage: Open, steps: list[str]) -> None:
    day = day_of(SIGN_IN, *steps)
    stage = open_stage(day)
    before = acts(stage)
    with pytest.raises(FileRefused, match=f"^tag.toml, Zeile {4 + len(steps)}: „pay“: ") as refused:
        play([day], stage, rehearse=stage.rehearse)
    assert "stehen in den Büchern" not in str(refused.value)
    assert acts(stage) == before
    assert stage.till.books.tab(12) is None


def test_of_several_days_none_is_played_if_one_is_impossible(open_stage: Open) -> None:
    good = day_of(SIGN_IN, ORDER, PAY)
    bad = day_of(SIGN_IN, PAY, head='business = "demo"\nstart = "2026-11-21 09:30"\n')
    stage = open_stage(good)
    before = acts(stage)
    with pytest.raises(FileRefused, match="nichts offen"):
        play([good, bad], stage, rehearse=stage.rehearse)
    assert acts(stage) == before


def test_a_day_that_can_be_played_leaves_the_same_as_its_rehearsal(open_stage: Open) -> None:
    day = day_of(SIGN_IN, ORDER, PAY)
    stage = open_stage(day)
    rehearsed = play([day], stage, rehearse=stage.rehearse)
    alone = open_stage(day)
    assert play([day], alone) == rehearsed
    assert acts(stage) == acts(alone)


def test_without_rehearsal_a_refusal_says_that_the_steps_before_are_booked(open_stage: Open) -> None:
    day = day_of(SIGN_IN, PAY)
    with pytest.raises(FileRefused, match="Die Schritte davor stehen in den Büchern"):
        play([day], open_stage(day))


def test_books_of_another_house_are_refused(open_stage: Open) -> None:
    day = day_of(SIGN_IN, ORDER)
    stage = open_stage(day)
    house = replace(day.master.house, remarks=("anders",))
    day = replace(day, master=replace(day.master, house=house))
    with pytest.raises(FileRefused, match=r"tag\.toml: Im Datenordner steht ein anderer Betrieb"):
        play([day], stage)


def test_a_day_that_lies_before_the_books_is_refused(open_stage: Open) -> None:
    day = day_of(SIGN_IN, ORDER, PAY)
    stage = open_stage(day)
    play([day], stage)
    with pytest.raises(FileRefused, match=r"im Journal steht aber schon etwas vom 20\.11\.2026 um 10:00"):
        play([day], stage)


def test_a_day_by_another_clock_is_refused(open_stage: Open) -> None:
    day = day_of(SIGN_IN)
    stage = open_stage(day)
    head = 'business = "demo"\nstart = "2026-11-20 09:30"\nzone = "Europe/Vienna"\n'
    with pytest.raises(FileRefused, match="Uhr von Europe/Berlin, der Tag nach Europe/Vienna"):
        play([day_of(SIGN_IN, head=head)], stage)


def long_day() -> Day:
    return day_of(SIGN_IN, *[f'{BY}, do = "drawer"'] * 200)


def test_whoever_watches_is_told_how_far_it_is(open_stage: Open) -> None:
    day = long_day()
    stage = open_stage(day)
    told: list[tuple[Phase, float]] = []
    play(
        [day],
        stage,
        rehearse=stage.rehearse,
        progress=lambda phase, part: told.append((phase, part)),
    )
    for phase in Phase:
        parts = [part for which, part in told if which is phase]
        assert parts == sorted(parts)
        assert (parts[0], parts[-1]) == (0.0, 1.0)
        assert len(parts) > 3


def test_playing_ends_when_somebody_wants_it(open_stage: Open) -> None:
    day = long_day()
    stage = open_stage(day)
    asked = iter([False, True])
    tally = play([day], stage, cancelled=lambda: next(asked))
    assert tally.cancelled
    assert tally.steps == 50
    assert acts(stage).count("drawer") == 49
    assert "Vorzeitig beendet." in tally.as_text()


def test_who_ends_the_rehearsal_has_played_nothing(open_stage: Open) -> None:
    day = long_day()
    stage = open_stage(day)
    before = acts(stage)
    tally = play([day], stage, rehearse=stage.rehearse, cancelled=lambda: True)
    assert (tally.cancelled, tally.steps) == (True, 0)
    assert acts(stage) == before


def test_the_tally_is_there_for_people_and_programs(play_steps: Play) -> None:
    tally = play_steps(ORDER, f"{PAY}, tip = 1").tally
    facts = json.loads(json.dumps(tally.as_json()))
    assert (facts["sales"], facts["revenue_cents"], facts["tips_cents"]) == (1, 1410, 100)
    assert facts["started_at"] == "2026-11-20T08:30:00+00:00"
    assert (facts["first_receipt"], facts["last_receipt"]) == (1, 1)
    assert "Umsatz 14,10 €" in tally.as_text()
    assert "Stornos" not in tally.as_text()

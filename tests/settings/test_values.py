"""Which value is in force, where it comes from, and what becomes of texts that do not fit."""

from __future__ import annotations

import pytest

from kasse.settings import Scope, Settings
from kasse.settings.declared import cash, fiscal_de
from kasse.settings.names import Names
from kasse.settings.upgrade import Move, moves
from tests.settings.examples import BEHIND, BRANCH, COUNT, EXAMPLES, GATE, OWN, PAPER
from tests.store.house import small_master


class TestValuesInForce:
    def test_a_terminals_own_value_goes_before_the_one_for_all(self) -> None:
        stored = {("everywhere", "tse.kind"): "epson", ("terminal:2", "tse.kind"): "swissbit"}
        assert Settings(stored, 1)[fiscal_de.TSE_KIND] == "epson"
        assert Settings(stored, 2)[fiscal_de.TSE_KIND] == "swissbit"
        assert Settings(stored, 2).origin(fiscal_de.TSE_KIND) is Scope.TERMINAL
        assert Settings(stored, 1).origin(fiscal_de.TSE_KIND) is Scope.EVERYWHERE

    def test_the_nearest_place_that_a_setting_knows_goes_before_all_others(self) -> None:
        stored = {
            ("everywhere", "try.branch"): "alle",
            ("business:1", "try.branch"): "Betrieb",
            ("branch:7", "try.branch"): "Filiale",
            ("terminal:2", "try.branch"): "gilt nicht, so nah geht es nicht",
        }
        assert Settings(stored, 2, branch=7, business=1)[BRANCH] == "Filiale"
        assert Settings(stored, 2, branch=8, business=1)[BRANCH] == "Betrieb"
        assert Settings(stored, 2, branch=8, business=2)[BRANCH] == "alle"
        assert Settings(stored, 2, branch=7, business=1).origin(BRANCH) is Scope.BRANCH
        assert Settings(stored, 2, branch=7).scope_for(BRANCH) == "branch:7"
        assert Settings(stored, 2).scope_for(BRANCH) == "everywhere"

    def test_a_setting_for_all_is_never_read_from_one_terminal(self) -> None:
        assert Settings({("terminal:1", "try.count"): "7"}, 1)[COUNT] == 3

    def test_the_way_back_leads_to_the_value_further_away(self) -> None:
        settings = Settings({("everywhere", "try.own"): "alle", ("terminal:1", "try.own"): "hier"}, 1)
        assert settings[OWN] == "hier"
        assert settings.without_own(OWN)[OWN] == "alle"
        assert settings.for_all()[OWN] == "alle"
        assert settings.own(OWN) == "hier"
        assert settings.without_own(OWN).own(OWN) is None

    def test_what_would_be_is_looked_at_without_touching_what_is(self) -> None:
        settings = Settings({}, 1)
        assert settings.changed({("everywhere", "try.count"): "5"})[COUNT] == 5
        assert settings[COUNT] == 3

    def test_a_setting_behind_a_switch_that_is_off_is_idle(self) -> None:
        assert Settings({}, 1).is_idle(BEHIND)
        assert not Settings({("everywhere", GATE.key): "1"}, 1).is_idle(BEHIND)
        assert not Settings({}, 1).is_idle(GATE)

    def test_a_switch_may_be_on_because_others_are(self) -> None:
        on = {("everywhere", key): "1" for key in ("cash.carry_balance", "cash.export_book")}
        settings = Settings({**on, ("everywhere", "cash.book_out"): "0"}, 1)
        assert settings.is_forced(cash.BOOK_CASH_OUT)
        assert settings[cash.BOOK_CASH_OUT] is True


class TestTextsThatDoNotFit:
    def test_they_count_as_not_there_and_are_reported(self) -> None:
        settings = Settings({("everywhere", "try.count"): "viele", ("terminal:1", "try.own"): "x" * 21}, 1)
        assert settings[COUNT] == 3
        assert settings.origin(COUNT) is None
        found = {problem.setting: problem for problem in settings.problems(EXAMPLES)}
        assert set(found) == {COUNT, OWN}
        assert found[COUNT].text == "viele"
        assert "von 1 bis 9" in found[COUNT].reason

    def test_the_one_further_away_holds_instead(self) -> None:
        settings = Settings({("everywhere", "try.own"): "alle", ("terminal:1", "try.own"): "x" * 21}, 1)
        assert settings[OWN] == "alle"
        assert settings.origin(OWN) is Scope.EVERYWHERE

    def test_a_name_that_the_house_does_not_know_any_more_does_not_fit(self) -> None:
        master = small_master()
        known = next(iter(master.house.printers))
        names = Names(lambda: master)
        there = Settings({("everywhere", "try.paper"): known}, 1, names=names)
        gone = Settings({("everywhere", "try.paper"): "Altbau"}, 1, names=names)
        assert there[PAPER] == known
        assert gone[PAPER] == ""
        assert "„Drucker Altbau“ gibt es nicht" in gone.problems(EXAMPLES)[0].reason
        assert not Settings({("everywhere", "try.paper"): ""}, 1, names=names).problems(EXAMPLES)


class TestEarlierKeys:
    @pytest.mark.parametrize("old", COUNT.former)
    def test_what_is_stored_under_one_still_holds_and_moves(self, old: str) -> None:
        stored = {("everywhere", old): "8"}
        assert Settings(stored, 1)[COUNT] == 8
        assert moves(stored, EXAMPLES) == [Move("everywhere", old, COUNT.key, "8")]

    def test_it_gives_way_to_what_stands_under_the_key_of_today(self) -> None:
        stored = {("everywhere", "try.number"): "8", ("everywhere", COUNT.key): "2"}
        assert Settings(stored, 1)[COUNT] == 2
        assert moves(stored, EXAMPLES) == [Move("everywhere", "try.number", COUNT.key, None)]

    def test_of_two_the_later_one_moves(self) -> None:
        stored = {("everywhere", "try.old_number"): "7", ("everywhere", "try.number"): "8"}
        assert [move.text for move in moves(stored, EXAMPLES)] == ["8", None]

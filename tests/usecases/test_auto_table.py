"""*AUTO TISCH* finds the next free table, and a table that one waiter alone may open stays his."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as told
from hypothesis import strategies as st

from kasse.domain.numbering import MENU_ORDERS
from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind
from kasse.settings.declared.bar_tables import BAR_TABLE_NUMBERS, BAR_TABLES
from kasse.settings.declared.numbers import AUTO_TABLE_COUNTER
from kasse.settings.declared.tables import AUTO_TABLE, AUTO_TABLES, ONE_WAITER_TABLES, OPEN_TO_ALL
from kasse.settings.kinds import NumberSet
from kasse.usecases.auto_table import has_auto_table, next_auto_table
from kasse.usecases.change_setting import Change, change_setting, change_settings
from kasse.usecases.hand_over import take_over
from kasse.usecases.send_order import send_order
from kasse.usecases.setting_history import past_changes
from kasse.usecases.settings_file import settings_text
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import last_act, state, tab


@pytest.fixture
def auto(desk: Desk) -> Desk:
    """Tables 5 to 8 are opened by the key."""
    change_settings(
        desk.till,
        desk.boss,
        [
            Change(OPEN_TO_ALL, "1"),
            Change(AUTO_TABLES, "5-8"),
            Change(AUTO_TABLE, "1", desk.till.settings.scope_for(AUTO_TABLE)),
        ],
    )
    return desk


def opened(desk: Desk) -> int:
    """The table that the key opens, with something on it."""
    table = next_auto_table(desk.till, desk.waiter).table
    desk.order(BEER, table=table, by=desk.waiter)
    return table


class TestWhoFindsIt:
    @pytest.mark.feature("M-TIS-07")
    def test_it_takes_tables_open_to_all_a_range_and_the_switch_of_this_till(self, auto: Desk) -> None:
        till = auto.till
        assert has_auto_table(till, auto.waiter)
        here = till.settings.scope_for(AUTO_TABLE)
        assert here == "terminal:1"
        for off in (Change(OPEN_TO_ALL, "0"), Change(AUTO_TABLES, ""), Change(AUTO_TABLE, "0", here)):
            back = till.settings.own(off.setting)
            change_settings(till, auto.boss, [off])
            assert not has_auto_table(till, auto.waiter)
            with pytest.raises(Refused, match="nicht eingeschaltet"):
                next_auto_table(till, auto.waiter)
            change_settings(till, auto.boss, [replace(off, text=back)])

    def test_who_practises_or_orders_menus_ahead_finds_it_not(self, auto: Desk) -> None:
        menus = replace(auto.boss, number=MENU_ORDERS)
        for nobody in (auto.trainee, menus):
            assert not has_auto_table(auto.till, nobody)
            with pytest.raises(Refused, match="nicht eingeschaltet"):
                next_auto_table(auto.till, nobody)


class TestSearch:
    @pytest.mark.feature("M-TIS-05")
    @pytest.mark.feature("M-TIS-06")
    def test_it_goes_on_after_the_last_one_and_begins_again_at_the_end(self, auto: Desk) -> None:
        assert [opened(auto) for _ in range(3)] == [5, 6, 7]
        auto.pay(5)
        assert opened(auto) == 8, "what became free comes later"
        assert opened(auto) == 5

    @pytest.mark.feature("M-TIS-05")
    def test_tables_in_use_are_passed_over_and_a_full_range_says_so(self, auto: Desk) -> None:
        auto.order(BEER, table=5)
        assert next_auto_table(auto.till, auto.waiter, busy={6}).table == 7
        for table in (6, 7, 8):
            auto.order(BEER, table=table)
        before = state(auto)
        with pytest.raises(Refused, match="kein Tisch mehr frei"):
            next_auto_table(auto.till, auto.waiter)
        assert state(auto) == before
        assert auto.till.settings[AUTO_TABLE_COUNTER] == 7

    def test_a_table_of_practice_is_free_and_one_that_the_house_has_not_is_none(self, auto: Desk) -> None:
        send_order(auto.till, auto.trainee, 5, [Wish(BEER)])
        change_setting(auto.till, auto.boss, AUTO_TABLES, NumberSet(((5, 5), (41, 60))))
        assert next_auto_table(auto.till, auto.waiter).table == 5
        assert next_auto_table(auto.till, auto.waiter).table == 5

    def test_the_same_key_again_counts_once(self, auto: Desk) -> None:
        key = uuid4()
        assert {next_auto_table(auto.till, auto.waiter, key=key).table for _ in range(2)} == {5}
        assert next_auto_table(auto.till, auto.waiter).table == 6

    @given(used=st.sets(st.integers(5, 8), max_size=3), last=st.sampled_from([0, 5, 6, 7, 8]))
    @told(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_what_it_finds_is_the_nearest_free_one_ahead(self, auto: Desk, used: set[int], last: int) -> None:
        change_setting(auto.till, auto.boss, AUTO_TABLE_COUNTER, last)
        found = next_auto_table(auto.till, auto.waiter, busy=used).table
        ahead = [*range(last + 1, 9), *range(5, last + 1)]
        assert found == next(table for table in ahead if table >= 5 and table not in used)


class TestCounter:
    @pytest.mark.feature("M-TIS-06")
    def test_it_outlives_the_till_and_floods_no_history(self, auto: Desk) -> None:
        assert [opened(auto), opened(auto)] == [5, 6]
        assert auto.till.settings[AUTO_TABLE_COUNTER] == 6
        assert auto.books.settings()["everywhere", AUTO_TABLE_COUNTER.key] == "6"
        assert past_changes(auto.till, AUTO_TABLE_COUNTER) == []

    def test_its_use_stands_in_the_journal(self, auto: Desk) -> None:
        next_auto_table(auto.till, auto.waiter)
        assert (last_act(auto).kind, last_act(auto).body) == (ActKind.TAB, {"auto_table": 5})

    @pytest.mark.feature("M-TIS-09")
    def test_it_is_set_by_hand_within_the_range_only(self, auto: Desk) -> None:
        change_setting(auto.till, auto.boss, AUTO_TABLE_COUNTER, 7)
        assert next_auto_table(auto.till, auto.waiter).table == 8
        with pytest.raises(Refused, match=r"9 liegt außerhalb der Auto-Tischsuche \(5–8\)"):
            change_setting(auto.till, auto.boss, AUTO_TABLE_COUNTER, 9)
        assert auto.till.settings[AUTO_TABLE_COUNTER] == 8
        change_setting(auto.till, auto.boss, AUTO_TABLE_COUNTER, 0)
        assert next_auto_table(auto.till, auto.waiter).table == 5
        assert [change.new for change in past_changes(auto.till, AUTO_TABLE_COUNTER)] == ["0", "7"]

    def test_it_goes_into_no_file_for_another_house(self, auto: Desk) -> None:
        next_auto_table(auto.till, auto.waiter)
        text = settings_text(auto.till)
        assert AUTO_TABLES.key in text
        assert AUTO_TABLE_COUNTER.key not in text


class TestOneWaiter:
    @pytest.fixture(autouse=True)
    def _tables(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, ONE_WAITER_TABLES, NumberSet(((30, 35),)))

    @pytest.mark.feature("M-TIS-04")
    def test_whoever_opens_first_keeps_it_whatever_rights_others_have(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, OPEN_TO_ALL, True)
        desk.order(BEER, table=30, by=desk.waiter)
        desk.order(BEER, table=20, by=desk.waiter)
        before = state(desk)
        with pytest.raises(Refused, match="Diesen Tisch bedient nur Anna"):
            desk.order(SOUP, table=30, by=desk.boss)
        with pytest.raises(Refused, match="nur Anna"):
            desk.pay(30, by=desk.boss)
        assert state(desk) == before
        desk.order(SOUP, table=20, by=desk.boss)
        desk.order(SOUP, table=30, by=desk.waiter)

    @pytest.mark.feature("M-TIS-04")
    def test_it_is_free_for_anybody_when_it_is_settled_and_may_be_taken_over(self, desk: Desk) -> None:
        desk.order(BEER, table=30, by=desk.waiter)
        take_over(desk.till, desk.boss, 30, 1)
        with pytest.raises(Refused, match="nur Chefin"):
            desk.order(SOUP, table=30, by=desk.waiter)
        desk.pay(30, by=desk.boss)
        desk.order(SOUP, table=30, by=desk.waiter)
        assert tab(desk, 30).operator == 1


class TestClashes:
    @pytest.mark.feature("R-08")
    def test_a_table_is_either_settled_when_it_is_left_or_found_by_the_key(self, auto: Desk) -> None:
        change_setting(auto.till, auto.boss, BAR_TABLES, True)
        with pytest.raises(
            Refused, match="Die Tische 7 bis 8 sind für die Bartische und für die Auto-Tische"
        ):
            change_setting(auto.till, auto.boss, BAR_TABLE_NUMBERS, NumberSet(((7, 9),)))

    def test_whoever_may_touch_it_is_another_question(self, auto: Desk) -> None:
        change_setting(auto.till, auto.boss, ONE_WAITER_TABLES, NumberSet(((5, 8),)))
        with pytest.raises(Refused, match="Tisch 995"):
            change_setting(auto.till, auto.boss, ONE_WAITER_TABLES, NumberSet(((995, 995),)))

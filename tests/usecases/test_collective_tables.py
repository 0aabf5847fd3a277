"""Collective tables stay open for days; all others are settled before the day ends."""

from __future__ import annotations

import pytest

from kasse.domain.refused import Refused
from kasse.settings.declared.bar_tables import BAR_TABLE_NUMBERS, BAR_TABLES
from kasse.settings.declared.collective_tables import COLLECTIVE_TABLES
from kasse.settings.declared.tables import AUTO_TABLES, OPEN_TO_ALL
from kasse.settings.kinds import NumberSet
from kasse.usecases.change_setting import change_setting, waits_for
from kasse.usecases.close_day import close_day, look_at_day
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import state, tab


@pytest.fixture(autouse=True)
def _collective(desk: Desk) -> None:
    change_setting(desk.till, desk.boss, COLLECTIVE_TABLES, NumberSet(((30, 39),)))


@pytest.mark.feature("M-TIS-19")
def test_the_day_ends_while_one_is_open_and_it_is_settled_days_later(desk: Desk) -> None:
    desk.order(BEER, table=31)
    first, due = tab(desk, 31).opened_at, tab(desk, 31).total
    day = look_at_day(desk.till)
    assert (day.open_tables, day.staying) == ((), ("Tisch 31",))
    monday = close_day(desk.till, desk.boss).closing
    assert monday.figures.receipts == 0
    for _ in range(2):
        desk.clock = desk.clock.replace(day=desk.clock.day + 1)
        desk.order(BEER, table=31)
        close_day(desk.till, desk.boss)
    receipt = desk.pay(31).receipt
    assert (receipt.total, receipt.first_ordered_at) == (due + due + due, first)
    assert receipt.business_date > monday.business_date


@pytest.mark.feature("M-TIS-19")
def test_others_still_have_to_be_settled_first(desk: Desk) -> None:
    desk.order(BEER, table=31)
    desk.order(SOUP, table=12)
    day = look_at_day(desk.till)
    assert (day.open_tables, day.staying) == (("Tisch 12",), ("Tisch 31",))
    before = state(desk)
    with pytest.raises(Refused, match=r"Noch offen: Tisch 12\. Bitte zuerst kassieren"):
        close_day(desk.till, desk.boss)
    assert state(desk) == before
    desk.pay(12)
    close_day(desk.till, desk.boss)


@pytest.mark.feature("M-TIS-02")
def test_whether_tables_are_open_to_all_changes_only_while_all_others_are_settled(desk: Desk) -> None:
    desk.order(BEER, table=31)
    assert waits_for(desk.till, OPEN_TO_ALL) == ""
    desk.order(SOUP, table=12)
    with pytest.raises(Refused, match=r"wenn alle Tische kassiert sind. Noch offen: Tisch 12\."):
        change_setting(desk.till, desk.boss, OPEN_TO_ALL, True)
    desk.pay(12)
    change_setting(desk.till, desk.boss, OPEN_TO_ALL, True)
    assert desk.till.settings[OPEN_TO_ALL]
    assert tab(desk, 31).lines


@pytest.mark.feature("R-08")
def test_none_of_them_is_settled_when_it_is_left_or_given_away_as_free(desk: Desk) -> None:
    change_setting(desk.till, desk.boss, BAR_TABLES, True)
    with pytest.raises(Refused, match="Die Tische 38 bis 39 sind für die Bartische und für die Sammeltische"):
        change_setting(desk.till, desk.boss, BAR_TABLE_NUMBERS, NumberSet(((38, 45),)))
    change_setting(desk.till, desk.boss, OPEN_TO_ALL, True)
    with pytest.raises(Refused, match="Tisch 30 ist für die Auto-Tische und für die Sammeltische"):
        change_setting(desk.till, desk.boss, AUTO_TABLES, NumberSet(((20, 30),)))
    with pytest.raises(Refused, match="Tisch 995"):
        change_setting(desk.till, desk.boss, COLLECTIVE_TABLES, NumberSet(((990, 999),)))

"""The tables as a list: all rooms at once, own ones and others', found by number and by who sits there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.ui.tables.view import TablesAction
from kasse.usecases.describe_tab import describe_tab
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import AtTheTable

BOSS, ANNA = "Georg Hirsch", "Anna Berger"


def with_list(at_work: TillAtWork, who: str = BOSS) -> AtTheTable:
    """Anna has 12 and, in another room, 20 with a name; the boss has 5."""
    house = AtTheTable(at_work)
    for waiter, table in ((ANNA, 12), (ANNA, 20), (BOSS, 5)):
        house.serve("Helles 0,5", table=table, who=waiter)
    describe_tab(house.till, house.operator(BOSS), 20, name="Hochzeit Ölinger", guests=8)
    house.sign_in(who)
    at_work.tap_cell(at_work.tables.areas, "Liste")
    return house


def rows(at_work: TillAtWork) -> list[str]:
    seen = at_work.tables.rows
    assert seen.isVisible()
    return [seen.cell_name(i) for i in range(seen.cell_count())]


def search(at_work: TillAtWork, words: str) -> list[str]:
    at_work.tap(at_work.tables.search_key)
    at_work.tables.entry.field.setText(words)
    results = at_work.tables.entry.results
    return [results.cell_name(i) for i in range(results.cell_count())]


class TestList:
    def test_it_shows_what_is_open_in_all_rooms_by_number(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        assert rows(at_work) == [
            "Tisch 5, Gaststube · Georg Hirsch, 4,70 €, 0 min",
            "Tisch 12, Gaststube · Anna Berger, 4,70 €, 0 min",
            "Tisch 20 · Hochzeit Ölinger, Stüberl · 8 Gäste · Anna Berger, 4,70 €, 0 min",
        ]
        assert not at_work.tables.plan.isVisible()
        at_work.tap_cell(at_work.tables.areas, "Gaststube")
        assert at_work.tables.plan.isVisible()
        assert not at_work.tables.rows.isVisible()

    def test_mine_leaves_out_those_of_others(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        at_work.tap(at_work.tables.keys[TablesAction.MINE])
        assert [row.split(",")[0] for row in rows(at_work)] == ["Tisch 5"]

    def test_a_tap_opens_and_a_long_press_asks_for_the_bill(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        at_work.hold(at_work.tables.rows, "Tisch 12")
        assert at_work.window.shown == "pay"
        at_work.program.show_tables()
        at_work.tap_cell(at_work.tables.rows, "Tisch 12")
        assert at_work.orders.ticket.model.title == "Tisch 12"

    def test_it_is_still_the_list_when_one_comes_back(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        at_work.tap_cell(at_work.tables.rows, "Tisch 12")
        at_work.tap(at_work.orders.top.back_key)
        assert len(rows(at_work)) == 3

    def test_digits_choose_among_the_rows(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        at_work.digits(at_work.tables.pad, "2")
        assert [row.split(" ·")[0] for row in rows(at_work)] == ["Tisch 20"]
        at_work.digits(at_work.tables.pad, "9")
        assert rows(at_work) == []
        QTest.keyClick(at_work.tables, Qt.Key.Key_Backspace)
        assert len(rows(at_work)) == 1

    def test_what_waits_to_be_sent_is_listed_before_anything_is_open(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        at_work.open_table(1)
        at_work.tap_tile("Radler 0,5", times=2)
        at_work.tap(at_work.orders.top.back_key)
        assert rows(at_work)[0] == "Tisch 1, Gaststube · 2 nicht gesendet, neu"


class TestSearch:
    def test_a_guest_is_found_by_a_part_of_the_name(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        assert search(at_work, "öling") == ["20 Hochzeit Ölinger, 4,70 Euro"]
        at_work.tap_cell(at_work.tables.entry.results, "20 Hochzeit Ölinger")
        assert at_work.orders.ticket.model.title == "20 · Hochzeit Ölinger"

    def test_a_number_finds_tables_in_use_and_then_free_ones(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        found = [name.split(", ")[0] for name in search(at_work, "2")]
        assert found[0] == "20 Hochzeit Ölinger"
        assert "Tisch 2" in found

    def test_the_key_of_the_next_step_opens_the_first_that_is_found(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        search(at_work, "Anna")
        at_work.tap(at_work.tables.entry.accept_key)
        assert at_work.orders.ticket.model.title == "Tisch 12"

    def test_nothing_found_is_said_and_the_list_is_back(self, at_work: TillAtWork) -> None:
        with_list(at_work)
        assert search(at_work, "Kaiser") == []
        at_work.tap(at_work.tables.entry.accept_key)
        assert "Dazu gibt es keinen Tisch." in at_work.notice
        assert len(rows(at_work)) == 3

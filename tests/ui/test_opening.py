"""Other ways to a table by taps: *AUTO TISCH*, a free one for a name, the overview of all waiters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from kasse.settings.declared.screen import START_VIEW
from kasse.settings.declared.tables import (
    AUTO_TABLE,
    AUTO_TABLES,
    BOSS_OVERVIEW,
    FREE_NUMBER_FROM,
    ONE_WAITER_TABLES,
    OPEN_TO_ALL,
)
from kasse.ui.tables.view import TablesAction
from kasse.ui.theme.metrics import Metrics
from kasse.usecases.change_setting import Change, change_settings
from tests.ui.at_work import TillAtWork
from tests.ui.test_handing import ANNA, MARKUS, PETRA, set_to
from tests.ui.test_tables_screen import BOSS, change_waiter, order_beer, register


@pytest.fixture
def auto(at_work: TillAtWork) -> TillAtWork:
    """Tables 3 to 5 are opened by the key at this till."""
    till = at_work.shop.till
    changes = [
        Change(OPEN_TO_ALL, "1"),
        Change(AUTO_TABLES, "3-5"),
        Change(AUTO_TABLE, "1", till.settings.scope_for(AUTO_TABLE)),
    ]
    change_settings(till, None, changes)
    return at_work


def press_auto(at_work: TillAtWork) -> str:
    """Tap the key; the table that is open then."""
    at_work.tap(at_work.tables.keys[TablesAction.AUTO])
    at_work.until(lambda: at_work.window.shown == "orders")
    return at_work.orders.ticket.model.title


class TestAutoTable:
    @pytest.mark.feature("M-TIS-05")
    @pytest.mark.feature("M-TIS-06")
    def test_one_tap_opens_the_next_free_table_and_passes_over_what_is_not_sent(
        self, auto: TillAtWork
    ) -> None:
        auto.sign_in(ANNA)
        order_beer(auto, 3)
        assert press_auto(auto) == "Tisch 4"
        auto.tap_tile("Helles 0,5")
        auto.tap(auto.orders.top.back_key)
        assert press_auto(auto) == "Tisch 5"
        auto.tap(auto.orders.top.back_key)
        assert press_auto(auto) == "Tisch 5", "it is the only one that is free"

    def test_a_full_range_says_so(self, auto: TillAtWork) -> None:
        auto.sign_in(ANNA)
        for table in (3, 4, 5):
            order_beer(auto, table)
        auto.tap(auto.tables.keys[TablesAction.AUTO])
        auto.settle()
        assert "kein Tisch mehr frei" in auto.notice
        assert auto.window.shown == "tables"

    @pytest.mark.feature("M-TIS-07")
    def test_without_the_switch_of_the_till_there_is_no_such_key(self, at_work: TillAtWork) -> None:
        change_settings(at_work.shop.till, None, [Change(OPEN_TO_ALL, "1"), Change(AUTO_TABLES, "3-5")])
        at_work.sign_in(ANNA)
        assert not at_work.tables.keys[TablesAction.AUTO].isVisible()
        assert at_work.tables.keys[TablesAction.RECEIPTS].isVisible()

    def test_who_practises_does_not_see_it(self, auto: TillAtWork) -> None:
        trainee = next(op for op in auto.shop.till.staff.operators.values() if op.training)
        auto.sign_in(ANNA)
        assert auto.tables.keys[TablesAction.AUTO].isVisible()
        change_waiter(auto, trainee.name)
        assert not auto.tables.keys[TablesAction.AUTO].isVisible()

    @pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768), (1024, 640), (1920, 1080)])
    def test_every_key_of_the_rail_has_its_place_or_stands_under_the_register(
        self, auto: TillAtWork, width: int, height: int
    ) -> None:
        auto.window.look.set(metrics=Metrics(width, height))
        auto.sign_in(ANNA)
        view = auto.tables
        shown = [action for action, key in view.keys.items() if key.isVisible()]
        assert {TablesAction.AUTO, TablesAction.REGISTER} <= set(shown)
        boxes = [view.keys[action].geometry() for action in shown]
        assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
        assert {*shown, *view.hidden_actions()} == set(TablesAction)


class TestNaming:
    @pytest.mark.feature("M-WEI-12")
    def test_a_name_gets_the_next_free_table_from_the_set_number_on(self, at_work: TillAtWork) -> None:
        set_to(at_work, FREE_NUMBER_FROM, "3")
        at_work.sign_in(ANNA)
        order_beer(at_work, 3)
        register(at_work, "Tisch mit Namen")
        at_work.tables.entry.field.setText("Familie Mayer")
        at_work.tap(at_work.tables.entry.accept_key)
        assert at_work.tables.choices._title == "Familie Mayer an Tisch: 4"
        at_work.tap(at_work.tables.main_key)
        at_work.until(lambda: at_work.window.shown == "orders")
        tab = at_work.shop.till.books.tab(4)
        assert tab is not None
        assert tab.name == "Familie Mayer"
        assert "Familie Mayer" in at_work.orders.ticket.model.title

    @pytest.mark.feature("M-WEI-12")
    def test_another_number_may_be_typed_but_not_one_that_is_taken(self, at_work: TillAtWork) -> None:
        at_work.sign_in(ANNA)
        order_beer(at_work, 12)
        register(at_work, "Tisch mit Namen")
        at_work.tables.entry.field.setText("Mayer")
        at_work.tap(at_work.tables.entry.accept_key)
        at_work.digits(at_work.tables.pad, "12")
        at_work.tap(at_work.tables.main_key)
        at_work.settle()
        assert "Tisch 12 ist schon belegt. Bitte eine andere Nummer wählen." in at_work.notice
        assert at_work.tables.choices._title == "Mayer an Tisch: 1", "the name is not typed again"
        at_work.digits(at_work.tables.pad, "5")
        at_work.tap(at_work.tables.main_key)
        at_work.settle()
        tab = at_work.shop.till.books.tab(5)
        assert tab is not None
        assert tab.name == "Mayer"
        assert at_work.window.shown == "orders"

    def test_whoever_thinks_better_of_it_is_back_at_his_tables(self, at_work: TillAtWork) -> None:
        at_work.sign_in(ANNA)
        register(at_work, "Tisch mit Namen")
        assert not at_work.tables.pad.isVisible()
        at_work.tap(at_work.tables.entry.cancel_key)
        assert at_work.tables.plan.isVisible()
        assert at_work.tables.pad.isVisible()
        register(at_work, "Tisch mit Namen")
        at_work.key_press(Qt.Key.Key_Escape)
        assert at_work.tables.plan.isVisible()


class TestAllWaiters:
    def names(self, at_work: TillAtWork) -> list[str]:
        cells = at_work.tables.choices.cells
        return [cells.cell_name(i) for i in range(cells.cell_count())]

    @pytest.mark.feature("M-WEI-11")
    def test_whoever_may_touch_all_tables_sees_them_by_waiter_when_he_signs_in(
        self, at_work: TillAtWork
    ) -> None:
        set_to(at_work, BOSS_OVERVIEW, "1")
        at_work.sign_in(MARKUS)
        order_beer(at_work, 5)
        change_waiter(at_work, ANNA)
        assert at_work.tables.plan.isVisible(), "she lacks the right"
        order_beer(at_work, 12)
        order_beer(at_work, 1)
        at_work.clock.later(minutes=7)
        change_waiter(at_work, PETRA)
        assert at_work.tables.choices._title == "Belegte Tische: 3, 14,10 €"
        assert [heading.title for _, heading in at_work.tables.choices.cells._headings] == [
            f"{ANNA} · 2 Tische · 9,40 €",
            f"{MARKUS} · 1 Tisch · 4,70 €",
        ]
        assert self.names(at_work) == [
            "Tisch 1, 4,70 € · 7 min",
            "Tisch 12, 4,70 € · 7 min",
            "Tisch 5, 4,70 € · 7 min",
        ]
        at_work.choose(at_work.tables.choices, "Tisch 5")
        assert at_work.orders.ticket.model.title == "Tisch 5"

    @pytest.mark.feature("M-WEI-11")
    def test_otherwise_and_with_nothing_open_the_plan_is_what_he_sees(self, at_work: TillAtWork) -> None:
        at_work.sign_in(PETRA)
        order_beer(at_work, 5)
        change_waiter(at_work, PETRA)
        assert at_work.tables.plan.isVisible()
        register(at_work, "Alle Bediener")
        assert self.names(at_work) == ["Tisch 5, 4,70 € · 0 min"]
        at_work.tap(at_work.tables.choices.close_key)
        assert at_work.tables.plan.isVisible()

    def test_it_comes_before_the_sale_without_a_table(self, at_work: TillAtWork) -> None:
        set_to(at_work, BOSS_OVERVIEW, "1")
        at_work.sign_in(ANNA)
        order_beer(at_work, 12)
        till = at_work.shop.till
        change_settings(till, None, [Change(START_VIEW, "counter", till.settings.scope_for(START_VIEW))])
        change_waiter(at_work, PETRA)
        assert self.names(at_work) == ["Tisch 12, 4,70 € · 0 min"]


@pytest.mark.feature("M-TIS-04")
def test_a_table_of_one_waiter_alone_says_whose_it_is(at_work: TillAtWork) -> None:
    set_to(at_work, ONE_WAITER_TABLES, "12")
    at_work.sign_in(ANNA)
    order_beer(at_work, 12)
    change_waiter(at_work, BOSS)
    at_work.tap_cell(at_work.tables.plan, "Tisch 12")
    assert f"Diesen Tisch bedient nur {ANNA}. Bitte übergeben lassen." in at_work.notice
    assert at_work.window.shown == "tables"

"""A table changes its waiter by taps: handed over, taken over, with the PIN of the other one."""

from __future__ import annotations

from typing import Any

import pytest

from kasse.settings import Setting
from kasse.settings.declared.handing_over import HAND_OVER, HAND_OVER_EXEMPT, HAND_OVER_PIN, HAND_OVER_SALES
from kasse.ui.orders.actions import OrderAction
from kasse.ui.tables.view import TablesAction
from kasse.usecases.change_setting import Change, change_settings
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import do
from tests.ui.test_tables_screen import change_waiter, order_beer, spoken

ANNA, MARKUS, PETRA = "Anna Berger", "Markus Huber", "Petra Steiner"


def set_to(at_work: TillAtWork, setting: Setting[Any], text: str) -> None:
    """The house has chosen that."""
    change_settings(at_work.shop.till, None, [Change(setting, text)])


def number_of(at_work: TillAtWork, name: str) -> int:
    return next(op.number for op in at_work.shop.till.staff.operators.values() if op.name == name)


def choose_table(at_work: TillAtWork, table: int) -> None:
    at_work.tap(at_work.tables.keys[TablesAction.HANDOVER])
    at_work.tap_cell(at_work.tables.plan, f"Tisch {table}")


def type_pin(at_work: TillAtWork, pin: str) -> None:
    at_work.digits(at_work.tables.pad, pin)
    at_work.tap(at_work.tables.main_key)
    at_work.settle()


@pytest.mark.feature("M-TIS-10")
def test_another_waiters_table_is_taken_over_from_the_plan(at_work: TillAtWork) -> None:
    at_work.sign_in(ANNA)
    order_beer(at_work, 12)
    change_waiter(at_work, MARKUS)
    choose_table(at_work, 12)
    panel = at_work.tables.choices
    assert [panel.cells.cell_name(i) for i in range(panel.cells.cell_count())] == [
        f"Selbst übernehmen, von {ANNA}"
    ]
    at_work.choose(panel, "Selbst übernehmen")
    at_work.settle()
    assert "meine" in spoken(at_work, 12)
    assert f"Tisch 12 bedient jetzt {MARKUS}." in at_work.notice


def test_who_may_touch_it_can_also_give_it_to_a_third(at_work: TillAtWork) -> None:
    at_work.sign_in(ANNA)
    order_beer(at_work, 12)
    change_waiter(at_work, PETRA)
    choose_table(at_work, 12)
    names = [at_work.tables.choices.cells.cell_name(i) for i in range(3)]
    assert ANNA not in names
    at_work.choose(at_work.tables.choices, MARKUS)
    at_work.settle()
    assert "Kollege MH" in spoken(at_work, 12)


@pytest.mark.feature("M-TIS-13")
def test_the_other_one_types_his_pin_and_dots_are_seen_of_it(at_work: TillAtWork) -> None:
    set_to(at_work, HAND_OVER_PIN, "1")
    at_work.sign_in(ANNA)
    order_beer(at_work, 12)
    choose_table(at_work, 12)
    at_work.choose(at_work.tables.choices, MARKUS)
    assert at_work.tables.main_key.on_it.label == "Übergeben"
    type_pin(at_work, "0000")
    assert f"Das ist nicht die PIN von {MARKUS}." in at_work.notice
    assert "meine" in spoken(at_work, 12)
    pin = at_work.pins[number_of(at_work, MARKUS)]
    at_work.digits(at_work.tables.pad, pin[:2])
    assert at_work.tables.choices._title == f"PIN von {MARKUS}: ●●"
    type_pin(at_work, pin[2:])
    assert "Kollege MH" in spoken(at_work, 12)


def test_on_the_order_screen_it_goes_with_its_sales_and_the_books_prove_clean(at_work: TillAtWork) -> None:
    set_to(at_work, HAND_OVER_SALES, "1")
    at_work.sign_in(ANNA)
    order_beer(at_work, 12)
    at_work.open_table(12)
    do(at_work, OrderAction.HANDOVER)
    at_work.answer(MARKUS)
    at_work.settle()
    assert at_work.window.shown == "tables"
    tab = at_work.shop.till.books.tab(12)
    assert tab is not None
    markus = number_of(at_work, MARKUS)
    assert (tab.operator, [line.operator for line in tab.lines]) == (markus, [markus])
    at_work.close()
    assert at_work.findings() == []


@pytest.mark.feature("M-TIS-14")
def test_a_table_set_aside_says_so(at_work: TillAtWork) -> None:
    set_to(at_work, HAND_OVER_EXEMPT, "12")
    at_work.sign_in(ANNA)
    order_beer(at_work, 12)
    choose_table(at_work, 12)
    at_work.choose(at_work.tables.choices, MARKUS)
    at_work.settle()
    assert "Tisch 12 gehört zu den Tischen, die nicht übergeben werden." in at_work.notice
    assert "meine" in spoken(at_work, 12)


@pytest.mark.feature("M-TIS-10")
def test_where_it_is_not_allowed_the_key_says_so(at_work: TillAtWork) -> None:
    set_to(at_work, HAND_OVER, "0")
    at_work.sign_in(ANNA)
    at_work.tap(at_work.tables.keys[TablesAction.HANDOVER])
    assert "Tische werden hier nicht übergeben." in at_work.notice


def test_a_free_table_has_no_waiter(at_work: TillAtWork) -> None:
    at_work.sign_in(ANNA)
    choose_table(at_work, 12)
    assert "Auf Tisch 12 ist nichts offen." in at_work.notice


@pytest.mark.feature("M-TIS-03")
def test_of_a_table_that_two_others_have_it_is_asked_whose_part_it_is_about(at_work: TillAtWork) -> None:
    at_work.sign_in(ANNA)
    order_beer(at_work, 12)
    change_waiter(at_work, MARKUS)
    order_beer(at_work, 12)
    change_waiter(at_work, PETRA)
    choose_table(at_work, 12)
    at_work.choose(at_work.tables.choices, MARKUS)
    at_work.choose(at_work.tables.choices, "Selbst übernehmen")
    at_work.settle()
    owners = {tab.operator for tab in at_work.shop.till.books.open_tabs()}
    assert owners == {number_of(at_work, ANNA), number_of(at_work, PETRA)}

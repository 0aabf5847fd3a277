"""How much is wanted: before or after the article, held or typed, whole portions and parts of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.domain.quantity import Quantity
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.quantities import quantity_of, typed_quantity
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import change, new_lines, tab_of, tap_line
from tests.ui.taps import Finger

BEER = "Helles 0,5"


@given(st.lists(st.sampled_from([*"0123456789", ",", "C", "back", "×"]), max_size=12))
def test_whatever_is_typed_is_a_quantity(signs: list[str]) -> None:
    typed = ""
    for sign in signs:
        typed = typed_quantity(typed, sign)
        assert 0 < quantity_of(typed).thousandths < 10_000_000


@given(st.integers(1, 9_999_999))
def test_every_quantity_can_be_typed_as_it_is_written(thousandths: int) -> None:
    typed = ""
    for sign in str(Quantity(thousandths)):
        typed = typed_quantity(typed, sign)
    assert quantity_of(typed) == Quantity(thousandths)


def test_the_comma_stands_on_the_pad_where_there_is_nothing_to_multiply(waiter: TillAtWork) -> None:
    pad = waiter.orders.pad
    assert pad.keys["×"].on_it.label == ","
    waiter.digits(pad, "×5")
    assert waiter.orders.ticket.model.pending == "0,5"
    waiter.tap_tile(BEER)
    assert new_lines(waiter) == [("½", BEER)]
    waiter.digits(pad, "3")
    assert pad.keys["×"].on_it.label == "×"
    waiter.digits(pad, "×")
    assert new_lines(waiter) == [("3", BEER)]


def test_a_weight_before_the_article_is_priced_once_and_stands_on_the_line(waiter: TillAtWork) -> None:
    waiter.digits(waiter.orders.pad, "×235")
    waiter.tap_tile(BEER)
    waiter.send()
    line = tab_of(waiter).lines[0]
    assert line.quantity == Quantity(235)
    assert line.amount == line.unit_price.times(235, 1000)


def test_a_keyboard_types_the_comma_too(waiter: TillAtWork) -> None:
    QTest.keyClicks(waiter.orders, "1,5")
    waiter.tap_tile(BEER)
    assert new_lines(waiter) == [("1,5", BEER)]


@pytest.mark.parametrize(("choice", "shown"), [("½ Portion", "½"), ("¼ Portion", "¼"), ("⅛ Portion", "⅛")])
def test_a_part_of_a_portion_is_chosen_on_the_held_tile(waiter: TillAtWork, choice: str, shown: str) -> None:
    waiter.hold(waiter.orders.middle.tiles, BEER)
    waiter.answer(choice)
    assert new_lines(waiter) == [(shown, BEER)]


def test_a_weight_is_typed_on_the_held_tile(waiter: TillAtWork) -> None:
    waiter.hold(waiter.orders.middle.tiles, BEER)
    waiter.digits(waiter.orders.pad, "1×25")
    waiter.tap(waiter.orders.main_key)
    assert new_lines(waiter) == [("1,25", BEER)]


def test_half_of_what_was_sent_is_voided(boss: TillAtWork) -> None:
    boss.tap(boss.orders.keys[OrderAction.VOID])
    boss.digits(boss.orders.pad, "×5")
    boss.answer(boss.shop.till.house.void_reasons[0])
    boss.settle()
    assert tab_of(boss).lines[0].quantity == Quantity(1500)


def test_guests_are_counted_in_whole_ones(waiter: TillAtWork) -> None:
    QTest.keyClicks(waiter.orders, "2,5")
    waiter.tap(waiter.orders.keys[OrderAction.MORE])
    waiter.answer("Gäste")
    waiter.settle()
    assert tab_of(waiter).guests == 2


def test_clear_takes_a_comma_back_too(waiter: TillAtWork) -> None:
    waiter.digits(waiter.orders.pad, "×5C")
    assert waiter.orders.ticket.model.pending == ""
    waiter.key_press(Qt.Key.Key_Comma)
    waiter.key_press(Qt.Key.Key_Backspace)
    assert waiter.orders.ticket.model.pending == ""
    waiter.tap_tile(BEER)
    tap_line(waiter, "Helles")
    assert new_lines(waiter) == [("1", BEER)]


@pytest.mark.parametrize(("typed", "weight"), [("235", 235), ("1250", 1250), ("1×5", 1500), ("×4", 400)])
def test_what_is_sold_by_weight_asks_for_it_in_grams(waiter: TillAtWork, typed: str, weight: int) -> None:
    change(waiter, BEER, by_weight=True)
    assert waiter.tile(BEER).price.endswith("/kg")
    waiter.tap_tile(BEER)
    waiter.digits(waiter.orders.pad, typed)
    shown = f"{weight // 1000},{weight % 1000:03} kg"
    assert waiter.orders.middle.choices.cells.accessibleName() == f"{BEER}: {shown}"
    waiter.tap(waiter.orders.main_key)
    waiter.send()
    line = tab_of(waiter).lines[0]
    assert line.quantity == Quantity(weight)
    assert line.amount == line.unit_price.times(weight, 1000)


def test_nobody_slides_to_three_kilograms(waiter: TillAtWork) -> None:
    change(waiter, BEER, by_weight=True)
    Finger(waiter).hold_and_slide(waiter.orders.middle.tiles, BEER, "3")
    waiter.digits(waiter.orders.pad, "300")
    waiter.tap(waiter.orders.main_key)
    assert new_lines(waiter) == [("0,3", BEER)]


def test_a_weight_that_was_typed_before_is_not_asked_for_again(waiter: TillAtWork) -> None:
    change(waiter, BEER, by_weight=True)
    waiter.digits(waiter.orders.pad, "×3")
    waiter.tap_tile(BEER)
    assert new_lines(waiter) == [("0,3", BEER)]

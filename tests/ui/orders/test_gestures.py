"""The common jobs at the order screen, counted: each takes as few gestures as are aimed at, on every size of screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtTest import QTest

from kasse.settings.declared.ordering import SEND_ON_LEAVING
from kasse.ui.orders.actions import RAIL, OrderAction
from kasse.ui.theme.metrics import Metrics
from kasse.ui.theme.zones import rail_zones
from kasse.ui.widgets.fan import Fan
from kasse.usecases.change_setting import change_setting
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS, new_lines, tab_of
from tests.ui.taps import Finger

BEER = "Helles 0,5"
SCREENS = ((1024, 768), (1280, 720), (1280, 800), (1366, 768), (1920, 1080), (768, 1024))


@pytest.mark.parametrize("size", SCREENS)
def test_the_next_round_is_on_the_rail_of_every_screen(size: tuple[int, int]) -> None:
    on_rail = RAIL[rail_zones(Metrics(*size)).action_rows]
    assert {OrderAction.ROUND, OrderAction.VOID, OrderAction.MORE} <= set(on_rail)


def test_j1_three_beers_for_table_12_are_three_gestures(at_work: TillAtWork) -> None:
    at_work.sign_in()
    finger = Finger(at_work)
    finger.cell(at_work.tables.plan, "Tisch 12")
    finger.hold_and_slide(at_work.orders.middle.tiles, BEER, "3")
    finger.tap(at_work.orders.second_key)
    assert [(str(line.quantity), line.name) for line in tab_of(at_work).lines] == [("3", BEER)]
    assert finger.count == 3


def test_a_finger_that_rests_and_does_not_slide_gets_everything_there_is(waiter: TillAtWork) -> None:
    finger = Finger(waiter)
    finger.hold(waiter.orders.middle.tiles, BEER)
    finger.cell(waiter.orders.middle.choices.cells, "10 ×")
    assert new_lines(waiter) == [("10", BEER)]


def test_a_finger_that_slides_off_the_numbers_chooses_none(waiter: TillAtWork) -> None:
    tiles = waiter.orders.middle.tiles
    start = tiles.center_of(0).toPoint()
    QTest.mousePress(tiles, Qt.MouseButton.LeftButton, pos=start)
    tiles._hold.stop()
    tiles._hold.timeout.emit()
    fan = tiles.fan
    assert fan is not None
    assert tiles.view_box().contains(fan.whole), "all of it is seen"
    QTest.mouseMove(tiles, fan.boxes[9].center().toPoint())
    assert fan.chosen == 9
    far = tiles.rect().bottomRight() - QPoint(3, 3)
    QTest.mouseMove(tiles, far)
    QTest.mouseRelease(tiles, Qt.MouseButton.LeftButton, pos=far)
    assert tiles.fan is None
    assert new_lines(waiter) == []


@given(st.floats(0, 460), st.floats(0, 520))
def test_the_numbers_stay_on_the_screen_wherever_the_finger_rests(x: float, y: float) -> None:
    room = QRectF(0, 0, 460, 520)
    fan = Fan(QPointF(x, y), room, QSizeF(82, 68))
    assert room.contains(fan.whole)
    assert all(fan.whole.contains(box) for box in fan.boxes.values())
    assert not any(box.contains(QPointF(x, y)) for box in fan.boxes.values()), "no number is under the finger"
    for number, box in fan.boxes.items():
        fan.slide(box.center())
        assert fan.chosen == number


def wish_sending(at_work: TillAtWork, *, on: bool) -> None:
    till = at_work.shop.till
    boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
    change_setting(till, boss, SEND_ON_LEAVING, on)


@pytest.mark.parametrize("sends", [True, False])
def test_going_back_sends_where_the_house_wants_it(waiter: TillAtWork, *, sends: bool) -> None:
    till = waiter.shop.till
    wish_sending(waiter, on=sends)
    waiter.tap_tile(BEER, times=2)
    waiter.tap(waiter.orders.top.back_key)
    waiter.settle()
    assert waiter.window.shown == "tables"
    assert (till.books.tab(12) is not None) is sends


def test_going_back_asks_for_the_side_that_is_missing_first(waiter: TillAtWork) -> None:
    wish_sending(waiter, on=True)
    waiter.tap_tile("Zwiebelrostbraten")
    waiter.tap(waiter.orders.top.back_key)
    assert waiter.window.shown == "orders"
    assert "fehlt noch" in waiter.notice
    waiter.answer("mit Bratkartoffeln")
    waiter.answer(next(c.label for c in waiter.orders.middle.choices.cells._choices if "medium" in c.label))
    waiter.done()
    waiter.tap(waiter.orders.top.back_key)
    waiter.settle()
    assert len(tab_of(waiter).lines) == 1


def test_j5_one_of_four_sent_beers_is_voided_with_three_taps(boss: TillAtWork) -> None:
    boss.tap_tile(BEER, times=2)
    boss.send()
    finger = Finger(boss)
    finger.cell(boss.orders.ticket, f"2 {BEER}")
    finger.tap(boss.orders.keys[OrderAction.VOID])
    finger.cell(boss.orders.middle.choices.cells, boss.shop.till.house.void_reasons[0])
    assert sum(line.quantity.thousandths for line in tab_of(boss).lines) == 3000
    assert finger.count == 3


def test_j6_the_same_round_is_two_taps(boss: TillAtWork) -> None:
    finger = Finger(boss)
    finger.tap(boss.orders.keys[OrderAction.ROUND])
    assert new_lines(boss) == [("2", BEER)]
    finger.tap(boss.orders.second_key)
    assert len(tab_of(boss).lines) == 2
    assert finger.count == 2


def test_j8_an_article_is_sold_out_with_two_gestures(boss: TillAtWork) -> None:
    finger = Finger(boss)
    finger.hold(boss.orders.middle.tiles, BEER)
    finger.cell(boss.orders.middle.choices.cells, "Ausverkauft")
    assert boss.tile(BEER).sold_out
    assert finger.count == 2

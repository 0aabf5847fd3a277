"""Locks by time: tiles follow the clock by themselves, and nothing that was typed in time is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.ui.orders.actions import OrderAction
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import change, new_lines, tab_of, tap_line

BEER = "Helles 0,5"
# It is Friday, 18:30 by the clock on the wall.


@pytest.fixture
def happy_hour(waiter: TillAtWork) -> TillAtWork:
    """Beer is sold until 18:45."""
    change(waiter, BEER, sold_times="Fr 17:00-18:45; Sa 20:00-01:00")
    return waiter


def test_a_tile_follows_the_clock_by_itself(happy_hour: TillAtWork) -> None:
    assert not happy_hour.tile(BEER).why_off
    happy_hour.clock.later(minutes=15)
    happy_hour.program.tick()
    assert happy_hour.tile(BEER).why_off == "ab Sa"
    happy_hour.clock.later(hours=24, minutes=10)
    happy_hour.program.tick()
    assert happy_hour.tile(BEER).why_off == "ab 20:00"
    happy_hour.clock.later(hours=2)
    happy_hour.program.tick()
    happy_hour.tap_tile(BEER)
    assert new_lines(happy_hour) == [("1", BEER)]


def test_a_tap_on_a_locked_tile_says_when_it_is_sold(happy_hour: TillAtWork) -> None:
    happy_hour.clock.later(minutes=15)
    happy_hour.program.tick()
    happy_hour.tap_tile(BEER)
    assert happy_hour.notice == f"„{BEER}“ wird nur Fr 17:00-18:45; Sa 20:00-01:00 verkauft."
    assert new_lines(happy_hour) == []


def test_a_held_tile_that_is_locked_offers_no_quantities_but_all_the_rest(happy_hour: TillAtWork) -> None:
    happy_hour.clock.later(minutes=15)
    happy_hour.program.tick()
    happy_hour.hold(happy_hour.orders.middle.tiles, BEER)
    shown = happy_hour.orders.middle.choices.cells
    assert shown.accessibleName() == f"{BEER}: ab Sa"
    assert [c.label for c in shown._choices] == ["Ausverkauft", "Restmenge …", "Als Favorit"]


def test_what_was_typed_in_time_is_sent_after_its_time(happy_hour: TillAtWork) -> None:
    happy_hour.tap_tile(BEER, times=2)
    happy_hour.clock.later(minutes=20)
    happy_hour.program.tick()
    tap_line(happy_hour, "Helles")
    tap_line(happy_hour, "Helles")
    happy_hour.digits(happy_hour.orders.pad, "5×")
    assert "wird nur" in happy_hour.notice
    assert new_lines(happy_hour) == [("2", BEER)], "more of it would be a new order"
    happy_hour.send()
    assert [(str(line.quantity), line.name) for line in tab_of(happy_hour).lines] == [("2", BEER)]


def test_search_and_scanner_keep_to_the_times_too(happy_hour: TillAtWork) -> None:
    change(happy_hour, BEER, scan_code="4006381333931")
    happy_hour.clock.later(minutes=20)
    happy_hour.clock.hurried = True
    QTest.keyClicks(happy_hour.orders, "4006381333931")
    happy_hour.key_press(Qt.Key.Key_Return)
    assert "wird nur" in happy_hour.notice
    happy_hour.clock.hurried = False
    happy_hour.tap(happy_hour.orders.tools.keys[OrderAction.SEARCH])
    QTest.keyClicks(happy_hour.orders.middle.text.field, "Helles 0,5")
    happy_hour.tap(happy_hour.orders.middle.text.accept_key)
    assert new_lines(happy_hour) == []
    change(happy_hour, BEER, sold_out=True)
    happy_hour.tap_cell(happy_hour.orders.middle.text.results, BEER)
    assert "ausverkauft" in happy_hour.notice
    assert happy_hour.orders.middle.text.isVisible(), "the search goes on"


def test_the_same_round_brings_what_is_sold_now(happy_hour: TillAtWork) -> None:
    happy_hour.tap_tile(BEER)
    happy_hour.send()
    happy_hour.clock.later(minutes=20)
    happy_hour.tap(happy_hour.orders.keys[OrderAction.ROUND])
    assert new_lines(happy_hour) == []
    assert "wird nur" in happy_hour.notice

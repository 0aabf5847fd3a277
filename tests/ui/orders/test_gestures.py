"""The common jobs at the order screen, counted: each takes as few gestures as are aimed at, on every size of screen."""

from __future__ import annotations

import pytest

from kasse.ui.orders.actions import RAIL, OrderAction
from kasse.ui.theme.metrics import Metrics
from kasse.ui.theme.zones import rail_zones
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import new_lines, tab_of
from tests.ui.taps import Finger

BEER = "Helles 0,5"
SCREENS = ((1024, 768), (1280, 720), (1280, 800), (1366, 768), (1920, 1080), (768, 1024))


@pytest.mark.parametrize("size", SCREENS)
def test_the_next_round_is_on_the_rail_of_every_screen(size: tuple[int, int]) -> None:
    on_rail = RAIL[rail_zones(Metrics(*size)).action_rows]
    assert {OrderAction.ROUND, OrderAction.VOID, OrderAction.MORE} <= set(on_rail)


def test_j1_three_beers_are_two_touches_and_one_to_send(waiter: TillAtWork) -> None:
    finger = Finger(waiter)
    finger.hold(waiter.orders.middle.tiles, BEER)
    finger.cell(waiter.orders.middle.choices.cells, "3 ×")
    finger.tap(waiter.orders.second_key)
    assert [(str(line.quantity), line.name) for line in tab_of(waiter).lines] == [("3", BEER)]
    assert finger.count == 3


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

"""Level by level: what is booked is what hand, article, operator, till or menu say, in that order."""

from dataclasses import replace

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from tests.store.house import BEER, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import tab
from tests.usecases.house_changes import with_article, with_terminal

PRICES = tuple(Money(level * 100) for level in range(1, 10))


def last_level(desk: Desk) -> tuple[int, Money]:
    line = tab(desk).lines[-1]
    return line.price_level, line.unit_price


@pytest.mark.feature("M-PR-04")
def test_the_till_then_the_operator_then_the_article_then_the_hand_decide(desk: Desk) -> None:
    with_article(desk.till, BEER, prices=PRICES)
    desk.order(BEER)
    assert last_level(desk) == (1, Money(100))
    with_terminal(desk.till, price_level=4)
    desk.order(BEER)
    assert last_level(desk) == (4, Money(400))
    desk.order(BEER, by=replace(desk.boss, price_level=5))
    assert last_level(desk) == (5, Money(500))
    with_article(desk.till, BEER, price_level=6)
    desk.order(BEER, by=replace(desk.boss, price_level=5))
    assert last_level(desk) == (6, Money(600))
    desk.order(Wish(BEER, price_level=7), by=replace(desk.boss, price_level=5))
    assert last_level(desk) == (7, Money(700))


@pytest.mark.feature("M-PR-04")
def test_what_the_screen_has_priced_keeps_its_price_whoever_sends_it(desk: Desk) -> None:
    with_article(desk.till, BEER, prices=PRICES)
    with_terminal(desk.till, price_level=4)
    desk.order(Wish(BEER, usual_level=2))
    assert last_level(desk) == (2, Money(200))


@pytest.mark.feature("M-PR-04")
@pytest.mark.feature("M-WEI-04")
def test_a_till_with_a_level_sells_at_price_one_what_has_no_price_there(desk: Desk) -> None:
    with_terminal(desk.till, price_level=2)
    desk.order(SOUP)
    assert last_level(desk) == (2, Money(590))
    desk.order(Wish(SCHNITZEL, sides=(POTATO_SALAD,)))
    assert last_level(desk) == (2, Money(1690 + 100))

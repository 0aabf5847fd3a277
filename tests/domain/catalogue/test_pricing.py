"""At which of nine levels something is sold: the nearest decision holds, and one rule for tile and bill."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import Levels, usual_level
from kasse.domain.money import Money
from kasse.domain.orders import Wish, compose
from tests.domain.examples import CATALOGUE, DAY, NOON

LEVEL = st.integers(1, 9)
OR_NONE = st.integers(0, 9)
BEER = CATALOGUE.articles[200]


@pytest.mark.feature("M-PR-04")
@given(OR_NONE, OR_NONE, OR_NONE, OR_NONE, LEVEL)
def test_by_hand_goes_before_the_article_then_the_operator_then_the_till_then_the_menu(
    hand: int, article: int, operator: int, terminal: int, menu: int
) -> None:
    decisions = [hand, article, operator, terminal, menu]
    levels = Levels(hand, usual_level(operator=operator, terminal=terminal, menu=menu))
    assert levels.of(replace(BEER, price_level=article)) == next(level for level in decisions if level)


@pytest.mark.feature("M-PR-04")
@given(OR_NONE, OR_NONE, LEVEL)
def test_what_is_booked_is_the_price_of_the_level_that_the_rule_names(
    hand: int, article: int, usual: int
) -> None:
    beer = replace(BEER, price_level=article)
    catalogue = replace(CATALOGUE, articles={**CATALOGUE.articles, beer.number: beer})
    wish = Wish(beer.number, price_level=hand, usual_level=usual)
    line = compose(wish, catalogue, day=DAY, at=NOON, operator=7)
    assert line.price_level == wish.levels_in(catalogue).of(beer)
    assert line.amount == beer.price(line.price_level)


@pytest.mark.feature("M-BON-07")
@given(OR_NONE, OR_NONE, OR_NONE, LEVEL, st.booleans())
def test_what_is_taken_away_has_its_own_level_below_the_hand_and_above_all_others(
    hand: int, own: int, article: int, usual: int, take_away: bool
) -> None:
    beer = replace(BEER, price_level=article, prices=tuple(Money(level * 100) for level in range(1, 10)))
    catalogue = replace(CATALOGUE, articles={**CATALOGUE.articles, beer.number: beer}, take_away_level=own)
    wish = Wish(beer.number, price_level=hand, usual_level=usual, take_away=take_away)
    line = compose(wish, catalogue, day=DAY, at=NOON, operator=7)
    decisions = [hand, own if take_away else 0, article, usual]
    assert line.price_level == next(level for level in decisions if level)
    assert line.amount == Money(line.price_level * 100)


def test_a_side_has_the_level_of_its_dish_unless_it_has_one_of_its_own() -> None:
    salad = replace(CATALOGUE.articles[111], price_level=1)
    own = replace(CATALOGUE, articles={**CATALOGUE.articles, 111: salad})
    wish = Wish(100, sides=(111,), usual_level=2)
    as_the_dish = compose(wish, CATALOGUE, day=DAY, at=NOON, operator=7).components[1]
    as_its_own = compose(wish, own, day=DAY, at=NOON, operator=7).components[1]
    assert as_the_dish.unit_price == salad.price(2)
    assert as_its_own.unit_price == salad.price(1)

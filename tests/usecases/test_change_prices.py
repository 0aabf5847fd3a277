"""Many prices are changed in one act, now or from a day on, exactly as they were shown before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import PlannedPrice
from kasse.domain.catalogue.price_change import ROUNDINGS, Direction, PriceChange, Raise, Rounding
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.usecases.change_master import edited
from kasse.usecases.change_prices import PriceOrder, change_prices, price_edits, seen_ahead, take_back_planned
from tests.store.house import BEER, SOUP, START, Desk, small_master
from tests.usecases.at_the_desk import last_act, state

TOMORROW = START.date() + timedelta(days=1)
MASTER = small_master()
ALL = tuple(MASTER.catalogue.articles)
DEARER = PriceChange(1, 1, Raise(1000), Rounding(10))


@given(
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(-9_000, 20_000),
    st.sampled_from(ROUNDINGS),
    st.sampled_from(Direction),
    st.none() | st.just(TOMORROW),
    st.frozensets(st.sampled_from(ALL)),
)
def test_what_was_shown_is_what_is_booked(
    source: int,
    target: int,
    points: int,
    grid: Rounding,
    way: Direction,
    since: object,
    articles: frozenset[int],
) -> None:
    change = PriceChange(source, target, Raise(points), replace(grid, direction=way))
    order = PriceOrder(change, tuple(articles), TOMORROW if since else None)
    shown = {price.article: price.new for price in seen_ahead(MASTER.catalogue, order).prices}
    try:
        after = edited(MASTER, price_edits(MASTER, order)).catalogue
    except Refused:
        assert shown == {}
        return
    then = after if order.since is None else after.priced_on(order.since)
    changed = {
        number: article.prices[target - 1]
        for number, article in then.articles.items()
        if article != MASTER.catalogue.articles[number]
    }
    assert changed == shown
    if order.since is not None:
        assert after.articles == MASTER.catalogue.articles


class TestNow:
    def test_all_prices_change_in_one_act_that_tells_the_rule(self, desk: Desk) -> None:
        change_prices(desk.till, desk.boss, PriceOrder(DEARER, (BEER, SOUP)))
        articles = desk.till.catalogue.articles
        assert articles[BEER].prices[0] == Money(480)
        act = last_act(desk)
        changes = act.body["changes"]
        assert isinstance(changes, list)
        assert {change["key"][0] for change in changes} == {BEER, SOUP}
        assert act.body["price_change"] == {
            "source": 1,
            "target": 1,
            "by": "+10 %",
            "step": 10,
            "ending": 0,
            "direction": "nearest",
            "since": None,
        }

    def test_who_may_not_change_master_data_changes_no_price(self, desk: Desk) -> None:
        before = state(desk)
        with pytest.raises(Refused, match="Stammdaten"):
            change_prices(desk.till, desk.waiter, PriceOrder(DEARER, (BEER,)))
        assert state(desk) == before

    def test_a_change_that_changes_nothing_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="kein Preis ein anderer"):
            change_prices(desk.till, desk.boss, PriceOrder(PriceChange(1, 1, Raise()), (BEER,)))


class TestFromADay:
    def test_planned_prices_wait_and_are_taken_back(self, desk: Desk) -> None:
        change_prices(desk.till, desk.boss, PriceOrder(DEARER, (BEER,), TOMORROW))
        planned = desk.till.master.catalogue.planned
        assert planned == (PlannedPrice(BEER, 1, TOMORROW, Money(480)),)
        assert desk.till.catalogue.articles[BEER].prices[0] == Money(440)
        take_back_planned(desk.till, desk.boss, planned)
        assert desk.till.master.catalogue.planned == ()

    def test_a_second_plan_for_the_day_takes_the_place_of_the_first_and_builds_on_it(
        self, desk: Desk
    ) -> None:
        order = PriceOrder(DEARER, (BEER,), TOMORROW)
        change_prices(desk.till, desk.boss, order)
        change_prices(desk.till, desk.boss, order)
        assert desk.till.master.catalogue.planned == (PlannedPrice(BEER, 1, TOMORROW, Money(530)),)

    def test_a_later_plan_starts_from_the_prices_that_hold_then(self, desk: Desk) -> None:
        change_prices(desk.till, desk.boss, PriceOrder(DEARER, (BEER,), TOMORROW))
        later = PriceOrder(DEARER, (BEER,), TOMORROW + timedelta(days=30))
        assert [p.old for p in seen_ahead(desk.till.master.catalogue, later).prices] == [Money(480)]

    def test_a_day_that_has_begun_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="hat schon begonnen"):
            change_prices(desk.till, desk.boss, PriceOrder(DEARER, (BEER,), START.date()))

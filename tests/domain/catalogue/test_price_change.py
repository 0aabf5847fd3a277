"""Many prices at once: what is rounded lands on the grid, what lies there stays, and no price falls below zero."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import LEVELS, Article, Catalogue, FunctionCode
from kasse.domain.catalogue.price_change import (
    PARTS,
    ROUNDINGS,
    Direction,
    NewPrice,
    PriceChange,
    Raise,
    Rounding,
    bins,
    preview,
)
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from tests.domain.examples import CATALOGUE

PRICES = st.builds(Money, st.integers(0, 500_00))
ROUND = st.builds(
    lambda grid, direction: replace(grid, direction=direction),
    st.sampled_from(ROUNDINGS),
    st.sampled_from(Direction),
)
BY = st.one_of(
    st.builds(lambda points: Raise(basis_points=points), st.integers(-9_999, 100_000)),
    st.builds(lambda cents: Raise(amount=Money(cents)), st.integers(-50_00, 50_00)),
)
LEVEL = st.integers(1, LEVELS)


def dish(number: int, *prices: int | None) -> Article:
    group = next(iter(CATALOGUE.groups))
    return Article(number, f"Gericht {number}", group, tuple(None if p is None else Money(p) for p in prices))


@st.composite
def dishes(draw: st.DrawFn) -> list[Article]:
    price = st.none() | st.integers(0, 200_00)
    rows = draw(st.lists(st.lists(price, max_size=LEVELS), max_size=8))
    return [
        replace(dish(i + 1, *row), open_price=draw(st.booleans()), zero_allowed=draw(st.booleans()))
        for i, row in enumerate(rows)
    ]


def catalogue(articles: list[Article]) -> Catalogue:
    return replace(CATALOGUE, articles={article.number: article for article in articles})


def on(grid: Rounding, price: Money) -> Money:
    return grid.round(price.cents * PARTS)


class TestRounding:
    @given(PRICES, ROUND)
    def test_a_rounded_price_lies_on_the_grid_less_than_a_step_away(
        self, price: Money, grid: Rounding
    ) -> None:
        rounded = on(grid, price)
        assert (rounded.cents - grid.ending) % grid.step == 0
        assert abs((rounded - price).cents) < grid.step
        assert rounded >= ZERO

    @given(PRICES, ROUND)
    def test_what_lies_on_the_grid_stays(self, price: Money, grid: Rounding) -> None:
        assert on(grid, on(grid, price)) == on(grid, price)

    @given(PRICES, ROUND)
    def test_up_is_never_cheaper_down_never_dearer_nearest_never_farther(
        self, price: Money, grid: Rounding
    ) -> None:
        up = on(replace(grid, direction=Direction.UP), price)
        down = on(replace(grid, direction=Direction.DOWN), price)
        nearest = on(replace(grid, direction=Direction.NEAREST), price)
        assert up >= price
        assert down <= price or down == up  # below the lowest price of the grid there is none
        assert nearest in (up, down)
        assert abs((nearest - price).cents) <= min(abs((up - price).cents), abs((down - price).cents))

    @pytest.mark.parametrize(
        ("price", "grid", "rounded"),
        [
            (1234, Rounding(5), 1235),
            (1232, Rounding(5), 1230),
            (1235, Rounding(10), 1240),
            (1236, Rounding(10, 0, Direction.DOWN), 1230),
            (1231, Rounding(50, 0, Direction.UP), 1250),
            (1239, Rounding(100, 90), 1190),
            (1241, Rounding(100, 90), 1290),
            (1200, Rounding(100, 99), 1199),
            (30, Rounding(100, 90), 90),
        ],
    )
    def test_examples_from_a_card(self, price: int, grid: Rounding, rounded: int) -> None:
        assert on(grid, Money(price)).cents == rounded


class TestRaise:
    @given(BY)
    def test_what_is_written_is_read_again(self, by: Raise) -> None:
        assert Raise.parse(str(by)) == by

    @pytest.mark.parametrize(
        ("text", "by"),
        [
            ("5 %", Raise(500)),
            ("+3,5%", Raise(350)),
            ("-10 %", Raise(-1000)),
            ("−0,50 €", Raise(amount=Money(-50))),
            ("+ 0,20€", Raise(amount=Money(20))),
        ],
    )
    def test_it_reads_what_a_person_types(self, text: str, by: Raise) -> None:
        assert Raise.parse(text) == by

    @pytest.mark.parametrize("text", ["", "5", "%", "5 % 1 €", "-100 %", "1001 %", "1,234 %", "x €", "٣ %"])
    def test_anything_else_is_refused_in_german(self, text: str) -> None:
        with pytest.raises(Refused):
            Raise.parse(text)


class TestPreview:
    @given(dishes(), LEVEL, LEVEL, BY, ROUND)
    def test_every_article_is_told_once_and_no_price_is_negative(
        self, articles: list[Article], source: int, target: int, by: Raise, grid: Rounding
    ) -> None:
        change = PriceChange(source, target, by, grid)
        found = preview(catalogue(articles), articles, change)
        told = [price.article for price in found.prices] + [number for number, _ in found.left_out]
        assert len(told) + found.same == len(articles)
        assert len(set(told)) == len(told)
        for price in found.prices:
            assert price.new >= ZERO
            assert (price.new.cents - grid.ending) % grid.step == 0

    @given(dishes(), LEVEL, ROUND)
    def test_by_nothing_no_price_changes_that_lies_on_the_grid(
        self, articles: list[Article], level: int, grid: Rounding
    ) -> None:
        for price in preview(catalogue(articles), articles, PriceChange(level, level, Raise(), grid)).prices:
            assert price.old is not None
            assert on(grid, price.old) != price.old

    @given(dishes(), LEVEL, LEVEL, BY, ROUND)
    def test_none_but_the_target_level_is_touched(
        self, articles: list[Article], source: int, target: int, by: Raise, grid: Rounding
    ) -> None:
        before = {article.number: article for article in articles}
        for price in preview(catalogue(articles), articles, PriceChange(source, target, by, grid)).prices:
            after = before[price.article].with_price(target, price.new)
            for level in range(1, LEVELS + 1):
                own = [
                    p[level - 1] if level <= len(p) else None
                    for p in (before[price.article].prices, after.prices)
                ]
                assert own[1] == (price.new if level == target else own[0])

    def test_five_percent_more_to_ten_cents_is_rounded_once(self) -> None:
        found = preview(CATALOGUE, [dish(1, 1290), dish(2, 480)], PriceChange(1, 1, Raise(500), Rounding(10)))
        assert [(p.old, p.new, p.difference) for p in found.prices] == [
            (Money(1290), Money(1350), Money(60)),
            (Money(480), Money(500), Money(20)),
        ]

    def test_a_level_is_made_from_another(self) -> None:
        found = preview(CATALOGUE, [dish(1, 1000, 800)], PriceChange(1, 3, Raise(-1000), Rounding(1)))
        assert found.prices == (NewPrice(1, None, Money(900), Money(1000)),)

    def test_what_has_no_price_to_change_is_left_out_with_the_reason(self) -> None:
        articles = [
            replace(dish(1), function=FunctionCode.TIP),
            replace(dish(2), open_price=True),
            dish(3, 500),
            dish(4, 30, 30),
            replace(dish(5, 20, 20), zero_allowed=True),
            dish(6, 20, 20),
        ]
        found = preview(CATALOGUE, articles, PriceChange(2, 2, Raise(amount=Money(-20)), Rounding(10)))
        assert dict(found.left_out) == {
            1: "hat keinen festen Preis",
            2: "hat keinen festen Preis",
            3: "hat in Ebene 2 keinen eigenen Preis",
            6: "würde nichts mehr kosten",
        }
        assert [(p.article, p.new) for p in found.prices] == [(4, Money(10)), (5, ZERO)]
        below = preview(CATALOGUE, [dish(1, 10)], PriceChange(1, 1, Raise(amount=Money(-20))))
        assert below.left_out == ((1, "würde weniger als 0,00 kosten"),)


class TestBins:
    @given(st.lists(st.integers(-100_00, 100_00), max_size=60))
    def test_every_price_lies_in_one_of_at_most_seven_steps(self, differences: list[int]) -> None:
        prices = [NewPrice(i, ZERO, Money(cents), ZERO) for i, cents in enumerate(differences)]
        found = bins(prices)
        assert len(found) <= 7
        assert sum(each.count for each in found) == len(prices)
        for price in prices:
            inside = [
                each
                for each in found
                if each.above < price.difference <= each.upto or each.above == each.upto == price.difference
            ]
            assert len(inside) == 1

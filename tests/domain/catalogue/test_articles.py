"""Articles have nine price levels, and a level without a price costs what level 1 costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import LEVELS, Article
from kasse.domain.money import Money
from kasse.domain.refused import Refused

PRICES = st.lists(st.none() | st.builds(Money, st.integers(0, 10**5)), max_size=LEVELS).map(tuple)


@pytest.mark.feature("M-PR-05")
def test_an_article_has_nine_prices_of_its_own() -> None:
    article = Article(1, "Helles", 1, tuple(Money(100 * level) for level in range(1, 10)))
    assert [article.price(level) for level in range(1, 10)] == [Money(100 * level) for level in range(1, 10)]


@pytest.mark.feature("M-WEI-04")
@given(PRICES, st.builds(Money, st.integers(0, 10**5)), st.integers(2, LEVELS))
def test_a_level_without_a_price_costs_what_level_1_costs(
    further: tuple[Money | None, ...], first: Money, level: int
) -> None:
    article = Article(1, "Helles", 1, (first, *further[: LEVELS - 1]))
    own = article.prices[level - 1] if level <= len(article.prices) else None
    assert article.price(level) == (first if own is None else own)


@pytest.mark.feature("M-WEI-04")
def test_a_price_of_nothing_is_a_price_and_falls_back_to_no_other() -> None:
    assert Article(1, "Wasser", 1, (Money(250), Money(0))).price(2) == Money(0)


@pytest.mark.parametrize("prices", [(), (None,), (None, None, Money(300))])
def test_without_a_price_on_level_1_there_is_nothing_to_fall_back_to(
    prices: tuple[Money | None, ...],
) -> None:
    with pytest.raises(Refused, match="„Helles“ hat keinen Preis"):
        Article(1, "Helles", 1, prices).price(2)


@pytest.mark.parametrize("level", [0, 10, -1])
def test_there_are_levels_1_to_9_only(level: int) -> None:
    with pytest.raises(ValueError, match="price level"):
        Article(1, "Helles", 1, (Money(440),)).price(level)


def test_a_key_shows_its_own_text_or_else_the_name() -> None:
    assert Article(1, "Kaiserschmarrn", 1, ()).label == "Kaiserschmarrn"
    assert (
        Article(1, "Kaiserschmarrn", 1, (), button_text="Kaiser\u00adschmarrn").label
        == "Kaiser\u00adschmarrn"
    )

"""The catalogue finds what is sold, its rate, its sides, and its place in groups and menus."""

from dataclasses import replace
from datetime import date

import pytest

from kasse.domain.refused import Refused
from kasse.domain.tax import Country, TaxRate, exempt, not_taxable
from tests.domain.examples import CATALOGUE, DAY, REDUCED, STANDARD


@pytest.mark.parametrize("number", [999, 307])
def test_what_is_unknown_or_put_away_cannot_be_ordered(number: int) -> None:
    with pytest.raises(Refused, match=f"Einen Artikel mit der Nummer {number} gibt es nicht"):
        CATALOGUE.article(number)


def test_an_article_is_found_by_its_name_in_any_case() -> None:
    assert CATALOGUE.named("TAGESSUPPE").number == 101
    assert CATALOGUE.named("gruß aus der KÜCHE").number == 304


def test_a_name_that_nothing_bears_is_refused() -> None:
    for name in ("Hummer", "Altbier"):  # the second has been put away
        with pytest.raises(Refused, match=f"Einen Artikel „{name}“ gibt es nicht"):
            CATALOGUE.named(name)


def test_a_name_that_two_articles_bear_asks_for_the_number() -> None:
    with pytest.raises(Refused, match=r"„helles“ heißen mehrere Artikel \(200, 309\)"):
        CATALOGUE.named("helles")


def test_every_article_belongs_to_a_group_and_every_group_to_a_main_group() -> None:
    for article in CATALOGUE.articles.values():
        assert CATALOGUE.group_of(article).main_group in CATALOGUE.main_groups
    assert CATALOGUE.main_groups[CATALOGUE.group_of(CATALOGUE.article(100)).main_group].name == "Küche"


@pytest.mark.parametrize("take_away", [False, True])
def test_a_small_business_sells_free_of_tax_but_not_what_is_money_or_others_turnover(take_away: bool) -> None:
    small = replace(CATALOGUE, small_business=True)
    for article in CATALOGUE.articles.values():
        rate = CATALOGUE.rate(article, DAY, take_away=take_away)
        kept = article.agency or rate == not_taxable(Country.DE)
        assert small.rate(article, DAY, take_away=take_away) == (rate if kept else exempt(Country.DE))
    soup = CATALOGUE.articles[101]
    assert small.rate(replace(soup, agency=1), DAY, take_away=take_away) == REDUCED


def test_menus_show_articles_in_sections_in_the_order_of_the_house() -> None:
    evening, lunch = CATALOGUE.menus
    assert [
        (section.name, [CATALOGUE.article(n).name for n in section.articles]) for section in evening.sections
    ] == [
        ("Warm", ["Tagessuppe", "Schnitzel"]),
        ("Vom Fass", ["Helles"]),
    ]
    assert (evening.price_level, lunch.price_level) == (1, 2)


def test_an_article_with_a_second_group_has_the_rate_of_that_group_when_taken_away() -> None:
    basket = CATALOGUE.article(301)
    assert CATALOGUE.rate(basket, DAY, take_away=False) == STANDARD
    assert CATALOGUE.rate(basket, DAY, take_away=True) == REDUCED


def test_without_a_second_group_the_law_alone_tells_house_from_take_away() -> None:
    latte, beer = CATALOGUE.article(202), CATALOGUE.article(200)
    assert CATALOGUE.rate(latte, DAY, take_away=False) == STANDARD
    assert CATALOGUE.rate(latte, DAY, take_away=True) == REDUCED
    assert CATALOGUE.rate(beer, DAY, take_away=True) == STANDARD


def test_the_rate_of_a_dish_follows_the_day_that_it_is_sold_on() -> None:
    schnitzel = CATALOGUE.article(100)
    assert CATALOGUE.rate(schnitzel, date(2025, 12, 31), take_away=False) == TaxRate(1, 1900)
    assert CATALOGUE.rate(schnitzel, date(2026, 1, 1), take_away=False) == TaxRate(2, 700)


@pytest.mark.feature("R-06")
def test_an_article_offers_its_own_sides_first_and_then_the_free_ones() -> None:
    assert [group.name for group in CATALOGUE.sides_for(CATALOGUE.article(100))] == [
        "Sättigungsbeilage",
        "Salat",
        "Extras",
    ]
    assert [group.name for group in CATALOGUE.sides_for(CATALOGUE.article(200))] == ["Extras"]

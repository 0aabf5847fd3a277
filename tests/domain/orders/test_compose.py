"""A wish becomes a line: priced by level and quantity, with its sides, or refused in plain German."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import Article, ProductGroup, SideGroup
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line, Wish, compose
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.tax import TaxClass
from tests.domain.examples import CATALOGUE, DAY, DRINKS, KITCHEN, NOON, NOT_TAXABLE, REDUCED, STANDARD


def ordered(wish: Wish, day: date = DAY) -> Line:
    return compose(wish, CATALOGUE, day=day, at=NOON, operator=7)


def refusal(wish: Wish) -> str:
    with pytest.raises(Refused) as refused:
        ordered(wish)
    return str(refused.value)


def test_a_line_copies_what_it_needs_from_the_catalogue() -> None:
    line = ordered(Wish(101, Quantity.of(2), remark="  ohne Petersilie "))
    assert (line.id, line.article, line.name, line.operator, line.ordered_at) == (
        "",
        101,
        "Tagessuppe",
        7,
        NOON,
    )
    assert (line.course, line.station, line.remark) == (2, "Küche", "ohne Petersilie")
    assert (line.unit_price, line.amount, line.discount) == (Money(590), Money(1180), ZERO)
    (soup,) = line.components
    assert (soup.group, soup.main_group, soup.rate) == (10, KITCHEN, REDUCED)


def test_a_line_keeps_its_price_when_the_catalogue_changes() -> None:
    line = ordered(Wish(101))
    dearer = replace(CATALOGUE.articles[101], prices=(Money(990),))
    changed = replace(CATALOGUE, articles={**CATALOGUE.articles, 101: dearer})
    assert compose(Wish(101), changed, day=DAY, at=NOON, operator=7).amount == Money(990)
    assert line.amount == Money(590)


def test_the_waiter_may_put_a_dish_into_another_course_and_into_none() -> None:
    assert ordered(Wish(101, course=1)).course == 1
    assert ordered(Wish(101, course=0)).course == 0


@pytest.mark.feature("M-PR-05")
def test_a_guest_pays_the_price_of_the_level_that_is_sold_at() -> None:
    assert ordered(Wish(100, sides=(111,), price_level=2)).amount == Money(1690 + 100)
    assert ordered(Wish(200, price_level=3)).amount == Money(390)


@pytest.mark.feature("M-WEI-04")
def test_a_level_without_a_price_is_sold_at_the_price_of_level_1() -> None:
    line = ordered(Wish(200, price_level=2))
    assert (line.amount, line.price_level) == (Money(440), 2)


def test_without_a_price_on_level_1_only_the_priced_levels_are_sold() -> None:
    assert ordered(Wish(201, price_level=2)).amount == Money(520)
    assert refusal(Wish(201)) == "„Bockbier“ hat keinen Preis. Bitte im Artikel einen Preis eintragen."


@pytest.mark.parametrize("level", [-1, 10])
def test_a_price_level_that_there_is_not_is_refused(level: int) -> None:
    assert refusal(Wish(302, price=Money(100), price_level=level)).startswith(
        f"Eine Preisebene {level} gibt es nicht"
    )


@pytest.mark.feature("R-06")
def test_sides_are_priced_with_every_portion_of_their_dish() -> None:
    line = ordered(Wish(100, Quantity.of(3), sides=(111, 112, 113)))
    assert [c.name for c in line.components] == ["Schnitzel", "Kartoffelsalat", "Gurkensalat", "Ketchup"]
    assert line.unit_price == Money(1890 + 150 + 380 + 50)
    assert line.amount == Money(3 * (1890 + 150 + 380 + 50))


@pytest.mark.feature("R-06")
def test_a_fixed_side_that_must_be_chosen_is_asked_for() -> None:
    assert refusal(Wish(100)) == "Zu „Schnitzel“ fehlt noch: Sättigungsbeilage. Bitte wählen."


@pytest.mark.feature("R-06")
def test_no_more_sides_of_a_group_than_it_allows() -> None:
    assert (
        refusal(Wish(100, sides=(110, 111))) == "Zu „Schnitzel“ passen höchstens 1 aus „Sättigungsbeilage“."
    )
    assert ordered(Wish(100, sides=(110, 112, 112))).amount == Money(1890 + 2 * 380)
    assert "höchstens 2" in refusal(Wish(100, sides=(110, 112, 112, 112)))


@pytest.mark.feature("R-06")
def test_a_fixed_side_goes_only_with_the_articles_that_name_it_and_a_free_one_with_all() -> None:
    assert refusal(Wish(101, sides=(110,))) == "„Pommes“ gibt es nicht als Beilage zu „Tagessuppe“."
    assert ordered(Wish(101, sides=(113,))).amount == Money(590 + 50)


@pytest.mark.feature("R-06")
def test_a_free_side_is_an_offer_and_never_asked_for() -> None:
    assert ordered(Wish(101)).components[1:] == ()
    assert len(ordered(Wish(100, sides=(110,))).components) == 2


def test_a_side_that_is_sold_out_or_does_something_or_costs_less_than_nothing_is_refused() -> None:
    assert refusal(Wish(101, sides=(114,))) == "„Trüffel“ ist ausverkauft."
    assert "darf nicht negativ" in refusal(Wish(101, sides=(115,)))
    assert "ist eine Funktion" in refusal(Wish(101, sides=(116,)))


def test_an_open_price_is_asked_for_and_taken_as_given() -> None:
    assert refusal(Wish(302)) == "Bitte einen Preis für „Diverses“ eingeben."
    assert ordered(Wish(302, Quantity.of(2), price=Money(750))).amount == Money(1500)


def test_a_fixed_price_is_not_typed_in_on_ordering() -> None:
    assert "hat einen festen Preis" in refusal(Wish(101, price=Money(100)))


def test_a_price_below_zero_is_refused() -> None:
    assert "darf nicht negativ" in refusal(Wish(302, price=Money(-1)))


def test_only_what_may_be_given_away_is_sold_for_nothing() -> None:
    assert "darf nicht für 0,00 verkauft werden" in refusal(Wish(305))
    assert "darf nicht für 0,00 verkauft werden" in refusal(Wish(302, price=ZERO))
    assert ordered(Wish(304)).amount == ZERO
    assert ordered(Wish(303, price=ZERO)).amount == ZERO


def test_what_is_sold_out_put_away_or_unknown_is_not_ordered() -> None:
    assert refusal(Wish(306)) == "„Maibowle“ ist ausverkauft."
    assert "307 gibt es nicht" in refusal(Wish(307))
    assert "999 gibt es nicht" in refusal(Wish(999))


def test_a_function_article_is_not_ordered() -> None:
    assert refusal(Wish(308)) == "„Bargeldbestand“ ist eine Funktion und wird nicht boniert."


@pytest.mark.parametrize("thousandths", [0, -1000, 9_999_001])
def test_a_quantity_out_of_reason_is_refused(thousandths: int) -> None:
    assert refusal(Wish(101, Quantity(thousandths))) == (
        "Die Menge für „Tagessuppe“ muss zwischen 0,001 und 9999 liegen."
    )


def test_a_part_portion_costs_its_part_with_each_component_rounded_once() -> None:
    line = ordered(Wish(100, Quantity(500), sides=(111,)))
    assert [c.amount for c in line.components] == [Money(945), Money(75)]


def test_taken_away_a_line_bears_the_rates_of_taking_away() -> None:
    assert [c.rate for c in ordered(Wish(202)).components] == [STANDARD]
    taken = ordered(Wish(202, take_away=True))
    assert (taken.take_away, [c.rate for c in taken.components]) == (True, [REDUCED])
    assert [c.rate for c in ordered(Wish(301, take_away=True)).components] == [REDUCED]


def test_a_dish_and_its_sides_bear_the_rate_of_the_day() -> None:
    assert {c.rate for c in ordered(Wish(100, sides=(110,)), date(2025, 12, 31)).components} == {STANDARD}
    assert {c.rate for c in ordered(Wish(100, sides=(110,))).components} == {REDUCED}


@given(
    st.sampled_from([101, 200, 202, 300, 301, 303]),
    st.integers(1, 9_999_000),
    st.lists(st.just(113), max_size=3).map(tuple),
    st.integers(1, 9),
    st.booleans(),
)
def test_whatever_is_ordered_can_stand_on_a_tab_and_costs_its_components(
    number: int, thousandths: int, sides: tuple[int, ...], level: int, take_away: bool
) -> None:
    price = Money(199) if number == 303 else None
    line = ordered(
        Wish(number, Quantity(thousandths), sides, price=price, price_level=level, take_away=take_away)
    )
    assert line.is_sound
    assert line.amount == Money.sum(line.quantity.price(c.unit_price) for c in line.components)


def test_a_wish_for_one_is_a_wish_for_a_whole_one() -> None:
    assert ordered(Wish(101)).quantity == ONE


SPECIAL = {
    article.number: article
    for article in (
        Article(500, "Wertgutschein", 31, (), open_price=True, case=BusinessCase.MULTI_VOUCHER_SOLD),
        Article(501, "Bierprobe", 20, (Money(1900),), case=BusinessCase.SINGLE_VOUCHER_SOLD),
        Article(502, "Krug zurück", 20, (Money(200),), case=BusinessCase.DEPOSIT_BACK),
        Article(503, "Krug", 11, (Money(200),), case=BusinessCase.DEPOSIT),
        Article(504, "Anzahlung", 40, (), open_price=True, case=BusinessCase.DOWN_PAYMENT),
        Article(505, "Saft", 20, (Money(300),), side_groups=(9,)),
        Article(506, "Zeitung", 30, (Money(220),), agency=4),
    )
}
WITH_SPECIAL = replace(
    CATALOGUE,
    articles={**CATALOGUE.articles, **SPECIAL},
    groups={**CATALOGUE.groups, 40: ProductGroup(40, "Geld", DRINKS, TaxClass.NOT_TAXABLE)},
    side_groups={**CATALOGUE.side_groups, 9: SideGroup(9, "Pfand", (501, 503))},
)


def special(wish: Wish) -> Line:
    return compose(wish, WITH_SPECIAL, day=DAY, at=NOON, operator=7)


def test_a_multi_purpose_voucher_is_untaxed_whatever_group_it_stands_in() -> None:
    (sold,) = special(Wish(500, price=Money(2000), voucher=" g 12 ")).components
    assert (sold.rate, sold.voucher, sold.is_turnover) == (NOT_TAXABLE, "G12", False)
    (single,) = special(Wish(501)).components
    assert (single.rate, single.voucher, single.is_turnover) == (STANDARD, "", True)


def test_a_deposit_paid_back_is_a_line_with_all_signs_turned() -> None:
    line = special(Wish(502, Quantity.of(3)))
    assert (line.quantity, line.amount, line.unit_price) == (Quantity.of(-3), Money(-600), Money(200))
    assert line.negated().is_sound


def test_a_deposit_goes_with_its_drink_and_a_voucher_goes_with_nothing() -> None:
    juice, deposit = special(Wish(505, sides=(503,))).components
    assert (juice.case, deposit.case) == (BusinessCase.SALE, BusinessCase.DEPOSIT)
    with pytest.raises(Refused, match="geht nicht als Beilage"):
        special(Wish(505, sides=(501,)))


def test_what_is_sold_for_others_says_for_whom() -> None:
    (paper,) = special(Wish(506)).components
    assert (paper.agency, paper.is_turnover, paper.can_be_discounted) == (4, False, False)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(504, price=Money(5000)), "braucht einen Steuersatz"),
        (Wish(501, Quantity.of(2)), "Menge 1"),
        (Wish(501, voucher="x" * 51), "höchstens 50 Zeichen"),
        (Wish(501, voucher="a\x07b"), "höchstens 50 Zeichen"),
        (Wish(200, voucher="A"), "keine Gutscheinnummer"),
    ],
)
def test_what_makes_no_sense_as_a_voucher_is_refused(wish: Wish, words: str) -> None:
    with pytest.raises(Refused, match=words):
        special(wish)

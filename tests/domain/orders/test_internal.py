"""What nobody pays for is still worth something: a level, a purchase price, or a share of price 1."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business import InternalAccount, Pricing
from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money, divide_half_away
from kasse.domain.orders import Line, Wish, compose
from kasse.domain.orders.internal import repriced, rule_of
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from tests.domain.examples import CATALOGUE, DAY, NOON

DINNER = Wish(100, Quantity.of(2), sides=(111, 112))
STAFF = InternalAccount(1, "Personal")


def ordered(wish: Wish = DINNER) -> Line:
    return replace(compose(wish, CATALOGUE, day=DAY, at=NOON, operator=7), id="1-1-1")


def prices(line: Line) -> list[int]:
    return [component.unit_price.cents for component in line.components]


@pytest.mark.feature("M-PR-01")
def test_an_account_with_a_level_takes_its_prices_for_the_dish_and_its_sides() -> None:
    lunch = repriced(ordered(), replace(STAFF, price_level=2), CATALOGUE)
    assert prices(lunch) == [1690, 100, 380]
    assert (lunch.amount, lunch.price_level, lunch.id) == (Money(2 * 2170), 2, "1-1-1")


def test_what_has_the_price_of_the_account_already_stays_as_it_is() -> None:
    assert repriced(ordered(), STAFF, CATALOGUE) == ordered()
    cheaper = ordered().discounted(Money(500))
    assert repriced(cheaper, STAFF, CATALOGUE) is cheaper


@pytest.mark.feature("M-PR-02")
@pytest.mark.parametrize(
    ("pricing", "net"), [(Pricing.PURCHASE, Money(601)), (Pricing.CALCULATED, Money(550))]
)
def test_a_purchase_price_is_net_and_its_tax_comes_on_top(pricing: Pricing, net: Money) -> None:
    article = replace(CATALOGUE.articles[200], purchase_price=Money(601), calculated_price=Money(550))
    catalogue = replace(CATALOGUE, articles={**CATALOGUE.articles, 200: article})
    line = repriced(ordered(Wish(200)), replace(STAFF, pricing=pricing), catalogue)
    gross = divide_half_away(net.cents * 11_900, 10_000)
    assert prices(line) == [gross]
    assert gross - divide_half_away(gross * 1900, 11_900) == net.cents


@pytest.mark.feature("M-PR-02")
def test_a_purchase_price_that_is_missing_is_named_with_what_to_do() -> None:
    account = replace(STAFF, pricing=Pricing.PURCHASE)
    dish = replace(CATALOGUE.articles[100], purchase_price=Money(500))
    catalogue = replace(CATALOGUE, articles={**CATALOGUE.articles, 100: dish})
    with pytest.raises(
        Refused, match=r"„Kartoffelsalat“ hat keinen Einkaufspreis\. Bitte im Artikel eintragen"
    ):
        repriced(ordered(), account, catalogue)
    with pytest.raises(Refused, match="„Schnitzel“ hat keinen kalkulierten Einkaufspreis"):
        repriced(ordered(), replace(account, pricing=Pricing.CALCULATED), catalogue)
    fries_cost_nothing = ordered(Wish(100, sides=(110,)))
    assert prices(repriced(fries_cost_nothing, account, catalogue)) == [535, 0]


@pytest.mark.feature("M-PR-03")
@given(st.integers(0, 20_000), st.integers(0, 5_000), st.integers(1, 9_999))
def test_a_percentage_is_that_of_price_one_rounded_once_for_one_of_it(
    percent: int, price: int, thousandths: int
) -> None:
    soup = replace(CATALOGUE.articles[101], prices=(Money(price), Money(price + 1)), zero_allowed=True)
    catalogue = replace(CATALOGUE, articles={**CATALOGUE.articles, 101: soup})
    wish = Wish(101, Quantity(thousandths), price_level=2)
    line = compose(wish, catalogue, day=DAY, at=NOON, operator=7)
    half = repriced(line, replace(STAFF, pricing=Pricing.PERCENT, percent=percent), catalogue)
    one = divide_half_away(price * percent, 10_000)
    assert prices(half) == [one]
    assert half.amount == Quantity(thousandths).price(Money(one))
    assert half.is_sound


def test_a_typed_price_counts_as_price_one() -> None:
    line = ordered(Wish(302, price=Money(1250)))
    assert repriced(line, replace(STAFF, price_level=5), CATALOGUE) is line
    half = repriced(line, replace(STAFF, pricing=Pricing.PERCENT, percent=5_000), CATALOGUE)
    assert half.amount == Money(625)


def test_a_deposit_and_what_is_sold_for_others_are_worth_the_same_to_everybody() -> None:
    account = replace(STAFF, pricing=Pricing.PERCENT, percent=1_000)
    line = ordered(Wish(200))
    for aside in ({"case": BusinessCase.DEPOSIT}, {"agency": 1}):
        special = replace(line, components=(replace(line.components[0], **aside),))
        assert repriced(special, account, CATALOGUE) is special


def test_cents_that_sharing_left_over_keep_their_worth() -> None:
    line = ordered(Wish(200))
    rest = replace(line, quantity=Quantity(0), components=(replace(line.components[0], amount=Money(1)),))
    assert repriced(rest, replace(STAFF, price_level=3), CATALOGUE) is rest


def test_a_discount_for_guests_goes_with_the_price_that_it_was_given_on() -> None:
    line = repriced(ordered().discounted(Money(500)), replace(STAFF, price_level=2), CATALOGUE)
    assert (line.discount, line.amount) == (ZERO, Money(2 * 2170))


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (InternalAccount(1, "a", price_level=4), "Preisebene 4"),
        (InternalAccount(1, "a", pricing=Pricing.PERCENT, percent=5_000), "50 % von Preis 1"),
        (InternalAccount(1, "a", pricing=Pricing.PERCENT, percent=3_350), "33,5 % von Preis 1"),
        (InternalAccount(1, "a", pricing=Pricing.PURCHASE), "zum Einkaufspreis"),
        (InternalAccount(1, "a", pricing=Pricing.CALCULATED), "zum kalkulierten Einkaufspreis"),
    ],
)
def test_the_rule_of_an_account_is_said_in_a_few_words(account: InternalAccount, words: str) -> None:
    assert rule_of(account) == words

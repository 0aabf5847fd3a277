"""What is offered for one tap: sums that guests really give, and tips that they really leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.money import ZERO, Money
from kasse.domain.sales import Tender
from kasse.ui.pay.bill import Paying, WholeDiscount, typed_amount
from kasse.ui.pay.offers import foreign_due, foreign_offers, note_offers, rate_words, tip_offers
from tests.domain.examples import CATALOGUE, FRANCS, component, line


@pytest.mark.parametrize(
    ("due", "labels"),
    [
        ("23,50", ["25", "30", "40", "50"]),
        ("4,90", ["5", "10", "20", "50"]),
        ("47,00", ["50", "60", "100", "200"]),
        ("50,00", ["60", "100", "200"]),
        ("117,20", ["120", "150", "200"]),
    ],
)
def test_notes_are_those_a_guest_would_give(due: str, labels: list[str]) -> None:
    assert [offer.label for offer in note_offers(Money.parse(due))] == labels


@given(st.integers(1, 500_000))
def test_every_note_is_more_than_what_is_due_and_says_its_change(cents: int) -> None:
    due = Money(cents)
    offers = note_offers(due)
    assert offers or cents % 200_00 == 0, "where the notes fit exactly, the key for cash takes them"
    for offer in offers:
        given_sum = Money(int(str(offer.key)))
        assert given_sum > due
        assert offer.sub == f"zurück {given_sum - due}"
        assert int(offer.note) * 100 <= max(given_sum.cents, 500)


def test_nothing_due_needs_no_notes() -> None:
    assert note_offers(ZERO) == ()
    assert tip_offers(ZERO, ZERO) == ()


@given(st.integers(1, 500_000))
def test_tips_lead_to_a_round_sum_or_are_percentages(cents: int) -> None:
    goods = Money(cents)
    none, to, five, ten = tip_offers(goods, ZERO)
    assert (none.key, none.chosen) == (0, True)
    reached = goods + Money(int(str(to.key)))
    assert reached > goods
    assert reached.cents % 50 == 0
    assert to.label == f"auf {reached}"
    assert (five.key, ten.key) == (goods.percent(500).cents, goods.percent(1000).cents)


def test_the_typed_sum_and_the_chosen_one_take_the_place_of_the_round_one() -> None:
    goods = Money(43_10)
    assert tip_offers(goods, ZERO)[1].label == "auf 45,00"
    assert tip_offers(goods, ZERO, Money(47_00))[1].label == "auf 47,00"
    assert tip_offers(goods, ZERO, Money(40_00))[1].label == "auf 45,00"
    chosen = tip_offers(goods, Money(3_90))[1]
    assert (chosen.label, chosen.chosen) == ("auf 47,00", True)


@given(st.integers(1, 500_000), st.integers(1000, 30_000_000))
def test_foreign_cash_covers_what_is_due_and_not_a_cent_less_would(cents: int, rate_micros: int) -> None:
    method = PaymentMethod("XXX", "Geld", PaymentKind.CASH, currency="XXX", rate_micros=rate_micros)
    due = Money(cents)
    exact = foreign_due(method, due)
    assert Tender(method, exact).worth >= due
    assert Tender(method, exact - Money(1)).worth < due
    for amount, change in foreign_offers(method, due):
        assert Tender(method, amount).worth - due == change
        assert change >= ZERO


def test_a_currency_without_rate_offers_nothing() -> None:
    method = PaymentMethod("XXX", "Geld", PaymentKind.CASH, currency="XXX")
    assert foreign_due(method, Money(100)) == ZERO
    assert foreign_offers(method, Money(100)) == ()


def test_the_rate_is_written_as_a_person_would() -> None:
    assert rate_words(FRANCS, "EUR") == "1 CHF = 1,05 EUR"


def test_a_discount_is_never_more_than_the_bill() -> None:
    lines = [line(component(800))]
    off = WholeDiscount(amount=Money(10_00)).on(lines, CATALOGUE)
    assert off is not None
    assert off.total == Money(8_00)
    assert WholeDiscount(1000).on([line(component(0))], CATALOGUE) is None


@pytest.mark.parametrize(
    ("keys", "typed"),
    [("50", "50"), ("0050", "50"), ("12,5", "12,5"), ("12,505", "12,50"), (",5", "0,5"), ("1,,2", "1,2"),
     ("12345678", "123456"), ("12C3", "3")],
)  # fmt: skip
def test_the_pad_takes_sums_with_two_places_after_the_comma(keys: str, typed: str) -> None:
    text = ""
    for key in keys:
        text = typed_amount(text, key)
    assert text == typed
    assert Paying(typed=text).amount_typed == Money.parse(typed)


def test_a_lone_comma_is_no_sum() -> None:
    assert Paying(typed="0,").amount_typed is None
    assert Paying().amount_typed is None
    assert (Paying(typed="4").count_typed, Paying(typed="4,0").count_typed) == (4, 0)

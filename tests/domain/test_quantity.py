"""Quantities are whole thousandths and price what they measure, rounded once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import Money
from kasse.domain.quantity import NONE, ONE, Quantity
from kasse.domain.refused import Refused

THOUSANDTHS = st.integers(-(10**7), 10**7)


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        ("2", 2000), ("0,5", 500), (",5", 500), ("1,250", 1250), ("1.25", 1250), ("3,", 3000), ("-1", -1000),
        ("−0,001", -1), ("1/2", 500), ("1/3", 333), ("2/3", 667), ("-2/3", -667), ("3/2", 1500), (" 4 ", 4000),
    ],
)  # fmt: skip
def test_quantities_are_read_as_people_type_them(text: str, thousandths: int) -> None:
    assert Quantity.parse(text) == Quantity(thousandths)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", ",", "/", "1/0", "1/", "/2", "1/2/3", "²/3", "٣/٤", "１", "0,0005", "1,2,3", "--1", "+-1", "zwei",
        "1234567", "1 000",
    ],
)  # fmt: skip
def test_what_is_no_clear_quantity_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="ist keine Menge"):
        Quantity.parse(text)


@given(st.text(st.sampled_from("0123456789.,-−+/€ ²٣x"), max_size=10) | st.text(max_size=10))
def test_whatever_is_typed_is_a_quantity_or_refused(text: str) -> None:
    try:
        read = Quantity.parse(text)
    except Refused:
        return
    assert Quantity.parse(str(read)) == read


@given(st.integers(-999_999_999, 999_999_999))
def test_what_is_written_can_be_typed_in_again(thousandths: int) -> None:
    assert Quantity.parse(str(Quantity(thousandths))) == Quantity(thousandths)


@pytest.mark.parametrize(
    ("thousandths", "text"),
    [(2000, "2"), (500, "0,5"), (-1250, "−1,25"), (1, "0,001"), (10_000, "10"), (0, "0")],
)
def test_quantities_are_written_with_as_few_decimals_as_possible(thousandths: int, text: str) -> None:
    assert str(Quantity(thousandths)) == text


@given(st.integers(-999, 999), st.integers(0, 10**6))
def test_whole_pieces_cost_exactly_so_many_times_the_price(pieces: int, cents: int) -> None:
    assert Quantity.of(pieces).price(Money(cents)) == Money(pieces * cents)


@given(THOUSANDTHS, st.integers(0, 10**5))
def test_a_part_costs_its_part_to_the_nearest_cent(thousandths: int, cents: int) -> None:
    price = Quantity(thousandths).price(Money(cents))
    assert abs(2 * (price.cents * 1000 - cents * thousandths)) <= 1000
    assert (-Quantity(thousandths)).price(Money(cents)) == -price


def test_half_a_cent_of_a_part_is_rounded_away_from_zero() -> None:
    assert Quantity(500).price(Money(199)) == Money(100)
    assert Quantity(-500).price(Money(199)) == Money(-100)


@given(THOUSANDTHS, THOUSANDTHS)
def test_quantities_add_and_subtract_like_their_thousandths(a: int, b: int) -> None:
    assert Quantity(a) + Quantity(b) == Quantity(a + b)
    assert Quantity(a) - Quantity(b) == Quantity(a) + -Quantity(b)


def test_nothing_is_no_quantity_and_one_is() -> None:
    assert not NONE
    assert ONE

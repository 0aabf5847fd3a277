"""Money is whole cents, rounds in one place, and shares out without losing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import ZERO, Money, divide_half_away, share_out
from kasse.domain.refused import Refused

CENTS = st.integers(-(10**7), 10**7)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any)


@given(CENTS, WEIGHTS)
def test_a_split_bill_adds_up_to_the_bill(cents: int, weights: list[int]) -> None:
    assert Money.sum(Money(cents).split(weights)) == Money(cents)


@given(CENTS, WEIGHTS)
def test_each_share_is_within_a_cent_of_its_exact_part(cents: int, weights: list[int]) -> None:
    for share, weight in zip(share_out(cents, weights), weights, strict=True):
        assert abs(share * sum(weights) - cents * weight) < sum(weights)


@given(CENTS, WEIGHTS)
def test_who_has_no_weight_gets_nothing(cents: int, weights: list[int]) -> None:
    shares = share_out(cents, [*weights, 0])
    assert shares[-1] == 0
    assert shares[:-1] == share_out(cents, weights)


@given(CENTS, WEIGHTS)
def test_shares_of_a_counter_booking_meet_the_shares_of_the_original(cents: int, weights: list[int]) -> None:
    assert [-share for share in share_out(cents, weights)] == share_out(-cents, weights)


@given(st.lists(st.integers(0, 10**5), min_size=1, max_size=12).filter(any), st.data())
def test_no_share_of_a_part_exceeds_the_weight_that_it_is_taken_from(
    weights: list[int], data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, sum(weights)))
    assert all(share <= weight for share, weight in zip(share_out(part, weights), weights, strict=True))


def test_the_largest_remainders_take_the_odd_cents() -> None:
    assert Money(100).split([1, 1, 1]) == [Money(34), Money(33), Money(33)]
    assert Money(100).split([1, 2, 4]) == [Money(14), Money(29), Money(57)]
    assert Money(-100).split([1, 1, 1]) == [Money(-34), Money(-33), Money(-33)]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [3, -1], [-1]])
def test_nothing_is_shared_out_by_weights_that_weigh_nothing(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share_out(100, weights)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 10, 1), (-5, 10, -1), (15, 10, 2), (25, 10, 3), (-25, 10, -3), (4, 10, 0), (-4, 10, 0), (7, -2, -4)],
)
def test_half_a_cent_rounds_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert divide_half_away(numerator, denominator) == rounded


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_is_off_by_half_a_cent_at_most_and_the_same_on_both_sides_of_zero(
    numerator: int, denominator: int
) -> None:
    rounded = divide_half_away(numerator, denominator)
    assert abs(2 * (rounded * denominator - numerator)) <= denominator
    assert divide_half_away(-numerator, denominator) == -rounded


def test_percent_is_counted_in_basis_points_and_rounded_once() -> None:
    assert Money(1990).percent(1000) == Money(199)
    assert Money(1995).percent(1000) == Money(200)
    assert Money(-1995).percent(1000) == Money(-200)
    assert Money(10_000).percent(333) == Money(333)
    assert Money(5).percent(10_000) == Money(5)


@given(CENTS, CENTS)
def test_amounts_add_subtract_and_compare_like_their_cents(a: int, b: int) -> None:
    assert Money(a) + Money(b) == Money(a + b)
    assert Money(a) - Money(b) == Money(a) + -Money(b)
    assert (Money(a) < Money(b)) == (a < b)
    assert bool(Money(a)) == (a != 0)


def test_the_sum_of_nothing_is_zero() -> None:
    assert Money.sum([]) == ZERO


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0,00"),
        (5, "0,05"),
        (1250, "12,50"),
        (148_620, "1.486,20"),
        (-100, "−1,00"),
        (123_456_789, "1.234.567,89"),
    ],
)
def test_amounts_are_written_the_german_way(cents: int, text: str) -> None:
    assert str(Money(cents)) == text


@given(st.integers(-99_999_999_999, 99_999_999_999))
def test_what_is_written_can_be_typed_in_again(cents: int) -> None:
    assert Money.parse(str(Money(cents))) == Money(cents)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200), ("12,5", 1250), ("12,50", 1250), ("12.50", 1250), ("12,", 1200), (",5", 50), (".05", 5),
        ("1.234,50", 123_450), ("-3,00", -300), ("−3,00", -300), ("+3", 300), (" 7,20 € ", 720), ("7€", 700),
        ("0", 0), ("007", 700),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(text: str, cents: int) -> None:
    assert Money.parse(text) == Money(cents)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "€", "-", ",", ".", "zwölf", "1,234", "1.234", "1.5,00", "1,2,3", "1.23.456,00", "12,345", "--5",
        "+-5", "- 5", "1 000", "1e3", "²", "１２", "1234567890", "5 EUR",
    ],
)  # fmt: skip
def test_what_is_no_clear_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="ist kein Betrag"):
        Money.parse(text)


@given(st.text(st.sampled_from("0123456789.,-−+/€ ²٣x"), max_size=10) | st.text(max_size=10))
def test_whatever_is_typed_is_an_amount_or_refused(text: str) -> None:
    try:
        read = Money.parse(text)
    except Refused:
        return
    assert Money.parse(str(read)) == read

"""Bills are shared by part quantity, by amount and in equal parts, and every cent is there afterwards."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import Money
from kasse.domain.orders import Line, divide_line, equal_shares, share_of_amount, take_part
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.tax import TaxRate
from tests.domain.examples import REDUCED, STANDARD, bills, component, line, lines, total, worth

WEIGHTS = st.lists(st.integers(0, 5000), min_size=1, max_size=8).filter(any)


def assert_adds_up(parts: list[list[Line]], whole: tuple[Line, ...]) -> None:
    """All parts together are the whole: quantity, price and discount of each component of each line."""
    for one in whole:
        left = one
        for part in (each for share in parts for each in share if each.id == one.id):
            assert part.is_sound
            left = left.minus(part)
        assert left.is_nothing
    assert {each.id for share in parts for each in share} <= {one.id for one in whole}


def by_rate(each: list[Line] | tuple[Line, ...]) -> Counter[TaxRate]:
    sums: Counter[TaxRate] = Counter()
    for one in each:
        for c in one.components:
            sums[c.rate] += c.net_amount.cents
    return sums


@given(lines(), WEIGHTS)
def test_parts_of_a_line_add_up_to_the_line(one: Line, weights: list[int]) -> None:
    parts = divide_line(one, weights)
    assert len(parts) == len(weights)
    assert_adds_up([[part] for part in parts], (one,))


@given(lines(), WEIGHTS)
def test_parts_of_a_counter_booking_mirror_the_parts_of_the_line(one: Line, weights: list[int]) -> None:
    assert divide_line(one.negated(), weights) == [part.negated() for part in divide_line(one, weights)]


def test_no_part_bears_more_discount_than_it_costs() -> None:
    # Rounded each for itself, 4 cents and a discount of 3 put one cent of it into a part that costs nothing.
    for price in range(1, 30):
        for discount in range(price + 1):
            for weights in ([1, 2, 3], [3, 3, 1], [1, 5, 6, 7], [2, 2, 9]):
                for part in divide_line(line(component(price, discount=discount)), weights):
                    assert part.is_sound, (price, discount, weights)


@given(lines(), st.data())
def test_a_part_quantity_and_what_is_left_are_the_line(one: Line, data: st.DataObject) -> None:
    wanted = Quantity(data.draw(st.integers(1, one.quantity.thousandths)))
    part, left = take_part(one, wanted)
    assert part.quantity == wanted
    assert_adds_up([[part], [left]], (one,))


def test_two_of_three_beers_cost_two_beers() -> None:
    part, left = take_part(line(component(1320), quantity=Quantity.of(3)), Quantity.of(2))
    assert (part.amount, left.amount) == (Money(880), Money(440))


def test_of_ten_euros_for_three_each_single_piece_is_a_cent_off_at_most_and_none_is_lost() -> None:
    first, left = take_part(line(component(1000), quantity=Quantity.of(3)), Quantity.of(1))
    second, third = take_part(left, Quantity.of(1))
    assert sorted(part.amount.cents for part in (first, second, third)) == [333, 333, 334]


@pytest.mark.parametrize("thousandths", [0, -1000, 3001])
def test_no_part_can_be_taken_that_is_not_there(thousandths: int) -> None:
    with pytest.raises(Refused, match="Von „Helles“ sind nur 3 da"):
        take_part(line(component(1320), quantity=Quantity.of(3)), Quantity(thousandths))


@given(worth(1), st.data())
def test_a_share_by_amount_is_worth_exactly_that_amount(whole: tuple[Line, ...], data: st.DataObject) -> None:
    wanted = Money(data.draw(st.integers(1, total(whole).cents)))
    share, rest = share_of_amount(whole, wanted)
    assert total(share) == wanted
    assert_adds_up([share, rest], whole)


@given(worth(1), st.data())
def test_a_share_by_amount_takes_of_every_component_its_part_to_the_cent(
    whole: tuple[Line, ...], data: st.DataObject
) -> None:
    wanted = Money(data.draw(st.integers(1, total(whole).cents)))
    share, _ = share_of_amount(whole, wanted)
    taken = {each.id: each for each in share}
    for one in whole:
        for i, c in enumerate(one.components):
            got = taken[one.id].components[i].net_amount.cents if one.id in taken else 0
            assert abs(got * total(whole).cents - c.net_amount.cents * wanted.cents) < total(whole).cents


@given(worth(1), st.data())
def test_in_a_first_share_by_amount_nothing_is_paid_for_that_is_not_there(
    whole: tuple[Line, ...], data: st.DataObject
) -> None:
    wanted = Money(data.draw(st.integers(1, total(whole).cents)))
    share, rest = share_of_amount(whole, wanted)
    thin = {one.id for one in whole if one.quantity == Quantity(1)}
    for each in [*share, *rest]:
        assert each.quantity or not each.amount or each.id in thin


@given(worth(1))
def test_a_share_of_all_is_all(whole: tuple[Line, ...]) -> None:
    assert share_of_amount(whole, total(whole)) == (list(whole), [])


@pytest.mark.parametrize("cents", [0, -1, 1001])
def test_no_more_and_no_less_than_what_is_to_be_paid_can_be_shared(cents: int) -> None:
    with pytest.raises(Refused, match=r"Zu teilen sind 10,00 €"):
        share_of_amount([line(component(1000))], Money(cents))


def test_lines_with_a_negative_amount_are_not_shared_by_amount() -> None:
    with pytest.raises(Refused, match="negativem Betrag"):
        share_of_amount([line(component(1000)), line(component(-100), number=2)], Money(500))


@given(worth(99), st.integers(2, 99))
def test_equal_shares_differ_by_a_cent_at_most_and_add_up_to_the_bill(
    whole: tuple[Line, ...], count: int
) -> None:
    shares = equal_shares(whole, count)
    sums = [total(share).cents for share in shares]
    assert len(shares) == count
    assert max(sums) - min(sums) <= 1
    assert_adds_up(shares, whole)


@given(worth(99), st.integers(2, 20))
def test_equal_shares_bear_each_tax_rate_alike(whole: tuple[Line, ...], count: int) -> None:
    size = sum(len(one.components) for one in whole)
    for rate, cents in by_rate(whole).items():
        for share in equal_shares(whole, count):
            assert abs(by_rate(share)[rate] - cents / count) <= size + 1


def test_a_bill_of_food_and_drink_is_halved_at_both_rates() -> None:
    whole = [line(component(2000, REDUCED)), line(component(900, STANDARD), number=2)]
    for share in equal_shares(whole, 2):
        assert by_rate(share) == {REDUCED: 1000, STANDARD: 450}
        assert [each.quantity for each in share] == [Quantity(500), Quantity(500)]


def test_three_cents_are_a_cent_for_each_of_three() -> None:
    assert [total(share) for share in equal_shares([line(component(3))], 3)] == [Money(1)] * 3


@given(bills())
def test_what_was_given_away_is_shared_along(whole: tuple[Line, ...]) -> None:
    gift = line(component(0), number=99)
    paid = line(component(1000), number=98)
    assert_adds_up(equal_shares([*whole, gift, paid], 3), (*whole, gift, paid))


@pytest.mark.parametrize(("cents", "count"), [(1000, 1), (1000, 0), (100_000, 100), (2, 3), (0, 2)])
def test_a_bill_is_shared_by_2_to_99_payers_and_each_has_something_to_pay(cents: int, count: int) -> None:
    with pytest.raises(Refused, match="Geteilt wird durch 2 bis 99"):
        equal_shares([line(component(cents))], count)

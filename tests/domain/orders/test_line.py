"""A line adds up, comes apart and goes together again without losing a cent."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line, divide_line, take_part
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from tests.domain.examples import REDUCED, STANDARD, component, line, lines


@given(lines())
def test_a_line_costs_its_components_less_their_discount(one: Line) -> None:
    assert one.amount == one.full_amount - one.discount
    assert one.amount == Money.sum(c.net_amount for c in one.components)


@given(lines())
def test_a_line_and_its_counter_booking_come_to_nothing(one: Line) -> None:
    assert one.plus(one.negated()).is_nothing
    assert one.minus(one).is_nothing
    assert one.negated().negated() == one


@given(lines(), st.integers(1, 99), st.integers(1, 99))
def test_what_was_taken_off_can_be_put_back(one: Line, some: int, rest: int) -> None:
    part, left = divide_line(one, [some, rest])
    assert one.minus(part) == left
    assert left.plus(part) == one


def test_a_line_with_money_or_quantity_or_discount_left_is_not_nothing() -> None:
    assert not line(component(0)).is_nothing
    assert not line(component(1), quantity=Quantity(0)).is_nothing
    assert not line(component(100, discount=100), quantity=Quantity(0)).is_nothing
    assert line(component(0), quantity=Quantity(0)).is_nothing


@given(lines(), st.data())
def test_a_discount_is_shared_over_the_components_and_none_bears_more_than_it_costs(
    one: Line, data: st.DataObject
) -> None:
    discount = Money(data.draw(st.integers(0, one.full_amount.cents)))
    cheaper = one.discounted(discount)
    assert cheaper.discount == discount
    assert cheaper.full_amount == one.full_amount
    assert cheaper.is_sound
    assert cheaper.negated() == one.negated().discounted(-discount)


def test_a_new_discount_takes_the_place_of_the_old_one() -> None:
    one = line(component(1000, STANDARD), component(500, REDUCED))
    assert one.discounted(Money(300)).discounted(Money(150)).discount == Money(150)
    assert [c.discount for c in one.discounted(Money(300)).components] == [Money(200), Money(100)]
    assert one.discounted(Money(300)).discounted(ZERO) == one


@pytest.mark.parametrize("cents", [-1, 1501, 100_000])
def test_a_discount_beyond_the_price_of_a_line_is_refused(cents: int) -> None:
    with pytest.raises(Refused, match="Der Rabatt auf „Helles“ muss zwischen 0,00 und 15,00 € liegen"):
        line(component(1000), component(500)).discounted(Money(cents))


def test_what_costs_nothing_bears_no_discount() -> None:
    assert line(component(0)).discounted(ZERO) == line(component(0))
    with pytest.raises(Refused, match="Rabatt"):
        line(component(0)).discounted(Money(1))


def test_lines_of_different_make_up_cannot_be_taken_from_each_other() -> None:
    with pytest.raises(ValueError, match="zip"):
        line(component(100)).minus(line(component(50), component(50)))


@given(lines(), st.data())
def test_a_deposit_paid_back_can_be_taken_in_parts_like_any_line(one: Line, data: st.DataObject) -> None:
    quantity = Quantity(data.draw(st.integers(1, one.quantity.thousandths)))
    part, left = take_part(one, quantity)
    back, rest = take_part(one.negated(), quantity)
    assert (back, rest) == (part.negated(), left.negated())
    assert one.negated().holds(back)
    assert not one.negated().holds(part) or part.is_nothing
    assert not one.holds(back) or back.is_nothing


def test_a_discount_is_borne_by_goods_alone() -> None:
    deposit = replace(component(200), case=BusinessCase.DEPOSIT)
    one = line(component(1000), deposit)
    assert (one.discountable, one.full_amount) == (Money(1000), Money(1200))
    assert [c.discount for c in one.discounted(Money(1000)).components] == [Money(1000), ZERO]
    with pytest.raises(Refused, match="zwischen 0,00 und 10,00"):
        one.discounted(Money(1001))

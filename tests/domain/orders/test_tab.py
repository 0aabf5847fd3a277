"""A tab grows and shrinks by lines and never loses or makes a cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import Money
from kasse.domain.orders import Line, divide_line, share_of_amount, take_part
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from tests.domain.examples import bills, component, line, tab, total, worth


@given(bills())
def test_a_tab_comes_to_the_sum_of_its_lines(whole: tuple[Line, ...]) -> None:
    assert tab().with_lines(whole).total == total(whole)


@given(bills(), st.integers(1, 9), st.integers(1, 9))
def test_a_part_that_leaves_a_tab_and_comes_back_leaves_it_as_it_was(
    whole: tuple[Line, ...], some: int, rest: int
) -> None:
    before = tab(*whole)
    parts = [divide_line(one, [some, rest])[0] for one in whole]
    after = before.without(parts)
    assert after.total == before.total - total(parts)
    put_back = after.with_lines(parts)
    assert put_back.total == before.total
    assert {one.id: one for one in put_back.lines} == {one.id: one for one in before.lines}


@given(worth(1), st.data())
def test_a_paid_share_is_off_the_tab_and_the_rest_is_on_it(
    whole: tuple[Line, ...], data: st.DataObject
) -> None:
    wanted = Money(data.draw(st.integers(1, total(whole).cents)))
    share, rest = share_of_amount(whole, wanted)
    assert tab(*whole).without(share).lines == tuple(rest)


@given(bills())
def test_a_tab_without_all_its_lines_is_empty(whole: tuple[Line, ...]) -> None:
    assert tab(*whole).without(whole).lines == ()


@given(bills())
def test_a_tab_without_nothing_stays_as_it_is(whole: tuple[Line, ...]) -> None:
    assert tab(*whole).without([]) == tab(*whole)


def test_two_parts_of_one_line_are_taken_together() -> None:
    beers = line(component(1320), quantity=Quantity.of(3))
    one, _ = take_part(beers, Quantity.of(1))
    assert tab(beers).without([one, one]).total == Money(440)
    with pytest.raises(Refused, match="Von „Helles“ ist nicht mehr so viel offen"):
        tab(beers).without([one, one, one, one])


@pytest.mark.parametrize(
    "part",
    [
        line(component(500), quantity=Quantity.of(3)),  # more pieces
        line(component(1001), quantity=Quantity.of(2)),  # more money
        line(
            component(1000, discount=0), quantity=Quantity.of(2)
        ),  # less discount: the rest would be below zero
        line(component(500, discount=250), quantity=Quantity.of(1)),  # more discount
        line(component(500, discount=100), quantity=Quantity.of(2)).negated(),  # putting back is no taking
    ],
)
def test_no_more_leaves_a_tab_than_is_open_on_it(part: Line) -> None:
    open_line = line(component(1000, discount=200), quantity=Quantity.of(2))
    with pytest.raises(Refused, match="Von „Helles“ ist nicht mehr so viel offen"):
        tab(open_line).without([part])


def test_a_line_that_is_not_open_here_cannot_leave() -> None:
    with pytest.raises(Refused, match="Ein Posten ist nicht mehr offen"):
        tab(line(component(440))).without([line(component(440), number=2)])
    with pytest.raises(Refused, match="nicht mehr offen"):
        tab().line("1-1-1")


def test_a_line_is_found_by_its_id() -> None:
    first, second = line(component(440)), line(component(500), number=2)
    assert tab(first, second).line("1-1-2") == second


def test_a_line_that_was_never_sent_has_no_place_on_a_tab() -> None:
    unsent = Line("", Quantity.of(1), (component(440),), 1, line(component(440)).ordered_at)
    with pytest.raises(ValueError, match="has not been sent"):
        tab().with_lines([unsent, unsent])


def test_lines_keep_their_order_on_the_tab() -> None:
    first, second, third = (line(component(100 * n), number=n) for n in (1, 2, 3))
    grown = tab(first, second).with_lines([third, first])
    assert [one.id for one in grown.lines] == ["1-1-1", "1-1-2", "1-1-3"]
    assert grown.line("1-1-1").amount == Money(200)

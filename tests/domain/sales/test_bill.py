"""A bill is goods by rate, less discounts on the whole, and a tip; its taxes add up to what is paid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, BillDiscount, discount_amount, discount_percent
from kasse.domain.tax import Country, TaxRate, gross_of, not_taxable, tax_sum
from tests.domain.examples import NOT_TAXABLE, REDUCED, STANDARD, bills, component, line, total, worth

MEAL = (line(component(2000, REDUCED), component(500, REDUCED)), line(component(900), number=2))


def sums(bill: Bill) -> dict[TaxRate, int]:
    return {each.rate: each.gross.cents for each in bill.taxes(Country.DE)}


def assert_no_rate_is_below_zero(bill: Bill) -> None:
    assert all(cents >= 0 for cents in sums(bill).values())


def test_goods_stand_under_their_rate_and_the_tip_under_none() -> None:
    bill = Bill(MEAL, tip=Money(300))
    assert (bill.goods, bill.total) == (Money(3400), Money(3700))
    assert sums(bill) == {REDUCED: 2500, STANDARD: 900, NOT_TAXABLE: 300}


@pytest.mark.parametrize("country", Country)
@given(bills(), st.integers(0, 5000))
def test_the_taxes_of_a_bill_add_up_to_its_total(country: Country, lines: tuple[Line, ...], tip: int) -> None:
    bill = Bill(lines, tip=Money(tip))
    taxes = bill.taxes(country)
    assert gross_of(taxes) == bill.total == total(lines) + Money(tip)
    assert all(each.gross == each.net + each.tax for each in taxes)
    assert len({each.rate for each in taxes}) == len(taxes)


def test_tax_is_taken_out_of_the_sum_of_the_bill() -> None:
    coffees = tuple(line(component(10), number=n) for n in range(10))
    assert Bill(coffees).taxes(Country.DE) == (tax_sum(STANDARD, Money(100)),)


def test_a_bill_without_a_tip_has_no_row_for_it() -> None:
    assert not_taxable(Country.DE) not in sums(Bill(MEAL))


@given(worth(1), st.integers(1, 10_000))
def test_a_discount_in_percent_is_spread_over_the_rates_and_adds_up(
    lines: tuple[Line, ...], basis_points: int
) -> None:
    discount = discount_percent(lines, basis_points)
    assert discount.total == total(lines).percent(basis_points)
    bill = Bill(lines, (discount,))
    assert bill.goods == total(lines) - discount.total
    assert_no_rate_is_below_zero(bill)


@given(worth(1), st.data())
def test_a_discount_by_amount_is_spread_over_the_rates_and_adds_up(
    lines: tuple[Line, ...], data: st.DataObject
) -> None:
    amount = Money(data.draw(st.integers(1, total(lines).cents)))
    discount = discount_amount(lines, amount)
    assert discount.total == amount
    bill = Bill(lines, (discount,))
    assert gross_of(bill.taxes(Country.DE)) == bill.total == total(lines) - amount
    assert_no_rate_is_below_zero(bill)


@given(worth(1), st.data())
def test_every_rate_bears_its_part_of_a_discount_to_the_cent(
    lines: tuple[Line, ...], data: st.DataObject
) -> None:
    amount = Money(data.draw(st.integers(1, total(lines).cents)))
    sold = sums(Bill(lines))
    for rate, share in discount_amount(lines, amount).amounts:
        assert abs(share.cents * total(lines).cents - amount.cents * sold[rate]) < total(lines).cents


def test_a_tenth_off_is_a_tenth_off_at_each_rate() -> None:
    discount = discount_percent(MEAL, 1000)
    assert discount == BillDiscount("Rabatt 10 %", ((STANDARD, Money(90)), (REDUCED, Money(250))))


@pytest.mark.parametrize(
    ("basis_points", "name"), [(1250, "Rabatt 12,5 %"), (305, "Rabatt 3,05 %"), (10_000, "Rabatt 100 %")]
)
def test_a_discount_is_named_by_its_percentage(basis_points: int, name: str) -> None:
    assert discount_percent(MEAL, basis_points).name == name


def test_all_of_it_can_be_taken_off() -> None:
    bill = Bill(MEAL, (discount_percent(MEAL, 10_000),))
    assert bill.total == ZERO
    assert sums(bill) == {REDUCED: 0, STANDARD: 0}


def test_a_discounted_line_is_discounted_by_what_it_still_costs() -> None:
    assert discount_percent([line(component(1000, discount=200))], 5000).total == Money(400)


def test_a_rate_at_which_only_gifts_were_sold_bears_no_discount() -> None:
    lines = (line(component(1000, REDUCED)), line(component(0, STANDARD), number=2))
    assert discount_percent(lines, 1000).amounts == ((REDUCED, Money(100)),)


@pytest.mark.parametrize("basis_points", [0, -100, 10_001])
def test_a_percentage_out_of_reason_is_refused(basis_points: int) -> None:
    with pytest.raises(Refused, match="zwischen 0 und 100 %"):
        discount_percent(MEAL, basis_points)


@pytest.mark.parametrize("cents", [0, -1, 3401])
def test_no_more_is_taken_off_than_there_is_to_pay(cents: int) -> None:
    with pytest.raises(Refused, match="zwischen 0,01 und 34,00 €"):
        discount_amount(MEAL, Money(cents))


def test_from_nothing_nothing_is_taken_off() -> None:
    gift = (line(component(0)),)
    with pytest.raises(Refused, match="braucht einen Betrag"):
        discount_percent(gift, 1000)
    with pytest.raises(Refused, match="Rabatt"):
        discount_amount(gift, Money(1))

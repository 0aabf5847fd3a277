"""The rates of three countries on every day since 2020, and the tax taken out of a sum."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import Money
from kasse.domain.tax import Country, TaxClass, TaxRate, gross_of, not_taxable, rate_for, tax_sum, tax_sums

DE, AT, CH = Country.DE, Country.AT, Country.CH
HOUSE, AWAY = False, True

# From this day on: (day, in the house, taken away), in basis points.
History = list[tuple[str, int, int]]

HISTORIES: list[tuple[Country, TaxClass, History]] = [
    (
        DE,
        TaxClass.STANDARD,
        [("2020-01-01", 1900, 1900), ("2020-07-01", 1600, 1600), ("2021-01-01", 1900, 1900)],
    ),
    (
        DE,
        TaxClass.DRINK,
        [("2020-01-01", 1900, 1900), ("2020-07-01", 1600, 1600), ("2021-01-01", 1900, 1900)],
    ),
    (
        DE,
        TaxClass.SPECIAL,
        [("2020-01-01", 1900, 1900), ("2020-07-01", 1600, 1600), ("2021-01-01", 1900, 1900)],
    ),
    (DE, TaxClass.REDUCED, [("2020-01-01", 700, 700), ("2020-07-01", 500, 500), ("2021-01-01", 700, 700)]),
    (DE, TaxClass.REDUCED_2, [("2020-01-01", 700, 700), ("2020-07-01", 500, 500), ("2021-01-01", 700, 700)]),
    (DE, TaxClass.BASIC_FOOD, [("2020-01-01", 700, 700), ("2020-07-01", 500, 500), ("2021-01-01", 700, 700)]),
    (DE, TaxClass.LODGING, [("2020-01-01", 700, 700), ("2020-07-01", 500, 500), ("2021-01-01", 700, 700)]),
    (
        DE,
        TaxClass.FOOD,
        [
            ("2020-01-01", 1900, 700),
            ("2020-07-01", 500, 500),
            ("2021-01-01", 700, 700),
            ("2024-01-01", 1900, 700),
            ("2026-01-01", 700, 700),
        ],
    ),
    (
        DE,
        TaxClass.MILK_DRINK,
        [("2020-01-01", 1900, 700), ("2020-07-01", 1600, 500), ("2021-01-01", 1900, 700)],
    ),
    (DE, TaxClass.EXEMPT, [("2020-01-01", 0, 0)]),
    (DE, TaxClass.NOT_TAXABLE, [("2020-01-01", 0, 0)]),
    (AT, TaxClass.STANDARD, [("2020-01-01", 2000, 2000)]),
    (AT, TaxClass.REDUCED, [("2020-01-01", 1000, 1000)]),
    (AT, TaxClass.REDUCED_2, [("2020-01-01", 1300, 1300)]),
    (AT, TaxClass.BASIC_FOOD, [("2020-01-01", 1000, 1000), ("2026-07-01", 490, 490)]),
    (AT, TaxClass.FOOD, [("2020-01-01", 1000, 1000), ("2020-07-01", 500, 500), ("2022-01-01", 1000, 1000)]),
    (
        AT,
        TaxClass.LODGING,
        [("2020-01-01", 1000, 1000), ("2020-07-01", 500, 500), ("2022-01-01", 1000, 1000)],
    ),
    (AT, TaxClass.DRINK, [("2020-01-01", 2000, 2000), ("2020-07-01", 500, 500), ("2022-01-01", 2000, 2000)]),
    (
        AT,
        TaxClass.MILK_DRINK,
        [("2020-01-01", 2000, 2000), ("2020-07-01", 500, 500), ("2022-01-01", 2000, 2000)],
    ),
    (AT, TaxClass.SPECIAL, [("2020-01-01", 1900, 1900)]),
    (AT, TaxClass.EXEMPT, [("2020-01-01", 0, 0)]),
    (AT, TaxClass.NOT_TAXABLE, [("2020-01-01", 0, 0)]),
    (CH, TaxClass.STANDARD, [("2020-01-01", 770, 770), ("2024-01-01", 810, 810)]),
    (CH, TaxClass.DRINK, [("2020-01-01", 770, 770), ("2024-01-01", 810, 810)]),
    (CH, TaxClass.SPECIAL, [("2020-01-01", 770, 770), ("2024-01-01", 810, 810)]),
    (CH, TaxClass.REDUCED, [("2020-01-01", 250, 250), ("2024-01-01", 260, 260)]),
    (CH, TaxClass.REDUCED_2, [("2020-01-01", 250, 250), ("2024-01-01", 260, 260)]),
    (CH, TaxClass.BASIC_FOOD, [("2020-01-01", 250, 250), ("2024-01-01", 260, 260)]),
    (CH, TaxClass.FOOD, [("2020-01-01", 770, 250), ("2024-01-01", 810, 260)]),
    (CH, TaxClass.MILK_DRINK, [("2020-01-01", 770, 250), ("2024-01-01", 810, 260)]),
    (CH, TaxClass.LODGING, [("2020-01-01", 370, 370), ("2024-01-01", 380, 380)]),
    (CH, TaxClass.EXEMPT, [("2020-01-01", 0, 0)]),
    (CH, TaxClass.NOT_TAXABLE, [("2020-01-01", 0, 0)]),
]


@pytest.mark.parametrize(("country", "tax_class", "history"), HISTORIES, ids=lambda value: str(value)[:12])
def test_a_rate_holds_from_its_first_day_to_the_eve_of_the_next(
    country: Country, tax_class: TaxClass, history: History
) -> None:
    last_days = [date.fromisoformat(day) - timedelta(days=1) for day, _, _ in history[1:]] + [
        date(2030, 12, 31)
    ]
    for (first, in_house, taken_away), last in zip(history, last_days, strict=True):
        for day in (date.fromisoformat(first), last):
            assert rate_for(country, tax_class, day, take_away=HOUSE).basis_points == in_house, day
            assert rate_for(country, tax_class, day, take_away=AWAY).basis_points == taken_away, day


def test_every_class_has_a_rate_in_every_country() -> None:
    assert {(country, tax_class) for country, tax_class, _ in HISTORIES} == {
        (country, tax_class) for country in Country for tax_class in TaxClass
    }


def test_days_before_2020_have_no_rates() -> None:
    with pytest.raises(ValueError, match="2019-12-31"):
        rate_for(DE, TaxClass.FOOD, date(2019, 12, 31), take_away=False)


@pytest.mark.parametrize(
    ("country", "tax_class", "code"),
    [
        (DE, TaxClass.STANDARD, 1), (DE, TaxClass.FOOD, 2), (DE, TaxClass.NOT_TAXABLE, 5), (DE, TaxClass.EXEMPT, 6),
        (AT, TaxClass.STANDARD, 1), (AT, TaxClass.FOOD, 2), (AT, TaxClass.REDUCED_2, 3), (AT, TaxClass.EXEMPT, 4),
        (AT, TaxClass.SPECIAL, 5), (AT, TaxClass.BASIC_FOOD, 5),
    ],
)  # fmt: skip
def test_each_rate_bears_the_key_of_its_country(country: Country, tax_class: TaxClass, code: int) -> None:
    assert rate_for(country, tax_class, date(2026, 8, 1), take_away=False).code == code


def test_the_german_rates_of_late_2020_keep_the_keys_of_the_rates_they_stand_for() -> None:
    corona = date(2020, 10, 1)
    assert rate_for(DE, TaxClass.STANDARD, corona, take_away=False) == TaxRate(1, 1600)
    assert rate_for(DE, TaxClass.REDUCED, corona, take_away=False) == TaxRate(2, 500)


@pytest.mark.parametrize("country", Country)
def test_money_that_is_no_turnover_bears_no_tax(country: Country) -> None:
    assert not_taxable(country).basis_points == 0
    assert not_taxable(country) == rate_for(country, TaxClass.NOT_TAXABLE, date(2026, 5, 4), take_away=False)


@pytest.mark.parametrize(
    ("basis_points", "text"),
    [(1900, "19 %"), (700, "7 %"), (490, "4,9 %"), (0, "0 %"), (1070, "10,7 %"), (505, "5,05 %")],
)
def test_rates_are_written_the_german_way(basis_points: int, text: str) -> None:
    assert str(TaxRate(1, basis_points)) == text


RATES = st.builds(
    TaxRate, st.integers(1, 6), st.sampled_from([1900, 700, 2000, 1000, 1300, 490, 260, 810, 0])
)
AMOUNTS = st.lists(st.tuples(RATES, st.builds(Money, st.integers(-(10**6), 10**6))), max_size=20)


@given(AMOUNTS)
def test_tax_per_receipt_adds_up(amounts: list[tuple[TaxRate, Money]]) -> None:
    sums = tax_sums(amounts)
    for each in sums:
        assert each.gross == each.net + each.tax
    assert gross_of(sums) == Money.sum(amount for _, amount in amounts)
    by_rate: Counter[TaxRate] = Counter()
    for rate, amount in amounts:
        by_rate[rate] += amount.cents
    assert {each.rate: each.gross.cents for each in sums} == dict(by_rate)


@given(RATES, st.integers(-(10**8), 10**8))
def test_the_tax_in_a_sum_is_right_to_half_a_cent_and_mirrors_for_a_reversal(
    rate: TaxRate, cents: int
) -> None:
    tax = rate.tax_in(Money(cents)).cents
    assert (
        abs(2 * (tax * (10_000 + rate.basis_points) - cents * rate.basis_points))
        <= 10_000 + rate.basis_points
    )
    assert rate.tax_in(Money(-cents)) == Money(-tax)


def test_tax_is_taken_out_of_the_sum_and_not_line_by_line() -> None:
    ten_coffees = [(TaxRate(1, 1900), Money(10))] * 10
    assert tax_sums(ten_coffees) == (tax_sum(TaxRate(1, 1900), Money(100)),)
    assert tax_sums(ten_coffees)[0].tax == Money(16)  # line by line it would be 20


@pytest.mark.parametrize(
    ("basis_points", "gross", "net", "tax"),
    [
        (1900, 11_900, 10_000, 1900),
        (700, 1070, 1000, 70),
        (1900, 440, 370, 70),
        (490, 1049, 1000, 49),
        (0, 500, 500, 0),
    ],
)
def test_known_sums_have_their_known_tax(basis_points: int, gross: int, net: int, tax: int) -> None:
    found = tax_sum(TaxRate(1, basis_points), Money(gross))
    assert (found.net, found.tax) == (Money(net), Money(tax))


def test_sums_stand_in_the_order_of_their_keys() -> None:
    sums = tax_sums([(TaxRate(5, 0), Money(1)), (TaxRate(2, 700), Money(2)), (TaxRate(1, 1900), Money(3))])
    assert [each.rate.code for each in sums] == [1, 2, 5]

"""Value added tax: dated rates of three countries, and taking the tax out of a sum.

Rates are data with the day from which they hold. A rate follows from the tax class of what is sold,
the day, and whether it is consumed in the house or taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kasse.domain.money import ZERO, Money, divide_half_away


class Country(StrEnum):
    """Where the business pays its tax."""

    DE = "DE"
    AT = "AT"
    CH = "CH"


class TaxClass(StrEnum):
    """What is sold, as far as the tax cares. Each country maps the class to its own rates."""

    STANDARD = "standard"
    REDUCED = "reduced"
    REDUCED_2 = "reduced_2"
    """Austria's 13 %: wine from the own farm, culture tickets, plants; elsewhere the reduced rate."""
    BASIC_FOOD = "basic_food"
    """Basic food sold as goods: Austria 4.9 % from 2026-07-01; elsewhere the reduced rate."""
    FOOD = "food"
    """Dishes of a restaurant."""
    DRINK = "drink"
    MILK_DRINK = "milk_drink"
    """At least 75 % milk: reduced in Germany when taken away. Austria taxes it as a drink; plain milk is FOOD."""
    LODGING = "lodging"
    SPECIAL = "special"
    """Austria's 19 % in Jungholz and Mittelberg; elsewhere the standard rate."""
    EXEMPT = "exempt"
    NOT_TAXABLE = "not_taxable"
    """Money that is no turnover: tips for the staff, cash movements, multi-purpose vouchers."""


@dataclass(frozen=True, slots=True, order=True)
class TaxRate:
    """A rate in force. `code` is the country's own number for it, `basis_points` the height (700 is 7 %).

    Germany: UST_SCHLUESSEL of DSFinV-K (1 standard, 2 reduced, 5 not taxable, 6 exempt). Austria: position of
    the sum in the RKSV receipt (1 Normal, 2 Ermaessigt-1, 3 Ermaessigt-2, 4 Null, 5 Besonders).
    """

    code: int
    basis_points: int

    def tax_in(self, gross: Money) -> Money:
        """The tax contained in a gross sum, rounded once, half away from zero."""
        return Money(divide_half_away(gross.cents * self.basis_points, 10_000 + self.basis_points))

    def __str__(self) -> str:
        """German: "19 %", "4,9 %"."""
        whole, part = divmod(self.basis_points, 100)
        return f"{whole}" + (f",{part:02d}".rstrip("0") if part else "") + " %"


@dataclass(frozen=True, slots=True)
class TaxSum:
    """The gross sum of one rate on one receipt, and what the tax makes of it. gross = net + tax."""

    rate: TaxRate
    gross: Money
    net: Money
    tax: Money


def tax_sum(rate: TaxRate, gross: Money) -> TaxSum:
    """Take the tax out of a sum.

    It is taken out of the sum of the rate, not line by line: over ten lines the rounding alone could move it
    by five cents, and an auditor adds it up again.
    """
    tax = rate.tax_in(gross)
    return TaxSum(rate, gross, gross - tax, tax)


def tax_sums(amounts: Iterable[tuple[TaxRate, Money]]) -> tuple[TaxSum, ...]:
    """One sum for each rate that occurs, by the rate's code and height."""
    gross: dict[TaxRate, int] = {}
    for rate, amount in amounts:
        gross[rate] = gross.get(rate, 0) + amount.cents
    return tuple(tax_sum(rate, Money(gross[rate])) for rate in sorted(gross))


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """From `since` on a class has these rates, until the next period of the class."""

    since: date
    in_house: TaxRate
    take_away: TaxRate


def _both(since: date, rate: TaxRate) -> RatePeriod:
    return RatePeriod(since, rate, rate)


_START = date(2020, 1, 1)
_DE_19, _DE_16, _DE_7, _DE_5 = TaxRate(1, 1900), TaxRate(1, 1600), TaxRate(2, 700), TaxRate(2, 500)
_DE_NOT_TAXABLE, _DE_EXEMPT = TaxRate(5, 0), TaxRate(6, 0)
_AT_20, _AT_10, _AT_13, _AT_0 = TaxRate(1, 2000), TaxRate(2, 1000), TaxRate(3, 1300), TaxRate(4, 0)
_AT_19, _AT_4_9, _AT_5 = TaxRate(5, 1900), TaxRate(5, 490), TaxRate(5, 500)
_CH_0 = TaxRate(4, 0)
_CH_77, _CH_25, _CH_37 = TaxRate(1, 770), TaxRate(2, 250), TaxRate(3, 370)
_CH_81, _CH_26, _CH_38 = TaxRate(1, 810), TaxRate(2, 260), TaxRate(3, 380)
_2020_JULY, _2021, _2022, _2024, _2026 = (
    date(2020, 7, 1),
    date(2021, 1, 1),
    date(2022, 1, 1),
    date(2024, 1, 1),
    date(2026, 1, 1),
)

# Standard and reduced rate fell from 2020-07-01 to 2020-12-31 (second Corona tax aid law).
_DE_STANDARD = (_both(_START, _DE_19), _both(_2020_JULY, _DE_16), _both(_2021, _DE_19))
_DE_REDUCED = (_both(_START, _DE_7), _both(_2020_JULY, _DE_5), _both(_2021, _DE_7))
# § 12 (2) no. 15 UStG: restaurant food reduced 2020-07-01 to 2023-12-31, and for good from 2026-01-01.
_DE_FOOD = (
    RatePeriod(_START, _DE_19, _DE_7),
    _both(_2020_JULY, _DE_5),
    _both(_2021, _DE_7),
    RatePeriod(_2024, _DE_19, _DE_7),
    _both(_2026, _DE_7),
)
_DE_MILK = (
    RatePeriod(_START, _DE_19, _DE_7),
    RatePeriod(_2020_JULY, _DE_16, _DE_5),
    RatePeriod(_2021, _DE_19, _DE_7),
)
# Austria: § 10 UStG; the 5 % for restaurants and lodging held from 2020-07-01 to 2021-12-31.
_AT_FOOD = (_both(_START, _AT_10), _both(_2020_JULY, _AT_5), _both(_2022, _AT_10))
_AT_DRINK = (_both(_START, _AT_20), _both(_2020_JULY, _AT_5), _both(_2022, _AT_20))
_CH_STANDARD = (_both(_START, _CH_77), _both(_2024, _CH_81))
_CH_REDUCED = (_both(_START, _CH_25), _both(_2024, _CH_26))
# Food is a good when taken away (reduced), a restaurant service otherwise (standard). So are soft drinks, but not
# beer and wine: a second product group with this class gives soft drinks their rate for taking away.
_CH_FOOD = (RatePeriod(_START, _CH_77, _CH_25), RatePeriod(_2024, _CH_81, _CH_26))

_RATES: Mapping[Country, Mapping[TaxClass, tuple[RatePeriod, ...]]] = {
    Country.DE: {
        TaxClass.STANDARD: _DE_STANDARD,
        TaxClass.REDUCED: _DE_REDUCED,
        TaxClass.REDUCED_2: _DE_REDUCED,
        TaxClass.BASIC_FOOD: _DE_REDUCED,
        TaxClass.FOOD: _DE_FOOD,
        TaxClass.DRINK: _DE_STANDARD,
        TaxClass.MILK_DRINK: _DE_MILK,
        TaxClass.LODGING: _DE_REDUCED,
        TaxClass.SPECIAL: _DE_STANDARD,
        TaxClass.EXEMPT: (_both(_START, _DE_EXEMPT),),
        TaxClass.NOT_TAXABLE: (_both(_START, _DE_NOT_TAXABLE),),
    },
    Country.AT: {
        TaxClass.STANDARD: (_both(_START, _AT_20),),
        TaxClass.REDUCED: (_both(_START, _AT_10),),
        TaxClass.REDUCED_2: (_both(_START, _AT_13),),
        TaxClass.BASIC_FOOD: (_both(_START, _AT_10), _both(date(2026, 7, 1), _AT_4_9)),
        TaxClass.FOOD: _AT_FOOD,
        TaxClass.DRINK: _AT_DRINK,
        TaxClass.MILK_DRINK: _AT_DRINK,
        TaxClass.LODGING: _AT_FOOD,
        TaxClass.SPECIAL: (_both(_START, _AT_19),),
        TaxClass.EXEMPT: (_both(_START, _AT_0),),
        TaxClass.NOT_TAXABLE: (_both(_START, _AT_0),),
    },
    Country.CH: {
        TaxClass.STANDARD: _CH_STANDARD,
        TaxClass.REDUCED: _CH_REDUCED,
        TaxClass.REDUCED_2: _CH_REDUCED,
        TaxClass.BASIC_FOOD: _CH_REDUCED,
        TaxClass.FOOD: _CH_FOOD,
        TaxClass.DRINK: _CH_STANDARD,
        TaxClass.MILK_DRINK: _CH_FOOD,
        TaxClass.LODGING: (_both(_START, _CH_37), _both(_2024, _CH_38)),
        TaxClass.SPECIAL: _CH_STANDARD,
        TaxClass.EXEMPT: (_both(_START, _CH_0),),
        TaxClass.NOT_TAXABLE: (_both(_START, _CH_0),),
    },
}


def rate_periods(country: Country, tax_class: TaxClass) -> tuple[RatePeriod, ...]:
    """The rates of a class one after another, the oldest first, with those that are law already and hold later."""
    return _RATES[country][tax_class]


def rate_for(country: Country, tax_class: TaxClass, day: date, *, take_away: bool) -> TaxRate:
    """The rate that the law of `country` sets for something sold on `day`.

    Raises:
        ValueError: a day before 2020, for which no rates are kept.
    """
    found: RatePeriod | None = None
    for period in _RATES[country][tax_class]:
        if period.since > day:
            break
        found = period
    if found is None:
        raise ValueError(f"no tax rates are kept for {day}")
    return found.take_away if take_away else found.in_house


def not_taxable(country: Country) -> TaxRate:
    """The rate under which money is written down that is no turnover (tips for the staff, cash movements)."""
    return _RATES[country][TaxClass.NOT_TAXABLE][0].in_house


def exempt(country: Country) -> TaxRate:
    """The rate of turnover that the law frees from tax."""
    return _RATES[country][TaxClass.EXEMPT][0].in_house


def gross_of(sums: Iterable[TaxSum]) -> Money:
    """What the sums amount to."""
    total = ZERO
    for each in sums:
        total += each.gross
    return total

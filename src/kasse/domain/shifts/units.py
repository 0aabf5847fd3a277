"""A business date by accounting units: what each of them turned over, whichever tills work for it, and all together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt
from kasse.domain.shifts.closing import Figures, figures_of

ALL_UNITS = "Alle Betriebe"
NO_UNIT = "Ohne Betrieb"
"""Tills that sell for the house as a whole."""


@dataclass(frozen=True, slots=True)
class UnitDay:
    """One unit, or all of them."""

    name: str
    tills: tuple[int, ...]
    still_open: tuple[int, ...]
    """Tills that have not closed the day yet: their figures may still grow."""
    figures: Figures


@dataclass(frozen=True, slots=True)
class UnitsDay:
    """A business date of the house."""

    business_date: date
    at: datetime
    """When it was added up."""
    units: tuple[UnitDay, ...]
    total: UnitDay
    last: Mapping[int, int]
    """By till the number of the last receipt that is in it."""

    def of(self, name: str) -> UnitDay:
        """The unit of that name; empty: all of them.

        Raises:
            Refused: there is no such unit on that day.
        """
        if not name:
            return self.total
        for unit in self.units:
            if unit.name.casefold() == name.casefold():
                return unit
        known = ", ".join(unit.name for unit in self.units) or "keinen"
        raise Refused(
            f"Einen Betrieb „{name}“ gab es am {self.business_date:%d.%m.%Y} nicht. Es gibt: {known}."
        )


def units_day(
    business_date: date,
    at: datetime,
    tills: Mapping[int, tuple[str, bool]],
    order: Iterable[str],
    receipts: Callable[[int], Iterable[Receipt]],
    last: Mapping[int, int],
    zone: ZoneInfo,
) -> UnitsDay:
    """Add the receipts up by unit and as a whole.

    `tills`: by number the name of its unit and whether it has closed the day; `order`: how the house names its units
    one after the other; `receipts`: those of a till on that day, read once for its unit and once for the whole.
    """
    names = dict.fromkeys([*order, *(name for name, _ in tills.values())])

    def add(name: str, numbers: tuple[int, ...]) -> UnitDay:
        still_open = tuple(number for number in numbers if not tills[number][1])
        of_all = (receipt for number in numbers for receipt in receipts(number))
        return UnitDay(name, numbers, still_open, figures_of(of_all, zone))

    every = tuple(sorted(tills))
    units = [
        add(name or NO_UNIT, numbers)
        for name in sorted(names, key=lambda name: not name)
        if (numbers := tuple(number for number in every if tills[number][0] == name))
    ]
    return UnitsDay(business_date, at, tuple(units), add(ALL_UNITS, every), dict(last))

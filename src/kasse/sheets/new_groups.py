"""Product groups that articles of another till need: found by name and rate of tax, or proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kasse.domain.catalogue import ProductGroup
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.domain.tax import TaxClass, rate_for
from kasse.settings.kinds import Percent
from kasse.sheets.cells import needle
from kasse.sheets.declared import PRODUCT_GROUPS
from kasse.sheets.reading import german_number

_CLASSES = (
    TaxClass.STANDARD,
    TaxClass.REDUCED,
    TaxClass.REDUCED_2,
    TaxClass.BASIC_FOOD,
    TaxClass.SPECIAL,
    TaxClass.EXEMPT,
)
"""By rate the first of them is proposed. What is a dish or a drink, a file does not say."""


class NewGroups:
    """Answers with numbers of product groups, and remembers which of them are yet to be made."""

    def __init__(self, master: Master, day: date) -> None:
        self._master, self._day = master, day
        self.made: dict[int, ProductGroup] = {}

    def number(self, name: str, rate: int | None) -> int:
        """The number of a group by its name and rate (basis points); either may be missing.

        Raises:
            Refused: it is not told which one, or there is no such rate.
        """
        if rate is None:
            found = self._named(name)
            if len(found) > 1:
                numbers = ", ".join(str(group.number) for group in found)
                raise Refused(f"„{name}“ heißen mehrere Warengruppen ({numbers}). Bitte die Nummer angeben.")
            if not found:
                raise Refused(
                    f"Eine Warengruppe „{name}“ gibt es nicht. Bitte anlegen, oder eine Spalte mit dem Steuersatz "
                    "zuordnen, dann wird sie vorgeschlagen."
                )
            return found[0].number
        names = [name, f"{name} {Percent().show(rate)}"] if name else [f"Artikel {Percent().show(rate)}"]
        for each in names:
            fitting = [group for group in self._named(each) if self.rate(group.number) == rate]
            if fitting:
                return fitting[0].number
        return self._make(next((each for each in names if not self._named(each)), names[-1]), rate)

    def rate(self, number: int) -> int | None:
        """The rate of a group in basis points, in the house; None: there is no such group."""
        group = self.made.get(number) or self._master.catalogue.groups.get(number)
        return None if group is None else self._rate_of(group.tax_class)

    def _rate_of(self, tax_class: TaxClass) -> int:
        return rate_for(self._master.catalogue.country, tax_class, self._day, take_away=False).basis_points

    def _groups(self) -> Iterable[ProductGroup]:
        own = (group for group in self._master.catalogue.groups.values() if group.active)
        return (*own, *self.made.values())

    def _named(self, name: str) -> list[ProductGroup]:
        wanted = needle(name)
        return [group for group in self._groups() if needle(group.name) == wanted]

    def _make(self, name: str, rate: int) -> int:
        tax_class = next((each for each in _CLASSES if self._rate_of(each) == rate), None)
        if tax_class is None:
            rates = sorted({self._rate_of(each) for each in _CLASSES}, reverse=True)
            there = ", ".join(Percent().show(each) for each in rates)
            raise Refused(f"Einen Steuersatz von {Percent().show(rate)} gibt es nicht. Es gibt {there}.")
        catalogue = self._master.catalogue
        groups = {**catalogue.groups, **self.made}
        master = replace(self._master, catalogue=replace(catalogue, groups=groups))
        if PRODUCT_GROUPS.blank is None:
            raise ValueError("nobody makes product groups")
        blank = replace(PRODUCT_GROUPS.blank(master), tax_class=tax_class)
        alike = next((group for group in groups.values() if self._rate_of(group.tax_class) == rate), blank)
        made = PRODUCT_GROUPS.column("name").typed(replace(blank, main_group=alike.main_group), name)
        self.made[made.number] = made
        return made.number


def read_rate(text: str) -> int | None:
    """Basis points of 19, 19 %, 19,00 or 0.19; None for nothing.

    Raises:
        Refused: it is no rate.
    """
    if not text.strip():
        return None
    points = Percent().read(german_number(text))
    return points * 100 if 0 < points < 100 else points

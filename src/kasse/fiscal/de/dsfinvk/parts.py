"""The lines of a Bon: the priced parts that the books keep in them, and the tax that each bears."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import divide_half_away
from kasse.fiscal.de.dsfinvk.vocabulary import GV_TYP


class Part(NamedTuple):
    """One priced thing of a line: the article, or a side that was ordered with it. Each is a line of its own."""

    article: int
    name: str
    group: int
    key: int
    points: int
    unit: int
    paid: int
    discount: int
    gv: str
    agency: int
    voucher: str


@lru_cache(maxsize=20_000)
def parts_of(text: str) -> tuple[Part, ...]:
    """Read the components of a line. A menu repeats itself, so most of them have been read before."""
    return tuple(_part(*record) for record in json.loads(text))


def _part(
    article: int, name: str, group: int, _main_group: int, key: int, points: int, unit: int, amount: int,
    discount: int, special: Sequence[Any] = (BusinessCase.SALE, 0, ""),
) -> Part:  # fmt: skip
    case, agency, voucher = special
    gv = GV_TYP[BusinessCase(case)]
    return Part(
        article, name[:255], group, key, points, unit, amount - discount, discount, gv, agency, voucher
    )


class TaxShares:
    """Shares the tax of a receipt out to its lines: after each, all lines so far bear the tax of their sum."""

    __slots__ = ("_sums",)

    def __init__(self) -> None:
        self._sums: dict[tuple[int, int], tuple[int, int]] = {}

    def take(self, key: int, points: int, gross: int) -> int:
        """The tax in a line's gross amount, in cents."""
        before, given = self._sums.get((key, points), (0, 0))
        after = before + gross
        tax = divide_half_away(after * points, 10_000 + points)
        self._sums[key, points] = (after, tax)
        return tax - given

    def sums(self) -> Iterable[tuple[int, int, int]]:
        """Key, gross and tax of all that was taken."""
        return ((key, gross, tax) for (key, _), (gross, tax) in self._sums.items())

"""For the proof of the books: what lines come to, and what must be open on the tables by the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kasse.domain.business_case import BusinessCase
from kasse.domain.orders.record import line_of_record, line_record
from kasse.store import rows
from kasse.store.statements import Row, run

if TYPE_CHECKING:  # see `kasse.store.statements`
    from sqlalchemy import Connection

Rate = tuple[int, int]
"""Code and basis points."""
COMPONENTS = 13
"""Where the components stand in the columns of a line."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the components of a line come to."""

    article: int
    name: str
    amount: int
    """To be paid, in cents, after discount."""
    discount: int
    by_rate: Mapping[Rate, int]
    fixed: tuple[tuple[Any, ...], ...]
    """Article, name, groups, rate and price for one of each, and what is special: the same for every share."""
    aside: int = 0
    """What of it is no turnover: vouchers that are money, sales for others."""
    special: tuple[tuple[str, int, int], ...] = ()
    """Business case, agency and cents of what is no plain sale of the house."""


@lru_cache(maxsize=10_000)
def parts_of(components: str) -> Parts:
    """Read the components of a line. A menu repeats itself, so most of them have been read before.

    Raises:
        ValueError, TypeError, LookupError: that is no text of components.
    """
    amount = discount = 0
    by_rate: dict[Rate, int] = {}
    records = json.loads(components)
    for c in records:
        paid = c[7] - c[8]
        amount += paid
        discount += c[8]
        rate = (c[4], c[5])
        by_rate[rate] = by_rate.get(rate, 0) + paid
    fixed = fixed_of(records)
    special = tuple((c[9][0], c[9][1], c[7] - c[8]) for c in records if len(c) > 9)
    aside = sum(cents for case, agency, cents in special if agency or case == BusinessCase.MULTI_VOUCHER_SOLD)
    return Parts(fixed[0][0], fixed[0][1], amount, discount, by_rate, fixed, aside, special)


def fixed_of(records: Sequence[Sequence[Any]]) -> tuple[tuple[Any, ...], ...]:
    """What no share of a line may change of its components."""
    return tuple((*c[:7], *c[9]) if len(c) > 9 else tuple(c[:7]) for c in records)


def line_problem(line: Row, parts: Parts) -> str:
    """What does not fit between the columns of a line and its components; empty if all does."""
    if (line[1], line[2], line[4], line[5]) == (parts.article, parts.name, parts.amount, parts.discount):
        return ""
    return f"Posten {line[0]}: Betrag, Name und Bestandteile passen nicht zusammen."


@dataclass(slots=True)
class _Open:
    """The sum of bookings less receipts of one line."""

    quantity: int
    amount: int
    discount: int
    fixed: tuple[tuple[Any, ...], ...]
    ordered: Row
    """Operator, moment, take-away, price level, course, remark, station."""


class OpenTabs:
    """What must be open, over the journals of all terminals."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, int, str], _Open] = {}

    def add(self, table: int, training: int, line: Row, parts: Parts, sign: int) -> str:
        """Count a line in (1) or out (-1); what is wrong about it, or an empty text."""
        key = (table, training, line[0])
        entry = self._open.get(key)
        if entry is None:
            self._open[key] = _Open(
                sign * line[3], sign * line[4], sign * line[5], parts.fixed, line[6:COMPONENTS]
            )
            return ""
        entry.quantity += sign * line[3]
        entry.amount += sign * line[4]
        entry.discount += sign * line[5]
        if not (entry.quantity or entry.amount or entry.discount):
            del self._open[key]
        if entry.fixed != parts.fixed or entry.ordered != line[6:COMPONENTS]:
            return f"Posten {line[0]} ist nicht der, der bestellt wurde."
        return ""

    def problems(self, connection: Connection) -> Iterator[str]:
        """Compare with the tabs as the database states them."""
        for row in run(connection, "SELECT * FROM tab ORDER BY table_no, training, waiter"):
            try:
                yield from self._tab(row)
            except (ValueError, TypeError, LookupError):
                yield f"Tisch {row[0]}: Was dort offen ist, lässt sich nicht lesen."
        for table, _, line_id in sorted(self._open):
            yield f"Tisch {table}: Posten {line_id} fehlt, ist nach dem Journal aber offen."

    def _tab(self, row: Row) -> Iterator[str]:
        tab = rows.tab_of(row)
        if tab.total.cents != row[6]:
            yield f"Tisch {tab.table}: Die Summe des Tisches stimmt nicht."
        for record in json.loads(row[11]):
            line = line_of_record(record)
            entry = self._open.pop((tab.table, int(tab.training), line.id), None)
            stated = _Open(
                line.quantity.thousandths,
                line.amount.cents,
                line.discount.cents,
                fixed_of(record[9]),
                tuple(record[2:9]),
            )
            if entry != stated or line_record(line) != record:
                yield f"Tisch {tab.table}: Posten {line.id} ist anders offen, als das Journal sagt."

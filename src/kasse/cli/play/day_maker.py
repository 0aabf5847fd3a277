"""Collects the steps of a generated day, whoever adds them, and knows which tables are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kasse.cli.master_file import MasterFile
from kasse.cli.play.format import DEMO
from kasse.cli.play.guests import NO_ORDER, Appetite, Ordered, Row
from kasse.domain.money import ZERO, Money

ANNA, MARKUS, SABINE, JONAS, PETRA, GEORG, TRAINEE = 1, 2, 3, 4, 5, 6, 90


def clock(hour: int, minute: int = 0) -> int:
    """A time of day as minutes."""
    return hour * 60 + minute


SHIFT_CHANGE = clock(15, 10)
TSE_OUT, TSE_BACK = clock(12, 40), clock(12, 52)
LAST_CALL = clock(23)


@dataclass(slots=True)
class Party:
    """Guests at a table, and what is known of their bill. `cost` is None once only the till knows it."""

    table: int
    waiter: int
    heads: int
    arrives: int
    leaves: int
    level: int
    evening: bool
    ordered: Ordered = NO_ORDER
    cost: Money | None = ZERO


class DayMaker:
    """Collects the steps of one day; set pieces and guests add theirs, in any order."""

    def __init__(self, house: MasterFile, seed: int, index: int, first: date) -> None:
        self.day = first + timedelta(days=index)
        self.index = index
        self.rng = Random(f"kasse {seed} {self.day}")  # noqa: S311 - guests are no secret
        self.house = house
        self.appetite = Appetite(house.master.catalogue, self.rng)
        self.names = {o.number: o.name for o in house.master.staff.operators.values()}
        self.sales = 0
        self._seed = seed
        self._steps: list[tuple[int, int, Row]] = []
        self._busy: dict[int, list[tuple[int, int]]] = {}
        self.parties: list[Party] = []

    def add(self, minute: int, by: int, do: str, **fields: object) -> None:
        """A step at a minute of the day; steps of one minute keep the order in which they are added."""
        row: Row = {"at": f"{minute // 60:02d}:{minute % 60:02d}"}
        if by:
            row["by"] = self.names[by]
        row |= {"do": do, **fields}
        if do in ("order", "pay") and TSE_OUT < minute < TSE_BACK and "refused" not in row.get("expect", {}):
            row["expect"] = {**row.get("expect", {}), "signed": False}
        if do == "pay" and "refused" not in row.get("expect", {}):
            self.sales += 1
        self._steps.append((minute, len(self._steps), row))

    def reserve(self, tables: Sequence[int], start: int, end: int) -> int | None:
        """A table of these that is free all the while, taken from now on; None if there is none."""
        for table in self.rng.sample(tables, len(tables)):
            if all(end <= busy or leave <= start for busy, leave in self._busy.get(table, [])):
                self._busy.setdefault(table, []).append((start, end))
                return table
        return None

    def order(self, minute: int, party: Party, ordered: Ordered) -> None:
        """A party orders."""
        if not ordered.lines:
            return
        fields: Row = {"table": party.table, "lines": list(ordered.lines)}
        if party.level != 1:
            fields["level"] = party.level
        party.ordered += ordered
        if party.cost is not None:
            party.cost += ordered.cost
        self.add(minute, waiter_of(party, minute), "order", **fields)

    def written(self) -> Row:
        """The day as data of a file."""
        steps = [row for _, _, row in sorted(self._steps, key=lambda each: each[:2])]
        return {"business": DEMO, "seed": self._seed, "start": f"{self.day} 09:30", "step": steps}


def waiter_of(party: Party, minute: int) -> int:
    """Who serves a table: at the change of shifts Anna takes over from Markus."""
    return ANNA if party.waiter == MARKUS and minute >= SHIFT_CHANGE else party.waiter

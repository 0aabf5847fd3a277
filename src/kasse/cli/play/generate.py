"""Days of the demonstration house, made from a seed: the same seed and date give the same day, to the letter.

A day has a lunch and a dinner peak, several waiters, and one of everything that a written day can do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import overload

from kasse.cli.master_file import MasterFile
from kasse.cli.play.day_maker import (
    ANNA,
    JONAS,
    LAST_CALL,
    MARKUS,
    PETRA,
    SABINE,
    SHIFT_CHANGE,
    DayMaker,
    Party,
    clock,
    waiter_of,
)
from kasse.cli.play.format import Day, day_of
from kasse.cli.play.guests import (
    CHILDREN,
    DINNER,
    DINNER_DRINKS,
    DRINKS,
    HOT,
    LUNCH,
    PAYERS,
    SPIRITS,
    STARTERS,
    SWEETS,
    TO_GO,
    Ordered,
    Row,
    pay_by_lines,
    pay_split,
    pay_whole,
)
from kasse.cli.play.set_pieces import add_set_pieces
from kasse.domain.money import ZERO

FIRST = date(2026, 11, 20)
SEED = 1
LEAST_SALES = 155
"""A day of the demonstration has at least so many receipts of guests, the trainee's among them."""


def generate_day(house: MasterFile, *, seed: int = SEED, index: int = 0, first: date = FIRST) -> Row:
    """The `index`-th day of a series, as data of a file for the demonstration house."""
    maker = DayMaker(house, seed, index, first)
    busy = 1.15 if maker.day.weekday() in (4, 5) else 0.9
    add_set_pieces(maker)
    for _ in range(round(52 * busy)):
        _seat(
            maker,
            maker.rng.triangular(clock(11, 15), clock(14, 10), clock(12, 20)),
            evening=False,
        )
    for _ in range(round(16 * busy)):
        _coffee(maker, maker.rng.randrange(clock(14), clock(16, 30)))
    for _ in range(round(64 * busy)):
        _seat(
            maker,
            maker.rng.triangular(clock(17, 15), clock(20, 50), clock(19)),
            evening=True,
        )
    for party in maker.parties:
        if party.waiter == MARKUS and party.arrives < SHIFT_CHANGE <= party.leaves:
            maker.add(SHIFT_CHANGE - 1, MARKUS, "hand_over", table=party.table, to=maker.names[ANNA])
    while maker.sales < LEAST_SALES or maker.rng.random() < 0.85:
        _to_go(maker)
    return maker.written()


def _seat(maker: DayMaker, arrival: float, *, evening: bool) -> None:
    """A party comes to eat, if there is a table."""
    rng, appetite = maker.rng, maker.appetite
    arrives = int(arrival)
    heads = appetite.weighted(((1, 10), (2, 40), (3, 14), (4, 22), (5, 6), (6, 5), (8, 3)))
    stay = rng.randrange(75, 130) if evening else rng.randrange(38, 70)
    leaves = min(arrives + stay, LAST_CALL)
    sections: list[tuple[int, Sequence[int]]] = [(ANNA, range(1, 10))]
    if evening:
        sections += [(JONAS, (*range(10, 15), *range(20, 24))), (SABINE, range(30, 40))]
    else:
        sections += [(MARKUS, (*range(10, 15), *range(20, 24), *range(30, 40)))]
    found = _find_table(maker, sections, heads, arrives, leaves + 2)
    if found is None:
        return
    server, table = found
    party = Party(table, server, heads, arrives, leaves, 2 if evening else 1, evening)
    maker.parties.append(party)
    if heads >= 4:
        maker.add(arrives, waiter_of(party, arrives), "describe", table=table, guests=heads)
    drinks = appetite.round(DINNER_DRINKS if evening else DRINKS, heads, party.level)
    if evening and rng.random() < 0.5:
        drinks += appetite.round(STARTERS, max(1, heads // 2), party.level)
    maker.order(arrives + 2, party, drinks)
    children = 1 if heads >= 3 and rng.random() < 0.3 else 0
    mains = appetite.round(DINNER if evening else LUNCH, heads - children, party.level)
    if children:
        mains += appetite.round(CHILDREN, children, party.level)
    maker.order(arrives + rng.randrange(5, 12), party, mains)
    if rng.random() < (0.7 if evening else 0.25):
        again = appetite.round(DINNER_DRINKS if evening else DRINKS, max(1, heads - 1), party.level)
        maker.order(arrives + rng.randrange(24, 32), party, again)
        if rng.random() < 0.25:
            _void_one(maker, party, arrives + 33)
    if rng.random() < (0.5 if evening else 0.3):
        maker.order(leaves - rng.randrange(3, 5), party, _sweets(maker, party))
    _leave(maker, party)


def _find_table(
    maker: DayMaker, sections: list[tuple[int, Sequence[int]]], heads: int, start: int, end: int
) -> tuple[int, int] | None:
    """A free table that is large enough, and who serves there."""
    places = maker.house.master.house.places
    for server, tables in maker.rng.sample(sections, len(sections)):
        fitting = [number for number in tables if places[number].seats >= heads]
        table = maker.reserve(fitting, start, end)
        if table is not None:
            return server, table
    return None


def _sweets(maker: DayMaker, party: Party) -> Ordered:
    found = maker.appetite.round(HOT, max(1, party.heads - 1), party.level)
    if maker.rng.random() < 0.5:
        found = maker.appetite.round(SWEETS, max(1, party.heads // 2), party.level) + found
    if party.evening and maker.rng.random() < 0.3:
        found += maker.appetite.round(SPIRITS, party.heads, party.level)
    return found


def _void_one(maker: DayMaker, party: Party, minute: int) -> None:
    """One piece of the last line goes back."""
    number, pieces = party.ordered.articles[-1]
    article = maker.house.master.catalogue.article(number)
    reason = maker.rng.choice(maker.house.master.house.void_reasons)
    waiter = waiter_of(party, minute)
    maker.add(minute, waiter, "void", table=party.table, lines=[f"1 x {article.name}"], reason=reason)
    rest = ((number, pieces - 1),) if pieces > 1 else ()
    cost = article.price(party.level)
    party.ordered = Ordered(
        party.ordered.lines, party.ordered.articles[:-1] + rest, party.ordered.cost - cost
    )
    party.cost = None if party.cost is None else party.cost - cost


def _leave(maker: DayMaker, party: Party) -> None:
    """The party asks for the bill and pays: as one, apart, on a room, or by transfer."""
    rng = maker.rng
    minute, waiter, table = party.leaves, waiter_of(party, party.leaves), party.table
    total = party.cost or ZERO
    if party.heads >= 4 and rng.random() < 0.4:
        maker.add(minute - 2, waiter_of(party, minute - 2), "interim_bill", table=table)
    chance = rng.random()
    if chance < 0.04 and party.evening:
        room = f"Zimmer {rng.randrange(101, 118)}"
        maker.add(minute - 1, waiter_of(party, minute - 1), "describe", table=table, payer=room, payment="ZI")
        rows: list[Row] = [{"with": "ZI", "expect": {"receipt": str(total)}}]
    elif chance < 0.07:
        payer = rng.choice(PAYERS)
        maker.add(
            minute - 1, waiter_of(party, minute - 1), "describe", table=table, payer=payer, payment="UE"
        )
        rows = [{"with": "UE", "expect": {"receipt": str(total)}}]
    elif chance < 0.2 and party.heads >= 2:
        rows = pay_split(min(party.heads, 4), total, rng)
    elif chance < 0.32 and party.heads >= 2:
        catalogue = maker.house.master.catalogue
        names = [catalogue.article(number).name for number, _ in party.ordered.articles]
        rows = pay_by_lines(party.ordered.articles, names, rng)
    else:
        rows = [pay_whole(total, maker.appetite, rng)]
    for row in rows:
        maker.add(minute, waiter, "pay", table=table, **row)


def _coffee(maker: DayMaker, arrives: int) -> None:
    """Guests come for coffee and cake in the afternoon."""
    leaves = arrives + maker.rng.randrange(30, 55)
    table = maker.reserve(range(1, 10), arrives, leaves + 2)
    if table is None:
        return
    party = Party(table, ANNA, maker.rng.randrange(1, 4), arrives, leaves, 1, evening=False)
    maker.parties.append(party)
    maker.order(arrives + 1, party, _sweets(maker, party))
    maker.add(leaves, ANNA, "pay", table=table, **pay_whole(party.cost or ZERO, maker.appetite, maker.rng))


def _to_go(maker: DayMaker) -> None:
    """Somebody takes something along; Petra sells it at the counter."""
    minute = maker.rng.randrange(clock(11, 15), clock(21, 30))
    ordered = maker.appetite.round(TO_GO, maker.rng.randrange(1, 3), 1)
    maker.add(minute, PETRA, "order", table="Direktverkauf", lines=list(ordered.lines), take_away=True)
    maker.add(
        minute, PETRA, "pay", table="Direktverkauf", **pay_whole(ordered.cost, maker.appetite, maker.rng)
    )


class DemoDays(Sequence[Day]):
    """So many days of the demonstration house in a row. Each is made when it is asked for and not kept."""

    def __init__(self, house: MasterFile, count: int = 1, *, seed: int = SEED, first: date = FIRST) -> None:
        if count < 1:
            raise ValueError("at least one day")
        self.house = house
        self._count, self._seed, self._first = count, seed, first

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Day: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Day]: ...

    def __getitem__(self, index: int | slice) -> Day | Sequence[Day]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._count))]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        index %= self._count
        data = generate_day(self.house, seed=self._seed, index=index, first=self._first)
        return day_of(data, f"Demotag {self._first + timedelta(days=index):%d.%m.%Y}", self.house)

    def __iter__(self) -> Iterator[Day]:
        return (self[index] for index in range(self._count))

"""Guests of the demonstration house: what they order, and how they pay, drawn from a seeded source of chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from kasse.domain.catalogue import Article, Catalogue
from kasse.domain.money import ZERO, Money

T = TypeVar("T")
Row = dict[str, Any]
"""A step, or a part of one, as it is written in a file."""

STARTERS = (101, 102, 103, 104, 105, 107, 111)
LUNCH = (251, 251, 251, 252, 122, 126, 131, 136, 151, 153, 112, 115, 127)
DINNER = (121, 121, 122, 123, 124, 125, 126, 128, 129, 132, 133, 134, 135, 141, 142, 151, 152, 153, 114, 155)
CHILDREN = (161, 162, 163, 164)
DRINKS = (302, 302, 303, 303, 306, 308, 310, 324, 324, 322, 325, 330, 332, 341, 343)
DINNER_DRINKS = (302, 303, 305, 306, 311, 324, 322, 342, 343, 345, 346, 347)
SWEETS = (241, 242, 243, 244, 245, 246, 248)
HOT = (361, 361, 362, 363, 364, 365, 366, 368)
SPIRITS = (381, 382, 383, 385)
TO_GO = (247, 247, 363, 365, 366, 174, 401, 402, 411, 412)
REMARKS = ("ohne Zwiebeln", "Soße extra", "kleine Portion", "Allergie: bitte nachfragen")
PAYERS = ("Stammtisch Feuerwehr", "Bauunternehmen Ilz GmbH", "Musikverein Hals", "Kanzlei Dr. Moser")


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of some guests: the lines as they are written, and what they cost."""

    lines: tuple[Row | str, ...]
    articles: tuple[tuple[int, int], ...]
    """Article numbers and pieces."""
    cost: Money

    def __add__(self, other: Ordered) -> Ordered:
        return Ordered(self.lines + other.lines, self.articles + other.articles, self.cost + other.cost)


NO_ORDER = Ordered((), (), ZERO)


class Appetite:
    """Puts orders together from the catalogue."""

    def __init__(self, catalogue: Catalogue, rng: Random) -> None:
        self._catalogue = catalogue
        self._rng = rng

    def line(self, number: int, pieces: int, level: int) -> Ordered:
        """Some pieces of one article, with the sides that it needs and now and then one more."""
        article = self._catalogue.article(number)
        sides = self._sides(article)
        price = Money.parse("13,50") if article.open_price else article.price(level)
        each = price + Money.sum(self._catalogue.article(side).price(level) for side in sides)
        row: Row = {"article": article.name}
        if pieces != 1:
            row["quantity"] = pieces
        if sides:
            row["sides"] = [self._catalogue.article(side).name for side in sides]
        if article.open_price:
            row["price"] = str(price)
        if article.group < 20 and self._rng.random() < 0.06:
            row["remark"] = self._rng.choice(REMARKS)
        short = not set(row) - {"article", "quantity"}
        line: Row | str = row
        if short:
            line = article.name if pieces == 1 else f"{pieces} x {article.name}"
        return Ordered((line,), ((number, pieces),), each.times(pieces))

    def _sides(self, article: Article) -> list[int]:
        sides = []
        for number in article.side_groups:
            group = self._catalogue.side_groups[number]
            sides += self._rng.sample(group.articles, group.least)
        if article.side_groups and self._rng.random() < 0.12:
            sides.append(self._rng.choice((231, 233, 235)))
        return sides

    def round(self, pool: Sequence[int], heads: int, level: int) -> Ordered:
        """One of a pool for each head; the same ones share a line unless they differ in their sides."""
        chosen: dict[int, int] = {}
        for _ in range(heads):
            number = self._rng.choice(pool)
            chosen[number] = chosen.get(number, 0) + 1
        found = NO_ORDER
        for number, pieces in chosen.items():
            if self._catalogue.article(number).side_groups:
                for _ in range(pieces):
                    found += self.line(number, 1, level)
            else:
                found += self.line(number, pieces, level)
        return found

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """One of several, by weight."""
        values, weights = [value for value, _ in choices], [weight for _, weight in choices]
        return self._rng.choices(values, weights)[0]


def rounded_up(total: Money, step: int) -> Money:
    """The next amount that is a whole number of `step` cents."""
    return Money(-(-total.cents // step) * step)


def tip_for(total: Money, rng: Random) -> Money:
    """What guests add: nothing, the odd cents, or up to a round sum."""
    chance = rng.random()
    if chance < 0.35 or not total:
        return ZERO
    up = rounded_up(total, 100 if chance < 0.7 else 500)
    return up - total if (up - total).cents * 7 <= total.cents else ZERO


def given_for(total: Money, rng: Random) -> Money:
    """The notes that a guest puts down: exactly, or the next round sum."""
    if rng.random() < 0.25:
        return total
    step = rng.choice((500, 1000, 1000, 2000, 5000))
    return rounded_up(total, step)


def pay_whole(total: Money, appetite: Appetite, rng: Random) -> Row:
    """Ways to pay a whole tab of a known sum. The fields of a `pay` step, with the receipt that must come of it."""
    tip = tip_for(total, rng)
    due = total + tip
    way = appetite.weighted((("cash", 38), ("card", 42), ("mixed", 6), ("CHF", 3), ("USD", 2), ("KK", 9)))
    row: Row = {}
    if tip:
        row["tip"] = str(tip)
    expect: Row = {"receipt": str(due)}
    if not due:
        row["with"] = "BA"
    elif way == "cash":
        given = given_for(due, rng)
        row |= {"with": "BA", "given": str(given)}
        expect["change"] = str(given - due)
    elif way == "mixed" and due.cents > 3000:
        row["with"] = [{"way": "EC", "amount": "20,00"}, "BA"]
    elif way in ("CHF", "USD"):
        # Enough at the rates of the house, so that there may be change in euro.
        needed = due if way == "CHF" else due.times(6, 5)
        row["with"] = [{"way": way, "amount": str(rounded_up(needed, 1000))}]
    else:
        row["with"] = "KK" if way == "KK" else "EC"
    row["expect"] = expect
    return row


def pay_split(heads: int, total: Money, rng: Random) -> list[Row]:
    """Steps that pay a tab apart: in equal parts, or a sum first and then the rest."""
    ways = ("EC", "BA", "EC", "KK")
    if heads >= 2 and total.cents > 500 * heads and rng.random() < 0.6:
        rows: list[Row] = [{"share": f"1/{left}", "with": rng.choice(ways)} for left in range(heads, 1, -1)]
        return [*rows, {"with": rng.choice(ways)}]
    if total.cents > 4000:
        return [{"amount": "20,00", "with": "BA", "given": "20,00"}, {"with": rng.choice(ways)}]
    return [{"with": rng.choice(ways)}]


def pay_by_lines(articles: Sequence[tuple[int, int]], names: Sequence[str], rng: Random) -> list[Row]:
    """Steps by which two guests pay what each of them had."""
    first = [f"1 x {name}" for (_, pieces), name in zip(articles, names, strict=True) if pieces >= 1]
    mine = first[: max(1, len(first) // 2)]
    whole = len(first) == 1 and sum(pieces for _, pieces in articles) == 1
    rest: Row = {"with": rng.choice(("EC", "BA"))}
    return [rest] if whole else [{"lines": mine, "with": "BA"}, rest]

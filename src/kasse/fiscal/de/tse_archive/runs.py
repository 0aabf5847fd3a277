"""Numbers that ought to follow one another, kept as runs without a gap: little to keep, however many there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

MOST_RUNS = 200_000
"""So many gaps mean that somebody made them up to use up our memory; further numbers are not kept."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing numbers, and the moments of those on both sides."""

    first: int
    last: int
    before: datetime
    after: datetime


class Runs:
    """Numbers with moments, in any order."""

    def __init__(self) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        self._begin: list[datetime] = []
        self._end: list[datetime] = []
        self.overflowed = False
        """Whether numbers had to be left out."""

    def __contains__(self, number: int) -> bool:
        i = bisect_right(self._first, number) - 1
        return i >= 0 and number <= self._last[i]

    def __bool__(self) -> bool:
        return bool(self._first)

    @property
    def lowest(self) -> int:
        """The smallest number; IndexError if there is none."""
        return self._first[0]

    @property
    def highest(self) -> int:
        """The largest number; IndexError if there is none."""
        return self._last[-1]

    def add(self, number: int, moment: datetime) -> bool:
        """Keep a number. Returns whether its moment is in order with those of the numbers right beside it.

        The number must not be there yet.
        """
        i = bisect_right(self._first, number)
        joins_left = i > 0 and self._last[i - 1] == number - 1
        joins_right = i < len(self._first) and self._first[i] == number + 1
        in_order = not (joins_left and self._end[i - 1] > moment) and not (
            joins_right and self._begin[i] < moment
        )
        if joins_left and joins_right:
            self._last[i - 1], self._end[i - 1] = self._last[i], self._end[i]
            del self._first[i], self._last[i], self._begin[i], self._end[i]
        elif joins_left:
            self._last[i - 1], self._end[i - 1] = number, moment
        elif joins_right:
            self._first[i], self._begin[i] = number, moment
        elif len(self._first) >= MOST_RUNS:
            self.overflowed = True
        else:
            self._first.insert(i, number)
            self._last.insert(i, number)
            self._begin.insert(i, moment)
            self._end.insert(i, moment)
        return in_order

    def gaps(self) -> Iterator[Gap]:
        """What is missing between the lowest and the highest number, ascending."""
        for i in range(1, len(self._first)):
            yield Gap(self._last[i - 1] + 1, self._first[i] - 1, self._end[i - 1], self._begin[i])

"""What a measurement comes to: a figure, the floor it was measured beside, and what it ought to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Literal

Value = Literal["p50", "p99", "ratio"]


@dataclass(frozen=True, slots=True)
class Aim:
    """What one value of a figure has to come to: at most `bound`, or at least."""

    value: Value
    bound: float
    at_least: bool = False

    def __str__(self) -> str:
        return f"{self.value} {'≥' if self.at_least else '≤'} {self.bound:g}"

    def met_by(self, value: float) -> bool:
        """Whether a value is good enough."""
        return value >= self.bound if self.at_least else value <= self.bound


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `floor` is in the same unit; `ratio` is p50 divided by it.

    A figure per second has its p50 over the whole run, and as p99 the rate of its slowest hundredth.
    """

    name: str
    unit: str
    p50: float
    p99: float | None = None
    floor: float | None = None
    aim: Aim | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times the floor this is."""
        return self.p50 / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.aim is None:
            return None
        value = {"p50": self.p50, "p99": self.p99, "ratio": self.ratio}[self.aim.value]
        return value is not None and self.aim.met_by(value)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of all do not exceed (nearest rank)."""
    return sorted(values)[max(0, ceil(len(values) * percent / 100) - 1)]


def timed(
    name: str, seconds: Sequence[float], *, floor: Sequence[float] | None = None, aim: Aim | None = None
) -> Figure:
    """The figure of many timings, in milliseconds."""
    ms = [1000 * each for each in seconds]
    return Figure(
        name,
        "ms",
        median(ms),
        percentile(ms, 99),
        None if floor is None else 1000 * median(floor),
        aim,
    )

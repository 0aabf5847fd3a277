"""From the tap on an article to the end of the painting that it causes: the line, the sum, the counter on the tile."""

from __future__ import annotations

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, timed

FEW, MANY = 500, 10_000
AIM_MS = 16.0


def measure(bench: Bench) -> list[Figure]:
    """With few and with many articles; the floor is a bare widget that a tap paints as much of."""
    taps = 200 if bench.quick else 1500
    figures = []
    for articles in (FEW, MANY):
        found = run_child("bench.taps_child", bench.empty_folder("taps"), articles, taps)
        figures.append(
            timed(
                f"tap on an article, line and sum painted, {articles} articles",
                found["taps"],
                floor=found["floor"],
                aim=Aim("p99", AIM_MS),
            )
        )
    return figures

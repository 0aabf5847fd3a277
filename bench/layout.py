"""The touch layout: from the change of an article to the open page of the card with it."""

from __future__ import annotations

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, timed

ARTICLES = 2_000
AIM_MS = 300.0
TAP_MS = 16.0
"""A frame: whoever taps while the layout is made notices nothing of it."""


def measure(bench: Bench) -> list[Figure]:
    """With all cards and nine price levels in use."""
    times = 5 if bench.quick else 40
    found = run_child("bench.layout_child", bench.empty_folder("layout"), ARTICLES, times)
    return [
        timed(
            f"touch layout made anew and shown, {ARTICLES} articles, nine price levels",
            found["shown"],
            aim=Aim("p99", AIM_MS),
        ),
        timed(
            f"tap on an article while the touch layout is made, {ARTICLES} articles",
            found["taps"],
            floor=found["still"],
            aim=Aim("p99", TAP_MS),
        ),
    ]

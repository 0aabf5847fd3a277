"""Sales while the TSE is out beside sales while it signs, and what a TSE costs that hangs: its deadline, once."""

from __future__ import annotations

from statistics import median

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, timed
from bench.outage_child import DEADLINE_SECONDS

SLACK_MS = 100.0
"""What an order and its payment may take beside waiting for the device."""


def measure(bench: Bench) -> list[Figure]:
    """The rate of sales in turns with and without the device; then the payments before, at and after a hang."""
    each, blocks = (100, 3) if bench.quick else (500, 5)
    found = run_child("bench.outage_child", bench.empty_folder("outage"), each, blocks)
    signed, out = ([each / seconds for seconds in found[key]] for key in ("signed", "out"))
    deadline = 1000 * DEADLINE_SECONDS
    return [
        Figure(
            "sales while the TSE is out",
            "1/s",
            median(out),
            min(out),
            floor=median(signed),
            aim=Aim("ratio", 0.9, at_least=True),
            more_is_better=True,
        ),
        Figure(
            f"order and payment when the TSE begins to hang, deadline {deadline:g} ms",
            "ms",
            1000 * found["hang"],
            floor=deadline,
            aim=Aim("p50", deadline + SLACK_MS),
        ),
        timed("payment while the TSE hangs", found["after"], floor=found["before"], aim=Aim("ratio", 1.2)),
    ]

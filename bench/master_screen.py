"""The screen of master data: how soon a list of ten thousand rows stands there, and how soon after each letter it is shorter."""

from __future__ import annotations

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, timed
from bench.house import MANY

OPEN_MS, FILTER_MS = 200.0, 30.0


def measure(bench: Bench) -> list[Figure]:
    """Opened for the first time, opened again, filtered, and sorted by its head."""
    found = run_child(
        "bench.master_screen_child", bench.empty_folder("master"), MANY, 5 if bench.quick else 25
    )
    rows = f"{MANY} articles"
    return [
        timed(f"list opened for the first time, {rows}", found["open"], aim=Aim("p99", OPEN_MS)),
        timed(f"list opened after another one, {rows}", found["again"], aim=Aim("p99", OPEN_MS)),
        timed(f"a letter typed over the list, {rows}", found["letters"], aim=Aim("p99", FILTER_MS)),
        timed(f"list sorted by a head for the first time, {rows}", found["sorted"]),
        timed(f"form of an article opened, {rows}", found["form"]),
    ]

"""The dialog of settings: how soon it stands there, and how soon after each letter what was found does."""

from __future__ import annotations

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, timed

MANY = 1000
OPEN_MS, SEARCH_MS = 300.0, 50.0


def measure(bench: Bench) -> list[Figure]:
    """With the settings that there are, and with a thousand."""
    times = 5 if bench.quick else 25
    figures = []
    for name, count in (("all settings", 0), (f"{MANY} settings", MANY)):
        found = run_child("bench.settings_child", bench.empty_folder("settings"), count, times)
        figures.append(
            timed(f"settings opened for the first time, {name}", found["open"], aim=Aim("p99", OPEN_MS))
        )
        figures.append(
            timed(f"a letter typed in the search, {name}", found["letters"], aim=Aim("p99", SEARCH_MS))
        )
    return figures

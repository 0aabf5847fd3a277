"""From the start of the program to a sign-in screen that has answered a tap, with everything warm."""

from __future__ import annotations

import time
from pathlib import Path

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, percentile

RUNS = 9


def measure(bench: Bench) -> list[Figure]:
    """With the demonstration house and its played day, and with ten thousand articles and books that have grown."""
    demo = bench.empty_folder("start")
    run_child("kasse", "demo", "--data", demo, "--json")
    full = f"10000 articles and {bench.receipts} receipts"
    return [
        _figure("start to a sign-in that takes a tap, demo data", demo, 0.8),
        _figure(f"start to a sign-in that takes a tap, {full}", bench.grown_books(), 1.0),
    ]


def _figure(name: str, folder: Path, aim: float) -> Figure:
    _start(folder)  # the first start of all warms the disk's cache
    seconds = [_start(folder) for _ in range(RUNS)]
    return Figure(name, "s", percentile(seconds, 50), max(seconds), aim=Aim("p50", aim))


def _start(folder: Path) -> float:
    begun = time.monotonic()
    answered: float = run_child("bench.start_child", folder)["answered"]
    return answered - begun

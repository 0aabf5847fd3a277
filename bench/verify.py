"""`kasse verify` on books that were played, from the start of the command to its end."""

from __future__ import annotations

import time
from pathlib import Path

from bench.bench import Bench
from bench.children import CannotMeasure, run_child
from bench.figures import Aim, Figure, percentile


def measure(bench: Bench) -> list[Figure]:
    """Acts of the journal per second, signatures and all; and all rows per second."""
    folder = bench.played or _played(bench)
    figures = _proof(folder, 2 if bench.quick else 3)
    if not bench.quick:
        figures += _proof(bench.grown_books(), 1)
    return figures


def _proof(folder: Path, runs: int) -> list[Figure]:
    acts: list[float] = []
    rows: list[float] = []
    receipts = 0
    for _ in range(runs):
        begun = time.perf_counter()
        proof = run_child("kasse", "verify", "--data", folder, "--json")
        seconds = time.perf_counter() - begun
        if not proof["clean"]:
            raise CannotMeasure(f"the books are not clean: {proof['findings'][0]}")
        receipts = proof["receipts"]
        acts.append(proof["acts"] / seconds)
        rows.append(proof["rows"] / seconds)
    return [
        Figure(
            f"kasse verify, journal rows, {receipts} receipts",
            "1/s",
            percentile(acts, 50),
            min(acts),
            aim=Aim("p50", 20_000, at_least=True),
            more_is_better=True,
        ),
        Figure(
            f"kasse verify, all sealed rows, {receipts} receipts",
            "1/s",
            percentile(rows, 50),
            min(rows),
            more_is_better=True,
        ),
    ]


def _played(bench: Bench) -> Path:
    """Books of their own, where no sales were measured before."""
    folder = bench.empty_folder("sales")
    run_child("bench.sales_child", folder, 2_000, folder, 0, 0)
    return folder / "played"

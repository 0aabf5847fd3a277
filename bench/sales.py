"""Sales per second by written days: into empty books, with flat memory, and into books that have grown."""

from __future__ import annotations

from statistics import median

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, percentile
from bench.sales_child import PORTION

FLAT_MB = 4.0
"""Memory that may be gained after the first sales; allocators breathe by a few megabytes."""


def measure(bench: Bench) -> list[Figure]:
    """The rate over many sales, the growth of memory meanwhile, and the rate in grown books beside fresh ones."""
    sales, settled = (3_000, 500) if bench.quick else (20_000, 2_000)
    each, blocks = (300, 3) if bench.quick else (1_000, 5)
    grown = bench.grown_books()
    folder = bench.empty_folder("sales")
    found = run_child("bench.sales_child", folder, sales, grown, each, blocks)
    bench.played = folder / "played"
    memory: list[float] = found["memory"]
    fresh, full = ([each / seconds for seconds in found[key]] for key in ("fresh", "grown"))
    return [
        Figure(
            f"sales by kasse play, {sales} in a row",
            "1/s",
            sales / found["seconds"],
            PORTION / percentile(found["portions"], 99),
            aim=Aim("p50", 300, at_least=True),
            more_is_better=True,
        ),
        Figure(
            f"memory gained after sale {settled}",
            "MB",
            memory[-1] - memory[settled // PORTION - 1],
            max(memory) - memory[settled // PORTION - 1],
            aim=Aim("p50", FLAT_MB),
        ),
        Figure(
            f"sales with {bench.receipts} receipts in the books",
            "1/s",
            median(full),
            min(full),
            floor=median(fresh),
            aim=Aim("ratio", 0.9, at_least=True),
            more_is_better=True,
        ),
    ]

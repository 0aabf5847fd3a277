"""`kasse export dsfinvk` on grown books, beside the library `dsfinvk` that writes the same rows out of memory."""

from __future__ import annotations

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure

CLOSINGS_FOR_THE_LIBRARY = 20
"""It keeps all rows in memory, several GB of them for a year; its speed per row is the same for few."""


def measure(bench: Bench) -> list[Figure]:
    """Rows per second, SQL included, self-test not; and the most memory, for all closings and for a tenth."""
    folder = bench.grown_books()
    part = bench.empty_folder("dsfinvk") / "part"
    tenth = max(2, bench.receipts // 500 // 10)
    few = run_child("bench.dsfinvk_child", folder, part, tenth)
    whole = run_child("bench.dsfinvk_child", folder, bench.empty_folder("dsfinvk-whole") / "export", 10**6)
    library = run_child("bench.dsfinvk_library", part, CLOSINGS_FOR_THE_LIBRARY)
    tested = run_child("bench.dsfinvk_child", folder, part, tenth, "check")
    return [
        Figure(
            f"kasse export dsfinvk, {whole['receipts']} Bons, {whole['rows']} rows",
            "1/s",
            whole["rows"] / whole["seconds"],
            floor=library["rows"] / library["seconds"],
            aim=Aim("ratio", 3, at_least=True),
            more_is_better=True,
        ),
        Figure("export dsfinvk, whole", "s", whole["seconds"]),
        Figure(
            "export dsfinvk, most memory",
            "MiB",
            whole["mib"],
            floor=few["mib"],
            aim=Aim("p50", 200),
        ),
        Figure(
            "self-test of a DSFinV-K export",
            "1/s",
            tested["rows"] / tested["seconds"],
            more_is_better=True,
        ),
    ]

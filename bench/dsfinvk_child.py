"""A child of `bench.dsfinvk`: FOLDER TARGET CLOSINGS exports; with `check` as well, it tests what is there."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from kasse.fiscal.de.dsfinvk.check import check_export
from kasse.fiscal.de.dsfinvk.export import Source, export
from kasse.store.engine import reading_engine, sqlite_url
from kasse.store.reading import every_terminal


def main() -> None:
    """Export the first closings, or test what was exported."""
    folder, target, closings = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    if sys.argv[4:] == ["check"]:
        begun = time.perf_counter()
        report = check_export(target)
        if not report.is_clean:
            sys.exit(f"the export has findings: {report.kinds[0].shown[0]}")
        print(json.dumps({"seconds": time.perf_counter() - begun, "rows": report.rows}))
        return
    begun = time.perf_counter()
    engine = reading_engine(sqlite_url(folder))
    books = every_terminal(engine)[0]
    master = books.master()
    source = Source(books.bons, master.house, master.catalogue, books.device)
    days = books.bons.days(books.terminal, 1, closings)
    export(source, days, target, comment="bench", progress=lambda _done, _total: None)
    seconds = time.perf_counter() - begun
    engine.dispose()
    counts = {path.name: _lines(path) - 1 for path in target.glob("*.csv")}
    found = {
        "seconds": seconds,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": sum(counts.values()),
        "receipts": counts["transactions.csv"],
    }
    print(json.dumps(found))


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


if __name__ == "__main__":
    main()

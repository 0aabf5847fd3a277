"""`make bench`: measures, prints a table, writes build/bench.json. Missed aims are marked; they do not fail."""

from __future__ import annotations

import argparse
import compileall
import importlib
import os
import sys
import time
from pathlib import Path

import kasse
from bench import report
from bench.bench import BUILD, Bench
from bench.children import CannotMeasure
from bench.figures import Figure

SOURCE = Path(kasse.__file__).parent
MEASUREMENTS = {
    "tap": "bench.taps",
    "screens": "bench.screens",
    "layout": "bench.layout",
    "acts": "bench.acts",
    "start": "bench.start",
    "sales": "bench.sales",
    "outage": "bench.outage",
    "verify": "bench.verify",
    "check-tar": "bench.check_tar",
    "dsfinvk": "bench.dsfinvk",
    "audit": "bench.audit",
    "settings": "bench.settings",
    "master-list": "bench.master_list",
    "master": "bench.master_screen",
}
"""What can be asked for by --only, in the order in which it is measured."""


def main() -> int:
    """Measure what was asked for. Returns 1 if something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller: for a look, not for a verdict")
    parser.add_argument(
        "--only", action="append", choices=MEASUREMENTS, metavar="NAME", help=", ".join(MEASUREMENTS)
    )
    options = parser.parse_args()
    wanted = [name for name in MEASUREMENTS if not options.only or name in options.only]
    # As installed: nobody compiles the program each time that he starts it.
    compileall.compile_dir(SOURCE, quiet=2)
    last = report.read_last(BUILD)
    bench = Bench(quick=options.quick)
    figures: list[Figure] = []
    troubles: list[str] = []
    try:
        for name in wanted:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            os.sync()  # what was written before must not be waited for now
            begun = time.monotonic()
            try:
                figures += importlib.import_module(MEASUREMENTS[name]).measure(bench)
            except CannotMeasure as reason:
                troubles.append(f"not measured: {name}: {reason}")
            print(f"  {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    finally:
        bench.clear()
    report.write(BUILD, figures, whole=not options.only and not troubles)
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"\nkasse bench{' --quick' if options.quick else ''} on {os.cpu_count()} cores, load {load}\n")
    print(report.table(figures, last))
    for trouble in troubles:
        print(trouble)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())

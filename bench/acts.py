"""Ordering and settling until it is durable, on this disk and on a slow one, beside the bare driver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.bench import Bench
from bench.children import read_syncs, run_child, slow_disk
from bench.figures import Aim, Figure, timed

SLOW_US = 10_000
_CHILD = "bench.acts_child"
_NAMES = {"order": "order of 5 lines durable", "settle": "settle 5 lines, 2 rates, without TSE time"}


def measure(bench: Bench) -> list[Figure]:
    """Figures of both acts on both disks, and how often each waits for the disk."""
    here = run_child(_CHILD, "measure", _prepared(bench), 200 if bench.quick else 1000)
    figures = [_figure(here, kind, "this disk", Aim("ratio", 6)) for kind in _NAMES]
    folder = _prepared(bench)
    trace = folder / "syncs"
    slow = run_child(_CHILD, "measure", folder, 40 if bench.quick else 120, under=slow_disk(trace, SLOW_US))
    figures += [_figure(slow, kind, "10 ms a sync", Aim("ratio", 1.3)) for kind in _NAMES]
    # Only the thread of the acts: another one brings the log into the file between them.
    moments = [sync.at for sync in read_syncs(trace) if sync.thread == slow["thread"]]
    for kind, aim in (("order", Aim("p50", 1)), ("settle", Aim("p50", 2))):
        counts = [sum(begun <= at <= ended for at in moments) for begun, ended in slow["windows"][kind]]
        figures.append(Figure(f"{kind}: syncs, the most of all", "", max(counts), aim=aim))
    return figures


def _prepared(bench: Bench) -> Any:
    folder = bench.empty_folder("acts")
    run_child(_CHILD, "prepare", folder)
    return folder


def _figure(found: dict[str, Any], kind: str, disk: str, aim: Aim) -> Figure:
    seconds: Sequence[float] = found["ours"][kind]
    return timed(f"{_NAMES[kind]}, {disk}", seconds, floor=found["floor"][kind], aim=aim)

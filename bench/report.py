"""The report of a run: a table for people, `bench.json` for programs, and what changed since the run before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.figures import Figure

NOW, LAST = "bench.json", "bench-last.json"
Record = Mapping[str, Any]
_HEADS = ("what", "p50", "p99", "unit", "floor", "ratio", "aim", "", "since last")
_LEFT = frozenset({0, 3, 6, 7})
_STEADY = 0.05
"""Less of a change than this is not called better or worse: single runs differ by more on a shared machine."""


def as_record(figure: Figure) -> dict[str, Any]:
    """A figure as it stands in bench.json."""
    return {
        "name": figure.name,
        "p50": figure.p50,
        "p99": figure.p99,
        "unit": figure.unit,
        "floor": figure.floor,
        "ratio": figure.ratio,
        "aim": None if figure.aim is None else str(figure.aim),
        "met": figure.met,
    }


def read_last(folder: Path) -> dict[str, Record]:
    """The figures of the run before, by name; none if there was none or its file is of no use."""
    try:
        records = json.loads((folder / NOW).read_text(encoding="utf-8"))
        return {record["name"]: record for record in records if isinstance(record["p50"], int | float)}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write(folder: Path, figures: Sequence[Figure], *, whole: bool) -> None:
    """Write bench.json; the one before is kept as bench-last.json.

    If not the `whole` was measured, the figures that were not are carried over from the run before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    records = {} if whole else read_last(folder)
    records.update((figure.name, as_record(figure)) for figure in figures)
    path = folder / NOW
    if path.exists():
        path.replace(folder / LAST)
    path.write_text(json.dumps(list(records.values()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def change(figure: Figure, last: Record | None) -> str:
    """How p50 has changed, in percent, and whether that is good; empty if it was not measured before."""
    if last is None or not last["p50"] or last.get("unit") != figure.unit:
        return ""
    part = figure.p50 / last["p50"] - 1
    if abs(part) < _STEADY:
        return f"{part:+.0%} ="
    return f"{part:+.0%} {'better' if (part > 0) is figure.more_is_better else 'worse'}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def _verdict(figure: Figure) -> str:
    return "" if figure.met is None else "met" if figure.met else "MISSED"


def table(figures: Sequence[Figure], last: Mapping[str, Record]) -> str:
    """The report for people."""
    rows = [
        (
            f.name,
            _number(f.p50),
            _number(f.p99),
            f.unit,
            _number(f.floor),
            _number(f.ratio),
            "" if f.aim is None else str(f.aim),
            _verdict(f),
            change(f, last.get(f.name)),
        )
        for f in figures
    ]
    widths = [max(map(len, column)) for column in zip(_HEADS, *rows, strict=True)]
    lines = [_line(_HEADS, widths), "  ".join("-" * width for width in widths)]
    lines += [_line(row, widths) for row in rows]
    missed = [f.name for f in figures if f.met is False]
    aims = sum(f.met is not None for f in figures)
    lines.append("")
    lines.append(f"{aims - len(missed)} of {aims} aims met" + (":" if missed else "."))
    lines += [f"  MISSED: {name}" for name in missed]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        cell.ljust(width) if i in _LEFT else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()

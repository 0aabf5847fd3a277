"""How long screens and taps take with 200 open tables, on both engines, also while printer and signing device hang."""

from __future__ import annotations

from bench.bench import Bench
from bench.children import CannotMeasure, run_child
from bench.figures import Aim, Figure, timed
from tools.postgres_server import postgres_server

TAP = "any tap, 200 open tables, 2000 articles"
OPENINGS = {"plan": ("table plan of 200 tables opened", 60.0), "order": ("order screen opened", 80.0), "pay": ("pay screen opened", 80.0)}  # fmt: skip
AIM_MS = 16.0


def measure(bench: Bench) -> list[Figure]:
    """The same evening on SQLite, on PostgreSQL, and on SQLite with devices that do not answer."""
    rounds = 20 if bench.quick else 100
    figures = _figures(
        run_child("bench.screens_child", bench.empty_folder("screens"), rounds, "well"), "SQLite"
    )
    hanging = run_child("bench.screens_child", bench.empty_folder("screens"), rounds, "hanging")
    figures += _figures(hanging, "printer and TSE hang")
    with postgres_server() as url:
        if url is None:
            raise CannotMeasure("PostgreSQL is not installed (apt-get install postgresql)")
        shared = run_child("bench.screens_child", bench.empty_folder("screens"), rounds, "well", url)
    return figures + _figures(shared, "PostgreSQL")


def _figures(found: dict[str, list[float]], where: str) -> list[Figure]:
    figures = [timed(f"{TAP}, {where}", found["taps"], aim=Aim("p99", AIM_MS))]
    for key, (name, bound) in OPENINGS.items():
        figures.append(timed(f"{name}, {where}", found[key], aim=Aim("p99", bound)))
    return figures

"""The audit package of a month of the demonstration house, its self-check, and what a self-check costs who sells."""

from __future__ import annotations

from bench.bench import Bench
from bench.children import run_child
from bench.figures import Aim, Figure, timed

MINUTE = 60.0


def measure(bench: Bench) -> list[Figure]:
    """Seconds for the package and for the check; payments while a check runs beside those without one."""
    days, sales = (4, 100) if bench.quick else (30, 500)
    found = run_child("bench.audit_child", bench.empty_folder("audit"), days, sales)
    month = f"{days} days, {found['bons']} Bons, {found['acts']} acts"
    return [
        Figure(f"kasse audit, {month}", "s", found["audit"], aim=Aim("p50", MINUTE)),
        Figure(f"self-check, {month}", "s", found["check"], aim=Aim("p50", MINUTE)),
        timed(
            "payment while the self-check runs",
            found["during"],
            floor=found["without"],
            aim=Aim("ratio", 1.5),
        ),
    ]

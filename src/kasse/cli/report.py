"""`kasse report`: the turnover of a business date by accounting units, also while the tills sell."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kasse.cli.export import Arguments, day

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import Services
    from kasse.domain.shifts.units import UnitDay

WIDTH = 48
"""Signs of a line."""


def declare(options: Arguments) -> None:
    """What `kasse report` is told."""
    options.add_argument(
        "--date", type=day, metavar="TAG", help="das Kassendatum, etwa 2026-11-07; sonst das laufende"
    )
    options.add_argument(
        "--unit", default="", metavar="BETRIEB", help="nur dieser Betrieb, mit Nummer oder Namen; sonst alle"
    )


def report(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Show the report. Returns 0.

    Raises:
        Refused, BooksError: there is no such unit, or the books do not answer.
    """
    from kasse.documents.text import text
    from kasse.documents.units_report import units_page
    from kasse.usecases.report_units import chosen_units

    found = services.units_on(folder, options.date)
    house, catalogue = found.master.house, found.master.catalogue
    number = int(options.unit) if options.unit.isdecimal() else 0
    unit = house.units[number].name if number in house.units else options.unit
    units = chosen_units(found.day, unit)
    groups = {group.number: group.name for group in catalogue.main_groups.values()}
    page = units_page(found.day, units, business=house.business, main_groups=groups, zone=found.zone)
    facts = {
        "business_date": found.day.business_date.isoformat(),
        "units": [_facts(each) for each in (units if unit else found.day.units)],
        "total": None if unit else _facts(found.day.total),
    }
    out.say(text(page, WIDTH).rstrip("\n"), facts)
    return 0


def _facts(unit: UnitDay) -> dict[str, object]:
    """Amounts in cents."""
    figures = unit.figures
    return {
        "name": unit.name,
        "tills": list(unit.tills),
        "still_open": list(unit.still_open),
        "receipts": figures.receipts,
        "gross": figures.gross.cents,
        "main_groups": {str(group): sum_.cents for group, sum_ in figures.main_groups},
        "taxes": [
            {
                "basis_points": t.rate.basis_points,
                "net": t.net.cents,
                "tax": t.tax.cents,
                "gross": t.gross.cents,
            }
            for t in figures.taxes
        ],
        "payments": [
            {"code": code, "name": name, "count": count, "amount": sum_.cents}
            for code, name, count, sum_ in figures.payments
        ],
        "tips": figures.tips.cents,
        "discounts": figures.discounts.cents,
    }

"""The report by accounting units (Bericht je Betrieb): turnover, tax and payments of each, and of all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from kasse.documents.closing_report import counted, section, tax_table
from kasse.documents.head import business_head, day, mark, moment
from kasse.documents.page import PageWriter
from kasse.domain.business import Business
from kasse.domain.shifts.units import UnitDay, UnitsDay
from kasse.ports.paper import Page, RuleKind, Size


def units_page(
    report: UnitsDay,
    units: Sequence[UnitDay],
    *,
    business: Business,
    main_groups: Mapping[int, str],
    zone: ZoneInfo,
    terminal_name: str = "",
    operator_name: str = "",
    fiscal_mark: str = "",
) -> Page:
    """The units that are asked for, one below the other."""
    writer = PageWriter(f"Bericht je Betrieb {day(report.business_date)}")
    business_head(writer, business)
    mark(writer, fiscal_mark)
    writer.feed()
    writer.pair("Bericht je Betrieb", "(kein Abschluss)", bold=True)
    writer.pair(f"Kassendatum {day(report.business_date)}", terminal_name)
    writer.pair(f"Gedruckt {moment(report.at, zone)}", operator_name)
    for unit in units:
        _unit(writer, unit, business, main_groups)
    return writer.page()


def _unit(writer: PageWriter, unit: UnitDay, business: Business, main_groups: Mapping[int, str]) -> None:
    figures = unit.figures
    writer.rule(RuleKind.DOUBLE)
    writer.pair(unit.name, str(figures.gross), size=Size.TALL, bold=True)
    writer.text(f"{_tills(unit.tills)}, {_receipts(figures.receipts)}", size=Size.SMALL)
    if unit.still_open:
        writer.text(f"Noch nicht abgeschlossen: {_tills(unit.still_open)}", size=Size.SMALL)
    if figures.main_groups:
        section(writer, "Hauptgruppen")
        for group, sum_ in figures.main_groups:
            writer.pair(main_groups.get(group, f"Gruppe {group}"), str(sum_))
    if figures.taxes:
        tax_table(writer, figures, business.country)
    if figures.payments:
        section(writer, "Zahlungsarten")
        names = [name for _, name, _, _ in figures.payments]
        for code, name, count, sum_ in figures.payments:
            counted(writer, name if names.count(name) == 1 else f"{name} ({code})", count, sum_)
    section(writer, "Außerdem")
    counted(writer, "Korrekturen", *figures.reversals)
    writer.pair("Rabatte", str(figures.discounts))
    writer.pair("Trinkgeld", str(figures.tips))
    counted(writer, "Interne Konten", *figures.internal)


def _tills(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return f"Kasse {listed}" if len(numbers) == 1 else f"Kassen {listed}"


def _receipts(count: int) -> str:
    return "1 Rechnung" if count == 1 else f"{count} Rechnungen"

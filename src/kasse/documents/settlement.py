"""The settlement of a waiter (Bedienerabrechnung) on paper: what he ordered and collected, and the cash he must have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasse.documents.head import business_head, day, mark, moment
from kasse.documents.page import NO_BREAK, PageWriter, amount
from kasse.domain.business import Business, Terminal
from kasse.domain.money import ZERO, Money
from kasse.domain.shifts import CashBalance, Settlement
from kasse.ports.paper import Cell, Page, RuleKind, Size

_COUNT = 4


def settlement_page(
    settlement: Settlement,
    *,
    business: Business,
    terminal: Terminal,
    business_date: date,
    at: datetime,
    main_groups: Mapping[int, str],
    zone: ZoneInfo,
    still_open: Money = ZERO,
    asked_by: str = "",
    fiscal_mark: str = "",
    unit: str = "",
) -> Page:
    """One operator since the last closing. `still_open`: what his tables still owe. `asked_by`: who had it made, if not he."""
    writer = PageWriter(f"Bedienerabrechnung {settlement.name}")
    business_head(writer, business)
    mark(writer, fiscal_mark)
    writer.feed()
    writer.pair("Bedienerabrechnung", "(kein Abschluss)", bold=True)
    writer.text(f"{settlement.operator} {settlement.name}", size=Size.TALL, bold=True)
    writer.pair(f"Kassendatum {day(business_date)}", terminal.name)
    if unit:
        writer.pair("Betrieb", unit)
    writer.pair(f"Gedruckt {moment(at, zone)}", asked_by)
    _turnover(writer, settlement, main_groups)
    _counts(writer, settlement)
    if still_open:
        writer.rule()
        writer.pair("Noch offen auf seinen Tischen", str(still_open))
    _cash(writer, settlement.cash)
    return writer.page()


def _turnover(writer: PageWriter, settlement: Settlement, main_groups: Mapping[int, str]) -> None:
    writer.rule(RuleKind.DOUBLE)
    writer.pair("Boniert", str(settlement.ordered), bold=True)
    for group, sum_ in settlement.main_groups:
        writer.pair(f"  {main_groups.get(group, f'Gruppe {group}')}", str(sum_), size=Size.SMALL)
    if settlement.not_collected:
        writer.pair("Nicht kassiert", str(-settlement.not_collected))
    writer.pair("Kassiert", str(settlement.collected), size=Size.TALL, bold=True)
    if settlement.also_collected:
        writer.pair("Davon zusätzlich kassiert", str(settlement.also_collected))


def _counts(writer: PageWriter, settlement: Settlement) -> None:
    figures = settlement.figures
    writer.rule()
    writer.text("Zahlungsarten", bold=True)
    names = [name for _, name, _, _ in figures.payments]
    for code, name, count, sum_ in figures.payments:
        _counted(writer, name if names.count(name) == 1 else f"{name} ({code})", count, sum_)
    writer.rule()
    writer.text("Außerdem", bold=True)
    writer.row(Cell("Rechnungen"), amount(str(figures.receipts), _COUNT))
    _counted(writer, "Storno vor Rechnung", *settlement.voids)
    _counted(writer, "Korrekturen", *figures.reversals)
    writer.pair("Rabatte", str(figures.discounts))
    writer.pair("Trinkgeld", str(figures.tips))
    _counted(writer, "Interne Konten", *figures.internal)


def _counted(writer: PageWriter, name: str, count: int, sum_: Money) -> None:
    writer.row(Cell(name), amount(str(count), _COUNT), amount(str(sum_)))


def _cash(writer: PageWriter, cash: CashBalance) -> None:
    writer.rule(RuleKind.DOUBLE)
    writer.pair("Bargeld", str(cash.balance), size=Size.TALL, bold=True)
    parts = (
        ("Anfang", cash.opening),
        ("eingenommen", cash.taken),
        ("abgegeben", cash.handed_over),
        ("sonst", cash.moved),
    )
    words = " · ".join(f"{name}{NO_BREAK}{sum_}" for name, sum_ in parts if sum_)
    if words and cash.taken != cash.balance:
        writer.text(words, size=Size.SMALL)

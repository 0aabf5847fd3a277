"""The reports of the day: X shows the figures so far, Z freezes them with a number (Kassenabschluss)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasse.documents.head import business_head, day, mark, moment
from kasse.documents.page import NO_BREAK, PageWriter, amount
from kasse.documents.receipt import receipt_number
from kasse.documents.sold import rate_name
from kasse.domain.business import Business, Terminal
from kasse.domain.business_case import CASE_NAMES, MOVES, BusinessCase
from kasse.domain.money import Money
from kasse.domain.shifts import Closing, Figures
from kasse.domain.tax import Country
from kasse.ports.paper import Cell, Page, RuleKind, Size

_COUNT = 4
_TAX_COLUMN = 10


def x_report_page(
    figures: Figures,
    *,
    business: Business,
    terminal: Terminal,
    business_date: date,
    at: datetime,
    operator_name: str,
    main_groups: Mapping[int, str],
    voids: tuple[int, Money],
    zone: ZoneInfo,
    fiscal_mark: str = "",
    agencies: Mapping[int, str] | None = None,
    unit: str = "",
) -> Page:
    """The figures so far; nothing is closed by it. `voids` are lines voided after sending: how many, and worth.

    `agencies`: the names of those for whom the house sells. `unit`: the accounting unit that the till sells for.
    """
    writer = PageWriter(f"X-Bericht {day(business_date)}")
    _head(writer, business, "X-Bericht", "(kein Abschluss)", fiscal_mark)
    _when(writer, business_date, moment(at, zone), operator_name, terminal, unit)
    _figures(writer, figures, terminal.number, business.country, main_groups, voids)
    _aside(writer, figures, agencies or {})
    writer.rule()
    writer.pair("Bargeld soll", str(figures.cash_expected), size=Size.TALL, bold=True)
    return writer.page()


def closing_page(
    closing: Closing,
    *,
    business: Business,
    terminal: Terminal,
    main_groups: Mapping[int, str],
    voids: tuple[int, Money],
    zone: ZoneInfo,
    copy: bool = False,
    fiscal_mark: str = "",
    agencies: Mapping[int, str] | None = None,
    unit: str = "",
) -> Page:
    """The closing of a day, with the counted cash beside the expected where somebody counted."""
    name = f"Z {receipt_number(closing.terminal, closing.number)}"
    writer = PageWriter(f"Tagesabschluss {name}")
    _head(writer, business, "Tagesabschluss", name, fiscal_mark)
    if copy:
        writer.banner("KOPIE")
    at = moment(closing.closed_at, zone)
    _when(writer, closing.business_date, at, closing.operator_name, terminal, unit)
    _figures(writer, closing.figures, closing.terminal, business.country, main_groups, voids)
    _aside(writer, closing.figures, agencies or {})
    _cash(writer, closing)
    return writer.page()


def _head(writer: PageWriter, business: Business, title: str, name: str, fiscal_mark: str) -> None:
    business_head(writer, business)
    mark(writer, fiscal_mark)
    writer.feed()
    writer.pair(title, name, size=Size.TALL, bold=True)


def _when(
    writer: PageWriter, business_date: date, at: str, operator_name: str, terminal: Terminal, unit: str
) -> None:
    writer.pair(f"Kassendatum {day(business_date)}", terminal.name)
    if unit:
        writer.pair("Betrieb", unit)
    writer.pair(f"Gedruckt {at}", operator_name)
    writer.text(f"Seriennummer der Kasse {terminal.serial}", size=Size.SMALL)


def _figures(
    writer: PageWriter,
    figures: Figures,
    terminal: int,
    country: Country,
    main_groups: Mapping[int, str],
    voids: tuple[int, Money],
) -> None:
    writer.rule(RuleKind.DOUBLE)
    writer.pair("Umsatz", str(figures.gross), size=Size.TALL, bold=True)
    counted(writer, "Rechnungen", figures.receipts, None)
    if figures.first_number:
        first, last = (receipt_number(terminal, n) for n in (figures.first_number, figures.last_number))
        writer.pair("Belegnummern", f"{first} bis {last}")
    tax_table(writer, figures, country)
    section(writer, "Zahlungsarten")
    names = [name for _, name, _, _ in figures.payments]
    for code, name, count, sum_ in figures.payments:
        counted(writer, name if names.count(name) == 1 else f"{name} ({code})", count, sum_)
    section(writer, "Bediener")
    for number, name, count, sum_ in figures.operators:
        counted(writer, f"{number} {name}", count, sum_)
    section(writer, "Hauptgruppen")
    for group, sum_ in figures.main_groups:
        writer.pair(main_groups.get(group, f"Gruppe {group}"), str(sum_))
    _hours(writer, figures)
    section(writer, "Außerdem")
    counted(writer, "Storno vor Rechnung", *voids)
    counted(writer, "Korrekturen", *figures.reversals)
    writer.pair("Rabatte", str(figures.discounts))
    writer.pair("Trinkgeld", str(figures.tips))
    had = {case: (count, sum_) for case, count, sum_ in figures.cases}
    inside = MOVES - {BusinessCase.COUNT_DIFFERENCE}
    for case in BusinessCase:
        if case in had and case not in inside:
            counted(writer, CASE_NAMES[case], *had[case])
    writer.pair("Einlagen und Entnahmen", str(figures.cash_movements))
    for case in BusinessCase:
        if case in had and case in inside:
            counted(writer, f"davon {CASE_NAMES[case]}", *had[case])
    counted(writer, "Interne Konten", *figures.internal)
    if figures.training:
        counted(writer, "Trainingsbelege", figures.training, None)


def _aside(writer: PageWriter, figures: Figures, agencies: Mapping[int, str]) -> None:
    """Sales for others, and whose cash it is: only where there is something to tell."""
    if figures.agencies:
        section(writer, "Im Namen anderer verkauft")
        for number, sum_ in figures.agencies:
            writer.pair(agencies.get(number, f"Agentur {number}"), str(sum_))
    if any(balance.opening for balance in figures.balances):
        section(writer, "Bargeld der Bediener")
        for balance in figures.balances:
            writer.pair(f"{balance.operator} {balance.name}", str(balance.balance))
            parts = [
                ("Anfang", balance.opening),
                ("eingenommen", balance.taken),
                ("abgegeben", balance.handed_over),
                ("sonst", balance.moved),
            ]
            words = " · ".join(f"{name}{NO_BREAK}{sum_}" for name, sum_ in parts if sum_)
            writer.text(words, size=Size.SMALL)


def section(writer: PageWriter, title: str) -> None:
    writer.rule()
    writer.text(title, bold=True)


def counted(writer: PageWriter, name: str, count: int, sum_: Money | None) -> None:
    number = amount(str(count), _COUNT)
    if sum_ is None:
        writer.row(Cell(name), number)
    else:
        writer.row(Cell(name), number, amount(str(sum_)))


def tax_table(writer: PageWriter, figures: Figures, country: Country) -> None:
    section(writer, "Umsatzsteuer")
    columns = [amount(name, _TAX_COLUMN) for name in ("Netto", "Steuer", "Brutto")]
    writer.row(Cell("Satz"), *columns, size=Size.SMALL)
    for tax in figures.taxes:
        sums = [amount(str(each), _TAX_COLUMN) for each in (tax.net, tax.tax, tax.gross)]
        writer.row(Cell(rate_name(tax.rate, country)), *sums, size=Size.SMALL)
    whole = [Money.sum(each) for each in zip(*((t.net, t.tax, t.gross) for t in figures.taxes), strict=True)]
    if len(figures.taxes) > 1:
        writer.row(
            Cell("Summe"), *(amount(str(each), _TAX_COLUMN) for each in whole), size=Size.SMALL, bold=True
        )


def _hours(writer: PageWriter, figures: Figures) -> None:
    hours = [(hour, Money.sum(sum_ for _, sum_ in groups)) for hour, groups in figures.hours]
    most = max((sum_.cents for _, sum_ in hours), default=0)
    if most <= 0:
        return
    section(writer, "Stunden")
    for hour, sum_ in hours:
        writer.bar(f"{hour:02d} Uhr", max(0, sum_.cents) * 1000 // most, str(sum_))


def _cash(writer: PageWriter, closing: Closing) -> None:
    writer.rule(RuleKind.DOUBLE)
    writer.pair("Bargeld soll", str(closing.figures.cash_expected))
    if closing.counted is None or closing.difference is None:
        writer.pair("Bargeld gezählt", "nicht gezählt")
        return
    writer.pair("Bargeld gezählt", str(closing.counted))
    writer.pair("Differenz", str(closing.difference), size=Size.TALL, bold=True)

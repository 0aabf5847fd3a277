"""From the figures of a day to what the closing screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kasse.documents.sold import rate_name
from kasse.domain.money import ZERO, Money
from kasse.domain.shifts import Figures, next_business_date
from kasse.domain.tax import Country
from kasse.ui import wording
from kasse.ui.shifts.count_panel import CountModel, CountRow
from kasse.ui.shifts.view import Bar, Chart, Check, ClosingModel, Strip, StripRow, StripSection
from kasse.usecases.close_day import DayState
from kasse.usecases.till import Till

KINDS = (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
"""Notes and coins of the euro, in cents."""
SUM = 0
"""Stands for the whole sum, in cents, where the cash was counted elsewhere."""
CHART_TITLE = "Umsatz je Stunde in €"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was looked at: its figures, and how many orders and receipts are still to be secured."""

    state: DayState
    unsecured: int


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why the day cannot be closed, or no report be printed, by whoever is signed in; empty for no reason."""

    close: str = ""
    report: str = ""
    blind: bool = False
    """He counts the cash without knowing what there should be."""


def closing_model(till: Till, number: int, day: Day, counted: Money | None, off: Obstacles) -> ClosingModel:
    """The day before its end; `number` is the one that its closing will have."""
    figures, of = day.state.figures, till.books.business_date
    facts = [("Rechnungen", wording.number(figures.receipts))]
    if figures.receipts > 0:
        facts.append(("Schnitt je Rechnung", str(figures.gross.times(1, figures.receipts))))
    facts.append(("Trinkgeld", str(figures.tips)))
    return ClosingModel(
        f"Tagesabschluss {wording.long_day(of)}",
        f"Abschluss Nr. {wording.number(number)}",
        "Umsatz brutto",
        wording.euro(figures.gross),
        tuple(facts),
        chart_of(till, figures),
        strip_of(day, counted, till.catalogue.country, blind=off.blind),
        hint_of(of, till.now().astimezone(till.zone).date()),
        off.close,
        off.report,
        "Bargeld zählen" if counted is None else "Neu zählen",
    )


def waiting_model(till: Till) -> ClosingModel:
    """While the figures are being added up."""
    title = f"Tagesabschluss {wording.long_day(till.books.business_date)}"
    return ClosingModel(
        title, "", "Umsatz brutto", "…", (), Chart(CHART_TITLE, (), ()), Strip(()),
        close_off="Die Zahlen werden noch zusammengezählt.",
    )  # fmt: skip


def hint_of(business_date: date, today: date) -> str:
    """What follows the closing."""
    return f"Danach beginnt {wording.short_day(next_business_date(business_date, today))}."


def chart_of(till: Till, figures: Figures) -> Chart:
    """Turnover by hour: the first main group of the house below, the second on it, the others on top."""
    names = {group.number: group.name for group in till.catalogue.main_groups.values()}
    sold = sorted(number for number, _ in figures.main_groups)
    first, others = sold[:2], sold[2:]
    legend = [names.get(number, str(number)) for number in first]
    if others:
        legend.append(names.get(others[0], str(others[0])) if len(others) == 1 else "Übriges")
    by_hour = {hour: dict(groups) for hour, groups in figures.hours}
    bars = []
    for hour in range(min(by_hour), max(by_hour) + 1) if by_hour else ():
        groups = by_hour.get(hour, {})
        parts = [groups.get(number, ZERO) for number in first]
        if others:
            parts.append(Money.sum(groups.get(number, ZERO) for number in others))
        bars.append(Bar(str(hour), tuple(max(0, part.times(1, 100).cents) for part in parts)))
    return Chart(CHART_TITLE, tuple(legend), tuple(bars))


def strip_of(day: Day, counted: Money | None, country: Country, *, blind: bool = False) -> Strip:
    """The paper: payments, taxes, waiters, corrections, cash, and what has to be done first."""
    figures, voids = day.state.figures, day.state.voids
    payments = tuple(StripRow(name, str(sum_), f"{count} ×") for _, name, count, sum_ in figures.payments)
    taxes = tuple(
        StripRow(rate_name(t.rate, country), str(t.tax), str(t.gross)) for t in figures.taxes if t.gross
    )
    operators = tuple(StripRow(name, str(sum_), f"{count} ×") for _, name, count, sum_ in figures.operators)
    corrections = [
        StripRow(label, str(sum_), f"{count} ×")
        for label, (count, sum_) in (
            ("Storno vor Rechnung", voids),
            ("Rechnungsstorno", figures.reversals),
            ("Interne Belege", figures.internal),
        )
        if count
    ]
    if figures.discounts:
        corrections.append(StripRow("Rabatt", str(figures.discounts)))
    sections = (
        StripSection("Zahlungsarten", payments),
        StripSection("Steuer", taxes),
        StripSection("Bargeld", _cash(figures, counted, blind=blind)),
        StripSection("Bediener", operators),
        StripSection("Korrekturen", tuple(corrections)),
    )
    return Strip(tuple(section for section in sections if section.rows), checks_of(day, counted))


def _cash(figures: Figures, counted: Money | None, *, blind: bool) -> tuple[StripRow, ...]:
    rows = []
    if figures.cash_movements:
        rows.append(StripRow("Ein- und Auszahlungen", str(figures.cash_movements)))
    if not blind:
        rows.append(StripRow("Soll", str(figures.cash_expected)))
    if counted is not None:
        rows.append(StripRow("Gezählt", str(counted)))
        if not blind:
            rows.append(StripRow("Differenz", str(counted - figures.cash_expected), strong=True))
    return tuple(rows)


def checks_of(day: Day, counted: Money | None) -> tuple[Check, ...]:
    """What has to be so before the day ends, and whether it is; the cash need not be counted."""
    tables = day.state.open_tables
    if tables:
        words = f"{tables[0]} offen" if len(tables) == 1 else f"{len(tables)} Tische offen"
    elif staying := day.state.staying:
        words = f"{staying[0]} bleibt offen" if len(staying) == 1 else f"{len(staying)} Tische bleiben offen"
    else:
        words = "Alle Tische geschlossen"
    secured = "Alles abgesichert"
    if day.unsecured:
        secured = "1 Vorgang wartet auf die TSE"
        if day.unsecured > 1:
            secured = f"{day.unsecured} Vorgänge warten auf die TSE"
    cash = "Bargeld gezählt" if counted is not None else "Bargeld nicht gezählt"
    return (
        Check(words, done=not tables),
        Check(secured, done=not day.unsecured),
        Check(cash, done=counted is not None),
    )


# Counting.


def kind_label(cents: int) -> str:
    """50 €, 20 ct."""
    return f"{cents // 100} €" if cents >= 100 else f"{cents} ct"


def count_model(counts: Mapping[int, str], chosen: int, expected: Money | None) -> CountModel:
    """The cash as far as it is counted; without `expected` it is counted blind."""
    rows = []
    for cents in KINDS:
        count = counts.get(cents, "")
        amount = Money(cents * int(count or 0))
        note = str(cents // 100) if cents >= 500 else ""
        rows.append(CountRow(cents, kind_label(cents), count, str(amount), note, chosen=cents == chosen))
    total = counted_total(counts)
    whole = str(total) if counts.get(SUM) else ""
    rows.append(CountRow(SUM, "Summe", whole, "in Cent tippen", chosen=chosen == SUM, sign=""))
    if expected is None:
        return CountModel(tuple(rows), wording.euro(total))
    return CountModel(tuple(rows), wording.euro(total), str(expected), str(total - expected))


def counted_total(counts: Mapping[int, str]) -> Money:
    """What the counts make, or the sum where that was typed."""
    if counts.get(SUM):
        return Money(int(counts[SUM]))
    return Money(sum(cents * int(count or 0) for cents, count in counts.items()))

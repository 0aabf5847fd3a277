"""From the figures of a day to what the closing screen shows."""

from __future__ import annotations

from datetime import date

from kasse.domain.money import ZERO, Money
from kasse.domain.shifts import Figures
from kasse.ui import wording
from kasse.ui.shifts.count_panel import CountModel, CountRow
from kasse.ui.shifts.view import Bar, Chart, Check, ClosingModel, Strip, StripRow, StripSection
from kasse.usecases.close_day import DayState
from kasse.usecases.till import Till

KINDS = (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
"""Notes and coins of the euro, in cents."""


def closing_model(till: Till, day: DayState, counted: Money | None, *, close_off: str) -> ClosingModel:
    """The day before its end."""
    figures, of = day.figures, till.books.business_date
    facts = [("Rechnungen", str(figures.receipts))]
    if figures.receipts:
        facts.append(("Schnitt je Rechnung", str(figures.gross.times(1, figures.receipts))))
    facts.append(("Trinkgeld", str(figures.tips)))
    return ClosingModel(
        f"Tagesabschluss {wording.long_day(of)}",
        "",
        "Umsatz brutto",
        wording.euro(figures.gross),
        tuple(facts),
        chart_of(till, figures),
        strip_of(day, counted),
        hint_of(of, till.now().astimezone(till.zone).date()),
        close_off,
    )


def waiting_model(till: Till) -> ClosingModel:
    """While the figures are being added up."""
    title = f"Tagesabschluss {wording.long_day(till.books.business_date)}"
    return ClosingModel(
        title, "", "Umsatz brutto", "…", (), Chart("Umsatz je Stunde in €", (), ()), Strip(()),
        close_off="Die Zahlen werden noch zusammengezählt.",
    )  # fmt: skip


def hint_of(business_date: date, today: date) -> str:
    """What follows the closing."""
    if today > business_date:
        return f"Danach beginnt {wording.short_day(today)}."
    return "Danach beginnt der nächste Tag."


def chart_of(till: Till, figures: Figures) -> Chart:
    """Turnover by hour: the first main group below, the others on top."""
    names = {group.number: group.name for group in till.catalogue.main_groups.values()}
    sold = [number for number, _ in figures.main_groups]
    first = sold[0] if sold else 0
    legend = tuple(names.get(number, str(number)) for number in sold[:2])
    if len(sold) > 2:
        legend = (legend[0], "Übriges")
    by_hour = dict(figures.hours)
    hours = range(min(by_hour), max(by_hour) + 1) if by_hour else range(0)
    bars = []
    for hour in hours:
        cents = {group: amount.cents for group, amount in by_hour.get(hour, ())}
        low = cents.pop(first, 0)
        bars.append(Bar(str(hour), (max(0, low) // 100, max(0, sum(cents.values())) // 100)))
    return Chart("Umsatz je Stunde in €", legend, tuple(bars))


def strip_of(day: DayState, counted: Money | None) -> Strip:
    """The paper: payments, taxes, waiters, cash, and what has to be done first."""
    figures = day.figures
    payments = tuple(StripRow(name, str(sum_), f"{count} ×") for _, name, count, sum_ in figures.payments)
    taxes = tuple(StripRow(str(t.rate), str(t.tax), str(t.gross)) for t in figures.taxes)
    operators = tuple(StripRow(name, str(sum_), f"{count} ×") for _, name, count, sum_ in figures.operators)
    corrections = (
        StripRow("Storno vor Rechnung", str(day.voids[1]), f"{day.voids[0]} ×"),
        StripRow("Rechnungsstorno", str(figures.reversals[1]), f"{figures.reversals[0]} ×"),
        StripRow("Rabatt", str(figures.discounts)),
        StripRow("Intern", str(figures.internal[1]), f"{figures.internal[0]} ×"),
    )
    cash = [
        StripRow("Ein- und Auszahlungen", str(figures.cash_movements)),
        StripRow("Soll", str(figures.cash_expected)),
    ]
    if counted is not None:
        cash.append(StripRow("Gezählt", str(counted)))
        cash.append(StripRow("Differenz", str(counted - figures.cash_expected), strong=True))
    sections = [
        StripSection("Zahlungsarten", payments),
        StripSection("Steuer", taxes),
        StripSection("Bediener", operators),
        StripSection("Korrekturen", corrections),
        StripSection("Bargeld", tuple(cash)),
    ]
    open_ones = len(day.open_tables)
    tables = "Alle Tische geschlossen" if not open_ones else f"{open_ones} Tische offen"
    if open_ones == 1:
        tables = f"{day.open_tables[0]} offen"
    checks = (
        Check(tables, done=not open_ones),
        Check(
            "Bargeld gezählt" if counted is not None else "Bargeld nicht gezählt", done=counted is not None
        ),
    )
    return Strip(tuple(section for section in sections if section.rows), checks)


def kind_label(cents: int) -> str:
    """50 €, 20 ct."""
    return f"{cents // 100} €" if cents >= 100 else f"{cents} ct"


def count_model(counts: dict[int, str], chosen: int, expected: Money | None) -> CountModel:
    """The cash as far as it is counted; without `expected` it is counted blind."""
    rows = []
    total = ZERO
    for cents in KINDS:
        count = counts.get(cents, "")
        amount = Money(cents * int(count or 0))
        total += amount
        note = str(cents // 100) if cents >= 500 else ""
        rows.append(CountRow(cents, kind_label(cents), count, str(amount), note, chosen=cents == chosen))
    if expected is None:
        return CountModel(tuple(rows), wording.euro(total))
    return CountModel(tuple(rows), wording.euro(total), str(expected), str(total - expected))


def counted_total(counts: dict[int, str]) -> Money:
    """What the counts make."""
    return Money(sum(cents * int(count or 0) for cents, count in counts.items()))

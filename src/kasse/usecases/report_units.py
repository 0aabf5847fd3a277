"""The report by accounting units over all tills of the books: looked at, printed, and the same from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from kasse.documents.units_report import units_page
from kasse.domain.business import House
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt
from kasse.domain.shifts.units import UnitDay, UnitsDay, units_day
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind, TillDay
from kasse.ports.outbox import Job, JobKind
from kasse.ports.paper import Page
from kasse.usecases.follow_ups import report_printer
from kasse.usecases.till import Changed, Till


class DayBooks(Protocol):
    """What of the books such a report needs."""

    def tills_on(self, day: date) -> Sequence[TillDay]:
        """See `kasse.ports.books.Books`."""

    def receipts_of(self, terminal: int, first: int, last: int) -> Iterator[Receipt]:
        """See `kasse.ports.books.Books`."""


@dataclass(frozen=True, slots=True)
class UnitsPrinted:
    """A report that stands in the journal; `on_paper` unless the till has no printer for reports."""

    day: UnitsDay
    on_paper: bool
    changed: Changed = Changed.JOURNAL


def units_on(
    books: DayBooks,
    house: House,
    zone: ZoneInfo,
    day: date,
    at: datetime,
    upto: Mapping[int, int] | None = None,
) -> UnitsDay:
    """A business date by units. Takes a moment: not on the screen's lane.

    A till that has closed the day belongs to the unit that its closing names; one that still sells, to its own of now.
    `upto`: by till the last receipt that counts, for a report that was printed before.
    """
    spans = {each.terminal: each for each in books.tills_on(day) if upto is None or each.terminal in upto}
    last = {number: each.last if upto is None else upto[number] for number, each in spans.items()}

    def unit(each: TillDay) -> str:
        if each.unit is not None:
            return each.unit
        terminal = house.terminals.get(each.terminal)
        found = house.units.get(terminal.unit) if terminal else None
        return found.name if found else ""

    def receipts(number: int) -> Iterable[Receipt]:
        return books.receipts_of(number, spans[number].first, last[number]) if last[number] else ()

    tills = {number: (unit(each), each.closed) for number, each in spans.items()}
    return units_day(day, at, tills, [each.name for each in house.units.values()], receipts, last, zone)


def look_at_units(till: Till, operator: Operator, day: date) -> UnitsDay:
    """The report for a business date as it stands now; nothing is booked.

    Raises:
        Refused: no right.
    """
    till.staff.require(operator, Right.REPORT)
    return units_on(till.books, till.house, till.zone, day, till.now())


def print_units(till: Till, operator: Operator, day: date, unit: str = "") -> UnitsPrinted:
    """Print the report of a unit, or of all with their total; the journal keeps who asked. Nothing is closed by it.

    Raises:
        Refused: no right, in practice, or there is no such unit.
        BooksError: it could not be written.
    """
    if operator.training:
        raise Refused("In der Übung gibt es keine Berichte.")
    report = look_at_units(till, operator, day)
    facts: dict[str, object] = {
        "units": day.isoformat(),
        "unit": report.of(unit).name if unit else "",
        "last": {str(number): last for number, last in report.last.items()},
    }
    with till.books.act(ActKind.REPORT, at=report.at, operator=operator.number) as act:
        act.body.update(facts, gross=report.of(unit).figures.gross.cents)
        printer = report_printer(till)
        if printer:
            payload = {
                "paper": "units",
                "operator": operator.name,
                "at": report.at.isoformat(),
                **facts,
            }
            act.follow_up(Job(JobKind.PRINT, printer, payload))
    return UnitsPrinted(report, bool(printer))


def units_paper(till: Till, payload: Mapping[str, Any]) -> Page:
    """The paper of a report that was printed, added up again from the same receipts."""
    upto = {int(number): int(last) for number, last in payload["last"].items()}
    day, at = date.fromisoformat(payload["units"]), datetime.fromisoformat(payload["at"])
    report = units_on(till.books, till.house, till.zone, day, at, upto)
    return units_day_page(till, report, payload["unit"], payload["operator"])


def units_day_page(till: Till, report: UnitsDay, unit: str, operator_name: str) -> Page:
    """The report on paper as this till prints it."""
    return units_page(
        report,
        chosen_units(report, unit),
        business=till.house.business,
        main_groups={g.number: g.name for g in till.catalogue.main_groups.values()},
        zone=till.zone,
        terminal_name=till.terminal.name,
        operator_name=operator_name,
        fiscal_mark=till.fiscal.mark,
    )


def chosen_units(report: UnitsDay, unit: str) -> Sequence[UnitDay]:
    """One unit, or every one and their total.

    Raises:
        Refused: there is no such unit.
    """
    if unit:
        return [report.of(unit)]
    return [*report.units, report.total] if len(report.units) > 1 else [report.total]

"""The settlement of a waiter (Bedienerabrechnung): everybody sees and prints his own, and with the right that of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kasse.documents.settlement import settlement_page
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.shifts import Settlement, settlement_of
from kasse.domain.shifts.closing import turnover_parts
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.ports.outbox import Job, JobKind
from kasse.ports.paper import Page
from kasse.usecases.follow_ups import report_printer
from kasse.usecases.till import Changed, Till


@dataclass(frozen=True, slots=True)
class Shift:
    """Whom there is something to settle with since the last closing."""

    operator: int
    name: str
    collected: Money


@dataclass(frozen=True, slots=True)
class OperatorDay:
    """A settlement with what it was reckoned from, so that it can be drawn again as it was."""

    settlement: Settlement
    still_open: Money
    business_date: date
    at: datetime
    first: int
    """Number of the first receipt of the day; 0: there is none."""
    last: int


@dataclass(frozen=True, slots=True)
class SettlementPrinted:
    """A settlement that stands in the journal; `on_paper` unless the till has no printer for reports."""

    day: OperatorDay
    on_paper: bool
    changed: Changed = Changed.JOURNAL


def may_settle(till: Till, operator: Operator, of: int) -> bool:
    """Whether somebody may see that settlement."""
    return of == operator.number or till.staff.may(operator, Right.REPORT)


def shifts_of_day(till: Till, operator: Operator) -> Sequence[Shift]:
    """Those who ordered, collected or still have a table open, as far as `operator` may see them; himself first.

    Reads the receipts of the day: not on the screen's lane.
    """
    collected: dict[int, int] = {operator.number: 0}
    names: dict[int, str] = {}
    for receipt in till.books.receipts_of_day():
        if receipt.training:
            continue
        names[receipt.operator] = receipt.operator_name
        collected.setdefault(receipt.operator, 0)
        for orderer, _, cents in turnover_parts(receipt):
            collected.setdefault(orderer, 0)
            collected[receipt.operator] += cents
    for tab in till.books.open_tabs():
        if not tab.training and tab.total:
            collected.setdefault(tab.operator, 0)
    return [
        Shift(number, _name(till, number, names.get(number)), Money(collected[number]))
        for number in sorted(collected, key=lambda number: (number != operator.number, number))
        if may_settle(till, operator, number)
    ]


def look_at_operator(till: Till, operator: Operator, of: int) -> OperatorDay:
    """The settlement as it stands now; nothing is booked. Reads the receipts of the day: not on the screen's lane.

    Raises:
        Refused: somebody else's, without the right to see reports.
    """
    if of != operator.number:
        till.staff.require(operator, Right.REPORT)
    first, last = 0, 0
    name = ""
    for receipt in till.books.receipts_of_day():
        first, last = first or receipt.number, receipt.number
        if receipt.operator == of:
            name = receipt.operator_name
    voids = till.books.voids_of_day(of)
    settlement = _settle(till, of, _name(till, of, name), first, last, voids)
    still_open = Money.sum(
        tab.total for tab in till.books.open_tabs() if tab.operator == of and not tab.training
    )
    return OperatorDay(settlement, still_open, till.books.business_date, till.now(), first, last)


def print_settlement(till: Till, operator: Operator, of: int) -> SettlementPrinted:
    """Print the settlement as it stands now; the journal keeps who asked for whose. Nothing is closed by it.

    Raises:
        Refused: somebody else's, without the right to see reports; or in practice.
        BooksError: it could not be written.
    """
    if operator.training:
        raise Refused("In der Übung wird nichts abgerechnet.")
    day = look_at_operator(till, operator, of)
    with till.books.act(ActKind.REPORT, at=day.at, operator=operator.number) as act:
        voids = day.settlement.voids
        facts: dict[str, object] = {
            "settlement": of,
            "first": day.first,
            "last": day.last,
            "voids": [voids[0], voids[1].cents],
            "open": day.still_open.cents,
        }
        act.body.update(
            facts, collected=day.settlement.collected.cents, cash=day.settlement.cash.balance.cents
        )
        printer = report_printer(till)
        if printer:
            payload = {
                "paper": "settlement",
                "name": day.settlement.name,
                "operator": operator.number,
                "at": day.at.isoformat(),
                "business_date": day.business_date.isoformat(),
                "unit": till.unit_name,
                **facts,
            }
            act.follow_up(Job(JobKind.PRINT, printer, payload))
    return SettlementPrinted(day, bool(printer))


def printed_day(
    till: Till, of: int, name: str, first: int, last: int, voids: tuple[int, Money], still_open: Money,
    business_date: date, at: datetime,
) -> OperatorDay:  # fmt: skip
    """The settlement that was printed, reckoned again from the same receipts."""
    return OperatorDay(
        _settle(till, of, name, first, last, voids), still_open, business_date, at, first, last
    )


def operator_day_page(till: Till, day: OperatorDay, *, asked_by: int, unit: str | None = None) -> Page:
    """The paper of a settlement."""
    by = "" if asked_by == day.settlement.operator else _name(till, asked_by, None)
    return settlement_page(
        day.settlement,
        business=till.house.business,
        terminal=till.terminal,
        business_date=day.business_date,
        at=day.at,
        main_groups={g.number: g.name for g in till.catalogue.main_groups.values()},
        zone=till.zone,
        still_open=day.still_open,
        asked_by=by,
        fiscal_mark=till.fiscal.mark,
        unit=till.unit_name if unit is None else unit,
    )


def _settle(till: Till, of: int, name: str, first: int, last: int, voids: tuple[int, Money]) -> Settlement:
    return settlement_of(
        lambda: till.books.receipts_between(first, last) if first else (), of, name, till.zone, voids
    )


def _name(till: Till, number: int, on_receipts: str | None) -> str:
    """What somebody is called; on receipts he may have had an earlier name."""
    known = till.staff.operators.get(number)
    return known.name if known else on_receipts or f"Bediener {number}"

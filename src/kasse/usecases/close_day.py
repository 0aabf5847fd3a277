"""The figures of the day: the X report in between, the closing (Z) at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kasse.domain.business import table_name
from kasse.domain.money import Money
from kasse.domain.refused import OnlyPractice, Refused
from kasse.domain.shifts import Closing, Figures, figures_of, next_business_date
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind, AlreadyBooked, RecordKind, Series, Subject, TabSummary
from kasse.ports.outbox import Job, JobKind
from kasse.settings.declared.collective_tables import COLLECTIVE_TABLES
from kasse.settings.declared.data import BACKUP_FOLDER
from kasse.settings.declared.menus import MENUS_STAY
from kasse.settings.declared.papers import PRINT_X, Z_COPIES
from kasse.settings.declared.register import COUNT_BEFORE_CLOSING, TABLES_STAY_OPEN
from kasse.usecases.book_order import write_outcomes
from kasse.usecases.cash_balance import carry_balances, hands_over, note_carried, settle_cash
from kasse.usecases.cash_book import export_cash_book
from kasse.usecases.follow_ups import report_printer
from kasse.usecases.planned_prices import apply_planned_prices
from kasse.usecases.remaining import end_counts
from kasse.usecases.secure_pending import secure_note
from kasse.usecases.till import Changed, Till

ARCHIVE_LANE = "tse"
"""Target of the jobs that put away what the signing device signed."""


CHECKS = "self_check"
"""Target of the jobs that ask for a self-check."""
BACKUPS = "backup"
"""Target of the jobs that ask for a backup."""


@dataclass(frozen=True, slots=True)
class DayState:
    """What the closing screen shows before anything is closed."""

    figures: Figures
    voids: tuple[int, Money]
    open_tables: tuple[str, ...]
    """Names of the tables that still have to be settled; a table that only bears a name may keep it overnight."""
    staying: tuple[str, ...] = ()
    """Names of the tables that stay open beyond the closing, where the house allows it."""


def look_at_day(till: Till) -> DayState:
    """The figures since the last closing. Reads only; long days take a moment, so not on the screen's lane."""
    open_tabs = [tab for tab in till.books.open_tabs() if _owes(till, tab)]
    all_stay, collective = till.settings[TABLES_STAY_OPEN], till.settings[COLLECTIVE_TABLES]
    staying = [tab for tab in open_tabs if all_stay or tab.table in collective]
    return DayState(
        figures_of(till.books.receipts_of_day(), till.zone),
        till.books.voids_of_day(),
        (
            *(table_name(tab.table, tab.name) for tab in open_tabs if tab not in staying),
            *_menus_in_the_way(till),
        ),
        tuple(table_name(tab.table, tab.name) for tab in staying),
    )


def _menus_in_the_way(till: Till) -> Sequence[str]:
    """Menu orders that must not outlast the day, where the house wants it so."""
    if till.settings[MENUS_STAY]:
        return ()
    return [f"Menübestellung {table_name(order.table)}" for order in till.books.menu_orders()]


def _owes(till: Till, summary: TabSummary) -> bool:
    """Whether something was ordered there that still needs a receipt, be it for nothing."""
    if summary.training:
        return False
    tab = None if summary.total else till.books.tab(summary.table, waiter=summary.waiter)
    return bool(summary.total) or (tab is not None and bool(tab.lines))


def report_day(till: Till, operator: Operator) -> Figures:
    """Print the figures so far (X report); nothing is closed.

    Raises:
        Refused: no right.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.REPORT)
    day = look_at_day(till)
    with till.books.act(ActKind.REPORT, at=till.now(), operator=operator.number) as act:
        facts: dict[str, object] = {
            "first": day.figures.first_number,
            "last": day.figures.last_number,
            "voids": [day.voids[0], day.voids[1].cents],
        }
        act.body.update(facts)
        if report_printer(till) and till.settings[PRINT_X]:
            payload = {"paper": "x_report", "operator": operator.number, "at": act.at.isoformat(), **facts}
            payload["business_date"] = act.business_date.isoformat()
            payload["unit"] = till.unit_name
            act.follow_up(Job(JobKind.PRINT, report_printer(till), payload))
    return day.figures


CLOSED = Changed.SHIFT | Changed.TABLES | Changed.RECEIPTS | Changed.AVAILABILITY | Changed.JOURNAL


@dataclass(frozen=True, slots=True)
class DayClosed:
    """A closing that is durable."""

    closing: Closing
    problem: str = ""
    """German: what did not follow it as it should have; empty for nothing."""
    changed: Changed = CLOSED


def close_day(
    till: Till, operator: Operator, counted: Money | None = None, *, key: UUID | None = None
) -> DayClosed:
    """Close the day: freeze its figures under the next number and change the business date.

    Before it, as settings say, the difference to the counted cash and what operators hand over are booked; after it
    the balances that go over into the next day, and the cash book is written. The signing device is asked for that.

    Raises:
        Refused: no right, tables open, cash not counted that has to be, or an order or receipt not yet secured.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.CLOSE_DAY)
    if operator.training:
        raise OnlyPractice("Übung: Jetzt wäre der Tag abgeschlossen.")
    if counted is None and till.settings[COUNT_BEFORE_CLOSING]:
        raise Refused("Bitte zuerst das Bargeld zählen und die Summe eingeben.")
    write_outcomes(till)
    if key is None or till.books.booked(key) is None:
        counted = _settle_before(till, operator, counted)
    try:
        with till.books.act(ActKind.CLOSING, at=till.now(), operator=operator.number, key=key) as act:
            day = look_at_day(till)
            _require_settled(till, day)
            closing = Closing(
                terminal=till.terminal.number,
                number=act.next_number(Series.CLOSING),
                business_date=act.business_date,
                closed_at=act.at,
                operator=operator.number,
                operator_name=operator.name,
                figures=day.figures,
                counted=counted,
            )
            today = act.at.astimezone(till.zone).date()
            act.close(closing, next_business_date(act.business_date, today))
            frozen = till.fiscal.freeze(
                till.books.bons.open_day(till.terminal.number, act.at),
                till.books.bons,
                till.terminal,
                till.house,
                till.catalogue,
            )
            if frozen is not None:
                act.add_record(RecordKind.CLOSING_MASTER, frozen, closing.number)
            note_carried(till, act, closing.number, day.figures)
            end_counts(till, act)
            act.body.update(closing=closing.number, voids=[day.voids[0], day.voids[1].cents])
            if till.unit_name:
                act.body["unit"] = till.unit_name
            act.follow_up(Job(JobKind.SELF_CHECK, CHECKS, {"closing": closing.number}))
            if till.settings[BACKUP_FOLDER] is not None:
                act.follow_up(Job(JobKind.BACKUP, BACKUPS, {"closing": closing.number}))
            if till.known_devices:
                act.follow_up(Job(JobKind.TSE_ARCHIVE, ARCHIVE_LANE, {"closing": closing.number}))
            for copy in range(till.settings[Z_COPIES] if report_printer(till) else 0):
                payload = {"paper": "closing", "number": closing.number, "voids": act.body["voids"]}
                payload["unit"] = till.unit_name
                if copy:
                    payload["copy"] = copy
                act.follow_up(Job(JobKind.PRINT, report_printer(till), payload))
    except AlreadyBooked as earlier:
        number = earlier.booked.body.get("closing")
        if not isinstance(number, int):
            raise
        closing = till.books.closing(number)[0]
    till.read_availabilities()
    carry_balances(till)
    changed = CLOSED | apply_planned_prices(till)
    return DayClosed(closing, export_cash_book(till, closing), changed)


def _settle_before(till: Till, operator: Operator, counted: Money | None) -> Money | None:
    """What has to be booked first; returns what must be there of what was counted."""
    for pending in till.books.pending():
        if pending.subject is Subject.NOTE:
            secure_note(till, pending.number)
    if counted is None and not hands_over(till):
        return None
    day = look_at_day(till)
    _require_settled(till, day)
    return settle_cash(till, operator, counted, day.figures)


def _require_settled(till: Till, day: DayState) -> None:
    if day.open_tables:
        names = ", ".join(day.open_tables[:6]) + (" …" if len(day.open_tables) > 6 else "")
        raise Refused(f"Noch offen: {names}. Bitte zuerst kassieren oder umbuchen.")
    if till.books.pending():
        raise Refused(
            "Ein Vorgang wird gerade noch abgesichert. Bitte gleich noch einmal; "
            "bleibt es dabei, kasse neu starten."
        )

"""The jobs that follow deeds: which paper goes to which printer. The payloads name facts, never copies of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from kasse.domain.business import House, PaymentKind, table_name
from kasse.domain.orders import Tab
from kasse.domain.orders.record import line_record
from kasse.domain.sales import Receipt
from kasse.domain.staff import Operator
from kasse.ports.books import Order
from kasse.ports.outbox import Job, JobKind
from kasse.settings.declared.papers import DRAWER_FOR_CASH, RECEIPT_COPIES, REPORT_PRINTER
from kasse.usecases.till import Till


def slips(order: Order, house: House, *, waits_from: int = 0, silent: Collection[int] = ()) -> Iterator[Job]:
    """One slip for each printer of each station that has something to do. Training troubles no kitchen.

    waits_from: courses from this one on are prepared when they are called; 0: all are prepared at once.
    silent: places of bookings that the kitchen has a docket of already.
    """
    if order.training:
        return
    told = [booking for i, booking in enumerate(order.bookings) if i not in silent]
    stations = dict.fromkeys(b.line.station for b in told if b.line.station)
    for station in stations:
        for printer in house.station_printers(station):
            payload: dict[str, object] = {"paper": "slip", "order": order.number, "station": station}
            if waits_from and any(b.line.course >= waits_from for b in order.bookings):
                payload["waits_from"] = waits_from
            if silent:
                payload["silent"] = sorted(silent)
            yield Job(JobKind.PRINT, printer, payload)


def course_calls(till: Till, tab: Tab, course: int, operator: Operator, at: datetime) -> Iterator[Job]:
    """To each printer of each station that prepares something of a course: it is wanted now."""
    if tab.training:
        return
    lines = [line for line in tab.lines if line.course == course and line.quantity.thousandths > 0]
    for station in dict.fromkeys(line.station for line in lines if line.station):
        payload = {
            "paper": "call",
            "label": table_name(tab.table, tab.name),
            "operator": operator.name,
            "station": station,
            "course": course,
            "at": at.isoformat(),
            "lines": [line_record(line) for line in lines if line.station == station],
        }
        for printer in till.house.station_printers(station):
            yield Job(JobKind.PRINT, printer, payload)


def receipt_paper(till: Till, number: int, *, copy: int = 0, entertainment: bool = False) -> Iterator[Job]:
    """The receipt on paper; `copy` counts the copies, 0 is the original, with as many more as the setting says."""
    if not till.terminal.receipt_printer:
        return
    payload = {"paper": "receipt", "number": number, "copy": copy}
    if entertainment:
        payload["entertainment"] = True
    yield Job(JobKind.PRINT, till.terminal.receipt_printer, payload)
    if not copy:
        for _ in range(till.settings[RECEIPT_COPIES] - 1):
            yield Job(JobKind.PRINT, till.terminal.receipt_printer, {**payload, "uncounted": True})


def report_printer(till: Till) -> str:
    """Where reports come out; empty for nowhere."""
    return till.settings[REPORT_PRINTER] or till.terminal.receipt_printer


def interim_paper(till: Till, tab: Tab, operator: Operator, at: datetime) -> Job:
    """The interim bill of a tab as it is now: what is printed later must be what was asked for."""
    payload = {
        "paper": "interim",
        "label": table_name(tab.table, tab.name),
        "operator": operator.name,
        "at": at.isoformat(),
        "opened_at": tab.opened_at.isoformat(),
        "training": tab.training,
        "lines": [line_record(line) for line in tab.lines],
    }
    return Job(JobKind.PRINT, till.terminal.receipt_printer, payload)


def opens_drawer(till: Till, receipt: Receipt) -> bool:
    """Whether it opens: for cash as the setting says, for other ways of payment as they say; never in training."""
    if receipt.training or not till.terminal.receipt_printer:
        return False
    methods = till.house.payment_methods
    return any(
        till.settings[DRAWER_FOR_CASH]
        if p.kind is PaymentKind.CASH
        else p.code in methods and methods[p.code].opens_drawer
        for p in receipt.payments
    )


def drawer(till: Till, receipt: Receipt) -> Iterator[Job]:
    """The pulse for the drawer, if it is to open."""
    if opens_drawer(till, receipt):
        yield Job(JobKind.DRAWER, till.terminal.receipt_printer, {"number": receipt.number})


_NUMBERED = {
    "receipt": "Beleg",
    "invoice": "Rechnung zu Beleg",
    "closing": "Tagesabschluss",
    "outage": "TSE-Ausfallbeleg",
    "recovery": "TSE-Fehlerbehebungsbeleg",
    "notification": "Kassenmeldung",
}


def paper_name(payload: Mapping[str, Any]) -> str:
    """What people call the paper of a job, for messages about it."""
    match payload:
        case {"paper": "slip", "order": number, "station": station}:
            name = f"Bon {number} ({station})"
        case {"paper": "menus", "label": label}:
            return f"Menübestellung {label}"
        case {"paper": "call", "course": course, "label": label}:
            name = f"Abruf {course}. Gang {label}"
        case {"paper": "interim", "label": label}:
            name = f"Zwischenrechnung {label}"
        case {"paper": "x_report"}:
            name = "X-Bericht"
        case {"paper": "units"}:
            name = "Bericht je Betrieb"
        case {"paper": "settlement", "name": who}:
            name = f"Bedienerabrechnung {who}"
        case {"paper": paper, "number": number} if paper in _NUMBERED:
            name = f"{_NUMBERED[paper]} {number}"
        case _:
            name = "Ein Papier"
    return name

"""From a waiting job to the page: papers are drawn from the books when the printer takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kasse.documents.closing_report import closing_page, x_report_page
from kasse.documents.interim_bill import interim_bill_page
from kasse.documents.notification_sheet import notification_page
from kasse.documents.outage_slip import outage_slip_page
from kasse.documents.receipt import receipt_page
from kasse.documents.recipient import LaterInvoice
from kasse.documents.recovery_slip import recovery_slip_page
from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.orders.record import line_of_record
from kasse.domain.sales import Bill
from kasse.domain.shifts import figures_of
from kasse.ports.paper import Align, Page, Size, Text
from kasse.settings.declared.ordering import TAKE_AWAY_NOTE
from kasse.usecases.kitchen_papers import kitchen_paper
from kasse.usecases.notify import find_notification
from kasse.usecases.outages import find_outage
from kasse.usecases.report_units import units_paper
from kasse.usecases.settle_operator import operator_day_page, printed_day
from kasse.usecases.till import Till
from kasse.usecases.vouchers import left_on_vouchers


def draw_paper(till: Till, payload: Mapping[str, Any], *, again: bool = False) -> Page | None:
    """The page that a print job asks for; None if there is nothing to print after all.

    `again`: an earlier try may have printed it, or part of it. A second paper must never pass for the first one:
    a meal would be cooked twice, and a sale would have two receipts.

    Raises:
        KeyError: the job names something that is not in the books.
        ValueError: no such paper.
    """
    match payload["paper"]:
        case "slip" | "call" | "menus":
            return kitchen_paper(till, payload, again=again)
        case "receipt":
            return receipt_paper_page(
                till,
                payload["number"],
                copy=_copy(payload, again=again),
                entertainment=bool(payload.get("entertainment")),
            )
        case "invoice":
            return receipt_paper_page(
                till,
                payload["number"],
                copy=_copy(payload, again=again),
                invoice=LaterInvoice(
                    Customer(**payload["customer"]),
                    datetime.fromisoformat(payload["at"]),
                    datetime.fromisoformat(payload["replaces"]) if payload["replaces"] else None,
                ),
            )
        case "interim":
            page = interim_bill_page(
                Bill(tuple(line_of_record(record) for record in payload["lines"])),
                business=till.house.business,
                table_label=payload["label"],
                operator_name=payload["operator"],
                at=datetime.fromisoformat(payload["at"]),
                zone=till.zone,
                opened_at=datetime.fromisoformat(payload["opened_at"]),
                fiscal_mark=till.fiscal.mark,
                training=payload["training"],
                away_note=till.settings[TAKE_AWAY_NOTE],
            )
        case "x_report":
            page = _x_report(till, payload)
        case "settlement":
            page = _settlement(till, payload)
        case "units":
            page = units_paper(till, payload)
        case "closing":
            copy = again or bool(payload.get("copy"))
            return closing_paper_page(
                till, payload["number"], payload["voids"], copy=copy, unit=payload.get("unit", "")
            )
        case "outage" | "recovery":
            page = outage_paper_page(till, payload["number"], over=payload["paper"] == "recovery")
        case "notification":
            page = notification_paper_page(till, payload["number"])
        case other:
            raise ValueError(f"no paper {other!r}")
    return _repeated(page) if again else page


def _copy(payload: Mapping[str, Any], *, again: bool) -> int | None:
    """Which copy it is. Nobody counts what comes out with the original, or may be a second paper of a failed printer."""
    counted = int(payload.get("copy", 0))
    return None if payload.get("uncounted") or (again and not counted) else counted


def receipt_paper_page(
    till: Till,
    number: int,
    *,
    copy: int | None = 0,
    invoice: LaterInvoice | None = None,
    entertainment: bool = False,
) -> Page:
    """The page of a receipt, as printed or as shown on the screen; see `receipt_page`.

    Raises:
        KeyError: there is no such receipt.
    """
    stored = till.books.receipt(number)
    return receipt_page(
        stored.receipt,
        business=stored.business,
        terminal=till.terminal,
        proof=till.fiscal.proof(stored.receipt, stored.secured),
        zone=till.zone,
        copy=copy,
        invoice=invoice,
        entertainment=entertainment,
        agencies=_agencies(till),
        away_note=till.settings[TAKE_AWAY_NOTE],
        left=left_on_vouchers(till, stored.receipt),
    )


def closing_paper_page(
    till: Till, number: int, voids: Sequence[int], *, copy: bool = False, unit: str = ""
) -> Page:
    """The page of a closing; `voids` are the count of voided lines and their cents.

    Raises:
        KeyError: there is no such closing.
    """
    closing, business = till.books.closing(number)
    return closing_page(
        closing,
        business=business,
        terminal=till.terminal,
        main_groups=_main_groups(till),
        agencies=_agencies(till),
        voids=(voids[0], Money(voids[1])),
        zone=till.zone,
        copy=copy,
        fiscal_mark=till.fiscal.mark,
        unit=unit,
    )


def outage_paper_page(till: Till, number: int, *, over: bool) -> Page:
    """The slip of an outage as it begins, or (`over`) as it ends.

    Raises:
        KeyError: there is no such outage.
    """
    outage, business, mark = find_outage(till.books, number), till.house.business, till.fiscal.mark
    if not over:
        return outage_slip_page(outage, business=business, zone=till.zone, fiscal_mark=mark)
    return recovery_slip_page(
        outage,
        till.books.without_signature(number),
        terminal=till.terminal.number,
        business=business,
        zone=till.zone,
        fiscal_mark=mark,
    )


def notification_paper_page(till: Till, number: int) -> Page:
    """The sheet of a notification to the tax office.

    Raises:
        KeyError: there is no such notification, or the law here knows none.
    """
    view = find_notification(till.books, number)
    form = till.fiscal.notification_form(view.notification)
    if form is None:
        raise KeyError(number)
    return notification_page(
        form, number=number, reason=view.notification.reason, made_at=view.made_at, zone=till.zone
    )


def _x_report(till: Till, payload: Mapping[str, Any]) -> Page:
    receipts = till.books.receipts_between(payload["first"], payload["last"]) if payload["first"] else ()
    operator = till.staff.operators.get(payload["operator"])
    return x_report_page(
        figures_of(receipts, till.zone),
        business=till.house.business,
        terminal=till.terminal,
        business_date=date.fromisoformat(payload["business_date"]),
        at=datetime.fromisoformat(payload["at"]),
        operator_name=operator.name if operator else str(payload["operator"]),
        main_groups=_main_groups(till),
        agencies=_agencies(till),
        voids=(payload["voids"][0], Money(payload["voids"][1])),
        zone=till.zone,
        fiscal_mark=till.fiscal.mark,
        unit=payload.get("unit", ""),
    )


def _settlement(till: Till, payload: Mapping[str, Any]) -> Page:
    day = printed_day(
        till,
        payload["settlement"],
        payload["name"],
        payload["first"],
        payload["last"],
        (payload["voids"][0], Money(payload["voids"][1])),
        Money(payload["open"]),
        date.fromisoformat(payload["business_date"]),
        datetime.fromisoformat(payload["at"]),
    )
    return operator_day_page(till, day, asked_by=payload["operator"], unit=payload["unit"])


def _repeated(page: Page) -> Page:
    banner = Text("WIEDERHOLUNG", Size.TALL, bold=True, align=Align.CENTER, invert=True)
    return replace(page, elements=(banner, *page.elements))


def _main_groups(till: Till) -> Mapping[int, str]:
    return {g.number: g.name for g in till.catalogue.main_groups.values()}


def _agencies(till: Till) -> Mapping[int, str]:
    return {agency.number: agency.name for agency in till.house.agencies.values()}

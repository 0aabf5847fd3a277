"""From a table, a payment or a receipt to what its guest is to see."""

from __future__ import annotations

from kasse.domain.business import table_name
from kasse.domain.money import ZERO
from kasse.domain.orders import Tab
from kasse.domain.sales import Bill, Receipt
from kasse.ui import wording
from kasse.ui.guest import GuestBill
from kasse.ui.orders.draft import Draft
from kasse.ui.orders.ticket_lines import ticket_line
from kasse.ui.pay.bill import Paying
from kasse.ui.pay.models import Offer
from kasse.ui.pay.showing import bill_note, share_words
from kasse.ui.widgets.line_rows import LineState, TicketLine
from kasse.usecases.till import Till


def _place(till: Till, table: int, name: str) -> str:
    now = till.now().astimezone(till.zone)
    words = [] if table < 0 else [table_name(table, name)]
    return " · ".join([*words, wording.long_day(now.date()), f"{now:%H:%M}"])


def ordering(till: Till, table: int, tab: Tab | None, draft: Draft, *, training: bool) -> GuestBill | None:
    """What is on the table, sent or not; None while there is nothing."""
    sent = [ticket_line(("sent", line.id), line) for line in (tab.lines if tab else ())]
    new = [
        ticket_line(("new", line.key), line.line, LineState.NEW)
        for line in (*(line for parcel in draft.parcels for line in parcel.lines), *draft)
    ]
    if not sent and not new:
        return None
    total = (tab.total if tab else ZERO) + draft.total
    return GuestBill(
        _place(till, table, tab.name if tab else ""),
        (*sent, *new),
        "Summe",
        wording.euro(total),
        training=training,
    )


def paying(
    till: Till, table: int, name: str, bill: Bill, state: Paying, tips: tuple[Offer, ...], *, training: bool
) -> GuestBill | None:
    """What one guest has to pay now; None while nothing is his."""
    if not bill.lines:
        return None
    details = []
    if state.given:
        details.append(("Summe", str(bill.total)))
        details.append(("Gegeben", str(state.given)))
    return GuestBill(
        _place(till, table, name),
        tuple(_bill_lines(bill)),
        "Zu zahlen",
        wording.euro(bill.total - state.given),
        tuple(details),
        tips=tips,
        training=training,
    )


def _bill_lines(bill: Bill) -> list[TicketLine]:
    lines = [
        TicketLine(i, share_words(line.quantity), line.name, str(line.amount), bill_note(line))
        for i, line in enumerate(bill.lines)
    ]
    lines += [
        TicketLine(("discount", i), "", discount.name, str(-discount.total))
        for i, discount in enumerate(bill.discounts)
    ]
    if bill.tip:
        lines.append(TicketLine("tip", "", "Trinkgeld", str(bill.tip)))
    return lines


def paid_bill(till: Till, receipt: Receipt, lines: tuple[TicketLine, ...]) -> GuestBill:
    """What was paid, what was given, and what goes back."""
    given = tuple((p.name, f"{p.given} {p.currency}".strip()) for p in receipt.payments if p.given > ZERO)
    at = receipt.issued_at.astimezone(till.zone)
    place = [] if receipt.table is None or receipt.table < 0 else [receipt.table_label]
    return GuestBill(
        " · ".join([*place, wording.long_day(at.date()), f"{at:%H:%M}"]),
        lines,
        "Summe",
        wording.euro(receipt.total),
        given,
        "Rückgeld" if receipt.change else "",
        wording.euro(receipt.change) if receipt.change else "",
        is_paid=True,
        training=receipt.training,
    )

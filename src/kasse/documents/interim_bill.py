"""The interim bill: what a table owes so far, and plainly no invoice."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kasse.documents.head import TRAINING, clock, mark, moment, throughout
from kasse.documents.page import PageWriter
from kasse.documents.sold import AWAY, write_lines
from kasse.domain.business import Business
from kasse.domain.sales import Bill
from kasse.ports.paper import Page, RuleKind, Size

TITLE = "Zwischenrechnung"


def interim_bill_page(
    bill: Bill,
    *,
    business: Business,
    table_label: str,
    operator_name: str,
    at: datetime,
    zone: ZoneInfo,
    opened_at: datetime | None = None,
    fiscal_mark: str = "",
    training: bool = False,
    away_note: str = AWAY,
) -> Page:
    """The bill before it is paid. It shows no tax, or § 14c UStG would make the tax on it due."""
    writer = PageWriter(f"{TITLE} {table_label}")
    writer.centered(business.name, size=Size.TALL, bold=True)
    writer.banner(f"{TITLE} – keine Rechnung", size=Size.NORMAL)
    since = f" · seit {clock(opened_at, zone)}" if opened_at else ""
    writer.pair(table_label, operator_name, bold=True)
    writer.text(moment(at, zone) + since)
    writer.rule()
    write_lines(writer, bill, {}, away_note=away_note)
    writer.rule(RuleKind.DOUBLE)
    writer.pair(f"Zu zahlen {business.currency}", str(bill.total), size=Size.TALL, bold=True)
    writer.text("Die Rechnung mit allen Angaben erhalten Sie, wenn Sie bezahlen.", size=Size.SMALL)
    mark(writer, fiscal_mark)
    return throughout(writer.page(), TRAINING) if training else writer.page()

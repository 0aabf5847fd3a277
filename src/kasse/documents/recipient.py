"""To whom an invoice is made out, and when the goods were handed over (§ 14 (4) UStG no. 1 and 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kasse.documents.head import day
from kasse.documents.page import PageWriter
from kasse.domain.business import Business
from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.ports.paper import RuleKind, Size

SMALL_INVOICE = Money(250_00)
"""Up to this gross sum a receipt needs no recipient (§ 33 UStDV, Kleinbetragsrechnung)."""


@dataclass(frozen=True, slots=True)
class LaterInvoice:
    """A receipt made out to somebody who asked for it after the payment. It is the same invoice, no second one."""

    customer: Customer
    issued_at: datetime
    replaces: datetime | None = None
    """When the invoice was issued whose recipient was wrong; None: there is no earlier one."""


def needs_recipient(receipt: Receipt) -> bool:
    """Whether the tax office asks for the recipient."""
    return receipt.kind is ReceiptKind.SALE and receipt.total > SMALL_INVOICE


def write_recipient(writer: PageWriter, customer: Customer, business: Business, *, complete: bool) -> None:
    """Name, address, and what else the customer needs to find on it.

    Unless that is `complete` as it is, there is room for an address that the till does not know.
    """
    writer.text("Rechnung an", size=Size.SMALL)
    writer.text(customer.name, bold=True)
    foreign = customer.country if customer.country != business.country.value else ""
    place = " ".join(part for part in (customer.postcode, customer.city) if part)
    for line in (customer.street, f"{place} {f'({foreign})' if foreign else ''}".strip()):
        if line:
            writer.text(line)
    if not complete and not customer.has_address:
        _lines(writer)
    if customer.vat_id:
        writer.text(f"USt-IdNr. {customer.vat_id}")
    if customer.number:
        writer.text(f"Kundennummer {customer.number}", size=Size.SMALL)


def write_room_for_recipient(writer: PageWriter, name: str = "") -> None:
    """Lines for a pen: `name`, where it is known, and what is missing."""
    writer.rule()
    writer.text("Rechnung an (Name und Anschrift):" if not name else "Rechnung an:", size=Size.SMALL)
    if name:
        writer.text(name)
    _lines(writer)


def _lines(writer: PageWriter) -> None:
    for _ in range(2):
        writer.feed()
        writer.rule(RuleKind.DOTTED)


def write_supply_date(writer: PageWriter, receipt: Receipt, zone: ZoneInfo) -> None:
    """The day of the supply; two where the guests stayed over midnight."""
    last = receipt.issued_at.astimezone(zone).date()
    first = last if receipt.first_ordered_at is None else receipt.first_ordered_at.astimezone(zone).date()
    words = day(last) if first == last else f"{day(first)} bis {day(last)}"
    writer.text(f"Leistungsdatum {words}", size=Size.SMALL)

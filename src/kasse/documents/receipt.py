"""The receipt for the guest, with all that § 6 KassenSichV and § 14 UStG (§ 33 UStDV up to 250 €) ask for."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from kasse.documents.entertainment import write_entertainment
from kasse.documents.head import TRAINING, business_head, day, exact_moment, mark, moment, throughout
from kasse.documents.page import NO_BREAK, PageWriter, amount
from kasse.documents.recipient import (
    LaterInvoice,
    needs_recipient,
    write_recipient,
    write_room_for_recipient,
    write_supply_date,
)
from kasse.documents.sold import AWAY, rate_name, tax_letters, write_lines
from kasse.domain.business import Business, Terminal
from kasse.domain.business_case import CASE_NAMES
from kasse.domain.money import Money
from kasse.domain.sales import Payment, Receipt, ReceiptKind, ReferenceKind
from kasse.domain.tax import Country, TaxRate, exempt, not_taxable
from kasse.ports.fiscal import Proof
from kasse.ports.paper import Cell, Page, RuleKind, Size

_TITLES = {
    ReceiptKind.SALE: "Rechnung",
    ReceiptKind.REVERSAL: "Rechnungskorrektur",
    ReceiptKind.CASH: "Kassenbewegung",
    ReceiptKind.INTERNAL: "Interner Beleg",
    ReceiptKind.TEST: "Testbeleg",
}
_REFERENCES = {
    ReferenceKind.INVOICE: "Rechnung",
    ReferenceKind.DELIVERY_NOTE: "Lieferschein",
    ReferenceKind.RECEIPT: "Beleg",
}
_SMALL_BUSINESS = {
    Country.DE: "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet (Steuerbefreiung für Kleinunternehmer).",
    Country.AT: "Umsatzsteuerfrei aufgrund der Kleinunternehmerregelung (§ 6 Abs. 1 Z 27 UStG).",
}
_TAX_COLUMN = 9
_LONG = 40
"""Characters: serial numbers and signatures are found more easily where a line begins."""


def receipt_number(terminal: int, number: int) -> str:
    """How a receipt is named on paper and screen: till and number, unique in the business."""
    return f"{terminal}-{number}"


def receipt_page(
    receipt: Receipt,
    *,
    business: Business,
    terminal: Terminal,
    proof: Proof,
    zone: ZoneInfo,
    copy: int | None = 0,
    note: str = "",
    invoice: LaterInvoice | None = None,
    entertainment: bool = False,
    agencies: Mapping[int, str] | None = None,
    away_note: str = AWAY,
    left: Mapping[str, Money] | None = None,
) -> Page:
    """The receipt, or with `invoice` the receipt made out to somebody.

    `copy` counts the prints after the first; None: one that nobody counted. `note` is a line at its head ("statt
    Drucker Bar"). `entertainment` adds the block of a Bewirtungsbeleg. `agencies`, `away_note`: see `sold.write_lines`.
    `left`: what is left of vouchers and down payments that it took from, by their numbers.
    """
    number = receipt_number(receipt.terminal, receipt.number)
    title = f"{_TITLES[receipt.kind]} {number}" if invoice is None else _later_title(invoice, number)
    writer = PageWriter(title)
    if note:
        writer.text(note, size=Size.SMALL)
    business_head(writer, business)
    if copy != 0:
        writer.banner("KOPIE" if copy is None else f"KOPIE {copy}")
    writer.feed()
    _head(writer, receipt, title, terminal, zone)
    customer = receipt.customer
    if invoice is not None:
        customer = invoice.customer
        _later_facts(writer, invoice, number, zone)
    if customer is not None:
        writer.feed()
        write_recipient(writer, customer, business, complete=not needs_recipient(receipt))
    letters = tax_letters([t.rate for t in receipt.taxes])
    writer.rule()
    untaxed = not_taxable(business.country)
    write_lines(writer, receipt.bill, letters, tip_rate=untaxed, agencies=agencies, away_note=away_note)
    if receipt.kind is ReceiptKind.CASH or (receipt.cash and not receipt.lines):
        writer.pair(_movement(receipt), str(receipt.cash))
    writer.rule(RuleKind.DOUBLE)
    _sum(writer, receipt, business)
    _payments(writer, receipt)
    for voucher, balance in (left or {}).items():
        writer.pair(f"Noch auf{NO_BREAK}{voucher}", str(balance))
    _taxes(writer, receipt, business.country, letters)
    _small_business(writer, receipt, business)
    if customer is not None or needs_recipient(receipt):
        write_supply_date(writer, receipt, zone)
    if needs_recipient(receipt) and customer is None:
        write_room_for_recipient(writer, receipt.payer)
    _fiscal(writer, receipt, proof, zone)
    if business.greeting and receipt.kind is ReceiptKind.SALE and not receipt.training:
        if not proof.qr:
            writer.rule()
        writer.centered(business.greeting)
    if entertainment:
        write_entertainment(writer, receipt, business, zone)
    return throughout(writer.page(), TRAINING) if receipt.training else writer.page()


def _later_title(invoice: LaterInvoice, number: str) -> str:
    what = "Rechnung" if invoice.replaces is None else "Berichtigte Rechnung"
    return f"{what} zu Beleg {number}"


def _later_facts(writer: PageWriter, invoice: LaterInvoice, number: str, zone: ZoneInfo) -> None:
    # Two invoices for one supply would make its tax due twice (§ 14c UStG): this one says that it is none.
    writer.text(f"Ausgestellt am {day(invoice.issued_at.astimezone(zone))}")
    if invoice.replaces is not None:
        writer.text(f"Ersetzt die Rechnung vom {day(invoice.replaces.astimezone(zone))}.", size=Size.SMALL)
    writer.text(f"Rechnungsnummer {number}: Beleg und Rechnung sind zusammen eine Rechnung.", size=Size.SMALL)


def _head(writer: PageWriter, receipt: Receipt, title: str, terminal: Terminal, zone: ZoneInfo) -> None:
    writer.pair(title, receipt.table_label, bold=True)
    writer.pair(moment(receipt.issued_at, zone), f"{receipt.operator_name} · Kasse {terminal.number}")
    if receipt.business_date != receipt.issued_at.astimezone(zone).date():
        writer.text(f"Kassendatum {day(receipt.business_date)}")
    if receipt.reverses is not None:
        writer.text(f"Storno zu Beleg {receipt_number(receipt.terminal, receipt.reverses)}", bold=True)
    if receipt.reason:
        label = "Konto" if receipt.kind is ReceiptKind.INTERNAL else "Grund"
        writer.text(f"{label}: {receipt.reason}")
    for reference in receipt.references:
        name = _REFERENCES.get(reference.kind, reference.name)
        text = reference.text
        if reference.kind is ReferenceKind.RECEIPT:
            text = receipt_number(receipt.terminal, int(text))
        if text not in receipt.reason:
            writer.text(f"Zu {name} {text}")


def _movement(receipt: Receipt) -> str:
    """What money without a sale stands for."""
    if receipt.movement is not None:
        return CASE_NAMES[receipt.movement]
    return "Einlage" if receipt.cash.cents > 0 else "Entnahme"


def _sum(writer: PageWriter, receipt: Receipt, business: Business) -> None:
    words = "Wert" if receipt.kind is ReceiptKind.INTERNAL else "Summe"
    writer.pair(f"{words} {business.currency}", str(receipt.total), size=Size.TALL, bold=True)


def _payments(writer: PageWriter, receipt: Receipt) -> None:
    if receipt.kind is ReceiptKind.SALE and receipt.total.cents < 0:
        writer.pair("Ausgezahlt", str(receipt.change))  # more deposit came back than was sold
        return
    for payment in receipt.payments:
        if receipt.kind is ReceiptKind.SALE and payment.amount.cents < 0 and not payment.currency:
            continue  # change for foreign cash: it is part of the change below
        if payment.currency:
            words = f"{payment.name} {payment.currency} {payment.given} zu {_rate(payment)}"
            writer.pair(words, str(payment.amount))
        else:
            words = f"{payment.name} {payment.reference}".strip()
            writer.pair(words, str(payment.given if payment.change else payment.amount))
    if receipt.change:
        writer.pair("Rückgeld", str(-receipt.change))


def _rate(payment: Payment) -> str:
    """0,9500: four decimals, more where the rate has them."""
    whole, part = divmod(payment.rate_micros, 1_000_000)
    decimals = f"{part:06d}".rstrip("0").ljust(4, "0")
    return f"{whole},{decimals}"


def _taxes(writer: PageWriter, receipt: Receipt, country: Country, letters: dict[TaxRate, str]) -> None:
    if not receipt.taxes or receipt.kind is ReceiptKind.CASH:
        return  # money that only changes its place is no turnover
    writer.rule()
    names = ("Netto", "Steuer", "Brutto")
    cells = [amount(name, _TAX_COLUMN) for name in names]
    writer.row(Cell("MwSt."), *cells, size=Size.SMALL)
    for tax in receipt.taxes:
        sums = [amount(str(each), _TAX_COLUMN) for each in (tax.net, tax.tax, tax.gross)]
        writer.row(Cell(f"{letters[tax.rate]} {rate_name(tax.rate, country)}"), *sums, size=Size.SMALL)


def _small_business(writer: PageWriter, receipt: Receipt, business: Business) -> None:
    """Why no tax is shown (§ 34a UStDV, § 6 KassenSichV no. 5), where something was sold without it for that."""
    words = _SMALL_BUSINESS.get(business.country)
    is_free = any(tax.rate == exempt(business.country) for tax in receipt.taxes)
    if business.small_business and words and receipt.lines and is_free:
        writer.text(words, size=Size.SMALL)


def _fiscal(writer: PageWriter, receipt: Receipt, proof: Proof, zone: ZoneInfo) -> None:
    """Small print: sentences and long values on lines of their own, facts (a word, a tab, a value) running on."""
    if proof.lines or receipt.first_ordered_at or proof.qr or proof.mark:
        writer.rule()
    if receipt.first_ordered_at:
        # The device's start is that of the billing: the guest's own start has to be readable (AEAO to § 146a).
        words = f"Erste Bestellung {exact_moment(receipt.first_ordered_at, zone)}"
        writer.text(words, size=Size.SMALL)
    facts, long = [], []
    for line in proof.lines:
        word, tab, value = line.partition("\t")
        if not tab:
            writer.text(line, size=Size.SMALL)
        elif len(value) > _LONG:
            long.append(f"{word}{NO_BREAK}{value}")
        else:
            facts.append(f"{word} {value}".replace(" ", NO_BREAK))
    for line in (", ".join(facts), *long):
        if line:
            writer.text(line, size=Size.SMALL)
    if proof.qr:
        writer.qr(proof.qr)
    mark(writer, proof.mark)

"""The receipt for the guest, with all that § 6 KassenSichV and § 14 UStG (§ 33 UStDV up to 250 €) ask for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kasse.documents.head import TRAINING, business_head, day, exact_moment, mark, moment
from kasse.documents.page import NO_BREAK, PageWriter, amount
from kasse.documents.sold import rate_name, tax_letters, write_lines
from kasse.domain.business import Business, Terminal
from kasse.domain.money import Money
from kasse.domain.sales import Payment, Receipt, ReceiptKind
from kasse.domain.tax import Country, TaxRate, not_taxable
from kasse.ports.fiscal import Proof
from kasse.ports.paper import Cell, Page, RuleKind, Size

SMALL_INVOICE = Money(250_00)
"""Up to this gross sum a receipt needs no recipient (§ 33 UStDV, Kleinbetragsrechnung)."""

_TITLES = {
    ReceiptKind.SALE: "Rechnung",
    ReceiptKind.REVERSAL: "Rechnungskorrektur",
    ReceiptKind.CASH: "Kassenbewegung",
    ReceiptKind.INTERNAL: "Interner Beleg",
    ReceiptKind.TEST: "Testbeleg",
}
_TAX_COLUMN = 9


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
    copy: bool = False,
    note: str = "",
) -> Page:
    """The receipt. `copy` marks every print after the first; `note` is a line at its head ("statt Drucker Bar")."""
    number = receipt_number(receipt.terminal, receipt.number)
    title = _TITLES[receipt.kind]
    writer = PageWriter(f"{title} {number}")
    if note:
        writer.text(note, size=Size.SMALL)
    business_head(writer, business)
    if receipt.training:
        writer.banner(TRAINING)
    if copy:
        writer.banner("KOPIE")
    writer.feed()
    _head(writer, receipt, title, number, terminal, zone)
    letters = tax_letters([t.rate for t in receipt.taxes])
    tip_rate = not_taxable(business.country)
    writer.rule()
    write_lines(writer, receipt.bill, letters, tip_rate=tip_rate)
    if receipt.kind is ReceiptKind.CASH or (receipt.cash and not receipt.lines):
        writer.pair("Einlage" if receipt.cash.cents > 0 else "Entnahme", str(receipt.cash))
    writer.rule(RuleKind.DOUBLE)
    _sum(writer, receipt, business)
    _payments(writer, receipt)
    _taxes(writer, receipt, business.country, letters)
    if receipt.kind is ReceiptKind.SALE and receipt.total > SMALL_INVOICE:
        _recipient(writer, receipt)
    _fiscal(writer, receipt, proof, zone)
    if receipt.training:
        writer.banner(TRAINING)
    elif business.greeting and receipt.kind is ReceiptKind.SALE:
        if not proof.qr:
            writer.rule()
        writer.centered(business.greeting)
    return writer.page()


def _head(
    writer: PageWriter, receipt: Receipt, title: str, number: str, terminal: Terminal, zone: ZoneInfo
) -> None:
    writer.pair(f"{title} {number}", receipt.table_label, bold=True)
    writer.pair(moment(receipt.issued_at, zone), f"{receipt.operator_name} · Kasse {terminal.number}")
    if receipt.business_date != receipt.issued_at.astimezone(zone).date():
        writer.text(f"Kassendatum {day(receipt.business_date)}")
    if receipt.reverses is not None:
        what = "Rechnung" if receipt.lines and receipt.kind is ReceiptKind.REVERSAL else "Beleg"
        writer.text(f"Storno zu {what} {receipt_number(receipt.terminal, receipt.reverses)}", bold=True)
    if receipt.reason:
        label = "Konto" if receipt.kind is ReceiptKind.INTERNAL else "Grund"
        writer.text(f"{label}: {receipt.reason}")


def _sum(writer: PageWriter, receipt: Receipt, business: Business) -> None:
    words = "Wert" if receipt.kind is ReceiptKind.INTERNAL else "Summe"
    writer.pair(f"{words} {business.currency}", str(receipt.total), size=Size.TALL, bold=True)


def _payments(writer: PageWriter, receipt: Receipt) -> None:
    for payment in receipt.payments:
        if receipt.kind is ReceiptKind.SALE and payment.amount.cents < 0 and not payment.currency:
            continue  # change for foreign cash: it is part of the change below
        if payment.currency:
            words = f"{payment.name} {payment.currency} {payment.given} zu {_rate(payment)}"
            writer.pair(words, str(payment.amount))
        else:
            writer.pair(payment.name, str(payment.given if payment.change else payment.amount))
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


def _recipient(writer: PageWriter, receipt: Receipt) -> None:
    writer.rule()
    writer.text("Rechnung an (Name und Anschrift):", size=Size.SMALL)
    if receipt.payer:
        writer.text(receipt.payer)
    writer.feed()
    writer.rule(RuleKind.DOTTED)
    writer.feed()
    writer.rule(RuleKind.DOTTED)
    writer.text("Leistungsdatum ist das Rechnungsdatum.", size=Size.SMALL)


def _fiscal(writer: PageWriter, receipt: Receipt, proof: Proof, zone: ZoneInfo) -> None:
    """Small print: sentences on lines of their own, facts (a word, a tab, a value) running on to save paper."""
    if proof.lines or receipt.first_ordered_at or proof.qr or proof.mark:
        writer.rule()
    if receipt.first_ordered_at:
        # The device's start is that of the billing: the guest's own start has to be readable (AEAO to § 146a).
        words = f"Erste Bestellung {exact_moment(receipt.first_ordered_at, zone)}"
        writer.text(words, size=Size.SMALL)
    facts = [line.replace("\t", " ").replace(" ", NO_BREAK) for line in proof.lines if "\t" in line]
    for line in (*(line for line in proof.lines if "\t" not in line), f"{NO_BREAK}· ".join(facts)):
        if line:
            writer.text(line, size=Size.SMALL)
    if proof.qr:
        writer.qr(proof.qr)
    mark(writer, proof.mark)

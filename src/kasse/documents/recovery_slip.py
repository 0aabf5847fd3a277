"""The recovery slip: the signing device works again, with everything that went without (TSE-Fehlerbehebungsbeleg)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from kasse.documents.head import exact_moment
from kasse.documents.outage_slip import write_outage
from kasse.documents.page import PageWriter, fitting
from kasse.documents.receipt import receipt_number
from kasse.domain.business import Business
from kasse.ports.books import Pending, Subject
from kasse.ports.fiscal import Outage
from kasse.ports.paper import Align, Cell, Page, Size

TITLE = "TSE-Fehlerbehebungsbeleg"


def recovery_slip_page(
    outage: Outage,
    affected: Sequence[Pending],
    *,
    terminal: int,
    business: Business,
    zone: ZoneInfo,
    fiscal_mark: str = "",
) -> Page:
    """An outage that is over, with every receipt that it left without signature.

    Orders were left without one too. They have no paper that a guest holds, so their numbers are told as spans.
    """
    writer = PageWriter(f"{TITLE} {outage.number}")
    write_outage(writer, TITLE, outage, business=business, zone=zone, fiscal_mark=fiscal_mark)
    writer.rule()
    writer.text("Vom Fehler betroffene Bons", bold=True)
    receipts = [a for a in affected if a.subject in (Subject.RECEIPT, Subject.ABORT)]
    orders = [a.number for a in affected if a.subject is Subject.ORDER]
    others = len(affected) - len(receipts) - len(orders)
    if receipts:
        writer.row(Cell("Bon"), fitting("Ausfallnummer", Align.RIGHT))
    for each in receipts:
        broken_off = " (abgebrochen)" if each.subject is Subject.ABORT else ""
        writer.pair(f"{receipt_number(terminal, each.number)}{broken_off}", str(outage.number))
    if orders:
        writer.text(f"Bestellungen {', '.join(spans(orders))}", size=Size.SMALL)
    if others:
        writer.text(f"Sonstige Vorgänge: {others}", size=Size.SMALL)
    if not affected:
        writer.text("keine")
    writer.rule()
    writer.text("Fehler behoben, TSE in Betrieb.", bold=True)
    if outage.ended_at is not None:
        writer.text(f"{exact_moment(outage.ended_at, zone)} Uhr")
    return writer.page()


def spans(numbers: Sequence[int]) -> Iterator[str]:
    """1–3, 5: whole numbers in ascending order, those that follow each other drawn together."""
    ordered = sorted(numbers)
    first = 0
    for i, number in enumerate(ordered):
        if i + 1 == len(ordered) or ordered[i + 1] > number + 1:
            begin = ordered[first]
            yield str(begin) if begin == number else f"{begin}–{number}"
            first = i + 1

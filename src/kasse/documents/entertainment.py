"""The block for guests who entertain somebody on business (Bewirtungsbeleg, § 4 (5) no. 2 EStG).

It stands below the whole receipt: the tax office wants every dish, made out by the till itself, on the same paper.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kasse.documents.head import day
from kasse.documents.page import NO_BREAK, PageWriter
from kasse.domain.business import Business
from kasse.domain.sales import Receipt
from kasse.ports.paper import RuleKind, Size

TITLE = "Angaben zum Nachweis der Höhe und der betrieblichen Veranlassung von Bewirtungsaufwendungen"
_PERSONS, _OCCASION = 5, 2
_BLANK = "_" * 10
"""Room for an amount."""


def write_entertainment(writer: PageWriter, receipt: Receipt, business: Business, zone: ZoneInfo) -> None:
    """What the till knows is filled in; the rest is left to the pen of the host."""
    writer.rule(RuleKind.DOUBLE)
    writer.text(TITLE, bold=True)
    writer.text(f"(§{NO_BREAK}4 Abs.{NO_BREAK}5 Nr.{NO_BREAK}2 EStG)", size=Size.SMALL)
    writer.feed()
    site = business.site
    writer.text("Tag und Ort der Bewirtung:", size=Size.SMALL)
    writer.text(day(receipt.issued_at.astimezone(zone)))
    place = (site.name, site.street, f"{site.postcode} {site.city}")
    writer.text(", ".join(part.replace(" ", NO_BREAK) for part in place))
    _lines(writer, "Bewirtete Personen:", _PERSONS)
    _lines(writer, "Anlass der Bewirtung:", _OCCASION)
    writer.feed()
    writer.text("Höhe der Aufwendungen:", size=Size.SMALL)
    writer.pair(f"laut Rechnung {business.currency}", str(receipt.total - receipt.tip))
    writer.pair(f"Trinkgeld {business.currency}", str(receipt.tip) if receipt.tip else _BLANK)
    writer.pair(f"Gesamt {business.currency}", str(receipt.total) if receipt.tip else _BLANK, bold=True)
    _lines(writer, "Ort, Datum:", 1)
    _lines(writer, "Unterschrift:", 1)


def _lines(writer: PageWriter, words: str, count: int) -> None:
    writer.feed()
    writer.text(words, size=Size.SMALL)
    for _ in range(count):
        writer.feed()
        writer.rule(RuleKind.DOTTED)

"""The outage slip: the signing device is out, for the manager's file and for whoever is called (TSE-Ausfallbeleg)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kasse.documents.head import business_head, exact_moment, mark
from kasse.documents.page import PageWriter
from kasse.domain.business import Business
from kasse.ports.fiscal import Outage
from kasse.ports.paper import Page, Size

TITLE = "TSE-Ausfallbeleg"


def outage_slip_page(outage: Outage, *, business: Business, zone: ZoneInfo, fiscal_mark: str = "") -> Page:
    """What is known as it begins, with lines to note by hand when the fault was mended."""
    writer = PageWriter(f"{TITLE} {outage.number}")
    write_outage(writer, TITLE, outage, business=business, zone=zone, fiscal_mark=fiscal_mark)
    writer.rule()
    writer.text(
        "Es wird weiter verkauft. Auf jedem Beleg steht bis zum Ende diese Ausfallnummer.", size=Size.SMALL
    )
    writer.text("Die Ursache unverzüglich beheben; diesen Beleg aufbewahren.", size=Size.SMALL)
    writer.rule()
    writer.text("Fehler behoben")
    writer.feed()
    writer.text("am _____ . _____ . _________")
    writer.feed()
    writer.text("um _____ : _____ Uhr")
    return writer.page()


def write_outage(
    writer: PageWriter, title: str, outage: Outage, *, business: Business, zone: ZoneInfo, fiscal_mark: str
) -> None:
    """What both papers about an outage say of it."""
    business_head(writer, business)
    mark(writer, fiscal_mark)
    writer.feed()
    writer.text(title, size=Size.TALL, bold=True)
    writer.rule()
    writer.text(f"Ausfallzeitpunkt {exact_moment(outage.began_at, zone)} Uhr")
    writer.pair("Fehler Nummer", f"#{outage.number}", bold=True)
    writer.pair("Fehlercode", outage.code)
    writer.text(outage.cause)
    writer.rule()
    writer.pair("Client", outage.client_id)
    writer.pair("Kasse", outage.register)
    writer.pair("Bediener", outage.cashier or "–")
    writer.pair("Drucker", outage.printer or "–")
    writer.rule()
    writer.pair("Hersteller der TSE", outage.maker or "–")
    writer.text("Seriennummer der TSE")
    writer.text(outage.serial or "noch nie in Betrieb", size=Size.SMALL)

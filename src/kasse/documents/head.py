"""What papers have in common: whose house it is, when it was, and what is marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasse.documents.page import NO_BREAK, PageWriter
from kasse.domain.business import Business
from kasse.domain.tax import Country
from kasse.ports.paper import Align, Element, Page, Size, Text

TRAINING = "TRAINING – kein Beleg"
_MARKED_EVERY = 10
"""Lines and other elements between two marks."""


def business_head(writer: PageWriter, business: Business) -> None:
    """Full name, full address and tax number (§ 6 KassenSichV no. 1, § 14 (4) UStG no. 1 and 2)."""
    writer.centered(business.name, size=Size.TALL, bold=True)
    owner = _whole(f"Inh. {business.owner}") if business.owner and business.owner not in business.name else ""
    writer.centered(_joined(owner, _whole(business.street)))
    writer.centered(f"{business.postcode} {business.city}")
    vat = "UID" if business.country is Country.AT else "USt-IdNr."
    phone = _whole(f"Tel. {business.phone}") if business.phone else ""
    tax_number = _whole(f"St.-Nr. {business.tax_number}") if business.tax_number else ""
    vat_id = _whole(f"{vat} {business.vat_id}") if business.vat_id else ""
    for line in (phone, _joined(tax_number, vat_id)):
        if line:
            writer.centered(line, size=Size.SMALL)


def _whole(words: str) -> str:
    return words.replace(" ", NO_BREAK)


def _joined(*parts: str) -> str:
    return f"{NO_BREAK}· ".join(part for part in parts if part)


def mark(writer: PageWriter, words: str) -> None:
    """A word that must stand large (TEST-TSE), or nothing."""
    if words:
        writer.banner(words)


def throughout(page: Page, words: str) -> Page:
    """The page with these words across it at both ends and again and again between: no piece of it is without."""
    banner = Text(words, Size.TALL, bold=True, align=Align.CENTER, invert=True)
    marked: list[Element] = [banner]
    for place, element in enumerate(page.elements, 1):
        marked.append(element)
        if place % _MARKED_EVERY == 0 and len(page.elements) - place >= _MARKED_EVERY // 2:
            marked.append(banner)
    return replace(page, elements=(*marked, banner))


def day(when: date) -> str:
    """07.11.2026."""
    return f"{when:%d.%m.%Y}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """07.11.2026 19:42, by the clock on the wall."""
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M}"


def exact_moment(at: datetime, zone: ZoneInfo) -> str:
    """07.11.2026 19:42:05, by the clock on the wall."""
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M:%S}"


def clock(at: datetime, zone: ZoneInfo) -> str:
    """19:42, by the clock on the wall."""
    return f"{at.astimezone(zone):%H:%M}"

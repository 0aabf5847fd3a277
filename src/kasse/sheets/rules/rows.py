"""What must hold within one row, whatever the others are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kasse.domain.business import (
    Business,
    InternalAccount,
    PaymentKind,
    PaymentMethod,
    Place,
    Pricing,
    Printer,
)
from kasse.domain.business_case import SELLABLE
from kasse.domain.catalogue import LEVELS, Article, Menu, PlannedPrice, ProductGroup, SideGroup
from kasse.domain.numbering import MENU_ORDERS, reserved
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.settings.kinds import HUES
from kasse.sheets.declared.phrases import Phrase
from kasse.sheets.model import Sheet
from kasse.sheets.rules import Rules

Found = Iterator[tuple[str, str]]
"""Column and German sentence."""
_NAME = "Bitte einen Namen eintragen."
_CURRENCY = re.compile(r"[A-Z]{3}")
_HOST = re.compile(r"[^\s:]+(:\d{1,5})?")


def problems_of(sheet: Sheet[Any], row: Any, rules: Rules) -> Found:
    """What is wrong with a row by itself."""
    for column in sheet.columns:
        if column.put is None:
            continue
        try:
            column.kind.read(column.kind.write(column.get(row)))
        except Refused as refusal:
            yield column.key, f"{column.label}: {refusal}"
    if any(column.key == "name" for column in sheet.columns) and not row.name.strip():
        yield "name", _NAME
    rule = _RULES.get(sheet.key)
    if rule is not None:
        yield from rule(row, rules)


def _article(row: Article, _rules: Rules) -> Found:
    priced = bool(row.prices) and row.prices[0] is not None
    if not (priced or row.open_price or row.function is not None):
        yield "price_1", "Bitte Preis 1 eintragen oder „Preis beim Bonieren eingeben“ einschalten."
    if row.case not in SELLABLE:
        yield "case", "Dieser Vorgang lässt sich nicht verkaufen. Bitte einen anderen wählen."
    if row.sold_from and row.sold_until and row.sold_until < row.sold_from:
        yield (
            "sold_until",
            f"Verkauft wird erst ab {row.sold_from:%d.%m.%Y}. Bitte einen späteren Tag eintragen.",
        )


def _group(row: ProductGroup, _rules: Rules) -> Found:
    if not row.hue:
        yield "hue", f"Bitte eine der Farben {', '.join(HUES)} wählen."


def _side_group(row: SideGroup, _rules: Rules) -> Found:
    if row.least > row.most:
        yield (
            "least",
            f"Mindestens {row.least} ist mehr als höchstens {row.most}. Bitte eines von beiden ändern.",
        )
    if row.least and not row.articles:
        yield "articles", "Eine Wahl ist Pflicht, aber es gibt nichts zu wählen. Bitte Beilagen eintragen."


def _menu(row: Menu, _rules: Rules) -> Found:
    if not 1 <= row.price_level <= LEVELS:
        yield "price_level", f"Bitte eine Preisebene von 1 bis {LEVELS} wählen."
    if any(not section.name.strip() for section in row.sections):
        yield "sections", "Bitte jeder Seite einen Namen geben."


def _planned(row: PlannedPrice, _rules: Rules) -> Found:
    if row.price is None and row.level == 1:
        yield "price", "Preis 1 kann nicht leer sein. Bitte einen Preis eintragen."


def _place(row: Place, rules: Rules) -> Found:
    if why := reserved(row.number, rules.spans):
        yield "number", why


def _operator(row: Operator, _rules: Rules) -> Found:
    if row.number == MENU_ORDERS and not row.menus:
        yield (
            "number",
            f"Bediener {MENU_ORDERS} ist für Menübestellungen reserviert. Bitte diese einschalten oder eine andere Nummer wählen.",
        )


def _method(row: PaymentMethod, _rules: Rules) -> Found:
    if not row.code.strip():
        yield "code", "Bitte ein Kürzel eintragen, etwa BA."
    if not row.currency:
        return
    if not _CURRENCY.fullmatch(row.currency):
        yield "currency", "Eine Währung hat drei große Buchstaben, etwa CHF."
    if row.kind is not PaymentKind.CASH:
        yield "currency", "Eine fremde Währung gibt es nur bei Bargeld. Bitte leeren oder die Art ändern."
    if row.rate_micros <= 0:
        yield "rate", "Bitte den Kurs der fremden Währung eintragen, etwa 1,0525."


def _account(row: InternalAccount, _rules: Rules) -> Found:
    if row.pricing is Pricing.PERCENT and not row.percent:
        yield "percent", "Bitte eintragen, mit wie viel Prozent von Preis 1 gerechnet wird."


def _printer(row: Printer, _rules: Rules) -> Found:
    address = row.address.strip()
    if row.kind == "network" and not _HOST.fullmatch(address):
        yield "address", "Bitte die Adresse im Netzwerk eintragen, etwa 192.168.1.50:9100."
    if row.kind == "device" and not address:
        yield "address", "Bitte den Anschluss eintragen, etwa /dev/usb/lp0 oder COM3."


def _business(row: Business, _rules: Rules) -> Found:
    for key, word in (("street", "die Straße"), ("postcode", "die Postleitzahl"), ("city", "den Ort")):
        if not getattr(row, key).strip():
            yield key, f"Bitte {word} der Firma eintragen; das verlangt jede Rechnung."
    if not row.tax_number.strip() and not row.vat_id.strip():
        yield "tax_number", "Bitte die Steuernummer oder die USt-IdNr. eintragen; das verlangt jede Rechnung."
    if not _CURRENCY.fullmatch(row.currency):
        yield "currency", "Eine Währung hat drei große Buchstaben, etwa EUR."
    site = (row.site_street, row.site_postcode, row.site_city)
    if any(site) and not all(site):
        yield (
            "site_street",
            "Liegt die Betriebsstätte woanders, bitte Straße, Postleitzahl und Ort eintragen.",
        )


def _phrase(row: Phrase, _rules: Rules) -> Found:
    if not row.text.strip():
        yield "text", "Bitte einen Text eintragen."


_RULES: Mapping[str, Callable[[Any, Rules], Found]] = {
    "articles": _article,
    "product_groups": _group,
    "side_groups": _side_group,
    "menus": _menu,
    "planned_prices": _planned,
    "places": _place,
    "operators": _operator,
    "payment_methods": _method,
    "internal_accounts": _account,
    "printers": _printer,
    "business": _business,
    "void_reasons": _phrase,
    "remarks": _phrase,
}

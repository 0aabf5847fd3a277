"""German names of what the domain only numbers or names in English, as sheets show them."""

from __future__ import annotations

from collections.abc import Mapping

from kasse.domain.business import PaymentKind, Pricing
from kasse.domain.business_case import CASE_NAMES, SELLABLE, BusinessCase
from kasse.domain.catalogue import LEVELS, FunctionCode
from kasse.domain.staff import Right
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.domain.tax import Country, TaxClass

COUNTRIES: Mapping[str, str] = {
    Country.DE.value: "Deutschland",
    Country.AT.value: "Österreich",
    Country.CH.value: "Schweiz",
}
TAX_CLASSES: Mapping[str, str] = {
    TaxClass.FOOD.value: "Speisen",
    TaxClass.DRINK.value: "Getränke",
    TaxClass.MILK_DRINK.value: "Milchgetränke",
    TaxClass.STANDARD.value: "Regelsatz",
    TaxClass.REDUCED.value: "Ermäßigter Satz",
    TaxClass.REDUCED_2.value: "Zweiter ermäßigter Satz",
    TaxClass.BASIC_FOOD.value: "Grundnahrungsmittel",
    TaxClass.LODGING.value: "Übernachtung",
    TaxClass.SPECIAL.value: "Sondersatz Jungholz und Mittelberg",
    TaxClass.EXEMPT.value: "Steuerfrei",
    TaxClass.NOT_TAXABLE.value: "Kein Umsatz",
}
PAYMENT_KINDS: Mapping[str, str] = {
    PaymentKind.CASH.value: "Bargeld",
    PaymentKind.CARD.value: "Karte",
    PaymentKind.GIROCARD.value: "Girocard",
    PaymentKind.CREDIT_CARD.value: "Kreditkarte",
    PaymentKind.PREPAID_CARD.value: "Guthabenkarte",
    PaymentKind.WALLET.value: "Bezahldienst",
    PaymentKind.VOUCHER.value: "Gutschein",
    PaymentKind.ROOM.value: "Auf Zimmer",
    PaymentKind.ACCOUNT.value: "Auf Rechnung",
    PaymentKind.OTHER.value: "Sonst ohne Bargeld",
}
PRICINGS: Mapping[str, str] = {
    Pricing.LEVEL.value: "Preisebene",
    Pricing.PURCHASE.value: "Einkaufspreis der letzten Lieferung",
    Pricing.CALCULATED.value: "Kalkulierter Einkaufspreis",
    Pricing.PERCENT.value: "Prozent von Preis 1",
}
FUNCTIONS: Mapping[str, str] = {
    "": "wird verkauft",
    FunctionCode.CASH_IN.value: "Einlage",
    FunctionCode.CASH_OUT.value: "Geldabgabe",
    FunctionCode.BALANCE.value: "Bargeldbestand eingeben",
    FunctionCode.DRAWER.value: "Schublade öffnen",
    FunctionCode.TIP.value: "Trinkgeld",
    FunctionCode.COMMISSION.value: "Inbetriebnahme der TSE",
}
CASES: Mapping[str, str] = {case.value: CASE_NAMES[case] for case in BusinessCase if case in SELLABLE}
RIGHTS: Mapping[str, str] = {right.value: RIGHT_NAMES[right] for right in Right}
PRINTER_KINDS: Mapping[str, str] = {
    "network": "Netzwerk",
    "device": "Angeschlossen",
    "virtual": "Nur auf dem Bildschirm",
}
PROFILES: Mapping[str, str] = {
    "default": "80 mm, Modell unbekannt",
    "default-58": "58 mm, Modell unbekannt",
    "epson-tm-m30": "Epson TM-m30, TM-T20III",
    "epson-tm-t88": "Epson TM-T88V bis VII",
    "epson-tm-u220": "Epson TM-U220 (Nadeldrucker)",
    "bixolon-srp-350": "Bixolon SRP-330, SRP-350III",
    "citizen-ct-s": "Citizen CT-S und CT-E",
    "star-escpos": "Star mit ESC/POS-Emulation",
}
"""What the models are called that drivers know (`resources/printer_profiles`)."""


def levels(none: str) -> Mapping[str, str]:
    """The price levels to choose from; `none`: what it means to choose none of them."""
    return {"0": none, **{str(level): f"Preis {level}" for level in range(1, LEVELS + 1)}}

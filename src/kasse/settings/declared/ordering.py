"""Ordering: courses, empty price levels, EAN codes."""

from __future__ import annotations

from kasse.settings.kinds import Digits, Number, NumberSet, Ranges, Switch
from kasse.settings.model import Setting

FILL_PRICE_LEVELS = Setting(
    key="ordering.fill_price_levels",
    kind=Switch(),
    default=True,
    label="Leere Preisebene: Preis 1 verwenden",
    help="Hat ein Artikel in der gewählten Preisebene 2 bis 9 keinen Preis, gilt Preis 1. Sonst lässt er sich dort "
    "nicht bonieren.",
    page="Bonieren/Preise",
    words=("preis 2-9: wenn kein preis zugewiesen, preis 1 verwenden", "preis fehlt", "zweiter preis"),
)
COURSES = Setting(
    key="ordering.courses",
    kind=Number(2, 9),
    default=6,
    label="Gänge zur Auswahl",
    help="So viele Gänge stehen beim Bonieren zur Auswahl.",
    page="Bonieren/Gänge",
    words=("menügang", "gangsteuerung", "vorspeise", "hauptgang"),
)
AUTO_EAN = Setting(
    key="articles.auto_ean",
    kind=Switch(),
    default=False,
    label="Neuen Artikeln von selbst einen EAN-Code geben",
    help="Ein neuer Artikel bekommt einen Code aus Präfix, Artikelnummer und Prüfziffer, wenn seine Nummer im Bereich "
    "liegt und kein Code eingetragen ist.",
    page="Bonieren/EAN",
    words=("artikel auto ean", "barcode", "strichcode", "gtin", "etikett"),
)
AUTO_EAN_NUMBERS = Setting(
    key="articles.auto_ean_numbers",
    kind=Ranges(1, 999_999, most=999_999),
    default=NumberSet(((1, 99_999),)),
    label="Artikelnummern mit EAN-Code",
    help="Nur neue Artikel mit diesen Nummern bekommen von selbst einen Code.",
    page="Bonieren/EAN",
    only_if=AUTO_EAN,
    words=("artikel auto ean", "nummernbereich", "barcode"),
)
AUTO_EAN_PREFIX = Setting(
    key="articles.auto_ean_prefix",
    kind=Digits(11),
    default="2",
    label="Präfix der EAN-Codes",
    help="Damit beginnt jeder Code. Präfix und Nummer füllen 7 Stellen (EAN-8) oder, wenn das nicht reicht, 12 (EAN-13); "
    "Nullen dazwischen füllen auf.",
    page="Bonieren/EAN",
    only_if=AUTO_EAN,
    words=("artikel auto ean", "vorwahl", "barcode", "anfangsziffern"),
)
SHARED_EAN = Setting(
    key="articles.shared_ean",
    kind=Switch(),
    default=False,
    label="Gleichen EAN-Code bei mehreren Artikeln erlauben",
    help="Beim Einlesen eines Codes, den mehrere Artikel haben, steht zur Auswahl, welcher gemeint ist. Sonst wird ein "
    "doppelter Code beim Speichern abgelehnt.",
    page="Bonieren/EAN",
    words=("artikel ean-codes", "barcode", "doppelte codes", "mehrfach"),
)

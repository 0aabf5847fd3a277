"""Ordering: courses and empty price levels."""

from __future__ import annotations

from kasse.settings.kinds import Number, Switch
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

"""Paying: tips, discounts and the usual way to pay."""

from __future__ import annotations

from kasse.settings.kinds import Choice, NumberSet, Percent, Ranges
from kasse.settings.model import Scope, Setting

TIP_FIRST = Setting(
    key="paying.tip_first",
    kind=Percent(0, 50_00),
    default=5_00,
    label="Trinkgeld: erste Taste",
    help="So viel Prozent Trinkgeld bietet die erste der beiden Tasten beim Bezahlen an. Mit 0 fehlt sie.",
    page="Zahlen/Trinkgeld",
    words=("tip", "bedienungsgeld", "prozent", "trinkgeldvorschlag"),
)
TIP_SECOND = Setting(
    key="paying.tip_second",
    kind=Percent(0, 50_00),
    default=10_00,
    label="Trinkgeld: zweite Taste",
    help="So viel Prozent Trinkgeld bietet die zweite der beiden Tasten beim Bezahlen an. Mit 0 fehlt sie.",
    page="Zahlen/Trinkgeld",
    words=("tip", "bedienungsgeld", "prozent", "trinkgeldvorschlag"),
)
LINE_DISCOUNTS = Setting(
    key="paying.line_discounts",
    kind=Ranges(1, 100, "%", most=11),
    default=NumberSet(((5, 5), (10, 10), (15, 15), (20, 20), (25, 25), (50, 50), (100, 100))),
    label="Rabatte auf einen Posten",
    help="Diese Prozentsätze stehen zur Auswahl, wenn ein einzelner Posten Rabatt bekommt.",
    page="Zahlen/Rabatt",
    words=("nachlass", "prozent", "ermäßigung", "skonto"),
)
BILL_DISCOUNTS = Setting(
    key="paying.bill_discounts",
    kind=Ranges(1, 100, "%", most=11),
    default=NumberSet(((5, 5), (10, 10), (20, 20), (50, 50), (100, 100))),
    label="Rabatte auf die ganze Rechnung",
    help="Diese Prozentsätze stehen zur Auswahl, wenn die ganze Rechnung Rabatt bekommt.",
    page="Zahlen/Rabatt",
    words=("nachlass", "prozent", "ermäßigung", "gesamtrabatt"),
)
USUAL_WAY = Setting(
    key="paying.usual_way",
    kind=Choice({"cash": "bar", "card": "Karte"}),
    default="cash",
    label="Übliche Zahlungsart",
    help="Diese Taste ist beim Bezahlen grün, und die Eingabetaste einer Tastatur drückt sie.",
    page="Zahlen/Zahlungsarten",
    scope=Scope.TERMINAL,
    words=("kartenzahlung", "barzahlung", "ec", "vorgabe", "standardzahlungsart"),
)

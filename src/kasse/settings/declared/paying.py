"""Paying: tips, discounts and the usual way to pay."""

from __future__ import annotations

from kasse.settings.kinds import Amounts, ArticleNumber, Choice, NumberSet, Percent, Ranges, Switch
from kasse.settings.model import Scope, Setting


def _tip(key: str, ordinal: str, percent: int) -> Setting[int]:
    return Setting(
        key=f"paying.tip_{key}",
        kind=Percent(0, 50_00),
        default=percent,
        label=f"Trinkgeld: {ordinal} Taste",
        help=f"So viel Prozent Trinkgeld bietet die {ordinal} der vier Tasten beim Bezahlen an. Mit 0 fehlt sie.",
        page="Zahlen/Trinkgeld",
        words=("tip", "tip-gruppen", "bedienungsgeld", "prozent", "trinkgeldvorschlag"),
    )


TIP_FIRST = _tip("first", "erste", 5_00)
TIP_SECOND = _tip("second", "zweite", 10_00)
TIP_THIRD = _tip("third", "dritte", 0)
TIP_FOURTH = _tip("fourth", "vierte", 0)
NO_TIP = Setting(
    key="paying.no_tip",
    kind=Switch(),
    default=True,
    label="Taste „ohne Trinkgeld“",
    help="Neben den Vorschlägen steht eine Taste für kein Trinkgeld, hier und auf dem Bildschirm für den Gast.",
    page="Zahlen/Trinkgeld",
    words=("kein tip", "button 'kein tip' anzeigen", "ohne tip"),
)
TIP_ARTICLE = Setting(
    key="paying.tip_article",
    kind=ArticleNumber(),
    default=None,
    label="Artikel für Trinkgeld",
    help="Ist einer angegeben, steht seine Taste beim Bezahlen: Der Betrag auf dem Ziffernblock wird Trinkgeld. Versteuert "
    "wird es nicht.",
    page="Zahlen/Trinkgeld",
    words=("artikel-nr trinkgeld/tip", "tip", "tip-artikel", "trinkgeldartikel"),
)
LINE_DISCOUNTS = Setting(
    key="paying.line_discounts",
    kind=Ranges(1, 100, "%", most=10),
    default=NumberSet(((5, 5), (10, 10), (15, 15), (20, 20), (25, 25), (50, 50), (100, 100))),
    label="Rabatte auf einen Posten",
    help="Diese Prozentsätze stehen zur Auswahl, wenn ein einzelner Posten Rabatt bekommt; bis zu zehn.",
    page="Zahlen/Rabatt",
    words=("rabattgruppen", "prozentueller rabatt", "rabattstaffel", "nachlass", "ermäßigung", "skonto"),
)
BILL_DISCOUNTS = Setting(
    key="paying.bill_discounts",
    kind=Ranges(1, 100, "%", most=10),
    default=NumberSet(((5, 5), (10, 10), (20, 20), (50, 50), (100, 100))),
    label="Rabatte auf die ganze Rechnung",
    help="Diese Prozentsätze stehen zur Auswahl, wenn die ganze Rechnung Rabatt bekommt; bis zu zehn.",
    page="Zahlen/Rabatt",
    words=(
        "rabattgruppen",
        "prozentueller rabatt",
        "rabattstaffel",
        "nachlass",
        "ermäßigung",
        "gesamtrabatt",
    ),
)
DISCOUNT_AMOUNTS = Setting(
    key="paying.discount_amounts",
    kind=Amounts(),
    default=(),
    label="Rabatte als Betrag",
    help="Diese Beträge stehen beim Rabatt auf einen Posten oder auf die ganze Rechnung zur Auswahl; bis zu zehn.",
    page="Zahlen/Rabatt",
    words=("rabattgruppen", "betrags-rabatt", "rabattstaffel", "nachlass", "gutschrift", "euro"),
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

"""Ordering: keys, ticket, courses, empty price levels, EAN codes."""

from __future__ import annotations

from kasse.settings.kinds import Amount, Choice, Digits, Maybe, Number, NumberSet, Ranges, Switch, Text
from kasse.settings.model import Setting

ARTICLE_ORDER = Setting(
    key="ordering.article_order",
    kind=Choice({"arranged": "wie angeordnet", "name": "nach Bezeichnung", "number": "nach Nummer"}),
    default="arranged",
    label="Reihenfolge der Artikel",
    help="Die Artikeltasten stehen so, wie sie in der Karte angeordnet sind, oder auf jeder Seite nach Bezeichnung oder "
    "Nummer; freie Plätze entfallen dann.",
    page="Bonieren/Artikel und Bon",
    words=("artikelsortierung", "artikelsortierung im boniersystem", "alphabetisch", "sortieren"),
)
PRICE_ON_KEYS = Setting(
    key="ordering.price_on_keys",
    kind=Switch(),
    default=True,
    label="Preis auf den Artikeltasten",
    help="Auf jeder Artikeltaste steht unter der Bezeichnung, was der Artikel gerade kostet.",
    page="Bonieren/Artikel und Bon",
    words=("bei artikel-buttons preis anzeigen", "preisanzeige", "tastenpreis"),
)
ARTICLE_PICTURES = Setting(
    key="ordering.article_pictures",
    kind=Switch(),
    default=False,
    label="Bilder auf den Artikeltasten",
    help="Links unten auf jeder Artikeltaste steht das Bild, dessen Datei im Artikel genannt ist. Die Dateien liegen im "
    "Datenordner unter „pictures“; was dort fehlt oder kein Bild ist, wird nicht gezeigt.",
    page="Bonieren/Artikel und Bon",
    words=("artikelbild", "foto", "grafik", "tastenbild", "symbol"),
)
TICKET_PRICES = Setting(
    key="ordering.ticket_prices",
    kind=Choice({"total": "Gesamtpreis", "unit": "Einzelpreis"}),
    default="total",
    label="Preise auf dem Bon am Bildschirm",
    help="Neben jedem Posten steht, was er zusammen kostet, oder mit „je“ der Preis eines Stücks.",
    page="Bonieren/Artikel und Bon",
    words=("anzeige bonierung", "anzeige bonierung im boniersystem", "stückpreis", "gesamtpreis", "liste"),
)
SIDE_ORDER = Setting(
    key="ordering.side_order",
    kind=Choice({"assigned": "wie zugeordnet", "name": "nach Bezeichnung", "number": "nach Nummer"}),
    default="assigned",
    label="Reihenfolge der Beilagen",
    help="So sind die Beilagen innerhalb ihrer Gruppe geordnet, wenn sie zur Auswahl stehen.",
    page="Bonieren/Artikel und Bon",
    words=("sortierung fixe beilagen", "extras", "beilagengruppe", "alphabetisch"),
)
SEND_ON_LEAVING = Setting(
    key="ordering.send_on_leaving",
    kind=Switch(),
    default=False,
    label="Mit „Tische“ senden",
    help="Wer vom Bonieren zum Tischplan zurückgeht, sendet damit, was neu ist. Fehlt noch eine Beilage, bleibt der Tisch "
    "offen und fragt danach.",
    page="Bonieren/Artikel und Bon",
    words=("automatisch senden", "zurück", "verlassen", "bon schicken"),
)
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
TAKE_AWAY = Setting(
    key="ordering.take_away",
    kind=Switch(),
    default=True,
    label="MwSt umschalten",
    help="Beim Bonieren stehen oben zwei Tasten: im Haus und außer Haus, mit den Steuersätzen, die dafür gelten. Ein "
    "Artikel kann für außer Haus eine zweite Warengruppe haben.",
    page="Bonieren/Außer Haus",
    words=("mwst-ebene 2", "take away", "mitnehmen", "zwei steuersätze", "mehrwertsteuer"),
)
TAKE_AWAY_NOTE = Setting(
    key="ordering.take_away_note",
    kind=Text(30),
    default="Außer Haus",
    label="Vermerk auf Bon und Rechnung",
    help="Das steht bei allem, was außer Haus geht. Leer steht dort nichts.",
    page="Bonieren/Außer Haus",
    only_if=TAKE_AWAY,
    words=("mwst-ebene 2: info-text auf bon/rg", "info-text", "take away", "mitnehmen"),
)
TAKE_AWAY_KEY = Setting(
    key="ordering.take_away_key",
    kind=Text(12),
    default="AH",
    label="Text der Taste",
    help="So heißt die Taste, die auf außer Haus umschaltet. Leer heißt sie „MwSt“.",
    page="Bonieren/Außer Haus",
    only_if=TAKE_AWAY,
    words=("button-text", "ah", "ta", "take away", "mitnehmen"),
)
TAKE_AWAY_LEVEL = Setting(
    key="ordering.take_away_level",
    kind=Maybe(Number(1, 9), nothing="keine eigene"),
    default=None,
    label="Preisebene außer Haus",
    help="Was außer Haus geht, wird zu dieser Preisebene verkauft, wenn keine von Hand gewählt ist.",
    page="Bonieren/Außer Haus",
    only_if=TAKE_AWAY,
    words=("mwst umschalten preisebene", "take away", "mitnehmpreis", "außerhauspreis"),
)
LIMIT_QUANTITY = Setting(
    key="ordering.limit_quantity",
    kind=Maybe(Number(1, 9999), nothing="kein Limit"),
    default=None,
    label="Eingabelimit Menge",
    help="Wer mit einer Eingabe mehr davon bonieren will, wird einmal gefragt, ob das so gemeint ist.",
    page="Bonieren/Limits",
    words=("eingabelimit", "höchstmenge", "warnung", "vertippt", "bonierlimit"),
)
LIMIT_PRICE = Setting(
    key="ordering.limit_price",
    kind=Maybe(Amount(1), nothing="kein Limit"),
    default=None,
    label="Eingabelimit Preis",
    help="Kostet, was mit einer Eingabe boniert wird, zusammen mehr als das, wird einmal gefragt, ob das so gemeint ist.",
    page="Bonieren/Limits",
    words=("eingabelimit", "höchstpreis", "höchstbetrag", "warnung", "vertippt", "bonierlimit"),
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
HOLD_COURSES = Setting(
    key="ordering.hold_courses",
    kind=Switch(),
    default=False,
    label="Spätere Gänge warten auf Abruf",
    help="Der früheste Gang eines Tisches wird gleich zubereitet. Spätere stehen auf dem Küchenbon mit „auf Abruf“, und "
    "eine Taste schickt den Abruf des nächsten Gangs in die Küche.",
    page="Bonieren/Gänge",
    words=("gangabruf", "abruf", "halten", "gang schicken", "fire", "hold"),
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

"""Articles: everything that can be ordered, with nine prices."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Any

from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import LEVELS, Article, FunctionCode
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.settings.kinds import Amount, Choice, Colour, Day, Hours, Maybe, Number, NumberOf, Text
from kasse.settings.kinds.references import Referred
from kasse.sheets import words
from kasse.sheets.columns import (
    MOST,
    active,
    choice,
    column,
    fact,
    head,
    level,
    money,
    of,
    part_of,
    percents,
    put_away,
    renumbered,
    several_of,
    switch,
)
from kasse.sheets.model import Column, Sheet, next_free

_PRICES, _KEY, _SALE, _LAW = "Preise", "Taste", "Verkauf", "Steuer und Buchhaltung"


def with_price(article: Article, number: int, cents: int | None) -> Article:
    """The article with another price at a level from 1 on; None: as level 1."""
    if _cents(article, number) == cents:
        return article
    prices = list(article.prices) + [None] * (number - len(article.prices))
    prices[number - 1] = None if cents is None else Money(cents)
    while prices and prices[-1] is None:
        prices.pop()
    return replace(article, prices=tuple(prices))


def _cents(article: Article, number: int) -> int | None:
    found = article.prices[number - 1] if number <= len(article.prices) else None
    return None if found is None else found.cents


def _price(number: int) -> Column[Any, Any]:
    first = number == 1
    return column(
        f"price_{number}",
        Maybe(Amount(0, MOST), "keiner" if first else "wie Preis 1"),
        f"Preis {number}",
        "Der gewöhnliche Preis mit Steuer; leer nur, wenn beim Bonieren nach dem Preis gefragt wird."
        if first
        else f"Der Preis mit Steuer in Preisebene {number}; leer wie Preis 1.",
        lambda row: _cents(row, number),
        lambda row, cents: with_price(row, number, cents),
        group=_PRICES,
        stored="prices",
        shown=number <= 2,
        words=("preisebene", "bruttopreis", "verkaufspreis", "vk", f"preis{number}"),
    )


def _new(master: Master) -> Article:
    catalogue = master.catalogue
    return Article(next_free(catalogue.articles), "", min(catalogue.groups, default=0), ())


ARTICLES: Sheet[Article] = Sheet(
    key="articles",
    label="Artikel",
    one="Der Artikel",
    page="Speisekarte",
    help="Alles, was boniert werden kann: Speisen, Getränke, Waren, Gutscheine und die Tasten für Kassenfunktionen.",
    table="article",
    columns=(
        head(Number(1, 999_999), "Nummer", "Unter dieser Nummer lässt sich der Artikel eintippen; Bücher und Berichte führen ihn so."),
        fact("name", Text(60), "Bezeichnung", "So steht der Artikel auf Rechnung, Bon und in Berichten.", shown=True, together=False, words=("name", "artikelname", "text")),
        of(
            "group",
            Referred.PRODUCT_GROUP,
            "Warengruppe",
            "Von ihr hat der Artikel Steuersatz, Farbe und Station.",
            stored="product_group",
            shown=True,
            words=("wgr", "mehrwertsteuer", "steuer", "gruppe"),
        ),
        *(_price(number) for number in range(1, LEVELS + 1)),
        switch("open_price", "Preis beim Bonieren eingeben", "Beim Bonieren wird nach dem Preis gefragt.", group=_PRICES, words=("freier preis", "tagespreis", "offener preis", "diverse")),
        switch("by_weight", "Nach Gewicht", "Der Preis gilt für ein Kilogramm; beim Bonieren wird nach dem Gewicht gefragt, getippt in Gramm.", group=_PRICES, words=("waage", "kilopreis", "gramm", "kg", "teilmenge")),
        switch("zero_allowed", "Darf nichts kosten", "Der Artikel darf mit 0,00 verkauft werden, etwa ein Gruß aus der Küche.", group=_PRICES, words=("nullpreis", "gratis", "kostenlos")),
        level(
            "price_level",
            "wie die Bestellung",
            "Feste Preisebene",
            "Zu diesem Preis wird der Artikel immer verkauft, welche Preisebene sonst auch gilt.",
            group=_PRICES,
            words=("preis fix", "preis 2"),
        ),
        money("purchase_price", "unbekannt", "Einkaufspreis", "Was ein Stück bei der letzten Lieferung ohne Steuer gekostet hat.", group=_PRICES, words=("ek", "wareneinsatz", "tatsächlicher einkaufspreis")),
        money("calculated_price", "unbekannt", "Kalkulierter Einkaufspreis", "Womit ein Stück ohne Steuer kalkuliert ist.", group=_PRICES, words=("ek", "kalkulation", "wareneinsatz", "rezeptur")),
        percents("discount_percents", "Erlaubte Rabatte", "Nur mit diesen Prozentsätzen wird der Artikel rabattiert; leer mit allen, 0 mit keinem.", group=_PRICES, words=("rabattgruppen", "nachlass", "rabattierbar")),
        switch("amount_discounts", "Rabatt als Betrag", "Vom Artikel darf auch ein Betrag abgezogen werden.", group=_PRICES, words=("betrags-rabatt", "rabattgruppen", "nachlass")),
        fact(
            "scan_code",
            Text(60),
            "EAN-Code",
            "Diesen Code liest der Scanner; er gehört gewöhnlich zu einem einzigen Artikel.",
            group=_SALE,
            shown=True,
            together=False,
            words=("barcode", "strichcode", "gtin", "scanner", "scancode", "upc"),
        ),
        several_of("side_groups", Referred.SIDE_GROUP, "Beilagengruppen", "Aus diesen Gruppen wird beim Bonieren gewählt, in dieser Reihenfolge.", group=_SALE, words=("beilagen", "extras", "garstufe")),
        several_of("units", Referred.UNIT, "Betriebe", "Nur diese Betriebe verkaufen den Artikel; leer verkaufen ihn alle.", group=_SALE, words=("touchbelegung pro betrieb", "outlet", "kostenstelle")),
        fact("sold_times", Hours(), "Verkaufszeiten", "Nur zu diesen Zeiten lässt sich der Artikel bonieren, etwa Mo-Fr 11:00-14:30; Sa 18:00-02:00; leer immer.", group=_SALE, words=("artikelsperre", "mittagskarte", "frühstück", "uhrzeit", "wochentag", "zeitsperre")),
        fact("sold_from", Day(), "Verkauft ab", "Vor diesem Kassendatum lässt sich der Artikel nicht bonieren.", group=_SALE, words=("artikelsperre", "saison", "datum")),
        fact("sold_until", Day(), "Verkauft bis", "Nach diesem Kassendatum lässt sich der Artikel nicht mehr bonieren.", group=_SALE, words=("artikelsperre", "saison", "datum")),
        switch("sold_out", "Ausverkauft", "Die Taste ist zu sehen, aber der Artikel lässt sich nicht bonieren.", group=_SALE, words=("artikelsperre", "gesperrt", "aus")),
        column(
            "function",
            Choice(words.FUNCTIONS),
            "Funktion",
            "Statt verkauft zu werden, löst die Taste dies an der Kasse aus.",
            lambda row: "" if row.function is None else row.function.value,
            lambda row, value: replace(row, function=FunctionCode(value) if value else None),
            group=_SALE,
            words=("funktionsartikel", "geldabgabe", "einlage", "lade", "bargeldbestand"),
        ),
        fact("button_text", Text(60, breaks=True), "Text der Taste", "Kürzerer Text für die Taste; leer steht dort die Bezeichnung.", group=_KEY, together=False, words=("kurztext", "buttontext", "tastentext")),
        fact("hue", Colour(), "Farbe der Taste", "Eigene Farbe der Taste; „wie üblich“ ist die Farbe der Warengruppe.", group=_KEY, words=("buttonfarbe", "tastenfarbe")),
        fact("picture", Text(100), "Bild der Taste", "Name der Bilddatei im Ordner „pictures“ der Kasse; leer ohne Bild.", group=_KEY, together=False, words=("foto", "grafik", "symbol")),
        column(
            "take_away_group",
            NumberOf(Referred.PRODUCT_GROUP),
            "Warengruppe außer Haus",
            "Ihr Steuersatz gilt, wenn der Artikel mitgenommen wird; leer dieselbe Warengruppe.",
            attrgetter("take_away_group"),
            lambda row, value: replace(row, take_away_group=value),
            group=_LAW,
            words=("mwst umschalten", "take away", "mwst-ebene 2", "zweite warengruppe", "mitnehmen"),
        ),
        choice("case", BusinessCase, words.CASES, "Vorgang", "Was der Verkauf für das Finanzamt ist: Ware, Pfand, Gutschein oder Anzahlung.", group=_LAW, stored="business_case", words=("pfand", "gutschein", "anzahlung", "geschäftsvorfall", "leergut")),
        of("agency", Referred.AGENCY, "Auftraggeber", "In seinem Namen wird der Artikel verkauft; leer im eigenen.", group=_LAW, words=("agentur", "kommission", "fremde rechnung")),
        active("Ein Artikel, der nicht mehr in Gebrauch ist, wird nicht mehr verkauft; die Bücher behalten ihn."),
    ),
    **part_of("catalogue", "articles"),
    title=attrgetter("name"),
    blank=_new,
    renamed=renumbered(),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("plu", "speisen", "getränke", "preise", "artikelstamm", "produkt", "ware"),
    former=("plu",),
)  # fmt: skip

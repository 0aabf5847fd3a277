"""Groups of articles: for reports, for tax and kitchen, and for sides."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from kasse.domain.catalogue import MainGroup, ProductGroup, SideGroup
from kasse.domain.master import Master
from kasse.domain.tax import TaxClass
from kasse.settings.kinds import HUES, Colour, Number, Text
from kasse.settings.kinds.references import Referred
from kasse.sheets import words
from kasse.sheets.columns import (
    active,
    choice,
    column,
    fact,
    head,
    of,
    part_of,
    put_away,
    renumbered,
    several_of,
    switch,
)
from kasse.sheets.model import Sheet, next_free


def _new_group(master: Master) -> ProductGroup:
    catalogue = master.catalogue
    last = max(catalogue.groups.values(), key=attrgetter("number"), default=None)
    hue = HUES[len(catalogue.groups) % len(HUES)]
    main_group = last.main_group if last else min(catalogue.main_groups, default=0)
    return ProductGroup(
        next_free(catalogue.groups), "", main_group, last.tax_class if last else TaxClass.FOOD, hue
    )


MAIN_GROUPS: Sheet[MainGroup] = Sheet(
    key="main_groups",
    label="Hauptgruppen",
    one="Die Hauptgruppe",
    page="Speisekarte",
    help="Die gröbste Einteilung für Berichte, etwa Küche, Getränke und Handelsware.",
    table="main_group",
    columns=(
        head(Number(1, 9999), "Nummer", "Unter dieser Nummer wird die Hauptgruppe geführt."),
        fact("name", Text(40), "Name", "So heißt die Hauptgruppe in Berichten.", shown=True, together=False),
        active("Eine Hauptgruppe, die nicht mehr in Gebrauch ist, steht nicht mehr zur Auswahl."),
    ),
    **part_of("catalogue", "main_groups"),
    title=attrgetter("name"),
    blank=lambda master: MainGroup(next_free(master.catalogue.main_groups), ""),
    renamed=renumbered(),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("sparte", "hauptwarengruppe", "umsatzgruppe", "obergruppe"),
)
PRODUCT_GROUPS: Sheet[ProductGroup] = Sheet(
    key="product_groups",
    label="Warengruppen",
    one="Die Warengruppe",
    page="Speisekarte",
    help="Artikel einer Warengruppe haben denselben Steuersatz, dieselbe Farbe und kommen an derselben Station heraus.",
    table="product_group",
    columns=(
        head(Number(1, 9999), "Nummer", "Unter dieser Nummer wird die Warengruppe geführt."),
        fact("name", Text(40), "Name", "So heißt die Warengruppe in Berichten und Listen.", shown=True, together=False),
        of("main_group", Referred.MAIN_GROUP, "Hauptgruppe", "Zu dieser Hauptgruppe zählt die Warengruppe in Berichten.", shown=True, words=("sparte",)),
        choice(
            "tax_class",
            TaxClass,
            words.TAX_CLASSES,
            "Steuer",
            "Was verkauft wird; den Steuersatz kennt die Kasse daraus für jeden Tag, auch nach einer Änderung des Gesetzes.",
            shown=True,
            words=("mehrwertsteuer", "mwst", "ust", "umsatzsteuer", "steuersatz", "7 %", "19 %", "10 %", "20 %"),
        ),
        column(
            "hue",
            Colour(),
            "Farbe",
            "In dieser Farbe erscheinen die Tasten ihrer Artikel; jedes Erscheinungsbild hat einen eigenen Ton davon.",
            attrgetter("hue"),
            lambda row, value: replace(row, hue=value or row.hue),
            shown=True,
            words=("tastenfarbe", "buttonfarbe"),
        ),
        fact(
            "station",
            Text(40),
            "Station",
            "An dieser Station kommen Bons heraus, etwa Küche oder Schank; leer ohne Bon. Drucker nennen ihre Stationen.",
            shown=True,
            words=("küchendrucker", "bonweiche", "bondrucker", "schank", "küche"),
        ),
        fact("course", Number(0, 9), "Gang", "Zu diesem Gang gehören die Artikel, wenn nichts anderes gesagt wird; 0 für keinen.", words=("menügang", "gangsteuerung", "vorspeise")),
        active("Eine Warengruppe, die nicht mehr in Gebrauch ist, steht nicht mehr zur Auswahl."),
    ),
    **part_of("catalogue", "groups"),
    title=attrgetter("name"),
    blank=_new_group,
    renamed=renumbered(),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("wgr", "artikelgruppe", "steuer", "mehrwertsteuer", "gruppe"),
)  # fmt: skip
SIDE_GROUPS: Sheet[SideGroup] = Sheet(
    key="side_groups",
    label="Beilagengruppen",
    one="Die Beilagengruppe",
    page="Speisekarte",
    help="Beilagen, unter denen beim Bonieren gewählt wird, etwa Beilage zum Hauptgericht oder Garstufe.",
    table="side_group",
    columns=(
        head(Number(1, 9999), "Nummer", "Unter dieser Nummer nennen Artikel die Beilagengruppe."),
        fact("name", Text(40), "Name", "So heißt die Gruppe über der Auswahl.", shown=True, together=False),
        several_of("articles", Referred.ARTICLE, "Beilagen", "Diese Artikel stehen zur Auswahl, in dieser Reihenfolge.", shown=True, words=("extras", "zutaten")),
        fact("least", Number(0, 99), "Mindestens", "So viele müssen zu einer Portion gewählt werden; mit 0 geht es auch ohne.", shown=True, words=("pflichtbeilage", "zwang")),
        fact("most", Number(1, 99), "Höchstens", "So viele können zu einer Portion gewählt werden.", shown=True),
        switch("free", "Zu jedem Artikel", "Diese Beilagen stehen bei jedem Artikel zur Auswahl, nicht nur bei denen, die sie nennen.", shown=True, words=("freie beilagen", "allgemein")),
    ),
    **part_of("catalogue", "side_groups"),
    title=attrgetter("name"),
    blank=lambda master: SideGroup(next_free(master.catalogue.side_groups), "", ()),
    renamed=renumbered(),
    words=("beilagen", "extras", "garstufe", "modifikator", "zusätze"),
)  # fmt: skip

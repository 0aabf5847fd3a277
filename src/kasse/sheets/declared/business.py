"""The business itself and the units that it is divided into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

from kasse.domain.business import Business, Unit
from kasse.domain.master import Master
from kasse.domain.tax import Country
from kasse.settings.kinds import Number, Text
from kasse.sheets import words
from kasse.sheets.columns import active, choice, fact, head, part_of, put_away, renumbered, switch
from kasse.sheets.model import SINGLE, Sheet, next_free

_SITE = "Betriebsstätte, wenn sie anders heißt oder woanders liegt"
_TAX = "Steuer"


def _with_business(master: Master, rows: Mapping[Any, Business]) -> Master:
    business = rows[SINGLE]
    return replace(
        master,
        house=replace(master.house, business=business),
        catalogue=replace(master.catalogue, country=business.country, small_business=business.small_business),
    )


BUSINESS: Sheet[Business] = Sheet(
    key="business",
    label="Betriebsdaten",
    one="Der Betrieb",
    page="Betrieb",
    help="Name, Anschrift und Steuernummern; sie stehen auf jeder Rechnung und in allem, was an Ämter geht.",
    table="business",
    columns=(
        fact("name", Text(60), "Firma", "So heißt das Unternehmen auf Rechnungen und in Meldungen.", shown=True),
        fact("owner", Text(60), "Inhaber", "Der Inhaber oder die Inhaberin, wenn sie auf der Rechnung stehen soll."),
        fact("street", Text(60), "Straße", "Straße und Hausnummer der Firma.", shown=True),
        fact("postcode", Text(10), "Postleitzahl", "Postleitzahl der Firma, wie sie auf der Rechnung steht.", words=("plz",)),
        fact("city", Text(62), "Ort", "Ort der Firma, wie er auf der Rechnung steht.", shown=True),
        choice(
            "country",
            Country,
            words.COUNTRIES,
            "Land",
            "Von diesem Land hängen Steuersätze und Vorschriften der Kasse ab. Ein Wechsel ist nur vor dem ersten "
            "Beleg sinnvoll.",
            words=("österreich", "deutschland", "schweiz", "fiskalland"),
        ),
        fact("phone", Text(30), "Telefon", "Die Telefonnummer, die auf der Rechnung steht.", words=("rufnummer",)),
        fact(
            "greeting",
            Text(200),
            "Schlussworte der Rechnung",
            "Steht am Ende jeder Rechnung, etwa „Vielen Dank für Ihren Besuch“.",
            words=("fußzeile", "gruß", "schlusstext", "werbetext"),
        ),
        fact(
            "currency",
            Text(3),
            "Währung",
            "Die eigene Währung als Kürzel mit drei Buchstaben, etwa EUR oder CHF.",
            words=("euro", "franken"),
        ),
        fact(
            "tax_number",
            Text(20),
            "Steuernummer",
            "Die Steuernummer vom Finanzamt; sie oder die USt-IdNr. muss auf jeder Rechnung stehen.",
            group=_TAX,
            shown=True,
            words=("finanzamt", "stnr"),
        ),
        fact(
            "vat_id",
            Text(15),
            "USt-IdNr.",
            "Die Umsatzsteuer-Identifikationsnummer, etwa DE123456789 oder ATU12345678.",
            group=_TAX,
            words=("uid", "umsatzsteuer", "uid-nummer", "mwst-nummer"),
        ),
        switch(
            "small_business",
            "Kleinunternehmer",
            "Alles wird ohne Umsatzsteuer verkauft, und jede Rechnung sagt das (§ 19 UStG). Was schon bestellt ist, "
            "behält seinen Satz.",
            group=_TAX,
            words=("§ 19", "kleinunternehmerregelung", "steuerbefreiung", "umsatzsteuerfrei"),
        ),
        fact(
            "tax_office",
            Text(60),
            "Finanzamt",
            "Name des Finanzamts, bei dem die Kasse gemeldet ist.",
            group=_TAX,
            words=("kassenmeldung", "meldung"),
        ),
        fact(
            "site_name",
            Text(60),
            "Name der Betriebsstätte",
            "Nur wenn die Filiale anders heißt als die Firma; leer gilt der Name der Firma.",
            group=_SITE,
            words=("filiale", "betriebsstätte", "standort"),
        ),
        fact(
            "site_street",
            Text(60),
            "Straße der Betriebsstätte",
            "Nur wenn die Filiale woanders liegt als die Firma; dann sind auch Postleitzahl und Ort nötig.",
            group=_SITE,
            words=("filiale", "betriebsstätte", "standort"),
        ),
        fact(
            "site_postcode",
            Text(10),
            "Postleitzahl der Betriebsstätte",
            "Postleitzahl der Filiale, wenn sie woanders liegt als die Firma.",
            group=_SITE,
            words=("filiale", "plz"),
        ),
        fact(
            "site_city",
            Text(62),
            "Ort der Betriebsstätte",
            "Ort der Filiale, wenn sie woanders liegt als die Firma.",
            group=_SITE,
            words=("filiale", "standort"),
        ),
    ),
    rows=lambda master: {SINGLE: master.house.business},
    with_rows=_with_business,
    title=attrgetter("name"),
    blank=None,
    renamed=lambda row, _key: row,
    single=True,
    words=("firma", "adresse", "firmenname", "firmendaten", "mandant", "rechnungskopf", "filiale", "betriebsstätte"),
)  # fmt: skip
UNITS: Sheet[Unit] = Sheet(
    key="units",
    label="Betriebe",
    one="Der Betrieb",
    page="Betrieb",
    help="Teilt das Haus für die Auswertung, etwa in Restaurant, Bar und Hotel. Jede Kasse gehört zu einem Betrieb.",
    table="unit",
    columns=(
        head(Number(1, 99), "Nummer", "Unter dieser Nummer wird der Betrieb geführt."),
        fact("name", Text(40), "Name", "So heißt der Betrieb in Berichten und Listen.", shown=True),
        active("Ein Betrieb, der nicht mehr in Gebrauch ist, steht nicht mehr zur Auswahl; frühere Berichte behalten ihn."),
    ),
    **part_of("house", "units"),
    title=attrgetter("name"),
    blank=lambda master: Unit(next_free(master.house.units), ""),
    renamed=renumbered(),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("betriebsverwaltung", "kostenstelle", "outlet", "profitcenter", "abteilung", "buchhalterischer betrieb"),
)  # fmt: skip

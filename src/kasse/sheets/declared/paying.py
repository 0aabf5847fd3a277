"""Ways to pay, accounts for what nobody pays, and those in whose name things are sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

from kasse.domain.business import Agency, InternalAccount, PaymentKind, PaymentMethod, Pricing
from kasse.domain.catalogue import LEVELS
from kasse.domain.master import Master
from kasse.settings.kinds import Maybe, Number, Percent, Rate, Text
from kasse.sheets import words
from kasse.sheets.columns import active, choice, column, fact, head, part_of, put_away, renumbered, switch
from kasse.sheets.model import Sheet, next_free


def _new_method(master: Master) -> PaymentMethod:
    number = 1
    while f"Z{number}" in master.house.payment_methods:
        number += 1
    return PaymentMethod(f"Z{number}", "", PaymentKind.CARD)


def _with_methods(master: Master, changed: Mapping[Any, PaymentMethod]) -> Master:
    """Ranked ones first; the others stay in the order of the house."""
    ordered = dict(sorted(changed.items(), key=lambda each: (not each[1].rank, each[1].rank)))
    return replace(master, house=replace(master.house, payment_methods=ordered))


PAYMENT_METHODS: Sheet[PaymentMethod] = Sheet(
    key="payment_methods",
    label="Zahlungsarten",
    one="Die Zahlungsart",
    page="Kassieren",
    help="Womit Gäste zahlen können: bar, mit Karte, auf das Zimmer, auf Rechnung, mit Gutschein, in fremder Währung.",
    table="payment_method",
    columns=(
        head(Text(10), "Kürzel", "Mit diesem Kürzel führen Berichte und Buchhaltung die Zahlungsart, etwa BA oder EC.", "code"),
        fact("name", Text(40), "Name", "So heißt die Zahlungsart auf der Taste und auf der Rechnung.", shown=True, together=False),
        choice(
            "kind",
            PaymentKind,
            words.PAYMENT_KINDS,
            "Art",
            "Was die Zahlung für das Finanzamt ist; nur Scheine und Münzen sind Bargeld.",
            shown=True,
            words=("bar", "ec", "kreditkarte", "unbar", "zahlart", "rechnungsträger", "zimmer"),
        ),
        switch("opens_drawer", "Öffnet die Schublade", "Bei dieser Zahlungsart springt die Geldschublade auf.", shown=True, words=("kassenlade", "lade")),
        fact("currency", Text(3), "Fremde Währung", "Kürzel der fremden Währung, etwa CHF; leer für die eigene Währung.", group="Fremde Währung", shown=True, words=("devisen", "franken", "dollar")),
        column(
            "rate",
            Maybe(Rate(), "keiner"),
            "Kurs",
            "So viel ist eine Einheit der fremden Währung in der eigenen wert.",
            lambda row: row.rate_micros or None,
            lambda row, value: replace(row, rate_micros=value or 0),
            group="Fremde Währung",
            stored="rate_micros",
            words=("wechselkurs", "umrechnung"),
        ),
        column(
            "rank",
            Maybe(Number(1, 99), "wie angelegt"),
            "Reihenfolge",
            "Zahlungsarten mit einer Zahl stehen beim Bezahlen vorn, die kleinste zuerst, die anderen danach.",
            lambda row: row.rank or None,
            lambda row, value: replace(row, rank=value or 0),
            shown=True,
            together=False,
            words=("sortierung", "position", "tastenplatz"),
        ),
        active("Eine Zahlungsart, die nicht mehr in Gebrauch ist, steht beim Bezahlen nicht mehr zur Auswahl."),
    ),
    **{**part_of("house", "payment_methods"), "with_rows": _with_methods},
    title=attrgetter("name"),
    blank=_new_method,
    renamed=renumbered("code"),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("zahlarten", "rechnungsträger", "kreditkarten", "finanzwege", "zahlungsmittel"),
)  # fmt: skip
INTERNAL_ACCOUNTS: Sheet[InternalAccount] = Sheet(
    key="internal_accounts",
    label="Interne Konten",
    one="Das interne Konto",
    page="Kassieren",
    help="Wohin gebucht wird, was niemand bezahlt: Personal, Eigenverbrauch, Einladung, Bruch.",
    table="internal_account",
    columns=(
        head(Number(1, 9999), "Nummer", "Unter dieser Nummer wird das Konto geführt."),
        fact("name", Text(40), "Name", "So heißt das Konto auf der Taste und in Berichten.", shown=True, together=False),
        choice(
            "pricing",
            Pricing,
            words.PRICINGS,
            "Bewertet mit",
            "Mit welchem Preis gerechnet wird, was auf das Konto geht.",
            shown=True,
            words=("sonderpreis", "einkaufspreis", "wareneinsatz", "bewertung", "selbstkosten"),
        ),
        fact("price_level", Number(1, LEVELS), "Preisebene", "Diese Preisebene gilt, wenn das Konto mit einer Preisebene bewertet wird.", shown=True, words=("preis 2",)),
        fact("percent", Percent(0, 999_00, step=5_00), "Prozent von Preis 1", "Dieser Teil von Preis 1 gilt, wenn das Konto mit Prozent bewertet wird.", shown=True, words=("prozentsatz", "personalrabatt")),
        active("Ein Konto, das nicht mehr in Gebrauch ist, steht nicht mehr zur Auswahl."),
    ),
    **part_of("house", "internal_accounts"),
    title=attrgetter("name"),
    blank=lambda master: InternalAccount(next_free(master.house.internal_accounts), ""),
    renamed=renumbered(),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("personalverbrauch", "eigenverbrauch", "repräsentation", "einladung", "bruch", "schwund", "sonderpreise"),
)  # fmt: skip
AGENCIES: Sheet[Agency] = Sheet(
    key="agencies",
    label="Auftraggeber",
    one="Der Auftraggeber",
    page="Betrieb",
    help="In wessen Namen das Haus Fremdes verkauft, etwa Lose oder Zeitungen in Kommission; er steht auf dem Beleg.",
    table="agency",
    columns=(
        head(Number(1, 9999), "Nummer", "Unter dieser Nummer nennen Artikel den Auftraggeber."),
        fact("name", Text(60), "Name", "So heißt der Auftraggeber auf dem Beleg.", shown=True, together=False),
        fact("street", Text(60), "Straße", "Straße und Hausnummer des Auftraggebers.", shown=True),
        fact("postcode", Text(10), "Postleitzahl", "Postleitzahl des Auftraggebers.", words=("plz",)),
        fact("city", Text(62), "Ort", "Ort, an dem der Auftraggeber sitzt.", shown=True),
        fact("country", Text(3), "Land", "Kürzel des Landes, etwa DE oder AT."),
        fact("tax_number", Text(20), "Steuernummer", "Die Steuernummer des Auftraggebers.", shown=True, group="Steuer"),
        fact("vat_id", Text(15), "USt-IdNr.", "Die Umsatzsteuer-Identifikationsnummer des Auftraggebers.", group="Steuer", words=("uid",)),
        active("Ein Auftraggeber, der nicht mehr in Gebrauch ist, steht nicht mehr zur Auswahl."),
    ),
    **part_of("house", "agencies"),
    title=attrgetter("name"),
    blank=lambda master: Agency(next_free(master.house.agencies), ""),
    renamed=renumbered(),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("agentur", "kommission", "fremde rechnung", "lotterie", "agenturumsatz"),
)  # fmt: skip

"""Operators and what their password levels let them do."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from kasse.domain.master import Master
from kasse.domain.staff import Operator, PasswordLevel, Right
from kasse.settings.kinds import Amounts, Choice, Number, Several, Text
from kasse.settings.kinds.references import Referred
from kasse.sheets import words
from kasse.sheets.columns import (
    active,
    column,
    fact,
    head,
    level,
    of,
    part_of,
    percents,
    put_away,
    renumbered,
    several_of,
    switch,
)
from kasse.sheets.model import Key, Sheet, next_free


def _new_operator(master: Master) -> Operator:
    staff = master.staff
    least = min(staff.levels.values(), key=lambda each: (len(each.rights) or 99, each.number), default=None)
    return Operator(next_free(staff.operators), "", least.number if least else 0, "")


def _copy(operator: Operator, key: Key) -> Operator:
    # PIN and card belong to one person.
    return replace(operator, number=int(key), pin_hash="", card="")


OPERATORS: Sheet[Operator] = Sheet(
    key="operators",
    label="Bediener",
    one="Der Bediener",
    page="Personal",
    help="Wer sich an der Kasse anmelden kann, mit Passwortebene und PIN.",
    table="operator",
    columns=(
        replace(head(Number(1, 9999), "Nummer", "Unter dieser Nummer führen Bücher und Berichte den Bediener."), put=lambda row, key: row if key == row.number else _copy(row, key)),
        fact("name", Text(40), "Name", "So steht der Bediener auf der Anmeldung und auf Rechnungen.", shown=True, together=False),
        of("level", Referred.PASSWORD_LEVEL, "Passwortebene", "Von ihr hängt ab, was der Bediener darf.", shown=True, words=("rechte", "rolle", "berechtigung")),
        column(
            "pin",
            Choice({"set": "gesetzt", "": "fehlt"}),
            "PIN",
            "Ohne PIN kann sich der Bediener nicht anmelden. Sie wird an der Kasse gesetzt und steht in keiner Datei.",
            lambda row: "set" if row.pin_hash else "",
            None,
            stored="pin_hash",
            shown=True,
            together=False,
            in_files=False,
            words=("passwort", "kennwort", "bedienercode", "code"),
        ),
        column(
            "card",
            Choice({"set": "zugeordnet", "": "keine"}),
            "Karte oder Schlüssel",
            "Wer eine Karte oder einen Schlüssel hat, meldet sich damit ohne PIN an. Zugeordnet wird an der Kasse.",
            lambda row: "set" if row.card else "",
            None,
            stored="card",
            together=False,
            in_files=False,
            words=("kellnerschloss", "transponder", "rfid", "nfc", "dallas", "chip", "schlüssel"),
        ),
        switch("training", "Übt nur", "Der Bediener übt an der echten Kasse; nichts davon zählt als Umsatz.", shown=True, words=("übungsbediener", "schulung", "training")),
        level("price_level", "wie die Kasse", "Preisebene", "Zu diesen Preisen verkauft der Bediener, wenn nichts anderes gewählt wird.", words=("preis 2",)),
        percents("discount_percents", "Rabatte in Prozent", "Nur diese Prozentsätze darf der Bediener geben, wenn er Rabatt geben darf; leer alle, 0 keinen.", words=("rabattgruppen", "nachlass")),
        fact("discount_amounts", Amounts(), "Rabatte als Betrag", "Nur diese Beträge darf der Bediener als Rabatt geben, wenn er Rabatt geben darf; leer jeden.", words=("rabattgruppen", "nachlass", "betrags-rabatt")),
        fact("language", Choice({"": "wie die Kasse", "de": "Deutsch", "en": "English"}), "Sprache", "In dieser Sprache sind die Bildschirme des Bedieners; Bons und Rechnungen bleiben deutsch.", words=("language", "englisch", "deutsch", "übersetzung")),
        switch("menus", "Menübestellungen", "Der Bediener nimmt Menüs im Voraus auf, die später auf Tische abgerufen werden.", words=("bediener 98", "menübestellung", "menü-abruf", "vorbestellung")),
        several_of("favourites", Referred.ARTICLE, "Favoriten", "Diese Artikel stehen auf der ersten Seite der Karte, wenn der Bediener boniert, in dieser Reihenfolge; er wählt sie selbst, indem er eine Artikeltaste hält.", together=False, words=("lieblingsartikel", "schnelltasten", "eigene seite")),
        active("Wer nicht mehr arbeitet, kann sich nicht mehr anmelden; die Bücher behalten seinen Namen."),
    ),
    **part_of("staff", "operators"),
    title=attrgetter("name"),
    blank=_new_operator,
    renamed=_copy,
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("kellner", "mitarbeiter", "benutzer", "personal", "kassierer", "pin"),
)  # fmt: skip
PASSWORD_LEVELS: Sheet[PasswordLevel] = Sheet(
    key="password_levels",
    label="Passwortebenen",
    one="Die Passwortebene",
    page="Personal",
    help="Rollen mit ihren Rechten, etwa Service und Leitung. Jeder Bediener hat eine davon.",
    table="password_level",
    columns=(
        head(Number(1, 999), "Nummer", "Unter dieser Nummer wird die Passwortebene geführt."),
        fact("name", Text(40), "Name", "So heißt die Passwortebene in der Auswahl.", shown=True, together=False),
        column(
            "rights",
            Several(words.RIGHTS),
            "Rechte",
            "Das dürfen alle Bediener mit dieser Passwortebene.",
            lambda row: frozenset(right.value for right in row.rights),
            lambda row, value: replace(row, rights=frozenset(map(Right, value))),
            shown=True,
            words=("berechtigung", "erlaubt", "darf", *(name.lower() for name in words.RIGHTS.values())),
        ),
    ),
    **part_of("staff", "levels"),
    title=attrgetter("name"),
    blank=lambda master: PasswordLevel(next_free(master.staff.levels), "", frozenset({Right.ORDER, Right.PAY})),
    renamed=renumbered(),
    words=("rechte", "rolle", "berechtigung", "chefpasswort", "passwort", "kellnerrechte"),
)  # fmt: skip

"""Tills and printers."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from kasse.domain.business import Printer, Terminal
from kasse.domain.master import Master
from kasse.settings.kinds import Choice, Lines, Number, Text
from kasse.settings.kinds import Printer as PrinterName
from kasse.settings.kinds.references import Referred
from kasse.sheets import words
from kasse.sheets.columns import active, column, fact, head, level, of, part_of, put_away, renumbered
from kasse.sheets.model import Sheet, next_free


def _new_terminal(master: Master) -> Terminal:
    terminals = master.house.terminals
    number = next_free(terminals)
    first = next(iter(terminals.values()), None)
    stem = re.sub(r"[-_ ]*\d+$", "", first.serial) if first else "KASSE"
    printer = first.receipt_printer if first else ""
    return Terminal(number, f"Kasse {number}", f"{stem}-{number}", receipt_printer=printer)


def _new_printer(master: Master) -> Printer:
    number = len(master.house.printers) + 1
    while f"Drucker {number}" in master.house.printers:
        number += 1
    return Printer(f"Drucker {number}", "network")


TERMINALS: Sheet[Terminal] = Sheet(
    key="terminals",
    label="Kassen",
    one="Die Kasse",
    page="Geräte",
    help="Die Kassenplätze des Hauses. Jeder hat eine eigene Seriennummer, unter der er dem Finanzamt gemeldet ist.",
    table="terminal",
    columns=(
        head(Number(1, 999), "Nummer", "Unter dieser Nummer führen Bücher und Berichte die Kasse."),
        fact("name", Text(40), "Name", "So heißt die Kasse am Bildschirm und in Berichten.", shown=True, together=False),
        fact(
            "serial",
            Text(60),
            "Seriennummer",
            "Unter dieser Nummer ist die Kasse dem Finanzamt gemeldet, und sie steht auf jedem Beleg. Nach der Meldung "
            "bleibt sie, wie sie ist.",
            shown=True,
            together=False,
            words=("client-id", "kassenmeldung", "kassenidentifikation", "kassen-id", "z-kasse"),
        ),
        fact(
            "receipt_printer",
            PrinterName(),
            "Belegdrucker",
            "Auf diesem Drucker kommen Rechnungen und Berichte der Kasse heraus.",
            shown=True,
            words=("rechnungsdrucker", "bondrucker"),
        ),
        of(
            "unit",
            Referred.UNIT,
            "Betrieb",
            "Für diesen Betrieb verkauft die Kasse; leer, wenn das Haus nicht geteilt ist.",
            shown=True,
            words=("betriebsverwaltung", "kostenstelle", "outlet"),
        ),
        level(
            "price_level",
            "wie die Karte",
            "Preisebene",
            "Zu diesen Preisen wird an der Kasse verkauft, wenn nichts anderes gewählt wird.",
            words=("preis 2", "terrassenpreis", "preisliste"),
        ),
        active("Eine Kasse, die nicht mehr in Gebrauch ist, lässt sich nicht mehr öffnen; ihre Bücher bleiben."),
    ),
    **part_of("house", "terminals"),
    title=attrgetter("name"),
    blank=_new_terminal,
    renamed=renumbered(),
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("arbeitsplatz", "arbeitsstation", "station", "kassenplatz", "terminal"),
)  # fmt: skip
PRINTERS: Sheet[Printer] = Sheet(
    key="printers",
    label="Drucker",
    one="Der Drucker",
    page="Geräte",
    help="Wo Papier herauskommt: Rechnungen, Bons für Küche und Schank, Berichte.",
    table="printer",
    columns=(
        head(Text(60), "Name", "So heißt der Drucker überall, wo einer zur Auswahl steht.", "name"),
        fact(
            "kind",
            Choice(words.PRINTER_KINDS),
            "Anschluss",
            "Wie der Drucker erreicht wird; „Nur auf dem Bildschirm“ druckt nicht, sondern hebt die Papiere zum Ansehen auf.",
            shown=True,
            words=("netzwerkdrucker", "usb", "seriell", "virtuell", "lan"),
        ),
        fact(
            "address",
            Text(200),
            "Adresse",
            "Im Netzwerk Adresse und Anschlussnummer wie 192.168.1.50:9100, sonst der Pfad des Anschlusses.",
            shown=True,
            together=False,
            words=("ip-adresse", "port", "schnittstelle", "com"),
        ),
        fact(
            "profile",
            Choice(words.PROFILES),
            "Modell",
            "Vom Modell hängt ab, wie breit das Papier ist und was der Drucker kann.",
            shown=True,
            words=("epson", "star", "bixolon", "citizen", "papierbreite", "treiber"),
        ),
        column(
            "stations",
            Lines(0, 20, 40),
            "Stationen",
            "Für diese Stationen druckt er Bons, etwa Küche oder Schank; eine je Zeile. Warengruppen nennen ihre Station.",
            attrgetter("stations"),
            lambda row, value: replace(row, stations=tuple(value)),
            shown=True,
            words=("bonweiche", "küchendrucker", "schankdrucker", "bondrucker", "routing", "bonumleitung"),
        ),
    ),
    **part_of("house", "printers"),
    title=attrgetter("name"),
    blank=_new_printer,
    renamed=renumbered("name"),
    words=("bondrucker", "küchendrucker", "rechnungsdrucker", "bonweiche"),
)  # fmt: skip

"""The register: reasons for cash in and out, counting before the closing."""

from __future__ import annotations

from kasse.settings.kinds import Lines, Switch
from kasse.settings.model import Guard, Setting

CASH_IN_REASONS = Setting(
    key="cash.in_reasons",
    kind=Lines(1, 12, 30),
    default=("Wechselgeld", "Einlage", "Sonstiges"),
    label="Gründe für Einlagen",
    help="Diese Gründe stehen zur Auswahl, wenn Geld in die Kasse gelegt wird; einer je Zeile.",
    page="Bedienerabrechnung/Ein- und Auszahlungen",
    words=("wechselgeld", "einzahlung", "kassenbewegung"),
)
CASH_OUT_REASONS = Setting(
    key="cash.out_reasons",
    kind=Lines(1, 12, 30),
    default=("Bank", "Geldabgabe", "Einkauf", "Trinkgeld", "Sonstiges"),
    label="Gründe für Entnahmen",
    help="Diese Gründe stehen zur Auswahl, wenn Geld aus der Kasse genommen wird; einer je Zeile.",
    page="Bedienerabrechnung/Ein- und Auszahlungen",
    words=("auszahlung", "bank", "privatentnahme", "kassenbewegung"),
)
COUNT_BEFORE_CLOSING = Setting(
    key="closing.count_first",
    kind=Switch(),
    default=False,
    label="Bargeld vor dem Abschluss zählen",
    help="Der Tag lässt sich erst abschließen, wenn das Bargeld gezählt und eingegeben ist.",
    page="Bedienerabrechnung/Tagesabschluss",
    words=("kassensturz", "zählprotokoll", "kassendifferenz", "ist-bestand"),
)
TABLES_STAY_OPEN = Setting(
    key="closing.tables_stay_open",
    kind=Switch(),
    default=False,
    label="Tagesabschluss trotz offener Tische",
    help="Der Tag lässt sich abschließen, während Tische offen sind; sie bleiben es über mehrere Tage, bis sie kassiert "
    "werden.",
    page="Bedienerabrechnung/Tagesabschluss",
    words=("tageswechsel", "offene tische", "über nacht", "mehrere tage", "hausgäste"),
    guard=Guard.BEFORE_FIRST_ORDER,
)

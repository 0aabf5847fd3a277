"""Running numbers that a house sees and may set."""

from __future__ import annotations

from kasse.settings.kinds import Number
from kasse.settings.model import Setting

AUTO_TABLE_COUNTER = Setting(
    key="tables.auto_counter",
    kind=Number(0, 99_999),
    default=0,
    label="Zuletzt geöffneter Auto-Tisch",
    help="Von dieser Nummer an sucht „AUTO TISCH“ den nächsten freien Tisch und zählt sie dabei weiter. Mit 0 beginnt "
    "die Suche am Anfang des Bereichs.",
    page="Belege und Bons/Belegnummern",
    words=("zähler", "auto tischsuche", "laufender zähler", "nummernkreis"),
    runs_on=True,
)

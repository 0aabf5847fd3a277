"""Collective tables: they may stay open for days."""

from __future__ import annotations

from kasse.settings.kinds import NumberSet, Ranges
from kasse.settings.model import Setting

COLLECTIVE_TABLES = Setting(
    key="tables.collective",
    kind=Ranges(1, 99_999, most=5_000),
    default=NumberSet(),
    label="Nummern der Sammeltische",
    help="Tische mit diesen Nummern bleiben über den Tagesabschluss hinaus offen, etwa für Hausgäste; alle anderen müssen "
    "vorher kassiert sein. Angelegt werden sie wie andere Tische unter Stammdaten.",
    page="Tische/Sammeltische",
    words=("sammeltisch", "sammelkonto", "mehrere tage", "hausgäste", "tischbereich", "nummernbereich"),
)

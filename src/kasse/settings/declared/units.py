"""Accounting units: what each of them keeps for itself."""

from __future__ import annotations

from kasse.settings.kinds import Switch
from kasse.settings.model import Setting

LOCAL_AVAILABILITY = Setting(
    key="units.local_availability",
    kind=Switch(),
    default=False,
    label="Artikelsperren und Restmengen je Betrieb",
    help="Jeder Betrieb sperrt Artikel und zählt Restmengen für sich: Was im Restaurant ausverkauft ist, verkauft die Bar "
    "weiter. Sonst gelten Sperren und Restmengen für das ganze Haus.",
    page="Bonieren/Ausverkauft",
    words=(
        "artikelsperren, restmenge lokal verwenden",
        "restmenge",
        "ausverkauft",
        "sperre",
        "buchhalterischer betrieb",
        "betriebsverwaltung",
        "portionen",
    ),
)

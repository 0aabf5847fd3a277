"""Who makes the touch layout."""

from __future__ import annotations

from kasse.settings.kinds import Switch
from kasse.settings.model import Setting

LAYOUT_FROM_WATCH = Setting(
    key="ordering.layout_from_watch",
    kind=Switch(),
    default=False,
    label="Touchbelegung vom Hintergrundprogramm",
    help="Ein Rechner, auf dem „kasse watch“ läuft, bereitet die Touchbelegung für alle Kassen vor, die sich eine Datenbank "
    "teilen. Kommt binnen drei Sekunden keine, macht jede Kasse sie selbst.",
    page="Bonieren/Artikel und Bon",
    words=(
        "touchbelegung aktualisieren mit transferprogramm",
        "touchbelegung aktualisieren",
        "transfer.exe",
        "arbeitsstation",
        "layout",
        "kasse watch",
    ),
)

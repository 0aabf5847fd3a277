"""The screen that the guest looks at."""

from __future__ import annotations

from kasse.settings.kinds import Choice, Folder, Number, Switch
from kasse.settings.model import Scope, Setting

PAGE = "Kasse und Bildschirm/Kundenbildschirm"

DISPLAY = Setting(
    key="customer_display.where",
    kind=Choice(
        {
            "off": "keiner",
            "2": "zweiter Bildschirm",
            "3": "dritter Bildschirm",
            "window": "Fenster zum Ausprobieren",
        }
    ),
    default="off",
    label="Kundenbildschirm",
    help="Zeigt dem Gast, was boniert wird, was zu zahlen ist und was er zurückbekommt.",
    page=PAGE,
    scope=Scope.TERMINAL,
    words=("kundendisplay", "kundenanzeige", "gastdisplay", "zweitbildschirm", "customer display"),
)
SLIDES = Setting(
    key="customer_display.slides",
    kind=Folder(),
    default=None,
    label="Bilder für den Kundenbildschirm",
    help="Solange niemand kassiert, zeigt der Kundenbildschirm die Bilder dieses Ordners eines nach dem anderen.",
    page=PAGE,
    scope=Scope.TERMINAL,
    words=("diashow", "slideshow", "werbung", "grafiken", "fotos", "bitmaps"),
)
SLIDE_SECONDS = Setting(
    key="customer_display.slide_seconds",
    kind=Number(3, 120, "Sekunden"),
    default=8,
    label="Ein Bild stehen lassen",
    help="So lange bleibt ein Bild stehen, auf dem Kundenbildschirm und beim Anmelden, bevor das nächste kommt.",
    page=PAGE,
    scope=Scope.TERMINAL,
    words=("diashow", "slideshow", "dauer", "wechsel"),
)
TIPS = Setting(
    key="customer_display.tips",
    kind=Switch(),
    default=False,
    label="Gast wählt das Trinkgeld",
    help="Auf einem Kundenbildschirm, der sich antippen lässt, wählt der Gast beim Bezahlen selbst das Trinkgeld.",
    page=PAGE,
    scope=Scope.TERMINAL,
    words=("tip", "touch", "bedienungsgeld", "trinkgeldauswahl"),
)
PAID_SECONDS = Setting(
    key="customer_display.paid_seconds",
    kind=Number(3, 120, "Sekunden"),
    default=12,
    label="Dank stehen lassen",
    help="So lange bleiben nach dem Bezahlen Summe und Rückgeld vor dem Gast stehen, wenn nichts Neues boniert wird.",
    page=PAGE,
    scope=Scope.TERMINAL,
    words=("danke", "rückgeld", "dauer"),
)

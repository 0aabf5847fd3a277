"""How a till's screen looks, and how it is worked with."""

from __future__ import annotations

from datetime import time

from kasse.domain.staff import Right
from kasse.settings.kinds import Choice, Folder, Number, Switch, Time
from kasse.settings.model import Scope, Setting

THEME = Setting(
    key="screen.theme",
    kind=Choice({"light": "hell", "dark": "dunkel", "strong": "kräftig"}),
    default="light",
    label="Farben des Bildschirms",
    help="Hell für den Tag, dunkel für den Abend, kräftig für Sonne und müde Augen.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    right=Right.ORDER,
    words=(
        "theme",
        "design",
        "nachtmodus",
        "dunkelmodus",
        "dark mode",
        "kontrast",
        "hintergrund",
        "aussehen",
    ),
)
DARK_BY_CLOCK = Setting(
    key="screen.dark_by_clock",
    kind=Switch(),
    default=False,
    label="Abends von selbst dunkel",
    help="Zwischen den beiden Uhrzeiten ist der Bildschirm dunkel, sonst so, wie er bei den Farben gewählt ist.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    words=("nachtmodus", "automatisch", "uhrzeit"),
)
DARK_FROM = Setting(
    key="screen.dark_from",
    kind=Time(),
    default=time(18),
    label="Dunkel ab",
    help="Ab dieser Uhrzeit ist der Bildschirm dunkel.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    words=("nachtmodus", "abend", "uhrzeit"),
    only_if=DARK_BY_CLOCK,
)
DARK_UNTIL = Setting(
    key="screen.dark_until",
    kind=Time(),
    default=time(7),
    label="Dunkel bis",
    help="Bis zu dieser Uhrzeit ist der Bildschirm dunkel.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    words=("nachtmodus", "morgen", "uhrzeit"),
    only_if=DARK_BY_CLOCK,
)
LANGUAGE = Setting(
    key="screen.language",
    kind=Choice({"de": "Deutsch", "en": "English"}),
    default="de",
    label="Sprache",
    help="In dieser Sprache ist die Anmeldung, und alles für Bediener, bei denen keine andere eingetragen ist. Artikel, "
    "Bons und Rechnungen bleiben deutsch.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    words=("language", "englisch", "deutsch", "english", "übersetzung"),
)
TEXT_SIZE = Setting(
    key="screen.text_size",
    kind=Choice({"100": "normal", "125": "groß", "150": "sehr groß"}),
    default="100",
    label="Größe der Schrift",
    help="Größere Schrift macht auch die Tasten größer; auf kleinen Bildschirmen nur so weit, wie alles noch Platz hat.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    words=("text", "buchstaben", "lesbar", "zoom", "brille"),
)
SCALE = Setting(
    key="screen.scale",
    kind=Choice(
        {
            "auto": "von selbst",
            "1": "100 %",
            "1.25": "125 %",
            "1.5": "150 %",
            "1.75": "175 %",
            "2": "200 %",
            "2.5": "250 %",
            "3": "300 %",
        }
    ),
    default="auto",
    label="Maßstab des Bildschirms",
    help="Viele Bildschirme melden eine falsche Größe. Sind die Tasten zu klein oder zu groß, hier den Maßstab festlegen.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    words=("skalierung", "zoom", "dpi", "auflösung", "kalibrieren", "tasten zu klein"),
)
LEFT_HANDED = Setting(
    key="screen.left_handed",
    kind=Switch(),
    default=False,
    label="Für die linke Hand",
    help="Ziffernblock und Tasten stehen links, der Bon rechts; die Reihenfolge innerhalb bleibt.",
    page="Kasse und Bildschirm/Anzeige",
    scope=Scope.TERMINAL,
    words=("linkshänder", "spiegeln", "seitenverkehrt"),
)
NOTICE_SECONDS = Setting(
    key="screen.notice_seconds",
    kind=Number(2, 20, "Sekunden"),
    default=4,
    label="Hinweise stehen lassen",
    help="So lange bleibt ein Hinweis in der Zeile unten stehen. Warnungen bleiben, bis ihr Anlass behoben ist.",
    page="Kasse und Bildschirm/Bedienung",
    scope=Scope.TERMINAL,
    words=("meldung", "statuszeile", "popup", "nachricht"),
)
SAME_TAP = Setting(
    key="screen.same_tap",
    kind=Number(200, 1500, "Millisekunden", step=100),
    default=400,
    label="Schutz vor doppeltem Tippen",
    help="Ein zweiter Tipp auf Senden oder Bezahlen innerhalb dieser Zeit zählt nicht. Artikel zählen immer.",
    page="Kasse und Bildschirm/Bedienung",
    scope=Scope.TERMINAL,
    words=("doppelklick", "prellen", "touch", "zweimal"),
)
START_VIEW = Setting(
    key="screen.start_view",
    kind=Choice({"tables": "Tischplan", "counter": "Direktverkauf"}),
    default="tables",
    label="Nach dem Anmelden",
    help="Was nach dem Anmelden zu sehen ist: der Tischplan, oder gleich der Verkauf ohne Tisch.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("startseite", "startbild", "theke", "imbiss", "ladengeschäft"),
)
SIGN_IN_SLIDES = Setting(
    key="screen.sign_in_slides",
    kind=Folder(),
    default=None,
    label="Bilder beim Anmelden",
    help="Ist niemand angemeldet, zeigt der Bildschirm nach einer Weile die Bilder dieses Ordners; ein Tipp, und man meldet sich an.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("diashow", "slideshow", "grafiken", "bitmaps", "kellnerschloss", "bildschirmschoner", "werbung"),
)
SIGN_IN_SLIDES_AFTER = Setting(
    key="screen.sign_in_slides_after",
    kind=Number(0, 600, "Sekunden", step=10),
    default=30,
    label="Bilder beim Anmelden zeigen nach",
    help="So lange bleiben die Namen der Bediener noch stehen, bevor die Bilder kommen; mit 0 kommen sie sofort, für Kassen, "
    "an denen man sich mit einem Kellnerschloss oder mit der Tastatur anmeldet.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("diashow", "slideshow", "wartezeit"),
)
SIGN_OUT_AFTER_SALE = Setting(
    key="screen.sign_out_after_sale",
    kind=Switch(),
    default=False,
    label="Nach dem Kassieren abmelden",
    help="Ist alles bezahlt, meldet die grüne Taste den Bediener ab.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("kellnerschloss", "abmeldung", "logout", "bedienerwechsel"),
)
SIGN_OUT_MINUTES = Setting(
    key="screen.sign_out_minutes",
    kind=Number(0, 120, "Minuten"),
    default=0,
    label="Von selbst abmelden nach",
    help="Hat so lange niemand getippt, meldet sich der Bediener von selbst ab; was noch nicht gesendet ist, bleibt "
    "erhalten. Mit 0 geschieht das nie.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("automatisch abmelden", "timeout", "sperren", "kellnerschloss", "inaktiv"),
)

"""Readers for cards and keys that sign in, and the waiter lock."""

from __future__ import annotations

from kasse.settings.kinds import Switch, Text
from kasse.settings.model import Scope, Setting

READER_PREFIX = Setting(
    key="reader.prefix",
    kind=Text(4),
    default="",
    label="Anfangszeichen des Kartenlesers",
    help="Mit diesen Zeichen beginnt alles, was der Leser für Karten und Schlüssel tippt; so verwechselt die Kasse es nie mit "
    "der Tastatur. Leer: Sie erkennt den Leser daran, wie schnell er tippt.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("präfix", "prefix", "transponder", "rfid", "nfc", "dallas", "ibutton", "schlüssel", "tastaturleser"),
)
READER_SUFFIX = Setting(
    key="reader.suffix",
    kind=Text(4),
    default="",
    label="Schlusszeichen des Kartenlesers",
    help="Diese Zeichen tippt der Leser nach dem Code, vor der Eingabetaste oder dem Tabulator; sie gehören nicht zum Code.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("suffix", "transponder", "rfid", "nfc", "dallas", "ibutton", "schlüssel", "tastaturleser"),
)
WAITER_LOCK = Setting(
    key="reader.waiter_lock",
    kind=Switch(),
    default=False,
    label="Kellnerschloss",
    help="Angemeldet ist, wessen Schlüssel im Schloss steckt. Wird er abgezogen, ist der Bediener sofort abgemeldet, und was noch "
    "nicht gesendet ist, bleibt erhalten. Solange kein Schlüssel steckt, laufen die Bilder der Anmeldung.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("schlüssel", "dallas", "ibutton", "addimat", "kellnerstift", "slideshow", "diashow"),
)
KEY_REMOVED = Setting(
    key="reader.key_removed",
    kind=Text(64),
    default="",
    label="Zeichen beim Abziehen des Schlüssels",
    help="Das tippt das Schloss, wenn der Schlüssel abgezogen wird, ohne die Anfangszeichen. Leer: Nullen, oder derselbe "
    "Schlüssel noch einmal.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("abmelden", "logout", "abmeldecode", "kellnerschloss"),
    only_if=WAITER_LOCK,
)
PIN_BESIDE_LOCK = Setting(
    key="reader.pin_beside_lock",
    kind=Switch(),
    default=True,
    label="PIN neben dem Kellnerschloss",
    help="Wer seinen Schlüssel vergessen hat, kann sich auch mit der PIN anmelden. Wer alle Rechte hat, kann das immer.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=("kennwort", "schlüssel vergessen", "ersatz", "notfall"),
    only_if=WAITER_LOCK,
)

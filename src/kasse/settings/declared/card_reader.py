"""How one signs in: the length of PINs, readers for cards and keys, the waiter lock."""

from __future__ import annotations

from kasse.settings.kinds import Choice, Switch, Text
from kasse.settings.model import Scope, Setting

PIN_LENGTH = Setting(
    key="pin.length",
    kind=Choice({"any": "beliebig", "4": "4 Ziffern", "5": "5 Ziffern", "6": "6 Ziffern"}),
    default="any",
    label="Länge der PIN",
    help="Haben alle PINs dieselbe Länge, meldet die letzte Ziffer an, ohne die Taste „Anmelden“. Vorher müssen alle Bediener "
    "PINs dieser Länge haben; mit einer anderen kommt niemand mehr hinein.",
    page="Kasse und Bildschirm/Anmeldung",
    words=("kennwort", "ziffern", "automatisch anmelden", "bedienercode"),
)
PIN_ALONE = Setting(
    key="pin.alone",
    kind=Switch(),
    default=False,
    label="Anmelden allein mit der PIN",
    help="Ohne Antippen des Namens; die PIN sagt, wer es ist. Haben zwei dieselbe, fragt die Kasse nach dem Namen. Für kleine Teams: "
    "Je mehr Bediener, desto leichter trifft jemand eine fremde PIN.",
    page="Kasse und Bildschirm/Anmeldung",
    words=("schnellanmeldung", "bedienerwechsel", "bedienercode", "ohne namen", "kellnercode"),
)
READER_PREFIX = Setting(
    key="reader.prefix",
    kind=Text(4),
    default="",
    label="Anfangszeichen des Kartenlesers",
    help="Mit diesen Zeichen beginnt alles, was der Leser für Karten und Schlüssel tippt; so verwechselt die Kasse es nie mit "
    "der Tastatur. Leer: Sie erkennt den Leser daran, wie schnell er tippt.",
    page="Kasse und Bildschirm/Anmeldung",
    scope=Scope.TERMINAL,
    words=(
        "präfix",
        "prefix",
        "transponder",
        "rfid",
        "nfc",
        "dallas",
        "ibutton",
        "schlüssel",
        "tastaturleser",
    ),
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
    words=("abmelden", "logout", "abmeldecode"),
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

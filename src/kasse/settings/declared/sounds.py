"""What the till lets be heard. Whatever sounds is seen as well."""

from __future__ import annotations

from kasse.settings.kinds import Number, Switch
from kasse.settings.model import Scope, Setting

SOUNDS = Setting(
    key="sound.on",
    kind=Switch(),
    default=True,
    label="Töne",
    help="Zwei steigende Töne: bezahlt. Ein tiefer: abgelehnt oder ein Code, den es nicht gibt. Drei fallende: ein "
    "Drucker oder die TSE antwortet nicht. Alles davon ist auch zu sehen.",
    page="Kasse und Bildschirm/Töne",
    scope=Scope.TERMINAL,
    words=("ton", "klang", "piepsen", "signalton", "lautlos", "stumm", "lautsprecher"),
)
VOLUME = Setting(
    key="sound.volume",
    kind=Number(5, 100, "%"),
    default=60,
    label="Lautstärke",
    help="Wie laut die Töne sind, gemessen an dem, was am Rechner eingestellt ist.",
    page="Kasse und Bildschirm/Töne",
    scope=Scope.TERMINAL,
    words=("laut", "leise", "ton", "lautsprecher"),
    only_if=SOUNDS,
)
KEY_CLICK = Setting(
    key="sound.key_click",
    kind=Switch(),
    default=False,
    label="Tasten klicken",
    help="Jede Taste und jede Kachel klickt leise, wenn der Finger sie berührt.",
    page="Kasse und Bildschirm/Töne",
    scope=Scope.TERMINAL,
    words=("tastenton", "klick", "tastaturton"),
    only_if=SOUNDS,
)

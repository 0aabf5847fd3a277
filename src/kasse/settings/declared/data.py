"""Where exports go, and who may see passwords."""

from __future__ import annotations

from kasse.settings.kinds import Folder, Switch
from kasse.settings.model import Scope, Setting

EXPORT_FOLDER = Setting(
    key="exports.folder",
    kind=Folder(),
    default=None,
    label="Ordner für Ausgaben",
    help="Hierhin schreibt die Kasse, was sie ausgibt: Kassenbuch und Einstellungen. Ohne Angabe in den Ordner "
    "„exports“ neben den Büchern.",
    page="Daten/Ordner",
    scope=Scope.TERMINAL,
    words=("export", "verzeichnis", "pfad", "laufwerk", "usb-stick", "netzlaufwerk"),
)
SECRETS_SEEN = Setting(
    key="secrets.seen",
    kind=Switch(),
    default=False,
    label="Administratoren dürfen gesetzte Passwörter einsehen",
    help="Wer alle Rechte hat, kann ein gesetztes Passwort nach Eingabe seiner eigenen PIN 30 Sekunden lang ansehen; "
    "jeder Blick wird aufgezeichnet.",
    page="Daten/Passwörter",
    words=("auge", "kennwort", "passwort zeigen", "pin", "kettenoption"),
    admin_only=True,
)

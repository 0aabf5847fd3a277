"""Where exports and backups go, and who may see passwords."""

from __future__ import annotations

from kasse.settings.kinds import Folder, Number, Switch
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
BACKUP_FOLDER = Setting(
    key="backup.folder",
    kind=Folder(),
    default=None,
    label="Ordner für Sicherungen",
    help="Nach jedem Abschluss werden die Bücher hierhin kopiert, während weiter verkauft wird; am besten auf einen Stick "
    "oder ein Netzlaufwerk. Leer heißt: keine Sicherung von selbst. Bücher auf PostgreSQL sichert der Server.",
    page="Daten/Sicherung",
    scope=Scope.TERMINAL,
    words=("backup", "datensicherung", "usb-stick", "netzlaufwerk", "kopie", "restore", "wiederherstellen"),
)
BACKUPS_KEPT = Setting(
    key="backup.kept",
    kind=Number(3, 400, "Sicherungen"),
    default=30,
    label="Sicherungen aufheben",
    help="So viele Sicherungen dieser Kasse bleiben im Ordner; ältere werden entfernt, sobald eine neue gelungen ist. "
    "Andere Dateien rührt die Kasse nicht an.",
    page="Daten/Sicherung",
    scope=Scope.TERMINAL,
    words=("backup", "anzahl", "generationen", "löschen", "aufbewahren"),
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

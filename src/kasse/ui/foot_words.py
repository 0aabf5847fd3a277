"""What the foot says besides devices: backup, shared database, what waits; a word in the line, sentences on a tap."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.ports.foot import BackupState
from kasse.ports.outbox import JobKind
from kasse.ui import wording
from kasse.ui.widgets.status_line import Device, DeviceState

BACKUP = "backup"
NETWORK = "network"
LATE = "late"
_LONGEST_FOLDER = 28
"""A longer path would leave no room for what to do."""
Words = tuple[str, str]
"""What is the case; what to do."""


def backup_device(backup: BackupState) -> Device:
    """Grey while all is well."""
    state = DeviceState.WELL if backup.is_well else DeviceState.ATTENTION
    return Device(BACKUP, "hard-drive-download", "Sicherung", state)


def backup_words(backup: BackupState, zone: ZoneInfo) -> Words:
    """When the last one was made, where, what to do."""
    made_at = backup.made_at
    when = "Noch nie gesichert."
    if made_at is not None:
        day, clock = wording.day(made_at.astimezone(zone).date()), wording.clock(made_at, zone)
        when = f"Zuletzt gesichert am {day} um {clock} Uhr."
    if backup.trouble:
        return when, backup.trouble
    if not backup.is_well:
        return when, "Bitte den Tag abschließen, dann wird von selbst gesichert."
    folder = _short(backup.folder)
    if made_at is None:
        return when, f"Gleich kommt die erste Sicherung nach {folder}."
    return when, f"Sie liegt in {folder}; die nächste kommt mit dem Abschluss."


def network_device(*, is_there: bool) -> Device:
    """The shared database."""
    if is_there:
        return Device(NETWORK, "database", "Verbunden")
    return Device(NETWORK, "wifi-off", "Datenbank fehlt", DeviceState.ATTENTION)


def network_words(*, is_there: bool) -> Words:
    """What happens meanwhile, and what to do."""
    if is_there:
        return "Die gemeinsame Datenbank ist erreichbar.", ""
    return (
        "Die gemeinsame Datenbank ist nicht erreichbar.",
        "Gebucht wird nichts, Getipptes bleibt stehen. Bitte Netzkabel, Router und Server prüfen.",
    )


def late_device(late: Mapping[JobKind, int]) -> Device:
    """How much waits for longer than it should."""
    return Device(LATE, "clock-alert", f"{sum(late.values())} warten", DeviceState.ATTENTION)


def late_words(late: Mapping[JobKind, int]) -> Words:
    """What it is, and what to do."""
    parts = []
    if count := late.get(JobKind.TSE_ARCHIVE):
        parts.append("1 Archiv der TSE wartet." if count == 1 else f"{count} Archive der TSE warten.")
    if count := late.get(JobKind.SELF_CHECK):
        parts.append("1 Selbstprüfung wartet." if count == 1 else f"{count} Selbstprüfungen warten.")
    return " ".join(
        parts
    ), "Es wird von selbst nachgeholt. Bleibt es über Nacht dabei, bitte die Kasse neu starten."


def _short(folder: Path) -> str:
    words = str(folder)
    return words if len(words) <= _LONGEST_FOLDER else f"…{os.sep}{folder.name}"

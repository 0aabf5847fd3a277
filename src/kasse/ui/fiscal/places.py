"""Where something is to be saved: sticks and drives that are there, the till's own folder, or one that is typed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from kasse.domain.refused import Refused
from kasse.ui import wording
from kasse.ui.fiscal.section import Section
from kasse.ui.widgets.choices import Choice, ChoicePage
from kasse.ui.widgets.choices import Section as Choices
from kasse.ui.widgets.text_entry import TextAsk

MOUNTS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Below these, operating systems other than Windows show what was plugged in."""
TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Drive:
    """Something that was plugged in."""

    path: Path
    name: str
    free: int
    """Bytes."""
    read_only: bool = False


def drives() -> Sequence[Drive]:
    """Sticks, cards and disks beside the machine's own. May wait for a slow one."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and _is_plugged_in(root):
            name = volume.name() or Path(root).name or root
            found.append(Drive(Path(root), name, volume.bytesAvailable(), volume.isReadOnly()))
    return found


def _is_plugged_in(root: str) -> bool:
    if os.name == "nt":
        return not root.upper().startswith(os.environ.get("SYSTEMDRIVE", "C:").upper())
    return root.startswith(MOUNTS)


class PlaceQuestion:
    """Asked in the place of a section's page. `chosen` gets a folder that was there a moment ago."""

    def __init__(self, section: Section, title: str, hint: str, chosen: Callable[[Path], None]) -> None:
        self._section = section
        self._title = title
        self._hint = hint
        self._chosen = chosen
        self._drives: Sequence[Drive] | None = None
        section.desk.drives.run(drives, asker=section, then=self._found)

    def _found(self, done: Future[Sequence[Drive]]) -> None:
        # Without a list of drives a folder can still be typed.
        self._drives = () if done.exception() is not None else done.result()
        self._section.renewed.emit()

    def page(self) -> ChoicePage:
        """What can be chosen now."""
        plugged = tuple(self._drive(drive) for drive in self._drives or ())
        own = self._section.office.folder
        others = (
            Choice(own, "Ordner der Kasse", own.name, icon="archive"),
            Choice(TYPED, "Anderer Ordner", icon="pencil"),
        )
        if self._drives is None:
            words = "wird gesucht …"
        elif not plugged:
            words = "keiner gefunden; einstecken und noch einmal öffnen"
        else:
            words = ""
        sections = (Choices("Stick oder Laufwerk", plugged, words), Choices("Auf diesem Rechner", others))
        return ChoicePage(self._title, sections, self._hint, "Abbrechen")

    def _drive(self, drive: Drive) -> Choice:
        off = f"„{drive.name}“ ist schreibgeschützt." if drive.read_only else ""
        free = "schreibgeschützt" if off else f"{wording.size(drive.free)} frei"
        return Choice(drive.path, drive.name, free, icon="hard-drive-download", off=off)

    def choose(self, key: object) -> None:
        """A choice was tapped."""
        if isinstance(key, Path):
            self._chosen(key)
        elif key == TYPED:
            ask = TextAsk(
                "Ordner",
                str(self._section.office.folder),
                hint="Der ganze Pfad des Ordners, in den gespeichert wird.",
                most=300,
                lift=False,
            )
            self._section.host.ask(ask, self._typed)

    def _typed(self, text: str) -> None:
        folder = Path(text).expanduser()
        if not text or not folder.is_absolute():
            raise Refused("Bitte den ganzen Pfad des Ordners angeben, zum Beispiel /media/stick.")
        self._chosen(folder)

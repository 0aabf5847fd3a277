"""Colours, files and folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kasse.domain.refused import Refused

HUES = (
    "Ziegel", "Honig", "Petrol", "Kobalt", "Pflaume", "Wiese", "Himmel", "Kürbis", "Flieder", "Senf", "Tanne", "Himbeere",
)  # fmt: skip
"""The colours that may be chosen. Each theme has its own shade of them, so a name is stored and never a value."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One of the twelve hues by name, or none."""

    def read(self, text: str) -> str:
        """See `Kind`."""
        if text and text not in HUES:
            raise Refused(f"Zur Auswahl stehen: {', '.join(HUES)}.")
        return text

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value

    def show(self, value: str) -> str:
        """See `Kind`."""
        return value or "wie üblich"

    def bounds(self) -> str:
        """See `Kind`."""
        return ", ".join(HUES)


@dataclass(frozen=True, slots=True)
class Folder:
    """The full path of a folder, or none. Whether it is there, only its user can tell: a drive may be unplugged."""

    def read(self, text: str) -> Path | None:
        """See `Kind`."""
        return _path(text)

    def write(self, value: Path | None) -> str:
        """See `Kind`."""
        return "" if value is None else str(value)

    def show(self, value: Path | None) -> str:
        """See `Kind`."""
        return "" if value is None else str(value)

    def bounds(self) -> str:
        """See `Kind`."""
        return "ein Ordner oder leer"


@dataclass(frozen=True, slots=True)
class File:
    """The full path of a file with one of these endings (none named: any), or none."""

    endings: tuple[str, ...] = ()

    def read(self, text: str) -> Path | None:
        """See `Kind`."""
        path = _path(text)
        if path is not None and self.endings and path.suffix.lower() not in self.endings:
            raise Refused(f"Bitte eine Datei mit der Endung {' oder '.join(self.endings)} angeben.")
        return path

    def write(self, value: Path | None) -> str:
        """See `Kind`."""
        return "" if value is None else str(value)

    def show(self, value: Path | None) -> str:
        """See `Kind`."""
        return "" if value is None else str(value)

    def bounds(self) -> str:
        """See `Kind`."""
        return f"eine Datei ({', '.join(self.endings)}) oder leer" if self.endings else "eine Datei oder leer"


def _path(text: str) -> Path | None:
    text = text.strip()
    if not text:
        return None
    path = Path(text)
    if not text.isprintable() or len(text) > 1000 or not path.is_absolute():
        raise Refused("Bitte den ganzen Pfad angeben, etwa /media/kasse oder D:\\Kasse.")
    return path

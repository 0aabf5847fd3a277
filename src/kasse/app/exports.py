"""The folder `exports` beside the books; see `kasse.ports.exports`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kasse.ports.exports import ExportError


class FolderExports:
    """Implements `kasse.ports.exports.Exports`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """May be set at any time."""

    def write(self, name: str, content: bytes, folder: Path | None = None) -> str:
        """See `Exports`. Only our own folder is made: where a stick was, no other one may appear."""
        own, folder = folder is None, folder or self.folder
        target = folder / name
        unfinished = folder / f".{name}.neu"
        try:
            if own:
                folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
        except OSError as error:
            raise ExportError(
                f"„{name}“ lässt sich nicht nach {folder} schreiben ({error.strerror})."
            ) from error
        return str(target)

    def files(self, ending: str) -> Sequence[Path]:
        """See `Exports`."""
        try:
            found = [path for path in self.folder.iterdir() if path.suffix == ending and path.is_file()]
            return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
        except OSError:
            return ()

    def read(self, file: Path, most: int) -> bytes:
        """See `Exports`."""
        try:
            with file.open("rb") as opened:
                content = opened.read(most + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "kein Dateiname"
            raise ExportError(f"{file} lässt sich nicht lesen ({reason}).") from error
        if len(content) > most:
            raise ExportError(f"{file} ist zu groß.")
        return content

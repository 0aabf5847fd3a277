"""The folder `exports` beside the books; see `kasse.ports.exports`."""

from __future__ import annotations

import os
from pathlib import Path

from kasse.ports.exports import ExportError


class FolderExports:
    """Implements `kasse.ports.exports.Exports`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """May be set at any time."""

    def write(self, name: str, content: bytes) -> str:
        """See `Exports`."""
        folder = self.folder
        target = folder / name
        unfinished = folder / f".{name}.neu"
        try:
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

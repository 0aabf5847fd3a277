"""Where files go that are made for others, and come from: the folder `exports` of the till's data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class ExportError(Exception):
    """The file could not be written or read. The text is German and says what to do."""


class Exports(Protocol):
    """Any thread may call."""

    def write(self, name: str, content: bytes, folder: Path | None = None) -> str:
        """Write a file whole or not at all, in the place of one with the same name; returns where it lies.

        `folder`: another one that is there, such as a stick.

        Raises:
            ExportError: it could not be written.
        """

    def files(self, ending: str) -> Sequence[Path]:
        """The files with an ending (".toml") that lie there, newest first; none where the folder cannot be read."""

    def read(self, file: Path, most: int) -> bytes:
        """A file, there or elsewhere.

        Raises:
            ExportError: it cannot be read, or has more than `most` bytes.
        """


class NoExports:
    """For tills without a folder: whoever exports is told so."""

    def write(self, name: str, content: bytes, folder: Path | None = None) -> str:  # noqa: ARG002
        """See `Exports`.

        Raises:
            ExportError: always.
        """
        raise ExportError(f"„{name}“ ist nicht geschrieben: Für Exporte ist kein Ordner eingerichtet.")

    def files(self, ending: str) -> Sequence[Path]:  # noqa: ARG002
        """See `Exports`. None."""
        return ()

    def read(self, file: Path, most: int) -> bytes:  # noqa: ARG002
        """See `Exports`.

        Raises:
            ExportError: always.
        """
        raise ExportError(f"„{file.name}“ ist nicht gelesen: Für Dateien ist kein Ordner eingerichtet.")

"""Where files go that are made for others: the folder `exports` of the till's data."""

from __future__ import annotations

from typing import Protocol


class ExportError(Exception):
    """The file could not be written. The text is German and says what to do."""


class Exports(Protocol):
    """Any thread may call."""

    def write(self, name: str, content: bytes) -> str:
        """Write a file whole or not at all, in the place of one with the same name; returns where it lies.

        Raises:
            ExportError: it could not be written.
        """


class NoExports:
    """For tills without a folder: whoever exports is told so."""

    def write(self, name: str, content: bytes) -> str:  # noqa: ARG002
        """See `Exports`.

        Raises:
            ExportError: always.
        """
        raise ExportError(f"„{name}“ ist nicht geschrieben: Für Exporte ist kein Ordner eingerichtet.")

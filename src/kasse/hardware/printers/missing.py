"""A printer that the settings name and nobody can drive: it says why, and everything else goes on."""

from __future__ import annotations

from typing import NoReturn

from kasse.ports.paper import Page
from kasse.ports.printing import DeviceError


class MissingPrinter:
    """Implements `kasse.ports.printing.Printer` by refusing every page with the same reason (German)."""

    columns = 42

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def print(self, page: Page) -> NoReturn:  # noqa: ARG002 - no page can be printed
        """Say why not."""
        raise DeviceError(self._reason)

    def open_drawer(self) -> NoReturn:
        """Say why not."""
        raise DeviceError(self._reason)

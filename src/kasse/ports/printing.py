"""What the till asks of a printer."""

from __future__ import annotations

from typing import Protocol

from kasse.ports.paper import Page


class DeviceError(Exception):
    """The device did not do it, or we cannot know that it did. The message is German, for the person at the till.

    `begun` says that bytes had left us: part of the paper, or all of it, may have come out, so a second try
    can yield a second paper and has to be marked as one.
    """

    def __init__(self, message: str, *, begun: bool = False) -> None:
        super().__init__(message)
        self.begun = begun


class Printer(Protocol):
    """Something that puts pages on paper. Each printer has its own lane, so callers need no locks."""

    @property
    def columns(self) -> int:
        """How many characters of normal size fit in a line."""
        ...

    def print(self, page: Page) -> None:
        """Block until the device accepted the whole page, and cut it off.

        Raises:
            DeviceError: it did not, or did not say so within the time that the driver allows.
        """
        ...

    def open_drawer(self) -> None:
        """Open the cash drawer that hangs on the printer. Whether one does, no printer can tell.

        Raises:
            DeviceError: the printer did not take the command in time.
        """
        ...

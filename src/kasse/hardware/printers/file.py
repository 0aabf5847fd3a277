"""A printer behind a device file, as Linux offers USB printers."""

from __future__ import annotations

from pathlib import Path

from kasse.hardware.printers.escpos import DRAWER_PULSE, encode
from kasse.hardware.printers.profiles import PrinterProfile
from kasse.hardware.transports.device_file import write_all
from kasse.ports.paper import Page

JOB_SECONDS = 15.0


class FilePrinter:
    """Writes each page to a file that must exist. "Accepted" means that the device took every byte."""

    def __init__(self, path: Path, profile: PrinterProfile, *, job_seconds: float = JOB_SECONDS) -> None:
        self._path = path
        self._profile = profile
        self._job_seconds = job_seconds

    @property
    def columns(self) -> int:
        """Characters of normal size in a line."""
        return self._profile.columns.normal

    def print(self, page: Page) -> None:
        """Print and cut. See `kasse.ports.printing.Printer`."""
        write_all(self._path, encode(page, self._profile), seconds=self._job_seconds)

    def open_drawer(self) -> None:
        """Send the pulse. See `kasse.ports.printing.Printer`."""
        write_all(self._path, DRAWER_PULSE, seconds=self._job_seconds)

"""A printer without paper: it keeps what it prints as picture, text and raw bytes in a folder.

For demonstration, training and tests, and for tills that hand out receipts on a screen only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kasse.documents.picture import picture
from kasse.documents.text import text
from kasse.hardware.printers.escpos import DRAWER_PULSE, encode
from kasse.hardware.printers.profiles import PrinterProfile
from kasse.ports.paper import Page
from kasse.ports.printing import DeviceError

KEPT = 200
DRAWER_FILE = "drawer.bin"
"""One pulse for each time that the drawer was opened."""
_DIGITS = 6
_KINDS = ("bin", "png", "txt")
"""The text is written last: where it is, the others are complete."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in the folder. `picture` is None where the printer draws none."""

    number: int
    text: str
    raw: Path
    picture: Path | None


class VirtualPrinter:
    """Keeps the newest `keep` papers in `folder`, numbered on and on, also over restarts.

    With `pictures` off it writes text and bytes only, for days played by the thousand.
    """

    def __init__(
        self, folder: Path, profile: PrinterProfile, *, pictures: bool = True, keep: int = KEPT
    ) -> None:
        self._folder = folder
        self._profile = profile
        self._pictures = pictures
        self._keep = keep
        self._trouble = ""
        self._too_many = False
        folder.mkdir(parents=True, exist_ok=True)
        numbers = sorted(int(path.stem) for path in folder.glob("[0-9]*.txt"))
        self._last = numbers[-1] if numbers else 0
        for number in numbers[:-keep]:
            self._forget(number)

    @property
    def columns(self) -> int:
        """Characters of normal size in a line."""
        return self._profile.columns.normal

    def keep_at_most(self, papers: int) -> None:
        """Keep so many from now on; what is too much goes with the next paper."""
        self._too_many = papers < self._keep
        self._keep = papers

    def fail(self, message: str = "Der Drucker hat kein Papier.") -> None:
        """From now on refuse every page with this message."""
        self._trouble = message

    def mend(self) -> None:
        """Print again."""
        self._trouble = ""

    def print(self, page: Page) -> None:
        """Keep the page. See `kasse.ports.printing.Printer`."""
        if self._trouble:
            raise DeviceError(self._trouble)
        number = self._last + 1
        try:
            self._write(number, "bin", encode(page, self._profile))
            if self._pictures:
                self._write(number, "png", picture(page, self._profile.dots))
            self._write(number, "txt", text(page, self.columns).encode())
            self._last = number
            self._forget_old(number)
        except OSError as error:
            raise self._unwritable(error) from error

    def open_drawer(self) -> None:
        """Count the pulse in a file of its own. See `kasse.ports.printing.Printer`."""
        if self._trouble:
            raise DeviceError(self._trouble)
        try:
            with (self._folder / DRAWER_FILE).open("ab") as pulses:
                pulses.write(DRAWER_PULSE)
        except OSError as error:
            raise self._unwritable(error) from error

    def latest(self, count: int = 20) -> list[Paper]:
        """The last papers, newest first. Another program may be printing into the folder meanwhile."""
        found = sorted((int(path.stem) for path in self._folder.glob("[0-9]*.txt")), reverse=True)
        return [paper for number in found[:count] if (paper := self._paper(number))]

    def _forget_old(self, newest: int) -> None:
        self._forget(newest - self._keep)
        if self._too_many:
            self._too_many = False
            for path in self._folder.glob("[0-9]*.txt"):
                if int(path.stem) < newest - self._keep:
                    self._forget(int(path.stem))

    def _paper(self, number: int) -> Paper | None:
        drawn = self._path(number, "png")
        try:
            words = self._path(number, "txt").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None  # the newest push the oldest out
        return Paper(number, words, self._path(number, "bin"), drawn if drawn.exists() else None)

    def _path(self, number: int, kind: str) -> Path:
        return self._folder / f"{number:0{_DIGITS}d}.{kind}"

    def _write(self, number: int, kind: str, content: bytes) -> None:
        target = self._path(number, kind)
        half = target.with_suffix(f".{kind}.part")
        half.write_bytes(content)
        half.replace(target)

    def _unwritable(self, error: OSError) -> DeviceError:
        return DeviceError(f"{self._folder} lässt sich nicht beschreiben ({error.strerror}).")

    def _forget(self, number: int) -> None:
        if number > 0:
            for kind in _KINDS:
                self._path(number, kind).unlink(missing_ok=True)

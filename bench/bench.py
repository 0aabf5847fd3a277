"""What all measurements of a run share: its size, its folders, and books that are costly to make."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bench.children import ROOT, run_child
from bench.growing import grown_name

BUILD = ROOT / "build"


def _own_folder() -> Path:
    """On the disk of the project; two runs at once do not meet there."""
    BUILD.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="bench-", dir=BUILD))


@dataclass(slots=True)
class Bench:
    """One run. `quick` measures less and with smaller books: for a look, not for a verdict."""

    quick: bool
    work: Path = field(default_factory=_own_folder)
    cache: Path = BUILD / "bench-data"
    played: Path | None = None
    """Books that were played in this run."""
    _grown: Path | None = field(default=None)

    @property
    def receipts(self) -> int:
        """How many receipts stand in the grown books."""
        return 20_000 if self.quick else 200_000

    def empty_folder(self, name: str) -> Path:
        """A new folder for one measurement; it is gone after the run. On the disk of the project."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def grown_books(self) -> Path:
        """A copy, to be written to, of books with ten thousand articles and `receipts` receipts.

        The books are made once for each form of the tables and kept in `cache`.
        """
        if self._grown is None:
            kept = self.cache / grown_name(self.receipts)
            if not kept.exists():
                print(
                    f"  making books with {self.receipts} receipts, once for this form of the books …",
                    file=sys.stderr,
                    flush=True,
                )
                self.cache.mkdir(parents=True, exist_ok=True)
                run_child("bench.growing", self.empty_folder("growing"), self.receipts)
                for outdated in self.cache.glob(f"{self.receipts}-*"):
                    shutil.rmtree(outdated)
                (self.work / "growing").replace(kept)
            self._grown = self.work / "grown"
            shutil.rmtree(self._grown, ignore_errors=True)
            shutil.copytree(kept, self._grown)
            os.sync()  # or the disk would still be at it while we measure
        return self._grown

    def clear(self) -> None:
        """Leave nothing behind but the cache."""
        shutil.rmtree(self.work, ignore_errors=True)

"""What the command line may ask of the program; see `kasse.cli.services`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kasse.app.config import read_config
from kasse.app.stage import PlayStage
from kasse.cli.services import Progress, Proof
from kasse.domain.master import Master
from kasse.fiscal.de.check import check_secured
from kasse.ports.books import BooksError
from kasse.ports.fiscal import DeviceFacts, Secured
from kasse.store.backup import copy_books, restore_books
from kasse.store.engine import BOOKS_FILE, reading_engine, sqlite_url
from kasse.store.statements import run
from kasse.store.upgrade import HEAD, revision_of
from kasse.store.verify import verify_books


class AppServices:
    """Implements `kasse.cli.services.Services`."""

    def has_books(self, folder: Path) -> bool:
        """See `Services`."""
        config = read_config(folder)
        if not config.database_url and not (folder / BOOKS_FILE).exists():
            return False
        engine = reading_engine(config.database_url or sqlite_url(folder))
        try:
            return revision_of(engine) is not None
        finally:
            engine.dispose()

    def stage(
        self, folder: Path, start: datetime | None, setup: Master | None, *, pictures: bool
    ) -> PlayStage:
        """See `Services`."""
        at = start or self.latest(folder) + timedelta(seconds=1)
        return PlayStage(folder, at, setup, pictures=pictures)

    @contextmanager
    def rehearsal(self, folder: Path, start: datetime | None, setup: Master | None) -> Iterator[PlayStage]:
        """See `Services`. Books on PostgreSQL are not copied: there the rehearsal starts from empty books."""
        with tempfile.TemporaryDirectory(prefix="kasse-probe-") as name:
            copy = Path(name)
            if (folder / BOOKS_FILE).exists():
                copy_books(sqlite_url(folder), copy / BOOKS_FILE)
            if (folder / "tse").exists():
                shutil.copytree(folder / "tse", copy / "tse", ignore=shutil.ignore_patterns("*.lock"))
            with self.stage(copy, start or self.latest(folder), setup, pictures=False) as stage:
                yield stage

    def latest(self, folder: Path) -> datetime:
        """See `Services`."""
        url = self._url(folder)
        engine = reading_engine(url)
        try:
            with engine.connect() as connection:
                found = run(connection, "SELECT MAX(at) FROM journal").scalar()
        finally:
            engine.dispose()
        return datetime.fromtimestamp((found or 0) / 1000, UTC)

    def verify(self, folder: Path, progress: Progress) -> Proof:
        """See `Services`."""
        engine = reading_engine(self._url(folder))
        try:
            report = verify_books(engine, _check, progress)
        finally:
            engine.dispose()
        return Proof(
            report.acts,
            report.rows,
            report.receipts,
            report.signatures,
            report.outages,
            [str(finding) for finding in report.findings],
        )

    def backup(self, folder: Path, target: Path, progress: Progress) -> None:
        """See `Services`."""
        copy_books(self._url(folder), target, progress)

    def restore(self, folder: Path, backup: Path) -> Path | None:
        """See `Services`."""
        return restore_books(
            backup, folder, keep_as=f"books-ersetzt-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite"
        )

    def can_show(self) -> str:
        """See `Services`."""
        if sys.platform.startswith("linux") and not any(
            os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        ):
            return "Hier ist kein Bildschirm, auf dem die Kasse sich zeigen kann."
        return ""

    def show(self, folder: Path, setup: Master | None, window: str) -> int:
        """See `Services`."""
        from kasse.app.screen import show

        return show(folder, setup, window)

    def _url(self, folder: Path) -> str:
        """The URL of books that are there and of a form that this version reads."""
        if not self.has_books(folder):
            raise BooksError(f"In {folder} sind keine Daten. Bitte den Ordner mit --data nennen.")
        url = read_config(folder).database_url or sqlite_url(folder)
        engine = reading_engine(url)
        try:
            revision = revision_of(engine)
        finally:
            engine.dispose()
        if revision != HEAD:
            raise BooksError(
                "Diese Daten sind von einer anderen Version. Bitte die Kasse einmal öffnen, "
                "dann werden sie auf den neuen Stand gebracht."
            )
        return url


def _check(batch: Sequence[tuple[Secured, DeviceFacts | None]]) -> Sequence[str]:
    return [check_secured(secured, device) for secured, device in batch]

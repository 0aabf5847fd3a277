"""What the command line may ask of the program; see `kasse.cli.services`."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kasse.app.config import FILE as CONFIG_FILE
from kasse.app.config import read_config
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from kasse.ports.signing import TseSpec
from kasse.settings import Settings
from kasse.settings.names import Names
from kasse.store.backup import copy_books, restore_books
from kasse.store.engine import BOOKS_FILE, lock_folder, reading_engine, sqlite_url, writing_engine
from kasse.store.master import load_master
from kasse.store.statements import run
from kasse.store.upgrade import HEAD, revision_of, upgrade

if TYPE_CHECKING:
    from kasse.app.stage import PlayStage
    from kasse.cli.services import (
        ArchivesCopied,
        CashBookWritten,
        Check,
        Checked,
        DsfinvkWanted,
        DsfinvkWritten,
        Migration,
        NotificationLine,
        NotificationMade,
        OutagesWritten,
        Progress,
        Proof,
        SettingsFound,
        Tell,
        TillCommissioned,
        TillDecommissioned,
        TseState,
        UnitsFound,
        WatchNews,
    )
    from kasse.ports.audit import AuditWritten
    from kasse.sheets import Key
    from kasse.usecases.master_history import PastChange
    from kasse.usecases.till import Till

NO_BOOKS = "In {} sind keine Daten. Bitte den Ordner mit --data nennen."


def write_new_file(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        BooksError: it is there, or cannot be written.
    """
    try:
        with target.open("xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                target.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise BooksError(f"{target} gibt es schon. Bitte einen anderen Namen wählen.") from None
    except OSError as error:
        raise BooksError(
            f"{target} lässt sich nicht schreiben ({error.strerror}). Bitte Ort, Rechte und freien Platz prüfen."
        ) from error


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

    def master(self, folder: Path) -> Master | None:
        """See `Services`."""
        engine = reading_engine(self._url(folder))
        try:
            with engine.connect() as connection:
                return load_master(connection)
        finally:
            engine.dispose()

    def stage(self, folder: Path, start: datetime, setup: Master | None, *, pictures: bool) -> PlayStage:
        """See `Services`."""
        from kasse.app.stage import PlayStage

        return PlayStage(folder, start, setup, pictures=pictures)

    @contextmanager
    def rehearsal(self, folder: Path, start: datetime, setup: Master | None) -> Iterator[PlayStage]:
        """See `Services`. Books on PostgreSQL are not copied: there the rehearsal starts from empty books."""
        from kasse.app.stage import PlayStage

        config = read_config(folder)
        with tempfile.TemporaryDirectory(prefix="kasse-probe-") as name:
            copy = Path(name)
            (copy / CONFIG_FILE).write_text(f"terminal = {config.terminal}\n", encoding="utf-8")
            if not config.database_url and (folder / BOOKS_FILE).exists():
                copy_books(sqlite_url(folder), copy / BOOKS_FILE)
                if (folder / "tse").exists():
                    shutil.copytree(folder / "tse", copy / "tse", ignore=shutil.ignore_patterns("lock"))
            # What is only tried out must reach no real device.
            with PlayStage(copy, start, setup, pictures=False, tse=TseSpec("software")) as stage:
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
        from kasse.app.checks import SignatureChecks
        from kasse.cli.services import Proof
        from kasse.store.verify import verify_books

        engine = reading_engine(self._url(folder))
        try:
            with SignatureChecks() as check:
                report = verify_books(engine, check, progress)
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

    def export_outages(
        self, folder: Path, target: Path, first: date | None, last: date | None
    ) -> OutagesWritten:
        """See `Services`."""
        from kasse.cli.services import OutagesWritten
        from kasse.fiscal.de.outage_report import outage_report
        from kasse.store.reading import every_terminal
        from kasse.usecases.outages import all_outages

        zone = ZoneInfo("Europe/Berlin")
        engine = reading_engine(self._url(folder))
        try:
            found = [
                (outage, books.without_signature(outage.number))
                for books in every_terminal(engine)
                for outage in all_outages(books)
                if (first or date.min) <= outage.began_at.astimezone(zone).date() <= (last or date.max)
            ]
        finally:
            engine.dispose()
        write_new_file(target, outage_report(found, zone))
        return OutagesWritten(len(found), sum(max(1, len(affected)) for _, affected in found))

    def export_cash_book(self, folder: Path, target: Path, wanted: DsfinvkWanted) -> CashBookWritten:
        """See `Services`."""
        from kasse.app.exporting import Choice, chosen_days
        from kasse.cli.services import CashBookWritten
        from kasse.store.reading import every_terminal
        from kasse.usecases.cash_book import cash_book, cash_book_csv

        choice = Choice(wanted.first_date, wanted.last_date, wanted.first_number, wanted.last_number)
        engine = reading_engine(self._url(folder))
        try:
            books = {each.terminal: each for each in every_terminal(engine)}
            days = chosen_days(list(books.values()), choice)
            rows = [
                row
                for day in days
                for row in cash_book(books[day.terminal], books[day.terminal].closing(day.number)[0])
            ]
        finally:
            engine.dispose()
        if not days:
            raise Refused("In diesem Zeitraum gibt es keinen Tagesabschluss. Bitte einen anderen wählen.")
        write_new_file(target, cash_book_csv(rows))
        return CashBookWritten(len(days), len(rows))

    def export_dsfinvk(
        self, folder: Path, target: Path, wanted: DsfinvkWanted, progress: Progress
    ) -> DsfinvkWritten | None:
        """See `Services`."""
        from kasse.app.exporting import Choice, export_dsfinvk
        from kasse.cli.services import DsfinvkWritten
        from kasse.fiscal.de.dsfinvk.check import Severity

        choice = Choice(wanted.first_date, wanted.last_date, wanted.first_number, wanted.last_number)
        engine = reading_engine(self._url(folder))
        try:
            written = export_dsfinvk(engine, target, choice, progress)
        finally:
            engine.dispose()
        if written is None:
            return None
        report = written.report
        errors = [
            f"{finding.file} {finding.key}: {finding.text}"
            for kind in report.kinds
            if kind.severity is Severity.ERROR
            for finding in kind.shown
        ]
        return DsfinvkWritten(
            len(written.days), report.receipts, report.rows, errors, report.hints, written.open_acts
        )

    def export_tse(
        self,
        folder: Path,
        target: Path,
        first: date | None,
        last: date | None,
        progress: Progress,
        *,
        fresh: bool,
    ) -> ArchivesCopied | None:
        """See `Services`."""
        from kasse.app.archive_export import copy_archives, take_fresh
        from kasse.cli.services import ArchivesCopied

        url = self._url(folder)
        if fresh:
            take_fresh(folder)
        engine = reading_engine(url)
        try:
            terminal = read_config(folder).terminal
            copied = copy_archives(engine, folder, terminal, target, first, last, progress)
        finally:
            engine.dispose()
        if copied is None:
            return None
        found = copied.archives
        size = sum(archive.bytes for archive in found)
        return ArchivesCopied([a.file for a in found], size, copied.problems, copied.other_tills)

    def tse_status(self, folder: Path) -> TseState:
        """See `Services`."""
        from kasse.app.tse_commands import status

        self._url(folder)
        return status(folder)

    def commission(self, folder: Path, operator: int) -> TillCommissioned:
        """See `Services`."""
        from kasse.app.tse_commands import commission

        self._url(folder)
        return commission(folder, operator)

    def decommission(
        self, folder: Path, operator: int, reason: str, *, disable: bool, without_device: bool
    ) -> TillDecommissioned:
        """See `Services`."""
        from kasse.app.tse_commands import decommission

        self._url(folder)
        return decommission(folder, operator, reason, disable=disable, without_device=without_device)

    def make_notification(self, folder: Path, *, mail: bool) -> NotificationMade:
        """See `Services`."""
        from kasse.app.notifying import make
        from kasse.ports.exports import ExportError

        self._url(folder)
        try:
            return make(folder, mail=mail)
        except ExportError as error:
            raise BooksError(str(error)) from error

    def notifications(self, folder: Path) -> Sequence[NotificationLine]:
        """See `Services`."""
        from kasse.app.notifying import listed

        engine = reading_engine(self._url(folder))
        try:
            return listed(engine, read_config(folder).terminal)
        finally:
            engine.dispose()

    def hand_in_notification(self, folder: Path, number: int, on: date, how: str) -> None:
        """See `Services`."""
        from kasse.app.notifying import note_handed_in

        self._url(folder)
        note_handed_in(folder, number, on, how)

    def audit(
        self, folder: Path, target: Path, first: date | None, last: date | None, tell: Tell
    ) -> AuditWritten | None:
        """See `Services`."""
        from kasse.app.audit_visit import write_here

        self._url(folder)
        return write_here(tell, folder, target, first, last, datetime.now(UTC))

    def check(self, folder: Path, tell: Tell) -> Checked | None:
        """See `Services`."""
        from kasse.app.check_folder import check_folder

        return check_folder(tell, folder, self._url(folder))

    def settings(self, folder: Path) -> SettingsFound:
        """See `Services`."""
        from kasse.cli.services import SettingsFound
        from kasse.settings.declared import ALL
        from kasse.settings.transfer import as_file

        engine = reading_engine(self._url(folder))
        try:
            with engine.connect() as connection:
                rows = run(connection, "SELECT scope, key, value FROM setting").fetchall()
                master = load_master(connection)
        finally:
            engine.dispose()
        stored = {(row[0], row[1]): row[2] for row in rows}
        names = None if master is None else Names(lambda: master)
        name = "" if master is None else f" von {master.house.business.name}"
        found = Settings(stored, read_config(folder).terminal, names=names)
        return SettingsFound(
            found, as_file(stored, ALL, f"Einstellungen{name}, {datetime.now(UTC):%d.%m.%Y}")
        )

    def master_history(self, folder: Path, sheet: str, key: Key | None, limit: int) -> Sequence[PastChange]:
        """See `Services`."""
        from kasse.sheets.declared import sheet as sheet_of
        from kasse.store.master_reading import MasterReading
        from kasse.usecases.master_history import past_changes

        engine = reading_engine(self._url(folder))
        try:
            books = MasterReading(engine)
            return past_changes(books, books.master(), sheet_of(sheet), key, limit)
        finally:
            engine.dispose()

    def units_on(self, folder: Path, day: date | None) -> UnitsFound:
        """See `Services`."""
        from kasse.app.shop import ZONES
        from kasse.cli.services import UnitsFound
        from kasse.store.reading import every_terminal
        from kasse.usecases.report_units import units_on

        engine = reading_engine(self._url(folder))
        try:
            books = every_terminal(engine)
            if not books:
                raise BooksError("In diesen Büchern ist noch nichts gebucht.")
            own = next((each for each in books if each.terminal == read_config(folder).terminal), books[0])
            master = own.master()
            zone = ZoneInfo(ZONES[master.house.business.country])
            found = units_on(own, master.house, zone, day or own.business_date, datetime.now(UTC))
            return UnitsFound(found, master, zone)
        finally:
            engine.dispose()

    def at_rest(self, folder: Path) -> AbstractContextManager[Till]:
        """See `Services`."""
        from kasse.app.at_rest import till_at_rest

        return till_at_rest(folder, self._url(folder))

    def write_new_file(self, target: Path, content: bytes) -> None:
        """See `Services`."""
        write_new_file(target, content)

    def watch(self, folder: Path, tell: Callable[[WatchNews], None], wait: Callable[[float], bool]) -> None:
        """See `Services`."""
        from kasse.app.watch import watch

        watch(folder, tell, wait)

    def migrate(self, folder: Path) -> Migration:
        """See `Services`."""
        from kasse.cli.services import Migration

        if not self.has_books(folder):
            raise BooksError(NO_BOOKS.format(folder))
        url = read_config(folder).database_url or sqlite_url(folder)
        with lock_folder(folder):
            engine = writing_engine(url)
            try:
                before = revision_of(engine)
                backup = upgrade(engine, url, backups=folder / "backups", now=datetime.now(UTC))
                return Migration(before or "", revision_of(engine) or "", backup)
            finally:
                engine.dispose()

    def doctor(self, folder: Path) -> Sequence[Check]:
        """See `Services`."""
        from kasse.app.doctor import examine

        return examine(folder, self.can_show())

    def can_show(self) -> str:
        """See `Services`."""
        platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
        screens = platform or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        if platform in ("offscreen", "minimal") or (sys.platform.startswith("linux") and not screens):
            return "Hier ist kein Bildschirm, auf dem die Kasse sich zeigen kann."
        return ""

    def show(self, folder: Path, setup: Master | None, window: str) -> int:
        """See `Services`."""
        gc.disable()  # until the till is open: all that is loaded for it stays, and looking through it finds nothing
        try:
            from kasse.app.screen import show

            return show(folder, setup, window)
        finally:
            gc.enable()
            gc.unfreeze()

    def _url(self, folder: Path) -> str:
        """The URL of books that are there and of a form that this version reads."""
        if not self.has_books(folder):
            raise BooksError(NO_BOOKS.format(folder))
        url = read_config(folder).database_url or sqlite_url(folder)
        engine = reading_engine(url)
        try:
            revision = revision_of(engine)
        finally:
            engine.dispose()
        if revision != HEAD:
            raise BooksError(
                "Diese Daten sind von einer anderen Version. Ältere bringt „kasse migrate“ auf den neuen Stand; "
                "für neuere bitte die neue kasse installieren."
            )
        return url

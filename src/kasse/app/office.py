"""The back office of an open shop: what its screens may ask of devices, key store, self-check and exports.

What carries a deed out is imported when it is asked for: a till that opens does not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kasse.app.config import read_config
from kasse.app.shop import Shop
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from kasse.ui.fiscal.office import HandedOut, Office, OutagesSaved

if TYPE_CHECKING:
    from kasse.app.archive_lane import ArchiveKeeper
    from kasse.app.beside import Tell


def office_of(shop: Shop) -> Office | None:
    """The office of a shop under German law; None for others."""
    if shop.tse is None or shop.archives is None:
        return None
    from kasse.hardware.signing.opening import kinds

    exports = Exports(shop, shop.archives)
    return Office(
        devices=shop.tse,
        kinds=kinds,
        secrets=shop.secrets,
        archive=shop.archives.take_number,
        state=shop.check.state,
        check=shop.check.run,
        folder=shop.folder / "exports",
        save_outages=exports.outages,
        audit=exports.audit,
        dsfinvk=exports.dsfinvk,
        tse_archives=exports.tse_archives,
        save_notification=exports.notification,
    )


class Exports:
    """What is handed out of the shop's books; selling goes on. Any thread may call."""

    def __init__(self, shop: Shop, archives: ArchiveKeeper) -> None:
        self._shop = shop
        self._folder = shop.folder
        self._archives = archives

    def outages(self, target: Path) -> OutagesSaved:
        """See `Office.save_outages`."""
        from kasse.app.services import AppServices

        _make_folder(target.parent)
        try:
            written = AppServices().export_outages(self._folder, target, None, None)
        except BooksError as error:
            raise Refused(str(error)) from error
        return OutagesSaved(written.outages, written.rows)

    def audit(self, tell: Tell, target: Path, first: date | None, last: date | None) -> HandedOut | None:
        """See `Office.audit`."""
        from kasse.app.audit_visit import AuditVisit

        _make_folder(target.parent)
        visit = AuditVisit(
            self._folder, self._shop.till.now, lambda progress: self._archives.take(progress=progress)
        )
        written = visit.write(tell, target, first, last)
        if written is None:
            return None
        facts = (
            ("Zeitraum", f"{written.first:%d.%m.%Y} bis {written.last:%d.%m.%Y}"),
            ("Abschlüsse", str(written.closings)),
            ("Bons", str(written.bons)),
        )
        return HandedOut(written.target, facts, written.files, written.findings, written.hints)

    def dsfinvk(self, tell: Tell, target: Path, first: date | None, last: date | None) -> HandedOut | None:
        """See `Office.dsfinvk`."""
        from kasse.app.beside import run_beside

        _make_folder(target.parent)
        return run_beside(tell, dsfinvk_beside, self._folder, target, first, last)

    def tse_archives(
        self, tell: Tell, target: Path, first: date | None, last: date | None
    ) -> HandedOut | None:
        """See `Office.tse_archives`."""
        from kasse.app.archive_export import copy_archives
        from kasse.app.audit_visit import take_fresh
        from kasse.app.beside import Cancelled
        from kasse.store.engine import reading_engine, sqlite_url

        _make_folder(target.parent)
        config = read_config(self._folder)

        def progress(done: int, everything: int) -> bool:
            return tell("TSE-Archive", done / everything if everything else 1.0)

        try:
            take_fresh(tell, lambda part: self._archives.take(progress=part))
        except Cancelled:
            return None
        engine = reading_engine(config.database_url or sqlite_url(self._folder))
        try:
            copied = copy_archives(engine, self._folder, config.terminal, target, first, last, progress)
        finally:
            engine.dispose()
        if copied is None:
            return None
        hints: tuple[str, ...] = ()
        if copied.other_tills:
            hints = ("Die Archive der anderen Kassen liegen in deren Datenordnern.",)
        files = tuple(archive.file for archive in copied.archives)
        facts = (("Archive", str(len(files))),)
        return HandedOut(target, facts, files, tuple(copied.problems), hints)

    def notification(self, number: int, folder: Path) -> Sequence[Path]:
        """See `Office.save_notification`."""
        from kasse.app.exports import FolderExports
        from kasse.app.notification_files import package, stem
        from kasse.documents.pdf import pdf
        from kasse.ports.exports import ExportError
        from kasse.usecases.draw_paper import notification_paper_page
        from kasse.usecases.notify import find_notification

        till = self._shop.till
        view = find_notification(till.books, number)
        name = stem(view, view.made_at.astimezone(till.zone))
        page = notification_paper_page(till, number)
        contents = {
            f"{name}.xml": view.xml.encode("utf-8"),
            f"{name}.pdf": pdf(page, author=view.notification.firm),
        }
        if view.meinfiskal:
            contents[f"{name}.zip"] = package(till, view)
        files = FolderExports(folder)
        try:
            return [Path(files.write(name, content)) for name, content in contents.items()]
        except ExportError as error:
            raise Refused(str(error)) from error


def dsfinvk_beside(
    tell: Tell, folder: Path, target: Path, first: date | None, last: date | None
) -> HandedOut | None:
    """The export as a job for `run_beside`."""
    from kasse.app.examining import export_errors
    from kasse.app.exporting import Choice, export_dsfinvk
    from kasse.store.engine import reading_engine, sqlite_url

    config = read_config(folder)

    def progress(done: int, everything: int) -> bool:
        return tell("DSFinV-K", done / everything if everything else 1.0)

    engine = reading_engine(config.database_url or sqlite_url(folder))
    try:
        written = export_dsfinvk(engine, target, Choice(first, last), progress)
    finally:
        engine.dispose()
    if written is None:
        return None
    hints: tuple[str, ...] = ()
    if written.open_acts:
        hints = ("Was seit dem letzten Abschluss gebucht wurde, ist noch nicht darin.",)
    facts = (
        ("Abschlüsse", str(len(written.days))),
        ("Bons", str(written.report.receipts)),
        ("Zeilen", str(written.report.rows)),
    )
    return HandedOut(target, facts, (), tuple(export_errors(written.report)), hints)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"{folder} lässt sich nicht beschreiben ({error.strerror}). Bitte einen anderen Ort wählen."
        ) from error

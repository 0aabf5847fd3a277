"""A till put together: books, the law of its country, devices, lanes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kasse.app.backups import BackupLane, Backups
from kasse.app.config import Config, read_config
from kasse.app.exports import FolderExports
from kasse.app.outage_watch import OutageWatch
from kasse.app.recovery import take_up_work
from kasse.app.self_check import CheckLane, SelfCheck
from kasse.dispatch.print_lane import PrintLane
from kasse.domain import business
from kasse.domain.business import Terminal
from kasse.domain.master import Master
from kasse.domain.tax import Country
from kasse.ports.books import ActKind, BooksError
from kasse.ports.fiscal import Fiscal
from kasse.ports.notices import Notice, Notices
from kasse.ports.paper import Page
from kasse.ports.printing import Printer
from kasse.ports.self_check import Found
from kasse.ports.signing import SigningError, Tse, TseSpec
from kasse.settings import Settings
from kasse.settings.declared.data import EXPORT_FOLDER
from kasse.settings.declared.fiscal_de import TSE_DEADLINE, TSE_KIND, TSE_PLACES
from kasse.settings.declared.papers import DRAWER_SECONDS, KEPT_PAPERS, RETRY_SECONDS
from kasse.store.books import SqlBooks
from kasse.store.engine import lock_folder, reading_engine, sqlite_url, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.touch_layouts import SqlLayouts
from kasse.store.upgrade import upgrade
from kasse.store.writer import Writer
from kasse.usecases.follow_ups import paper_name
from kasse.usecases.keep_settings import move_former, tell_problems
from kasse.usecases.open_till import Recovered, close_till
from kasse.usecases.standing_duties import device_findings
from kasse.usecases.till import Till

if TYPE_CHECKING:
    from kasse.app.archive_lane import ArchiveKeeper, ArchiveLane
    from kasse.app.tse_at_work import TseAtWork
    from kasse.hardware.signing.deadline import DeadlineDevice
    from kasse.hardware.signing.faults import FaultyDevice
    from kasse.ports.secrets import Secrets

ZONES: Mapping[Country, str] = {
    Country.DE: "Europe/Berlin",
    Country.AT: "Europe/Vienna",
    Country.CH: "Europe/Zurich",
}
NOT_YET: Mapping[Country, str] = {
    Country.AT: "Für Betriebe in Österreich kann diese Version die Belege noch nicht nach der RKSV signieren. "
    "Ohne Signatur darf dort nicht verkauft werden, deshalb öffnet sich die Kasse nicht.",
}
"""Countries whose law this version cannot keep: selling there without signature would be a fraud upon the user."""
PROBE_SECONDS = 5.0
"""So soon after a failure the signing device is looked after; later it is done less often."""
LANES_END_SECONDS = 5.0
"""So long the end of the program waits for papers that are coming out; then their printing is left to itself."""


def system_clock() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class SilentNotices:
    """Nobody looks: for the command line."""

    def post(self, notice: Notice) -> None:
        """Drop it; what matters stands in the journal and the outbox."""

    def clear(self, topic: str) -> None:
        """Nothing to clear."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """How a till is put together; the defaults are those of a till at work."""

    now: Callable[[], datetime] = system_clock
    monotonic: Callable[[], float] = time.monotonic
    """The clock that the pause after a failed signing device is measured by."""
    notices: Notices = field(default_factory=SilentNotices)
    pictures: bool = True
    """Whether virtual printers draw pictures."""
    threads: bool = True
    """Whether printers work on their own threads; else `Shop.print_waiting` lets them work.

    Without them nobody looks after a signing device that is out, and what was closed is neither checked nor archived:
    time is that of the clocks above.
    """
    tse: TseSpec | None = None
    """The signing device in the place of the one that settings name."""
    open_device: Callable[[TseSpec], Tse] | None = None
    """Opens signing devices, in the place of their drivers."""


class Shop:
    """One terminal of one data folder, open: books, law, devices and lanes."""

    def __init__(self, folder: Path, wiring: Wiring, *, setup: Master | None = None) -> None:
        """Open the till in `folder`, with the start-up recovery. `setup` is written if the books are empty.

        Raises:
            BooksError: in use elsewhere, written by a newer version, not readable, nothing set up yet, or a
                business in a country whose law this version cannot keep.
        """
        if setup is not None:
            _require_law(setup.house.business.country)
        self.folder = folder
        self._wiring = wiring
        self.config: Config = read_config(folder)
        url = self.config.database_url or sqlite_url(folder)
        with ExitStack() as undo:
            undo.enter_context(lock_folder(folder))
            engine = writing_engine(url)
            upgrade(engine, url, backups=folder / "backups", now=wiring.now())
            writer = Writer(engine)
            undo.callback(writer.close)
            reader = reading_engine(url)
            undo.callback(reader.dispose)
            zone = ZoneInfo(ZONES[Country.DE])
            today = wiring.now().astimezone(zone).date()
            books = SqlBooks(writer, reader, self.config.terminal, today=today)
            if setup is not None and not books.has_master():
                with books.act(ActKind.MASTER_DATA, at=wiring.now()) as act:
                    act.save_master(setup)
            master = books.master()
            terminal = master.house.terminals.get(self.config.terminal)
            if terminal is None:
                raise BooksError(
                    f"Eine Kasse {self.config.terminal} ist nicht angelegt. Bitte kasse.toml in {folder} prüfen."
                )
            if not terminal.active:
                raise BooksError(
                    f"Kasse {terminal.number} ist stillgelegt. Bitte an einer anderen Kasse unter Stammdaten → Kassen "
                    "wieder in Gebrauch nehmen."
                )
            country = master.house.business.country
            _require_law(country)
            self.tse: TseAtWork | None = None
            fiscal = self._fiscal(country, terminal, books, undo)
            self.outbox = SqlOutbox(writer, reader, self.config.terminal)
            self.layouts = None if reader.dialect.name == "sqlite" else SqlLayouts(reader)
            self._exports = FolderExports(folder / "exports")
            self.till = Till(
                terminal=terminal,
                books=books,
                fiscal=fiscal,
                master=master,
                now=wiring.now,
                zone=ZoneInfo(ZONES[country]),
                exports=self._exports,
            )
            self.outages = OutageWatch(self.till, wiring.notices, is_well=self._signs, wake=self.wake_lanes)
            undo.callback(self.outages.close)
            self._open_printers()
            self.till.on_settings = self._take_settings
            self._take_settings()
            notification_files = self._keep_files()
            self.recovered: Recovered = take_up_work(self.till, self.tse)
            move_former(self.till)
            notification_files()
            self._open_care(url if self.layouts is None else None)
            if wiring.threads:
                undo.callback(self._stop_lanes)
                self._start_lanes()
            self._undo = undo.pop_all()

    def _fiscal(self, country: Country, terminal: Terminal, books: SqlBooks, undo: ExitStack) -> Fiscal:
        if country is not Country.DE:
            from kasse.fiscal.neutral import NeutralFiscal

            return NeutralFiscal()
        from kasse.app.tse_at_work import TseAtWork
        from kasse.fiscal.de.client_id import is_client_id

        if not is_client_id(terminal.serial):
            raise BooksError(
                f"Die Seriennummer „{terminal.serial}“ der Kasse passt zu keiner TSE. Erlaubt sind 1 bis 30 Zeichen: "
                "Buchstaben ohne Umlaute, Ziffern, Leerzeichen und ' ( ) + - , . ="
            )
        settings = Settings(books.settings(), terminal.number)
        self.tse = TseAtWork(
            self._wiring.tse or TseSpec(settings[TSE_KIND], settings[TSE_PLACES]),
            terminal.serial,
            open_device=self._wiring.open_device or self._open_device,
            known_device=books.device,
            seconds=settings[TSE_DEADLINE],
            probe_seconds=PROBE_SECONDS if self._wiring.threads else None,
            monotonic=self._wiring.monotonic,
            on_change=self._signing_changed,
        )
        undo.callback(self.tse.close)
        return self.tse.fiscal

    def _open_device(self, spec: TseSpec) -> Tse:
        from kasse.hardware.signing.opening import open_tse

        return open_tse(spec, folder=self.folder, secrets=self.secrets, now=self._wiring.now)

    @property
    def secrets(self) -> Secrets:
        """The key store of this data folder."""
        from kasse.hardware.secrets.keyring_secrets import KeyringSecrets

        return KeyringSecrets(self.folder)

    @property
    def device(self) -> DeadlineDevice | None:
        """The signing device; None where the law asks for none."""
        return None if self.tse is None else self.tse.device

    @property
    def faults(self) -> FaultyDevice | None:
        """Where troubles of the signing device are switched on, for tests and played days."""
        return None if self.tse is None else self.tse.faults

    def _keep_files(self) -> Callable[[], None]:
        """What is kept in files of what the law asks for; returns what writes those that are missing."""
        self.archives: ArchiveKeeper | None = None
        self._archive_lane: ArchiveLane | None = None
        if self.tse is None:
            return lambda: None
        from kasse.app.archive_lane import ArchiveKeeper, ArchiveLane
        from kasse.app.notification_files import NotificationFiles

        notices, threads = self._wiring.notices, self._wiring.threads
        self.archives = ArchiveKeeper(self.till, self.tse, self.folder, beside=threads)
        self._archive_lane = ArchiveLane(self.archives, self.outbox, notices)
        return NotificationFiles(self.till, self.folder, notices).write

    def _open_care(self, file: str | None) -> None:
        """Self-check and backup. `file` is the URL of books that lie in a file."""
        self.check = SelfCheck(
            self.folder,
            self.till.books,
            self.outbox,
            self._wiring.notices,
            now=self._wiring.now,
            zone=self.till.zone,
            device_found=self._device_found,
        )
        self._check_lane = CheckLane(self.check)
        self.backups = Backups(self.till, self.outbox, self._wiring.notices, self.folder, file)
        self._backup_lane = BackupLane(self.backups)

    def _signing_changed(self, trouble: SigningError | None) -> None:
        """The signing device, on its own lane. That trouble has begun is known from what could not be signed."""
        if trouble is None:
            self.outages.answered()

    def _signs(self) -> bool:
        return self.device is None or self.device.trouble is None

    def _device_found(self) -> Sequence[Found]:
        """What the signing device says of itself; nothing while it is out, which is told anyway."""
        if self.tse is None:
            return ()
        try:
            status = self.tse.current.status()
        except SigningError:
            return ()
        return device_findings(status, self.till.now(), self.till.zone)

    def _take_settings(self) -> None:
        """What settings say that concerns devices and folders."""
        if self.tse is not None:
            self.tse.seconds = self.till.settings[TSE_DEADLINE]
        self._exports.folder = self.till.settings[EXPORT_FOLDER] or self.folder / "exports"
        for keeper in self._papers_keepers:
            keeper(self.till.settings[KEPT_PAPERS])
        tell_problems(self.till, self._wiring.notices)

    def _open_printers(self) -> None:
        self.printers: dict[str, Printer] = {}
        self.lanes: dict[str, PrintLane] = {}
        self._papers_keepers: list[Callable[[int], None]] = []
        for record in self.till.house.printers.values():
            printer = self._open_printer(record)
            self.printers[record.name] = printer
            self.lanes[record.name] = PrintLane(
                record.name,
                printer,
                self.outbox,
                self._draw,
                self._wiring.notices,
                self._wiring.now,
                name_of=paper_name,
                longest_pause=lambda: self.till.settings[RETRY_SECONDS],
                drawer_seconds=lambda: self.till.settings[DRAWER_SECONDS],
            )

    def _draw(self, payload: Mapping[str, Any], again: bool) -> Page | None:
        from kasse.usecases.draw_paper import draw_paper  # a till that opens does not wait for it

        return draw_paper(self.till, payload, again=again)

    def _open_printer(self, record: business.Printer) -> Printer:
        """Its driver. A printer set up wrongly stops no till: its papers wait, and it says what is wrong."""
        from kasse.hardware.printers.missing import MissingPrinter
        from kasse.hardware.printers.opening import open_printer
        from kasse.hardware.printers.virtual import VirtualPrinter

        papers = self.folder / "papers"
        try:
            printer = open_printer(record, papers, pictures=self._wiring.pictures)
        except LookupError as error:
            return MissingPrinter(str(error))
        except ValueError:
            return MissingPrinter(f"Die Adresse „{record.address}“ ist nicht von der Form 192.168.1.20:9100.")
        except OSError as error:
            return MissingPrinter(f"{papers} lässt sich nicht beschreiben ({error.strerror}).")
        if isinstance(printer, VirtualPrinter):
            self._papers_keepers.append(printer.keep_at_most)
        return printer

    def _start_lanes(self) -> None:
        for lane in self.lanes.values():
            lane.start()
        self._check_lane.start()
        self._backup_lane.start()
        if self._archive_lane is not None:
            self._archive_lane.start()

    def _stop_lanes(self) -> None:
        self._check_lane.end()
        self._backup_lane.end()
        if self._archive_lane is not None:
            self._archive_lane.end()
        for lane in self.lanes.values():
            lane.end()
        until = time.monotonic() + LANES_END_SECONDS
        for lane in self.lanes.values():
            lane.join(max(0.0, until - time.monotonic()))
        self._check_lane.join()
        self._backup_lane.join()
        if self._archive_lane is not None:
            self._archive_lane.join()

    def wake_lanes(self) -> None:
        """There may be something to print."""
        for lane in self.lanes.values():
            lane.wake()

    def print_waiting(self) -> None:
        """Without threads: let every printer work until it is done or fails."""
        for lane in self.lanes.values():
            lane.run_once()

    def close(self, *, clean: bool = True) -> None:
        """Close the till. `clean=False` leaves everything as a power cut would."""
        self.outages.close()
        if clean:
            with suppress(BooksError):
                close_till(self.till)
        self._undo.close()


def _require_law(country: Country) -> None:
    if country in NOT_YET:
        raise BooksError(NOT_YET[country])

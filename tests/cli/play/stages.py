"""A stage for tests: real books on SQLite, a signing device and printers that fail when told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from sqlalchemy import event

from kasse.cli.play.stage import TseFault
from kasse.domain.master import Master
from kasse.domain.orders import Booking
from kasse.domain.sales import Receipt
from kasse.fiscal.neutral import NeutralFiscal
from kasse.ports.books import ActKind
from kasse.ports.fiscal import Process, Secured
from kasse.store.backup import copy_books
from kasse.store.books import SqlBooks
from kasse.store.engine import BOOKS_FILE, reading_engine, sqlite_url, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.upgrade import upgrade
from kasse.store.writer import Writer
from kasse.usecases.open_till import open_till
from kasse.usecases.till import Till

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FAR = datetime(2100, 1, 1, tzinfo=UTC)

# The hashes of the program are made costly on purpose; a test signs in a hundred times.
hash_pin = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash


class PaperFiscal(NeutralFiscal):
    """Signs everything at once with a counter, unless it is out."""

    def __init__(self) -> None:
        self.out = False
        self.signed = 0

    def for_order(self, bookings: Sequence[Booking], *, training: bool = False) -> Process | None:
        return Process("K", "Bestellung-V1", str(len(bookings)))

    def for_receipt(self, receipt: Receipt) -> Process | None:
        return Process("K", "Kassenbeleg-V1", str(receipt.number))

    def secure(self, process: Process) -> Secured:
        if self.out:
            return Secured(process, error="Die TSE antwortet nicht.")
        self.signed += 1
        n = self.signed
        return Secured(process, "ab" * 32, n, START, START, 2 * n - 1, "c2ln", 2 * n, "c2ln")


class TestStage:
    """Implements `kasse.cli.play.stage.Stage` in a folder."""

    __test__ = False

    def __init__(self, folder: Path, master: Master, start: datetime = START) -> None:
        self.folder = folder
        self.clock = start
        self.fiscal = PaperFiscal()
        self.dead: set[str] = set()
        self.printed: dict[str, int] = {}
        self.open(master)

    def open(self, master: Master | None = None) -> None:
        url = sqlite_url(self.folder)
        engine = writing_engine(url)
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=off"))
        upgrade(engine, url, backups=self.folder / "backups", now=self.clock)
        self.writer = Writer(engine)
        self.reader = reading_engine(url)
        books = SqlBooks(self.writer, self.reader, 1, today=self.clock.date())
        if master is not None and not books.has_master():
            with books.act(ActKind.MASTER_DATA, at=self.clock) as act:
                act.save_master(master)
        self.outbox = SqlOutbox(self.writer, self.reader, 1)
        known = books.master()
        self.opened = Till(
            known.house.terminals[1], books, self.fiscal, known, lambda: self.clock, ZoneInfo("Europe/Berlin")
        )
        open_till(self.opened)

    @property
    def till(self) -> Till:
        return self.opened

    def set_clock(self, at: datetime) -> None:
        self.clock = at

    def printer_out(self, name: str) -> None:
        self.dead.add(name)

    def printer_back(self, name: str) -> None:
        self.dead.discard(name)

    def tse_out(self, fault: TseFault = TseFault.OUT) -> None:
        self.fiscal.out = True

    def tse_back(self) -> None:
        self.fiscal.out = False

    def power_cut(self) -> None:
        self.close()
        self.open()

    def waiting(self) -> Mapping[str, int]:
        for name in self.opened.house.printers:
            while name not in self.dead and (jobs := self.outbox.due(name, FAR)):
                for job in jobs:
                    self.outbox.done(job.id)
                    self.printed[name] = self.printed.get(name, 0) + 1
        return self.outbox.waiting()

    def close(self) -> None:
        self.writer.close()
        self.reader.dispose()

    @contextmanager
    def rehearse(self) -> Iterator[TestStage]:
        """A throw-away copy beside the books."""
        copy = self.folder / "rehearsal"
        copy.mkdir()
        copy_books(sqlite_url(self.folder), copy / BOOKS_FILE)
        stage = TestStage(copy, self.opened.master, self.clock)
        try:
            yield stage
        finally:
            stage.close()
            shutil.rmtree(copy)

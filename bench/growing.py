"""Making books that have grown over a year: real sales by the use cases, many acts in one transaction.

    python -m bench.growing FOLDER RECEIPTS

What is written is what a till writes, in the same order, chained and signed; only the disk is not waited for.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from pysqlite3 import dbapi2
from sqlalchemy import Engine, RootTransaction

import kasse
from bench.house import big_house, five_lines
from kasse.app.services import AppServices
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.fiscal.de.germany import Germany
from kasse.hardware.signing import log_file
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.books import Act, ActKind
from kasse.store.act import SqlAct
from kasse.store.books import SqlBooks
from kasse.store.engine import BOOKS_FILE, reading_engine, sqlite_url, writing_engine
from kasse.store.master import SECRET_COLUMNS
from kasse.store.tables import COUNTER, MASTER, SEALED, TAB
from kasse.store.upgrade import upgrade
from kasse.store.writer import Writer
from kasse.usecases.book_order import secure_order
from kasse.usecases.close_day import close_day
from kasse.usecases.open_till import close_till, open_till
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import take_payment
from kasse.usecases.till import Till

A_DAY = 500
"""Receipts between two closings."""
START = datetime(2024, 1, 2, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
SIGNING = (
    "hardware/signing/log_file.py",
    "hardware/signing/software_tse.py",
    "hardware/signing/tse_chip.py",
    "hardware/signing/tse_core.py",
    "hardware/signing/tse_record.py",
    "fiscal/de/log_message.py",
)
"""What decides on the form of the signing device's own file."""
RANDOM = frozenset(
    {"key", "previous", "hash", "serial", "public_key", "certificate", "start_signature", "signature"}
)
"""Columns that are others each time."""


def grown_name(receipts: int) -> str:
    """The name of the folder for such books: another one as soon as a till writes its rows in another form."""
    digest = hashlib.sha256()
    for name in SIGNING:
        digest.update((Path(kasse.__file__).parent / name).read_bytes())
    with tempfile.TemporaryDirectory(prefix="kasse-bench-") as folder:
        grow(Path(folder), 2)
        digest.update(form_of(Path(folder) / BOOKS_FILE).encode())
    return f"{receipts}-{digest.hexdigest()[:16]}"


def form_of(books: Path) -> str:
    """The form of books: their schema, and all that they hold but what is random."""
    connection = dbapi2.connect(str(books))
    try:
        schema = connection.execute("SELECT sql FROM sqlite_master ORDER BY type, name").fetchall()
        serials = [row[0] for row in connection.execute("SELECT serial FROM signing_device")]
        rows = []
        for table in (*SEALED, COUNTER, TAB, *MASTER):
            names = [column.name for column in table.columns if column.name not in RANDOM | SECRET_COLUMNS]
            rows.append(connection.execute(f"SELECT {', '.join(names)} FROM {table.name}").fetchall())
    finally:
        connection.close()
    text = json.dumps([schema, rows])
    for serial in serials:
        text = text.replace(serial, "")
    return text


class BulkBooks(SqlBooks):
    """Books whose acts share a transaction until `settle` is called: for one writer, who is never interrupted."""

    _transaction: RootTransaction | None = None

    @contextmanager
    def act(
        self, kind: ActKind, *, at: datetime, operator: int = 0, key: UUID | None = None
    ) -> Iterator[Act]:
        """An act that becomes durable with `settle`. A refusal ends everything."""
        connection = self._writing()
        if self._transaction is None:
            self._transaction = connection.begin()
        act = SqlAct(
            connection,
            self._head,
            kind=kind,
            at=at,
            operator=operator,
            key=key or uuid4(),
            business_head=self._business_head,
        )
        yield act
        self._head = act.write()
        if act.new_business_head is not None:
            self._current_business = act.new_business_head

    def settle(self) -> None:
        """Commit what has been written."""
        if self._transaction is not None:
            self._transaction.commit()
            self._transaction = None


@contextmanager
def unhurried_tse(folder: Path, now: Callable[[], datetime]) -> Iterator[SoftwareTse]:
    """A software TSE that does not wait for the disk."""
    sync, log_file._sync = log_file._sync, lambda _descriptor: None
    device = SoftwareTse(folder, now=now)
    try:
        yield device
    finally:
        device.close()
        log_file._sync = sync


def grow(folder: Path, receipts: int) -> None:
    """Write the books into an empty folder."""
    url = sqlite_url(folder)
    engine = writing_engine(url)
    upgrade(engine, url, backups=folder / "backups", now=START)
    writer, reader = Writer(engine), reading_engine(url)
    with writer.turn:  # until all is written, since these acts leave their transaction open
        _keep_books(folder, writer, reader, receipts)
    writer.close()
    reader.dispose()


def _keep_books(folder: Path, writer: Writer, reader: Engine, receipts: int) -> None:
    clock = [START]
    driver = cast("Any", writer.connection().connection.dbapi_connection)
    for pragma in ("synchronous=off", "cache_size=-400000", "wal_autocheckpoint=20000"):
        driver.execute(f"PRAGMA {pragma}")
    books = BulkBooks(writer, reader, 1, today=START.date())
    master = big_house().master
    with books.act(ActKind.MASTER_DATA, at=START) as act:
        act.save_master(master)
    books.settle()
    terminal = master.house.terminals[1]
    with unhurried_tse(folder / "tse", lambda: clock[0]) as device:
        law = Germany(device, terminal.serial, known_device=books.device, is_test=True)
        till = Till(terminal, books, law, books.master(), lambda: clock[0], ZONE)
        open_till(till)
        _trade(till, books, clock, receipts)
        close_till(till)
        books.settle()


def _trade(till: Till, books: BulkBooks, clock: list[datetime], receipts: int) -> None:
    boss = max((o for o in till.staff.operators.values() if not o.training), key=lambda o: o.level)
    orders, cash = five_lines(till.master), till.own_cash()
    tables = sorted(till.house.places)
    for sold in range(receipts):
        if sold and sold % A_DAY == 0:
            books.settle()
            close_day(till, boss)
            books.settle()
            clock[0] = START + timedelta(days=sold // A_DAY)
        table = tables[sold % len(tables)]
        wishes = [Wish(article) for article in orders[sold % len(orders)]]
        sent = send_order(till, boss, table, wishes)
        secure_order(till, sent.order)
        clock[0] += timedelta(seconds=40)
        assert sent.tab is not None
        take_payment(till, boss, table, [Tender(cash, sent.tab.total)])


def main() -> None:
    """Run as a child: grow, then prove what has grown."""
    folder = Path(sys.argv[1])
    grow(folder, int(sys.argv[2]))
    proof = AppServices().verify(folder, lambda _done, _total: True)
    if proof.findings:
        sys.exit(f"the books that were made are not sound: {proof.findings[0]}")
    print("{}")


if __name__ == "__main__":
    main()

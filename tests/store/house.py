"""A small house on a real database, with a signing device that really signs: for tests of books and deeds."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event

from kasse.domain.business import Agency, Area, Business, House, InternalAccount, Place, Printer, Terminal
from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import FunctionCode
from kasse.domain.catalogue.articles import Article
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.domain.tax import Country
from kasse.fiscal.de.check import check_content, check_secured
from kasse.fiscal.de.germany import Germany
from kasse.fiscal.neutral import NeutralFiscal
from kasse.hardware.signing.faults import FaultyDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.books import ActKind
from kasse.ports.fiscal import Fiscal
from kasse.ports.signing import Tse
from kasse.store.books import SqlBooks
from kasse.store.engine import BOOKS_FILE, reading_engine, sqlite_url, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.upgrade import upgrade
from kasse.store.verify import Claim, Report, verify_books
from kasse.store.writer import Writer
from kasse.usecases.book_order import OrderSent, secure_order
from kasse.usecases.open_till import Recovered, open_till
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import Paid, take_payment
from kasse.usecases.till import Till
from tests.domain.examples import ACCOUNT, CARD, CASH, CATALOGUE, FRANCS, ROOM, VOUCHER

START = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
FUNCTIONS = {
    400: ("Einlage", FunctionCode.CASH_IN),
    401: ("Geldabgabe", FunctionCode.CASH_OUT),
    402: ("Inbetriebnahme", FunctionCode.COMMISSION),
    403: ("Lade auf", FunctionCode.DRAWER),
    404: ("Trinkgeld", FunctionCode.TIP),
    405: ("Bargeldbestand eingeben", FunctionCode.BALANCE),
}
WORTH, TASTING, DOWN_PAYMENT, MUG, MUG_BACK, NEWSPAPER, LOTTERY = range(500, 507)
SPECIAL = (
    Article(WORTH, "Wertgutschein", 31, (), open_price=True, case=BusinessCase.MULTI_VOUCHER_SOLD),
    Article(TASTING, "Gutschein Bierprobe", 20, (Money(1900),), case=BusinessCase.SINGLE_VOUCHER_SOLD),
    Article(DOWN_PAYMENT, "Anzahlung Feier", 30, (), open_price=True, case=BusinessCase.DOWN_PAYMENT),
    Article(MUG, "Pfand Krug", 31, (Money(200),), case=BusinessCase.DEPOSIT),
    Article(MUG_BACK, "Pfand Krug zurück", 31, (Money(200),), case=BusinessCase.DEPOSIT_BACK),
    Article(NEWSPAPER, "Zeitung", 30, (Money(220),), agency=1),
    Article(LOTTERY, "Los", 31, (Money(100),), agency=2),
)
"""Vouchers and deposits; beer and mug at 19 %, feast and newspaper at 7 %."""
SCHNITZEL, SOUP, POTATO_SALAD, BEER, COFFEE, BOOK, OPEN_PRICE, GREETING = (
    100,
    101,
    111,
    200,
    202,
    300,
    302,
    304,
)


def _house() -> House:
    return House(
        business=Business(
            name="Gasthaus Zur Linde",
            street="Marktplatz 1",
            postcode="94032",
            city="Passau",
            country=Country.DE,
            tax_number="153/246/80124",
            greeting="Auf Wiedersehen",
        ),
        terminals={n: Terminal(n, f"Kasse {n}", f"LINDE-{n}", receipt_printer="Beleg") for n in (1, 2, 3, 4)},
        areas={1: Area(1, "Gaststube")},
        places={n: Place(n, 1, x=10 * n, y=1, round=n % 2 == 0) for n in range(1, 41)},
        payment_methods={method.code: method for method in (CASH, CARD, ROOM, VOUCHER, ACCOUNT, FRANCS)},
        internal_accounts={1: InternalAccount(1, "Personal"), 2: InternalAccount(2, "Eigenverbrauch", 2)},
        printers={
            "Beleg": Printer("Beleg", "virtual"),
            "Küche": Printer("Küche", "virtual", stations=("Küche",)),
            "Theke": Printer("Theke", "virtual", profile="default", stations=("Theke",)),
        },
        void_reasons=("Falsch boniert", "Reklamation"),
        remarks=("ohne Zwiebeln",),
        agencies={
            1: Agency(1, "Verlag", "Neuburger Straße 28", "94032", "Passau", vat_id="DE811234567"),
            2: Agency(2, "Lotterie", "Theresienhöhe 11", "80339", "München", tax_number="143/241/50015"),
        },
    )


@cache
def small_master() -> Master:
    """A house with forty tables and four tills."""
    articles = {
        **CATALOGUE.articles,
        **{
            number: Article(number, name, 31, (), function=code) for number, (name, code) in FUNCTIONS.items()
        },
        **{article.number: article for article in SPECIAL},
    }
    service = frozenset({Right.ORDER, Right.PAY, Right.VOID, Right.TRANSFER, Right.HAND_OVER, Right.REPRINT})
    levels = {
        1: PasswordLevel(1, "Service", service),
        2: PasswordLevel(2, "Leitung", frozenset(Right)),
        3: PasswordLevel(3, "Küche", frozenset()),
    }
    operators = (
        Operator(1, "Anna", 1, "hash-of-anna"),
        Operator(2, "Bert", 1, "hash-of-bert"),
        Operator(3, "Koch", 3, "hash-of-koch"),
        Operator(9, "Chefin", 2, "hash-of-chefin"),
        Operator(90, "Lehrling", 2, "hash-of-lehrling", training=True),
    )
    return Master(
        _house(), replace(CATALOGUE, articles=articles), Staff({o.number: o for o in operators}, levels)
    )


def unhurried(engine: Engine) -> Engine:
    """A writing engine that does not wait for the disk: for tests that are not about durability."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=off"))
    return engine


def check_claims(batch: Sequence[Claim]) -> Iterable[str]:
    """What the German law says of signatures."""
    return [
        check_secured(claim.secured, claim.device) or check_content(claim.process, claim.subject)
        for claim in batch
    ]


def prove(url: str) -> Report:
    """The proof of the books in a database."""
    engine = reading_engine(url)
    try:
        return verify_books(engine, check_claims)
    finally:
        engine.dispose()


def assert_clean(url: str) -> Report:
    """The proof of books that must be right."""
    report = prove(url)
    assert report.findings == []
    assert report.complete
    return report


class Desk:
    """One terminal at work on a database: a till, with its books, outbox and clock."""

    def __init__(
        self,
        url: str,
        folder: Path,
        terminal: int = 1,
        *,
        law: str = "de",
        hurried: bool = False,
        wrap: Callable[[Tse], Tse] = lambda device: device,
        setup: Master | None = None,
    ) -> None:
        """Open it; a database without master data gets `setup`, or the small house.

        `hurried`: waits for the disk. `wrap`: stands before the signing device.
        """
        self._wrap = wrap
        self.url, self.folder, self.terminal = url, folder, terminal
        self.clock = START
        engine = writing_engine(url)
        self.writer = Writer(engine if hurried else unhurried(engine))
        self.reader = reading_engine(url)
        self.books = SqlBooks(self.writer, self.reader, terminal, today=START.date())
        self.outbox = SqlOutbox(self.writer, self.reader, terminal)
        if not self.books.has_master():
            with self.books.act(ActKind.MASTER_DATA, at=self.now()) as act:
                act.save_master(setup or small_master())
        master = self.books.master()
        self.faults: FaultyDevice | None = None
        self.till = Till(
            terminal=master.house.terminals[terminal],
            books=self.books,
            fiscal=self._law(law, master.house.terminals[terminal].serial),
            master=master,
            now=self.now,
            zone=ZONE,
        )
        self.recovered: Recovered = open_till(self.till)

    def _law(self, law: str, serial: str) -> Fiscal:
        if law == "neutral":
            return NeutralFiscal()
        self.faults = FaultyDevice(
            self._wrap(SoftwareTse(self.folder / f"tse-{self.terminal}", now=self.now))
        )
        return Germany(self.faults, serial, known_device=self.books.device, is_test=True)

    def now(self) -> datetime:
        """A clock that goes on by a second whenever it is read."""
        self.clock += timedelta(seconds=1)
        return self.clock

    def close(self) -> None:
        """Let go of everything, without a word in the books."""
        if self.faults is not None:
            self.faults.close()
        self.writer.close()
        self.reader.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- what people do, in short --------------------------------------------------------------------------

    @property
    def waiter(self) -> Operator:
        """May order, settle, void and move."""
        return self.till.staff.operators[1]

    @property
    def boss(self) -> Operator:
        """May do everything."""
        return self.till.staff.operators[9]

    @property
    def trainee(self) -> Operator:
        """Practises."""
        return self.till.staff.operators[90]

    def order(
        self, *wishes: Wish | int, table: int = 12, by: Operator | None = None, key: UUID | None = None
    ) -> OrderSent:
        """Send an order and have it secured."""
        asked = [w if isinstance(w, Wish) else Wish(w) for w in wishes]
        sent = send_order(self.till, by or self.boss, table, asked, key=key)
        secure_order(self.till, sent.order)
        return sent

    def pay(self, table: int = 12, by: Operator | None = None, key: UUID | None = None) -> Paid:
        """Settle a whole table with exact cash."""
        who = by or self.boss
        tab = self.till.look(who, table)
        total = tab.total if tab is not None else Money(0)
        return take_payment(self.till, who, table, [Tender(CASH, total)] if total else [], key=key)


def migrate(url: str, folder: Path) -> None:
    """Bring an empty database to the form of this version."""
    engine = unhurried(writing_engine(url))
    upgrade(engine, url, backups=folder / "backups", now=START)
    engine.dispose()


@cache
def _empty_books(directory: Path) -> Path:
    folder = directory / "empty-books"
    folder.mkdir()
    migrate(sqlite_url(folder), folder)
    return folder / BOOKS_FILE


def new_books(folder: Path, directory: Path) -> str:
    """The URL of new, empty SQLite books in `folder`; `directory` keeps what is copied for the next ones."""
    folder.mkdir(exist_ok=True)
    shutil.copyfile(_empty_books(directory), folder / BOOKS_FILE)
    return sqlite_url(folder)

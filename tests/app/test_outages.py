"""A TSE that is out: told since when, looked after without anybody waiting, and told when it is back."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kasse.app import shop as app_shop
from kasse.app.screen import kept_papers
from kasse.app.shop import Shop, Wiring
from kasse.dispatch.print_lane import PrintLane
from kasse.domain.staff import Right
from kasse.hardware.printers.virtual import VirtualPrinter
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError
from kasse.ports.notices import Level, Notice
from kasse.settings.declared.fiscal_de import TSE_DEADLINE
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.outages import all_outages
from tests.app.houses import demo, order, pay
from tests.conftest import ExpectedLog

pytestmark = pytest.mark.usefixtures("quick_disk")

PATIENCE = 20.0


class Board:
    """Keeps the news, and tells when some came."""

    def __init__(self) -> None:
        self.news: list[Notice] = []
        self.back = threading.Event()

    def post(self, notice: Notice) -> None:
        if notice.topic == "signing":
            self.news.append(notice)
            if notice.level is Level.INFO:
                self.back.set()

    def clear(self, topic: str) -> None:
        assert topic != "signing"


class Clock:
    """A clock on the wall that is set, and one that counts seconds."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 18, 42, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.at.timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def shop(tmp_path: Path, clock: Clock, board: Board) -> Iterator[Shop]:
    with closing(opened(tmp_path, clock, board)) as shop:
        yield shop


def opened(folder: Path, clock: Clock, board: Board) -> Shop:
    wiring = Wiring(now=clock.now, monotonic=clock.seconds, notices=board, pictures=False, threads=False)
    return Shop(folder, wiring, setup=demo())


def fail(shop: Shop, fault: Fault | None) -> None:
    assert shop.faults is not None
    shop.faults.fault = fault


def test_the_line_for_news_says_since_when_and_what_to_do(shop: Shop, board: Board, clock: Clock) -> None:
    order(shop.till)
    fail(shop, Fault.OUT)
    pay(shop.till)
    (told,) = board.news
    assert (told.topic, told.level) == ("signing", Level.WARNING)
    assert told.title == "Die TSE ist seit 19:42 Uhr ausgefallen."
    assert told.text == ("Es wird weiter verkauft, die Belege tragen Ausfallnummer 1. Bitte die TSE prüfen.")
    order(shop.till)
    pay(shop.till)
    assert board.news == [told]  # once, not with every receipt
    fail(shop, None)
    clock.at += timedelta(minutes=1)
    order(shop.till)
    pay(shop.till)
    assert [n.title for n in board.news[1:]] == ["Die TSE arbeitet wieder."]


@pytest.mark.feature("J-23", "J-25")
def test_the_slips_lie_among_the_last_papers(shop: Shop, clock: Clock) -> None:
    fail(shop, Fault.OUT)
    order(shop.till)
    pay(shop.till)
    fail(shop, None)
    clock.at += timedelta(minutes=1)
    order(shop.till)
    pay(shop.till)
    shop.print_waiting()
    printer = shop.printers[shop.till.terminal.receipt_printer]
    assert isinstance(printer, VirtualPrinter)
    named = [
        next(
            name
            for name in ("TSE-Ausfallbeleg", "TSE-Fehlerbehebungsbeleg", "Rechnung")
            if name in paper.text
        )
        for paper in reversed(printer.latest(10))
    ]
    assert named == ["TSE-Ausfallbeleg", "Rechnung", "TSE-Fehlerbehebungsbeleg", "Rechnung"]
    assert len(kept_papers(shop)) > len(named)  # the kitchen's, too


def test_an_outage_found_at_the_start_is_told_with_its_day(
    tmp_path: Path, board: Board, clock: Clock
) -> None:
    with closing(opened(tmp_path, clock, board)) as shop:
        fail(shop, Fault.OUT)
        order(shop.till)
        pay(shop.till)
    clock.at += timedelta(hours=8)
    (tmp_path / "tse" / "key.pem").rename(tmp_path / "key.pem")
    with closing(opened(tmp_path, clock, board)) as shop:
        assert shop.till.outage is not None
    assert board.news[-1].title == "Die TSE ist seit 20.11. 19:42 Uhr ausgefallen."
    (tmp_path / "key.pem").rename(tmp_path / "tse" / "key.pem")
    with closing(opened(tmp_path, clock, board)) as shop:
        assert shop.till.outage is None
    assert board.news[-1].title == "Die TSE arbeitet wieder."


def test_a_tse_that_is_missing_from_the_first_start_is_an_outage(
    tmp_path: Path, board: Board, clock: Clock
) -> None:
    (tmp_path / "tse").write_text("no folder")
    with closing(opened(tmp_path, clock, board)) as shop:
        (outage,) = all_outages(shop.till.books)
        assert (outage.serial, outage.cashier) == ("", "")
        order(shop.till)
        paid = pay(shop.till)
        assert paid.secured is not None
        assert paid.secured.outage == 1
    assert len(board.news) == 1


# --- waiting -------------------------------------------------------------------------------------------------


def test_the_setting_says_how_long_a_receipt_waits(tmp_path: Path, board: Board, clock: Clock) -> None:
    with closing(opened(tmp_path, clock, board)) as shop:
        assert shop.device is not None
        assert shop.device.seconds == 3
        staff = shop.till.staff
        manager = next(o for o in staff.operators.values() if staff.may(o, Right.SETTINGS))
        change_setting(shop.till, manager, TSE_DEADLINE, 7)
        assert shop.device.seconds == 7
    with closing(opened(tmp_path, clock, board)) as shop:
        assert shop.device is not None
        assert shop.device.seconds == 7


def test_a_tse_that_hangs_costs_one_receipt_its_deadline_and_then_nobody_anything(shop: Shop) -> None:
    device = shop.device
    assert device is not None
    order(shop.till)
    fail(shop, Fault.SILENT)
    device.seconds = 0.2
    begun = time.monotonic()
    paid = [pay(shop.till)]
    assert 0.2 <= time.monotonic() - begun < PATIENCE
    device.seconds = 100 * PATIENCE  # whoever waited from here on would wait for ever
    begun = time.monotonic()
    for _ in range(5):
        order(shop.till)
        paid.append(pay(shop.till))
    assert time.monotonic() - begun < PATIENCE
    assert [each.secured.outage for each in paid if each.secured] == [1] * 6
    (outage,) = all_outages(shop.till.books)
    assert outage.code == "TIMEOUT"
    fail(shop, None)


# --- the end without a sale ----------------------------------------------------------------------------------


def test_a_tse_that_is_plugged_in_again_ends_the_outage_by_itself(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(PrintLane, "wake", lambda _lane: woken.append(threading.current_thread().name))
    monkeypatch.setattr(app_shop, "PROBE_SECONDS", 0.01)
    with closing(Shop(tmp_path, Wiring(notices=board, pictures=False), setup=demo())) as shop:
        order(shop.till)
        fail(shop, Fault.OUT)
        pay(shop.till)
        assert shop.till.outage is not None
        fail(shop, None)
        assert board.back.wait(PATIENCE)
        (outage,) = all_outages(shop.till.books)
        assert outage.ended_at is not None
        assert "outage-end" in woken  # so that the recovery slip comes out without a sale, too
        secured = secure_order(shop.till, order(shop.till).order)
        assert secured is not None
        assert secured.is_signed


def test_an_end_that_the_books_cannot_take_is_written_with_the_next_signature(
    shop: Shop, clock: Clock, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    order(shop.till)
    fail(shop, Fault.OUT)
    pay(shop.till)
    fail(shop, None)
    books = type(shop.till.books)
    act = books.act

    def full(*given: object, **more: object) -> object:
        if given[1] is ActKind.OUTAGE_END:
            raise BooksError("Die Festplatte ist voll.")
        return act(*given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch, expected_log(30, "could not be written"):
        patch.setattr(books, "act", full)
        patch.setattr(shop.outages, "_is_well", lambda: True)
        shop.outages.answered()
        shop.outages.close()
    assert shop.till.outage is not None
    clock.at += timedelta(minutes=1)
    order(shop.till)
    pay(shop.till)
    assert shop.till.outage is None

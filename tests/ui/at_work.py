"""A waiter at the real till: taps on real widgets, real books in a folder, a clock and a hand that wait for nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kasse.app.drafts_file import DraftsFile
from kasse.app.foot import ShopFoot
from kasse.app.habits_file import HabitsFile
from kasse.app.office import office_of
from kasse.app.screen import kept_papers
from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.domain.master import Master
from kasse.domain.sales import Receipt
from kasse.ui.board_notices import BoardNotices
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.fiscal.view import FiscalView
from kasse.ui.notices import NoticeBoard
from kasse.ui.orders.view import OrdersView
from kasse.ui.pay.view import PayView
from kasse.ui.program import Program
from kasse.ui.receipts.view import ReceiptsView
from kasse.ui.shifts.view import ClosingView
from kasse.ui.signin.view import SignInView
from kasse.ui.tables.view import TablesView
from kasse.ui.theme.look import Look
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.choices import ChoicePanel
from kasse.ui.widgets.grid import MoreCell
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.number_pad import NumberPad
from kasse.ui.widgets.tile_grid import Tile
from kasse.ui.window import Window

V = TypeVar("V")
SOFT_HYPHEN = "\u00ad"


class Clock:
    """Stands until it is moved; the hand's clock moves on by itself, so that each tap is a new one."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.seconds = 0.0
        self.hurried = False

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        """A second passes between two looks, unless somebody hurries."""
        if not self.hurried:
            self.seconds += 1.0
        return self.seconds

    def pauses(self) -> float:
        """By which a signing device is left alone for a while after a failure."""
        return self.at.timestamp()

    def later(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class TillAtWork:
    """The till, its window, and a finger. Everything that is tapped has to be seen first."""

    shop: Shop
    program: Program
    window: Window
    desk: Desk
    clock: Clock
    qtbot: QtBot
    pins: dict[int, str]
    closed: bool = False

    # Where things are.

    @property
    def orders(self) -> OrdersView:
        return self._view("orders", OrdersView)

    @property
    def tables(self) -> TablesView:
        return self._view("tables", TablesView)

    @property
    def pay(self) -> PayView:
        return self._view("pay", PayView)

    @property
    def receipts(self) -> ReceiptsView:
        return self._view("receipts", ReceiptsView)

    @property
    def closing(self) -> ClosingView:
        return self._view("closing", ClosingView)

    @property
    def fiscal(self) -> FiscalView:
        return self._view("fiscal", FiscalView)

    @property
    def signin(self) -> SignInView:
        return self._view("signin", SignInView)

    def _view(self, name: str, kind: type[V]) -> V:
        view = self.window.view(name)
        assert isinstance(view, kind)
        return view

    # The finger.

    def tap(self, key: QWidget) -> None:
        assert key.isVisible(), f"{key.accessibleName()} is not to be seen"
        QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=key.rect().center())

    def tap_cell(self, cells: Cells, name: str) -> None:
        """Tap the cell of that name, turning pages until it is seen."""
        assert cells.isVisible()
        for _ in range(30):
            for i in range(cells.cell_count()):
                if cells.cell_name(i).replace(SOFT_HYPHEN, "").split(", ")[0] == name:
                    cells.make_visible(i)
                    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.center_of(i).toPoint())
                    return
            last = cells.cell_count() - 1
            if last < 0 or not isinstance(cells.cell_key(last), MoreCell):
                break
            QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.center_of(last).toPoint())
        names = [cells.cell_name(i) for i in range(cells.cell_count())]
        raise AssertionError(f"no {name!r} among {names}")

    def tap_tile(self, name: str, times: int = 1) -> None:
        for _ in range(times):
            self.tap_cell(self.orders.middle.tiles, name)

    def tile(self, name: str) -> Tile:
        """The tile of that name on the open page of the card."""
        tiles = self.orders.middle.tiles
        for tile in tiles._items:
            if tile.name.replace(SOFT_HYPHEN, "") == name:
                return tile
        raise AssertionError(f"no {name!r} on this page of the card")

    def tap_section(self, name: str) -> None:
        self.tap_cell(self.orders.middle.tabs, name)

    def hold(self, cells: Cells, name: str) -> None:
        """A long press, without waiting for it."""
        names = [
            cells.cell_name(i).replace(SOFT_HYPHEN, "").split(", ")[0] for i in range(cells.cell_count())
        ]
        cells.held.emit(cells.cell_key(names.index(name)))

    def digits(self, pad: NumberPad, signs: str) -> None:
        for sign in signs:
            self.tap(pad.keys[sign])

    def choose(self, panel: ChoicePanel, name: str) -> None:
        self.tap_cell(panel.cells, name)

    def done(self) -> None:
        """The key that ends what stands in the place of the tiles."""
        self.tap(self.orders.middle.choices.close_key)

    def answer(self, name: str) -> None:
        """A choice that stands in the place of the tiles."""
        self.choose(self.orders.middle.choices, name)

    def key_press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.view(self.window.shown or ""), key)

    # Waiting for the lanes, which are real.

    def settle(self) -> None:
        """Until every deed is answered."""
        self.qtbot.waitUntil(lambda: not self.desk.busy, timeout=20_000)

    def until(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=20_000)

    @property
    def notice(self) -> str:
        """What stands in the foot."""
        shown = self.window.status.notice
        return f"{shown.title} {shown.text}".strip() if shown else ""

    def is_training(self) -> bool:
        """Whether the hatched frame is to be seen."""
        return all(side.isVisible() for side in self.window._frame)

    # Whole ways.

    def sign_in(self, name: str = "Anna Berger") -> None:
        staff = self.shop.till.staff.operators.values()
        operator = next(op for op in staff if op.name == name)
        self.tap_cell(self.signin.tiles, name)
        self.digits(self.signin.pin.pad, self.pins[operator.number])
        self.tap(self.signin.pin.enter_key)
        self.until(lambda: self.window.shown == "tables")

    def open_table(self, number: int) -> None:
        self.digits(self.tables.pad, str(number))
        self.tap(self.tables.main_key)
        assert self.window.shown == "orders"

    def send(self) -> None:
        self.tap(self.orders.second_key)
        self.settle()

    def to_pay(self) -> None:
        self.tap(self.orders.main_key)
        self.until(lambda: self.window.shown == "pay")

    def pay_cash(self) -> None:
        self.tap(self.pay.cash_key)
        self.settle()

    # What came of it.

    def last_receipt(self) -> Receipt:
        return self.shop.till.books.latest_receipts(1)[0].receipt

    def receipt_count(self) -> int:
        return len(self.shop.till.books.latest_receipts(100))

    def close(self) -> None:
        """End the program as its window's end does; what tests leave open, the next ones run out of."""
        self.window.close()
        if not self.closed:
            self.closed = True
            self.desk.close()

    def findings(self) -> list[str]:
        """What the proof of the books has to say, with the till closed."""
        return list(AppServices().verify(self.shop.folder, lambda _done, _all: True).findings)


def open_at_work(
    folder: Path,
    look: Look,
    qtbot: QtBot,
    master: Master | None,
    pins: dict[int, str],
    *,
    pictures: bool = False,
) -> TillAtWork:
    """A till with a window on the screen of the test."""
    clock = Clock(datetime(2026, 11, 20, 17, 30, tzinfo=UTC))
    board = NoticeBoard(info_ms=600_000)
    notices = BoardNotices(board)
    shop = Shop(
        folder,
        Wiring(
            now=clock.now,
            monotonic=clock.pauses,
            notices=notices,
            pictures=pictures,
            threads=False,
        ),
        setup=master,
    )
    notices.know(shop.till.house)

    def reroute(name: str, other: str) -> None:
        shop.outbox.retarget(name, other)

    opened = OpenTill(
        shop.till,
        lambda: None,
        shop.outbox.waiting,
        reroute,
        shop.close,
        partial(kept_papers, shop),
        office_of(shop),
        drafts=DraftsFile(folder, shop.till.books),
        habits=HabitsFile(folder, shop.till.terminal.number),
        layouts=shop.layouts,
        foot=ShopFoot(shop),
    )
    desk = Desk(opened, board, monotonic=clock.monotonic)
    window = Window(look, board)
    m = look.metrics
    window.resize(round(m.width * m.scale), round(m.height * m.scale))
    program = Program(window, desk)
    window.show()
    QCoreApplication.processEvents()
    return TillAtWork(shop, program, window, desk, clock, qtbot, pins)


def free(work: TillAtWork) -> None:
    """Close whatever is still open, and the window with it."""
    work.close()
    work.window.deleteLater()
    QCoreApplication.sendPostedEvents(work.window, QEvent.Type.DeferredDelete)


def key_named(parent: QWidget, label: str) -> Key:
    """The visible key with that word on it."""
    return next(key for key in parent.findChildren(Key) if key.isVisible() and key.on_it.label == label)

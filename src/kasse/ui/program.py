"""The program on the screen: one window, its screens, the way between them, the clock, and a good end."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kasse.domain.business import table_name
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.notices import Notices
from kasse.ui import wording
from kasse.ui.board_notices import BoardNotices
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.notices import Answer, Level, Notice, NoticeBoard
from kasse.ui.orders.draft import Drafts
from kasse.ui.signin.screen import SignInScreen
from kasse.ui.signin.view import SignIn, SignInView
from kasse.ui.status import Status
from kasse.ui.tasks import Tasks
from kasse.ui.theme.fonts import load_fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import LEAST_HEIGHT, LEAST_WIDTH, Metrics
from kasse.ui.view import View
from kasse.ui.window import Window
from kasse.usecases.sign_in import sign_out

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen
    from kasse.ui.pay.screen import PayScreen
    from kasse.ui.receipts.papers import PapersScreen
    from kasse.ui.receipts.screen import ReceiptsScreen
    from kasse.ui.shifts.screen import ClosingScreen
    from kasse.ui.tables.screen import TablesScreen

AnyView = TypeVar("AnyView", bound=View)
log = logging.getLogger(__name__)

CLOCK_MS = 1000
PREPARE_AFTER_MS = 700
"""The first tap on the sign-in screen comes before the other screens are made, if it comes at once."""
QUIT = "quit"


def no_display() -> str:
    """A German sentence if there is nothing to show a window on; empty if there is."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        return "Hier ist kein Bildschirm, auf dem die Kasse sich zeigen kann."
    return ""


class Program(QObject):
    """Implements `kasse.ui.navigation.Navigator`. Screens are made when they are first needed, and kept."""

    def __init__(self, window: Window, desk: Desk, signin: SignInView | None = None) -> None:
        super().__init__(window)
        self.window = window
        self.desk = desk
        self.drafts = Drafts()
        self.operator: Operator | None = None
        self.status = Status(window.status, desk)
        self._clock = ""
        self._unmade = ["tables", "orders", "payment", "receipts", "closing"]
        view = signin or self._keep("signin", SignInView(window.look))
        self.signin = SignInScreen(view, desk, self)
        window.status.notice_answered.connect(self._answered)
        timer = QTimer(self)
        timer.timeout.connect(self.tick)
        timer.start(CLOCK_MS)
        self.tick()
        self.signin.enter()
        window.show_view("signin")

    # The screens. Their modules are imported here, so that the sign-in screen need not wait for them.

    def prepare(self) -> None:
        """Make the screens that will be wanted next, one at a time, while nobody taps."""
        if self._unmade:
            getattr(self, self._unmade.pop(0))
            QTimer.singleShot(0, self, self.prepare)

    @cached_property
    def tables(self) -> TablesScreen:
        """The table overview."""
        from kasse.ui.tables.screen import TablesScreen
        from kasse.ui.tables.view import TablesView

        view = self._keep("tables", TablesView(self.window.look))
        return TablesScreen(view, self.desk, self.drafts, self)

    @cached_property
    def orders(self) -> OrdersScreen:
        """The order screen."""
        from kasse.ui.orders.screen import OrdersScreen
        from kasse.ui.orders.view import OrdersView

        view = self._keep("orders", OrdersView(self.window.look))
        return OrdersScreen(view, self.desk, self.drafts, self)

    @cached_property
    def payment(self) -> PayScreen:
        """The payment screen."""
        from kasse.ui.pay.screen import PayScreen
        from kasse.ui.pay.view import PayView

        return PayScreen(self._keep("pay", PayView(self.window.look)), self.desk, self)

    @cached_property
    def receipts(self) -> ReceiptsScreen:
        """The last receipts."""
        from kasse.ui.receipts.screen import ReceiptsScreen
        from kasse.ui.receipts.view import ReceiptsView

        return ReceiptsScreen(self._keep("receipts", ReceiptsView(self.window.look)), self.desk, self)

    @cached_property
    def papers(self) -> PapersScreen:
        """The last papers."""
        from kasse.ui.receipts.papers import PapersScreen
        from kasse.ui.receipts.view import ReceiptsView

        return PapersScreen(self._keep("papers", ReceiptsView(self.window.look)), self.desk, self)

    @cached_property
    def closing(self) -> ClosingScreen:
        """The closing of the day."""
        from kasse.ui.shifts.screen import ClosingScreen
        from kasse.ui.shifts.view import ClosingView

        return ClosingScreen(
            self._keep("closing", ClosingView(self.window.look)), self.desk, self.drafts, self
        )

    def _keep(self, name: str, view: AnyView) -> AnyView:
        self.window.add(name, view)
        view.show_clock(self._clock)
        view.show_operator(self.operator.name if self.operator else "")
        return view

    # The ways.

    def signed_in(self, operator: Operator) -> None:
        """See `Navigator`."""
        self.operator = operator
        self.window.show_operator(operator.name)
        self.window.show_training(on=operator.training)
        self.show_tables()

    def sign_out(self) -> None:
        """See `Navigator`."""
        operator, self.operator = self.operator, None
        if operator is not None:
            work = partial(sign_out, self.desk.till, operator)
            self.desk.do(self.desk.books, work, asker=self)
        self.window.show_operator("")
        self.window.show_training(on=False)
        self.signin.enter()
        self.window.show_view("signin")

    def show_tables(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.tables.enter(self.operator)
            self.window.show_view("tables")

    def open_table(self, table: int) -> None:
        """See `Navigator`."""
        operator = self._allowed(table)
        if operator is not None:
            self.orders.enter(operator, table)
            self.window.show_view("orders")

    def pay(self, table: int) -> None:
        """See `Navigator`."""
        operator = self._allowed(table)
        if operator is not None and self.payment.enter(operator, table):
            self.window.show_view("pay")

    def show_receipts(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.receipts.enter(self.operator)
            self.window.show_view("receipts")

    def show_papers(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.papers.enter()
            self.window.show_view("papers")

    def show_closing(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.closing.enter(self.operator)
            self.window.show_view("closing")

    def show_theme(self, theme: str) -> None:
        """See `Navigator`."""
        self.window.look.set(theme=theme)

    def quit(self) -> None:
        """See `Navigator`. What is not sent would be lost, so it is told first."""
        if self.drafts.empty:
            self.window.close()
            return
        tables = sorted({**self.drafts.unsent(training=False), **self.drafts.unsent(training=True)})
        names = ", ".join(table_name(table) for table in tables) or "eine Bestellung"
        self.desk.board.post(
            Notice(
                QUIT,
                Level.WARNING,
                f"Noch nicht gesendet: {names}.",
                "Beim Beenden geht das verloren.",
                (Answer("stay", "Weiterarbeiten"), Answer("quit", "Trotzdem beenden")),
            )
        )

    def _allowed(self, table: int) -> Operator | None:
        operator = self.operator
        if operator is None:
            return None
        tab = self.desk.till.books.tab(table, training=operator.training)
        try:
            self.desk.till.require_access(operator, tab)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            return None
        return operator

    def _answered(self, notice: object, answer: object) -> None:
        if notice == QUIT:
            self.desk.board.solve(QUIT)
            if answer == "quit":
                self.window.close()

    # The clock.

    def tick(self) -> None:
        """The clock on every screen; each minute the minutes on tables too."""
        till = self.desk.till
        now = wording.clock(till.now(), till.zone)
        if now == self._clock:
            return
        self._clock = now
        self.window.show_clock(now)
        self.status.refresh()
        match self.window.shown:
            case "tables":
                self.tables.reload()
            case "orders":
                self.orders.refresh()
            case _:
                """The other screens show no minutes."""


class _Watchman:
    """What nobody caught is written down and told; the till goes on."""

    def __init__(self, board: NoticeBoard) -> None:
        self._board = board

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("nobody caught this", exc_info=(kind, error, trace))
        text = (
            "Das steht im Protokoll. Es kann weiter kassiert werden; bleibt es dabei, die Kasse neu starten."
        )
        self._board.post(Notice("uncaught", Level.FAULT, "Etwas ging nicht.", text))


class _Start:
    """From an empty window to a program at work; the till is opened on a thread of its own meanwhile."""

    def __init__(self, app: QApplication, window: Window, signin: SignInView, board: NoticeBoard) -> None:
        self._app = app
        self._window = window
        self._signin = signin
        self._board = board
        self._notices = BoardNotices(board)
        self._thread = ThreadPoolExecutor(1, "opening")
        self._lane = Tasks(self._thread)
        self._opening: Future[OpenTill] | None = None
        self._ended = False
        self._desk: Desk | None = None

    def begin(self, open_till: Callable[[Notices], OpenTill]) -> None:
        """Open the till; the window waits for it with its sign-in screen."""
        self._lane.run(partial(open_till, self._notices), asker=self._lane, then=self._opened)

    def _opened(self, done: Future[OpenTill]) -> None:
        self._opening = done
        if self._ended:
            return
        if done.exception() is not None:
            self._app.exit(1)
            return
        desk = self._desk = Desk(done.result(), self._board)
        self._notices.know(desk.till.house)
        program = Program(self._window, desk, self._signin)
        QTimer.singleShot(PREPARE_AFTER_MS, program, program.prepare)

    def end(self) -> None:
        """Let everything come to its end, also a till that was quit before it was open.

        Raises:
            BooksError: it could not be opened.
        """
        self._ended = True
        self._thread.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self._lane)
        if self._opening is None:
            return
        opened = self._opening.result()
        if self._desk is None:
            opened.close()
        else:
            self._desk.close()


def run(open_till: Callable[[Notices], OpenTill], *, window: tuple[int, int] | None = None) -> int:
    """Show the till until it is quit; the exit code.

    `open_till` is called on a thread of its own, so that the window is there at once. `window`: the size of a
    window in pixels; None: the whole screen, without a frame.

    Raises:
        BooksError: the till could not be opened; the window is gone by then.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["kasse"])
    app.setApplicationName("kasse")
    app.setQuitOnLastWindowClosed(False)  # the window says itself when it ends
    load_fonts()
    screen = app.primaryScreen()
    dpi = screen.physicalDotsPerInch()
    wide, high = window or (screen.size().width(), screen.size().height())
    wide, high = max(LEAST_WIDTH, wide), max(LEAST_HEIGHT, high)
    look = Look("light", Metrics.of(wide, high, dpi))
    look.set(ratio=screen.devicePixelRatio())
    look.dress(app)
    board = NoticeBoard()
    frame = Window(look, board)
    frame.resized.connect(lambda w, h: frame.take_metrics(Metrics.of(w, h, dpi)))
    frame.about_to_close.connect(app.quit)
    signin = SignInView(look)
    frame.add("signin", signin)
    signin.show_sign_in(SignIn("Die Kasse wird geöffnet …", "", ()))
    frame.show_view("signin")
    frame.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
    frame.resize(wide, high)
    if window is None:
        frame.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        frame.showFullScreen()
    else:
        frame.show()
    start = _Start(app, frame, signin, board)
    start.begin(open_till)
    before, sys.excepthook = sys.excepthook, _Watchman(board)
    try:
        code = app.exec()
    finally:
        sys.excepthook = before
        frame.hide()
        # Nothing of it may tick on: its timers go with it, before the lanes that they would ask.
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(frame, QEvent.Type.DeferredDelete)
        start.end()
    return code

"""From an empty window to a till at work, and to a good end."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kasse.ports.notices import Notices
from kasse.ui.board_notices import BoardNotices
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.giving_way import short_turns
from kasse.ui.notices import Level, Notice, NoticeBoard
from kasse.ui.program import Program
from kasse.ui.signin.view import SignIn, SignInView
from kasse.ui.tasks import Tasks
from kasse.ui.theme.fonts import load_fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics, least_of
from kasse.ui.window import Window

log = logging.getLogger(__name__)

PREPARE_AFTER_MS = 700
"""The first tap on the sign-in screen comes before the other screens are made, if it comes at once."""


def no_display() -> str:
    """A German sentence if there is nothing to show a window on; empty if there is."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        return "Hier ist kein Bildschirm, auf dem die Kasse sich zeigen kann."
    return ""


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
        self._lane.deliver()
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
    least = least_of(wide, high)
    wide, high = max(least[0], wide), max(least[1], high)
    look = Look("light", Metrics.of(wide, high, dpi))
    look.set(ratio=screen.devicePixelRatio())
    look.dress(app)
    board = NoticeBoard()
    frame = Window(look, board)
    frame.dpi = dpi
    frame.resized.connect(lambda _w, _h: frame.fit())
    frame.about_to_close.connect(app.quit)
    signin = SignInView(look)
    frame.add("signin", signin)
    signin.show_sign_in(SignIn("Die Kasse wird geöffnet …", "", ()))
    frame.show_view("signin")
    frame.setMinimumSize(*least)
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
        with short_turns():
            code = app.exec()
    finally:
        sys.excepthook = before
        frame.hide()
        # Nothing of it may tick on: its timers go with it, before the lanes that they would ask.
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(frame, QEvent.Type.DeferredDelete)
        start.end()
    return code

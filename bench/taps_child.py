"""A child that taps on articles of the order screen and times each tap to the end of the painting it causes.

    python -m bench.taps_child FOLDER ARTICLES TAPS

It prints the seconds of every tap, and those of taps on a bare widget of the size of the ticket that is filled
with one colour: what the window system, the event loop and the copy to the screen cost by themselves.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from bench.house import big_house
from kasse.app.drafts_file import DraftsFile
from kasse.app.shop import Shop, Wiring
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.giving_way import TURN
from kasse.ui.notices import NoticeBoard
from kasse.ui.program import Program
from kasse.ui.theme.fonts import load_fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.grid import MoreCell
from kasse.ui.window import Window
from kasse.usecases.till import Till

WIDTH, HEIGHT = 1280, 800
TABLE_AFTER = 60
"""So many taps on one table, then the next one: tickets of a length that happens."""
WARM = 30


def tap(widget: QWidget, at: QPointF) -> float:
    """Press, then time from the release, which is the tap, until nothing is left to paint."""
    left, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = widget.mapToGlobal(at)
    press = QMouseEvent(QEvent.Type.MouseButtonPress, at, where, left, left, keys)
    release = QMouseEvent(QEvent.Type.MouseButtonRelease, at, where, left, Qt.MouseButton.NoButton, keys)
    QCoreApplication.sendEvent(widget, press)
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    begun = time.perf_counter()
    QCoreApplication.sendEvent(widget, release)
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    return time.perf_counter() - begun


def application() -> QApplication:
    """The running one, or a new one with the program's fonts."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["kasse"])
    load_fonts()
    sys.setswitchinterval(TURN)  # as the program does while it shows its screens
    return app


def measure_taps(till: Till, taps: int, folder: Path) -> list[float]:
    """Seconds of each of so many taps on articles of an open till, table after table, page after page.

    What is tapped is kept in the folder meanwhile, as in a till at work.
    """
    look = Look("light", Metrics(WIDTH, HEIGHT))
    look.dress(application())
    board = NoticeBoard()
    window = Window(look, board)
    window.resize(WIDTH, HEIGHT)

    def nothing_waits() -> Mapping[str, int]:
        return {}

    drafts = DraftsFile(folder, till.books)
    opened = OpenTill(till, lambda: None, nothing_waits, lambda _a, _b: None, lambda: None, drafts=drafts)
    desk = Desk(opened, board)
    program = Program(window, desk)
    window.show()
    program.signed_in(next(iter(till.staff.operators.values())))
    tables = list(till.house.places)
    menu = till.catalogue.menus[-1].number
    orders = program.orders
    tiles = orders.view.middle.tiles
    ticket = Painted(orders.view.ticket)
    seconds = []
    for i in range(WARM + taps):
        if i % TABLE_AFTER == 0:
            program.open_table(tables[i // TABLE_AFTER % len(tables)])
            orders.card.choose_menu(menu)
            QApplication.processEvents()
        cell = i * 7 % tiles.cell_count()
        if isinstance(tiles.cell_key(cell), MoreCell):
            cell = 0
        before, ticket.seen = orders.draft.unsent, False
        seconds.append(tap(tiles, tiles.center_of(cell)))
        if orders.draft.unsent != before + 1 or not ticket.seen:
            sys.exit("a tap was lost, or nothing painted")
    window.close()
    desk.close()
    return seconds[WARM:]


class Painted(QObject):
    """Notes that a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


class _Bare(QWidget):
    """A tap fills it with a colour."""

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.white)
        painter.end()


def measure_bare(taps: int) -> list[float]:
    """Seconds of taps on the bare widget."""
    application()
    window = QWidget()
    window.resize(WIDTH, HEIGHT)
    bare = _Bare(window)
    bare.setGeometry(8, 64, 384, 672)
    window.show()
    seconds = [tap(bare, QPointF(100, 100)) for _ in range(WARM + taps)]
    window.close()
    return seconds[WARM:]


def main() -> None:
    """Run as a child."""
    folder, articles, taps = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    application()
    shop = Shop(folder, Wiring(pictures=False, threads=False), setup=big_house(articles).master)
    found = {"taps": measure_taps(shop.till, taps, folder), "floor": measure_bare(taps)}
    shop.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()

"""Screens in tests: one look for the whole run, windows of any size, fingers that tap cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kasse.cli.master_file import MasterFile, demo_master
from kasse.ui import language
from kasse.ui.notices import NoticeBoard
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.view import View
from kasse.ui.widgets.cells import Cells
from kasse.ui.window import Window
from kasse.usecases.pins import hash_pin
from tests.ui.at_work import TillAtWork, free, open_at_work
from tools import screen_samples as samples

SIZES = {
    "K": (1024, 640),
    "M": (1024, 768),
    "L low": (1280, 720),
    "L": (1280, 800),
    "L odd": (1366, 768),
    "L square": (1280, 1024),
    "XL": (1920, 1080),
    "tall": (768, 1024),
    "tall XL": (1080, 1920),
}


@pytest.fixture(autouse=True)
def _event_loops_go_on(qapp: QApplication) -> Iterator[None]:
    """Find who left an application that was not running: Qt ends every later event loop at once after that.

    Whatever waits for an answer would wait in vain, in tests that have done nothing wrong.
    """
    yield
    loop = QEventLoop()
    QTimer.singleShot(0, loop, loop.quit)
    if loop.exec() != 0:
        pytest.fail("QApplication.exit() was called outside of exec()", pytrace=False)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    made = Look("light", Metrics(1280, 800))
    made.dress(qapp)
    yield made
    made.changed.disconnect()
    language.speak(language.GERMAN)
    made.deleteLater()


@pytest.fixture
def show(look: Look) -> Iterator[Callable[[QWidget], QWidget]]:
    """Show a widget as large as the look's screen, and free it after the test."""
    shown: list[QWidget] = []

    def do(widget: QWidget) -> QWidget:
        m = look.metrics
        widget.resize(round(m.width * m.scale), round(m.height * m.scale))
        widget.show()
        QCoreApplication.processEvents()
        shown.append(widget)
        return widget

    yield do
    for widget in shown:
        widget.close()
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


def window_with(look: Look, screen: str) -> tuple[Window, View]:
    window = Window(look, NoticeBoard())
    window.status.show_devices(samples.DEVICES)
    window.status.show_place(*samples.PLACE)
    view = samples.SCREENS[screen](look)
    window.add(screen, view)
    window.show_clock(samples.CLOCK)
    window.show_operator(samples.OPERATOR)
    window.show_view(screen)
    return window, view


@dataclass
class Finger:
    """Touches cells of painted widgets by their index."""

    cells: Cells

    def point(self, index: int) -> QPoint:
        return self.cells.center_of(index).toPoint()

    def press(self, index: int) -> None:
        QTest.mousePress(self.cells, Qt.MouseButton.LeftButton, pos=self.point(index))

    def release(self, index: int) -> None:
        QTest.mouseRelease(self.cells, Qt.MouseButton.LeftButton, pos=self.point(index))

    def tap(self, index: int) -> None:
        self.press(index)
        self.release(index)

    def slide_off(self, index: int) -> None:
        self.press(index)
        away = QPoint(0, self.cells.height() - 1)
        QTest.mouseMove(self.cells, away)
        QTest.mouseRelease(self.cells, Qt.MouseButton.LeftButton, pos=away)

    def drag(self, start: QPointF, end: QPointF) -> None:
        QTest.mousePress(self.cells, Qt.MouseButton.LeftButton, pos=start.toPoint())
        QTest.mouseMove(self.cells, end.toPoint())
        QCoreApplication.processEvents()
        QTest.mouseRelease(self.cells, Qt.MouseButton.LeftButton, pos=end.toPoint())


class PaintWatch(QObject):
    """Adds up what is painted again, in pixels of the widgets watched."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.area = 0
        self.whole = sum(widget.width() * widget.height() for widget in widgets)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            for rect in event.region():  # type: ignore[attr-defined]
                self.area += rect.width() * rect.height()
        return False

    def after(self, deed: Callable[[], object]) -> float:
        """The share of the widgets that is painted for that deed."""
        QCoreApplication.processEvents()
        self.area = 0
        deed()
        QCoreApplication.processEvents()
        return self.area / self.whole


@pytest.fixture(scope="session")
def demo_house() -> MasterFile:
    """The demonstration house with its test PINs; hashing them takes its time, so once for all."""
    return demo_master(hash_pin)


@pytest.fixture
def at_work(tmp_path: Path, look: Look, qtbot: QtBot, demo_house: MasterFile) -> Iterator[TillAtWork]:
    """A till of the demonstration house, signed out, with nothing sold yet."""
    work = open_at_work(tmp_path, look, qtbot, demo_house.master, dict(demo_house.pins))
    yield work
    free(work)

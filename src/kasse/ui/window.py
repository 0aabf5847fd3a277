"""The window: one screen at a time, the status line below it, and the frame that says that this is practice."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QBrush, QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.notices import NoticeBoard
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, Box, Metrics
from kasse.ui.view import View
from kasse.ui.widgets.status_line import StatusLine

FRAME = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """How large everything shall be. calibrated: the scale that somebody set by hand; None: as the panel says."""

    calibrated: float | None = None
    text_percent: int = 100
    left_handed: bool = False


class _Frame(QWidget):
    """One side of the hatched frame; lets every tap through."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.tokens.color("warn_line"))
        painter.fillRect(self.rect(), QBrush(self._look.tokens.color("warn_ink"), Qt.BrushStyle.BDiagPattern))
        painter.end()


class Window(QWidget):
    """Frameless and without dialogs: whatever is asked opens inside the screen it belongs to."""

    about_to_close = Signal()
    refused = Signal()
    """A key that is off was tapped; the line for news says why."""
    view_shown = Signal(str)
    """Another screen is open; carries its name."""
    resized = Signal(int, int)
    """Width and height in pixels; whoever knows the panel's dpi has everything fitted."""

    def __init__(self, look: Look, board: NoticeBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.board = board
        self.setWindowTitle("kasse")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._views: dict[str, View] = {}
        self._shown: str | None = None
        self._training = False
        self.dpi = 100.0
        """Dots per inch as the panel reports them."""
        self.wish = Wish()
        self.status = StatusLine(look, self)
        self._frame = tuple(_Frame(look, self) for _ in range(4))
        for side in self._frame:
            side.hide()
        board.changed.connect(self._show_news)
        look.changed.connect(self._lay_out)

    def add(self, name: str, view: View) -> None:
        """Keep that screen under that name; it is made once and never destroyed while the window lives."""
        view.setParent(self)
        view.hide()
        view.refused.connect(self._refused)
        self._views[name] = view
        self._lay_out()

    def put_over_status(self, part: QWidget) -> None:
        """Something of the window's own over the status line, below the frame of practice."""
        part.raise_()
        for side in self._frame:
            side.raise_()

    def view(self, name: str) -> View:
        return self._views[name]

    @property
    def shown(self) -> str | None:
        """The name of the screen that is open."""
        return self._shown

    def show_view(self, name: str) -> None:
        """Open that screen; the others wait as they are."""
        before = self._shown
        self._shown = name
        view = self._views[name]
        view.show()
        view.raise_()
        for side in self._frame:
            side.raise_()
        if before is not None and before != name:
            self._views[before].hide()
        view.setFocus()
        if before != name:
            self.view_shown.emit(name)

    def show_clock(self, clock: str) -> None:
        for view in self._views.values():
            view.show_clock(clock)

    def show_operator(self, name: str) -> None:
        for view in self._views.values():
            view.show_operator(name)

    def show_training(self, *, on: bool) -> None:
        """Practice: a hatched amber frame round the window, and the word in the status line."""
        self._training = on
        self.status.show_training(on=on)
        for side in self._frame:
            side.setVisible(on)
            side.raise_()

    def take_metrics(self, metrics: Metrics) -> None:
        """The panel's measures are known: lay everything out for them."""
        self.look.set(metrics=metrics)

    def fit(self, wish: Wish | None = None) -> None:
        """Lay everything out for the size that the window has now, as large as is wished."""
        self.wish = wish = wish or self.wish
        self.take_metrics(
            Metrics.of(
                self.width(),
                self.height(),
                self.dpi,
                calibrated=wish.calibrated,
                text_percent=wish.text_percent,
                left_handed=wish.left_handed,
            )
        )

    def _refused(self, reason: str) -> None:
        self.board.say(reason)
        self.refused.emit()

    def _show_news(self) -> None:
        self.status.show_notice(self.board.shown, self.board.more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.width(), self.height())
        self._lay_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.about_to_close.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        m = self.look.metrics
        body = Box(0, 0, m.width, m.height - BAR).pixels(m.scale)
        for view in self._views.values():
            view.setGeometry(body)
        self.status.place(Box(0, m.height - BAR, m.width, BAR))
        whole = Box(0, 0, m.width, m.height).pixels(m.scale)
        thick = round(FRAME * m.scale)
        right, bottom = whole.width() - thick, whole.height() - thick
        sides = (
            QRect(0, 0, whole.width(), thick),
            QRect(0, bottom, whole.width(), thick),
            QRect(0, 0, thick, whole.height()),
            QRect(right, 0, thick, whole.height()),
        )
        for side, box in zip(self._frame, sides, strict=True):
            side.setGeometry(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look.tokens.color("ground"))
        painter.end()

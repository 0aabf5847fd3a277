"""What all screens have in common: the top bar, the layout after every change of size, the keyboard."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, Box, Metrics
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import Painted
from kasse.ui.widgets.top_bar import TopBar

ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right)


class View(Painted):
    """A screen without its foot. It draws and reports taps; what they mean is decided elsewhere."""

    bleed = 0
    spoken = ""
    """What a screen reader calls it."""
    back = Signal()
    signed_out = Signal()
    refused = Signal(str)
    """A key that is off was tapped; carries the reason, for the notice line."""

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, back: str = "", sign_out: bool = True
    ) -> None:
        super().__init__(look, parent)
        self.top = TopBar(look, self, back=back, sign_out=sign_out)
        self.top.back.connect(self.back)
        self.top.signed_out.connect(self.signed_out)
        self.top.refused.connect(self.refused)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.spoken)

    @property
    def metrics(self) -> Metrics:
        return self.look.metrics

    def lay_out(self, m: Metrics) -> None:
        """Give every part its place."""
        raise NotImplementedError

    def key(self, event: QKeyEvent) -> bool:
        """Do what that key of a keyboard means here; False when it means nothing."""
        return False

    def show_clock(self, clock: str) -> None:
        self.top.show_clock(clock)

    def show_operator(self, name: str) -> None:
        self.top.show_operator(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_all()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def looks_changed(self) -> None:
        self._lay_out_all()
        super().looks_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.key(event):
            return
        if event.key() == Qt.Key.Key_Escape and not self.top.back_key.isHidden():
            self.back.emit()
        elif event.key() in ARROWS and (cells := self.largest_cells()) is not None:
            cells.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            event.ignore()

    def largest_cells(self) -> Cells | None:
        """Where arrows lead: what fills most of the screen at this moment."""
        seen = (cells for cells in self.findChildren(Cells) if cells.isVisible() and cells.cell_count())
        return max(seen, key=lambda cells: cells.width() * cells.height(), default=None)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """Most screens are covered by their parts."""

    def _lay_out_all(self) -> None:
        m = self.metrics
        self._face = Box(0, 0, m.width, m.height - BAR)
        self.top.place(Box(0, 0, m.width, BAR))
        self.lay_out(m)


def digit_of(event: QKeyEvent) -> str:
    """The digit, comma, clear or back-space that a keyboard key means for the pad; empty for others."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    if event.key() == Qt.Key.Key_Backspace:
        return "back"
    if event.key() == Qt.Key.Key_Delete:
        return "C"
    if event.text() and event.text() in "0123456789":
        return event.text()
    return {"*": "×", ",": ",", ".": ","}.get(event.text(), "")

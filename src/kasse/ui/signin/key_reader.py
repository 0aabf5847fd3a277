"""The ears of the window for readers of cards and keys: every key that is pressed comes by here first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from kasse.ui.signin.wedge import STX, Wedge

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SILENT = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr, Qt.Key.Key_Control, Qt.Key.Key_NumLock}
)
"""Readers press them, too, to type a large letter."""


@dataclass(frozen=True, slots=True)
class _Press:
    """A key that was pressed, as it can be pressed again. at: seconds."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at: float

    def event(self) -> QKeyEvent:
        return QKeyEvent(QEvent.Type.KeyPress, self.key, self.modifiers, self.text)

    @property
    def sign(self) -> str:
        """The sign that it types; empty for keys that type none."""
        if self.modifiers & Qt.KeyboardModifier.AltModifier:
            return ""
        if self.modifiers & Qt.KeyboardModifier.ControlModifier:
            return STX if self.key == Qt.Key.Key_B else ""
        return self.text if len(self.text) == 1 and self.text.isprintable() else ""


class KeyReader(QObject):
    """Listens at the window and not at the widgets, where each key would come by several times.

    What turns out to be typing is delivered late, in order, to whoever has the focus then.
    """

    read = Signal(object)
    """A `Code`. Until `settle` is called keys wait."""
    typed = Signal()
    """A hand has pressed a key."""

    def __init__(self, window: QWidget, monotonic: Callable[[], float]) -> None:
        super().__init__(window)
        self._window = window
        self._monotonic = monotonic
        self._wedge: Wedge[_Press] = Wedge()
        self._asked: Sequence[_Press] = ()
        """What was typed for the code that somebody looks up."""
        self._asking = False
        self._late: list[_Press] = []
        """Keys that were pressed meanwhile."""
        self._handle: QWindow | None = None
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._too_late)
        window.installEventFilter(self)
        if window.isVisible():
            self._listen()

    def watch(self, prefix: str, *, haste: bool) -> None:
        """Listen for codes that begin so; haste: also for whatever is typed faster than by hand."""
        if (prefix, haste) != (self._wedge.prefix, self._wedge.watches_haste):
            self._deliver()
            self._wedge.prefix, self._wedge.watches_haste = prefix, haste

    def settle(self, *, taken: bool) -> None:
        """The code that was read last was taken; or it was not, and so it was typed after all."""
        asked, self._asked, self._asking = self._asked, (), False
        if not taken:
            self._send(asked)
        while self._late and not self._asking:
            press = self._late.pop(0)
            if not self._hold(press):
                self._send([press])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Show:
                self._listen()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.isAutoRepeat():
            return False
        if event.key() in _SILENT:
            return False
        press = _Press(event.key(), event.modifiers(), event.text(), self._monotonic())
        if self._asking:
            self._late.append(press)
            return True
        is_held = self._hold(press)
        if not is_held:
            self.typed.emit()
        return is_held

    def _hold(self, press: _Press) -> bool:
        """Whether the key is held back; whatever was held before it, and is no code, is delivered."""
        wedge = self._wedge
        if press.key in _ENDS:
            code = wedge.end(press.at)
            if code is None:
                self._deliver()
                return False
            self._over.stop()
            self._asked = (*wedge.let_go(), press)
            self._asking = True
            self.read.emit(code)
            return True
        if wedge.is_over(press.at):
            self._deliver()
        if press.sign and self._take(press):
            return True
        self._deliver()
        return bool(press.sign) and self._take(press)  # a beginning, after what turned out to be none

    def _take(self, press: _Press) -> bool:
        is_held = self._wedge.take(press.sign, press.at, press)
        if is_held:
            self._over.start(int(1000 * self._wedge.patience) + 1)
        return is_held

    def _too_late(self) -> None:
        """No sign came in time; by the clock, since a timer may be early for a reader whose keys have to wait."""
        if self._wedge.is_over(self._monotonic()):
            self._deliver()
        elif self._wedge.held:
            self._over.start()

    def _deliver(self) -> None:
        """What was held is no code."""
        self._over.stop()
        self._send(self._wedge.let_go())

    def _send(self, presses: Sequence[_Press]) -> None:
        for press in presses:
            self.typed.emit()
            target = QApplication.focusWidget() or self._window
            QCoreApplication.sendEvent(target, press.event())

    def _listen(self) -> None:
        """Qt makes the window itself when it is first shown, and again when its kind changes."""
        handle = self._window.windowHandle()
        if handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

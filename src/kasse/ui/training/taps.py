"""Counts what a hand does at the window: a tap, a long press, a drag and a typed key are one each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget

from kasse.ui.signin.key_reader import KeyReader


class TapCounter(QObject):
    """Listens while it is wanted only: nobody else's taps are anybody's business."""

    counted = Signal()

    def __init__(self, window: QWidget, keys: KeyReader, aside: Callable[[QPoint], bool]) -> None:
        """`aside`: whether a tap at that place of the window is none of the job's."""
        super().__init__(window)
        self._window = window
        self._aside = aside
        self._handle: QWindow | None = None
        self.count = 0
        keys.typed.connect(self._one_more)
        keys.read.connect(self._one_more)

    @property
    def counts(self) -> bool:
        """Whether it listens."""
        return self._handle is not None

    def begin(self) -> None:
        """From now on, from nothing."""
        self.count = 0
        if self._handle is None:
            self._handle = self._window.windowHandle()
            self._handle.installEventFilter(self)

    def end(self) -> None:
        """Listen no more; what was counted stays."""
        if self._handle is not None:
            self._handle.removeEventFilter(self)
            self._handle = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A finger comes by twice, as a touch and as the mouse that it stands for: the mouse counts.
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and not self._aside(event.position().toPoint())
        ):
            self._one_more()
        return False

    def _one_more(self) -> None:
        if self._handle is not None:
            self.count += 1
            self.counted.emit()

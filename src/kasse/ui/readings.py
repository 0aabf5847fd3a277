"""Who wants what a reader for cards and keys has read; without anybody, it is a sign-in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class Readings(QObject):
    """Lives on the GUI thread beside the screens."""

    changed = Signal()
    """Somebody else wants it now, or nobody."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Callable[[str], None] | None = None

    @property
    def wanted(self) -> Callable[[str], None] | None:
        """Takes readings in the place of a sign-in; None: nobody does."""
        return self._wanted

    def want(self, take: Callable[[str], None] | None) -> None:
        """From now on readings go there; None: they are sign-ins again."""
        self._wanted = take
        self.changed.emit()

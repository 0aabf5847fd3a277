"""News for the person at the till: from any thread onto the one line that the screen keeps for it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

INFO_MS = 4000
ANSWER_MS = 8000
"""So long at least stands an information that can be answered, above all by taking back what it tells."""


class Level(Enum):
    """INFO goes by itself after four seconds; WARNING and FAULT stay until they are solved."""

    INFO = 1
    WARNING = 2
    FAULT = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A key beside a notice; the label is the verb ("An Schank drucken")."""

    key: Hashable
    label: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened (title); what is safe and what to do (text); up to two answers.

    The key names the matter: a later notice with the same key replaces the earlier one.
    """

    key: Hashable
    level: Level
    title: str
    text: str = ""
    answers: tuple[Answer, ...] = ()
    icon: str = ""


class NoticeBoard(QObject):
    """Holds what has to be told. post() and solve() may be called on any thread; the rest is the GUI's."""

    changed = Signal()
    _posted = Signal(object)
    _solved = Signal(object)

    def __init__(self, parent: QObject | None = None, *, info_ms: int = INFO_MS) -> None:
        super().__init__(parent)
        self._open: dict[Hashable, Notice] = {}
        self._usual_ms = self._info_ms = info_ms
        self._turned_to: Hashable | None = None
        self._posted.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._solved.connect(self._drop, Qt.ConnectionType.QueuedConnection)

    def show_infos(self, seconds: int | None) -> None:
        """How long short information stands from now on; None: as usual."""
        self._info_ms = self._usual_ms if seconds is None else seconds * 1000

    def post(self, notice: Notice) -> None:
        """Tell that news on the GUI thread, soon."""
        self._posted.emit(notice)

    def solve(self, key: Hashable) -> None:
        """That matter is settled; an unknown one is no error, for it may have gone by itself."""
        self._solved.emit(key)

    def say(self, title: str, text: str = "", *answers: Answer) -> None:
        """A short information about what was just tapped. GUI thread only: shown at once."""
        self._take(Notice("said", Level.INFO, title, text, answers))

    @property
    def shown(self) -> Notice | None:
        """A short information first, since it goes by itself; then the gravest, of equals the newest.

        After `turn` it is the one that was turned to, until something changes.
        """
        if self._turned_to in self._open:
            return self._open[self._turned_to]
        newest_first = list(reversed(self._open.values()))
        infos = [notice for notice in newest_first if notice.level is Level.INFO]
        return infos[0] if infos else max(newest_first, key=lambda notice: notice.level.value, default=None)

    def turn(self) -> None:
        """Show the next one of those that are open."""
        keys = list(self._open)
        shown = self.shown
        if shown is not None:
            self._turned_to = keys[(keys.index(shown.key) + 1) % len(keys)]
            self.changed.emit()

    @property
    def more(self) -> int:
        """How many others there are."""
        return max(0, len(self._open) - 1)

    def all(self) -> tuple[Notice, ...]:
        return tuple(self._open.values())

    @Slot(object)
    def _take(self, notice: Notice) -> None:
        self._open.pop(notice.key, None)
        self._open[notice.key] = notice
        self._turned_to = None
        if notice.level is Level.INFO:
            stands = max(self._info_ms, ANSWER_MS) if notice.answers else self._info_ms
            QTimer.singleShot(stands, self, self._dropper(notice))
        self.changed.emit()

    def _dropper(self, notice: Notice) -> Callable[[], None]:
        def drop() -> None:
            if self._open.get(notice.key) is notice:
                self._drop(notice.key)

        return drop

    @Slot(object)
    def _drop(self, key: Hashable) -> None:
        if self._open.pop(key, None) is not None:
            self.changed.emit()

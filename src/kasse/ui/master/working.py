"""Long work with a file: how far it is comes to the screen, and the wish to stop goes to whoever does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from kasse.sheets.progress import Progress
from kasse.ui.desk import Desk
from kasse.ui.master.page import Page
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.tasks import Tasks
from kasse.ui.widgets import fact_sheet as f

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen

T = TypeVar("T")

SECONDS = 0.3
"""What is done sooner shows no bar: it would only flicker."""
STOPPING = "Es wird gerade abgebrochen."


class Watch(QObject):
    """One piece of work. `tell` is called on its lane, everything else on the GUI thread."""

    moved = Signal()
    """It has come further, and lasts long enough to be shown."""
    _told = Signal(int)

    def __init__(self, desk: Desk, words: str, *, kept: bool, parent: QObject) -> None:
        """`words`: what is being done. `kept`: it goes on when somebody leaves the page."""
        super().__init__(parent)
        self.words = words
        self.kept = kept
        self.percent = 0
        self.stopped = False
        self.seen = False
        """Whether the bar is to be seen."""
        self._now = desk.monotonic
        self._since = self._now()
        self._last = -1
        self._told.connect(self._move)

    def tell(self, done: int, total: int) -> bool:
        """See `kasse.sheets.progress.Progress`."""
        percent = 100 * done // total if total else 0
        if self.stopped or not isValid(self):
            return False
        if percent != self._last:
            self._last = percent
            self._told.emit(percent)
        return True

    def stop(self) -> None:
        """Stop at the next row, unless it is booked already."""
        self.stopped = True

    def _move(self, percent: int) -> None:
        self.percent = percent
        self.seen = self.seen or self._now() - self._since >= SECONDS
        if self.seen:
            self.moved.emit()

    def sheet(self, title: str) -> f.Sheet:
        """How far it is, for the page."""
        words = STOPPING if self.stopped else self.words
        blocks: tuple[f.Block, ...] = (
            f.Meter(words, f"{self.percent} %", 10 * self.percent),
            f.Words("Verkauft werden kann weiter.", quiet=True),
        )
        return f.Sheet(title, blocks)


class WorkingPage(Page):
    """A page that has long work done, one piece at a time: with a bar once it lasts, and a key that stops it."""

    def __init__(self, screen: MasterScreen) -> None:
        super().__init__(screen)
        self._watch: Watch | None = None

    @property
    def doing(self) -> str:
        """What is being done, in words; empty: nothing."""
        return "" if self._watch is None else self._watch.words

    def do(
        self,
        lane: Tasks,
        words: str,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        kept: bool = False,
    ) -> None:
        """Have something done, and say so meanwhile. `kept`: `then` is called also when somebody has left."""
        screen = self.screen
        self._watch = watch = Watch(screen.desk, words, kept=kept, parent=screen)
        watch.moved.connect(self._moved)

        def end() -> None:
            self._watch = None
            watch.deleteLater()

        def over() -> None:
            end()
            if screen.page is self:
                self.show()

        def done(result: T) -> None:
            end()
            if kept or screen.page is self:
                then(result)

        def refused(reason: str) -> None:
            if watch.stopped and not kept:
                self.stopped()
            screen.desk.board.say(reason)
            over()

        self.show()
        screen.desk.do(lane, lambda: work(watch.tell), asker=screen, then=done, refused=refused, failed=over)

    def stopped(self) -> None:
        """What was only looked at was given up."""

    def stop(self) -> bool:
        """Stop the work; False: there is none."""
        if self._watch is None:
            return False
        self._watch.stop()
        self.show()
        return True

    def shows_work(self, title: str) -> bool:
        """Show the bar; False: there is no work that lasts."""
        watch = self._watch
        if watch is None or not watch.seen:
            return False
        self.screen.view.open_detail(watch.sheet(title), (), None, "")
        self.screen.view.show_foot(Foot("", "Abbrechen", STOPPING if watch.stopped else ""))
        return True

    def may_leave(self) -> bool:
        """Nobody waits any more for what was only looked at; what is written or booked comes to its end."""
        if self._watch is not None and not self._watch.kept:
            self._watch.stop()
        return True

    def _moved(self) -> None:
        screen = self.screen
        if screen.page is self and screen.view.isVisible() and not screen.leaving.asks:
            self.show()

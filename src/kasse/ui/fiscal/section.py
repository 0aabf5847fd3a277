"""What every section of the back office has in common: it makes pages, and decides what taps on them mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.fiscal.office import Office
from kasse.ui.fiscal.page import Page
from kasse.ui.tasks import Tasks
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.till import Till

T = TypeVar("T")


class Host(Protocol):
    """The screen that the sections stand in."""

    desk: Desk
    office: Office

    @property
    def operator(self) -> Operator | None:
        """Who is signed in."""

    def ask(self, ask: TextAsk, answered: Callable[[str], None]) -> None:
        """Have words typed. `answered` may raise Refused: what was typed stays, the reason is told; or ask for more."""

    def go(self, section: str) -> None:
        """Open another section."""


class Section(QObject):
    """One tab. Made once; `enter` and `leave` come in turn."""

    key = ""
    label = ""
    renewed = Signal()
    """The page is another one now."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self.host = host
        self.desk = host.desk
        self.till: Till = host.desk.till
        self.office = host.office
        self._at_work = False
        self._patience = host.desk.patience()

    def enter(self) -> None:
        """It is on the screen from now on."""

    def leave(self) -> None:
        """It is not on the screen any more; work in hand goes on."""

    def page(self) -> Page:
        """What is to be seen now."""
        raise NotImplementedError

    def chosen(self, key: object) -> None:
        """A tap on something of the page."""
        raise NotImplementedError

    def close(self) -> None:
        """The way back of a page of choices."""

    def refresh(self) -> None:
        """Something else of the till has changed."""
        self.renewed.emit()

    def tick(self) -> None:
        """Time has passed: answers are older now."""
        self.renewed.emit()

    def hand_over(self) -> None:
        """Somebody else is signed in than before: what only the one before may know is forgotten."""

    def stop(self) -> None:
        """The program ends: long work is broken off."""

    @property
    def working(self) -> bool:
        """Whether a deed is under way: its key waits for the answer."""
        return self._at_work

    def lacking(self, right: Right = Right.SETTINGS) -> str:
        """Why whoever is signed in may not do it; empty if he may."""
        operator = self.host.operator
        return "" if operator is None else wording.missing_right(self.till.staff, operator, right)

    def work(
        self,
        lane: Tasks,
        deed: Callable[[], T],
        then: Callable[[T], None],
        refused: Callable[[str], None] | None = None,
        *,
        repeats: bool = False,
    ) -> None:
        """Have a deed done; only one of a section at a time, and a double tap does it once.

        `repeats`: quick taps are meant, each of them.
        """
        if self._at_work or not (repeats or self._patience.allows):
            return
        self._patience.start()
        self._at_work = True
        self.renewed.emit()

        def over() -> None:
            self._at_work = False

        def done(answer: T) -> None:
            over()
            then(answer)
            self.renewed.emit()

        def was_refused(reason: str) -> None:
            over()
            (refused or self.desk.board.say)(reason)
            self.renewed.emit()

        def failed() -> None:
            over()
            self.renewed.emit()

        self.desk.do(lane, deed, asker=self, then=done, refused=was_refused, failed=failed)


def refused_by(check: Callable[[], object]) -> str:
    """Why that cannot be; empty if it can."""
    try:
        check()
    except Refused as refusal:
        return str(refusal)
    return ""

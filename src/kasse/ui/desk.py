"""What the screens have at hand: the open till, its lanes, the line for news; and how a deed is done from a tap."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from kasse.domain.refused import OnlyPractice, Refused
from kasse.ports.books import BooksError, Order
from kasse.ports.drafts import KeptDrafts
from kasse.ports.fiscal import Secured
from kasse.ports.foot import Foot
from kasse.ports.habits import KeptHabits
from kasse.ports.secrets import Secrets
from kasse.ports.sound import Player
from kasse.ports.touch_layouts import ReadyLayouts
from kasse.settings.declared.screen import SAME_TAP
from kasse.ui.guest import GuestBoard
from kasse.ui.notices import Level, Notice, NoticeBoard
from kasse.ui.readings import Readings
from kasse.ui.tasks import IdleLane, Tasks
from kasse.usecases.book_order import secure_order
from kasse.usecases.secure_pending import Noted, secure_note
from kasse.usecases.till import Changed, Till

if TYPE_CHECKING:
    from kasse.ui.fiscal.office import Office

T = TypeVar("T")
log = logging.getLogger(__name__)

BOOKS = "books"
SAME_TAP_SECONDS = SAME_TAP.default / 1000
"""A second tap on a key that sends or pays within this time is the same tap, where no setting says otherwise."""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper that a printer without paper keeps. `picture` reads it as PNG; b"" if none was drawn."""

    printer: str
    number: int
    printed_at: datetime
    title: str
    """The first words on it."""
    picture: Callable[[], bytes]


def no_papers() -> Sequence[KeptPaper]:
    """For a till all of whose printers have paper."""
    return ()


@dataclass(frozen=True, slots=True)
class OpenTill:
    """An open till as it is handed to the screens. Everything but `till` may be called on any thread."""

    till: Till
    wake: Callable[[], None]
    """There may be something to print."""
    waiting: Callable[[], Mapping[str, int]]
    """How many papers wait for each printer."""
    reroute: Callable[[str, str], None]
    """Give what waits for one printer to another, and let that one work."""
    close: Callable[[], None]
    """Let go of everything; nothing may be asked of the till afterwards."""
    papers: Callable[[], Sequence[KeptPaper]] = no_papers
    """The last papers of virtual printers, newest first. Reads files, so not on the screen's thread."""
    office: Office | None = None
    """What the law of the country asks of whoever leads the house; None where it asks nothing."""
    secrets: Secrets | None = None
    """Where passwords are kept; None where there is no such place."""
    drafts: KeptDrafts | None = None
    """Where what is not sent yet outlives the program; None: it does not. Written on the lane `unsent` only."""
    pictures: Path | None = None
    """Where the pictures of articles lie; None: there are none. Read on the lane `background` only."""
    habits: KeptHabits | None = None
    """Where it is kept how lists are looked at; None: nowhere. Written on the lane `unsent` only."""
    layouts: ReadyLayouts | None = None
    """Where a background program lays touch layouts ready; None: these books are this till's alone."""
    foot: Foot | None = None
    """Whom the foot of the screens asks besides devices; None: there is nothing to tell."""
    player: Player | None = None
    """Who plays tones; None: it is quiet."""


class Patience:
    """Tells a second tap from a tap twice: `allows` is False for a moment after `start`."""

    def __init__(
        self, monotonic: Callable[[], float], seconds: Callable[[], float] = lambda: SAME_TAP_SECONDS
    ) -> None:
        self._now = monotonic
        self._seconds = seconds
        self._until = float("-inf")

    def start(self) -> None:
        """From now on for a moment, taps belong to the one that was just made."""
        self._until = self._now() + self._seconds()

    @property
    def allows(self) -> bool:
        """Whether a tap is a new one."""
        return self._now() >= self._until


class Desk(QObject):
    """Lives on the GUI thread and outlives every screen.

    `books` does quick deeds in order, `signing` those that wait for the signing device, `background` whatever
    takes long; `unsent` writes down what is not sent yet; `looks` asks devices how they are, `drives` what is
    plugged in, and nobody waits for these. A deed that is refused or fails is told in the line for news; the screen
    is told too.
    """

    changed = Signal(object)
    """A deed was done; carries the `Changed` of its answer."""
    done = Signal(object)
    """A deed was done; carries its answer."""
    refused = Signal()
    """Something was not done, and the line for news says why."""
    practised = Signal()
    """Whoever practises did something all right that is done in earnest only."""
    signing_changed = Signal()

    def __init__(
        self,
        opened: OpenTill,
        board: NoticeBoard,
        parent: QObject | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self.till = opened.till
        self.board = board
        self.guests = GuestBoard(self)
        self.readings = Readings(self)
        self.monotonic = monotonic
        self._executors = [
            ThreadPoolExecutor(1, "books"),
            ThreadPoolExecutor(1, "signing"),
            ThreadPoolExecutor(2, "background"),
            ThreadPoolExecutor(1, "unsent"),
        ]
        self.books, self.signing, self.background, self.unsent = (
            Tasks(lane, self) for lane in self._executors
        )
        self._idle = [IdleLane("looks"), IdleLane("drives")]
        self.looks, self.drives = (Tasks(lane, self) for lane in self._idle)
        self.signed: bool | None = None
        """How the last securing went; None: nothing was to be secured so far."""

    @property
    def busy(self) -> bool:
        """Whether answers are still to come."""
        return any(
            lane.waiting for lane in (self.books, self.signing, self.background, self.looks, self.drives)
        )

    def patience(self) -> Patience:
        """For one key."""
        return Patience(self.monotonic, lambda: self.till.settings[SAME_TAP] / 1000)

    def do(
        self,
        lane: Tasks,
        work: Callable[[], T],
        *,
        asker: QObject,
        then: Callable[[T], None] | None = None,
        refused: Callable[[str], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Have a deed done on a lane. Exactly one of `then`, `refused`, `failed` is called, on the GUI thread.

        What was refused is told in the line for news unless `refused` takes it; what failed is always told there.
        """

        def answered(done: Future[T]) -> None:
            error = done.exception()
            if isinstance(error, OnlyPractice):
                self.practised.emit()
            if isinstance(error, Refused):
                self.refused.emit()
                (refused or self.board.say)(str(error))
            elif error is not None:
                self._tell_failure(error)
                if failed is not None:
                    failed()
            else:
                self.board.solve(BOOKS)
                if then is not None:
                    then(done.result())
                self._spread(done.result())
                self.done.emit(done.result())

        lane.run(work, asker=asker, then=answered)

    def secure(self, order: Order) -> None:
        """Have a sent order signed, behind whatever waits for the device already."""
        self.do(self.signing, partial(secure_order, self.till, order), asker=self, then=self.note_secured)

    def secure_note(self, noted: Noted) -> None:
        """The same for an interim bill, or a drawer that was opened."""
        if noted.note is not None:
            work = partial(secure_note, self.till, noted.note)
            self.do(self.signing, work, asker=self, then=self.note_secured)

    def note_secured(self, secured: Secured | None) -> None:
        """Remember how securing went."""
        if secured is None:
            return
        before, self.signed = self.signed, secured.is_signed
        if before != self.signed:
            self.signing_changed.emit()

    def close(self) -> None:
        """Let the lanes finish what they have begun, then let go of the till."""
        for idle in self._idle:
            idle.shutdown()
        for lane in self._executors:
            lane.shutdown(wait=True)
        self.opened.close()

    def _spread(self, result: object) -> None:
        changed = result if isinstance(result, Changed) else getattr(result, "changed", Changed.NOTHING)
        self.opened.wake()
        if isinstance(result, Noted):
            self.secure_note(result)
        if changed:
            self.changed.emit(changed)

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, BooksError):
            log.warning("the books could not do it: %s", error)
            text = str(error)
        else:
            log.error("a deed failed", exc_info=error)
            text = "Bitte noch einmal versuchen; bleibt es dabei, die Kasse neu starten."
        title = "Das ist nicht gebucht worden."
        self.board.post(Notice(BOOKS, Level.FAULT, title, text))


def once(till: Till, deed: Callable[[UUID], T], key: UUID | None = None) -> Callable[[], T]:
    """The deed with a key of its own. When the books do not say whether they have it, the key is looked up."""
    own_key = key or uuid4()

    def work() -> T:
        try:
            return deed(own_key)
        except BooksError:
            if till.books.booked(own_key) is None:
                raise
            return deed(own_key)  # it is there: the same key books nothing and answers as the first time

    return work

"""The daily self-check at work: carried out in the background after each closing, sealed, and told in one light."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.app.lane import Lane
from kasse.domain.refused import Refused
from kasse.ports.books import Books, BooksError
from kasse.ports.notices import Level, Notice, Notices
from kasse.ports.outbox import JobKind, Outbox
from kasse.ports.self_check import CheckState, Examined, Found, Light
from kasse.usecases.close_day import CHECKS
from kasse.usecases.self_check import Plan, check_state, next_plan, record_check

log = logging.getLogger(__name__)

TOPIC = "self_check"
START_SECONDS = 5.0
"""So long after the start whoever signs in has the machine to himself."""
LOOK_SECONDS = 20.0
"""How often the lane looks whether something has been closed. A check does not have to come at once."""
RETRY_SECONDS = 600.0
"""So long after a check that could not be made it is tried again."""
BREAK_OFF_SECONDS = 2.0
"""So long a check that is broken off may take; nothing of it has to be kept."""
_ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)
_TITLES = {
    Light.AMBER: "Selbstprüfung: Etwas ist zu tun.",
    Light.RED: "Selbstprüfung: Die Aufzeichnungen brauchen Aufmerksamkeit.",
}
Tell = Callable[[str, float], bool]
"""See `kasse.app.beside.Tell`."""
Examine = Callable[[Tell, Path, Plan], Examined | None]


def beside(tell: Tell, folder: Path, plan: Plan) -> Examined | None:
    """Examine in a process of its own, for a till at work."""
    from kasse.app.beside import run_beside
    from kasse.app.examining import examine

    return run_beside(tell, examine, folder, plan, end_seconds=BREAK_OFF_SECONDS)


def nothing_more() -> Sequence[Found]:
    """For a till without a signing device that could be asked."""
    return ()


class SelfCheck:
    """The self-check of one till. Any thread may call."""

    def __init__(
        self,
        folder: Path,
        books: Books,
        outbox: Outbox,
        notices: Notices,
        *,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        examine: Examine = beside,
        device_found: Callable[[], Sequence[Found]] = nothing_more,
    ) -> None:
        """`device_found`: what the signing device says of itself; may wait for it."""
        self._folder = folder
        self._books = books
        self._outbox = outbox
        self._notices = notices
        self._now = now
        self._zone = zone
        self._examine = examine
        self._device_found = device_found
        self._running = threading.Lock()
        self._told: tuple[Light, str] | None = None

    def state(self) -> CheckState:
        """How things stand, for the light. Quick.

        Raises:
            BooksError: the books cannot be read.
        """
        return check_state(self._books, now=self._now(), zone=self._zone)

    def is_due(self) -> bool:
        """Whether something was closed that has not been checked.

        Raises:
            BooksError: the books cannot be read.
        """
        return bool(self._outbox.due(CHECKS, _ANY_TIME, kind=JobKind.SELF_CHECK, limit=1))

    def run(self, tell: Tell = lambda _step, _part: True) -> CheckState | None:
        """Check now, seal the outcome, tell it. None: `tell` answered no, and nothing is written.

        Raises:
            Refused: a check is under way.
            BooksError: the books cannot be read, or the outcome could not be written.
        """
        if not self._running.acquire(blocking=False):
            raise Refused("Es wird gerade schon geprüft. Bitte einen Augenblick warten.")
        try:
            asked = self._outbox.due(CHECKS, _ANY_TIME, kind=JobKind.SELF_CHECK, limit=10_000)
            examined = self._examine(tell, self._folder, next_plan(self._books, self._now()))
            if examined is None:
                return None
            also = self._device_found()
            try:
                record_check(self._books, examined, also, at=self._now())
            except BooksError:
                self._tell_unwritten(examined)
                raise
            for job in asked:
                self._outbox.done(job.id)
            return self.tell()
        finally:
            self._running.release()

    def tell(self) -> CheckState:
        """Put what is wrong on the line for news, or take it off; the same is not told twice.

        Raises:
            BooksError: the books cannot be read.
        """
        state = self.state()
        title = _TITLES.get(state.light)
        news = (state.light, state.headline)
        if news != self._told:
            if title is not None:
                self._notices.post(Notice(TOPIC, Level.WARNING, title, state.headline))
            elif self._told is not None and self._told[0] in _TITLES:
                self._notices.clear(TOPIC)
            self._told = news
        return state

    def tell_failure(self, error: Exception) -> None:
        """A check could not be made."""
        text = f"{error} Es wird später noch einmal versucht."
        self._notices.post(Notice(TOPIC, Level.WARNING, "Die Selbstprüfung ließ sich nicht ausführen.", text))
        self._told = (Light.AMBER, text)

    @property
    def today(self) -> date:
        """The day on the wall."""
        return self._now().astimezone(self._zone).date()

    def _tell_unwritten(self, examined: Examined) -> None:
        if examined.found:
            worst = max(examined.found, key=lambda found: found.light.gravity)
            self._notices.post(Notice(TOPIC, Level.WARNING, _TITLES[worst.light], worst.text))
            self._told = (worst.light, worst.text)


class CheckLane(Lane):
    """Checks when something was closed, and looks once a day whether a date has passed."""

    def __init__(self, check: SelfCheck) -> None:
        super().__init__("self-check", first_look=START_SECONDS, after_trouble=RETRY_SECONDS)
        self._check = check
        self._day: date | None = None

    def run_once(self) -> float:
        """Do what is due; returns seconds until the next look."""
        try:
            if self._check.is_due():
                self._check.run(lambda _step, _part: self.goes_on())
            elif self._day != self._check.today:
                self._check.tell()
            self._day = self._check.today
        except Refused:
            return LOOK_SECONDS  # somebody checks by hand
        except BooksError as error:
            log.warning("the self-check could not be made: %s", error)
            self._check.tell_failure(error)
            return RETRY_SECONDS
        return LOOK_SECONDS

"""*Selbstprüfung*: what is wrong, since when, what is due by when; and a check at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from kasse.ports.self_check import AREA_NAMES, CheckState, Fault, Light
from kasse.ui import wording
from kasse.ui.fiscal.page import Page, PageKey
from kasse.ui.fiscal.section import Host, Section
from kasse.ui.widgets.fact_sheet import Block, Fact, Heading, Meter, Sheet, Tone, Words

TONES = {Light.NONE: Tone.WAITING, Light.GREEN: Tone.GOOD, Light.AMBER: Tone.WARN, Light.RED: Tone.BAD}
_HEADLINES = {
    Light.NONE: "Noch nicht geprüft. Nach dem ersten Tagesabschluss geschieht das von selbst.",
    Light.GREEN: "Alles in Ordnung.",
    Light.AMBER: "Etwas ist zu tun. Die Aufzeichnungen stimmen.",
    Light.RED: "Etwas stimmt nicht oder eine Frist ist verstrichen.",
}
_EXPLAINED = (
    "Geprüft werden nach jedem Tagesabschluss: die Kette der Bücher, Nummern, Summen und Signaturen, "
    "der DSFinV-K-Export, die TSE-Archive, die TSE selbst und die Fristen. Verkauft wird dabei weiter."
)


class CheckSection(Section):
    """Reads the state of the self-check; runs one on demand, with progress and a way to stop it."""

    key = "check"
    label = "Selbstprüfung"
    told = Signal(str, float)
    """How far a check is; from the lane."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(host, parent)
        self._state: CheckState | None = None
        self._trouble = ""
        self._step, self._part = "", 0.0
        self._stopped = False
        self.told.connect(self._tell)

    def enter(self) -> None:
        """Read how things stand."""
        self.refresh()

    def tick(self) -> None:
        """A check by itself may have ended, or a date have passed."""
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        self.desk.background.run(self.office.state, asker=self, then=self._read)

    def _read(self, done: Future[CheckState]) -> None:
        error = done.exception()
        if isinstance(error, (BooksError, Refused)):
            self._trouble = str(error)
        elif error is not None:
            raise error
        else:
            self._state, self._trouble = done.result(), ""
        self.renewed.emit()

    def page(self) -> Page:
        """What is wrong left, the last check or the one in hand right."""
        now, zone = self.till.now(), self.till.zone
        left = faults_sheet(self._state, self._trouble, now, zone)
        right = Sheet("Prüfung", tuple(self._progress() if self.working else self._last(now, zone)))
        if self.working:
            off = "Die Prüfung hört gerade auf." if self._stopped else ""
            return Page(left, right, 60, (PageKey("stop", "Prüfung abbrechen", "x", off),))
        main = PageKey("check", "Jetzt prüfen", "shield-check", self.lacking())
        return Page(left, right, 60, main=main)

    def _progress(self) -> Iterator[Block]:
        words = self._step or "Beginnt gerade"
        yield Meter(words, f"{round(100 * self._part)} %", round(1000 * self._part))
        yield Words("Die Prüfung läuft nebenher; es kann weiter verkauft werden.", quiet=True)

    def _last(self, now: datetime, zone: ZoneInfo) -> Iterator[Block]:
        checked = self._state.checked_at if self._state is not None else None
        if checked is None:
            yield Words("Es wurde noch nie geprüft.", Tone.WAITING)
        else:
            yield Fact("Zuletzt geprüft", wording.day_and_clock(checked, zone))
        yield Words(_EXPLAINED, quiet=True)

    def chosen(self, key: object) -> None:
        """Check, or stop it."""
        if key == "stop":
            self._stopped = True
        elif key == "check" and not self.working:
            self._step, self._part, self._stopped = "", 0.0, False
            self.work(self.desk.background, self._check, self._checked)

    def _check(self) -> CheckState | None:
        """On a lane."""
        return self.office.check(self._told)

    def _told(self, step: str, part: float) -> bool:
        """On a lane."""
        if self._stopped or not isValid(self):
            return False
        self.told.emit(step, part)
        return True

    def stop(self) -> None:
        """See `Section`."""
        self._stopped = True

    def _tell(self, step: str, part: float) -> None:
        self._step, self._part = step, part
        self.renewed.emit()

    def _checked(self, state: CheckState | None) -> None:
        if state is None:
            self.desk.board.say("Die Prüfung ist abgebrochen.", "Was vorher galt, gilt weiter.")
        else:
            self._state = state
            self.desk.board.say(f"Geprüft: {_HEADLINES[state.light]}")


def faults_sheet(state: CheckState | None, trouble: str, now: datetime, zone: ZoneInfo) -> Sheet:
    """Every fault with its history."""
    blocks: list[Block] = []
    if trouble:
        blocks.append(Words(trouble, Tone.BAD))
    if state is None:
        blocks += [] if trouble else [Words("Der Stand wird gelesen.", Tone.WAITING)]
        return Sheet("Stand", tuple(blocks))
    blocks.append(Words(_HEADLINES[state.light], TONES[state.light], strong=True))
    today = now.astimezone(zone).date()
    for fault in state.faults:
        blocks += _fault(fault, today, zone)
    if state.more:
        blocks.append(Words(f"Und {wording.count(state.more, 'weiterer Fund', 'weitere Funde')} dieser Art."))
    return Sheet("Stand", tuple(blocks))


def _fault(fault: Fault, today: date, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading(AREA_NAMES[fault.area])
    yield Words(fault.text, TONES[fault.light])
    yield Fact("Seit", wording.day_and_clock(fault.since, zone))
    if fault.due is not None:
        late = fault.due < today
        yield Fact("Zu erledigen bis", wording.day(fault.due), Tone.BAD if late else Tone.WAITING)

"""*Nachschau*: period, place, progress, outcome: what an auditor who stands at the counter gets, in minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from kasse.domain.refused import Refused
from kasse.settings.kinds import Day
from kasse.ui import wording
from kasse.ui.fiscal.office import HandedOut, HandOut
from kasse.ui.fiscal.page import ChoicePage, Page, PageKey, Sheet
from kasse.ui.fiscal.periods import Named, Period, period_of
from kasse.ui.fiscal.places import PlaceQuestion
from kasse.ui.fiscal.section import Host, Section
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.choices import Section as Choices
from kasse.ui.widgets.fact_sheet import Block, Fact, Heading, Meter, Tone, Words
from kasse.ui.widgets.text_entry import TextAsk

FREE = "free"


class What(Enum):
    """What can be handed out."""

    AUDIT = "audit"
    DSFINVK = "dsfinvk"
    TSE = "tse"


NAMES = {
    What.AUDIT: ("Paket für die Prüfung", "nachschau"),
    What.DSFINVK: ("DSFinV-K", "dsfinvk"),
    What.TSE: ("TSE-Archive", "tse"),
}
CONTENTS = (
    "Übersicht als PDF: alle Abschlüsse, Ausfälle, Funde",
    "DSFinV-K mit Selbsttest",
    "TSE-Archive (TAR) mit Prüfsummen",
    "Ausfallbericht der TSE",
    "Änderungen an Stammdaten und Einstellungen",
    "Journal des Betriebs",
    "Verfahrensdokumentation dieser Kasse",
)


@dataclass(frozen=True, slots=True)
class Work:
    """What is being handed out."""

    what: What
    target: Path


class VisitSection(Section):
    """Writing runs in the background; selling goes on, and so does the work when another section is opened."""

    key = "visit"
    label = "Nachschau"
    told = Signal(str, float)
    """How far the work is; from the lane."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(host, parent)
        self._named: Named | None = Named.MONTH
        self._free = Period(None, None)
        self._closings: int | None = None
        self._question: PlaceQuestion | None = None
        self._work: Work | None = None
        self._step, self._part = "", 0.0
        self._steps: list[str] = []
        self._stopped = False
        self._outcome: HandedOut | str | None = None
        self.told.connect(self._tell)

    @property
    def period(self) -> Period:
        """The period that is chosen."""
        today = self.till.now().astimezone(self.till.zone).date()
        return self._free if self._named is None else period_of(self._named, today)

    def enter(self) -> None:
        """Count the closings of the period."""
        self._question = None
        self._count()

    def refresh(self) -> None:
        """A day may have been closed meanwhile."""
        if not self.working:
            self._count()

    def _count(self) -> None:
        period = self.period

        def count() -> int:
            bons = self.till.books.bons
            return sum(
                period.holds(day.business_date)
                for terminal in self.till.house.terminals
                for day in bons.days(terminal, 1, 2**31)
            )

        def counted(closings: int) -> None:
            if period == self.period:
                self._closings = closings
                self.renewed.emit()

        self.desk.do(self.desk.background, count, asker=self, then=counted)

    # Showing.

    def page(self) -> Page:
        """Choosing, working, or what came of it."""
        if self._work is not None and self.working:
            off = "Es wird gerade abgebrochen." if self._stopped else ""
            return Page(
                Sheet(NAMES[self._work.what][0], tuple(self._progress(self._work))),
                keys=(PageKey("stop", "Abbrechen", "x", off),),
            )
        if self._outcome is not None:
            return Page(outcome_sheet(self._outcome), main=PageKey("end", "Fertig", "check"))
        if self._question is not None:
            return Page(self._question.page())
        off = self.lacking()
        return Page(
            self._periods(),
            Sheet("Das kommt hinein", tuple(self._preview())),
            50,
            keys=(
                PageKey(What.DSFINVK, "Nur DSFinV-K", "file-text", off),
                PageKey(What.TSE, "Nur TSE-Archive", "archive", off),
            ),
            main=PageKey(What.AUDIT, "Paket für die Prüfung", "download", off),
        )

    def _periods(self) -> ChoicePage:
        choices = [Choice(each, each.value, chosen=each is self._named) for each in Named]
        sub = str(self._free) if self._named is None else ""
        choices.append(Choice(FREE, "Freier Zeitraum", sub, chosen=self._named is None))
        return ChoicePage("Zeitraum", (Choices("", tuple(choices)),), str(self.period), "")

    def _preview(self) -> Iterator[Block]:
        yield Fact("Zeitraum", str(self.period))
        if self._closings is None:
            yield Fact("Tagesabschlüsse", "werden gezählt …", Tone.WAITING)
        elif self._closings:
            yield Fact("Tagesabschlüsse", wording.number(self._closings))
        else:
            yield Words(
                "In diesem Zeitraum ist noch kein Tag abgeschlossen. Bitte einen anderen wählen oder den Tag "
                "abschließen.",
                Tone.WARN,
            )
        yield Heading("Paket für die Prüfung")
        for text in CONTENTS:
            yield Words(text, icon="file-text")
        yield Words("Der laufende Tag ist erst nach seinem Abschluss dabei.", quiet=True)

    def _progress(self, work: Work) -> Iterator[Block]:
        words = self._step or "Beginnt gerade"
        yield Meter(words, f"{round(100 * self._part)} %", round(1000 * self._part))
        for step in self._steps:
            done = step != self._step
            yield Words(step, Tone.GOOD if done else Tone.WAITING)
        yield Fact("Ziel", str(work.target))
        yield Words("Verkauft werden kann weiter. Den Stick bitte stecken lassen.", quiet=True)

    # Taps.

    def chosen(self, key: object) -> None:
        """A period, what to hand out, a place, or the end of it."""
        if self._question is not None:
            self._question.choose(key)
            return
        match key:
            case "stop":
                self._stopped = True
            case "end":
                self._outcome = None
            case Named():
                self._named, self._closings = key, None
                self._count()
            case "free":
                self._ask_first()
            case What() if not self.working:
                self._question = PlaceQuestion(
                    self, f"{NAMES[key][0]} speichern", str(self.period), partial(self._write, key)
                )

    def close(self) -> None:
        """No place after all; from the periods back to the tables."""
        self._question = None

    def _ask_first(self) -> None:
        first, last = self.period.first, self.period.last
        hint = "Der erste Tag, der dabei ist."
        text = "" if first is None else f"{first:%d.%m.%Y}"
        ask = TextAsk("Von", text, "Weiter", placeholder="01.11.2026", hint=hint, most=10, lift=False)

        def answered(typed: str) -> None:
            self.host.ask(_last_ask(last), partial(self._typed_last, _day(typed)))

        self.host.ask(ask, answered)

    def _typed_last(self, first: date, typed: str) -> None:
        last = _day(typed)
        if last < first:
            raise Refused(f"Bitte einen Tag ab dem {first:%d.%m.%Y} angeben.")
        self._free, self._named, self._closings = Period(first, last), None, None
        self._count()

    def _write(self, what: What, folder: Path) -> None:
        self._question = None
        if self.working:
            return
        period = self.period
        at = self.till.now().astimezone(self.till.zone)
        target = folder / f"{NAMES[what][1]}-{period.stem}-{at:%H%M%S}"
        self._work, self._outcome = Work(what, target), None
        self._step, self._part, self._steps, self._stopped = "", 0.0, [], False
        deeds: dict[What, HandOut] = {
            What.AUDIT: self.office.audit,
            What.DSFINVK: self.office.dsfinvk,
            What.TSE: self.office.tse_archives,
        }

        def deed() -> HandedOut | None:
            return deeds[what](self._told, target, period.first, period.last)

        self.work(self.desk.background, deed, self._done, self._refused)

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
        if step and step not in self._steps:
            self._steps.append(step)
        self.renewed.emit()

    def _done(self, outcome: HandedOut | None) -> None:
        self._work = None
        if outcome is None:
            self.desk.board.say("Abgebrochen.", "Es ist nichts geschrieben.")
            return
        self._outcome = outcome

    def _refused(self, reason: str) -> None:
        self._work = None
        self._outcome = reason


def outcome_sheet(outcome: HandedOut | str) -> Sheet:
    """What was written, or why nothing was."""
    if isinstance(outcome, str):
        return Sheet(
            "Nichts geschrieben",
            (Words(outcome, Tone.BAD, strong=True), Words("An den Büchern hat sich nichts geändert.")),
        )
    return Sheet("Gespeichert", tuple(_outcome(outcome)))


def _outcome(outcome: HandedOut) -> Iterator[Block]:
    if outcome.findings:
        count = wording.count(len(outcome.findings), "Fund", "Funde")
        yield Words(f"Vollständig geschrieben. Die Prüfung hat {count}.", Tone.WARN, strong=True)
    else:
        yield Words(
            "Vollständig geschrieben und geprüft. Es gibt nichts zu beanstanden.", Tone.GOOD, strong=True
        )
    for finding in outcome.findings:
        yield Words(finding, Tone.BAD)
    for hint in outcome.hints:
        yield Words(hint, icon="info")
    yield Fact("Liegt in", str(outcome.target))
    for label, value in outcome.facts:
        yield Fact(label, value)
    yield Words("Den Stick vor dem Abziehen am Rechner auswerfen.", quiet=True)
    if outcome.files:
        yield Heading("Dateien")
        for name in outcome.files:
            yield Words(name, quiet=True)


def _last_ask(last: date | None) -> TextAsk:
    text = "" if last is None else f"{last:%d.%m.%Y}"
    hint = "Der letzte Tag, der dabei ist."
    return TextAsk("Bis", text, placeholder="30.11.2026", hint=hint, most=10, lift=False)


def _day(typed: str) -> date:
    day = Day().read(typed)
    if day is None:
        raise Refused("Bitte ein Datum in der Form 31.12.2026 angeben.")
    return day

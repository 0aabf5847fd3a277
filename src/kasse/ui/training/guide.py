"""Leads somebody who practises through the common jobs, and counts how many taps each takes him."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import QObject, QPoint

from kasse.domain.business import table_name
from kasse.domain.catalogue import Article
from kasse.domain.staff import Operator
from kasse.settings.declared.card_reader import PIN_ALONE
from kasse.ui.desk import Desk
from kasse.ui.notices import Level
from kasse.ui.signin.key_reader import KeyReader
from kasse.ui.training.jobs import JOBS, Job, JobKey
from kasse.ui.training.strip import FOLDED, Lesson, TrainingStrip
from kasse.ui.training.taps import TapCounter
from kasse.ui.training.watch import Tables, Watch
from kasse.ui.window import Window
from kasse.usecases.sign_in import pin_length
from kasse.usecases.till import Till

USUAL_TABLE = 12
LEAST_PIN = 4


class Phase(Enum):
    """How far a job is."""

    WAITING = auto()
    """Something must be done before its taps count."""
    RUNNING = auto()
    DONE = auto()


class Guide(QObject):
    """Lives on the GUI thread beside the screens. For whoever practises it is a key in the status line, until opened."""

    def __init__(self, window: Window, desk: Desk, keys: KeyReader) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._till = desk.till
        self._operator: Operator | None = None
        self._watch: Watch | None = None
        self._tables = Tables(USUAL_TABLE, USUAL_TABLE + 1)
        self._names: Mapping[str, str] = {}
        self._jobs: tuple[Job, ...] = JOBS
        self._place = 0
        self._phase = Phase.WAITING
        self._best: dict[tuple[int, JobKey], int] = {}
        """By operator and job, since the program was started."""
        self.strip = TrainingStrip(window.look, window)
        self.strip.hide()
        window.put_over_status(self.strip)
        self.taps = TapCounter(window, keys, self._is_aside)
        self.taps.counted.connect(self._show)
        self.strip.opened.connect(self._open)
        self.strip.folded.connect(self._fold)
        self.strip.next_asked.connect(self._next)
        desk.changed.connect(self._look)
        desk.practised.connect(self._practised)
        desk.board.changed.connect(self._show)
        window.view_shown.connect(self._look)

    @property
    def job(self) -> Job:
        """The job that is to be done now."""
        return self._jobs[self._place]

    @property
    def phase(self) -> Phase:
        """How far it is."""
        return self._phase

    def serve(self, operator: Operator | None) -> None:
        """Somebody signed in; None: nobody is there any more."""
        changing = self._phase is Phase.RUNNING and self.job.key is JobKey.CHANGE and self.strip.is_open
        if operator is not None and changing:
            self._finish()
        practises = operator is not None and operator.training
        if not practises:
            if not changing or operator is not None:
                self.taps.end()
                if self._phase is Phase.RUNNING:
                    self._phase = Phase.WAITING
            self.strip.hide()
            self._window.status.reserve(0)
            return
        if self._operator is None or operator != self._operator:
            self._take(operator)
        self._look()
        self._show()

    def _take(self, operator: Operator | None) -> None:
        """Begin the list for somebody else."""
        if operator is None:
            return
        done = self._phase is Phase.DONE and self.job.key is JobKey.CHANGE
        self._operator = operator
        self._tables = tables_of(self._till)
        self._names = names_of(self._till, self._tables)
        self._watch = Watch(self._till, operator, self._tables)
        jobs = tuple(self._for(job, operator) for job in JOBS if self._till.staff.may(operator, job.right))
        if not done:
            self._jobs, self._place = jobs or JOBS[:1], 0
            self.strip.unfold(on=False)
            self._phase = Phase.WAITING

    def _for(self, job: Job, operator: Operator) -> Job:
        """Whoever has no card changes by PIN, which takes more."""
        if job.key is not JobKey.CHANGE or operator.card:
            return job
        alone, length = self._till.settings[PIN_ALONE], pin_length(self._till)
        steps = ["Abmelden", *([] if alone else ["Name"]), "PIN", *([] if length else ["Anmelden"])]
        return replace(job, way="; ".join(steps), aim=len(steps) - 1 + (length or LEAST_PIN))

    # What is tapped on the strip.

    def _is_aside(self, place: QPoint) -> bool:
        return self.strip.isVisible() and self.strip.geometry().contains(place)

    def _open(self) -> None:
        self.strip.unfold(on=True)
        self._begin()

    def _fold(self) -> None:
        self.taps.end()
        self.strip.unfold(on=False)
        self._show()

    def _next(self) -> None:
        self._place = (self._place + 1) % len(self._jobs)
        self._begin()

    # What the till does.

    def _begin(self) -> None:
        self.taps.end()
        self._phase = Phase.WAITING
        self._look()
        self._show()

    def _look(self, *_: object) -> None:
        """Something has changed, or another screen is open."""
        if not self.strip.is_open or self._watch is None or self._operator is None:
            return
        if self._phase is Phase.WAITING and not self._before():
            self._watch.begin()
            self._phase = Phase.RUNNING
            self.taps.begin()
        elif self._phase is Phase.RUNNING and self._watch.is_done(self.job.key):
            self._finish()
        self._show()

    def _practised(self) -> None:
        if self._phase is Phase.RUNNING and self.job.key in (JobKey.SOLD_OUT, JobKey.CLOSE):
            self._finish()
            self._show()

    def _finish(self) -> None:
        self.taps.end()
        self._phase = Phase.DONE
        if self._operator is not None:
            known = self._operator.number, self.job.key
            self._best[known] = min(self.taps.count, self._best.get(known, self.taps.count))

    def _before(self) -> str:
        """What has to be done before the taps count; empty: nothing."""
        job = self.job
        if job.needs and self._watch is not None:
            table = self._tables.one if job.needs == "table" else self._tables.other
            if not self._watch.is_open(table):
                return f"Zuerst an {self._names[job.needs]} etwas bestellen und senden."
        if job.start and self._window.shown != job.start:
            return (
                "Gezählt wird ab dem Tischplan."
                if job.start == "tables"
                else f"Gezählt wird, sobald {self._names['table']} offen ist."
            )
        return ""

    # Showing.

    def _show(self) -> None:
        operator, news = self._operator, self._desk.board.shown
        if operator is None or self._window.shown == "signin":
            return
        is_short = news is not None and news.level is Level.INFO and self._phase is not Phase.DONE
        self.strip.setVisible(not (self.strip.is_open and is_short))
        self._window.status.reserve(0 if self.strip.is_open else FOLDED)
        if self.strip.is_open:
            self.strip.show_lesson(self._lesson(operator, alert=news is not None and not is_short))

    def _lesson(self, operator: Operator, *, alert: bool) -> Lesson:
        job = self.job
        title = f"Übung {self._place + 1} von {len(self._jobs)} · {job.words(self._names)}"
        best = self._best.get((operator.number, job.key))
        if self._phase is Phase.WAITING:
            return Lesson(title, self._before(), alert=alert)
        if self._phase is Phase.RUNNING:
            note = f"So geht es am kürzesten: {job.way}" if best is None else f"Bisher am besten: {best}"
            return Lesson(title, note, job.aim, self.taps.count, alert=alert)
        count = self.taps.count
        said = "Geschafft, kürzer geht es nicht." if count <= job.aim else "Geschafft."
        way = f"Bisher am besten: {best}" if count <= job.aim else f"Kürzer: {job.way}"
        last = self._place == len(self._jobs) - 1
        label = "Von vorn" if last else "Weiter"
        return Lesson(
            f"Übung {self._place + 1} von {len(self._jobs)} · {said}",
            way,
            job.aim,
            count,
            label,
            done=True,
            alert=alert,
        )


def tables_of(till: Till) -> Tables:
    """Two tables of this house to practise at."""
    places = sorted(place.number for place in till.house.places.values() if place.active)
    numbers = [number for number in places if number >= USUAL_TABLE] or places
    numbers = [*numbers, *(number for number in places if number not in numbers)]
    one = numbers[0] if numbers else USUAL_TABLE
    return Tables(one, numbers[1] if len(numbers) > 1 else one + 1)


def names_of(till: Till, tables: Tables) -> Mapping[str, str]:
    """What the words of the jobs call an article and the tables."""
    article = _usual_article(till)
    return {
        "article": article.name if article else "ein Artikel",
        "table": table_name(tables.one),
        "other": table_name(tables.other),
    }


def _usual_article(till: Till) -> Article | None:
    """The first one of the first card that asks nothing when it is tapped."""
    catalogue = till.catalogue
    numbers = (n for menu in catalogue.menus for section in menu.sections for n in section.articles)
    found = (catalogue.articles.get(number) for number in numbers)
    return next(
        (a for a in found if a and a.active and not (a.open_price or a.side_groups or a.function)),
        None,
    )

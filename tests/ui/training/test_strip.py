"""The strip of whoever practises says every job in full on the smallest screen, and hides nothing that must be seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from kasse.ui.notices import Level, Notice
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import LEAST_HEIGHT, LEAST_WIDTH, Metrics
from kasse.ui.training.jobs import JOBS, Job, JobKey
from kasse.ui.training.strip import Lesson, TrainingStrip
from tests.ui.at_work import TillAtWork
from tests.ui.test_views_fit import TextWatch
from tests.ui.training.test_guide import Practice

Show = Callable[[QWidget], QWidget]
NAMES = {"article": "Pils vom Fass 0,5", "table": "Tisch 112", "other": "Tisch 114"}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.key)
def test_every_job_is_said_in_full(look: Look, show: Show, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    look.set(metrics=Metrics(LEAST_WIDTH, LEAST_HEIGHT))
    watch = TextWatch(monkeypatch)
    strip = TrainingStrip(look)
    title = f"Übung 10 von 10 · {job.words(NAMES)}"
    strip.show_lesson(Lesson(title, f"So geht es am kürzesten: {job.way}", job.aim, 12))
    strip.unfold(on=True)
    show(strip)
    strip.lay_out()
    strip.grab()
    assert watch.cut == []
    assert job.words(NAMES) in strip.accessibleName()


def test_news_that_stays_has_a_key_that_shows_it(at_work: TillAtWork) -> None:
    at_work.sign_in("Übungsbediener")
    practice = Practice(at_work)
    practice.begin(JobKey.ORDER)
    at_work.desk.board.post(Notice("printer:Schank", Level.WARNING, "Schank: kein Papier."))
    at_work.until(lambda: practice.strip.lesson.alert)
    assert practice.strip.isVisible()
    practice.touch(practice.strip.fold_key)
    assert "kein Papier" in at_work.notice
    assert not practice.strip.fold_key.isVisible()


def test_short_news_is_seen_before_the_list_comes_back(at_work: TillAtWork) -> None:
    at_work.sign_in("Übungsbediener")
    practice = Practice(at_work)
    practice.begin(JobKey.ORDER)
    at_work.desk.board.say("Das ging nicht.")
    assert not practice.strip.isVisible()
    at_work.desk.board.solve("said")
    at_work.until(practice.strip.isVisible)

"""Playing days: each is rehearsed on throw-away books first, so that nothing of a faulty day is played half."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum

from kasse.cli.play.format import Day, Step
from kasse.cli.play.playing import Outcome, Play
from kasse.cli.play.stage import Stage
from kasse.cli.play.summary import Playing
from kasse.cli.toml_source import FileRefused, Problem
from kasse.domain.master import Master
from kasse.domain.refused import Refused


class Phase(StrEnum):
    """What is going on, for those who watch."""

    REHEARSAL = "Probe"
    PLAY = "Spiel"


Rehearsal = Callable[[], AbstractContextManager[Stage]]
"""Opens a till in a throw-away copy of the books; what is played there is gone when the block ends."""

Progress = Callable[[Phase, float], None]
"""Told how far a phase has come, from 0 to 1."""

EVERY = 50
"""After so many steps somebody is told, and asked whether to go on."""


def play(
    days: Sequence[Day],
    stage: Stage,
    *,
    rehearse: Rehearsal | None = None,
    progress: Progress = lambda _phase, _part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Playing:
    """Play days one after the other and tally what they came to.

    With `rehearse` all of them are played on throw-away books first, and only if no step fails there for real.
    When `cancelled` answers yes, playing ends after the step at hand; what was played stays.

    Raises:
        FileRefused: the books hold another house or later acts; a step was refused, or ended not as expected:
            file and line. After a rehearsal without fault that means that the two went different ways, and the
            text says that the steps before stand in the books.
        BooksError: the books could not be written.
    """
    if rehearse is not None:
        with rehearse() as throw_away:
            rehearsed = rehearse_days(days, throw_away, progress=progress, cancelled=cancelled)
        if rehearsed.cancelled:
            return Playing(cancelled=True)
    return _play_all(days, stage, Phase.PLAY, progress, cancelled)


def rehearse_days(
    days: Sequence[Day],
    throw_away: Stage,
    *,
    progress: Progress = lambda _phase, _part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Playing:
    """Play days on throw-away books, for callers who open the real ones only if nothing fails there.

    Raises:
        FileRefused: as `play`.
        BooksError: as `play`.
    """
    return _play_all(days, throw_away, Phase.REHEARSAL, progress, cancelled)


def _play_all(
    days: Sequence[Day],
    stage: Stage,
    phase: Phase,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Playing:
    tally = Playing()
    for number, day in enumerate(days):
        _check_books(day, stage)
        tally.days += 1
        tally.started_at = tally.started_at or day.start
        if day.seed is not None and day.seed not in tally.seeds:
            tally.seeds.append(day.seed)
        stage.set_clock(day.start)
        play = Play(stage, stage.till, tally)
        for step in day.steps:
            if step.index % EVERY == 0:
                progress(phase, (number + step.index / len(day.steps)) / len(days))
                if cancelled():
                    tally.cancelled = True
                    return tally
            _do(play, day, step, phase)
            tally.steps += 1
            tally.ended_at = step.at
    progress(phase, 1.0)
    return tally


def _do(play: Play, day: Day, step: Step, phase: Phase) -> None:
    play.stage.set_clock(step.at)
    operator = play.operators.get(step.by)
    expect = step.expect
    outcome = Outcome()
    try:
        outcome = step.deed(play, operator)
    except Refused as refusal:
        if expect.refused is None or expect.refused not in str(refusal):
            wanted = f" Erwartet war: „{expect.refused}“." if expect.refused else ""
            raise _failed(day, step, phase, f"{refusal}{wanted}") from refusal
        play.tally.refusals += 1
    else:
        if expect.refused is not None:
            text = f"Erwartet war die Ablehnung „{expect.refused}“, es ging aber."
            raise _failed(day, step, phase, text)
    if expect.sights:
        for text in expect.misses(play, operator, outcome):
            raise _failed(day, step, phase, text)


def _failed(day: Day, step: Step, phase: Phase, text: str) -> FileRefused:
    where = day.name if step.line else f"{day.name}, Schritt {step.index + 1}"
    so_far = " Die Schritte davor stehen in den Büchern." if phase is Phase.PLAY and step.index else ""
    return FileRefused([Problem(where, step.line, f"„{step.verb}“: {text}{so_far}")])


def _check_books(day: Day, stage: Stage) -> None:
    """Refuse books that hold another house, or acts from after the day's start."""
    till = stage.till
    if not same_house(day.master, till.master):
        raise _unfit(day, "Im Datenordner steht ein anderer Betrieb. Bitte mit --data einen leeren wählen.")
    if till.zone != day.zone:
        raise _unfit(day, f"Die Kasse geht nach der Uhr von {till.zone.key}, der Tag nach {day.zone.key}.")
    latest = till.books.journal(limit=1)
    if latest and latest[0].at > day.start:
        begin, last = day.start.astimezone(day.zone), latest[0].at.astimezone(day.zone)
        raise _unfit(
            day,
            f"Der Tag beginnt am {begin:%d.%m.%Y um %H:%M}, im Journal steht aber schon etwas vom "
            f"{last:%d.%m.%Y um %H:%M}. Bitte einen späteren Beginn oder einen anderen Datenordner wählen.",
        )


def _unfit(day: Day, text: str) -> FileRefused:
    return FileRefused([Problem(day.name, 0, text)])


def same_house(one: Master, other: Master) -> bool:
    """Whether numbers mean the same in both: articles, tables, people, ways to pay. PIN hashes may differ."""
    return one.catalogue == other.catalogue and one.house == other.house and _people(one) == _people(other)


def _people(master: Master) -> list[tuple[int, str, int, bool, bool]]:
    staff = master.staff.operators.values()
    return sorted((o.number, o.name, o.level, o.training, o.active) for o in staff)

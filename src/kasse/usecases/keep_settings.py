"""Care for the stored settings: earlier keys move to those of today, and what does not fit is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kasse.ports.books import ActKind
from kasse.ports.notices import Level, Notice, Notices
from kasse.settings import Setting
from kasse.settings.declared import ALL
from kasse.settings.upgrade import moves
from kasse.settings.values import Problem
from kasse.usecases.till import Till

TOPIC = "settings"


def move_former(till: Till, declared: Iterable[Setting[Any]] = ALL) -> int:
    """Store what stands under earlier keys under those of today; returns how many texts moved.

    Raises:
        BooksError: it could not be written.
    """
    found = moves(till.settings.stored, declared)
    if found:
        with till.books.act(ActKind.SETTING, at=till.now()) as act:
            for move in found:
                act.save_setting(move.old, None, move.scope)
                if move.text is not None:
                    act.save_setting(move.new, move.text, move.scope)
        till.read_settings()
    return len(found)


def tell_problems(till: Till, notices: Notices) -> None:
    """Tell what is stored and does not fit, or that it is solved."""
    problems = till.settings.problems(ALL)
    if not problems:
        notices.clear(TOPIC)
        return
    count = len(problems)
    title = (
        "Eine Einstellung passt nicht mehr." if count == 1 else f"{count} Einstellungen passen nicht mehr."
    )
    notices.post(Notice(TOPIC, Level.WARNING, title, f"Bitte neu wählen: {listed(problems)}."))


def listed(problems: Iterable[Problem]) -> str:
    """Their labels, the first four."""
    labels = list(dict.fromkeys(f"„{problem.setting.label}“" for problem in problems))
    return ", ".join(labels[:4]) + (" …" if len(labels) > 4 else "")

"""Rows are changed behind the screen, all of them or none; what does not fit comes back with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from kasse.domain.refused import Refused
from kasse.sheets import Problem
from kasse.sheets.check import problems
from kasse.sheets.rules import rules_of
from kasse.ui.desk import once
from kasse.usecases.change_master import Edit, MasterChanged, change_master, edited

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen

Refusals = Callable[[tuple[Problem, ...]], None]


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why it was refused, and where the problems lie."""

    reason: str
    problems: tuple[Problem, ...]


class Saving:
    """One save at a time. What could not be saved stays as it was typed."""

    def __init__(self, screen: MasterScreen) -> None:
        self._screen = screen
        self.busy = False

    def save(self, edits: Sequence[Edit], then: Callable[[], None], wrong: Refusals) -> None:
        """Save, then do what follows; `wrong` hears where problems lie."""
        if self.busy:
            return
        self.busy = True
        screen = self._screen
        till, who, board = screen.till, screen.who, screen.desk.board

        def done(result: MasterChanged | Unfit) -> None:
            self.busy = False
            if isinstance(result, MasterChanged):
                screen.lists.renew(till.master)
                screen.look_again()
                then()
                screen.show_tree()
                screen.leaving.follow()
            else:
                board.say(result.reason)
                screen.leaving.end(show=False)
                wrong(result.problems)

        def refused(reason: str) -> None:
            failed()
            board.say(reason)

        def failed() -> None:
            self.busy = False
            screen.leaving.end(show=False)
            screen.page.kept()

        def work(key: UUID) -> MasterChanged | Unfit:
            try:
                return change_master(till, who, edits, key=key)
            except Refused as refusal:
                # Looked at again for the place of each problem.
                found = problems(till.master, edited(till.master, edits), rules_of(till.settings))
                if not found:
                    raise
                return Unfit(str(refusal), found)

        screen.desk.do(
            screen.desk.books, once(till, work), asker=screen, then=done, refused=refused, failed=failed
        )

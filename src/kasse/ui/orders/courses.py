"""Courses that wait on the order screen: which one is next, and the key that calls it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kasse.ui.orders.actions import OrderAction
from kasse.ui.widgets.key_face import KeyText
from kasse.usecases.call_course import call_course, waiting_courses
from kasse.usecases.till import Changed

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen

NOTHING_WAITS = "Auf diesem Tisch wartet kein Gang auf Abruf."


class Courses:
    """The kitchen is called with one tap; the key for sides, which are chosen before sending, says so meanwhile."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen

    @property
    def next(self) -> int:
        """The course that is called next; 0: none waits."""
        return min(waiting_courses(self._screen.till, self._screen.tab), default=0)

    @property
    def key(self) -> KeyText | None:
        """What stands on the key while it calls; None: it is that of the sides."""
        course = self.next
        if not course or self._screen.draft_line is not None:
            return None
        return KeyText(f"Abruf {course}. Gang", icon="flame", icon_above=True, narrow=True)

    def off(self) -> dict[OrderAction, str]:
        """Whether nothing can be called, and why."""
        return {OrderAction.CALL: "" if self.next else NOTHING_WAITS}

    def subs(self) -> dict[OrderAction, str]:
        """Which course is next."""
        return {OrderAction.CALL: f"{self.next}. Gang" if self.next else ""}

    def call(self) -> None:
        """The next course is wanted now."""
        screen, course = self._screen, self.next
        if not course:
            screen.desk.board.say(NOTHING_WAITS)
            return

        def called(_changed: Changed) -> None:
            screen.reload_tab()
            screen.desk.board.say(f"Der {course}. Gang ist abgerufen.")
            screen.refresh()

        work = partial(call_course, screen.till, screen.operator, screen.table, course)
        screen.desk.do(screen.desk.books, work, asker=screen, then=called)

"""Courses: the earliest one of a table is prepared at once, later ones wait until they are called."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.settings.declared.ordering import HOLD_COURSES
from kasse.usecases.follow_ups import course_calls
from kasse.usecases.till import Changed, Till


def waiting_courses(till: Till, tab: Tab | None) -> tuple[int, ...]:
    """The courses that are sent and wait to be called, the next one first; none where the house does not wait."""
    return tab.waiting_courses if tab is not None and till.settings[HOLD_COURSES] else ()


def begin_courses(till: Till, tab: Tab) -> Tab:
    """The tab after an order: where no course was called yet, the earliest one goes at once."""
    if tab.called or not till.settings[HOLD_COURSES]:
        return tab
    return replace(tab, called=min((line.course for line in tab.lines if line.course), default=0))


def call_course(till: Till, operator: Operator, table: int, course: int) -> Changed:
    """Call a course in the kitchen: earlier ones that still waited count as called, too.

    Raises:
        Refused: no right, nothing open, somebody else's table, or nothing of this course waits any more.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.ORDER)
    with till.books.act(ActKind.TAB, at=till.now(), operator=operator.number) as act:
        tab = till.open_tab(act, operator, table)
        waiting = waiting_courses(till, tab)
        if course not in waiting:
            raise Refused(f"Vom {course}. Gang wartet auf diesem Tisch nichts mehr.")
        act.save_tab(replace(tab, called=course))
        for each in waiting:
            if each <= course:
                for job in course_calls(till, tab, each, operator, act.at):
                    act.follow_up(job)
        act.body.update(table=table, called=course)
    return Changed.TABLES | Changed.JOURNAL

"""Courses: the earliest one goes at once, later ones wait until they are called; the kitchen reads both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.documents.text import text
from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind
from kasse.settings.declared.ordering import HOLD_COURSES
from kasse.usecases.call_course import call_course, waiting_courses
from kasse.usecases.change_setting import change_setting
from kasse.usecases.draw_paper import draw_paper
from kasse.usecases.send_order import send_order
from kasse.usecases.transfer_lines import transfer_lines
from tests.store.house import BEER, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import last_act, state

STARTER = Wish(SOUP, course=1)
MAIN = Wish(SCHNITZEL, sides=(POTATO_SALAD,), course=2)


@pytest.fixture
def dinner(desk: Desk) -> Desk:
    """A house in which later courses wait."""
    change_setting(desk.till, desk.boss, HOLD_COURSES, True)
    return desk


def send(desk: Desk, *wishes: Wish, table: int = 12) -> None:
    send_order(desk.till, desk.waiter, table, wishes)


def waits(desk: Desk, table: int = 12) -> tuple[int, ...]:
    return waiting_courses(desk.till, desk.books.tab(table))


def papers(desk: Desk) -> list[str]:
    jobs = [job for printer in desk.till.house.printers for job in desk.outbox.due(printer, desk.clock)]
    return [text(page) for job in jobs if (page := draw_paper(desk.till, job.job.payload)) is not None]


def test_a_later_course_waits_until_it_is_called_once(dinner: Desk) -> None:
    send(dinner, STARTER, MAIN, Wish(BEER))
    assert waits(dinner) == (2,)
    call_course(dinner.till, dinner.waiter, 12, 2)
    assert waits(dinner) == ()
    assert (last_act(dinner).kind, last_act(dinner).body) == (ActKind.TAB, {"table": 12, "called": 2})
    before = state(dinner)
    with pytest.raises(Refused, match="wartet auf diesem Tisch nichts mehr"):
        call_course(dinner.till, dinner.waiter, 12, 2)
    assert state(dinner) == before


def test_calling_a_course_calls_the_earlier_ones_too(dinner: Desk) -> None:
    send(dinner, STARTER, MAIN, Wish(SOUP, course=4))
    call_course(dinner.till, dinner.waiter, 12, 4)
    assert waits(dinner) == ()
    called = [paper for paper in papers(dinner) if "ABRUFEN" in paper]
    assert [f"{course}. GANG" in paper for course, paper in zip((2, 4), called, strict=True)] == [True, True]


def test_what_is_ordered_of_a_course_that_was_called_goes_at_once(dinner: Desk) -> None:
    send(dinner, STARTER, MAIN)
    call_course(dinner.till, dinner.waiter, 12, 2)
    send(dinner, MAIN, STARTER)
    assert waits(dinner) == ()


def test_courses_go_with_their_guests_to_another_table(dinner: Desk) -> None:
    send(dinner, STARTER, MAIN)
    transfer_lines(dinner.till, dinner.boss, 12, 14)
    assert waits(dinner, 14) == (2,)


def test_the_slip_says_what_waits_and_the_call_says_what_is_wanted(dinner: Desk) -> None:
    send(dinner, STARTER, MAIN)
    slips = [paper for paper in papers(dinner) if "2. Gang – auf Abruf" in paper]
    assert len(slips) == 1
    call_course(dinner.till, dinner.waiter, 12, 2)
    (call,) = (paper for paper in papers(dinner) if "2. GANG ABRUFEN" in paper)
    assert "Schnitzel" in call
    assert "Anna" in call


def test_practice_troubles_no_kitchen(dinner: Desk) -> None:
    learner = replace(dinner.waiter, training=True)
    send_order(dinner.till, learner, 12, [STARTER, MAIN])
    call_course(dinner.till, learner, 12, 2)
    assert papers(dinner) == []


def test_where_the_house_does_not_wait_everything_goes_at_once(desk: Desk) -> None:
    send(desk, STARTER, MAIN)
    assert waits(desk) == ()
    assert not any("Abruf" in paper for paper in papers(desk))
    with pytest.raises(Refused, match="wartet"):
        call_course(desk.till, desk.waiter, 12, 2)

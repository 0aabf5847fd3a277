"""Courses that wait: seen on the ticket, called by one tap, told to the kitchen on paper."""

from __future__ import annotations

import pytest

from kasse.documents.text import text
from kasse.settings.declared.ordering import HOLD_COURSES
from kasse.ui.orders.actions import OrderAction
from kasse.usecases.change_setting import change_setting
from kasse.usecases.draw_paper import draw_paper
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS, do, sent_lines, tab_of, tap_line

FIRST, SECOND, THIRD = "Frittatensuppe", "Käsespätzle", "Apfelstrudel"


@pytest.fixture
def dinner(at_work: TillAtWork) -> TillAtWork:
    """The boss at table 12, in a house where later courses wait."""
    till = at_work.shop.till
    chief = next(op for op in till.staff.operators.values() if op.name == BOSS)
    change_setting(till, chief, HOLD_COURSES, True)
    at_work.sign_in(BOSS)
    at_work.open_table(12)
    return at_work


def order(at_work: TillAtWork, section: str, dish: str, course: int) -> None:
    at_work.tap_section(section)
    at_work.tap_tile(dish)
    if not at_work.orders.middle.showing_tiles:
        at_work.done()
    do(at_work, OrderAction.COURSE)
    at_work.answer(f"{course}. Gang")


def waiting(at_work: TillAtWork) -> list[str]:
    return [line.name for line in sent_lines(at_work) if "auf Abruf" in line.note]


def test_later_courses_wait_and_each_is_called_by_one_tap(dinner: TillAtWork) -> None:
    key = dinner.orders.keys[OrderAction.SIDES]
    order(dinner, "Speisen", FIRST, 1)
    order(dinner, "Speisen", SECOND, 2)
    order(dinner, "Dessert", THIRD, 3)
    dinner.send()
    assert waiting(dinner) == [SECOND, THIRD]
    assert (key.on_it.label, key.off_reason) == ("Abruf 2. Gang", None)
    dinner.tap(key)
    dinner.settle()
    assert waiting(dinner) == [THIRD]
    assert dinner.notice == "Der 2. Gang ist abgerufen."
    dinner.tap(key)
    dinner.settle()
    assert waiting(dinner) == []
    assert tab_of(dinner).called == 3
    assert key.on_it.label == "Beilage"


def test_while_a_new_line_is_chosen_the_key_is_that_of_its_sides(dinner: TillAtWork) -> None:
    order(dinner, "Speisen", FIRST, 1)
    order(dinner, "Speisen", SECOND, 2)
    dinner.send()
    dinner.tap_section("Bier")
    dinner.tap_tile("Helles 0,5")
    assert dinner.orders.keys[OrderAction.SIDES].on_it.label == "Beilage"
    dinner.tap(dinner.orders.keys[OrderAction.MORE])
    dinner.answer("Gang abrufen")
    dinner.settle()
    assert waiting(dinner) == []


def test_the_earliest_course_of_a_table_never_waits(dinner: TillAtWork) -> None:
    order(dinner, "Speisen", SECOND, 2)
    dinner.send()
    assert waiting(dinner) == []
    order(dinner, "Dessert", THIRD, 3)
    dinner.send()
    assert waiting(dinner) == [THIRD]
    tap_line(dinner, SECOND)


def test_where_courses_do_not_wait_nothing_is_called(boss: TillAtWork) -> None:
    order(boss, "Speisen", FIRST, 1)
    order(boss, "Speisen", SECOND, 2)
    boss.send()
    assert waiting(boss) == []
    boss.tap(boss.orders.keys[OrderAction.MORE])
    boss.answer("Gang abrufen")
    assert "wartet kein Gang" in boss.notice


def test_the_kitchen_reads_what_waits_and_then_that_it_is_called(dinner: TillAtWork) -> None:
    order(dinner, "Speisen", FIRST, 1)
    order(dinner, "Speisen", SECOND, 2)
    dinner.send()
    dinner.tap(dinner.orders.keys[OrderAction.SIDES])
    dinner.settle()
    till = dinner.shop.till
    papers = [
        text(page)
        for printer in till.house.printers
        for job in dinner.shop.outbox.due(printer, dinner.clock.now())
        if (page := draw_paper(till, job.job.payload)) is not None
    ]
    slip, call = (next(p for p in papers if word in p) for word in ("2. Gang – auf Abruf", "2. GANG ABRUFEN"))
    assert SECOND in slip
    assert SECOND in call
    assert FIRST not in call

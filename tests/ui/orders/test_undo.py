"""Everything before sending can be taken back, step by step, without being asked."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.orders import Wish
from kasse.ui.orders.actions import OrderAction
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import do, new_lines, tap_line


def wishes(work: TillAtWork) -> list[Wish]:
    return [line.wish for line in work.program.orders.draft]


def note(work: TillAtWork, words: str) -> None:
    do(work, OrderAction.NOTE)
    work.orders.middle.text.field.setText(words)
    work.tap(work.orders.middle.text.accept_key)


def course(work: TillAtWork, name: str) -> None:
    do(work, OrderAction.COURSE)
    work.answer(name)


def times(work: TillAtWork, digits: str) -> None:
    work.digits(work.orders.pad, f"{digits}×")


def take_away(work: TillAtWork, action: OrderAction) -> None:
    work.tap(work.orders.tools.keys[action])


def undo(work: TillAtWork) -> None:
    work.tap(work.orders.tools.keys[OrderAction.UNDO])


def test_more_than_twenty_steps_of_every_kind_are_taken_back_one_by_one(waiter: TillAtWork) -> None:
    """Lines, quantities, sides, notes, courses, take-away, lines taken off; over leaving the table, too."""
    steps: list[Callable[[], None]] = [
        lambda: waiter.tap_tile("Helles 0,5"),
        lambda: waiter.tap_tile("Helles 0,5"),
        lambda: waiter.tap_tile("Radler 0,5"),
        lambda: times(waiter, "4"),
        lambda: note(waiter, "ohne Eis"),
        lambda: course(waiter, "2. Gang"),
        lambda: take_away(waiter, OrderAction.TAKE_AWAY),
        lambda: take_away(waiter, OrderAction.IN_HOUSE),
        lambda: waiter.tap_tile("Wiener Schnitzel"),
        lambda: waiter.answer("mit Pommes frites"),
        lambda: note(waiter, "scharf"),
        lambda: note(waiter, "sehr scharf"),
        lambda: course(waiter, "3. Gang"),
        lambda: course(waiter, "ohne Gang"),
        lambda: tap_line(waiter, "Radler"),
        lambda: times(waiter, "2"),
        lambda: course(waiter, "1. Gang"),
        lambda: do(waiter, OrderAction.VOID),
        lambda: waiter.tap_tile("Weißbier 0,5"),
        lambda: times(waiter, "9"),
        lambda: note(waiter, "alkoholfrei"),
        lambda: do(waiter, OrderAction.VOID),
        lambda: waiter.tap_tile("Helles 0,5"),
    ]
    states = [wishes(waiter)]
    for step in steps:
        step()
        if wishes(waiter) != states[-1]:
            states.append(wishes(waiter))
    assert len(states) > 21
    waiter.tap(waiter.orders.top.back_key)
    waiter.open_table(12)
    for before in reversed(states[:-1]):
        undo(waiter)
        assert wishes(waiter) == before
    assert not waiter.program.orders.draft.can_undo


def test_what_changed_nothing_is_no_step(waiter: TillAtWork) -> None:
    waiter.tap_tile("Helles 0,5")
    times(waiter, "1")
    note(waiter, "")
    undo(waiter)
    assert new_lines(waiter) == []


def test_the_chosen_line_stays_chosen_while_its_changes_are_taken_back(waiter: TillAtWork) -> None:
    waiter.tap_tile("Helles 0,5")
    waiter.tap_tile("Radler 0,5")
    tap_line(waiter, "Helles")
    times(waiter, "3")
    undo(waiter)
    line = waiter.program.orders.draft_line
    assert line is not None
    assert line.line.name == "Helles 0,5"


def test_a_round_is_one_step(waiter: TillAtWork) -> None:
    waiter.tap_tile("Helles 0,5")
    waiter.tap_tile("Radler 0,5")
    waiter.send()
    waiter.tap_tile("Weißbier 0,5")
    waiter.tap(waiter.orders.keys[OrderAction.ROUND])
    assert len(new_lines(waiter)) == 3
    undo(waiter)
    assert new_lines(waiter) == [("1", "Weißbier 0,5")]

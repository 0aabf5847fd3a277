"""A manager gives somebody a PIN; it works from now on, and nobody reads it anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kasse.domain.refused import Refused
from kasse.sheets.declared import OPERATORS
from kasse.ui.master.pin_editor import PinEditor
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.sign_in import sign_in
from tests.ui.at_work import TillAtWork
from tests.ui.master.special_host import TillHost, stand, tap, tap_cell

Show = Callable[[QWidget], QWidget]
WAITER = "Anna Berger"


@pytest.fixture
def host(at_work: TillAtWork) -> TillHost:
    return TillHost(at_work)


@pytest.fixture
def editor(host: TillHost, show: Show, look: Look) -> PinEditor:
    look.set(metrics=Metrics(1024, 768))
    made = PinEditor(host)
    show(made.widget)
    stand(made.widget)
    made.open(None)
    return made


def number_of(host: TillHost, name: str) -> int:
    return next(n for n, o in host.master.staff.operators.items() if o.name == name)


def enter(editor: PinEditor, host: TillHost, digits: str) -> None:
    host.work.digits(editor.widget.pad.pad, digits)
    tap(editor.widget.pad.enter_key)
    host.work.settle()


def test_a_pin_typed_twice_works_from_now_on_and_the_old_one_no_more(
    editor: PinEditor, host: TillHost
) -> None:
    waiter = number_of(host, WAITER)
    old = host.work.pins[waiter]
    tap_cell(editor.widget.list, WAITER)
    enter(editor, host, "48151")
    enter(editor, host, "48151")
    till = host.work.shop.till
    assert sign_in(till, waiter, "48151").name == WAITER
    with pytest.raises(Refused):
        sign_in(till, waiter, old)


def test_the_journal_tells_that_it_changed_and_not_what_it_is(editor: PinEditor, host: TillHost) -> None:
    tap_cell(editor.widget.list, WAITER)
    enter(editor, host, "48151")
    enter(editor, host, "48151")
    act = host.work.shop.till.books.journal(limit=1)[0]
    words = repr(act.body)
    assert "pin_hash" in words
    assert "48151" not in words
    assert "argon2" not in words


def test_two_different_pins_set_nothing(editor: PinEditor, host: TillHost) -> None:
    before = host.master
    tap_cell(editor.widget.list, WAITER)
    enter(editor, host, "48151")
    enter(editor, host, "48152")
    assert host.master == before
    assert "nicht zweimal dieselbe" in editor.widget.pad._help


def test_three_digits_are_too_few_and_it_is_said_at_once(editor: PinEditor, host: TillHost) -> None:
    tap_cell(editor.widget.list, WAITER)
    enter(editor, host, "123")
    assert editor.widget.pad._help == "Eine PIN hat 4 bis 12 Ziffern."


def test_two_may_have_the_same_pin_since_the_name_tells_who_it_is(editor: PinEditor, host: TillHost) -> None:
    boss = number_of(host, "Georg Hirsch")
    pin = host.work.pins[boss]
    tap_cell(editor.widget.list, WAITER)
    enter(editor, host, pin)
    enter(editor, host, pin)
    till = host.work.shop.till
    assert sign_in(till, number_of(host, WAITER), pin).name == WAITER
    assert sign_in(till, boss, pin).name == "Georg Hirsch"


def test_an_operator_without_a_pin_is_marked_until_he_has_one(editor: PinEditor, host: TillHost) -> None:
    till = host.work.shop.till
    row = host.master.staff.operators[number_of(host, WAITER)]
    change_master(till, None, [Edit(OPERATORS, row, replace(row, pin_hash=""))])
    editor.changed()
    marks = {each.title: each.mark for each in editor.widget.list.rows}
    assert marks[WAITER] == "keine PIN"
    tap_cell(editor.widget.list, WAITER)
    enter(editor, host, "4815")
    enter(editor, host, "4815")
    assert {each.mark for each in editor.widget.list.rows} == {""}


def test_what_was_begun_is_forgotten_when_it_is_left(editor: PinEditor, host: TillHost) -> None:
    before = host.master
    tap_cell(editor.widget.list, WAITER)
    enter(editor, host, "48151")
    assert editor.leave()
    editor.open(number_of(host, WAITER))
    enter(editor, host, "48151")
    assert host.master == before


def test_a_keyboard_types_it_too(editor: PinEditor, host: TillHost) -> None:
    tap_cell(editor.widget.list, WAITER)
    for _ in range(2):
        QTest.keyClicks(editor.widget, "48151")
        QTest.keyClick(editor.widget, Qt.Key.Key_Return)
        host.work.settle()
    assert sign_in(host.work.shop.till, number_of(host, WAITER), "48151").name == WAITER

"""PINs of one length, and PINs that say themselves who it is: fewer taps to sign in, and nobody gets in as another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.ports.books import ActKind
from kasse.settings.declared.card_reader import PIN_ALONE, PIN_LENGTH
from kasse.sheets.declared import OPERATORS
from kasse.usecases.cards import assign_card
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.change_setting import Change, change_settings
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork
from tests.ui.taps import Finger
from tests.ui.test_card_signin import ANNA, named, read
from tools.tap_table import JOBS


@pytest.fixture
def four(at_work: TillAtWork) -> TillAtWork:
    """A house whose PINs have four digits and say who it is."""
    scope = at_work.shop.till.settings.scope_for(PIN_ALONE)
    change_settings(at_work.shop.till, None, [Change(PIN_LENGTH, "4", scope), Change(PIN_ALONE, "1", scope)])
    at_work.program.signin.enter()
    return at_work


def test_j9_four_digits_sign_in(four: TillAtWork) -> None:
    finger = Finger(four)
    finger.digits(four.signin.pin.pad, "2222")
    four.until(lambda: four.window.shown == "tables")
    assert four.program.operator == named(four, "Markus Huber")
    assert finger.count == JOBS["J9 PIN"].ours <= JOBS["J9 PIN"].aim


def test_j9_a_card_signs_in_with_one_gesture(at_work: TillAtWork) -> None:
    assign_card(at_work.shop.till, None, named(at_work, "Anna Berger").number, ANNA)
    at_work.desk.changed.emit(Changed.MASTER)
    at_work.sign_in("Markus Huber")
    read(at_work, ANNA)
    at_work.until(lambda: at_work.program.operator == named(at_work, "Anna Berger"))
    assert JOBS["J9"].ours == 1


def test_the_name_can_be_tapped_all_the_same(four: TillAtWork) -> None:
    four.tap_cell(four.signin.tiles, "Anna Berger")
    four.digits(four.signin.pin.pad, "1111")
    four.until(lambda: four.window.shown == "tables")


def test_a_pin_that_nobody_has_is_told_and_written_down(four: TillAtWork) -> None:
    four.digits(four.signin.pin.pad, "9876")
    four.settle()
    assert four.window.shown == "signin"
    assert "stimmt nicht" in four.signin.pin._help
    act = four.shop.till.books.journal(limit=1)[0]
    assert (act.kind, act.operator) == (ActKind.LOGIN_REFUSED, 0)


def test_a_pin_that_two_have_asks_for_the_name(four: TillAtWork) -> None:
    anna, petra = named(four, "Anna Berger"), named(four, "Petra Steiner")
    change_master(four.shop.till, None, [Edit(OPERATORS, petra, replace(petra, pin_hash=anna.pin_hash))])
    four.digits(four.signin.pin.pad, "1111")
    four.settle()
    assert four.window.shown == "signin"
    assert "den Namen antippen" in four.signin.pin._help


def test_where_pins_have_any_length_the_key_ends_them(at_work: TillAtWork) -> None:
    at_work.tap_cell(at_work.signin.tiles, "Anna Berger")
    at_work.digits(at_work.signin.pin.pad, "1111")
    at_work.settle()
    assert at_work.window.shown == "signin"
    at_work.tap(at_work.signin.pin.enter_key)
    at_work.until(lambda: at_work.window.shown == "tables")

"""A scanner orders what its code stands for; where that is several things, it is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.ui.orders.actions import OrderAction
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import new_lines

CODE = "4006381333931"


def give_code(waiter: TillAtWork, *names: str) -> None:
    """These articles have the code from now on."""
    till = waiter.shop.till
    catalogue = till.master.catalogue
    found = [replace(catalogue.named(name), scan_code=CODE) for name in names]
    articles = {**catalogue.articles, **{article.number: article for article in found}}
    till.master = replace(till.master, catalogue=replace(catalogue, articles=articles))
    waiter.desk.changed.emit(Changed.MASTER)
    waiter.settle()


def scan(waiter: TillAtWork, code: str = CODE) -> None:
    """What a scanner does that types like a keyboard."""
    waiter.clock.hurried = True
    QTest.keyClicks(waiter.orders, code)
    QTest.keyClick(waiter.orders, Qt.Key.Key_Return)
    waiter.clock.hurried = False


def test_a_code_of_one_article_puts_it_on_the_ticket_at_once(waiter: TillAtWork) -> None:
    give_code(waiter, "Apfelstrudel")
    scan(waiter)
    scan(waiter)
    assert new_lines(waiter) == [("2", "Apfelstrudel")]
    assert waiter.window.shown == "orders", "the enter key of a scanner pays nothing"


def test_a_number_typed_before_says_how_many(waiter: TillAtWork) -> None:
    give_code(waiter, "Apfelstrudel")
    waiter.digits(waiter.orders.pad, "3")
    scan(waiter)
    assert new_lines(waiter) == [("3", "Apfelstrudel")]
    scan(waiter)
    assert new_lines(waiter) == [("4", "Apfelstrudel")]


@pytest.mark.feature("M-EAN-04")
def test_a_code_of_several_articles_opens_a_choice(waiter: TillAtWork) -> None:
    give_code(waiter, "Apfelstrudel", "Helles 0,5")
    scan(waiter)
    assert new_lines(waiter) == []
    waiter.answer("Helles 0,5")
    assert new_lines(waiter) == [("1", "Helles 0,5")]


def test_so_does_one_that_is_scanned_into_the_search(waiter: TillAtWork) -> None:
    give_code(waiter, "Apfelstrudel", "Helles 0,5")
    waiter.tap(waiter.orders.tools.keys[OrderAction.SEARCH])
    QTest.keyClicks(waiter.orders.middle.text.field, CODE)
    QTest.keyClick(waiter.orders.middle.text.field, Qt.Key.Key_Return)
    waiter.answer("Apfelstrudel")
    assert new_lines(waiter) == [("1", "Apfelstrudel")]


def test_an_unknown_code_is_told_and_nothing_is_counted(waiter: TillAtWork) -> None:
    scan(waiter)
    assert CODE in waiter.notice
    assert new_lines(waiter) == []


def test_digits_typed_by_hand_are_no_code(waiter: TillAtWork) -> None:
    give_code(waiter, "Apfelstrudel")
    QTest.keyClicks(waiter.orders, CODE)
    assert new_lines(waiter) == []
    assert waiter.program.orders.pending == CODE[:4]

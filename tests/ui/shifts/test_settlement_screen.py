"""The settlement of waiters by taps: one's own, that of the others by right, and on paper."""

from __future__ import annotations

import pytest

from kasse.ui.receipts.view import ReceiptsView
from kasse.ui.tables.view import TablesAction
from tests.ui.at_work import TillAtWork


def sell(work: TillAtWork, table: int, who: str) -> None:
    work.sign_in(who)
    work.open_table(table)
    work.tap_section("Bier")
    work.tap_tile("Helles 0,5")
    work.send()
    work.to_pay()
    work.pay_cash()
    work.program.sign_out()
    work.settle()


def look(work: TillAtWork, who: str) -> ReceiptsView:
    work.sign_in(who)
    work.tap(work.tables.keys[TablesAction.REGISTER])
    work.choose(work.tables.choices, "Bedienerabrechnung")
    work.settle()
    view = work.window.view("settlement")
    assert isinstance(view, ReceiptsView)
    return view


@pytest.mark.feature("M-TIS-12")
def test_a_waiter_sees_and_prints_his_own_and_nobody_elses(at_work: TillAtWork) -> None:
    sell(at_work, 12, "Anna Berger")
    sell(at_work, 7, "Petra Steiner")
    view = look(at_work, "Anna Berger")
    assert [(row.number, row.amount) for row in view.model.rows] == [("Anna Berger", "4,70")]
    assert not view.paper.picture.isNull()
    at_work.tap(view.reprint_key)
    at_work.settle()
    assert at_work.notice == "Abrechnung Anna Berger: Bargeld 4,70 €. Sie wird gedruckt."


@pytest.mark.feature("M-TIS-12")
def test_with_the_right_to_see_reports_those_of_all_are_there(at_work: TillAtWork) -> None:
    sell(at_work, 12, "Anna Berger")
    sell(at_work, 7, "Petra Steiner")
    view = look(at_work, "Georg Hirsch")
    names = [row.number for row in view.model.rows]
    assert names[0] == "Georg Hirsch"
    assert {"Anna Berger", "Petra Steiner"} < set(names)
    at_work.tap_cell(view.list, "Petra Steiner")
    at_work.settle()
    at_work.tap(view.reprint_key)
    at_work.settle()
    assert "Abrechnung Petra Steiner" in at_work.notice

"""The last orders: what went out when, to which table, from whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kasse.settings.declared.tables import LAST_ORDERS, LAST_ORDERS_MINUTES
from kasse.ui.orders.actions import OrderAction
from kasse.ui.receipts.view import ReceiptsView
from kasse.ui.tables.view import TablesAction
from kasse.usecases.change_setting import Change, change_settings
from tests.ui.at_work import TillAtWork


def order(work: TillAtWork, table: int, *, who: str = "Anna Berger") -> None:
    work.sign_in(who)
    work.open_table(table)
    work.tap_section("Bier")
    work.tap_tile("Helles 0,5")
    work.send()
    work.program.sign_out()
    work.settle()
    work.clock.later(minutes=10)


def look(work: TillAtWork, who: str = "Anna Berger") -> ReceiptsView:
    work.sign_in(who)
    work.tap(work.tables.keys[TablesAction.REGISTER])
    work.choose(work.tables.choices, "Letzte Bonierungen")
    work.settle()
    view = work.window.view("last_orders")
    assert isinstance(view, ReceiptsView)
    return view


@pytest.mark.feature("M-WEI-26")
def test_the_orders_of_all_waiters_are_seen_newest_first(at_work: TillAtWork) -> None:
    order(at_work, 12)
    order(at_work, 7, who="Petra Steiner")
    view = look(at_work)
    rows = view.model.rows
    assert [(row.number, row.place) for row in rows] == [
        ("Tisch 7", "Petra Steiner"),
        ("Tisch 12", "Anna Berger"),
    ]
    assert [row.amount for row in rows] == ["4,70", "4,70"]
    assert not view.paper.picture.isNull()


@pytest.mark.feature("M-WEI-27")
def test_they_reach_over_the_day_or_over_the_last_minutes(at_work: TillAtWork) -> None:
    order(at_work, 12)
    order(at_work, 7)
    assert len(look(at_work).model.rows) == 2
    change_settings(at_work.shop.till, None, [Change(LAST_ORDERS_MINUTES, "15")])
    at_work.program.sign_out()
    assert [row.number for row in look(at_work).model.rows] == ["Tisch 7"]
    at_work.clock.at += timedelta(hours=1)
    at_work.program.sign_out()
    view = look(at_work)
    assert not view.model.rows
    assert view.paper.accessibleDescription() == "In den letzten 15 Minuten ist noch nichts boniert"


def test_a_void_is_marked(at_work: TillAtWork) -> None:
    order(at_work, 12)
    at_work.sign_in("Georg Hirsch")
    at_work.open_table(12)
    tab = at_work.shop.till.books.tab(12)
    assert tab is not None
    at_work.orders.line_tapped.emit(tab.lines[0].id)
    at_work.tap(at_work.orders.keys[OrderAction.VOID])
    at_work.answer("Reklamation")
    at_work.settle()
    at_work.program.sign_out()
    assert look(at_work).model.rows[0].mark == "Storno"


def test_the_way_there_can_be_switched_off(at_work: TillAtWork) -> None:
    change_settings(at_work.shop.till, None, [Change(LAST_ORDERS, "0")])
    at_work.sign_in()
    at_work.tap(at_work.tables.keys[TablesAction.REGISTER])
    choices = at_work.tables.choices.cells
    assert "Letzte Bonierungen" not in [choices.cell_name(i) for i in range(choices.cell_count())]

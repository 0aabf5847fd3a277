"""Menus by taps: ordered ahead by who takes them, cancelled, seen on the ticket, and recalled by who serves the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kasse.cli.master_file import MasterFile
from kasse.settings.declared.tables import AUTO_TABLE, AUTO_TABLES, OPEN_TO_ALL
from kasse.ui.orders.actions import OrderAction
from kasse.ui.tables.view import TablesAction
from kasse.ui.theme.look import Look
from kasse.usecases.change_setting import Change, change_settings
from tests.ui.at_work import TillAtWork, free, open_at_work
from tests.ui.orders.ordering import do, sent_lines, tap_line
from tests.ui.test_tables_screen import change_waiter, spoken

ANNA, TAKER = "Anna Berger", "Markus Huber"


@pytest.fixture
def at_work(tmp_path: Path, look: Look, qtbot: QtBot, demo_house: MasterFile) -> Iterator[TillAtWork]:
    """A till at which one operator takes menu orders."""
    staff = demo_house.master.staff
    operators = {
        number: replace(operator, menus=operator.name == TAKER)
        for number, operator in staff.operators.items()
    }
    master = replace(demo_house.master, staff=replace(staff, operators=operators))
    work = open_at_work(tmp_path, look, qtbot, master, dict(demo_house.pins))
    yield work
    free(work)


def order_ahead(work: TillAtWork, *, pieces: int = 3) -> None:
    work.sign_in(TAKER)
    work.open_table(12)
    work.tap_section("Bier")
    work.tap_tile("Helles 0,5", pieces)
    work.tap_tile("Dunkles 0,5")
    work.send()


@pytest.mark.feature("R-14")
def test_who_takes_menus_orders_ahead_and_sees_his_tables(at_work: TillAtWork) -> None:
    order_ahead(at_work)
    assert at_work.notice == "Für Tisch 12 vorbestellt."
    assert [(line.quantity, line.name) for line in sent_lines(at_work)] == [
        ("3", "Helles 0,5"),
        ("1", "Dunkles 0,5"),
    ]
    assert "Menübestellung" in at_work.orders.ticket.model.place
    at_work.tap(at_work.orders.main_key)
    assert at_work.window.shown == "orders", "nothing is to be paid yet"
    at_work.tap(at_work.orders.top.back_key)
    assert spoken(at_work, 12).startswith("Tisch 12, meine")
    change_waiter(at_work, ANNA)
    assert "frei" in spoken(at_work, 12)
    assert at_work.shop.till.books.open_tabs() == []


@pytest.mark.feature("R-14")
def test_he_cancels_what_was_ordered_ahead(at_work: TillAtWork) -> None:
    order_ahead(at_work)
    tap_line(at_work, "Dunkles 0,5")
    do(at_work, OrderAction.VOID)
    at_work.answer("Reklamation")
    at_work.settle()
    assert [line.name for line in sent_lines(at_work)] == ["Helles 0,5"]


@pytest.mark.feature("R-14")
def test_who_serves_the_table_is_told_and_recalls_everything_with_two_taps(at_work: TillAtWork) -> None:
    order_ahead(at_work)
    at_work.tap(at_work.orders.top.back_key)
    change_waiter(at_work, ANNA)
    at_work.open_table(12)
    assert at_work.orders.ticket.model.place.startswith("4 vorbestellt")
    do(at_work, OrderAction.RECALL)
    at_work.answer("Alle abrufen")
    at_work.settle()
    assert [line.name for line in sent_lines(at_work)] == ["Helles 0,5", "Dunkles 0,5"]
    assert "vorbestellt" not in at_work.orders.ticket.model.place
    at_work.to_pay()
    at_work.pay_cash()
    assert at_work.last_receipt().operator_name == ANNA
    at_work.close()
    assert at_work.findings() == []


@pytest.mark.feature("R-14")
def test_one_thing_after_the_other_can_be_recalled(at_work: TillAtWork) -> None:
    order_ahead(at_work)
    at_work.tap(at_work.orders.top.back_key)
    change_waiter(at_work, ANNA)
    at_work.open_table(12)
    do(at_work, OrderAction.RECALL)
    at_work.answer("3 × Helles 0,5")
    at_work.settle()
    assert [line.name for line in sent_lines(at_work)] == ["Helles 0,5"]
    at_work.answer("1 × Dunkles 0,5")
    at_work.settle()
    assert [line.name for line in sent_lines(at_work)] == ["Helles 0,5", "Dunkles 0,5"]


def test_without_menus_the_key_says_why_it_is_off(at_work: TillAtWork) -> None:
    at_work.sign_in(ANNA)
    at_work.open_table(12)
    do(at_work, OrderAction.RECALL)
    assert at_work.notice == "Für diesen Tisch sind keine Menüs vorbestellt."


@pytest.mark.feature("M-TIS-08")
def test_auto_tables_are_not_for_practice_menus_or_while_tables_are_brought_together(
    at_work: TillAtWork,
) -> None:
    changes = [Change(OPEN_TO_ALL, "1"), Change(AUTO_TABLES, "1-9")]
    scope = at_work.shop.till.settings.scope_for(AUTO_TABLE)
    changes.append(Change(AUTO_TABLE, "1", scope))
    change_settings(at_work.shop.till, None, changes)
    for name, shown in ((ANNA, True), (TAKER, False), ("Übungsbediener", False)):
        at_work.sign_in(name)
        assert at_work.tables.keys[TablesAction.AUTO].isVisible() is shown, name
        at_work.tap(at_work.tables.top.sign_out_key)
        at_work.settle()
    at_work.sign_in("Georg Hirsch")
    assert at_work.tables.keys[TablesAction.AUTO].isVisible()
    at_work.tap(at_work.tables.keys[TablesAction.TRANSFER])
    assert not at_work.tables.keys[TablesAction.AUTO].isVisible()
    at_work.tap(at_work.tables.keys[TablesAction.TRANSFER])
    assert at_work.tables.keys[TablesAction.AUTO].isVisible()

"""The report by accounting units by taps: all units, one of them, yesterday, and on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.sheets.declared import TERMINALS, UNITS
from kasse.ui.shifts.units_view import UnitsView
from kasse.ui.tables.view import TablesAction
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.close_day import close_day
from tests.ui.at_work import TillAtWork
from tests.ui.shifts.test_settlement_screen import sell

ANNA, BOSS = "Anna Berger", "Georg Hirsch"


def divide(work: TillAtWork) -> None:
    """This till sells for the restaurant, and there is a bar too."""
    till = work.shop.till
    assert UNITS.blank is not None
    blank = UNITS.blank(till.master)
    units = [
        Edit(UNITS, None, replace(blank, number=n, name=name)) for n, name in ((1, "Wirtshaus"), (2, "Bar"))
    ]
    own = till.house.terminals[till.terminal.number]
    change_master(till, None, [*units, Edit(TERMINALS, own, replace(own, unit=1))])


def look(work: TillAtWork) -> UnitsView:
    work.sign_in(BOSS)
    work.tap(work.tables.keys[TablesAction.REGISTER])
    work.choose(work.tables.choices, "Bericht je Betrieb")
    work.settle()
    view = work.window.view("units")
    assert isinstance(view, UnitsView)
    return view


def rows(view: UnitsView) -> list[tuple[str, str]]:
    return [(row.number, row.amount) for row in view.model.rows]


@pytest.mark.feature("M-BET-07")
def test_a_manager_sees_all_units_and_prints_one_of_them(at_work: TillAtWork) -> None:
    divide(at_work)
    sell(at_work, 12, ANNA)
    view = look(at_work)
    assert rows(view) == [("Alle Betriebe", "4,70"), ("Wirtshaus", "4,70")]
    assert not view.paper.picture.isNull()
    at_work.tap_cell(view.list, "Wirtshaus")
    at_work.settle()
    at_work.tap(view.reprint_key)
    at_work.settle()
    assert at_work.notice == "Bericht je Betrieb, Wirtshaus: Umsatz 4,70 €. Er wird gedruckt."


@pytest.mark.feature("M-BET-07")
def test_yesterday_is_one_tap_away_and_tomorrow_is_not(at_work: TillAtWork) -> None:
    divide(at_work)
    sell(at_work, 12, ANNA)
    till = at_work.shop.till
    boss = next(each for each in till.staff.operators.values() if each.name == BOSS)
    close_day(till, boss)
    view = look(at_work)
    assert rows(view) == [("Alle Betriebe", "0,00"), ("Wirtshaus", "0,00")]
    assert all(row.place == "noch nicht abgeschlossen" for row in view.model.rows)
    assert view.more_key.off_reason
    at_work.tap(view.change_key)
    at_work.settle()
    assert rows(view) == [("Alle Betriebe", "4,70"), ("Wirtshaus", "4,70")]
    assert not any(row.place for row in view.model.rows), "it is closed"
    at_work.tap(view.more_key)
    at_work.settle()
    assert rows(view)[0] == ("Alle Betriebe", "0,00")


def test_a_house_without_units_has_no_such_report(at_work: TillAtWork) -> None:
    at_work.sign_in(BOSS)
    at_work.tap(at_work.tables.keys[TablesAction.REGISTER])
    choices = at_work.tables.choices
    names = [choices.cells.cell_name(i) for i in range(choices.cells.cell_count())]
    assert "Zwischenbericht" in " ".join(names)
    assert "Bericht je Betrieb" not in " ".join(names)

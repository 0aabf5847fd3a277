"""The cash switches, and the one that turns on by itself."""

from __future__ import annotations

import pytest

from kasse.settings.declared.cash import BOOK_CASH_OUT, BOOK_DIFFERENCE, CARRY_BALANCE, EXPORT_CASH_BOOK
from kasse.ui.widgets.setting_rows import Toggle
from tests.ui.fiscal.back_office import BackOffice


@pytest.mark.feature("M-WEI-23")
def test_two_switches_turn_on_the_third_and_hold_it(office: BackOffice) -> None:
    office.open("Bargeld")
    settings = office.till.settings
    assert not settings[BOOK_CASH_OUT]
    office.change(CARRY_BALANCE.label)
    office.change(EXPORT_CASH_BOOK.label)
    assert "„Bar-Umsatz automatisch ausbuchen“ ist damit auch eingeschaltet." in office.notice
    assert office.control(BOOK_CASH_OUT.label) == Toggle(on=True)
    row = next(row for row in office.view.left.settings.rows if row.label == BOOK_CASH_OUT.label)
    assert row.origin.startswith("Eingeschaltet durch „Bargeldbestand mitführen“")
    office.change(BOOK_CASH_OUT.label)
    assert "bleibt eingeschaltet" in office.notice
    assert office.till.settings[BOOK_CASH_OUT]
    office.change(EXPORT_CASH_BOOK.label)
    assert office.control(BOOK_CASH_OUT.label) == Toggle(on=False)


def test_a_switch_says_where_its_value_comes_from(office: BackOffice) -> None:
    office.open("Bargeld")
    office.change(BOOK_DIFFERENCE.label)
    rows = {row.label: row.origin for row in office.view.left.settings.rows}
    assert rows[BOOK_DIFFERENCE.label] == "Gilt im ganzen Betrieb"
    assert rows[CARRY_BALANCE.label] == "Standard"

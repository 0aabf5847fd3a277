"""`kasse report` tells a business date by accounting units, while the tills sell."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from kasse.app.shop import Shop, Wiring
from kasse.cli.main import DONE, REFUSED, WRONG_USE
from kasse.sheets.declared import TERMINALS, UNITS
from kasse.usecases.change_master import Edit, change_master
from tests.cli.test_commands import ORDER, PAY, SIGN_IN, Command, Write, kasse, write

__all__ = ["kasse", "write"]

pytestmark = [pytest.mark.usefixtures("quick_disk"), pytest.mark.feature("M-BET-07")]


@pytest.fixture
def divided(kasse: Command, write: Write) -> Command:
    """A house of two units with one sale in the first."""
    kasse("play", write(SIGN_IN, ORDER, PAY))
    with closing(Shop(kasse.folder, Wiring(pictures=False, threads=False))) as shop:
        till = shop.till
        assert UNITS.blank is not None
        blank = UNITS.blank(till.master)
        names = {1: "Wirtshaus", 2: "Bar"}
        units = [Edit(UNITS, None, replace(blank, number=n, name=name)) for n, name in names.items()]
        own = till.house.terminals[till.terminal.number]
        change_master(till, None, [*units, Edit(TERMINALS, own, replace(own, unit=1))])
    return kasse


def test_the_day_is_told_by_unit_and_as_a_whole(divided: Command) -> None:
    day = divided.json("report")["business_date"]
    assert divided("report", "--date", day) == DONE
    assert "Bericht je Betrieb" in divided.out
    assert "Noch nicht abgeschlossen: Kasse 1" in divided.out
    facts = divided.json("report", "--date", day)
    (unit,) = facts["units"]
    assert unit["name"] == "Wirtshaus"
    assert (facts["total"]["gross"], facts["total"]["tills"]) == (2000, [1])
    assert unit["gross"] == sum(tax["gross"] for tax in unit["taxes"]) == sum(unit["main_groups"].values())


@pytest.mark.parametrize("name", ["1", "Wirtshaus", "wirtshaus"])
def test_a_unit_is_named_by_number_or_name(divided: Command, name: str) -> None:
    facts = divided.json("report", "--unit", name)
    assert [unit["name"] for unit in facts["units"]] == ["Wirtshaus"]
    assert facts["total"] is None


def test_it_is_told_while_the_till_sells(divided: Command) -> None:
    with closing(Shop(divided.folder, Wiring(pictures=False, threads=False))):
        assert divided("report") == DONE


def test_what_is_not_there_is_said(divided: Command) -> None:
    assert divided("report", "--unit", "Hotel") == REFUSED
    assert "„Hotel“" in divided.err
    assert divided("report", "--date", "1999-01-01") == DONE
    assert divided("report", "--date", "gestern") == WRONG_USE

"""The report by accounting units: every till of a unit is in it, all units make the whole, whoever sells meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kasse.documents.text import text
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.shifts import figures_of
from kasse.domain.shifts.units import ALL_UNITS, NO_UNIT, UnitDay, UnitsDay
from kasse.usecases.close_day import close_day
from kasse.usecases.draw_paper import draw_paper
from kasse.usecases.report_units import look_at_units, print_units, units_day_page
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, state
from tests.usecases.house_changes import with_units


@pytest.fixture
def tills(desk: Desk, tmp_path: Path) -> Iterator[list[Desk]]:
    """Tills 1 and 2 sell for the restaurant, till 3 for the bar, on the same books."""
    others = [Desk(desk.url, tmp_path / f"till-{number}", terminal=number) for number in (2, 3)]
    every = [desk, *others]
    for each, unit in zip(every, (1, 1, 2), strict=True):
        divide(each, {1: 1, 2: 1, 3: 2})
        assert each.till.unit == unit
    yield every
    for other in others:
        other.close()


def divide(desk: Desk, units: dict[int, int], *names: str) -> None:
    """Which till sells for which unit."""
    with_units(desk.till, *(names or ("Restaurant", "Bar")))
    house = desk.till.master.house
    terminals = {n: replace(t, unit=units.get(n, 0)) for n, t in house.terminals.items()}
    desk.till.master = replace(desk.till.master, house=replace(house, terminals=terminals))


def sell(desk: Desk, *articles: int) -> None:
    desk.order(*articles)
    desk.pay()


def look(desk: Desk) -> UnitsDay:
    return look_at_units(desk.till, desk.boss, desk.books.business_date)


def told(unit: UnitDay) -> tuple[str, tuple[int, ...], Money]:
    return unit.name, unit.tills, unit.figures.gross


@pytest.mark.feature("M-BET-07")
def test_a_unit_is_what_all_its_tills_sold_and_the_total_what_all_units_did(tills: list[Desk]) -> None:
    for desk, articles in zip(tills, ((SOUP, BEER), (SOUP,), (BEER, BEER)), strict=True):
        sell(desk, *articles)
    restaurant, bar = look(tills[0]).units
    own = [figures_of(desk.books.receipts_of_day(), desk.till.zone) for desk in tills]
    assert told(restaurant) == ("Restaurant", (1, 2), own[0].gross + own[1].gross)
    assert told(bar) == ("Bar", (3,), own[2].gross)
    total = look(tills[2]).total
    assert told(total) == (ALL_UNITS, (1, 2, 3), restaurant.figures.gross + bar.figures.gross)
    for whole, parts in (
        (total.figures.main_groups, (restaurant.figures.main_groups, bar.figures.main_groups)),
        (
            [(t.rate, t.gross) for t in total.figures.taxes],
            [[(t.rate, t.gross) for t in unit.figures.taxes] for unit in (restaurant, bar)],
        ),
        (
            [(code, sum_) for code, _, _, sum_ in total.figures.payments],
            [[(code, sum_) for code, _, _, sum_ in unit.figures.payments] for unit in (restaurant, bar)],
        ),
    ):
        sums: dict[object, Money] = {}
        for key, sum_ in (each for part in parts for each in part):
            sums[key] = sums.get(key, ZERO) + sum_
        assert dict(whole) == sums


@pytest.mark.feature("M-BET-07")
def test_the_report_names_what_is_still_open_and_stays_as_it_was_printed(tills: list[Desk]) -> None:
    first, second, bar = tills
    for desk in tills:
        sell(desk, BEER)
    day = first.books.business_date
    close_day(bar.till, bar.boss)
    done = print_units(first.till, first.boss, day)
    assert done.on_paper
    assert (last_act(first).body["units"], last_act(first).body["unit"]) == (day.isoformat(), "")
    sell(second, SOUP)
    page = draw_paper(first.till, jobs(first)[-1].payload)
    assert page is not None
    paper = text(page, 42)
    assert "Noch nicht abgeschlossen: Kassen 1, 2" in paper
    heads = [line.split() for line in paper.splitlines()]
    for unit in (*done.day.units, done.day.total):
        assert [*unit.name.split(), str(unit.figures.gross)] in heads
    assert look(first).total.figures.gross > done.day.total.figures.gross


@pytest.mark.feature("M-BET-07")
def test_one_unit_alone_is_printed_too(tills: list[Desk]) -> None:
    sell(tills[0], BEER)
    sell(tills[2], SOUP)
    day = tills[0].books.business_date
    print_units(tills[0].till, tills[0].boss, day, "bar")
    page = draw_paper(tills[0].till, jobs(tills[0])[-1].payload)
    assert page is not None
    paper = text(page, 42)
    assert "Bar" in paper
    assert "Restaurant" not in paper
    assert ALL_UNITS not in paper


def test_a_closed_day_belongs_to_the_unit_that_its_closing_names(tills: list[Desk]) -> None:
    sell(tills[2], BEER)
    day = tills[2].books.business_date
    close_day(tills[2].till, tills[2].boss)
    for desk in tills:
        divide(desk, {1: 1, 2: 1, 3: 1}, "Gasthaus", "Bar")
    report = look_at_units(tills[0].till, tills[0].boss, day)
    assert [told(unit)[:2] for unit in report.units] == [("Gasthaus", (1, 2)), ("Bar", (3,))]
    tomorrow = look_at_units(tills[0].till, tills[0].boss, tills[2].books.business_date)
    assert [told(unit)[:2] for unit in tomorrow.units] == [("Gasthaus", (3,))]


def test_tills_of_no_unit_come_last_and_a_house_without_units_is_one(tills: list[Desk]) -> None:
    divide(tills[0], {2: 2, 3: 2})
    assert [unit.name for unit in look(tills[0]).units] == ["Bar", NO_UNIT]
    sell(tills[0], BEER)
    tills[0].till.master = replace(tills[0].till.master, house=replace(tills[0].till.master.house, units={}))
    report = look(tills[0])
    assert [unit.name for unit in report.units] == [NO_UNIT]
    paper = text(units_day_page(tills[0].till, report, "", "Anna"), 42)
    assert paper.count("Umsatzsteuer") == 1


def test_who_may_not_see_reports_sees_none_and_another_unit_is_refused(tills: list[Desk]) -> None:
    desk = tills[0]
    day, before = desk.books.business_date, state(desk)
    with pytest.raises(Refused, match="nicht erlaubt"):
        print_units(desk.till, desk.waiter, day)
    with pytest.raises(Refused, match=r"„Hotel“ .* Es gibt: Restaurant, Bar"):
        print_units(desk.till, desk.boss, day, "Hotel")
    with pytest.raises(Refused, match="Übung"):
        print_units(desk.till, desk.trainee, day)
    assert state(desk) == before

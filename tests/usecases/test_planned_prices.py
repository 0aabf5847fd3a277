"""Planned prices hold from the first sale of their business date on, never before, at every till by its own date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import PlannedPrice
from kasse.domain.money import Money
from kasse.ports.books import ActKind
from kasse.usecases.close_day import close_day
from kasse.usecases.open_till import close_till, open_till
from kasse.usecases.planned_prices import apply_planned_prices
from kasse.usecases.till import Changed
from tests.domain.examples import CATALOGUE
from tests.store.house import BEER, SOUP, START, Desk, assert_clean, migrate, new_books
from tests.usecases.at_the_desk import last_act, tab

TODAY = START.date()
OpenDesk = Callable[[int], Desk]


@pytest.fixture(params=["sqlite", "postgresql"])
def open_desk(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenDesk]:
    """Opens a till on the one database of the test."""
    if request.param == "sqlite":
        url = new_books(tmp_path / "data", tmp_path_factory.getbasetemp())
    else:
        url = request.getfixturevalue("postgres_database")
        migrate(url, tmp_path)
    with ExitStack() as undo:
        yield lambda terminal: undo.enter_context(Desk(url, tmp_path, terminal, law="neutral"))
    assert_clean(url)


def plan(desk: Desk, *planned: PlannedPrice) -> None:
    master = desk.till.master
    ordered = tuple(sorted(planned, key=lambda p: (p.valid_from, p.article, p.level)))
    with desk.books.act(ActKind.MASTER_DATA, at=desk.now()) as act:
        master = act.save_master(replace(master, catalogue=replace(master.catalogue, planned=ordered)))
    desk.till.master = master


def beer(valid_from: date, cents: int | None, level: int = 1) -> PlannedPrice:
    return PlannedPrice(BEER, level, valid_from, None if cents is None else Money(cents))


def sold_at(desk: Desk, table: int = 5) -> Money:
    """What a beer costs that is ordered now; it is paid at once."""
    desk.order(BEER, table=table)
    price = tab(desk, table).lines[-1].amount
    desk.pay(table)
    return price


def close(desk: Desk, days_later: int = 1) -> None:
    """The closing, on the morning that comes so many days later."""
    desk.clock += timedelta(days=days_later)
    close_day(desk.till, desk.boss)


def test_a_planned_price_holds_from_the_first_sale_of_its_date_on(desk: Desk) -> None:
    plan(desk, beer(TODAY + timedelta(days=1), 480))
    assert sold_at(desk) == Money(440)
    close(desk)
    assert desk.books.business_date == TODAY + timedelta(days=1)
    assert sold_at(desk) == Money(480)
    assert desk.books.master().catalogue.planned == ()
    assert desk.books.master().catalogue.articles[BEER].prices == (Money(480), None, Money(390))


def test_the_journal_tells_in_one_act_that_planned_prices_came_into_force(desk: Desk) -> None:
    plan(
        desk, beer(TODAY, 480), replace(beer(TODAY, 510), article=SOUP), beer(TODAY + timedelta(days=9), 500)
    )
    before = last_act(desk).seq
    assert apply_planned_prices(desk.till) == Changed.MASTER | Changed.JOURNAL
    act = last_act(desk)
    assert (act.seq, act.kind, act.operator) == (before + 1, ActKind.MASTER_DATA, 0)
    assert act.body["planned_prices"] == 2
    changes = {(c.change["table"], *c.change["key"]): c.change for c in desk.books.master_changes(limit=4)}
    assert changes["article", BEER]["prices"] == ["[440,null,390]", "[480,null,390]"]
    assert "gone" in changes["planned_price", BEER, 1, TODAY.isoformat()]
    assert [p.valid_from for p in desk.books.master().catalogue.planned] == [TODAY + timedelta(days=9)]
    assert apply_planned_prices(desk.till) == Changed.NOTHING
    assert last_act(desk) == act


def test_the_closing_says_that_prices_are_others_now(desk: Desk) -> None:
    assert Changed.MASTER not in close_day(desk.till, desk.boss).changed
    plan(desk, beer(desk.books.business_date + timedelta(days=1), 480))
    assert Changed.MASTER in close_day(desk.till, desk.boss).changed


def test_a_till_that_was_closed_for_a_week_catches_up_in_the_right_order(desk: Desk) -> None:
    plan(
        desk,
        beer(TODAY + timedelta(days=6), 500),
        beer(TODAY + timedelta(days=2), 480),
        beer(TODAY + timedelta(days=3), 420, level=3),
        beer(TODAY + timedelta(days=5), None, level=3),
        beer(TODAY + timedelta(days=8), 520),
    )
    close_till(desk.till)
    desk.clock += timedelta(days=7)
    open_till(desk.till)
    assert sold_at(desk) == Money(440)  # the business date is still that of a week ago
    close(desk, 0)
    assert desk.books.business_date == TODAY + timedelta(days=7)
    assert sold_at(desk) == Money(500)
    assert desk.books.master().catalogue.articles[BEER].prices == (Money(500),)
    assert desk.books.master().catalogue.planned == (beer(TODAY + timedelta(days=8), 520),)


def test_what_could_not_be_written_at_the_day_change_is_made_up_for_at_the_next_opening(desk: Desk) -> None:
    plan(desk, beer(TODAY, 480))  # as it lies there when the till broke down just after the closing
    close_till(desk.till)
    open_till(desk.till)
    assert desk.books.master().catalogue.planned == ()
    assert sold_at(desk) == Money(480)


def test_tills_that_share_their_books_change_prices_each_on_its_own_date(open_desk: OpenDesk) -> None:
    early, late = open_desk(1), open_desk(2)
    plan(early, beer(TODAY + timedelta(days=1), 480))
    apply_planned_prices(late.till)
    close(early)
    assert (sold_at(early), sold_at(late)) == (Money(480), Money(440))
    assert apply_planned_prices(late.till) == Changed.NOTHING
    assert early.books.master().catalogue.planned  # the other till still sells at the old price
    assert sold_at(late) == Money(440)
    close(late)
    assert (sold_at(early), sold_at(late)) == (Money(480), Money(480))
    assert late.books.master().catalogue.planned == ()
    assert apply_planned_prices(early.till) == Changed.MASTER
    assert early.till.master == late.till.master


def test_a_till_that_was_put_away_holds_up_no_price(open_desk: OpenDesk) -> None:
    one, gone = open_desk(1), open_desk(2)
    gone.close()
    master = one.till.master
    terminals = {**master.house.terminals, 2: replace(master.house.terminals[2], active=False)}
    one.till.master = replace(master, house=replace(master.house, terminals=terminals))
    plan(one, beer(TODAY + timedelta(days=1), 480))
    close(one)
    assert one.books.master().catalogue.planned == ()


days = st.integers(0, 12)


@given(
    planned=st.dictionaries(st.tuples(days, st.sampled_from([1, 2])), st.integers(1, 9999), max_size=6),
    steps=st.lists(st.integers(1, 4), min_size=1, max_size=6),
)
def test_whatever_is_planned_the_last_price_whose_day_has_come_holds(
    planned: dict[tuple[int, int], int], steps: list[int]
) -> None:
    first = TODAY
    catalogue = replace(
        CATALOGUE,
        articles={BEER: replace(CATALOGUE.articles[BEER], prices=(Money(440), Money(450)))},
        planned=tuple(
            beer(first + timedelta(days=day), cents, level) for (day, level), cents in sorted(planned.items())
        ),
    )
    at_once, day = catalogue, 0
    for step in steps:
        day += step
        at_once = at_once.priced_on(first + timedelta(days=day))
        for level, usual in ((1, 440), (2, 450)):
            come = {d: cents for (d, lvl), cents in planned.items() if lvl == level and d <= day}
            assert at_once.articles[BEER].price(level) == Money(come[max(come)] if come else usual)
        assert all(p.valid_from > first + timedelta(days=day) for p in at_once.planned)
    assert at_once == catalogue.priced_on(first + timedelta(days=day))  # in one leap as day by day

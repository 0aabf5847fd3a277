"""Where tables are not open to all, each waiter has his own items on a table, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as told
from hypothesis import strategies as st

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator
from kasse.settings.declared.collective_tables import COLLECTIVE_TABLES
from kasse.settings.declared.handing_over import HAND_OVER_SALES
from kasse.settings.declared.tables import ONE_WAITER_TABLES, OPEN_TO_ALL
from kasse.settings.kinds import NumberSet
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.hand_over import hand_over, take_over
from kasse.usecases.print_again import print_interim_bill
from kasse.usecases.take_payment import begin_payment
from kasse.usecases.transfer_lines import transfer_lines
from kasse.usecases.void_lines import void_lines
from tests.domain.examples import CASH
from tests.store.house import BEER, SOUP, Desk, assert_clean, new_books
from tests.usecases.at_the_desk import jobs, tab


@pytest.fixture
def bert(desk: Desk) -> Operator:
    return desk.till.staff.operators[2]


@pytest.fixture
def shared(desk: Desk, bert: Operator) -> Desk:
    """Anna has a beer on table 12, Bert a soup."""
    desk.order(BEER, by=desk.waiter)
    desk.order(SOUP, by=bert)
    return desk


def seen(desk: Desk, operator: Operator, table: int = 12) -> list[int]:
    """The articles that somebody sees on a table."""
    found = desk.till.look(operator, table)
    return [line.article for line in found.lines] if found else []


@pytest.mark.feature("M-TIS-03")
def test_each_sees_and_settles_what_he_ordered_himself(shared: Desk, bert: Operator) -> None:
    assert (seen(shared, shared.waiter), seen(shared, bert)) == ([BEER], [SOUP])
    assert [line.article for line in shared.pay(by=bert).receipt.lines] == [SOUP]
    assert (seen(shared, shared.waiter), seen(shared, bert)) == ([BEER], [])
    with pytest.raises(Refused, match="Auf diesem Tisch hat nur Anna etwas offen"):
        shared.pay(by=bert)
    assert [line.article for line in shared.pay(by=shared.waiter).receipt.lines] == [BEER]
    assert shared.books.open_tabs() == []


@pytest.mark.feature("M-TIS-03")
def test_the_first_may_go_before_the_second(shared: Desk, bert: Operator) -> None:
    shared.pay(by=shared.waiter)
    shared.order(BEER, by=shared.waiter)
    assert (seen(shared, shared.waiter), seen(shared, bert)) == ([BEER], [SOUP])


@pytest.mark.feature("M-TIS-03")
def test_nobody_voids_moves_or_pays_what_another_ordered(shared: Desk, bert: Operator) -> None:
    beer = tab(shared).lines[0]
    with pytest.raises(Refused, match="nicht mehr offen"):
        void_lines(shared.till, bert, 12, [(beer.id, ONE)], "Falsch boniert")
    with pytest.raises(Refused, match="nicht mehr offen"):
        transfer_lines(shared.till, bert, 12, 14, [(beer.id, ONE)])
    with pytest.raises(Refused, match="nicht mehr offen"):
        begin_payment(shared.till, bert, 12, [Tender(CASH, beer.amount)], parts=[beer])
    assert seen(shared, shared.waiter) == [BEER]


@pytest.mark.feature("M-TIS-03")
def test_a_table_moves_with_what_is_ones_own(shared: Desk, bert: Operator) -> None:
    shared.order(BEER, by=shared.waiter, table=14)
    sent = transfer_lines(shared.till, bert, 12, 14)
    secure_order(shared.till, sent.order)
    assert (seen(shared, bert), seen(shared, bert, 14)) == ([], [SOUP])
    assert (seen(shared, shared.waiter), seen(shared, shared.waiter, 14)) == ([BEER], [BEER])


@pytest.mark.feature("M-TIS-03")
def test_the_interim_bill_shows_ones_own(shared: Desk, bert: Operator) -> None:
    print_interim_bill(shared.till, bert, 12)
    lines = jobs(shared)[-1].payload["lines"]
    assert isinstance(lines, list)
    assert len(lines) == 1
    assert not tab(shared).bill_printed


def test_name_and_guests_are_noted_for_ones_own_part(shared: Desk, bert: Operator) -> None:
    describe_tab(shared.till, bert, 12, name="Mayer", guests=3)
    assert (tab(shared).name, tab(shared).guests) == ("", 0)
    assert [summary.name for summary in shared.books.open_tabs()] == ["", "Mayer"]


def test_who_may_see_the_tables_of_others_sees_the_first_and_then_what_is_left(
    shared: Desk, bert: Operator
) -> None:
    assert seen(shared, shared.boss) == [BEER]
    shared.pay()
    assert seen(shared, shared.boss) == [SOUP]
    shared.order(BEER)
    assert seen(shared, bert) == [SOUP, BEER]
    shared.pay()
    assert close_day(shared.till, shared.boss).closing.figures.receipts == 2


def test_a_day_waits_for_the_parts_of_all(shared: Desk) -> None:
    shared.pay(by=shared.waiter)
    with pytest.raises(Refused, match="Noch offen: Tisch 12"):
        close_day(shared.till, shared.boss)


@pytest.mark.parametrize("with_sales", [False, True])
def test_a_part_that_is_handed_over_joins_what_the_other_has(
    shared: Desk, bert: Operator, *, with_sales: bool
) -> None:
    change_setting(shared.till, shared.boss, HAND_OVER_SALES, with_sales)
    total = Money.sum(summary.total for summary in shared.books.open_tabs())
    handed = hand_over(shared.till, bert, 12, 1)
    if handed.order:
        secure_order(shared.till, handed.order)
    assert sorted(seen(shared, shared.waiter)) == sorted([BEER, SOUP])
    assert shared.pay(by=shared.waiter).receipt.total == total
    assert shared.books.open_tabs() == []


@pytest.mark.parametrize("with_sales", [False, True])
def test_a_part_goes_to_somebody_who_has_nothing_there(
    shared: Desk, bert: Operator, *, with_sales: bool
) -> None:
    change_setting(shared.till, shared.boss, HAND_OVER_SALES, with_sales)
    third = replace(bert, number=4, name="Carla")
    staff = shared.till.staff
    operators = {**staff.operators, 4: third}
    shared.till.master = replace(shared.till.master, staff=replace(staff, operators=operators))
    handed = take_over(shared.till, third, 12, 2)
    if handed.order:
        secure_order(shared.till, handed.order)
    assert (seen(shared, third), seen(shared, bert), seen(shared, shared.waiter)) == ([SOUP], [], [BEER])


def test_a_power_cut_gives_each_his_part_back(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    url = new_books(tmp_path / "cut", tmp_path_factory.getbasetemp())
    with Desk(url, tmp_path / "cut") as before:
        bert = before.till.staff.operators[2]
        for operator, article in ((before.waiter, BEER), (bert, SOUP)):
            before.order(article, by=operator)
        for operator in (bert, before.waiter):
            found = before.till.look(operator, 12)
            assert found is not None
            begin_payment(before.till, operator, 12, [Tender(CASH, found.total)])
    with Desk(url, tmp_path / "cut") as after:
        assert (seen(after, after.waiter), seen(after, bert)) == ([BEER], [SOUP])
    assert_clean(url)


def test_practice_has_parts_of_its_own(shared: Desk) -> None:
    shared.order(BEER, by=shared.trainee)
    assert seen(shared, shared.trainee) == [BEER]
    assert len(shared.books.open_tabs()) == 3


def test_tables_of_one_waiter_and_collective_tables_are_not_divided(desk: Desk, bert: Operator) -> None:
    change_setting(desk.till, desk.boss, ONE_WAITER_TABLES, NumberSet(((12, 12),)))
    change_setting(desk.till, desk.boss, COLLECTIVE_TABLES, NumberSet(((14, 14),)))
    for table in (12, 14):
        desk.order(BEER, by=desk.waiter, table=table)
        with pytest.raises(Refused, match="Anna"):
            desk.order(SOUP, by=bert, table=table)


@pytest.mark.feature("M-TIS-03")
def test_open_to_all_again_nobody_has_a_part(desk: Desk, bert: Operator) -> None:
    change_setting(desk.till, desk.boss, OPEN_TO_ALL, True)
    desk.order(BEER, by=desk.waiter)
    desk.order(SOUP, by=bert)
    assert seen(desk, bert) == [BEER, SOUP]


@pytest.mark.feature("M-TIS-03")
@given(
    orders=st.lists(
        st.tuples(st.sampled_from([1, 2]), st.sampled_from([BEER, SOUP]), st.integers(1, 3)), max_size=6
    ),
    first=st.sampled_from([1, 2]),
)
@told(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_each_pays_is_what_he_ordered(
    desk: Desk, orders: list[tuple[int, int, int]], first: int
) -> None:
    desk.clock += timedelta(minutes=1)
    owed = {1: ZERO, 2: ZERO}
    for number, article, pieces in orders:
        operator = desk.till.staff.operators[number]
        sent = desk.order(Wish(article, Quantity.of(pieces)), by=operator)
        owed[number] += Money.sum(booking.line.amount for booking in sent.order.bookings)
    for number in (first, 3 - first):
        if owed[number]:
            operator = desk.till.staff.operators[number]
            assert desk.pay(by=operator).receipt.total == owed[number]
    assert desk.books.open_tabs() == []

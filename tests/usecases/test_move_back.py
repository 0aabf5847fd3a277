"""A move that was a slip is taken back: everybody sits where he sat, and every cent with him."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.move_back import Move, move_back
from kasse.usecases.transfer_lines import transfer_lines
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import open_sum, state, tab


def move(desk: Desk, table: int = 12, target: int = 20) -> Move:
    source, other = tab(desk, table), desk.books.tab(target)
    return Move(transfer_lines(desk.till, desk.boss, table, target).order, target, source, other)


def test_a_table_goes_home_with_its_name_guests_payer_waiter_and_first_order(desk: Desk) -> None:
    desk.order(BEER, SOUP, by=desk.waiter)
    describe_tab(desk.till, desk.boss, 12, name="Hochzeit", guests=4, payer="Herr Mayer", payment_code="ZI")
    before = tab(desk)
    move_back(desk.till, desk.boss, move(desk))
    now = tab(desk)
    assert desk.books.tab(20) is None
    assert (now.name, now.guests, now.payer, now.payment_code) == ("Hochzeit", 4, "Herr Mayer", "ZI")
    assert (now.operator, now.opened_at, now.total) == (before.operator, before.opened_at, before.total)


def test_whoever_sat_at_the_other_table_stays_there_as_he_was(desk: Desk) -> None:
    desk.order(BEER, table=12)
    desk.order(SOUP, table=20)
    describe_tab(desk.till, desk.boss, 12, name="Ohm", guests=2)
    describe_tab(desk.till, desk.boss, 20, name="Kirchhoff", guests=3)
    before = tab(desk, 20)
    move_back(desk.till, desk.boss, move(desk))
    now = tab(desk, 20)
    assert (now.name, now.guests, now.lines, now.opened_at) == (
        "Kirchhoff",
        3,
        before.lines,
        before.opened_at,
    )
    assert (tab(desk).name, tab(desk).guests) == ("Ohm", 2)


def test_of_a_table_that_two_waiters_have_each_gets_his_own_back(desk: Desk) -> None:
    desk.order(BEER, by=desk.boss)
    desk.order(SOUP, by=desk.waiter)
    source = desk.till.look(desk.waiter, 12)
    assert source is not None
    sent = transfer_lines(desk.till, desk.waiter, 12, 20)
    move_back(desk.till, desk.waiter, Move(sent.order, 20, source))
    own = desk.till.look(desk.waiter, 12)
    assert own is not None
    assert [line.name for line in own.lines] == ["Tagessuppe"]
    assert tab(desk).total == Money(440), "the beer of the other one stayed where it was"


def test_what_was_ordered_meanwhile_stays_where_it_was_ordered(desk: Desk) -> None:
    desk.order(BEER)
    moved = move(desk)
    desk.order(SOUP, table=20)
    desk.order(BEER, table=12)
    describe_tab(desk.till, desk.boss, 12, guests=1)
    move_back(desk.till, desk.boss, moved)
    assert [line.name for line in tab(desk, 20).lines] == ["Tagessuppe"]
    assert len(tab(desk, 12).lines) == 2


def test_what_was_paid_or_moved_on_meanwhile_does_not_come_back(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(2)))
    moved = move(desk)
    line = tab(desk, 20).lines[0]
    transfer_lines(desk.till, desk.boss, 20, 21, [(line.id, ONE)])
    before = state(desk)
    with pytest.raises(Refused, match="Tisch 20 hat sich inzwischen etwas geändert"):
        move_back(desk.till, desk.boss, moved)
    assert state(desk) == before


def test_the_way_back_needs_the_right_to_move(desk: Desk) -> None:
    desk.order(BEER)
    moved = move(desk)
    with pytest.raises(Refused, match="Umbuchen"):
        move_back(desk.till, desk.till.staff.operators[3], moved)


def test_the_same_key_goes_back_once(desk: Desk) -> None:
    desk.order(BEER)
    moved, key = move(desk), uuid4()
    first = move_back(desk.till, desk.boss, moved, key=key)
    assert move_back(desk.till, desk.boss, moved, key=key).order.number == first.order.number
    assert tab(desk).total == Money(440)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(here=st.integers(1, 4), there=st.integers(0, 3))
def test_there_and_back_changes_no_sum(desk: Desk, here: int, there: int) -> None:
    desk.order(*[BEER] * here, table=12)
    if there:
        desk.order(*[SOUP] * there, table=20)
    sums, whole = sums_of(desk), open_sum(desk)
    move_back(desk.till, desk.boss, move(desk))
    assert sums_of(desk) == sums
    assert open_sum(desk) == whole


def sums_of(desk: Desk) -> list[Money | None]:
    tabs = [desk.books.tab(table) for table in (12, 20)]
    return [tab.total if tab else None for tab in tabs]

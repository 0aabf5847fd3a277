"""Guests move and waiters change: every cent and the moment of the first order move along."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.business import counter_of
from kasse.domain.money import Money
from kasse.domain.orders import BookingKind, Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_line import discount_line
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.hand_over import hand_over
from kasse.usecases.print_again import print_interim_bill
from kasse.usecases.transfer_lines import transfer_lines
from tests.store.house import BEER, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, open_sum, state, tab


def test_a_whole_tab_moves_with_its_name_guests_and_payer(desk: Desk) -> None:
    desk.order(Wish(SCHNITZEL, sides=(POTATO_SALAD,)), BEER)
    describe_tab(desk.till, desk.boss, 12, name="Hochzeit", guests=4, payer="Herr Mayer", payment_code="ZI")
    first = tab(desk).opened_at
    sent = transfer_lines(desk.till, desk.boss, 12, 20)
    secure_order(desk.till, sent.order)
    assert desk.books.tab(12) is None
    moved = tab(desk, 20)
    assert (moved.name, moved.guests, moved.payer, moved.payment_code) == ("Hochzeit", 4, "Herr Mayer", "ZI")
    assert (moved.total, moved.opened_at) == (Money(2040 + 440), first)
    assert [line.id for line in moved.lines] == ["1-2-1", "1-2-2"]


def test_the_receipt_of_guests_who_moved_still_tells_their_first_order(desk: Desk) -> None:
    desk.order(BEER)
    first = tab(desk).opened_at
    transfer_lines(desk.till, desk.boss, 12, 20)
    desk.order(SOUP, table=20)
    assert desk.pay(20).receipt.first_ordered_at == first


def test_the_earlier_of_two_first_orders_counts_for_both(desk: Desk) -> None:
    desk.order(BEER, table=12)
    desk.order(SOUP, table=20)
    first, later = tab(desk, 12).opened_at, tab(desk, 20).opened_at
    assert first < later
    transfer_lines(desk.till, desk.boss, 12, 20, [("1-1-1", ONE)])
    assert tab(desk, 20).opened_at == first


def test_a_part_moves_and_the_rest_stays_with_its_name(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(3)))
    describe_tab(desk.till, desk.boss, 12, name="Stammtisch", guests=3)
    sent = transfer_lines(desk.till, desk.boss, 12, 20, [("1-1-1", ONE)])
    out, new = sent.order.bookings
    assert (out.kind, out.table, out.line.amount) == (BookingKind.TRANSFER, 12, Money(-440))
    assert (new.kind, new.table, new.origin, new.line.amount) == (
        BookingKind.TRANSFER,
        20,
        "1-1-1",
        Money(440),
    )
    assert (tab(desk).name, tab(desk).total) == ("Stammtisch", Money(880))
    assert (tab(desk, 20).name, tab(desk, 20).guests) == ("", 0)


def test_the_other_table_keeps_its_name_and_its_waiter(desk: Desk) -> None:
    desk.order(BEER, by=desk.waiter, table=12)
    desk.order(SOUP, by=desk.boss, table=20)
    for table, name, guests in ((12, "Ohm", 2), (20, "Kirchhoff", 3)):
        describe_tab(desk.till, desk.boss, table, name=name, guests=guests)
    transfer_lines(desk.till, desk.boss, 12, 20)
    assert (tab(desk, 20).name, tab(desk, 20).guests, tab(desk, 20).operator) == ("Kirchhoff", 5, 9)
    assert [line.operator for line in tab(desk, 20).lines] == [9, 1]


@pytest.mark.parametrize("target", [12, 99])
def test_guests_move_to_another_table_that_there_is(desk: Desk, target: int) -> None:
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match="Tisch"):
        transfer_lines(desk.till, desk.boss, 12, target)
    assert state(desk) == before


def test_what_is_not_open_does_not_move(desk: Desk) -> None:
    desk.order(BEER)
    before = state(desk)
    for parts in ([("1-1-1", Quantity.of(2))], [("1-1-1", ONE), ("1-1-1", ONE)], [("9-9-9", ONE)], []):
        with pytest.raises(Refused):
            transfer_lines(desk.till, desk.boss, 12, 20, parts)
    with pytest.raises(Refused, match="nichts offen"):
        transfer_lines(desk.till, desk.boss, 13, 20)
    assert state(desk) == before


def test_moving_needs_the_right_to_both_tables(desk: Desk) -> None:
    desk.order(BEER, by=desk.waiter, table=12)
    desk.order(SOUP, by=desk.boss, table=20)
    before = state(desk)
    with pytest.raises(Refused, match="hat nur Chefin etwas offen"):
        transfer_lines(desk.till, desk.waiter, 20, 12)
    with pytest.raises(Refused, match="Umbuchen"):
        transfer_lines(desk.till, desk.till.staff.operators[3], 12, 13)
    assert state(desk) == before


def test_a_transfer_sent_twice_is_booked_once(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(3)))
    key = uuid4()
    for _ in range(2):
        transfer_lines(desk.till, desk.boss, 12, 20, [("1-1-1", ONE)], key=key)
    assert (tab(desk, 12).total, tab(desk, 20).total) == (Money(880), Money(440))


def test_a_bill_that_was_printed_is_out_of_date_when_guests_join(desk: Desk) -> None:
    desk.order(BEER, table=12)
    desk.order(BEER, table=20)
    print_interim_bill(desk.till, desk.boss, 20)
    assert tab(desk, 20).bill_printed
    transfer_lines(desk.till, desk.boss, 12, 20)
    assert not tab(desk, 20).bill_printed


@given(
    cents=st.integers(1, 99_99),
    portions=st.integers(1, 7_000),
    off=st.integers(0, 10_000),
    moves=st.lists(
        st.tuples(st.sampled_from([12, 20, 30]), st.sampled_from([12, 20, 30]), st.integers(1, 7_000))
    ),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cent_is_lost_however_often_guests_move(
    desk: Desk, cents: int, portions: int, off: int, moves: list[tuple[int, int, int]]
) -> None:
    first = desk.order(Wish(302, Quantity(portions), price=Money(cents))).order
    discount_line(desk.till, desk.boss, 12, first.bookings[0].line.id, basis_points=off)
    total, opened = tab(desk).total, tab(desk).opened_at
    for source, target, thousandths in moves:
        here = desk.books.tab(source)
        if here is None or source == target:
            continue
        line = here.lines[thousandths % len(here.lines)]
        quantity = Quantity(min(thousandths, line.quantity.thousandths))
        transfer_lines(desk.till, desk.boss, source, target, [(line.id, quantity)])
        assert open_sum(desk) == total
        assert all(each.opened_at == opened for each in desk.books.open_tabs())
    for summary in desk.books.open_tabs():
        desk.pay(summary.table)
    assert desk.books.open_tabs() == []


def test_a_table_is_handed_to_another_waiter_and_the_journal_says_so(desk: Desk) -> None:
    desk.order(BEER, by=desk.waiter)
    hand_over(desk.till, desk.waiter, 12, 2)
    assert (tab(desk).operator, tab(desk).lines[0].operator) == (2, 1)
    assert last_act(desk).kind is ActKind.TAB
    assert last_act(desk).body == {"table": 12, "handed_over": [1, 2]}
    bert = desk.till.staff.operators[2]
    desk.order(SOUP, by=bert)
    assert [line.operator for line in tab(desk).lines] == [1, 2]


def test_a_table_is_handed_only_to_somebody_who_is_there(desk: Desk) -> None:
    desk.order(BEER, by=desk.waiter)
    before = state(desk)
    for receiver in (77, 90):
        with pytest.raises(Refused):
            hand_over(desk.till, desk.waiter, 12, receiver)
    with pytest.raises(Refused, match="nichts offen"):
        hand_over(desk.till, desk.waiter, 13, 2)
    assert state(desk) == before


@pytest.mark.feature("R-11")
def test_the_payer_and_his_way_to_pay_are_noted_on_the_table_and_stand_on_the_receipt(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, payer="Zimmer 7, Herr Mayer", payment_code="ZI")
    assert (tab(desk).payer, tab(desk).payment_code) == ("Zimmer 7, Herr Mayer", "ZI")
    assert desk.books.open_tabs()[0].payer == "Zimmer 7, Herr Mayer"
    assert desk.pay().receipt.payer == "Zimmer 7, Herr Mayer"
    desk.order(SOUP)
    assert (tab(desk).payer, tab(desk).payment_code) == ("", "")


@pytest.mark.feature("R-11")
def test_a_way_to_pay_that_there_is_not_is_not_noted(desk: Desk) -> None:
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match="XX"):
        describe_tab(desk.till, desk.boss, 12, payment_code="XX")
    assert state(desk) == before


def test_a_table_may_have_a_name_before_anybody_orders(desk: Desk) -> None:
    describe_tab(desk.till, desk.waiter, 12, name="  Reserviert  ", guests=6)
    assert (tab(desk).name, tab(desk).guests, tab(desk).lines) == ("Reserviert", 6, ())
    sent = desk.order(BEER, by=desk.waiter)
    assert sent.order.table_label == "Reserviert"
    assert tab(desk).opened_at == sent.order.bookings[0].line.ordered_at
    receipt = desk.pay(by=desk.waiter).receipt
    assert receipt.table_label == "Reserviert"
    assert desk.books.tab(12) is None


def test_only_what_is_given_changes(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, name="Ohm", guests=2, payer="Firma")
    describe_tab(desk.till, desk.boss, 12, guests=3)
    assert (tab(desk).name, tab(desk).guests, tab(desk).payer) == ("Ohm", 3, "Firma")
    assert last_act(desk).body == {"table": 12, "guests": 3}


@pytest.mark.parametrize("guests", [-1, 1000])
def test_no_table_has_so_many_guests(desk: Desk, guests: int) -> None:
    with pytest.raises(Refused, match="Gäste"):
        describe_tab(desk.till, desk.boss, 12, guests=guests)


def test_the_plan_is_the_plan(desk: Desk) -> None:
    with pytest.raises(Refused, match="Tisch 99"):
        describe_tab(desk.till, desk.boss, 99, name="Wo?")
    desk.order(BEER, by=desk.waiter)
    describe_tab(desk.till, desk.till.staff.operators[2], 12, name="meiner")
    assert tab(desk).name == ""


def test_the_counter_can_take_what_a_table_ordered(desk: Desk) -> None:
    desk.order(BEER)
    transfer_lines(desk.till, desk.boss, 12, counter_of(1))
    assert tab(desk, counter_of(1)).total == Money(440)


def test_slips_tell_the_kitchen_where_the_guests_sit_now(desk: Desk) -> None:
    desk.order(SOUP)
    before = len(jobs(desk))
    transfer_lines(desk.till, desk.boss, 12, 20)
    assert [job.target for job in jobs(desk)[before:]] == ["Küche"]

"""The editor in the order: what was sent is taken back, priced anew or cheapened by right, and the books say why."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import BookingKind, Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.usecases.book_order import OrderSent, secure_order
from kasse.usecases.change_line import change_price, discount_line
from kasse.usecases.void_lines import void_lines
from tests.store.house import BEER, GREETING, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import jobs, state, tab


def void(desk: Desk, line_id: str, quantity: Quantity = ONE, by: Operator | None = None) -> OrderSent:
    sent = void_lines(desk.till, by or desk.boss, 12, [(line_id, quantity)], "Falsch boniert")
    secure_order(desk.till, sent.order)
    return sent


@pytest.mark.feature("R-12")
def test_a_void_takes_a_part_off_the_table_and_says_why(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(3)), SOUP)
    sent = void(desk, "1-1-1")
    (booking,) = sent.order.bookings
    assert (booking.kind, booking.reason) == (BookingKind.VOID, "Falsch boniert")
    assert booking.line.quantity == -ONE
    assert booking.line.amount == Money(-440)
    assert [(line.name, str(line.quantity)) for line in tab(desk).lines] == [
        ("Helles", "2"),
        ("Tagessuppe", "1"),
    ]
    assert tab(desk).total == Money(2 * 440 + 590)


def test_a_void_is_an_order_with_a_number_and_a_signature_of_its_own(desk: Desk) -> None:
    desk.order(BEER)
    sent = void(desk, "1-1-1")
    assert sent.order.number == 2
    assert sent.tab is None
    assert desk.books.tab(12) is None
    assert desk.books.pending() == []
    assert desk.books.voids_of_day() == (1, Money(440))


def test_the_kitchen_hears_of_a_void(desk: Desk) -> None:
    desk.order(SOUP)
    before = len(jobs(desk))
    void(desk, "1-1-1")
    assert [job.payload["order"] for job in jobs(desk)[before:]] == [2]


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_voided_without_a_reason(desk: Desk, reason: str) -> None:
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match="Grund"):
        void_lines(desk.till, desk.boss, 12, [("1-1-1", ONE)], reason)
    assert state(desk) == before


def test_no_more_is_voided_than_is_open(desk: Desk) -> None:
    desk.order(BEER)
    before = state(desk)
    for parts in ([("1-1-1", Quantity.of(2))], [("1-1-1", ONE), ("1-1-1", ONE)], [("1-9-1", ONE)], []):
        with pytest.raises(Refused):
            void_lines(desk.till, desk.boss, 12, parts, "Falsch boniert")
    with pytest.raises(Refused):
        void_lines(desk.till, desk.boss, 13, [("1-1-1", ONE)], "Falsch boniert")
    assert state(desk) == before


@pytest.mark.feature("R-12")
def test_a_void_needs_the_right_to_it_and_to_the_table(desk: Desk) -> None:
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match="Storno"):
        void(desk, "1-1-1", by=desk.till.staff.operators[3])
    with pytest.raises(Refused, match="hat nur Chefin etwas offen"):
        void(desk, "1-1-1", by=desk.waiter)
    assert state(desk) == before


@given(portions=st.integers(1, 9), cents=st.integers(1, 99_99), part=st.integers(1, 9000))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_voided_and_what_stays_add_up(desk: Desk, portions: int, cents: int, part: int) -> None:
    part = min(part, portions * 1000)
    sent = desk.order(Wish(302, Quantity.of(portions), price=Money(cents)))
    voided = void(desk, sent.order.bookings[0].line.id, Quantity(part)).order.bookings[0].line
    left = desk.books.tab(12)
    rest = left.total if left else ZERO
    assert rest - voided.amount == Money(portions * cents)
    if left is not None:
        void(desk, left.lines[0].id, left.lines[0].quantity)
    assert desk.books.tab(12) is None


@pytest.mark.feature("R-12")
def test_a_price_is_changed_by_taking_the_old_line_out_and_the_new_one_in(desk: Desk) -> None:
    desk.order(Wish(SCHNITZEL, Quantity.of(2), sides=(POTATO_SALAD,)), BEER)
    sent = change_price(desk.till, desk.boss, 12, "1-1-1", Money(15_00), "Stammgast")
    secure_order(desk.till, sent.order)
    out, new = sent.order.bookings
    assert (out.kind, new.kind) == (BookingKind.PRICE, BookingKind.PRICE)
    assert (out.line.id, out.line.amount, out.reason) == ("1-1-1", Money(-2 * 2040), "Stammgast")
    assert (new.line.id, new.line.amount, new.origin) == ("1-2-1", Money(2 * 1650), "1-1-1")
    assert [line.id for line in tab(desk).lines] == ["1-2-1", "1-1-2"]
    assert tab(desk).total == Money(2 * 1650 + 440)
    assert tab(desk).lines[0].ordered_at == out.line.ordered_at


@pytest.mark.feature("R-12")
def test_a_price_is_changed_by_right_only_and_never_below_nothing(desk: Desk) -> None:
    desk.order(BEER, by=desk.waiter)
    before = state(desk)
    with pytest.raises(Refused, match="Preis ändern"):
        change_price(desk.till, desk.waiter, 12, "1-1-1", Money(1_00), "")
    for price in (Money(-1), ZERO):
        with pytest.raises(Refused, match="darf nicht"):
            change_price(desk.till, desk.boss, 12, "1-1-1", price, "")
    with pytest.raises(Refused, match="nicht mehr offen"):
        change_price(desk.till, desk.boss, 12, "1-9-1", Money(1_00), "")
    assert state(desk) == before


def test_what_may_be_free_may_become_free_again(desk: Desk) -> None:
    desk.order(GREETING)
    change_price(desk.till, desk.boss, 12, "1-1-1", Money(2_00), "doch berechnet")
    assert tab(desk).total == Money(2_00)
    change_price(desk.till, desk.boss, 12, "1-2-1", ZERO, "doch nicht")
    assert tab(desk).total == ZERO


def test_a_changed_price_is_one_of_the_catalogue_no_more_but_the_tax_rate_stays(desk: Desk) -> None:
    desk.order(SOUP)
    rate = tab(desk).lines[0].components[0].rate
    change_price(desk.till, desk.boss, 12, "1-1-1", Money(3_00), "")
    desk.order(SOUP)
    assert [line.amount for line in tab(desk).lines] == [Money(3_00), Money(5_90)]
    assert tab(desk).lines[0].components[0].rate == rate


def test_a_discount_takes_the_place_of_the_one_before(desk: Desk) -> None:
    desk.order(Wish(SCHNITZEL, sides=(POTATO_SALAD,)))
    discount_line(desk.till, desk.boss, 12, "1-1-1", basis_points=1000, reason="Stammgast")
    assert (tab(desk).total, tab(desk).lines[0].discount) == (Money(18_36), Money(2_04))
    discount_line(desk.till, desk.boss, 12, "1-1-1", amount=Money(5_00))
    assert tab(desk).total == Money(15_40)
    discount_line(desk.till, desk.boss, 12, "1-1-1", basis_points=0)
    assert tab(desk).total == Money(20_40)
    assert tab(desk).lines[0].discount == ZERO


def test_a_discount_is_booked_without_quantity_and_needs_no_signature(desk: Desk) -> None:
    desk.order(BEER)
    sent = discount_line(desk.till, desk.boss, 12, "1-1-1", amount=Money(40), reason="Schaum")
    (booking,) = sent.order.bookings
    assert (booking.kind, booking.reason) == (BookingKind.DISCOUNT, "Schaum")
    assert (booking.line.quantity.thousandths, booking.line.discount) == (0, Money(40))
    assert desk.books.pending() == []


def test_a_discount_is_given_by_right_and_never_more_than_the_line_costs(desk: Desk) -> None:
    desk.order(BEER, by=desk.waiter)
    before = state(desk)
    with pytest.raises(Refused, match="Rabatt"):
        discount_line(desk.till, desk.waiter, 12, "1-1-1", basis_points=1000)
    for off in (Money(441), Money(-1)):
        with pytest.raises(Refused, match="zwischen 0 und"):
            discount_line(desk.till, desk.boss, 12, "1-1-1", amount=off)
    with pytest.raises(ValueError, match="either"):
        discount_line(desk.till, desk.boss, 12, "1-1-1", amount=Money(1), basis_points=1)
    assert state(desk) == before


def test_changes_are_booked_once_however_often_they_are_sent(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(4)))
    one, two, three = uuid4(), uuid4(), uuid4()
    for _ in range(2):
        discount_line(desk.till, desk.boss, 12, "1-1-1", amount=Money(40), key=one)
        sent = void_lines(desk.till, desk.boss, 12, [("1-1-1", ONE)], "Falsch boniert", key=two)
        secure_order(desk.till, sent.order)
    for _ in range(2):
        sent = change_price(desk.till, desk.boss, 12, "1-1-1", Money(1_00), "", key=three)
        secure_order(desk.till, sent.order)
    assert tab(desk).total == Money(3_00)
    assert desk.order(SOUP).order.number == 5


def test_training_changes_stay_in_training(desk: Desk) -> None:
    desk.order(BEER, by=desk.boss)
    desk.order(BEER, BEER, by=desk.trainee)
    with pytest.raises(Refused, match="nicht mehr offen"):
        void(desk, "1-1-1", by=desk.trainee)
    void(desk, "1-2-1", by=desk.trainee)
    assert len(tab(desk, training=True).lines) == 1
    assert len(tab(desk).lines) == 1
    assert desk.books.voids_of_day() == (0, ZERO)

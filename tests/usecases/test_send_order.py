"""An order is on the table, in the journal, signed and on its way to the kitchen, or nothing of it happened."""

from uuid import uuid4

import pytest

from kasse.domain.business import counter_of
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind, Pending, Subject
from kasse.usecases.book_order import secure_order
from kasse.usecases.send_order import send_order
from kasse.usecases.till import Changed
from tests.store.house import BEER, BOOK, GREETING, OPEN_PRICE, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, state, tab

SOLD_OUT, NOT_THERE, AWAY = 306, 999, 307


def test_what_is_ordered_stands_on_the_table_at_its_price(desk: Desk) -> None:
    sent = send_order(
        desk.till,
        desk.waiter,
        12,
        [
            Wish(SCHNITZEL, Quantity.of(2), sides=(POTATO_SALAD,), remark="ohne Zwiebeln"),
            Wish(BEER, price_level=3),
        ],
    )
    open_now = tab(desk)
    assert sent.tab == open_now
    assert open_now.total == Money(2 * (1890 + 150) + 390)
    assert [line.name for line in open_now.lines] == ["Schnitzel", "Helles"]
    assert [line.operator for line in open_now.lines] == [1, 1]
    assert open_now.lines[0].remark == "ohne Zwiebeln"
    assert sent.changed == Changed.ORDERS | Changed.TABLES | Changed.JOURNAL


def test_orders_of_an_evening_gather_on_the_tab_of_the_first_one(desk: Desk) -> None:
    first = desk.order(BEER)
    desk.order(SOUP)
    desk.order(BEER, by=desk.waiter, table=13)
    assert [line.name for line in tab(desk).lines] == ["Helles", "Tagessuppe"]
    assert tab(desk).opened_at == first.order.bookings[0].line.ordered_at
    assert [desk.books.order(number).table for number in (1, 2, 3)] == [12, 12, 13]


def test_every_line_has_a_name_of_its_own(desk: Desk) -> None:
    desk.order(BEER, BEER)
    desk.order(BEER)
    assert [line.id for line in tab(desk).lines] == ["1-1-1", "1-1-2", "1-2-1"]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (Wish(SOLD_OUT), "ausverkauft"),
        (Wish(NOT_THERE), "gibt es nicht"),
        (Wish(AWAY), "gibt es nicht"),
        (Wish(SCHNITZEL, sides=(POTATO_SALAD, BEER)), "nicht als Beilage"),
        (Wish(SCHNITZEL), "fehlt noch"),
        (Wish(OPEN_PRICE), "Preis"),
        (Wish(BEER, price=Money(1)), "festen Preis"),
        (Wish(BEER, Quantity(0)), "Menge"),
        (Wish(BEER, Quantity(-1000)), "Menge"),
        (Wish(BEER, price_level=10), "Preisebene"),
        (Wish(400), "Funktion"),
    ],
)
def test_an_order_is_booked_whole_or_not_at_all(desk: Desk, wish: Wish, why: str) -> None:
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match=why):
        send_order(desk.till, desk.boss, 12, [Wish(SOUP), wish, Wish(BOOK)])
    assert state(desk) == before
    assert desk.order(SOUP).order.number == 2


def test_nothing_and_nowhere_cannot_be_ordered(desk: Desk) -> None:
    before = state(desk)
    with pytest.raises(Refused, match="noch nichts boniert"):
        send_order(desk.till, desk.boss, 12, [])
    with pytest.raises(Refused, match="Tisch 99"):
        send_order(desk.till, desk.boss, 99, [Wish(BEER)])
    assert state(desk) == before


def test_the_counter_sells_without_a_table(desk: Desk) -> None:
    sent = desk.order(BEER, table=counter_of(1))
    assert sent.order.table_label == "Direktverkauf"
    desk.pay(counter_of(1))


def test_somebody_without_the_right_orders_nothing(desk: Desk) -> None:
    cook = desk.till.staff.operators[3]
    with pytest.raises(Refused, match="Bonieren"):
        send_order(desk.till, cook, 12, [Wish(BEER)])


def test_other_waiters_tables_are_touched_by_right_only(desk: Desk) -> None:
    bert = desk.till.staff.operators[2]
    desk.order(BEER, by=desk.waiter)
    send_order(desk.till, bert, 12, [Wish(BEER)])
    assert len(tab(desk).lines) == 1
    desk.order(BEER, by=desk.boss)
    assert tab(desk).operator == desk.waiter.number
    assert [line.operator for line in tab(desk).lines] == [1, 9]


def test_the_same_order_sent_twice_is_booked_once(desk: Desk) -> None:
    key = uuid4()
    first = desk.order(BEER, key=key)
    waiting = len(jobs(desk))
    again = desk.order(BEER, key=key)
    assert again.order == first.order
    assert again.tab == tab(desk)
    assert len(tab(desk).lines) == 1
    assert len(jobs(desk)) == waiting
    assert desk.order(SOUP).order.number == 2


def test_an_order_is_durable_first_and_signed_then(desk: Desk) -> None:
    sent = send_order(desk.till, desk.boss, 12, [Wish(BEER)])
    assert desk.books.pending() == [Pending(Subject.ORDER, sent.order.number)]
    secured = secure_order(desk.till, sent.order)
    assert secured is not None
    assert secured.is_signed
    assert secured.process.process_type == "Bestellung-V1"
    assert desk.books.pending() == []
    assert last_act(desk).kind is ActKind.SECURED
    assert secure_order(desk.till, sent.order) is None  # it is signed once


def test_every_station_gets_its_slip_with_the_order(desk: Desk) -> None:
    desk.order(Wish(SCHNITZEL, sides=(POTATO_SALAD,)), BEER, SOUP, BOOK)
    slips = [(job.target, job.payload["station"]) for job in jobs(desk)]
    assert sorted(slips) == [("Küche", "Küche"), ("Theke", "Theke")]


def test_what_costs_nothing_may_be_ordered_where_that_is_allowed(desk: Desk) -> None:
    desk.order(GREETING)
    assert tab(desk).total == Money(0)
    assert desk.pay().receipt.payments == ()
    assert desk.books.tab(12) is None

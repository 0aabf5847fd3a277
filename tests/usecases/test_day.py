"""The business day: its date is not the clock's, its figures are those of its receipts, its closing ends it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import ReceiptKind, Tender, discount_percent
from kasse.domain.shifts import Figures
from kasse.ports.books import ActKind
from kasse.usecases.book_internal import book_internal
from kasse.usecases.book_order import secure_order
from kasse.usecases.close_day import close_day, look_at_day, report_day
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.move_cash import move_cash
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import begin_payment, take_payment
from kasse.usecases.void_lines import void_lines
from tests.domain.examples import CARD, CASH, FRANCS, ROOM
from tests.store.house import BEER, BOOK, GREETING, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, state, tab

MONDAY = date(2026, 5, 4)
EVENING = datetime(2026, 5, 4, 21, 30, tzinfo=UTC)
"""Half past eleven on the wall."""


def sell(desk: Desk, table: int = 12) -> int:
    desk.order(BEER, table=table)
    return desk.pay(table).receipt.number


# --- the date ----------------------------------------------------------------------------------------------


@pytest.mark.feature("R-09")
def test_what_is_sold_after_midnight_belongs_to_the_evening(desk: Desk) -> None:
    desk.clock = EVENING
    sell(desk)
    desk.clock = EVENING + timedelta(hours=2)  # half past one on Tuesday
    number = sell(desk)
    receipt = desk.books.receipt(number).receipt
    assert receipt.business_date == MONDAY
    assert receipt.issued_at.astimezone(desk.till.zone).date() == date(2026, 5, 5)
    closing = close_day(desk.till, desk.boss).closing
    assert (closing.business_date, closing.figures.receipts) == (MONDAY, 2)
    assert [hour for hour, _ in closing.figures.hours] == [1, 23]


@pytest.mark.feature("R-09")
def test_the_date_changes_by_the_closing_alone(desk: Desk) -> None:
    desk.clock = EVENING + timedelta(hours=3)
    assert desk.books.business_date == MONDAY
    close_day(desk.till, desk.boss)
    assert desk.books.business_date == date(2026, 5, 5)
    number = sell(desk)
    assert desk.books.receipt(number).receipt.business_date == date(2026, 5, 5)


@pytest.mark.feature("R-09")
def test_a_day_closed_at_noon_is_over_and_the_next_one_begins(desk: Desk) -> None:
    close_day(desk.till, desk.boss)
    assert desk.books.business_date == date(2026, 5, 5)  # never the same date twice
    close_day(desk.till, desk.boss)
    assert desk.books.business_date == date(2026, 5, 6)


@pytest.mark.feature("R-09")
def test_after_days_of_rest_the_date_is_todays(desk: Desk) -> None:
    close_day(desk.till, desk.boss)
    desk.clock = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
    sell(desk)
    closing = close_day(desk.till, desk.boss).closing
    assert closing.business_date == date(2026, 5, 5)
    desk.clock = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
    assert desk.books.business_date == date(2026, 5, 11)


# --- the figures -------------------------------------------------------------------------------------------


def busy_day(desk: Desk) -> None:
    """Something of everything that figures show."""
    move_cash(desk.till, desk.boss, Money(200_00), "Wechselgeld")
    desk.order(Wish(BEER, Quantity.of(3)), BOOK, by=desk.waiter)
    off = discount_percent(tab(desk).lines, 1000)
    take_payment(desk.till, desk.boss, 12, [Tender(CARD, Money(35_00))], discounts=[off], tip=Money(71))
    desk.clock += timedelta(hours=1)
    desk.order(SOUP, BEER, table=20)
    take_payment(desk.till, desk.boss, 20, [Tender(FRANCS, Money(20_00))])
    desk.order(SOUP, by=desk.waiter, table=21)
    take_payment(desk.till, desk.waiter, 21, [Tender(CASH, Money(10_00))])
    desk.order(BOOK, table=22)
    take_payment(desk.till, desk.boss, 22, [Tender(ROOM, Money(10_00)), Tender(CASH, Money(14_90))])
    reverse_receipt(desk.till, desk.boss, sell(desk), "Reklamation")
    desk.order(SOUP, BEER, table=23)
    sent = void_lines(desk.till, desk.boss, 23, [(tab(desk, 23).lines[0].id, ONE)], "Falsch boniert")
    secure_order(desk.till, sent.order)
    book_internal(desk.till, desk.boss, 23, 1)
    move_cash(desk.till, desk.boss, Money(-50_00), "Bank")


def added_up(desk: Desk) -> Figures:
    """The same figures, added up by hand from what was printed."""
    receipts = list(desk.books.receipts_of_day())
    sold = [r for r in receipts if r.kind in (ReceiptKind.SALE, ReceiptKind.REVERSAL)]
    ways: Counter[str] = Counter()
    for receipt in receipts:
        for payment in receipt.payments:
            ways[payment.code] += payment.amount.cents
    figures = look_at_day(desk.till).figures
    assert {code: amount.cents for code, _, _, amount in figures.payments} == dict(ways)
    assert figures.cash_expected.cents == ways["BA"]
    gross = sum(r.total.cents - r.tip.cents for r in sold)
    assert figures.gross.cents == gross
    assert sum(amount.cents for _, _, _, amount in figures.operators) == gross
    assert sum(amount.cents for _, amount in figures.main_groups) == gross
    assert sum(amount.cents for _, groups in figures.hours for _, amount in groups) == gross
    taxed = sum(t.gross.cents for t in figures.taxes)
    assert taxed == gross + figures.tips.cents + figures.cash_movements.cents
    assert all(t.net + t.tax == t.gross for t in figures.taxes)
    assert (figures.first_number, figures.last_number) == (1, receipts[-1].number)
    return figures


def test_the_figures_of_the_day_are_those_of_its_receipts(desk: Desk) -> None:
    busy_day(desk)
    figures = added_up(desk)
    assert (figures.receipts, figures.tips, figures.reversals) == (6, Money(71), (1, Money(-4_40)))
    assert figures.internal == (1, Money(4_40))
    assert look_at_day(desk.till).voids == (1, Money(5_90))


def test_x_and_z_agree_and_z_freezes_what_x_showed(desk: Desk) -> None:
    busy_day(desk)
    x_report = report_day(desk.till, desk.boss)
    closing = close_day(desk.till, desk.boss, x_report.cash_expected).closing
    assert closing.figures == x_report
    assert closing.counted == x_report.cash_expected
    assert closing.difference == ZERO
    assert desk.books.closing(1)[0] == closing
    assert look_at_day(desk.till).figures.receipts == 0


def test_an_x_report_closes_nothing(desk: Desk) -> None:
    sell(desk)
    first = report_day(desk.till, desk.boss)
    assert last_act(desk).kind is ActKind.REPORT
    assert report_day(desk.till, desk.boss) == first
    assert desk.books.business_date == MONDAY
    assert [job.payload["paper"] for job in jobs(desk)][-2:] == ["x_report", "x_report"]


def test_each_day_counts_its_own_receipts_and_numbers_go_on(desk: Desk) -> None:
    sell(desk)
    sell(desk)
    close_day(desk.till, desk.boss)
    number = sell(desk)
    figures = look_at_day(desk.till).figures
    assert (number, figures.receipts, figures.first_number) == (3, 1, 3)
    assert close_day(desk.till, desk.boss).closing.number == 2


def test_a_receipt_of_yesterday_is_reversed_today(desk: Desk) -> None:
    number = sell(desk)
    close_day(desk.till, desk.boss)
    back = reverse_receipt(desk.till, desk.boss, number, "Reklamation").receipt
    assert back.business_date == date(2026, 5, 5)
    assert look_at_day(desk.till).figures.gross == Money(-4_40)
    closing = close_day(desk.till, desk.boss).closing
    assert closing.figures.reversals == (1, Money(-4_40))


# --- the closing -------------------------------------------------------------------------------------------


def test_no_day_is_closed_while_tables_are_open(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, name="Ohm")
    before = state(desk)
    with pytest.raises(Refused, match="Ohm"):
        close_day(desk.till, desk.boss)
    assert state(desk) == before
    assert look_at_day(desk.till).open_tables == ("Ohm",)
    desk.pay()
    close_day(desk.till, desk.boss)


def test_a_table_that_is_only_reserved_keeps_nobody_from_going_home(desk: Desk) -> None:
    describe_tab(desk.till, desk.boss, 20, name="Hochzeit morgen", guests=40)
    close_day(desk.till, desk.boss)
    assert tab(desk, 20).name == "Hochzeit morgen"


def test_what_was_given_for_nothing_needs_its_receipt_before_the_day_ends(desk: Desk) -> None:
    desk.order(GREETING)
    with pytest.raises(Refused, match="Tisch 12"):
        close_day(desk.till, desk.boss)


def test_no_day_is_closed_while_something_waits_for_its_signature(desk: Desk) -> None:
    desk.order(BEER)
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))])
    with pytest.raises(Refused, match="abgesichert"):
        close_day(desk.till, desk.boss)
    assert desk.books.business_date == MONDAY


def test_the_day_is_closed_by_right(desk: Desk) -> None:
    before = state(desk)
    for who in (desk.waiter, desk.trainee):
        with pytest.raises(Refused):
            close_day(desk.till, who)
    with pytest.raises(Refused, match="Berichte"):
        report_day(desk.till, desk.waiter)
    assert state(desk) == before


def test_a_day_is_closed_once_however_often_it_is_asked_for(desk: Desk) -> None:
    sell(desk)
    key = uuid4()
    first = close_day(desk.till, desk.boss, Money(4_40), key=key)
    before = state(desk)
    assert close_day(desk.till, desk.boss, Money(4_40), key=key) == first
    assert state(desk) == before


def test_a_day_without_sales_can_be_closed(desk: Desk) -> None:
    figures = close_day(desk.till, desk.boss).closing.figures
    assert (figures.receipts, figures.gross, figures.first_number) == (0, ZERO, 0)


# --- training ----------------------------------------------------------------------------------------------


def test_training_counts_for_nothing(desk: Desk) -> None:
    desk.order(BEER, SOUP, by=desk.trainee)
    void_lines(desk.till, desk.trainee, 12, [("1-1-2", ONE)], "geübt")
    practised = desk.pay(by=desk.trainee)
    assert practised.receipt.training
    move_cash(desk.till, desk.trainee, Money(100_00), "geübt")
    sell(desk)
    day = look_at_day(desk.till)
    assert (day.figures.gross, day.figures.receipts, day.figures.training) == (Money(4_40), 1, 2)
    assert (day.figures.cash_expected, day.voids) == (Money(4_40), (0, ZERO))
    assert [t.gross for t in day.figures.taxes] == [Money(4_40)]


def test_who_practises_sees_other_tables_than_who_sells(desk: Desk) -> None:
    desk.order(BEER, by=desk.trainee)
    assert desk.books.tab(12) is None
    desk.order(SOUP)
    assert [line.name for line in tab(desk).lines] == ["Tagessuppe"]
    assert [line.name for line in tab(desk, training=True).lines] == ["Helles"]
    desk.pay()
    assert len(tab(desk, training=True).lines) == 1
    close_day(desk.till, desk.boss)  # what was practised keeps nobody from going home

"""The settlement of a waiter: whose turnover it is when tables change hands, who may see it, and what is printed."""

from __future__ import annotations

import pytest

from kasse.documents.text import text
from kasse.domain.money import ZERO, Money
from kasse.domain.quantity import ONE
from kasse.domain.refused import Refused
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.settings.declared.handing_over import HAND_OVER_SALES
from kasse.settings.declared.tables import OPEN_TO_ALL
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day, look_at_day
from kasse.usecases.draw_paper import draw_paper
from kasse.usecases.hand_over import hand_over
from kasse.usecases.settle_operator import look_at_operator, print_settlement, shifts_of_day
from kasse.usecases.take_payment import take_payment
from kasse.usecases.void_lines import void_lines
from tests.domain.examples import CASH
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, tab


@pytest.fixture
def bert(desk: Desk) -> Operator:
    return desk.till.staff.operators[2]


def figures(desk: Desk, of: int) -> tuple[Money, Money, Money, Money]:
    """Ordered, not collected, collected, also collected."""
    s = look_at_operator(desk.till, desk.boss, of).settlement
    return s.ordered, s.not_collected, s.collected, s.also_collected


@pytest.mark.feature("M-TIS-12")
def test_at_a_shared_table_who_collects_also_collects_for_who_ordered(desk: Desk, bert: Operator) -> None:
    change_setting(desk.till, desk.boss, OPEN_TO_ALL, True)
    desk.order(BEER, by=desk.waiter)
    beer = tab(desk).total
    desk.order(SOUP, by=bert)
    all_ = desk.pay(by=bert).receipt.total
    assert figures(desk, 1) == (beer, beer, ZERO, ZERO)
    assert figures(desk, 2) == (all_ - beer, ZERO, all_, beer)


@pytest.mark.feature("M-TIS-12")
@pytest.mark.parametrize("with_sales", [False, True])
def test_after_a_handover_the_turnover_is_whose_the_setting_says(
    desk: Desk, bert: Operator, *, with_sales: bool
) -> None:
    change_setting(desk.till, desk.boss, HAND_OVER_SALES, with_sales)
    desk.order(BEER, by=desk.waiter)
    handed = hand_over(desk.till, desk.waiter, 12, 2)
    if handed.order is not None:
        secure_order(desk.till, handed.order)
    total = desk.pay(by=bert).receipt.total
    if with_sales:
        assert figures(desk, 1) == (ZERO, ZERO, ZERO, ZERO)
        assert figures(desk, 2) == (total, ZERO, total, ZERO)
    else:
        assert figures(desk, 1) == (total, total, ZERO, ZERO)
        assert figures(desk, 2) == (ZERO, ZERO, total, total)


@pytest.mark.feature("M-TIS-12")
def test_the_paper_says_what_was_not_and_what_was_also_collected(desk: Desk, bert: Operator) -> None:
    desk.order(BEER, by=desk.waiter)
    hand_over(desk.till, desk.waiter, 12, 2)
    total = desk.pay(by=bert).receipt.total
    for of, word in ((1, "Nicht kassiert"), (2, "Davon zusätzlich kassiert")):
        print_settlement(desk.till, desk.boss, of)
        page = draw_paper(desk.till, jobs(desk)[-1].payload)
        assert page is not None
        row = next(row for row in text(page, 42).splitlines() if word in row)
        assert row.endswith(str(total))


def test_voids_tips_cash_and_open_tables_are_told(desk: Desk, bert: Operator) -> None:
    desk.order(BEER, SOUP, by=desk.waiter)
    void_lines(desk.till, desk.waiter, 12, [(tab(desk).lines[0].id, ONE)], "Falsch boniert")
    owed = tab(desk).total
    take_payment(desk.till, desk.waiter, 12, [Tender(CASH, owed + Money(150))], tip=Money(150))
    desk.order(SOUP, by=desk.waiter, table=14)
    desk.order(BEER, by=bert, table=15)
    day = look_at_operator(desk.till, desk.waiter, 1)
    assert day.settlement.voids[0] == 1
    assert day.settlement.figures.tips == Money(150)
    assert day.settlement.cash.balance == owed + Money(150)
    assert day.still_open == tab(desk, 14).total
    assert look_at_operator(desk.till, bert, 2).settlement.voids == (0, ZERO)
    assert look_at_day(desk.till).voids == day.settlement.voids


def test_ones_own_needs_no_right_that_of_others_does(desk: Desk, bert: Operator) -> None:
    desk.order(BEER, by=bert)
    desk.pay(by=bert)
    assert [shift.operator for shift in shifts_of_day(desk.till, desk.waiter)] == [1]
    assert [shift.operator for shift in shifts_of_day(desk.till, desk.boss)] == [9, 2]
    look_at_operator(desk.till, desk.waiter, 1)
    with pytest.raises(Refused, match="„Berichte“ ist Anna nicht erlaubt"):
        look_at_operator(desk.till, desk.waiter, 2)
    with pytest.raises(Refused, match="„Berichte“ ist Anna nicht erlaubt"):
        print_settlement(desk.till, desk.waiter, 2)


def test_practice_settles_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="In der Übung"):
        print_settlement(desk.till, desk.trainee, desk.trainee.number)


def test_it_stands_in_the_journal_and_closes_nothing(desk: Desk, bert: Operator) -> None:
    desk.order(BEER, by=bert)
    total = desk.pay(by=bert).receipt.total
    print_settlement(desk.till, desk.boss, 2)
    act = last_act(desk)
    assert (act.kind, act.operator, act.body["settlement"]) == (ActKind.REPORT, 9, 2)
    assert (act.body["collected"], act.body["cash"]) == (total.cents, total.cents)
    assert figures(desk, 2)[2] == total


def test_what_is_printed_late_is_what_was_asked_for(desk: Desk, bert: Operator) -> None:
    desk.order(BEER, by=bert)
    total = desk.pay(by=bert).receipt.total
    print_settlement(desk.till, bert, 2)
    payload = jobs(desk)[-1].payload
    desk.order(SOUP, by=bert)
    desk.pay(by=bert)
    close_day(desk.till, desk.boss)
    page = draw_paper(desk.till, payload)
    assert page is not None
    row = next(row for row in text(page, 42).splitlines() if row.startswith("Kassiert"))
    assert row.endswith(str(total))
    assert figures(desk, 2) == (ZERO, ZERO, ZERO, ZERO)

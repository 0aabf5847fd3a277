"""Receipts beside the sale: reversals, internal accounts, cash movements, function articles, interim bills."""

from uuid import uuid4

import pytest

from kasse.documents.text import text
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import ReceiptKind, Tender, discount_percent
from kasse.ports.books import ActKind
from kasse.ports.outbox import JobKind
from kasse.usecases.book_internal import book_internal
from kasse.usecases.close_day import look_at_day
from kasse.usecases.draw_paper import draw_paper
from kasse.usecases.move_cash import move_cash
from kasse.usecases.print_again import print_interim_bill, reprint_receipt
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import begin_payment, take_payment
from kasse.usecases.use_function import open_drawer, use_function
from tests.domain.examples import CARD, CASH, FRANCS
from tests.store.house import BEER, BOOK, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, state, tab

CASH_IN, CASH_OUT, COMMISSION, DRAWER, TIP = 400, 401, 402, 403, 404


def newest_paper(desk: Desk) -> str:
    page = draw_paper(desk.till, jobs(desk)[-1].payload)
    assert page is not None
    return text(page, 42)


# --- interim bill, invoice, invoice correction -----------------------------------------------------------


@pytest.mark.feature("R-03")
def test_an_interim_bill_shows_what_is_open_and_settles_nothing(desk: Desk) -> None:
    desk.order(Wish(SCHNITZEL, sides=(POTATO_SALAD,)), BEER)
    print_interim_bill(desk.till, desk.boss, 12)
    paper = newest_paper(desk)
    assert "24,80" in paper
    assert "keine Rechnung" in paper
    assert (tab(desk).total, tab(desk).bill_printed) == (Money(24_80), True)
    act = last_act(desk)
    assert (act.kind, act.body["table"], act.body["total"]) == (ActKind.INTERIM_BILL, 12, 24_80)
    assert list(desk.books.receipts_of_day()) == []
    desk.order(BEER)
    assert not tab(desk).bill_printed


def test_there_is_no_interim_bill_of_nothing_or_for_strangers(desk: Desk) -> None:
    desk.order(BEER)
    before = state(desk)
    for who, table in ((desk.boss, 13), (desk.waiter, 12), (desk.till.staff.operators[3], 12)):
        with pytest.raises(Refused):
            print_interim_bill(desk.till, who, table)
    assert state(desk) == before


@pytest.mark.feature("R-03")
def test_interim_bill_invoice_and_correction_follow_each_other(desk: Desk) -> None:
    desk.order(BEER, BOOK)
    print_interim_bill(desk.till, desk.boss, 12)
    assert "Zwischenrechnung" in newest_paper(desk)
    sold = take_payment(desk.till, desk.boss, 12, [Tender(CARD, Money(29_30))]).receipt
    assert f"{sold.number}" in newest_paper(desk)
    reversed_ = reverse_receipt(desk.till, desk.boss, sold.number, "Falscher Tisch").receipt
    paper = newest_paper(desk)
    assert "Falscher Tisch" in paper
    assert "-29,30" in paper.replace("−", "-")
    assert (reversed_.kind, reversed_.reverses, reversed_.number) == (ReceiptKind.REVERSAL, 1, 2)


@pytest.mark.feature("R-03")
def test_a_receipt_and_its_correction_are_nothing_together(desk: Desk) -> None:
    desk.order(Wish(SCHNITZEL, Quantity.of(2), sides=(POTATO_SALAD,)), BEER, BOOK)
    off = discount_percent(tab(desk).lines, 1500)
    total = tab(desk).total - off.total + Money(1_00)
    tenders = [Tender(FRANCS, Money(20_00)), Tender(CASH, total)]
    sold = take_payment(desk.till, desk.boss, 12, tenders, discounts=[off], tip=Money(1_00)).receipt
    back = reverse_receipt(desk.till, desk.boss, sold.number, "Reklamation").receipt
    assert {t.rate: (-t.gross, -t.net, -t.tax) for t in back.taxes} == {
        t.rate: (t.gross, t.net, t.tax) for t in sold.taxes
    }
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.tips, figures.cash_expected) == (ZERO, ZERO, ZERO)
    assert figures.reversals == (1, -(total - Money(1_00)))
    assert desk.books.tab(12) is None  # the goods are not on the table again


def test_a_receipt_is_reversed_once_only(desk: Desk) -> None:
    desk.order(BEER)
    number = desk.pay().receipt.number
    key = uuid4()
    back = reverse_receipt(desk.till, desk.boss, number, "Reklamation", key=key)
    before = state(desk)
    with pytest.raises(Refused, match=f"mit Beleg {back.receipt.number}"):
        reverse_receipt(desk.till, desk.boss, number, "noch einmal")
    assert reverse_receipt(desk.till, desk.boss, number, "Reklamation", key=key).receipt == back.receipt
    assert state(desk) == before
    assert desk.books.reversal_of(number) == back.receipt.number


def test_only_what_was_sold_can_be_reversed(desk: Desk) -> None:
    desk.order(BEER)
    sold = desk.pay().receipt.number
    back = reverse_receipt(desk.till, desk.boss, sold, "Reklamation").receipt.number
    test = use_function(desk.till, desk.boss, COMMISSION)
    assert test is not None
    desk.order(BEER)
    before = state(desk)
    for number in (back, test.receipt.number, 99):
        with pytest.raises(Refused, match=str(number)):
            reverse_receipt(desk.till, desk.boss, number, "Reklamation")
    with pytest.raises(Refused, match="Grund"):
        reverse_receipt(desk.till, desk.boss, sold, "  ")
    with pytest.raises(Refused, match="Rechnungsstorno"):
        reverse_receipt(desk.till, desk.waiter, sold, "Reklamation")
    assert state(desk) == before


def test_a_receipt_that_waits_for_its_signature_is_not_reversed(desk: Desk) -> None:
    desk.order(BEER)
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))])
    with pytest.raises(Refused, match="abgesichert"):
        reverse_receipt(desk.till, desk.boss, 1, "Reklamation")


def test_training_receipts_are_reversed_in_training_only(desk: Desk) -> None:
    desk.order(BEER, by=desk.trainee)
    practised = desk.pay(by=desk.trainee).receipt.number
    desk.order(BEER)
    sold = desk.pay().receipt.number
    for who, number in ((desk.boss, practised), (desk.trainee, sold)):
        with pytest.raises(Refused, match="Übung"):
            reverse_receipt(desk.till, who, number, "Reklamation")
    assert reverse_receipt(desk.till, desk.trainee, practised, "geübt").receipt.training


def test_a_cash_movement_can_be_taken_back(desk: Desk) -> None:
    number = move_cash(desk.till, desk.boss, Money(100_00), "Wechselgeld").receipt.number
    reverse_receipt(desk.till, desk.boss, number, "vertippt")
    figures = look_at_day(desk.till).figures
    assert (figures.cash_movements, figures.cash_expected, figures.receipts) == (ZERO, ZERO, 0)


def test_copies_are_printed_by_right_and_stand_in_the_journal(desk: Desk) -> None:
    desk.order(BEER)
    number = desk.pay().receipt.number
    reprint_receipt(desk.till, desk.waiter, number)
    assert "KOPIE" in newest_paper(desk)
    assert (last_act(desk).kind, last_act(desk).body) == (ActKind.REPRINT, {"receipt": number, "copy": 1})
    before = state(desk)
    with pytest.raises(Refused, match="Beleg 99"):
        reprint_receipt(desk.till, desk.boss, 99)
    with pytest.raises(Refused, match="Kopie"):
        reprint_receipt(desk.till, desk.till.staff.operators[3], number)
    assert state(desk) == before


# --- internal accounts -----------------------------------------------------------------------------------


def test_what_the_staff_eats_is_written_down_and_signed_and_is_no_turnover(desk: Desk) -> None:
    desk.order(SOUP, BEER)
    paid = book_internal(desk.till, desk.boss, 12, 1)
    receipt = paid.receipt
    assert (receipt.kind, receipt.reason, receipt.payments) == (ReceiptKind.INTERNAL, "Personal", ())
    assert receipt.total == Money(10_30)
    assert paid.secured is not None
    assert paid.secured.is_signed
    assert desk.books.tab(12) is None
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.cash_expected, figures.internal) == (ZERO, ZERO, (1, Money(10_30)))
    assert jobs(desk, JobKind.DRAWER) == []


def test_a_part_of_a_table_may_be_on_the_house(desk: Desk) -> None:
    desk.order(SOUP, BEER)
    book_internal(desk.till, desk.boss, 12, 2, parts=tab(desk).lines[:1])
    assert desk.pay().receipt.total == Money(4_40)


def test_internal_accounts_are_used_by_right_and_exist(desk: Desk) -> None:
    desk.order(SOUP)
    before = state(desk)
    for who, table, account in ((desk.boss, 12, 7), (desk.waiter, 12, 1), (desk.boss, 13, 1)):
        with pytest.raises(Refused):
            book_internal(desk.till, who, table, account)
    with pytest.raises(Refused):
        book_internal(desk.till, desk.boss, 12, 1, parts=[])
    assert state(desk) == before


def test_an_internal_booking_that_was_wrong_leaves_the_account_again(desk: Desk) -> None:
    desk.order(SOUP)
    number = book_internal(desk.till, desk.boss, 12, 1).receipt.number
    back = reverse_receipt(desk.till, desk.boss, number, "Gast zahlt").receipt
    assert (back.kind, back.reason, back.payments) == (ReceiptKind.INTERNAL, "Personal: Gast zahlt", ())
    assert look_at_day(desk.till).figures.internal == (2, ZERO)


# --- cash movements and function articles ----------------------------------------------------------------


@pytest.mark.feature("R-13")
def test_function_articles_move_cash_with_a_signed_receipt(desk: Desk) -> None:
    put_in = use_function(desk.till, desk.boss, CASH_IN, Money(200_00))
    out = use_function(desk.till, desk.boss, CASH_OUT, Money(50_00))
    assert put_in is not None
    assert out is not None
    for paid, cents, reason in ((put_in, 200_00, "Einlage"), (out, -50_00, "Geldabgabe")):
        assert (paid.receipt.kind, paid.receipt.cash, paid.receipt.reason) == (
            ReceiptKind.CASH,
            Money(cents),
            reason,
        )
        assert paid.secured is not None
        assert paid.secured.is_signed
    figures = look_at_day(desk.till).figures
    assert (figures.cash_movements, figures.cash_expected, figures.gross) == (
        Money(150_00),
        Money(150_00),
        ZERO,
    )


@pytest.mark.feature("R-13")
def test_the_commissioning_article_has_a_receipt_over_nothing_signed(desk: Desk) -> None:
    paid = use_function(desk.till, desk.boss, COMMISSION)
    assert paid is not None
    assert (paid.receipt.kind, paid.receipt.total, paid.receipt.payments) == (ReceiptKind.TEST, ZERO, ())
    assert paid.secured is not None
    assert paid.secured.is_signed
    assert look_at_day(desk.till).figures.receipts == 0


@pytest.mark.feature("R-13")
def test_the_drawer_article_opens_the_drawer_and_the_journal_knows(desk: Desk) -> None:
    assert use_function(desk.till, desk.boss, DRAWER) is None
    assert [job.target for job in jobs(desk, JobKind.DRAWER)] == ["Beleg"]
    secured, opened = desk.books.journal(limit=2)
    assert (opened.kind, opened.operator) == (ActKind.DRAWER, 9)
    assert (secured.kind, secured.body) == (ActKind.SECURED, {"note": 1})


@pytest.mark.feature("R-13")
def test_functions_are_used_by_right_and_ask_for_what_they_need(desk: Desk) -> None:
    before = state(desk)
    for article, amount, who in (
        (CASH_IN, None, desk.boss),
        (CASH_OUT, Money(-1), desk.boss),
        (CASH_IN, ZERO, desk.boss),
        (TIP, Money(1_00), desk.boss),
        (BEER, None, desk.boss),
        (999, None, desk.boss),
        (CASH_IN, Money(1_00), desk.waiter),
        (COMMISSION, None, desk.waiter),
        (DRAWER, None, desk.waiter),
    ):
        with pytest.raises(Refused):
            use_function(desk.till, who, article, amount)
    assert state(desk) == before


def test_money_moves_for_a_reason(desk: Desk) -> None:
    before = state(desk)
    for amount, reason in ((ZERO, "Wechselgeld"), (Money(5_00), "  ")):
        with pytest.raises(Refused):
            move_cash(desk.till, desk.boss, amount, reason)
    assert state(desk) == before


def test_money_sent_twice_moves_once(desk: Desk) -> None:
    key = uuid4()
    first = move_cash(desk.till, desk.boss, Money(100_00), "Wechselgeld", key=key)
    again = move_cash(desk.till, desk.boss, Money(100_00), "Wechselgeld", key=key)
    assert first.receipt == again.receipt
    assert look_at_day(desk.till).figures.cash_expected == Money(100_00)


def test_training_opens_no_drawer(desk: Desk) -> None:
    with pytest.raises(Refused, match="Übung"):
        open_drawer(desk.till, desk.trainee)
    move_cash(desk.till, desk.trainee, Money(100_00), "geübt")
    assert jobs(desk, JobKind.DRAWER) == []
    assert look_at_day(desk.till).figures.cash_expected == ZERO

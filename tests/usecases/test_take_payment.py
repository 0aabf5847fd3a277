"""Guests pay together or apart, in one way or several: what is paid is what was ordered, to the cent."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Wish, equal_shares, share_of_amount, take_part
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import ReceiptKind, Tender, discount_amount, discount_percent
from kasse.ports.books import ActKind, Pending, Subject
from kasse.ports.outbox import JobKind
from kasse.usecases.change_line import discount_line
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.sign_receipt import sign_receipt
from kasse.usecases.take_payment import begin_payment, take_payment
from tests.domain.examples import CARD, CASH, FRANCS, REDUCED, ROOM, STANDARD
from tests.store.house import BEER, BOOK, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, open_sum, state, tab


def test_a_table_is_paid_and_free_again(desk: Desk) -> None:
    desk.order(Wish(SCHNITZEL, sides=(POTATO_SALAD,)), BEER)
    describe_tab(desk.till, desk.boss, 12, name="Ohm", guests=2)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(50_00))])
    receipt = paid.receipt
    assert (receipt.number, receipt.kind, receipt.total) == (1, ReceiptKind.SALE, Money(24_80))
    assert paid.change == Money(25_20)
    assert (receipt.table, receipt.table_label, receipt.operator_name) == (12, "Ohm", "Chefin")
    assert [line.name for line in receipt.lines] == ["Schnitzel", "Helles"]
    assert {t.rate: t.gross for t in receipt.taxes} == {STANDARD: Money(4_40), REDUCED: Money(20_40)}
    assert paid.secured is not None
    assert paid.secured.is_signed
    assert desk.books.tab(12) is None
    assert desk.books.receipt(1).secured == paid.secured


def test_the_draft_is_durable_before_the_device_hears_of_it(desk: Desk) -> None:
    desk.order(BEER)
    printed = len(jobs(desk))
    draft = begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))])
    assert desk.books.receipt(1).receipt == draft.receipt
    assert desk.books.receipt(1).secured is None
    assert desk.books.pending() == [Pending(Subject.RECEIPT, 1)]
    assert len(jobs(desk)) == printed  # nothing comes out before it is signed
    assert jobs(desk, JobKind.DRAWER) == []
    sign_receipt(desk.till, draft)
    assert desk.books.pending() == []
    assert [job.payload["paper"] for job in jobs(desk)[printed:]] == ["receipt"]
    assert len(jobs(desk, JobKind.DRAWER)) == 1


def test_a_card_leaves_the_drawer_shut(desk: Desk) -> None:
    desk.order(BEER)
    take_payment(desk.till, desk.boss, 12, [Tender(CARD, Money(4_40))])
    assert jobs(desk, JobKind.DRAWER) == []


def test_too_little_money_pays_nothing(desk: Desk) -> None:
    desk.order(BEER)
    before = state(desk)
    for tenders in ([Tender(CASH, Money(4_39))], [], [Tender(CARD, Money(5_00))], [Tender(CASH, ZERO)]):
        with pytest.raises(Refused):
            take_payment(desk.till, desk.boss, 12, tenders)
    assert state(desk) == before


def test_only_who_may_settle_settles_and_only_tables_of_his(desk: Desk) -> None:
    desk.order(BEER)
    before = state(desk)
    for who, why in ((3, "Kassieren"), (1, "hat nur Chefin etwas offen")):
        with pytest.raises(Refused, match=why):
            desk.pay(by=desk.till.staff.operators[who])
    off = discount_percent(tab(desk).lines, 1000)
    with pytest.raises(Refused, match="Rabatt"):
        take_payment(desk.till, desk.waiter, 12, [], discounts=[off])
    assert state(desk) == before


@pytest.mark.parametrize("table", [12, 13])
def test_what_is_not_open_is_not_paid(desk: Desk, table: int) -> None:
    describe_tab(desk.till, desk.boss, 13, name="reserviert")
    before = state(desk)
    with pytest.raises(Refused):
        take_payment(desk.till, desk.boss, table, [Tender(CASH, Money(1))])
    assert state(desk) == before


def test_a_part_is_paid_and_the_rest_stays_open(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(3)), SOUP)
    describe_tab(desk.till, desk.boss, 12, name="Ohm", payer="Firma")
    part, rest = take_part(tab(desk).lines[0], ONE)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CARD, part.amount)], parts=[part])
    assert paid.receipt.total == Money(4_40)
    assert [(line.id, line.amount) for line in tab(desk).lines] == [
        ("1-1-1", rest.amount),
        ("1-1-2", Money(5_90)),
    ]
    assert (tab(desk).name, tab(desk).payer) == ("Ohm", "Firma")
    assert desk.pay().receipt.total == Money(2 * 440 + 590)


def test_nobody_pays_what_somebody_else_has_paid(desk: Desk) -> None:
    desk.order(BEER)
    line = tab(desk).lines[0]
    desk.pay()
    desk.order(BEER)
    before = state(desk)
    for parts in ([line], [tab(desk).lines[0]] * 2, []):
        with pytest.raises(Refused):
            take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(100_00))], parts=parts)
    assert state(desk) == before


@given(
    wishes=st.lists(st.tuples(st.integers(1, 5_000), st.integers(1, 99_99)), min_size=1, max_size=4),
    payers=st.integers(2, 9),
    off=st.integers(0, 9_000),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_equal_shares_add_up_to_the_table_and_differ_by_a_cent(
    desk: Desk, wishes: list[tuple[int, int]], payers: int, off: int
) -> None:
    desk.order(*(Wish(302, Quantity(amount), price=Money(price)) for amount, price in wishes))
    discount_line(desk.till, desk.boss, 12, tab(desk).lines[0].id, basis_points=off)
    total = tab(desk).total
    if total.cents < payers:
        desk.pay()
        return
    shares = []
    for share in equal_shares(tab(desk).lines, payers):
        due = Money.sum(line.amount for line in share)
        shares.append(take_payment(desk.till, desk.boss, 12, [Tender(CASH, due)], parts=share).receipt)
        assert open_sum(desk) == total - Money.sum(receipt.total for receipt in shares)
    assert desk.books.tab(12) is None
    assert max(r.total.cents for r in shares) - min(r.total.cents for r in shares) <= 1


@given(cents=st.integers(1, 50_00), price=st.integers(1, 50_00))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_somebody_pays_twenty_euros_of_it_and_the_others_the_rest(desk: Desk, cents: int, price: int) -> None:
    desk.order(Wish(302, Quantity.of(2), price=Money(price)), BEER, SOUP)
    total = tab(desk).total
    wanted = Money(min(cents, total.cents))
    share, _ = share_of_amount(tab(desk).lines, wanted)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CASH, wanted)], parts=share)
    assert paid.receipt.total == wanted
    assert open_sum(desk) == total - wanted
    if desk.books.tab(12) is not None:
        assert desk.pay().receipt.total == total - wanted


@pytest.mark.feature("R-11")
def test_one_receipt_is_paid_in_several_ways_and_each_stands_there_with_its_code(desk: Desk) -> None:
    desk.order(BOOK, BEER)
    tenders = [Tender(ROOM, Money(10_00)), Tender(CARD, Money(5_00)), Tender(CASH, Money(20_00))]
    paid = take_payment(desk.till, desk.boss, 12, tenders)
    assert [(p.code, p.amount) for p in paid.receipt.payments] == [
        ("ZI", Money(10_00)),
        ("EC", Money(5_00)),
        ("BA", Money(14_30)),
    ]
    assert paid.change == Money(5_70)
    assert Money.sum(p.amount for p in paid.receipt.payments) == paid.receipt.total


def test_foreign_cash_is_worth_its_rate_and_change_comes_in_own_cash(desk: Desk) -> None:
    desk.order(BOOK)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(FRANCS, Money(30_00))])
    francs, change = paid.receipt.payments
    assert (francs.code, francs.currency, francs.given, francs.amount) == (
        "CHF",
        "CHF",
        Money(30_00),
        Money(31_50),
    )
    assert (change.code, change.amount) == ("BA", Money(-6_60))
    assert paid.change == Money(6_60)


def test_a_currency_without_a_rate_buys_nothing(desk: Desk) -> None:
    desk.order(BEER)
    yen = PaymentMethod("JPY", "Yen", PaymentKind.CASH, currency="JPY")
    with pytest.raises(Refused, match="Kurs"):
        take_payment(desk.till, desk.boss, 12, [Tender(yen, Money(900_00))])


def test_a_tip_is_paid_with_the_bill_and_is_no_turnover(desk: Desk) -> None:
    desk.order(BEER)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CARD, Money(5_00))], tip=Money(60))
    assert (paid.receipt.total, paid.receipt.tip) == (Money(5_00), Money(60))
    assert {t.rate.basis_points: t.gross for t in paid.receipt.taxes} == {1900: Money(4_40), 0: Money(60)}
    with pytest.raises(Refused, match="Trinkgeld"):
        take_payment(desk.till, desk.boss, 12, [], tip=Money(-1))


def test_a_discount_on_the_whole_is_shared_by_the_rates(desk: Desk) -> None:
    desk.order(BEER, SOUP)
    off = discount_percent(tab(desk).lines, 1000)
    receipt = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(9_27))], discounts=[off]).receipt
    assert receipt.total == Money(9_27)
    assert Money.sum(t.gross for t in receipt.taxes) == Money(9_27)
    assert receipt.discounts == (off,)


def test_a_bill_that_is_given_away_needs_no_money(desk: Desk) -> None:
    desk.order(BEER)
    off = discount_amount(tab(desk).lines, Money(4_40))
    receipt = take_payment(desk.till, desk.boss, 12, [], discounts=[off]).receipt
    assert (receipt.total, receipt.payments) == (ZERO, ())


def test_a_discount_is_never_more_than_the_bill(desk: Desk) -> None:
    desk.order(BEER, SOUP)
    off = discount_amount(tab(desk).lines, Money(10_00))
    before = state(desk)
    with pytest.raises(Refused, match="höher"):
        take_payment(desk.till, desk.boss, 12, [], parts=tab(desk).lines[:1], discounts=[off])
    assert state(desk) == before


def test_the_same_payment_sent_twice_is_paid_once(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(2)))
    part, _ = take_part(tab(desk).lines[0], ONE)
    key = uuid4()
    first = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(5_00))], parts=[part], key=key)
    before = state(desk)
    again = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(5_00))], parts=[part], key=key)
    assert again.receipt == first.receipt
    assert again.secured == first.secured
    assert state(desk) == before
    assert tab(desk).total == Money(4_40)


def test_a_payment_that_was_begun_is_signed_once_by_whoever_tries_again(desk: Desk) -> None:
    desk.order(BEER)
    key = uuid4()
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))], key=key)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))], key=key)
    assert paid.receipt.number == 1
    assert last_act(desk).kind is ActKind.RECEIPT_FINISHED
    assert desk.faults is not None
    signed = desk.faults.finished_since(desk.till.terminal.serial, 0)
    assert [each.process_type for each in signed] == ["Bestellung-V1", "Kassenbeleg-V1"]

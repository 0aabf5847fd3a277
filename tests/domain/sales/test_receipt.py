"""A receipt shows the right change, and the counter-receipt takes all of it back."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, Receipt, ReceiptKind, Tender, counter_receipt, discount_percent
from kasse.domain.tax import Country
from tests.domain.examples import (
    CARD,
    CASH,
    DAY,
    FRANCS,
    NOON,
    bills,
    cash_movement,
    component,
    internal,
    line,
    sale,
    worth,
)

BEER = Bill((line(component(440)),))


def taken_back(original: Receipt, number: int = 2) -> Receipt:
    return counter_receipt(
        original,
        number=number,
        terminal=1,
        business_date=DAY,
        issued_at=NOON + timedelta(minutes=5),
        operator=2,
        operator_name="Chef",
        reason="Falscher Tisch",
    )


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """A sale, with or without a whole discount and a tip, paid by card, foreign and own cash."""
    lines = draw(worth(1))
    percent = draw(st.integers(0, 10_000))
    bill = Bill(
        lines, (discount_percent(lines, percent),) if percent else (), Money(draw(st.integers(0, 500)))
    )
    assume(bill.total)
    by_card = draw(st.integers(0, bill.total.cents))
    by_francs = draw(st.integers(0, 10_000))
    by_cash = draw(st.integers(bill.total.cents - by_card, bill.total.cents + 10_000))
    tenders = [
        Tender(method, Money(cents))
        for method, cents in ((CARD, by_card), (FRANCS, by_francs), (CASH, by_cash))
        if cents
    ]
    return sale(bill, *draw(st.permutations(tenders)))


@given(receipts())
def test_taxes_and_payments_of_a_receipt_come_to_the_same(receipt: Receipt) -> None:
    assert receipt.total == receipt.bill.total == Money.sum(p.amount for p in receipt.payments)


@given(receipts())
def test_the_change_is_what_was_given_less_what_was_due(receipt: Receipt) -> None:
    given_in_all = sum(
        Tender(FRANCS if p.currency else CASH, p.given).worth.cents
        for p in receipt.payments
        if p.given > ZERO
    )
    assert receipt.change == Money(given_in_all) - receipt.total


@pytest.mark.parametrize(
    ("tenders", "change"),
    [
        ([(CASH, 440)], 0), ([(CASH, 500)], 60), ([(CARD, 440)], 0), ([(CARD, 400), (CASH, 100)], 60),
        ([(FRANCS, 500)], 85), ([(FRANCS, 400), (CASH, 100)], 80), ([(CASH, 100), (FRANCS, 500)], 185),
        ([(CASH, 500), (CASH, 500)], 560),
    ],
)  # fmt: skip
def test_the_guest_gets_the_right_change_in_every_mix(tenders: list[tuple[object, int]], change: int) -> None:
    receipt = sale(BEER, *(Tender(method, Money(cents)) for method, cents in tenders))  # type: ignore[arg-type]
    assert receipt.change == Money(change)


@given(receipts())
def test_a_receipt_and_its_counter_receipt_are_zero_at_every_rate_and_payment(receipt: Receipt) -> None:
    back = taken_back(receipt)
    by_rate: Counter[object] = Counter()
    by_method: Counter[object] = Counter()
    for each in (receipt, back):
        for t in each.taxes:
            by_rate[t.rate, "gross"] += t.gross.cents
            by_rate[t.rate, "net"] += t.net.cents
            by_rate[t.rate, "tax"] += t.tax.cents
        for p in each.payments:
            by_method[p.code] += p.amount.cents
            if p.currency:
                by_method[p.currency, "given"] += p.given.cents
    assert set(by_rate.values()) | set(by_method.values()) <= {0}
    assert receipt.tip + back.tip == ZERO
    assert Money.sum(d.total for d in (*receipt.discounts, *back.discounts)) == ZERO
    assert [one.negated() for one in back.lines] == list(receipt.lines)


@given(receipts())
def test_a_counter_receipt_adds_up_like_any_other(receipt: Receipt) -> None:
    back = taken_back(receipt)
    assert back.total == back.bill.total == Money.sum(p.amount for p in back.payments)
    assert {t.rate: t.gross for t in back.bill.taxes(Country.DE)} == {t.rate: t.gross for t in back.taxes}
    assert back.change == ZERO


def test_a_counter_receipt_names_what_it_takes_back_and_who_did_it_and_why() -> None:
    back = taken_back(sale(BEER, number=41), number=42)
    assert (back.kind, back.number, back.reverses) == (ReceiptKind.REVERSAL, 42, 41)
    assert (back.operator, back.operator_name, back.reason) == (2, "Chef", "Falscher Tisch")
    assert (back.table, back.table_label) == (12, "Tisch 12")


def test_a_reversal_is_not_reversed() -> None:
    with pytest.raises(Refused, match="Beleg 2 ist selbst ein Storno"):
        taken_back(taken_back(sale(BEER)), number=3)


def test_what_went_to_an_internal_account_is_taken_back_from_it_and_is_no_turnover() -> None:
    back = taken_back(internal(BEER))
    assert (back.kind, back.total, back.payments, back.reverses) == (ReceiptKind.INTERNAL, Money(-440), (), 1)
    assert back.reason == "Personal: Falscher Tisch"
    with pytest.raises(Refused, match="Beleg 2 ist selbst ein Storno"):
        taken_back(back, number=3)


@pytest.mark.parametrize("cents", [20_000, -5_000])
def test_a_cash_movement_is_taken_back_out_of_the_drawer(cents: int) -> None:
    movement = cash_movement(Money(cents))
    back = taken_back(movement)
    assert (back.total, back.cash) == (Money(-cents), Money(-cents))
    assert Money.sum(p.amount for p in back.payments) == Money(-cents)
    assert movement.change == back.change == ZERO


@given(bills())
def test_a_receipt_is_the_bill_that_it_settles(lines: tuple[Line, ...]) -> None:
    bill = Bill(lines, tip=Money(100))
    assert sale(bill).bill == bill

"""The figures of a day are the sums of what was printed, counted here a second time and more simply."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business_case import MOVES, BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.sales import (
    Bill,
    BillDiscount,
    Receipt,
    ReceiptKind,
    Tender,
    counter_receipt,
    discount_amount,
)
from kasse.domain.shifts import Closing, Figures, figures_of, own_cash
from kasse.domain.shifts.closing import NO_FIGURES
from kasse.domain.tax import gross_of
from tests.domain.examples import (
    CARD,
    CASH,
    DAY,
    DRINKS,
    FRANCS,
    KITCHEN,
    NOON,
    NOT_TAXABLE,
    REDUCED,
    STANDARD,
    cash_movement,
    component,
    internal,
    line,
    sale,
    total,
    worth,
)

BERLIN = ZoneInfo("Europe/Berlin")
MEAL = (line(component(2000, REDUCED, main_group=KITCHEN)), line(component(1000, STANDARD), number=2))


def taken_back(original: Receipt, number: int) -> Receipt:
    return counter_receipt(
        original,
        number=number,
        terminal=1,
        business_date=DAY,
        issued_at=original.issued_at,
        operator=2,
        operator_name="Berta",
        reason="Irrtum",
    )


@st.composite
def days(draw: st.DrawFn) -> list[Receipt]:
    """A day of sales, reversals, internal and training receipts, and money in and out."""
    day: list[Receipt] = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        kind = draw(st.sampled_from(["sale", "sale", "sale", "internal", "training", "cash", "back"]))
        undone = {receipt.reverses for receipt in day}
        open_ones = [r for r in day if r.number not in undone and r.reverses is None]
        if kind == "cash":
            receipt = cash_movement(Money(draw(st.integers(1, 50_000) | st.integers(-50_000, -1))), number)
        elif kind == "back" and open_ones:
            receipt = taken_back(draw(st.sampled_from(open_ones)), number)
        else:
            lines = draw(worth(1))
            off = draw(st.integers(0, total(lines).cents))
            discounts = (discount_amount(lines, Money(off)),) if off else ()
            bill = Bill(lines, discounts, Money(draw(st.integers(0, 500))))
            method = draw(st.sampled_from([CASH, FRANCS]))
            tenders = (Tender(method, bill.total + Money(draw(st.integers(0, 500)))),) if bill.total else ()
            receipt = internal(bill, number) if kind == "internal" else sale(bill, *tenders, number=number)
            receipt = replace(receipt, training=kind == "training")
        operator = draw(st.sampled_from([(1, "Anna"), (2, "Berta")]))
        day.append(
            replace(
                receipt,
                operator=operator[0],
                operator_name=operator[1],
                issued_at=NOON + timedelta(hours=draw(st.integers(0, 20))),
            )
        )
    return day


def counts(receipt: Receipt) -> bool:
    return not receipt.training and receipt.kind is not ReceiptKind.INTERNAL


@given(days())
def test_the_figures_add_up_to_the_receipts(day: list[Receipt]) -> None:
    figures = figures_of(day, BERLIN)
    counted = [receipt for receipt in day if counts(receipt)]
    sold = [receipt for receipt in counted if not receipt.cash]
    assert figures.receipts == len(sold)
    assert figures.gross == Money.sum(receipt.bill.goods for receipt in sold)
    assert figures.tips == Money.sum(receipt.tip for receipt in counted)
    assert figures.cash_movements == Money.sum(receipt.cash for receipt in counted)
    assert figures.discounts == Money.sum(
        each
        for receipt in sold
        for each in (*(d.total for d in receipt.discounts), *(one.discount for one in receipt.lines))
    )
    back = [receipt for receipt in sold if receipt.kind is ReceiptKind.REVERSAL]
    assert figures.reversals == (len(back), Money.sum(receipt.bill.goods for receipt in back))
    for row in figures.taxes:
        printed = [t for receipt in counted for t in receipt.taxes if t.rate == row.rate]
        assert row.gross == Money.sum(t.gross for t in printed)
        assert row.net == Money.sum(t.net for t in printed)
        assert row.tax == Money.sum(t.tax for t in printed) == row.gross - row.net
    for code, _, number, amount in figures.payments:
        payments = [p for receipt in counted for p in receipt.payments if p.code == code]
        assert (number, amount) == (len(payments), Money.sum(p.amount for p in payments))


@given(days())
def test_every_breakdown_of_a_day_comes_to_the_same_turnover(day: list[Receipt]) -> None:
    figures = figures_of(day, BERLIN)
    everything = figures.gross + figures.tips + figures.cash_movements
    assert gross_of(figures.taxes) == everything
    assert Money.sum(amount for *_, amount in figures.payments) == everything
    assert Money.sum(amount for *_, amount in figures.operators) == figures.gross
    assert Money.sum(amount for _, amount in figures.main_groups) == figures.gross
    assert Money.sum(amount for _, by in figures.hours for _, amount in by) == figures.gross
    assert sum(number for _, _, number, _ in figures.operators) == figures.receipts


@given(days())
def test_the_drawer_should_hold_what_went_in_less_what_went_out(day: list[Receipt]) -> None:
    own = sum(p.amount.cents for r in day if counts(r) for p in r.payments if p.code == "BA")
    assert figures_of(day, BERLIN).cash_expected == Money(own)


@given(days())
def test_training_and_internal_receipts_count_for_nothing_but_are_counted(day: list[Receipt]) -> None:
    figures = figures_of(day, BERLIN)
    without = figures_of([receipt for receipt in day if counts(receipt)], BERLIN)
    internals = [r for r in day if r.kind is ReceiptKind.INTERNAL and not r.training]
    assert figures.training == sum(receipt.training for receipt in day)
    assert figures.internal == (len(internals), Money.sum(receipt.total for receipt in internals))
    assert (
        replace(
            figures,
            training=0,
            internal=(0, ZERO),
            first_number=without.first_number,
            last_number=without.last_number,
        )
        == without
    )


@given(days())
def test_a_day_taken_back_whole_sells_nothing(day: list[Receipt]) -> None:
    sales = [receipt for receipt in day if receipt.kind is ReceiptKind.SALE and counts(receipt)]
    back = [taken_back(receipt, 100 + i) for i, receipt in enumerate(sales)]
    figures = figures_of([*sales, *back], BERLIN)
    assert figures.gross == figures.tips == figures.cash_expected == figures.discounts == ZERO
    assert all((t.gross, t.net, t.tax) == (ZERO, ZERO, ZERO) for t in figures.taxes)
    assert all(amount == ZERO for _, amount in figures.main_groups)
    assert figures.reversals[0] == len(sales)


def test_a_day_without_receipts_has_no_figures() -> None:
    assert figures_of([], BERLIN) == NO_FIGURES


def test_the_numbers_of_a_day_are_its_first_and_its_last() -> None:
    day = [cash_movement(Money(100), 7), sale(Bill(MEAL), number=8), internal(Bill(MEAL), 9)]
    figures = figures_of(day, BERLIN)
    assert (figures.first_number, figures.last_number) == (7, 9)


@pytest.mark.feature("R-05")
def test_turnover_is_reported_by_main_group_less_the_discount_that_each_bore() -> None:
    discounted = Bill(MEAL, (discount_amount(MEAL, Money(300)),))
    assert figures_of([sale(discounted)], BERLIN).main_groups == (
        (KITCHEN, Money(1800)),
        (DRINKS, Money(900)),
    )


def test_a_discount_is_borne_by_what_was_sold_at_its_rate() -> None:
    lines = (
        line(component(3000, REDUCED, main_group=KITCHEN)),
        line(component(1000, REDUCED), number=2),
        line(component(4000, STANDARD), number=3),
    )
    off_the_food = Bill(lines, (BillDiscount("Rabatt", ((REDUCED, Money(400)),)),))
    assert figures_of([sale(off_the_food)], BERLIN).main_groups == (
        (KITCHEN, Money(2700)),
        (DRINKS, Money(900 + 4000)),
    )


def test_hours_are_those_of_the_clock_on_the_wall() -> None:
    late = replace(sale(Bill(MEAL)), issued_at=datetime(2026, 5, 4, 22, 30, tzinfo=UTC))
    assert figures_of([late], BERLIN).hours == ((0, ((KITCHEN, Money(2000)), (DRINKS, Money(1000)))),)
    assert figures_of([late], ZoneInfo("UTC")).hours[0][0] == 22


def test_money_in_and_out_of_the_drawer_is_no_turnover() -> None:
    day = [cash_movement(Money(20_000), 1), cash_movement(Money(-5_000), 2)]
    figures = figures_of([*day, taken_back(day[1], 3)], BERLIN)
    assert (figures.receipts, figures.gross, figures.reversals) == (0, ZERO, (0, ZERO))
    assert figures.cash_movements == figures.cash_expected == Money(20_000)
    assert [(t.rate, t.gross, t.tax) for t in figures.taxes] == [(NOT_TAXABLE, Money(20_000), ZERO)]


def test_a_test_of_the_signing_device_is_no_sale() -> None:
    test = replace(sale(Bill(())), kind=ReceiptKind.TEST)
    assert replace(figures_of([test], BERLIN), first_number=0, last_number=0) == NO_FIGURES


def test_foreign_cash_is_not_expected_among_the_own_but_its_change_is_missing_there() -> None:
    figures = figures_of([sale(Bill(MEAL), Tender(FRANCS, Money(4000)))], BERLIN)
    assert figures.cash_expected == Money(3000 - 4200)
    assert figures.payments == (("BA", "Bar", 1, Money(-1200)), ("CHF", "Franken", 1, Money(4200)))


def test_a_tip_by_card_is_in_the_payments_and_not_in_the_turnover() -> None:
    figures = figures_of([sale(Bill(MEAL, tip=Money(300)), Tender(CARD, Money(3300)))], BERLIN)
    assert (figures.gross, figures.tips) == (Money(3000), Money(300))
    assert figures.payments == (("EC", "Girocard", 1, Money(3300)),)


def closing(figures: Figures, counted: Money | None) -> Closing:
    return Closing(1, 1, DAY, NOON, 1, "Anna", figures, counted)


def test_the_difference_is_what_was_counted_less_what_should_be_there() -> None:
    figures = figures_of([sale(Bill(MEAL))], BERLIN)
    assert closing(figures, Money(2995)).difference == Money(-5)
    assert closing(figures, Money(3000)).difference == ZERO
    assert closing(figures, None).difference is None


MOVED = st.sampled_from([None, *sorted(MOVES), BusinessCase.RECEIVABLE_PAID])


@given(days(), st.data())
def test_whose_cash_it_is_adds_up_to_the_drawer(day: list[Receipt], data: st.DataObject) -> None:
    named = [replace(r, movement=data.draw(MOVED)) if r.cash and r.reverses is None else r for r in day]
    figures = figures_of(named, BERLIN)
    counted = [receipt for receipt in named if counts(receipt)]
    cash = Money.sum(own_cash(receipt) for receipt in counted)
    assert Money.sum(balance.balance for balance in figures.balances) == cash
    assert figures.cash_expected + figures.cash_difference == cash
    for balance in figures.balances:
        own = [r for r in counted if r.operator == balance.operator]
        assert balance.balance == Money.sum(own_cash(receipt) for receipt in own)
        assert ZERO <= balance.to_hand_over <= max(ZERO, balance.taken)
        assert balance.handed_over <= ZERO or any(r.reverses for r in own)
    stated = {case: sum_ for case, _, sum_ in figures.cases}
    for case in {r.movement for r in counted if r.movement}:
        assert stated[case] == Money.sum(r.cash for r in counted if r.movement is case)
    assert figures.gross == figures_of(day, BERLIN).gross

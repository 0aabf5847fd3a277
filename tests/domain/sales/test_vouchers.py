"""What receipts do to vouchers: a reversal undoes all of it, and no bill takes more off than there is at a rate."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Component, Line
from kasse.domain.refused import Refused
from kasse.domain.sales import (
    Bill,
    BillDiscount,
    Receipt,
    Reference,
    ReferenceKind,
    Tender,
    VoucherChange,
    changes_of,
    counter_receipt,
    discount_percent,
    discountable,
    receivable_number,
    set_off,
)
from tests.domain.examples import (
    ACCOUNT,
    CASH,
    DAY,
    NOON,
    NOT_TAXABLE,
    REDUCED,
    STANDARD,
    VOUCHER,
    bills,
    cash_movement,
    component,
    line,
    sale,
)

SOLD = {
    BusinessCase.MULTI_VOUCHER_SOLD: NOT_TAXABLE,
    BusinessCase.SINGLE_VOUCHER_SOLD: STANDARD,
    BusinessCase.DOWN_PAYMENT: REDUCED,
}


def special(cents: int, case: BusinessCase, number: str = "", *, agency: int = 0) -> Component:
    rate = SOLD.get(case, STANDARD)
    return replace(component(cents, rate), case=case, voucher=number, agency=agency)


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """A sale with vouchers sold and redeemed, partly on account."""
    lines = list(draw(bills()))
    for case in draw(st.sets(st.sampled_from(sorted(SOLD)))):
        sold = special(draw(st.integers(1, 9999)), case, f"N-{case}")
        lines.append(line(sold, number=len(lines) + 1))
    bill = Bill(tuple(lines))
    taxed = [(rate, amount) for rate, amount in bill.by_rate() if rate == STANDARD and amount > ZERO]
    wanted: bool = draw(st.booleans())
    if taxed and wanted:
        single = BusinessCase.SINGLE_VOUCHER_REDEEMED
        bill = replace(bill, discounts=(BillDiscount("Gutschein", (taxed[0],), single, "OLD"),))
    tenders, left = [], bill.total.cents
    for method, number in ((VOUCHER, "M-1"), (ACCOUNT, ""), (CASH, "")):
        cents = left if method is CASH else draw(st.integers(0, left))
        if cents:
            tenders.append(Tender(method, Money(cents), number))
            left -= cents
    return sale(bill, *tenders, number=draw(st.integers(1, 999)))


def sums(changes: list[VoucherChange]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for change in changes:
        sold, left = found.get(change.number, (0, 0))
        found[change.number] = (sold + change.sold.cents, left + change.balance.cents)
    return found


@given(receipts())
def test_a_reversal_undoes_what_its_receipt_did(receipt: Receipt) -> None:
    back = counter_receipt(
        receipt,
        number=receipt.number + 1,
        terminal=1,
        business_date=DAY,
        issued_at=NOON,
        operator=2,
        operator_name="Berta",
        reason="Irrtum",
    )
    together = sums([*changes_of(receipt), *changes_of(back)])
    assert all(each == (0, 0) for each in together.values())
    assert sums([change.negated() for change in changes_of(receipt)]) == sums(list(changes_of(back)))


@given(receipts())
def test_what_is_owed_and_redeemed_is_what_was_not_paid_in_money(receipt: Receipt) -> None:
    done = sums(list(changes_of(receipt)))
    cash = sum(p.amount.cents for p in receipt.payments if p.code == "BA")
    owed = done.get(receivable_number(1, receipt.number), (0, 0))[1]
    redeemed = -done.get("M-1", (0, 0))[1]
    assert cash + owed + redeemed == receipt.total.cents


@given(receipts())
def test_practice_does_nothing_to_vouchers(receipt: Receipt) -> None:
    assert list(changes_of(replace(receipt, training=True))) == []


def test_a_payment_settles_the_receivable_that_it_names() -> None:
    paid = replace(cash_movement(Money(500), 7), movement=BusinessCase.RECEIVABLE_PAID)
    own = replace(paid, references=(Reference(ReferenceKind.RECEIPT, "4"),))
    other = replace(paid, references=(Reference(ReferenceKind.OTHER, "2-4", "Beleg"),))
    assert [(c.number, c.balance) for c in changes_of(own)] == [("Beleg 1-4", Money(-500))]
    assert [(c.number, c.balance) for c in changes_of(other)] == [("Beleg 2-4", Money(-500))]
    with pytest.raises(ValueError, match="what is paid"):
        list(changes_of(paid))


@given(bills(), st.integers(1, 50_000))
def test_nothing_is_set_off_beyond_what_is_taxed_alike(lines: tuple[Line, ...], balance: int) -> None:
    at_rate = Money.sum(amount for rate, amount in Bill(lines).by_rate() if rate == STANDARD)
    wanted = ("E-1", BusinessCase.SINGLE_VOUCHER_SOLD, STANDARD, Money(balance))
    if at_rate <= ZERO:
        with pytest.raises(Refused, match="nichts zu zahlen"):
            set_off(lines, (), *wanted)
        return
    off = set_off(lines, (), *wanted)
    assert off.total == min(Money(balance), at_rate)
    assert (off.case, off.reference) == (BusinessCase.SINGLE_VOUCHER_REDEEMED, "E-1")
    assert all(amount >= ZERO for rate, amount in _sums(Bill(lines, (off,))) if rate == STANDARD)


def _sums(bill: Bill) -> list[tuple[object, Money]]:
    rates = {rate for rate, _ in bill.by_rate()}
    return [(rate, Money.sum(amount for each, amount in bill.by_rate() if each == rate)) for rate in rates]


def test_a_voucher_that_is_used_up_is_refused() -> None:
    with pytest.raises(Refused, match="schon verbraucht"):
        set_off([line(component(500))], (), "E-1", BusinessCase.SINGLE_VOUCHER_SOLD, STANDARD, ZERO)


@given(bills(), st.integers(1, 10_000))
def test_a_discount_takes_nothing_off_vouchers_deposits_and_sales_for_others(
    lines: tuple[Line, ...], points: int
) -> None:
    aside = line(
        special(2000, BusinessCase.MULTI_VOUCHER_SOLD),
        special(200, BusinessCase.DEPOSIT),
        special(220, BusinessCase.SALE, agency=1),
        number=99,
    )
    assert discountable((*lines, aside)) == discountable(lines)
    if discountable(lines) > ZERO:
        assert discount_percent((*lines, aside), points) == discount_percent(lines, points)


def test_turnover_is_what_the_house_earns() -> None:
    parts = (
        component(440),
        special(2000, BusinessCase.MULTI_VOUCHER_SOLD),
        special(1900, BusinessCase.SINGLE_VOUCHER_SOLD),
        special(200, BusinessCase.DEPOSIT),
        special(220, BusinessCase.SALE, agency=1),
    )
    assert sale(Bill((line(*parts),), tip=Money(60))).turnover == Money(440 + 1900 + 200)
    assert cash_movement(Money(500)).turnover == ZERO

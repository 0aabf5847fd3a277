"""Whatever a receipt holds, its Kassenbeleg-V1 says what was printed, in the strict form, and under the right type."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.business_case import MOVES_OUT, BusinessCase
from kasse.domain.money import Money
from kasse.domain.orders import Booking, BookingKind, Line
from kasse.domain.sales import (
    Bill,
    BillDiscount,
    Receipt,
    ReceiptKind,
    Tender,
    counter_receipt,
    discount_amount,
    discountable,
)
from kasse.domain.tax import TaxRate, tax_sum
from kasse.fiscal.de.check import check_content
from kasse.fiscal.de.process_data import read_bestellung, read_kassenbeleg
from kasse.fiscal.de.processes import UNPAID, order_data, practised_data, receipt_data
from kasse.ports.content import Practised, Sums
from kasse.ports.fiscal import Process
from tests.domain.examples import (
    ACCOUNT,
    CARD,
    CASH,
    DAY,
    FRANCS,
    NOON,
    NOT_TAXABLE,
    REDUCED,
    ROOM,
    STANDARD,
    VOUCHER,
    bills,
    cash_movement,
    component,
    internal,
    line,
    sale,
)

DOLLARS = PaymentMethod("USD", "Dollar", PaymentKind.CASH, currency="USD", rate_micros=860_000)
WAYS = st.sampled_from([CARD, ROOM, ACCOUNT, VOUCHER, FRANCS, DOLLARS])
EXEMPT = TaxRate(6, 0)


@st.composite
def sales(draw: st.DrawFn) -> Receipt:
    """A sale with discount and tip, paid in several ways at once."""
    lines = draw(bills())
    off = draw(st.integers(0, discountable(lines).cents))
    discounts = (discount_amount(lines, Money(off)),) if off else ()
    bill = Bill(lines, discounts, Money(draw(st.integers(0, 5000))))
    tenders, left = [], bill.total.cents
    for method in draw(st.lists(WAYS, max_size=4)):
        cents = draw(st.integers(0, left))
        tender = Tender(method, Money(cents), "G-1" if method is VOUCHER else "")
        if cents and tender.worth.cents <= left:
            tenders.append(tender)
            left -= tender.worth.cents
    if left:
        tenders.append(Tender(CASH, Money(left + draw(st.integers(0, 5000)))))
    return sale(bill, *tenders)


def taken_back(receipt: Receipt) -> Receipt:
    return counter_receipt(
        receipt,
        number=2,
        terminal=1,
        business_date=DAY,
        issued_at=NOON,
        operator=1,
        operator_name="Anna",
        reason="vertippt",
    )


@given(sales())
def test_the_sums_are_the_printed_ones_and_what_is_no_money_lowers_the_fifth(receipt: Receipt) -> None:
    told = read_kassenbeleg(receipt_data(receipt))
    unpaid = sum(p.amount.cents for p in receipt.payments if p.kind in UNPAID)
    for place, codes in enumerate(((1,), (2,), (3,), (4,), (5, 6, 7, 8))):
        printed = sum(t.gross.cents for t in receipt.taxes if t.rate.code in codes)
        assert told.containers[place] == (printed - unpaid if place == 4 else printed)


@given(sales())
def test_without_foreign_money_the_sums_are_what_was_paid(receipt: Receipt) -> None:
    told = read_kassenbeleg(receipt_data(receipt))
    if all(code is None for _, code, _ in told.payments):
        assert sum(told.containers) == sum(cents for _, _, cents in told.payments)
    paid = [p for p in receipt.payments if p.kind not in UNPAID]
    assert sum(told.containers) == sum(p.amount.cents for p in paid)


@given(sales())
def test_payments_are_netted_sorted_and_never_over_nothing(receipt: Receipt) -> None:
    payments = read_kassenbeleg(receipt_data(receipt)).payments
    ways = [(kind, code or "") for kind, code, _ in payments]
    assert ways == sorted(set(ways))
    assert all(cents for _, _, cents in payments)
    own = sum(p.amount.cents for p in receipt.payments if p.kind is PaymentKind.CASH and not p.currency)
    assert sum(cents for kind, code, cents in payments if kind == "Bar" and code is None) == own
    text = receipt_data(receipt)
    assert ":Bar" not in text or "^0.00:" not in text
    assert not set(text.rpartition("^")[2]) & {"+", ","}


@given(sales())
def test_a_reversal_turns_every_sign_and_is_a_beleg_again(receipt: Receipt) -> None:
    told, back = read_kassenbeleg(receipt_data(receipt)), read_kassenbeleg(receipt_data(taken_back(receipt)))
    assert told.vorgangstyp == back.vorgangstyp == "Beleg"
    assert [-cents for cents in back.containers] == list(told.containers)
    assert [(k, c, -cents) for k, c, cents in back.payments] == list(told.payments)


@given(sales())
def test_practice_and_what_nobody_pays_are_never_a_beleg(receipt: Receipt) -> None:
    practised = read_kassenbeleg(receipt_data(replace(receipt, training=True)))
    told = read_kassenbeleg(receipt_data(receipt))
    assert practised.vorgangstyp == "AVTraining"
    assert (practised.containers, practised.payments) == (told.containers, told.payments)
    given_away = read_kassenbeleg(receipt_data(internal(receipt.bill)))
    assert (given_away.vorgangstyp, given_away.payments) == ("AVSachbezug", ())
    test = replace(sale(Bill(())), kind=ReceiptKind.TEST)
    assert read_kassenbeleg(receipt_data(test)).vorgangstyp == "AVSonstige"


@given(st.integers(1, 10**7), st.sampled_from(sorted(BusinessCase)))
def test_money_that_moves_is_a_beleg_without_tax(cents: int, case: BusinessCase) -> None:
    signed = -cents if case in MOVES_OUT else cents
    moved = replace(cash_movement(Money(signed)), movement=case)
    told = read_kassenbeleg(receipt_data(moved))
    assert (told.vorgangstyp, told.containers) == ("Beleg", (0, 0, 0, 0, signed))
    assert told.payments == (("Bar", None, signed),)


def test_a_zero_sum_of_two_rates_is_a_beleg_without_payment() -> None:
    bottles = line(component(100, STANDARD)).negated()
    even = sale(Bill((line(component(100, REDUCED)), bottles)))
    assert receipt_data(even) == "Beleg^-1.00_1.00_0.00_0.00_0.00^"


def test_a_taxed_voucher_and_a_down_payment_lower_the_sum_of_their_rate() -> None:
    redeemed = BillDiscount(
        "Gutschein A", ((STANDARD, Money(500)),), BusinessCase.SINGLE_VOUCHER_REDEEMED, "A"
    )
    set_off = BillDiscount("Anzahlung B", ((REDUCED, Money(700)),), BusinessCase.DOWN_PAYMENT_SET_OFF, "B")
    meal = (line(component(2000, REDUCED)), line(component(500), number=2))
    assert receipt_data(sale(Bill(meal, (redeemed, set_off)))) == "Beleg^0.00_13.00_0.00_0.00_0.00^13.00:Bar"


def test_all_that_is_not_taxed_shares_the_fifth_sum() -> None:
    mixed = sale(
        Bill((line(component(100, EXEMPT)), line(component(300, NOT_TAXABLE), number=2)), tip=Money(50))
    )
    assert receipt_data(mixed) == "Beleg^0.00_0.00_0.00_0.00_4.50^4.50:Bar"


@given(bills())
def test_an_order_in_training_says_its_sums_and_no_payment(lines: tuple[Line, ...]) -> None:
    bookings = [Booking(BookingKind.ORDER, 12, each) for each in lines]
    data, ordered = practised_data(bookings), order_data(bookings)
    assert data is not None
    assert ordered is not None
    told = read_kassenbeleg(data)
    assert (told.vorgangstyp, told.payments) == ("AVTraining", ())
    assert sum(told.containers) == sum(each.amount.cents for each in lines)
    assert len(read_bestellung(ordered)) == sum(len(each.components) for each in lines)


# --- what the books of the first version had secured in other words ----------------------------------------


def test_a_room_once_counted_as_payment_and_practice_as_order() -> None:
    sums = Sums(ReceiptKind.SALE, False, [(1, 440)], [(PaymentKind.ROOM, 440, 440, "")])
    now = Process("K", "Kassenbeleg-V1", "Beleg^4.40_0.00_0.00_0.00_-4.40^")
    once = Process("K", "Kassenbeleg-V1", "Beleg^4.40_0.00_0.00_0.00_0.00^4.40:Unbar")
    assert check_content(now, sums) == check_content(once, sums) == ""
    practised = Practised(Sums(ReceiptKind.SALE, True, [(1, 440)], ()), [(1000, "Helles", 440)])
    now = Process("K", "Kassenbeleg-V1", "AVTraining^4.40_0.00_0.00_0.00_0.00^")
    once = Process("K", "Bestellung-V1", '1;"Helles";4.40')
    assert check_content(now, practised) == check_content(once, practised) == ""


@pytest.mark.parametrize(
    "data", ["Beleg^4.40_0.00_0.00_0.00_0.00^4.40:Bar", "Beleg^4.41_0.00_0.00_0.00_-4.41^"]
)
def test_anything_else_is_still_found(data: str) -> None:
    sums = Sums(ReceiptKind.SALE, False, [(1, 440)], [(PaymentKind.ROOM, 440, 440, "")])
    assert "in den Büchern steht" in check_content(Process("K", "Kassenbeleg-V1", data), sums)


def test_a_note_is_known_by_its_words() -> None:
    note = Process("K", "SonstigerVorgang", "Zwischenrechnung Tisch 12: 4,40; Anna")
    assert check_content(note, "Zwischenrechnung Tisch 12: 4,40; Anna") == ""
    assert "in den Büchern steht" in check_content(note, "Zwischenrechnung Tisch 12: 4,50; Anna")


def test_a_rate_without_a_place_is_never_secured() -> None:
    with pytest.raises(ValueError, match="no place"):
        receipt_data(replace(sale(Bill(())), taxes=(tax_sum(TaxRate(9, 810), Money(0)),)))

"""Vouchers, down payments, deposits and receivables: what they are worth, who may use them, and what the law hears."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Wish, take_part
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, Receipt, ReferenceKind, Tender, discount_percent
from kasse.ports.books import RecordKind, Subject
from kasse.usecases.book_internal import book_internal
from kasse.usecases.change_line import discount_line
from kasse.usecases.close_day import close_day, look_at_day
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.move_cash import move_cash, pay_receivable
from kasse.usecases.open_till import open_till
from kasse.usecases.print_again import print_interim_bill
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.secure_pending import secure_note
from kasse.usecases.take_payment import begin_payment, take_payment
from kasse.usecases.use_function import open_drawer
from kasse.usecases.void_lines import void_lines
from kasse.usecases.vouchers import find_voucher, set_off_voucher
from tests.domain.examples import ACCOUNT, CARD, CASH, FRANCS, REDUCED, ROOM, STANDARD, VOUCHER
from tests.store.house import (
    BEER,
    BOOK,
    DOWN_PAYMENT,
    LOTTERY,
    MUG,
    MUG_BACK,
    NEWSPAPER,
    TASTING,
    WORTH,
    Desk,
    assert_clean,
)
from tests.usecases.at_the_desk import state, tab


def told(desk: Desk, receipt: Receipt) -> str:
    """What the signing device signed of a receipt."""
    secured = desk.books.receipt(receipt.number).secured
    assert secured is not None
    assert secured.is_signed
    return secured.process.process_data


def left(desk: Desk, number: str) -> Money:
    found = desk.books.voucher(number)
    assert found is not None
    return found.balance


def sell(desk: Desk, cents: int, number: str = "W-1") -> Receipt:
    desk.order(Wish(WORTH, price=Money(cents), voucher=number))
    return desk.pay().receipt


def voucher(cents: int, number: str = "W-1") -> Tender:
    return Tender(VOUCHER, Money(cents), number)


# --- multi-purpose vouchers --------------------------------------------------------------------------------


def test_a_multi_purpose_voucher_is_money_in_another_form(desk: Desk) -> None:
    sold = sell(desk, 20_00)
    assert told(desk, sold) == "Beleg^0.00_0.00_0.00_0.00_20.00^20.00:Bar"
    desk.order(BEER)
    paid = take_payment(desk.till, desk.boss, 12, [voucher(4_00), Tender(CASH, Money(40))]).receipt
    assert told(desk, paid) == "Beleg^4.40_0.00_0.00_0.00_-4.00^0.40:Bar"
    assert left(desk, "W-1") == Money(16_00)
    assert desk.books.receipt(paid.number).receipt.payments[0].reference == "W-1"
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.cash_expected) == (Money(4_40), Money(20_40))
    assert figures.cases == ((BusinessCase.MULTI_VOUCHER_SOLD, 1, Money(20_00)),)


@pytest.mark.parametrize(
    ("tender", "words"),
    [
        (voucher(4_40, "W-1"), "nur noch 4,00"),
        (voucher(4_40, "W-2"), "gibt es nicht"),
        (voucher(4_40, ""), "Bitte die Nummer"),
        (voucher(4_40, "E-1"), "gibt es nicht"),
        (voucher(5_00, "W-1"), "Ohne Bargeld geht nur bis"),
    ],
)
def test_a_voucher_that_does_not_cover_it_pays_nothing(desk: Desk, tender: Tender, words: str) -> None:
    sell(desk, 4_00)
    desk.order(Wish(TASTING, voucher="E-1"))
    desk.pay()
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match=words):
        take_payment(desk.till, desk.boss, 12, [tender])
    assert state(desk) == before
    assert left(desk, "W-1") == Money(4_00)


def test_a_number_is_found_however_it_is_typed(desk: Desk) -> None:
    sell(desk, 20_00, "ab 12-3 ")
    assert (
        find_voucher(desk.till, "AB12-3").sold
        == find_voucher(desk.till, "ab 123".replace("123", "12-3")).sold
    )
    desk.order(BEER)
    take_payment(desk.till, desk.boss, 12, [voucher(4_40, "ab12-3")])
    assert left(desk, "AB12-3") == Money(15_60)


def test_the_till_makes_numbers_that_nobody_guesses(desk: Desk) -> None:
    desk.order(Wish(WORTH, price=Money(10_00)), Wish(WORTH, price=Money(10_00)))
    first, second = (line.components[0].voucher for line in desk.pay().receipt.lines)
    assert first != second
    assert len(first) == len(second) == 9
    assert left(desk, first) == Money(10_00)


def test_a_number_is_given_once_until_it_was_taken_back(desk: Desk) -> None:
    sold = sell(desk, 20_00)
    with pytest.raises(Refused, match="schon vergeben"):
        desk.order(Wish(WORTH, price=Money(5_00), voucher="w-1"))
    reverse_receipt(desk.till, desk.boss, sold.number, "Falscher Betrag")
    assert left(desk, "W-1") == ZERO
    sell(desk, 25_00)
    assert left(desk, "W-1") == Money(25_00)


def test_what_was_redeemed_comes_back_with_the_reversal_and_not_before(desk: Desk) -> None:
    sold = sell(desk, 20_00)
    desk.order(BEER)
    paid = take_payment(desk.till, desk.boss, 12, [voucher(4_40)]).receipt
    with pytest.raises(Refused, match="schon eingelöst"):
        reverse_receipt(desk.till, desk.boss, sold.number, "Guthaben zurück")
    back = reverse_receipt(desk.till, desk.boss, paid.number, "Reklamation").receipt
    assert told(desk, back) == "Beleg^-4.40_0.00_0.00_0.00_4.40^"
    assert left(desk, "W-1") == Money(20_00)
    reverse_receipt(desk.till, desk.boss, sold.number, "Guthaben zurück")
    assert left(desk, "W-1") == ZERO
    assert look_at_day(desk.till).figures.cash_expected == ZERO


def test_practice_makes_and_spends_no_voucher(desk: Desk) -> None:
    desk.order(Wish(WORTH, price=Money(20_00), voucher="W-1"), by=desk.trainee)
    desk.pay(by=desk.trainee)
    assert desk.books.voucher("W-1") is None
    sell(desk, 5_00)
    desk.order(BEER, by=desk.trainee)
    take_payment(desk.till, desk.trainee, 12, [voucher(4_40)])
    assert left(desk, "W-1") == Money(5_00)


def test_a_voucher_is_sold_whole_by_itself_and_never_given_away(desk: Desk) -> None:
    with pytest.raises(Refused, match="Menge 1"):
        desk.order(Wish(WORTH, Quantity.of(2), price=Money(5_00)))
    with pytest.raises(Refused, match="keine Gutscheinnummer"):
        desk.order(Wish(BEER, voucher="W-1"))
    desk.order(Wish(WORTH, price=Money(20_00)), BEER)
    part, _ = take_part(tab(desk).lines[0], Quantity(500))
    with pytest.raises(Refused, match="als Ganzes"):
        take_payment(desk.till, desk.boss, 12, [Tender(CASH, part.amount)], parts=[part])
    with pytest.raises(Refused, match="internes Konto"):
        book_internal(desk.till, desk.boss, 12, 1)
    with pytest.raises(Refused, match="keinen Rabatt"):
        discount_line(desk.till, desk.boss, 12, tab(desk).lines[0].id, basis_points=5000)
    void_lines(desk.till, desk.boss, 12, [(tab(desk).lines[0].id, ONE)], "doch nicht")
    assert tab(desk).total == Money(4_40)


def test_a_draft_that_was_broken_off_leaves_the_voucher_as_it_was(desk: Desk) -> None:
    sell(desk, 20_00)
    desk.order(BEER, Wish(WORTH, price=Money(5_00), voucher="W-2"))
    begin_payment(desk.till, desk.boss, 12, [voucher(9_40)])
    assert (left(desk, "W-1"), left(desk, "W-2")) == (Money(10_60), Money(5_00))
    assert open_till(desk.till).aborted
    assert (left(desk, "W-1"), left(desk, "W-2")) == (Money(20_00), ZERO)
    assert tab(desk).total == Money(9_40)
    take_payment(desk.till, desk.boss, 12, [voucher(9_40)])
    assert left(desk, "W-1") == Money(10_60)


def test_the_same_key_redeems_once(desk: Desk) -> None:
    sell(desk, 20_00)
    desk.order(BEER)
    key = uuid4()
    first = take_payment(desk.till, desk.boss, 12, [voucher(4_40)], key=key).receipt
    assert take_payment(desk.till, desk.boss, 12, [voucher(4_40)], key=key).receipt == first
    assert left(desk, "W-1") == Money(15_60)


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(spent=st.lists(st.integers(1, 4_40), max_size=5), undone=st.sets(st.integers(0, 4)))
def test_what_is_left_is_what_was_sold_less_what_was_spent_and_not_taken_back(
    desk: Desk, spent: list[int], undone: set[int]
) -> None:
    number = f"P-{uuid4()}"
    sell(desk, 50_00, number)
    rest = 50_00
    for place, cents in enumerate(spent):
        desk.order(BEER)
        tenders = [voucher(cents, number), Tender(CARD, Money(4_40 - cents))]
        paid = take_payment(desk.till, desk.boss, 12, [t for t in tenders if t.amount]).receipt
        if place in undone:
            reverse_receipt(desk.till, desk.boss, paid.number, "Reklamation")
        else:
            rest -= cents
    assert left(desk, number.upper()) == Money(rest)


# --- what was taxed when it was paid -----------------------------------------------------------------------


def test_a_single_purpose_voucher_is_taxed_when_sold_and_not_again(desk: Desk) -> None:
    desk.order(Wish(TASTING, voucher="E-1"))
    sold = desk.pay().receipt
    assert told(desk, sold) == "Beleg^19.00_0.00_0.00_0.00_0.00^19.00:Bar"
    desk.order(Wish(BEER, Quantity.of(5)), BOOK)
    off = set_off_voucher(desk.till, tab(desk).lines, "e-1")
    assert (off.case, off.amounts) == (BusinessCase.SINGLE_VOUCHER_REDEEMED, ((STANDARD, Money(19_00)),))
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CARD, Money(27_90))], discounts=[off]).receipt
    assert told(desk, paid) == "Beleg^3.00_24.90_0.00_0.00_0.00^27.90:Unbar"
    assert left(desk, "E-1") == ZERO
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.discounts) == (Money(46_90), ZERO)


def test_a_down_payment_is_set_off_at_its_rate_until_nothing_is_left(desk: Desk) -> None:
    desk.order(Wish(DOWN_PAYMENT, price=Money(30_00), voucher="A-1"))
    assert told(desk, desk.pay().receipt) == "Beleg^0.00_30.00_0.00_0.00_0.00^30.00:Bar"
    desk.order(BEER)
    with pytest.raises(Refused, match="dazu ist hier nichts zu zahlen"):
        set_off_voucher(desk.till, tab(desk).lines, "A-1")
    desk.order(BOOK)
    off = set_off_voucher(desk.till, tab(desk).lines, "A-1")
    assert off.amounts == ((REDUCED, Money(24_90)),)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))], discounts=[off]).receipt
    assert left(desk, "A-1") == Money(5_10)
    reverse_receipt(desk.till, desk.boss, paid.number, "Reklamation")
    assert left(desk, "A-1") == Money(30_00)


def test_a_discount_comes_first_and_the_voucher_pays_what_is_left_at_its_rate(desk: Desk) -> None:
    desk.order(Wish(TASTING, voucher="E-1"))
    desk.pay()
    desk.order(Wish(BEER, Quantity.of(5)))
    discount = discount_percent(tab(desk).lines, 5000)
    off = set_off_voucher(desk.till, tab(desk).lines, "E-1", [discount])
    assert off.total == Money(11_00)
    bill = Bill(tab(desk).lines, (discount, off))
    assert bill.total == ZERO
    take_payment(desk.till, desk.boss, 12, [], discounts=[discount, off])
    assert left(desk, "E-1") == Money(8_00)
    sell(desk, 5_00)
    with pytest.raises(Refused, match="ist eine Zahlungsart"):
        set_off_voucher(desk.till, [], "W-1")


def test_what_another_till_has_spent_meanwhile_cannot_be_spent_again(desk: Desk) -> None:
    desk.order(Wish(TASTING, voucher="E-1"))
    desk.pay()
    desk.order(Wish(BEER, Quantity.of(5)), table=1)
    desk.order(Wish(BEER, Quantity.of(5)), table=2)
    off = set_off_voucher(desk.till, tab(desk, 1).lines, "E-1")
    take_payment(desk.till, desk.boss, 1, [Tender(CASH, Money(3_00))], discounts=[off])
    with pytest.raises(Refused, match="nur noch 0,00"):
        take_payment(desk.till, desk.boss, 2, [Tender(CASH, Money(3_00))], discounts=[off])


# --- deposits and sales for others -------------------------------------------------------------------------


def test_a_deposit_is_taxed_with_the_goods_and_paid_back_in_cash(desk: Desk) -> None:
    desk.order(BEER, Wish(MUG, Quantity.of(2)))
    assert told(desk, desk.pay().receipt) == "Beleg^8.40_0.00_0.00_0.00_0.00^8.40:Bar"
    sent = desk.order(Wish(MUG_BACK, Quantity.of(3)))
    assert [line.quantity for line in tab(desk).lines] == [Quantity.of(-3)]
    secured = desk.books.pending()
    assert secured == []
    void_lines(desk.till, desk.boss, 12, [(sent.order.bookings[0].line.id, ONE)], "nur zwei")
    paid = take_payment(desk.till, desk.boss, 12, []).receipt
    assert told(desk, paid) == "Beleg^-4.00_0.00_0.00_0.00_0.00^-4.00:Bar"
    assert paid.change == Money(4_00)
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.cash_expected) == (Money(4_40), Money(4_40))
    assert {case: sum_ for case, _, sum_ in figures.cases} == {
        BusinessCase.DEPOSIT: Money(4_00),
        BusinessCase.DEPOSIT_BACK: Money(-4_00),
    }
    reverse_receipt(desk.till, desk.boss, paid.number, "Krug war nicht von uns")


def test_a_deposit_back_lowers_the_bill_and_a_discount_leaves_it_alone(desk: Desk) -> None:
    desk.order(Wish(BEER, Quantity.of(2)), MUG, MUG_BACK, NEWSPAPER, Wish(WORTH, price=Money(10_00)))
    off = discount_percent(tab(desk).lines, 10_000)
    assert off.total == Money(8_80)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(12_20))], discounts=[off]).receipt
    assert told(desk, paid) == "Beleg^0.00_2.20_0.00_0.00_10.00^12.20:Bar"


def test_what_is_sold_for_others_is_no_turnover_of_the_house(desk: Desk) -> None:
    desk.order(BEER, NEWSPAPER, Wish(LOTTERY, Quantity.of(3)))
    paid = desk.pay().receipt
    assert paid.total == Money(9_60)
    figures = look_at_day(desk.till).figures
    assert figures.gross == Money(4_40)
    assert figures.agencies == ((1, Money(2_20)), (2, Money(3_00)))
    assert figures.main_groups == ((2, Money(4_40)),)
    close_day(desk.till, desk.boss)


# --- on account --------------------------------------------------------------------------------------------


def test_a_sale_on_account_is_turnover_now_and_money_later(desk: Desk) -> None:
    desk.order(BEER, BOOK)
    with pytest.raises(Refused, match="wer die Rechnung bekommt"):
        take_payment(desk.till, desk.boss, 12, [Tender(ACCOUNT, Money(29_30))])
    club = Customer("Musikverein", city="Hals")
    owed = take_payment(
        desk.till, desk.boss, 12, [Tender(CASH, Money(9_30)), Tender(ACCOUNT, Money(20_00))], customer=club
    ).receipt
    assert told(desk, owed) == "Beleg^4.40_24.90_0.00_0.00_-20.00^9.30:Bar"
    assert desk.books.receipt(owed.number).receipt.customer == club
    first = pay_receivable(
        desk.till, desk.boss, f"1-{owed.number}", [Tender(CARD, Money(5_00))], amount=Money(5_00)
    ).receipt
    assert told(desk, first) == "Beleg^0.00_0.00_0.00_0.00_5.00^5.00:Unbar"
    rest = pay_receivable(desk.till, desk.waiter, str(owed.number), [Tender(CASH, Money(20_00))]).receipt
    assert (rest.total, rest.change, rest.movement) == (
        Money(15_00),
        Money(5_00),
        BusinessCase.RECEIVABLE_PAID,
    )
    assert [(r.kind, r.text) for r in rest.references] == [(ReferenceKind.RECEIPT, str(owed.number))]
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.cash_movements, figures.cash_expected) == (
        Money(29_30),
        ZERO,
        Money(24_30),
    )
    with pytest.raises(Refused, match="ist nichts offen"):
        pay_receivable(desk.till, desk.boss, str(owed.number), [Tender(CASH, Money(1))])
    with pytest.raises(Refused, match="schon eingelöst oder bezahlt"):
        reverse_receipt(desk.till, desk.boss, owed.number, "Reklamation")
    reverse_receipt(desk.till, desk.boss, rest.number, "Schein war falsch")
    assert left(desk, f"Beleg 1-{owed.number}") == Money(15_00)
    close_day(desk.till, desk.boss)


def test_the_payer_noted_on_the_table_gets_the_invoice(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, payer="Kanzlei Moser")
    owed = take_payment(desk.till, desk.boss, 12, [Tender(ACCOUNT, Money(4_40))]).receipt
    assert owed.customer == Customer("Kanzlei Moser")
    reverse_receipt(desk.till, desk.boss, owed.number, "doch bar")
    assert left(desk, f"Beleg 1-{owed.number}") == ZERO


@pytest.mark.parametrize(
    ("number", "tenders", "words"),
    [
        ("99", [Tender(CASH, Money(4_40))], "ist nichts offen"),
        ("Beleg", [Tender(CASH, Money(4_40))], "in der Form 1-4711"),
        ("1", [Tender(ROOM, Money(4_40))], "wird mit Geld bezahlt"),
        ("1", [Tender(CASH, Money(4_00))], "Es fehlen noch 0,40"),
    ],
)
def test_an_open_invoice_is_paid_with_money(
    desk: Desk, number: str, tenders: list[Tender], words: str
) -> None:
    desk.order(BEER)
    take_payment(desk.till, desk.boss, 12, [Tender(ACCOUNT, Money(4_40))], customer=Customer("Verein"))
    with pytest.raises(Refused, match=words):
        pay_receivable(desk.till, desk.boss, number, tenders)
    assert left(desk, "Beleg 1-1") == Money(4_40)


# --- money moved -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "cents"),
    [
        (BusinessCase.OPENING_FLOAT, 200_00),
        (BusinessCase.OWNER_IN, 50_00),
        (BusinessCase.OWNER_OUT, -50_00),
        (BusinessCase.WAGES, -450_00),
        (BusinessCase.TIP_STAFF, -12_50),
        (BusinessCase.CASH_IN_TRANSIT, 100_00),
        (BusinessCase.CASH_IN_TRANSIT, -500_00),
        (BusinessCase.COUNT_DIFFERENCE, -1_00),
    ],
)
def test_money_that_moves_says_what_it_is(desk: Desk, case: BusinessCase, cents: int) -> None:
    moved = move_cash(desk.till, desk.boss, Money(cents), movement=case).receipt
    assert desk.books.receipt(moved.number).receipt.movement is case
    assert moved.reason
    assert told(desk, moved) == f"Beleg^0.00_0.00_0.00_0.00_{cents / 100:.2f}^{cents / 100:.2f}:Bar"
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.receipts) == (ZERO, 0)
    assert figures.cases == ((case, 1, Money(cents)),)


@pytest.mark.parametrize(
    ("case", "cents", "words"),
    [
        (BusinessCase.WAGES, 450_00, "wird ausgezahlt"),
        (BusinessCase.OPENING_FLOAT, -1_00, "wird eingezahlt"),
        (BusinessCase.SALE, 1_00, "keine Ein- oder Auszahlung"),
        (BusinessCase.RECEIVABLE_PAID, 1_00, "keine Ein- oder Auszahlung"),
        (None, 1_00, "wofür das Geld ist"),
    ],
)
def test_money_goes_the_way_that_its_name_says(
    desk: Desk, case: BusinessCase | None, cents: int, words: str
) -> None:
    before = state(desk)
    with pytest.raises(Refused, match=words):
        move_cash(desk.till, desk.boss, Money(cents), movement=case)
    assert state(desk) == before


def test_foreign_cash_and_a_voucher_pay_one_bill_together(desk: Desk) -> None:
    sell(desk, 10_00)
    desk.order(BOOK)
    paid = take_payment(desk.till, desk.boss, 12, [voucher(10_00), Tender(FRANCS, Money(20_00))]).receipt
    assert told(desk, paid) == "Beleg^0.00_24.90_0.00_0.00_-10.00^-6.10:Bar_20.00:Bar:CHF"


# --- notes -------------------------------------------------------------------------------------------------


def test_an_interim_bill_and_an_opened_drawer_are_secured_as_other_processes(desk: Desk) -> None:
    desk.order(BEER)
    bill = print_interim_bill(desk.till, desk.boss, 12)
    assert [p.subject for p in desk.books.pending()] == [Subject.NOTE]
    secured = secure_note(desk.till, bill.note)
    assert secured is not None
    assert secured.process.process_type == "SonstigerVorgang"
    assert secured.process.process_data == "Zwischenrechnung Tisch 12: 4,40; Chefin"
    opened = secure_note(desk.till, open_drawer(desk.till, desk.boss).note)
    assert opened is not None
    assert opened.process.process_data == "Schublade ohne Verkauf geöffnet; Chefin"
    assert secure_note(desk.till, bill.note) is None  # it is signed once


def test_a_note_that_the_power_cut_left_open_is_brought_to_its_end(desk: Desk) -> None:
    desk.order(BEER)
    first, second = (print_interim_bill(desk.till, desk.boss, 12).note for _ in range(2))
    assert second is not None
    note = desk.books.record(RecordKind.NOTE, second)
    assert note is not None
    process = desk.till.fiscal.for_note(note.body["text"])
    assert process is not None
    assert desk.till.fiscal.secure(process).is_signed
    assert open_till(desk.till).orders == ()
    assert desk.books.pending() == []
    report = assert_clean(desk.url)
    assert report.outages == 1  # one was signed before the power went, the other was not
    assert first != second


def test_a_note_does_not_keep_the_day_from_being_closed(desk: Desk) -> None:
    desk.order(BEER)
    print_interim_bill(desk.till, desk.boss, 12)
    desk.pay()
    close_day(desk.till, desk.boss)

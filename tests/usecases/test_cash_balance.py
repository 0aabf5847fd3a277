"""The cash of each operator from the opening balance to the next day, and the cash book of the day."""

import csv
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.app.exports import FolderExports
from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt, Tender
from kasse.domain.shifts import CashBalance
from kasse.domain.staff import Operator
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import Act, ActKind, BooksError, RecordKind
from kasse.ports.exports import ExportError, NoExports
from kasse.ports.outbox import JobKind
from kasse.settings import Setting
from kasse.settings.declared.cash import BOOK_CASH_OUT, BOOK_DIFFERENCE, CARRY_BALANCE, EXPORT_CASH_BOOK
from kasse.usecases import cash_balance
from kasse.usecases.cash_book import cash_book, cash_book_csv
from kasse.usecases.change_setting import SettingChanged, change_setting
from kasse.usecases.close_day import close_day, look_at_day
from kasse.usecases.move_cash import move_cash, pay_receivable
from kasse.usecases.open_till import open_till
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import take_payment
from kasse.usecases.use_function import use_function
from tests.domain.examples import ACCOUNT, CARD, CASH, FRANCS
from tests.store.house import BEER, BOOK, OPEN_PRICE, Desk
from tests.usecases.at_the_desk import jobs, state

BALANCE = 405


def turn(desk: Desk, setting: Setting[bool], *, on: bool = True) -> SettingChanged:
    return change_setting(desk.till, desk.boss, setting, value=on)


def bert(desk: Desk) -> Operator:
    return desk.till.staff.operators[2]


def sell(desk: Desk, by: Operator, cents: int, *, card: int = 0, table: int = 12) -> Receipt:
    desk.order(Wish(OPEN_PRICE, price=Money(cents + card)), table=table, by=by)
    tenders = [Tender(CARD, Money(card))] if card else []
    tenders += [Tender(CASH, Money(cents))] if cents else []
    return take_payment(desk.till, by, table, tenders).receipt


def balances(desk: Desk) -> dict[str, Money]:
    return {b.name: b.balance for b in look_at_day(desk.till).figures.balances}


def today(desk: Desk, case: BusinessCase) -> list[tuple[str, Money]]:
    """Whose money of that kind was moved today, and how much."""
    found = [r for r in desk.books.receipts_of_day() if r.movement is case]
    return [(r.operator_name, r.cash) for r in found]


@contextmanager
def power_fails_at(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, kind: ActKind, *, after: int = 0
) -> Iterator[None]:
    """So many acts of that kind are written, and none after them."""
    real, seen = desk.books.act, 0

    def act(wanted: ActKind, **facts: Any) -> AbstractContextManager[Act]:
        nonlocal seen
        seen += wanted is kind
        if seen > after:
            raise BooksError("Strom weg.")
        return real(wanted, **facts)

    with monkeypatch.context() as patched:
        patched.setattr(desk.books, "act", act)
        with pytest.raises(BooksError, match="Strom weg"):
            yield


# --- what an operator has ----------------------------------------------------------------------------------


@pytest.mark.feature("M-WEI-20")
def test_the_balance_is_opening_and_cash_sales_less_what_was_paid_out(desk: Desk) -> None:
    move_cash(desk.till, desk.boss, Money(200_00), movement=BusinessCase.OPENING_FLOAT)
    sell(desk, desk.boss, 30_00, card=12_00)
    sell(desk, desk.waiter, 8_50)
    move_cash(desk.till, desk.boss, Money(-23_80), "Bäcker")
    move_cash(desk.till, desk.boss, Money(-100_00), movement=BusinessCase.CASH_IN_TRANSIT)
    assert look_at_day(desk.till).figures.balances == (
        CashBalance(1, "Anna", taken=Money(8_50)),
        CashBalance(9, "Chefin", Money(200_00), Money(30_00), Money(-100_00), Money(-23_80)),
    )
    assert balances(desk) == {"Anna": Money(8_50), "Chefin": Money(106_20)}


@pytest.mark.feature("M-WEI-20")
def test_reversals_change_and_open_invoices_are_cash_too_and_foreign_cash_is_not(desk: Desk) -> None:
    back = sell(desk, desk.boss, 5_00)
    reverse_receipt(desk.till, desk.boss, back.number, "Reklamation")
    desk.order(BOOK)
    take_payment(desk.till, desk.boss, 12, [Tender(FRANCS, Money(30_00))])  # 31,50: 6,60 go back in euro
    desk.order(BEER)
    owed = take_payment(desk.till, desk.boss, 12, [Tender(ACCOUNT, Money(4_40))], customer=Customer("Verein"))
    pay_receivable(desk.till, desk.boss, str(owed.receipt.number), [Tender(CASH, Money(5_00))])
    assert look_at_day(desk.till).figures.balances == (CashBalance(9, "Chefin", taken=Money(-2_20)),)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    deeds=st.lists(st.tuples(st.sampled_from([1, 2, 9]), st.integers(-50_00, 50_00).filter(bool)), max_size=6)
)
def test_all_balances_together_are_what_the_drawer_should_hold(
    desk: Desk, deeds: list[tuple[int, int]]
) -> None:
    for number, cents in deeds:
        who = desk.till.staff.operators[number]
        if cents > 0:
            sell(desk, who, cents)
        else:
            move_cash(desk.till, desk.boss, Money(cents), "Einkauf")
    figures = look_at_day(desk.till).figures
    assert Money.sum(b.balance for b in figures.balances) == figures.cash_expected
    close_day(desk.till, desk.boss)


# --- entered by hand ---------------------------------------------------------------------------------------


@pytest.mark.feature("M-WEI-22")
def test_the_first_balance_entered_is_the_opening_one_and_later_the_rest_is_handed_over(desk: Desk) -> None:
    opened = use_function(desk.till, desk.boss, BALANCE, Money(150_00))
    assert opened is not None
    assert (opened.receipt.movement, opened.receipt.cash) == (BusinessCase.OPENING_FLOAT, Money(150_00))
    sell(desk, desk.boss, 312_40)
    handed = use_function(desk.till, desk.boss, BALANCE, Money(150_00))
    assert handed is not None
    assert (handed.receipt.movement, handed.receipt.reason) == (
        BusinessCase.CASH_IN_TRANSIT,
        "Geldtransit aus Kasse",
    )
    assert handed.secured is not None
    assert handed.secured.process.process_data == "Beleg^0.00_0.00_0.00_0.00_-312.40^-312.40:Bar"
    more = use_function(desk.till, desk.boss, BALANCE, Money(180_00))
    assert more is not None
    assert (more.receipt.cash, more.receipt.reason) == (Money(30_00), "Geldtransit in Kasse")
    assert balances(desk) == {"Chefin": Money(180_00)}
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.cash_expected) == (Money(312_40), Money(180_00))


def test_a_balance_that_is_so_already_or_cannot_be_is_refused(desk: Desk) -> None:
    use_function(desk.till, desk.boss, BALANCE, Money(150_00))
    before = state(desk)
    with pytest.raises(Refused, match="schon 150,00"):
        use_function(desk.till, desk.boss, BALANCE, Money(150_00))
    with pytest.raises(Refused, match="Bitte einen Betrag"):
        use_function(desk.till, desk.boss, BALANCE, Money(-1))
    with pytest.raises(Refused, match="nicht erlaubt"):
        use_function(desk.till, desk.waiter, BALANCE, Money(10_00))
    assert state(desk) == before
    everything = use_function(desk.till, desk.boss, BALANCE, ZERO)
    assert everything is not None
    assert everything.receipt.cash == Money(-150_00)


def test_the_same_key_enters_a_balance_once(desk: Desk) -> None:
    key = uuid4()
    first = use_function(desk.till, desk.boss, BALANCE, Money(150_00), key=key)
    again = use_function(desk.till, desk.boss, BALANCE, Money(150_00), key=key)
    assert first is not None
    assert again is not None
    assert again.receipt == first.receipt


# --- carried into the next day -----------------------------------------------------------------------------


@pytest.mark.feature("M-WEI-19")
def test_each_balance_becomes_the_signed_opening_balance_of_the_next_day(desk: Desk) -> None:
    turn(desk, CARRY_BALANCE)
    move_cash(desk.till, desk.boss, Money(200_00), movement=BusinessCase.OPENING_FLOAT)
    sell(desk, desk.waiter, 50_00)
    sell(desk, bert(desk), 0, card=10_00)
    closing = close_day(desk.till, desk.boss).closing
    assert today(desk, BusinessCase.OPENING_FLOAT) == [("Anna", Money(50_00)), ("Chefin", Money(200_00))]
    for receipt in desk.books.receipts_of_day():
        stored = desk.books.receipt(receipt.number)
        assert stored.receipt.business_date == date(2026, 5, 5)
        assert stored.secured is not None
        euro = f"{receipt.cash.cents / 100:.2f}"
        assert stored.secured.process.process_data == f"Beleg^0.00_0.00_0.00_0.00_{euro}^{euro}:Bar"
    figures = look_at_day(desk.till).figures
    assert (figures.gross, figures.cash_expected) == (ZERO, closing.figures.cash_expected)
    assert balances(desk) == {"Anna": Money(50_00), "Chefin": Money(200_00)}
    close_day(desk.till, desk.boss)
    assert balances(desk) == {"Anna": Money(50_00), "Chefin": Money(200_00)}


def test_what_the_till_books_by_itself_prints_nothing_and_leaves_the_drawer_shut(desk: Desk) -> None:
    turn(desk, CARRY_BALANCE)
    turn(desk, BOOK_CASH_OUT)
    sell(desk, desk.waiter, 50_00)
    papers, drawers = len(jobs(desk)), len(jobs(desk, JobKind.DRAWER))
    close_day(desk.till, desk.boss, Money(51_00))
    assert [job.payload["paper"] for job in jobs(desk)[papers:]] == ["closing"]
    assert len(jobs(desk, JobKind.DRAWER)) == drawers


def test_without_the_setting_nothing_goes_over(desk: Desk) -> None:
    sell(desk, desk.waiter, 50_00)
    close_day(desk.till, desk.boss)
    assert list(desk.books.receipts_of_day()) == []
    assert desk.books.record(RecordKind.CARRIED, 1) is None


@pytest.mark.feature("M-WEI-19")
def test_a_day_change_that_the_power_cut_short_is_brought_to_its_end_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(desk, CARRY_BALANCE)
    sell(desk, desk.waiter, 50_00)
    sell(desk, bert(desk), 20_00)
    key = uuid4()
    # Anna's draft is written and signed; Bert's is not even begun.
    with power_fails_at(monkeypatch, desk, ActKind.RECEIPT_BEGUN, after=1):
        close_day(desk.till, desk.boss, key=key)
    assert today(desk, BusinessCase.OPENING_FLOAT) == [("Anna", Money(50_00))]
    open_till(desk.till)
    open_till(desk.till)
    assert today(desk, BusinessCase.OPENING_FLOAT) == [("Anna", Money(50_00)), ("Bert", Money(20_00))]
    assert close_day(desk.till, desk.boss, key=key).closing.number == 1
    assert balances(desk) == {"Anna": Money(50_00), "Bert": Money(20_00)}


def test_an_opening_balance_whose_draft_was_broken_off_is_booked_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(desk, CARRY_BALANCE)
    sell(desk, desk.waiter, 50_00)
    assert desk.faults is not None
    desk.faults.fault = Fault.OUT
    with power_fails_at(monkeypatch, desk, ActKind.OUTAGE):
        close_day(desk.till, desk.boss)
    desk.faults.fault = None
    assert open_till(desk.till).aborted
    assert today(desk, BusinessCase.OPENING_FLOAT) == [("Anna", Money(50_00))]


# --- handed over with the closing --------------------------------------------------------------------------


@pytest.mark.feature("M-WEI-21")
def test_the_cash_sales_go_out_as_transit_and_lower_what_is_carried(desk: Desk) -> None:
    turn(desk, CARRY_BALANCE)
    turn(desk, BOOK_CASH_OUT)
    move_cash(desk.till, desk.boss, Money(200_00), movement=BusinessCase.OPENING_FLOAT)
    sell(desk, desk.boss, 30_00)
    sell(desk, desk.waiter, 50_00)
    move_cash(desk.till, desk.boss, Money(-10_00), movement=BusinessCase.CASH_IN_TRANSIT)
    closing = close_day(desk.till, desk.boss).closing
    moved = {case: (count, sum_) for case, count, sum_ in closing.figures.cases}
    assert moved[BusinessCase.CASH_IN_TRANSIT] == (3, Money(-80_00))
    assert closing.figures.cash_expected == Money(200_00)
    assert [b.handed_over for b in closing.figures.balances] == [Money(-50_00), Money(-30_00)]
    reasons = [r.reason for r in desk.books.receipts_between(1, closing.figures.last_number) if r.cash]
    assert reasons == ["Anfangsbestand", "Geldtransit", "Geldtransit aus Kasse", "Geldtransit aus Kasse"]
    assert today(desk, BusinessCase.OPENING_FLOAT) == [("Chefin", Money(200_00))]


@pytest.mark.feature("M-WEI-21")
def test_a_closing_tried_twice_hands_over_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    turn(desk, CARRY_BALANCE)
    turn(desk, BOOK_CASH_OUT)
    sell(desk, desk.waiter, 50_00)
    with power_fails_at(monkeypatch, desk, ActKind.CLOSING):
        close_day(desk.till, desk.boss, Money(49_00))
    closing = close_day(desk.till, desk.boss, Money(49_00)).closing
    moved = {case: (count, sum_) for case, count, sum_ in closing.figures.cases}
    assert moved == {
        BusinessCase.CASH_IN_TRANSIT: (1, Money(-50_00)),
        BusinessCase.COUNT_DIFFERENCE: (1, Money(-1_00)),
    }
    assert closing.difference == Money(-1_00)


def test_nothing_is_handed_over_before_the_day_can_be_closed(desk: Desk) -> None:
    turn(desk, CARRY_BALANCE)
    turn(desk, BOOK_CASH_OUT)
    sell(desk, desk.waiter, 50_00)
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match="Noch offen"):
        close_day(desk.till, desk.boss, Money(49_00))
    assert state(desk) == before
    desk.pay()


@pytest.mark.feature("M-WEI-23")
def test_with_carrying_and_cash_book_the_cash_sales_are_booked_out_by_themselves(
    desk: Desk, tmp_path: Path
) -> None:
    desk.till.exports = FolderExports(tmp_path / "exports")
    assert turn(desk, CARRY_BALANCE).also == ""
    assert not cash_balance.hands_over(desk.till)
    assert (
        turn(desk, EXPORT_CASH_BOOK).also
        == "„Bar-Umsatz automatisch ausbuchen“ ist damit auch eingeschaltet."
    )
    assert desk.till.settings[BOOK_CASH_OUT]
    with pytest.raises(Refused, match="bleibt eingeschaltet, solange „Bargeldbestand mitführen“ und"):
        turn(desk, BOOK_CASH_OUT, on=False)
    sell(desk, desk.waiter, 50_00)
    close_day(desk.till, desk.boss)
    assert balances(desk) == {}
    turn(desk, EXPORT_CASH_BOOK, on=False)
    assert not desk.till.settings[BOOK_CASH_OUT]


def test_booking_out_alone_does_nothing(desk: Desk) -> None:
    turn(desk, BOOK_CASH_OUT)
    sell(desk, desk.waiter, 50_00)
    assert close_day(desk.till, desk.boss).closing.figures.cash_expected == Money(50_00)


# --- counted -----------------------------------------------------------------------------------------------


def test_a_count_difference_is_booked_and_told_beside_what_should_be_there(desk: Desk) -> None:
    sell(desk, desk.waiter, 50_00)
    closing = close_day(desk.till, desk.boss, Money(48_50)).closing
    assert (closing.figures.cash_expected, closing.counted, closing.difference) == (
        Money(50_00),
        Money(48_50),
        Money(-1_50),
    )
    assert closing.figures.cases == ((BusinessCase.COUNT_DIFFERENCE, 1, Money(-1_50)),)
    assert closing.figures.cash_movements == ZERO
    stored = desk.books.receipt(closing.figures.last_number)
    assert stored.secured is not None
    assert stored.secured.process.process_data == "Beleg^0.00_0.00_0.00_0.00_-1.50^-1.50:Bar"


def test_what_was_counted_right_or_not_at_all_books_nothing(desk: Desk) -> None:
    sell(desk, desk.waiter, 50_00)
    assert close_day(desk.till, desk.boss, Money(50_00)).closing.figures.cases == ()
    sell(desk, desk.waiter, 50_00)
    assert close_day(desk.till, desk.boss).closing.figures.cases == ()
    turn(desk, BOOK_DIFFERENCE, on=False)
    sell(desk, desk.waiter, 50_00)
    closing = close_day(desk.till, desk.boss, Money(40_00)).closing
    assert (closing.figures.cases, closing.difference) == ((), Money(-10_00))


# --- the cash book -----------------------------------------------------------------------------------------


def test_the_cash_book_lists_every_movement_with_the_balance_after_it(desk: Desk, tmp_path: Path) -> None:
    desk.till.exports = FolderExports(tmp_path / "exports")
    turn(desk, EXPORT_CASH_BOOK)
    move_cash(desk.till, desk.boss, Money(1200_00), movement=BusinessCase.OPENING_FLOAT)
    sold = sell(desk, desk.waiter, 50_00, card=10_00)
    sell(desk, desk.waiter, 0, card=10_00)
    sell(desk, desk.trainee, 99_00)
    reverse_receipt(desk.till, desk.boss, sold.number, "Reklamation")
    move_cash(desk.till, desk.boss, Money(-23_80), "=Bäcker; Semmeln")
    done = close_day(desk.till, desk.boss)
    assert done.problem == ""
    written = tmp_path / "exports" / "kassenbuch-2026-05-04-kasse-1-z1.csv"
    rows = list(csv.reader(written.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows == [
        ["Datum", "Beleg", "Text", "Einnahme", "Ausgabe", "Bestand"],
        ["04.05.2026", "1-1", "Anfangsbestand, Chefin", "1200,00", "", "1200,00"],
        ["04.05.2026", "1-2", "Barverkauf, Anna", "50,00", "", "1250,00"],
        ["04.05.2026", "1-5", "Storno zu Beleg 1-2, Reklamation, Chefin", "", "50,00", "1200,00"],
        ["04.05.2026", "1-6", "'=Bäcker; Semmeln, Chefin", "", "23,80", "1176,20"],
    ]
    assert list(cash_book(desk.books, done.closing))[-1].balance == done.closing.figures.cash_expected
    assert written.read_bytes() == cash_book_csv(cash_book(desk.books, done.closing))


def test_a_cash_book_that_cannot_be_written_stops_no_closing(desk: Desk, tmp_path: Path) -> None:
    turn(desk, EXPORT_CASH_BOOK)
    (tmp_path / "exports").write_text("eine Datei, wo ein Ordner sein soll")
    desk.till.exports = FolderExports(tmp_path / "exports")
    done = close_day(desk.till, desk.boss)
    assert "lässt sich nicht nach" in done.problem
    assert done.closing.number == 1
    assert cash_book_csv(cash_book(desk.books, done.closing)).decode("utf-8-sig").splitlines() == [
        "Datum;Beleg;Text;Einnahme;Ausgabe;Bestand"
    ]


def test_a_till_without_a_folder_says_so() -> None:
    with pytest.raises(ExportError, match="kein Ordner"):
        NoExports().write("kassenbuch.csv", b"")

"""Who owes what: sales on account are listed until they are paid; the recipient of an invoice stays with the table."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.sales import Receipt, Tender
from kasse.ports.books import ActKind
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.move_cash import pay_receivable
from kasse.usecases.open_till import open_till
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import begin_payment, take_payment
from kasse.usecases.transfer_lines import transfer_lines
from tests.domain.examples import ACCOUNT, CASH
from tests.store.house import BEER, BOOK, Desk
from tests.usecases.at_the_desk import tab

CLUB = Customer("Musikverein", "Hauptstraße 1", "94034", "Passau")
CHOIR = Customer("Kirchenchor")


def owe(desk: Desk, customer: Customer, *articles: int) -> Receipt:
    desk.order(*articles)
    total = tab(desk).total
    return take_payment(desk.till, desk.boss, 12, [Tender(ACCOUNT, total)], customer=customer).receipt


def test_what_is_owed_is_listed_oldest_first_with_who_owes_it(desk: Desk) -> None:
    first, second = owe(desk, CLUB, BEER), owe(desk, CHOIR, BOOK)
    assert [(one.printed, one.customer, one.balance, one.issued_at) for one in desk.books.receivables()] == [
        (f"1-{first.number}", CLUB, first.total, first.issued_at),
        (f"1-{second.number}", CHOIR, second.total, second.issued_at),
    ]


def test_a_sale_on_account_that_was_taken_back_is_owed_no_more(desk: Desk) -> None:
    owed = owe(desk, CLUB, BEER)
    reverse_receipt(desk.till, desk.boss, owed.number, "doch bar")
    assert list(desk.books.receivables()) == []


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(st.integers(1, 24_90), max_size=4))
def test_what_is_left_is_what_was_sold_less_what_was_paid(desk: Desk, parts: list[int]) -> None:
    owed = owe(desk, CLUB, BOOK)
    rest = owed.total
    for cents in parts:
        amount = min(Money(cents), rest)
        if amount:
            tenders = [Tender(CASH, amount)]
            pay_receivable(desk.till, desk.boss, str(owed.number), tenders, amount=amount)
            rest -= amount
    left = [one.balance for one in desk.books.receivables() if one.number == owed.number]
    assert left == ([rest] if rest else [])


def test_the_recipient_moves_with_the_whole_table_and_goes_with_its_payment(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, customer=CLUB)
    assert tab(desk).customer == CLUB
    transfer_lines(desk.till, desk.boss, 12, 13)
    assert desk.books.tab(12) is None
    assert tab(desk, 13).customer == CLUB
    desk.pay(13)
    assert desk.books.tab(13) is None
    kept = [act for act in desk.books.journal() if act.kind is ActKind.TAB]
    assert kept[0].body["customer"] == {
        "name": "Musikverein",
        "street": "Hauptstraße 1",
        "postcode": "94034",
        "city": "Passau",
        "country": "",
        "vat_id": "",
        "number": "",
        "kind": "",
    }


def test_a_recipient_without_a_name_takes_the_one_away(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, customer=CLUB)
    describe_tab(desk.till, desk.boss, 12, customer=Customer(""))
    assert tab(desk).customer is None


def test_on_account_the_recipient_noted_on_the_table_owes_it(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, customer=CLUB, payer="Kassier Huber")
    paid = take_payment(desk.till, desk.boss, 12, [Tender(ACCOUNT, tab(desk).total)]).receipt
    assert paid.customer == CLUB


def test_after_a_power_cut_the_recipient_is_on_the_table_again(desk: Desk) -> None:
    desk.order(BEER)
    describe_tab(desk.till, desk.boss, 12, customer=CLUB)
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, tab(desk).total)], customer=CLUB)
    assert desk.books.tab(12) is None
    assert open_till(desk.till).aborted
    assert tab(desk).customer == CLUB

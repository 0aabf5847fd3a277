"""Internal accounts by their rule: prices change in the act that settles, and the books still prove right."""

from dataclasses import replace
from uuid import uuid4

import pytest

from kasse.documents.text import text
from kasse.domain.business import InternalAccount, Pricing
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import BookingKind, Wish, equal_shares, share_of_amount
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind
from kasse.usecases.book_internal import begin_internal, book_internal
from kasse.usecases.close_day import close_day, look_at_day
from kasse.usecases.draw_paper import draw_paper
from kasse.usecases.open_till import open_till
from kasse.usecases.reverse_receipt import reverse_receipt
from tests.store.house import BEER, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import jobs, state, tab
from tests.usecases.house_changes import with_account, with_article

HALF = InternalAccount(5, "Halber Preis", pricing=Pricing.PERCENT, percent=5_000)
LUNCH = InternalAccount(6, "Mittag", price_level=2)
COST = InternalAccount(7, "Eigenverbrauch EK", pricing=Pricing.PURCHASE)
DINNER = Wish(SCHNITZEL, Quantity.of(2), sides=(POTATO_SALAD,))


@pytest.mark.feature("M-PR-01")
def test_what_the_staff_has_costs_what_the_level_of_its_account_says(desk: Desk) -> None:
    with_account(desk.till, LUNCH)
    desk.order(DINNER, BEER)
    paid = book_internal(desk.till, desk.boss, 12, 6)
    assert paid.receipt.total == Money(2 * (1690 + 100) + 440)
    assert [line.price_level for line in paid.receipt.lines] == [2, 1]
    assert paid.secured is not None
    assert paid.secured.is_signed
    assert paid.secured.process.process_data.startswith("AVSachbezug")
    assert look_at_day(desk.till).figures.internal == (1, paid.receipt.total)
    assert desk.books.tab(12) is None


@pytest.mark.feature("M-PR-03")
def test_half_the_price_is_booked_as_a_change_of_price_within_the_same_act(desk: Desk) -> None:
    with_account(desk.till, HALF)
    desk.order(DINNER)
    (was,) = tab(desk).lines
    receipt = book_internal(desk.till, desk.boss, 12, 5).receipt
    assert receipt.total == Money(2 * (945 + 75))
    begun = desk.books.acts_of_receipt(receipt.number, ActKind.RECEIPT_BEGUN)[0]
    order = desk.books.order(int(str(begun.body["repriced"])))
    out, new = order.bookings
    assert (out.kind, new.kind) == (BookingKind.PRICE, BookingKind.PRICE)
    assert (out.line, new.line) == (was.negated(), receipt.lines[0])
    assert (new.origin, new.reason) == (was.id, "Halber Preis")
    assert desk.books.pending() == []


@pytest.mark.feature("M-PR-02")
def test_at_purchase_price_the_tax_table_shows_the_purchase_price_as_net(desk: Desk) -> None:
    with_account(desk.till, COST)
    with_article(desk.till, BEER, purchase_price=Money(1_10))
    desk.order(Wish(BEER, Quantity.of(3)))
    receipt = book_internal(desk.till, desk.boss, 12, 7).receipt
    (tax,) = receipt.taxes
    assert (tax.net, tax.gross) == (Money(3_30), Money(3_93))
    page = draw_paper(desk.till, jobs(desk)[-1].payload)
    assert page is not None
    assert "1,31" in text(page, 42)


@pytest.mark.feature("M-PR-02")
def test_without_a_purchase_price_nothing_is_booked(desk: Desk) -> None:
    with_account(desk.till, COST)
    with_article(desk.till, BEER, purchase_price=Money(1_10))
    desk.order(BEER, SOUP)
    before = state(desk)
    with pytest.raises(Refused, match=r"„Tagessuppe“ hat keinen Einkaufspreis\. Bitte im Artikel eintragen"):
        book_internal(desk.till, desk.boss, 12, 7)
    assert state(desk) == before


def test_a_share_of_a_table_has_other_prices_and_the_rest_keeps_its_own(desk: Desk) -> None:
    with_account(desk.till, HALF)
    desk.order(DINNER, BEER)
    whole = tab(desk).total
    third = equal_shares(tab(desk).lines, 3)[0]
    book_internal(desk.till, desk.boss, 12, 5, parts=third)
    share = share_of_amount(tab(desk).lines, Money(1_00))[0]
    book_internal(desk.till, desk.boss, 12, 5, parts=share)
    paid = Money.sum(line.amount for line in third)
    assert tab(desk).total == whole - paid - Money(1_00)
    desk.pay()


def test_the_same_booking_twice_is_booked_once(desk: Desk) -> None:
    with_account(desk.till, HALF)
    desk.order(DINNER)
    key = uuid4()
    first = book_internal(desk.till, desk.boss, 12, 5, key=key)
    before = state(desk)
    assert book_internal(desk.till, desk.boss, 12, 5, key=key) == first
    assert state(desk) == before


def test_practice_has_the_prices_of_the_account_too(desk: Desk) -> None:
    with_account(desk.till, HALF)
    desk.order(DINNER, by=desk.trainee)
    receipt = book_internal(desk.till, desk.trainee, 12, 5).receipt
    assert (receipt.total, receipt.training) == (Money(20_40), True)


def test_an_account_that_was_put_away_takes_nothing_more(desk: Desk) -> None:
    with_account(desk.till, replace(HALF, active=False))
    desk.order(BEER)
    with pytest.raises(Refused, match="Ein internes Konto 5 gibt es nicht"):
        book_internal(desk.till, desk.boss, 12, 5)


def test_what_was_booked_to_an_account_leaves_it_again_at_the_same_worth(desk: Desk) -> None:
    with_account(desk.till, HALF)
    desk.order(DINNER)
    number = book_internal(desk.till, desk.boss, 12, 5).receipt.number
    reverse_receipt(desk.till, desk.boss, number, "Gast zahlt")
    assert look_at_day(desk.till).figures.internal == (2, ZERO)
    close_day(desk.till, desk.boss)


def test_what_came_to_nothing_stands_on_the_table_at_the_price_for_guests(desk: Desk) -> None:
    with_account(desk.till, HALF)
    desk.order(DINNER, BEER)
    was = tab(desk)
    begin_internal(desk.till, desk.boss, 12, 5)
    assert desk.faults is not None
    desk.faults.fault = Fault.OUT
    assert open_till(desk.till).aborted == (1,)
    assert tab(desk).lines == was.lines
    desk.faults.fault = None
    desk.pay()
    assert desk.books.receipt(2).receipt.total == was.total


def test_a_draft_that_the_device_has_signed_keeps_the_prices_of_the_account(desk: Desk) -> None:
    with_account(desk.till, HALF)
    desk.order(DINNER)
    draft = begin_internal(desk.till, desk.boss, 12, 5)
    process = desk.till.fiscal.for_receipt(draft.receipt)
    assert process is not None
    desk.till.fiscal.secure(process)
    assert open_till(desk.till).finished == (1,)
    assert desk.books.receipt(1).receipt.total == Money(20_40)
    assert desk.books.tab(12) is None

"""After a restart each receipt gets the signature that was made for it, also where guests had the same."""

from __future__ import annotations

import pytest

from kasse.domain.sales import Tender
from kasse.hardware.signing.faults import Fault
from kasse.usecases.open_till import open_till
from kasse.usecases.take_payment import begin_payment
from tests.domain.examples import CASH
from tests.store.house import BEER, Desk, assert_clean

OTHER = 13


def pay_and_lose_the_current(desk: Desk, *, signed: bool) -> int:
    """The beer of the other table is being paid, signed or not, when everything stops. The number of its receipt."""
    tab = desk.books.tab(OTHER)
    assert tab is not None
    draft = begin_payment(desk.till, desk.boss, OTHER, [Tender(CASH, tab.total)])
    assert draft.process is not None
    if signed:
        desk.till.fiscal.secure(draft.process)
    return draft.receipt.number


@pytest.fixture
def after_a_lost_answer(desk: Desk) -> Desk:
    """Two tables had a beer. One has paid, the device has signed it, and its answer was lost."""
    assert desk.faults is not None
    desk.order(BEER)
    desk.order(BEER, table=OTHER)
    desk.faults.fault = Fault.ANSWER_LOST
    paid = desk.pay()
    assert paid.secured is not None
    assert not paid.secured.is_signed
    desk.faults.fault = None
    return desk


def test_the_signature_of_an_earlier_guest_is_not_given_to_the_next_who_has_the_same(
    after_a_lost_answer: Desk,
) -> None:
    desk = after_a_lost_answer
    lost = desk.till.fiscal.finished_since(0)[-1]
    number = pay_and_lose_the_current(desk, signed=True)
    recovered = open_till(desk.till)
    secured = desk.books.receipt(number).secured
    assert recovered.finished == (number,)
    assert secured is not None
    assert secured.transaction is not None
    assert lost.transaction is not None
    assert secured.transaction > lost.transaction
    assert recovered.skipped == 0
    assert_clean(desk.url)


def test_what_was_not_signed_gets_no_signature_of_an_earlier_guest(after_a_lost_answer: Desk) -> None:
    desk = after_a_lost_answer
    number = pay_and_lose_the_current(desk, signed=False)
    recovered = open_till(desk.till)
    assert recovered.aborted == (number,)
    assert recovered.skipped == 0, "nothing was restored: no number is left out"
    assert desk.pay(OTHER).receipt.number == number + 1
    assert_clean(desk.url)

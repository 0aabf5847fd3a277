"""A signing device that does not answer keeps nobody from selling: the receipt says so, and nothing is signed twice."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import uuid4

import pytest

from kasse.documents.text import text
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.fiscal.de.germany import Germany
from kasse.hardware.signing.deadline import DeadlineDevice
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import Act, ActKind, AlreadySecured, BooksError, Pending, Subject
from kasse.ports.fiscal import Secured
from kasse.store.books import SqlBooks
from kasse.usecases.book_order import secure_order
from kasse.usecases.close_day import close_day
from kasse.usecases.draw_paper import receipt_paper_page
from kasse.usecases.open_till import open_till
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.send_order import send_order
from kasse.usecases.sign_receipt import finish_receipt
from kasse.usecases.take_payment import begin_payment, take_payment
from tests.domain.examples import CASH
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import jobs, state, tab

OUTAGES = [Fault.OUT, Fault.DIES_AFTER_START, Fault.ANSWER_LOST]


def fail(desk: Desk, fault: Fault | None) -> None:
    assert desk.faults is not None
    desk.faults.fault = fault


def signed(desk: Desk) -> list[tuple[str, str]]:
    """All that the device has signed for this till, in its order."""
    assert desk.faults is not None
    fail(desk, None)
    return [
        (f.process_type, f.process_data) for f in desk.faults.finished_since(desk.till.terminal.serial, 0)
    ]


def receipt_secured(desk: Desk, number: int) -> Secured:
    secured = desk.books.receipt(number).secured
    assert secured is not None
    return secured


@pytest.mark.parametrize("fault", OUTAGES)
def test_selling_goes_on_without_the_device_and_the_receipt_says_so(desk: Desk, fault: Fault) -> None:
    fail(desk, fault)
    desk.order(BEER)
    paid = desk.pay()
    assert paid.secured is not None
    assert not paid.secured.is_signed
    assert paid.secured.error.endswith(".")  # a sentence for people
    assert desk.books.pending() == []
    assert desk.books.tab(12) is None
    paper = " ".join(text(receipt_paper_page(desk.till, paid.receipt.number), 42).split())
    assert "Technische Sicherheitseinrichtung ausgefallen. Ausfallnummer: 1" in paper
    assert [job.payload["paper"] for job in jobs(desk)] == ["slip", "outage", "receipt"]


@pytest.mark.parametrize("fault", OUTAGES)
def test_when_the_device_is_back_only_what_is_new_is_signed(desk: Desk, fault: Fault) -> None:
    fail(desk, fault)
    desk.order(BEER)
    desk.pay()
    fail(desk, None)
    desk.order(SOUP)
    paid = desk.pay()
    assert paid.secured is not None
    assert paid.secured.is_signed
    assert not receipt_secured(desk, 1).is_signed  # nothing is signed late
    close_day(desk.till, desk.boss)


def test_what_went_out_without_signature_can_be_reversed_with_one(desk: Desk) -> None:
    fail(desk, Fault.OUT)
    desk.order(BEER)
    number = desk.pay().receipt.number
    fail(desk, None)
    back = reverse_receipt(desk.till, desk.boss, number, "Reklamation")
    assert back.secured is not None
    assert back.secured.is_signed


def test_a_whole_day_without_the_device_can_be_sold_and_closed(desk: Desk) -> None:
    fail(desk, Fault.OUT)
    for table in range(1, 6):
        desk.order(BEER, table=table)
        desk.pay(table)
    assert close_day(desk.till, desk.boss).closing.figures.gross == Money(5 * 440)
    assert signed(desk) == []


def test_a_device_that_hangs_delays_a_sale_by_its_deadline_and_no_more(desk: Desk) -> None:
    assert desk.faults is not None
    device = DeadlineDevice(desk.faults, 0.05)
    desk.till.fiscal = Germany(device, desk.till.terminal.serial, known_device=desk.books.device)
    fail(desk, Fault.SILENT)
    desk.order(BEER)
    for number in (1, 2):
        paid = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))])
        assert paid.receipt.number == number
        assert paid.secured is not None
        assert "nicht" in paid.secured.error
        desk.order(BEER)
    desk.pay()
    fail(desk, None)
    device.close()


# --- starting again after the program ended in the middle ---------------------------------------------------


def test_a_draft_that_was_signed_is_finished_with_that_signature(desk: Desk) -> None:
    desk.order(BEER)
    draft = begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))])
    process = desk.till.fiscal.for_receipt(draft.receipt)
    assert process is not None
    before = desk.till.fiscal.secure(process)  # and then the current fails
    recovered = open_till(desk.till)
    assert (recovered.finished, recovered.aborted) == ((1,), ())
    assert receipt_secured(desk, 1) == before
    assert desk.books.tab(12) is None
    assert len(signed(desk)) == 2
    assert jobs(desk)[-1].payload == {"paper": "receipt", "number": 1, "copy": 0}


@pytest.mark.parametrize("fault", [None, Fault.OUT])
def test_a_draft_that_was_not_signed_is_broken_off_and_its_table_open_again(
    desk: Desk, fault: Fault | None
) -> None:
    desk.order(BEER, SOUP, by=desk.waiter)
    was = tab(desk)
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(20_00))])
    fail(desk, fault)
    recovered = open_till(desk.till)
    assert (recovered.finished, recovered.aborted) == ((), (1,))
    assert desk.books.receipt(1).aborted
    assert tab(desk).lines == was.lines
    assert tab(desk).opened_at == was.opened_at
    assert desk.books.pending() == []
    assert desk.pay().receipt.number == 2  # its number stays used
    assert [r.number for r in desk.books.receipts_of_day()] == [2]
    ends = [
        data for kind, data in signed(desk) if kind == "Kassenbeleg-V1" and data.startswith("AVBelegabbruch")
    ]
    assert len(ends) == (1 if fault is None else 0)


def test_a_reversal_that_was_broken_off_leaves_the_receipt_as_it_was(desk: Desk) -> None:
    desk.order(BEER)
    desk.pay()
    fail(desk, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(desk.till.fiscal), "secure", _stop)
        with pytest.raises(KeyboardInterrupt):
            reverse_receipt(desk.till, desk.boss, 1, "Reklamation")
    assert open_till(desk.till).aborted == (2,)
    assert desk.books.reversal_of(1) is None
    assert desk.books.tab(12) is None
    assert reverse_receipt(desk.till, desk.boss, 1, "Reklamation").receipt.number == 3


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("got_there", [True, False])
def test_an_order_in_the_middle_is_found_or_noted_as_an_outage(desk: Desk, got_there: bool) -> None:
    sent = send_order(desk.till, desk.boss, 12, [Wish(BEER)])
    if got_there:
        process = desk.till.fiscal.for_order(sent.order.bookings)
        assert process is not None
        desk.till.fiscal.secure(process)
    assert open_till(desk.till).orders == (1,)
    assert desk.books.pending() == []
    assert len(tab(desk).lines) == 1
    assert len(signed(desk)) == int(got_there)
    assert open_till(desk.till).orders == ()


def test_orders_that_say_the_same_keep_their_own_signatures(desk: Desk) -> None:
    for _ in range(3):
        desk.order(BEER)
    sent = send_order(desk.till, desk.boss, 12, [Wish(BEER)])
    open_till(desk.till)
    secure_order(desk.till, sent.order)
    assert [kind for kind, _ in signed(desk)] == ["Bestellung-V1"] * 3


def test_a_second_start_finds_nothing_to_do(desk: Desk) -> None:
    desk.order(BEER)
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))])
    open_till(desk.till)
    again = open_till(desk.till)
    assert (again.finished, again.aborted, again.orders, again.skipped) == ((), (), (), 0)


# --- books that cannot take the outcome ---------------------------------------------------------------------


@contextmanager
def no_room_for(desk: Desk, kind: ActKind) -> Iterator[None]:
    """The books take everything but acts of one kind."""
    act = SqlBooks.act

    def full(books: SqlBooks, kind_: ActKind, **given: Any) -> AbstractContextManager[Act]:
        if kind_ is kind:
            raise BooksError("voll")
        return act(books, kind_, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqlBooks, "act", full)
        yield


@pytest.mark.parametrize("fault", [None, Fault.OUT])
def test_an_order_whose_signature_found_no_room_is_signed_once(desk: Desk, fault: Fault | None) -> None:
    fail(desk, fault)
    with no_room_for(desk, ActKind.SECURED), pytest.raises(BooksError):
        desk.order(BEER)
    fail(desk, None)
    order = desk.books.order(1)
    assert desk.books.pending() == [Pending(Subject.ORDER, 1)]
    first = secure_order(desk.till, order)
    assert first is not None
    assert first.is_signed == (fault is None)
    assert secure_order(desk.till, order) is None
    assert len(signed(desk)) == int(fault is None)
    assert open_till(desk.till).skipped == 0


def test_the_day_can_be_closed_when_there_is_room_again(desk: Desk) -> None:
    with no_room_for(desk, ActKind.SECURED), pytest.raises(BooksError):
        desk.order(BEER)
    desk.pay()
    assert desk.books.pending() == [Pending(Subject.ORDER, 1)]
    close_day(desk.till, desk.boss)
    assert desk.books.pending() == []


def test_a_receipt_whose_signature_found_no_room_is_signed_once(desk: Desk) -> None:
    desk.order(BEER)
    key = uuid4()
    with no_room_for(desk, ActKind.RECEIPT_FINISHED), pytest.raises(BooksError):
        desk.pay(key=key)
    paid = take_payment(desk.till, desk.boss, 12, [], key=key)
    assert paid.receipt.number == 1
    assert paid.secured is not None
    assert paid.secured.is_signed
    assert [kind for kind, _ in signed(desk)] == ["Bestellung-V1", "Kassenbeleg-V1"]


def test_what_is_written_already_is_not_written_a_second_time(desk: Desk) -> None:
    desk.order(BEER)
    paid = desk.pay()
    assert paid.secured is not None
    before = state(desk)
    finish_receipt(desk.till, paid.receipt, paid.secured)
    with pytest.raises(AlreadySecured), desk.books.act(ActKind.SECURED, at=desk.now()) as act:
        act.secure(Subject.ORDER, 1, paid.secured)
    assert state(desk) == before

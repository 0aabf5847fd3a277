"""An outage is one record with a number, from its first failure to its end; all that it left unsigned names it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from kasse.documents.text import text
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError, Pending, RecordKind, Subject
from kasse.ports.fiscal import Outage
from kasse.settings import Setting
from kasse.settings.declared.fiscal_de import OUTAGE_SLIPS
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.draw_paper import draw_paper, receipt_paper_page
from kasse.usecases.open_till import open_till
from kasse.usecases.outages import all_outages, device_answers, find_outage
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import begin_payment, take_payment
from tests.domain.examples import CASH
from tests.store.house import BEER, SOUP, Desk, prove
from tests.usecases.at_the_desk import jobs
from tests.usecases.test_outage import fail, no_room_for, receipt_secured


def sell(desk: Desk, fault: Fault | None = None, table: int = 12) -> int:
    """An order and its payment; the number of the receipt."""
    fail(desk, fault)
    desk.order(BEER, table=table)
    return desk.pay(table).receipt.number


def outages(desk: Desk) -> list[Outage]:
    return list(all_outages(desk.books))


def acts(desk: Desk) -> list[ActKind]:
    return [act.kind for act in reversed(desk.books.journal(limit=1000))]


def papers(desk: Desk) -> list[tuple[object, object]]:
    """The slips of outages that were asked for."""
    asked = [job.payload for job in jobs(desk)]
    return [(p["paper"], p["number"]) for p in asked if p["paper"] in ("outage", "recovery")]


def lasts(desk: Desk) -> bool:
    return desk.till.outage is not None


def restart(desk: Desk) -> None:
    """The program ends in the middle, and starts again."""
    desk.till.outage = None
    desk.till.known_devices.clear()
    open_till(desk.till)


@contextmanager
def out_and_back(desk: Desk, *sales: int) -> Iterator[None]:
    """An outage that leaves the sales on these tables unsigned; over with the next sale."""
    for table in sales:
        sell(desk, Fault.OUT, table)
    yield
    sell(desk)


# --- from begin to end ---------------------------------------------------------------------------------------


@pytest.mark.feature("J-22", "J-28")
def test_one_outage_is_one_record_and_all_that_it_left_unsigned_names_it(desk: Desk) -> None:
    sell(desk)
    with out_and_back(desk, 1, 2):
        (lasting,) = outages(desk)
        assert lasting == desk.till.outage
        assert lasting.ended_at is None
    (outage,) = outages(desk)
    assert outage.number == 1
    assert outage.ended_at is not None
    assert not lasts(desk)
    assert desk.books.without_signature(1) == [
        Pending(Subject.ORDER, 2), Pending(Subject.RECEIPT, 2),
        Pending(Subject.ORDER, 3), Pending(Subject.RECEIPT, 3),
    ]  # fmt: skip
    assert [receipt_secured(desk, n).outage for n in (1, 2, 3, 4)] == [0, 1, 1, 0]
    assert acts(desk).count(ActKind.OUTAGE) == acts(desk).count(ActKind.OUTAGE_END) == 1


def test_an_outage_tells_when_why_and_of_what(desk: Desk) -> None:
    sell(desk)
    device = desk.till.fiscal.device()
    assert device is not None
    sell(desk, Fault.OUT)
    (outage,) = outages(desk)
    first = desk.books.order(2)
    assert outage.began_at == first.at  # that of the first that was not signed, so no receipt is older
    assert (outage.serial, outage.client_id) == (device.serial, "LINDE-1")
    assert (outage.cause, outage.code) == (receipt_secured(desk, 2).error, "NO_DEVICE")
    assert (outage.register, outage.cashier, outage.printer) == ("Kasse 1", "Chefin", "Beleg")
    assert outage.maker
    assert receipt_secured(desk, 2).serial == device.serial


@pytest.mark.feature("J-28")
def test_the_numbers_of_outages_run_on(desk: Desk) -> None:
    for _ in range(3):
        with out_and_back(desk, 1):
            pass
    assert [outage.number for outage in outages(desk)] == [1, 2, 3]
    assert [len(desk.books.without_signature(n)) for n in (1, 2, 3)] == [2, 2, 2]
    with pytest.raises(KeyError):
        find_outage(desk.books, 4)


@pytest.mark.feature("J-24")
def test_an_affected_receipt_says_so_in_place_of_the_signature(desk: Desk) -> None:
    for _ in range(14):
        sell(desk, Fault.OUT)
        sell(desk)
    number = sell(desk, Fault.OUT)
    page = receipt_paper_page(desk.till, number)
    paper = " ".join(text(page).split())
    assert "Technische Sicherheitseinrichtung ausgefallen. Ausfallnummer: 15" in paper
    assert "Transaktion" not in paper
    assert not any(type(element).__name__ == "QrCode" for element in page.elements)
    assert "Ausfallnummer" not in text(receipt_paper_page(desk.till, number - 1))


@pytest.mark.parametrize("fault", [Fault.REFUSES, Fault.CERTIFICATE_EXPIRED, Fault.STORE_FULL])
def test_a_device_that_refuses_to_sign_is_out_too(desk: Desk, fault: Fault) -> None:
    number = sell(desk, fault)
    assert receipt_secured(desk, number).outage == 1
    assert outages(desk)[0].code


def test_nothing_is_signed_late(desk: Desk) -> None:
    with out_and_back(desk, 1, 2):
        pass
    assert desk.faults is not None
    finished = desk.faults.finished_since(desk.till.terminal.serial, 0)
    assert len(finished) == 2  # an order and a receipt, those after the end
    assert not receipt_secured(desk, 1).is_signed


def test_a_clock_that_was_set_back_ends_no_outage_before_it_began(desk: Desk) -> None:
    sell(desk, Fault.OUT)
    desk.clock -= timedelta(hours=1)
    sell(desk)
    (outage,) = outages(desk)
    assert outage.ended_at == outage.began_at


# --- papers --------------------------------------------------------------------------------------------------


def drawn(desk: Desk, paper: str, number: int, *, again: bool = False) -> str:
    page = draw_paper(desk.till, {"paper": paper, "number": number}, again=again)
    assert page is not None
    return " ".join(text(page).split())


@pytest.mark.feature("J-23", "J-25")
def test_a_slip_comes_out_as_it_begins_and_one_with_all_affected_receipts_as_it_ends(desk: Desk) -> None:
    sell(desk)
    with out_and_back(desk, 1, 2):
        assert papers(desk) == [("outage", 1)]
        outage = desk.till.outage
        assert outage is not None
        slip = drawn(desk, "outage", 1)
        assert "Fehler Nummer #1" in slip
        assert "Fehlercode NO_DEVICE" in slip
        assert outage.serial in slip.replace(" ", "")
        assert slip.endswith("Fehler behoben am _____ . _____ . _________ um _____ : _____ Uhr")
    assert papers(desk) == [("outage", 1), ("recovery", 1)]
    recovery = drawn(desk, "recovery", 1)
    assert "Bon Ausfallnummer 1-2 1 1-3 1 Bestellungen 2–3" in recovery
    assert "Fehler behoben, TSE in Betrieb." in recovery
    assert "WIEDERHOLUNG" in drawn(desk, "recovery", 1, again=True)


@pytest.mark.feature("J-26")
def test_the_slips_can_be_switched_off_and_the_outage_is_recorded_all_the_same(desk: Desk) -> None:
    switch: Setting[bool] = OUTAGE_SLIPS
    change_setting(desk.till, desk.boss, switch, value=False)
    with out_and_back(desk, 1):
        pass
    assert papers(desk) == []
    assert len(outages(desk)) == 1
    change_setting(desk.till, desk.boss, switch, value=True)
    with out_and_back(desk, 1):
        pass
    assert papers(desk) == [("outage", 2), ("recovery", 2)]


# --- while selling nothing is slower -------------------------------------------------------------------------


def work_of_a_sale(desk: Desk, fault: Fault | None) -> tuple[list[ActKind], int]:
    """The acts of a sale and how often the books were read for it."""
    before, reads = len(acts(desk)), 0

    def count(*_: object) -> None:
        nonlocal reads
        reads += 1

    event.listen(desk.reader, "before_cursor_execute", count)
    sell(desk, fault)
    event.remove(desk.reader, "before_cursor_execute", count)
    return acts(desk)[before:], reads


def test_while_an_outage_lasts_a_sale_reads_and_commits_no_more_than_ever(desk: Desk) -> None:
    sell(desk)
    usual = work_of_a_sale(desk, None)
    sell(desk, Fault.OUT)
    assert work_of_a_sale(desk, Fault.OUT) == usual


# --- a device that answers and does not sign -----------------------------------------------------------------


def test_an_answer_of_the_device_ends_the_outage_without_a_sale(desk: Desk) -> None:
    sell(desk, Fault.OUT)
    fail(desk, None)
    device_answers(desk.till)
    assert not lasts(desk)
    assert outages(desk)[0].ended_at is not None
    assert papers(desk)[-1] == ("recovery", 1)
    device_answers(desk.till)  # nothing more to end
    assert len(outages(desk)) == 1


def test_a_device_that_answers_well_and_signs_nothing_makes_no_outage_of_every_receipt(desk: Desk) -> None:
    for _ in range(5):
        sell(desk, Fault.CERTIFICATE_EXPIRED)
        device_answers(desk.till)
    assert [o.number for o in outages(desk)] == [1, 2]  # once it was believed
    assert lasts(desk)
    sell(desk)
    assert not lasts(desk)
    sell(desk, Fault.OUT)
    device_answers(desk.till)  # it has signed since, so it is believed again
    assert not lasts(desk)


# --- starting again ------------------------------------------------------------------------------------------


def test_an_outage_outlasts_the_program(desk: Desk) -> None:
    sell(desk, Fault.OUT)
    before = desk.till.outage
    restart(desk)
    assert desk.till.outage == before
    assert receipt_secured(desk, sell(desk, Fault.OUT)).outage == 1
    assert papers(desk) == [("outage", 1)]


def test_an_outage_that_ended_while_the_program_was_off_ends_with_its_start(desk: Desk) -> None:
    sell(desk, Fault.OUT)
    fail(desk, None)
    restart(desk)
    assert not lasts(desk)
    assert outages(desk)[0].ended_at is not None
    assert papers(desk) == [("outage", 1), ("recovery", 1)]


def test_a_device_that_is_missing_at_the_start_begins_an_outage(desk: Desk) -> None:
    sell(desk)
    device = desk.till.fiscal.device()
    assert device is not None
    fail(desk, Fault.OUT)
    restart(desk)
    (outage,) = outages(desk)
    assert (outage.serial, outage.cashier) == (device.serial, "")
    assert receipt_secured(desk, sell(desk, Fault.OUT)).outage == 1


def test_what_was_under_way_while_it_lasted_belongs_to_the_outage(desk: Desk) -> None:
    sell(desk, Fault.OUT)
    for _ in range(2):
        send_order(desk.till, desk.boss, 12, [Wish(SOUP)])
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(50_00))])
    fail(desk, None)
    restart(desk)
    assert desk.books.without_signature(1)[2:] == [Pending(Subject.ORDER, 2), Pending(Subject.ORDER, 3)]
    (outage,) = outages(desk)
    assert outage.ended_at is not None
    assert "Bestellungen 1–3" in drawn(desk, "recovery", 1)


def test_what_was_broken_off_without_the_device_names_the_outage(desk: Desk) -> None:
    desk.order(BEER)
    begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(50_00))])
    fail(desk, Fault.OUT)
    restart(desk)
    assert desk.books.without_signature(1) == [Pending(Subject.ABORT, 1)]
    assert "1-1 (abgebrochen) 1" in drawn(desk, "recovery", 1)


def test_a_program_that_was_stopped_is_no_outage_of_the_device(desk: Desk) -> None:
    sent = send_order(desk.till, desk.boss, 12, [Wish(BEER)])
    restart(desk)
    assert outages(desk) == []
    (process,) = desk.books.unsigned_since("", 0)
    assert process == desk.till.fiscal.for_order(sent.order.bookings)
    assert prove(desk.url).outages == 1


# --- books that cannot take it -------------------------------------------------------------------------------


def test_an_outage_whose_begin_found_no_room_begins_once_there_is_some(desk: Desk) -> None:
    fail(desk, Fault.OUT)
    with no_room_for(desk, ActKind.OUTAGE), pytest.raises(BooksError):
        desk.order(BEER)
    secured = secure_order(desk.till, desk.books.order(1))
    assert secured is not None
    assert secured.outage == 1
    assert len(outages(desk)) == 1


def test_an_end_that_found_no_room_is_written_with_the_next_signature(desk: Desk) -> None:
    sell(desk, Fault.OUT)
    fail(desk, None)
    with no_room_for(desk, ActKind.OUTAGE_END), pytest.raises(BooksError):
        desk.order(BEER)
    assert lasts(desk)
    first = secure_order(desk.till, desk.books.order(2))
    assert first is not None
    assert first.is_signed
    assert not lasts(desk)
    assert len(outages(desk)) == 1


def test_begin_and_end_that_arrived_though_the_answer_was_lost_are_not_written_twice(desk: Desk) -> None:
    sell(desk, Fault.OUT)
    desk.till.outage = None  # as if the commit had raised
    sell(desk, Fault.OUT)
    open_then = desk.till.outage
    sell(desk)
    desk.till.outage = open_then
    sell(desk)
    assert not lasts(desk)
    assert len(outages(desk)) == 1
    assert len(desk.books.latest_records(RecordKind.OUTAGE_END)) == 1


def test_a_day_with_an_outage_is_told_by_the_program(desk: Desk) -> None:
    told: list[datetime | None] = []

    def tell() -> None:
        told.append(desk.till.outage.began_at if desk.till.outage else None)

    desk.till.on_outage = tell
    with out_and_back(desk, 1, 2):
        began = outages(desk)[0].began_at
    assert told == [began, None]
    take = desk.order(SOUP)
    take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(50_00))])
    assert take.order.number == 4
    assert told == [began, None]

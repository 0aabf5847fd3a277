"""The last receipts by taps: found, looked at, printed again as copies, taken back by right and with a reason."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtGui import QImage

from kasse.domain.money import Money
from kasse.domain.orders import Tab
from kasse.domain.sales import Receipt, ReceiptKind, Tender
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError
from kasse.ui.receipts import screen as receipts_module
from kasse.ui.receipts.view import ReceiptRow
from kasse.usecases.take_payment import begin_payment, take_payment
from tests.conftest import ExpectedLog
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import TABLE, AtTheTable

WAITER = "Anna Berger"


def sell(table: AtTheTable, *names: str, who: str = "Georg Hirsch") -> Receipt:
    """A receipt of what was sold and paid in cash."""
    total = table.serve(*names, who=who)
    operator = table.operator(who)
    tender = Tender(table.till.own_cash(), total)
    return take_payment(table.till, operator, TABLE, [tender]).receipt


def open_receipts(table: AtTheTable) -> None:
    table.at_work.program.show_receipts()
    table.at_work.settle()


def rows(at_work: TillAtWork) -> tuple[ReceiptRow, ...]:
    return at_work.receipts.model.rows


def chosen(at_work: TillAtWork) -> object:
    return at_work.receipts.model.chosen


def paper_is_shown(at_work: TillAtWork) -> bool:
    return not at_work.receipts.paper.picture.isNull()


@pytest.fixture
def house(at_work: TillAtWork) -> AtTheTable:
    table = AtTheTable(at_work)
    table.sign_in()
    return table


@pytest.mark.feature("R-03")
def test_the_newest_receipt_is_there_with_the_picture_of_its_paper(house: AtTheTable) -> None:
    sell(house, "Espresso")
    receipt = sell(house, "Wiener Schnitzel")
    open_receipts(house)
    work = house.at_work
    assert [row.number for row in rows(work)] == ["Rechnung 2", "Rechnung 1"]
    newest = rows(work)[0]
    assert (newest.amount, newest.place, newest.paid_by, newest.mark) == (
        str(receipt.total), "Tisch 12", "Bar", "",
    )  # fmt: skip
    assert chosen(work) == 2
    work.until(lambda: paper_is_shown(work))
    before = QImage(work.receipts.paper.picture.toImage())
    work.tap_cell(work.receipts.list, "Rechnung 1")
    work.settle()
    assert chosen(work) == 1
    assert QImage(work.receipts.paper.picture.toImage()) != before


def test_a_receipt_is_printed_again_as_a_copy_and_a_double_tap_prints_one(house: AtTheTable) -> None:
    sell(house, "Espresso")
    open_receipts(house)
    work = house.at_work
    work.clock.hurried = True
    work.clock.seconds += 1
    for _ in range(2):
        house.tap(work.receipts.reprint_key)
    jobs = work.shop.outbox.due("Beleg", work.clock.now(), limit=50)
    assert [job.job.payload["number"] for job in jobs if job.job.payload.get("copy")] == [1]
    assert work.notice == "Die Kopie wird gedruckt."


def test_a_bewirtungsbeleg_is_printed_with_two_taps(house: AtTheTable) -> None:
    sell(house, "Wiener Schnitzel")
    open_receipts(house)
    work = house.at_work
    house.tap(work.receipts.more_key)
    work.choose(work.receipts.choices, "Bewirtungsbeleg")
    work.until(lambda: work.notice == "Der Bewirtungsbeleg wird gedruckt.")
    jobs = work.shop.outbox.due("Beleg", work.clock.now(), limit=50)
    assert [(job.job.payload["copy"], job.job.payload.get("entertainment")) for job in jobs][-1] == (1, True)


def type_words(house: AtTheTable, *all_words: str) -> None:
    entry = house.at_work.receipts.entry
    for words in all_words:
        entry.field.setText(words)
        house.tap(entry.accept_key)


def test_an_invoice_is_made_out_to_whom_the_guest_names(house: AtTheTable) -> None:
    receipt = sell(house, "Wiener Schnitzel")
    open_receipts(house)
    work = house.at_work
    house.tap(work.receipts.more_key)
    work.choose(work.receipts.choices, "Rechnung mit Anschrift")
    assert not work.receipts.reprint_key.isVisible()
    type_words(house, "")
    assert work.notice == "Bitte eingeben: Firma oder Name."
    type_words(house, "Bau GmbH", "Ring 1")
    house.tap(work.receipts.entry.cancel_key)  # one step back
    assert work.receipts.entry.field.text() == "Ring 1"
    type_words(house, "Ring 12", "94032 Passau", "falsch")
    assert "USt-IdNr." in work.notice
    type_words(house, "DE 123456789")
    work.until(lambda: work.notice == "Die Rechnung an Bau GmbH wird gedruckt.")
    assert work.receipts.reprint_key.isVisible()
    (act,) = work.shop.till.books.acts_of_receipt(receipt.number, ActKind.INVOICE)
    customer = act.body["customer"]
    assert isinstance(customer, dict)
    assert [customer[what] for what in ("name", "street", "postcode", "city", "vat_id")] == [
        "Bau GmbH", "Ring 12", "94032", "Passau", "DE123456789",
    ]  # fmt: skip
    house.close_and_prove()


def test_a_place_without_postcode_and_a_change_of_mind_are_understood(house: AtTheTable) -> None:
    receipt = sell(house, "Espresso")
    open_receipts(house)
    work = house.at_work
    for _ in range(2):
        house.tap(work.receipts.more_key)
        work.choose(work.receipts.choices, "Rechnung mit Anschrift")
        house.tap(work.receipts.entry.cancel_key)
        assert not work.receipts.typing
    house.tap(work.receipts.more_key)
    work.choose(work.receipts.choices, "Rechnung mit Anschrift")
    type_words(house, "Erika Muster", "Am Hang 2", "Bad Füssing", "")
    work.until(lambda: "Erika Muster" in work.notice)
    (act,) = work.shop.till.books.acts_of_receipt(receipt.number, ActKind.INVOICE)
    customer = act.body["customer"]
    assert isinstance(customer, dict)
    assert (customer["postcode"], customer["city"]) == ("", "Bad Füssing")


def test_there_is_no_invoice_of_what_is_no_sale(house: AtTheTable) -> None:
    sell(house, "Espresso")
    open_receipts(house)
    work = house.at_work
    house.tap(work.receipts.reverse_key)
    work.choose(work.receipts.choices, "Reklamation")
    work.settle()
    house.tap(work.receipts.more_key)
    assert work.notice == "Beleg 2 ist kein Verkauf."


@pytest.mark.feature("R-03")
def test_a_receipt_is_taken_back_with_a_reason_and_both_are_marked(house: AtTheTable) -> None:
    sell(house, "Espresso")
    sale = sell(house, "Wiener Schnitzel")
    open_receipts(house)
    work = house.at_work
    house.tap(work.receipts.reverse_key)
    work.choose(work.receipts.choices, "Reklamation")
    work.settle()
    reversal = work.last_receipt()
    assert (reversal.kind, reversal.reverses, reversal.total) == (
        ReceiptKind.REVERSAL, sale.number, -sale.total,
    )  # fmt: skip
    assert f"{sale.total} € bar zurückgeben" in work.notice
    assert [(row.number, row.mark) for row in rows(work)] == [
        ("Storno 3", ""), ("Rechnung 2", "storniert"), ("Rechnung 1", ""),
    ]  # fmt: skip
    assert rows(work)[0].place == "Tisch 12 · zu 2"
    assert chosen(work) == 3
    house.tap(work.receipts.reverse_key)
    assert work.notice == "Beleg 3 ist kein Verkauf."
    work.tap_cell(work.receipts.list, "Rechnung 2")
    work.settle()
    house.tap(work.receipts.reverse_key)
    assert work.notice == "Beleg 2 ist schon storniert."
    house.close_and_prove()


def test_the_question_why_is_left_without_anything_taken_back(house: AtTheTable) -> None:
    sell(house, "Espresso")
    open_receipts(house)
    work = house.at_work
    house.tap(work.receipts.reverse_key)
    assert not work.receipts.paper.isVisible()
    house.tap(work.receipts.choices.close_key)
    assert work.receipts.paper.isVisible()
    assert work.receipt_count() == 1


def test_waiters_print_copies_and_leave_taking_back_to_others(house: AtTheTable) -> None:
    sell(house, "Espresso", who=WAITER)
    house.sign_in(WAITER)
    open_receipts(house)
    house.tap(house.at_work.receipts.reverse_key)
    assert "Rechnungsstorno" in house.at_work.notice
    assert house.at_work.receipts.reprint_key.off_reason is None


def test_what_came_to_nothing_is_marked_and_has_no_paper(house: AtTheTable) -> None:
    total = house.serve("Espresso")
    tender = Tender(house.till.own_cash(), total)
    draft = begin_payment(house.till, house.operator(), TABLE, [tender])
    with house.till.books.act(ActKind.RECEIPT_ABORTED, at=house.till.now()) as act:
        act.abort(draft.receipt.number)
        tab = act.tab(TABLE) or Tab(TABLE, draft.receipt.operator, draft.receipt.issued_at)
        act.save_tab(tab.with_lines(draft.receipt.lines))
    open_receipts(house)
    work = house.at_work
    assert rows(work)[0].mark == "abgebrochen"
    assert not paper_is_shown(work)
    house.tap(work.receipts.reprint_key)
    assert "hat kein Papier" in work.notice
    house.tap(work.receipts.reverse_key)
    assert work.notice == "Beleg 1 ist abgebrochen."


def test_practice_and_outages_are_marked(house: AtTheTable) -> None:
    work = house.at_work
    pupil = house.operator("Übungsbediener")
    house.at_work.program.signed_in(pupil)
    work.program.open_table(TABLE)
    work.tap_tile("Helles 0,5")
    work.to_pay()
    house.tap(house.view.cash_key)
    assert work.shop.faults is not None
    work.shop.faults.fault = Fault.OUT
    sell(house, "Espresso")
    house.sign_in()
    open_receipts(house)
    assert [row.mark for row in rows(work)] == ["Ausfall", "Übung"]
    work.tap_cell(work.receipts.list, "Rechnung 1")
    work.settle()
    house.tap(work.receipts.reverse_key)
    assert "Übung und Betrieb" in work.notice


def test_older_receipts_come_a_page_at_a_time(house: AtTheTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts_module, "PAGE", 3)
    sums = [sell(house, "Espresso").total for _ in range(7)]
    open_receipts(house)
    work = house.at_work
    assert [row.key for row in rows(work)] == [7, 6, 5, "older"]
    work.tap_cell(work.receipts.list, "Ältere Belege")
    work.settle()
    assert [row.key for row in rows(work)] == [7, 6, 5, 4, 3, 2, "older"]
    work.tap_cell(work.receipts.list, "Ältere Belege")
    work.settle()
    assert [row.key for row in rows(work)] == [7, 6, 5, 4, 3, 2, 1]
    assert Money.sum(Money.parse(row.amount) for row in rows(work)) == Money.sum(sums)


def test_a_reversal_that_was_not_written_can_be_tried_again(
    house: AtTheTable, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(house, "Espresso")
    open_receipts(house)
    work = house.at_work

    def fail(*_facts: object, **_more: object) -> None:
        raise BooksError("Der Datenträger ist voll.")

    with expected_log(logging.WARNING, "could not do it"), monkeypatch.context() as patch:
        patch.setattr(type(house.till.books), "act", fail)
        house.tap(work.receipts.reverse_key)
        work.choose(work.receipts.choices, "Reklamation")
        work.settle()
    assert work.receipt_count() == 1
    house.tap(work.receipts.reverse_key)
    work.choose(work.receipts.choices, "Reklamation")
    work.settle()
    assert work.last_receipt().reverses == 1


def test_books_that_cannot_be_read_are_told_of_and_stop_nothing(
    house: AtTheTable, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(house, "Espresso")
    work = house.at_work

    def fail(*_facts: object, **_more: object) -> None:
        raise BooksError("Die Bücher lassen sich nicht lesen.")

    with expected_log(logging.WARNING, "could not do it"), monkeypatch.context() as patch:
        patch.setattr(type(house.till.books), "latest_receipts", fail)
        open_receipts(house)
    work.until(lambda: "nicht lesen" in work.notice)
    assert rows(work) == ()
    open_receipts(house)
    assert len(rows(work)) == 1


def test_a_day_without_receipts_has_nothing_to_print(house: AtTheTable) -> None:
    open_receipts(house)
    house.tap(house.at_work.receipts.reprint_key)
    assert house.at_work.notice == "Zuerst eine Rechnung antippen."


def test_the_copy_of_the_last_receipt_takes_two_taps_from_the_tables(house: AtTheTable) -> None:
    sell(house, "Espresso")
    house.sign_in()
    work = house.at_work
    keys = work.tables.keys
    house.taps = 0
    house.tap(next(key for action, key in keys.items() if action.name == "RECEIPTS"))
    house.tap(work.receipts.reprint_key)
    assert house.taps == 2
    assert work.notice == "Die Kopie wird gedruckt."

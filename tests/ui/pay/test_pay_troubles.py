"""Paying when something is in the way: nobody pays twice, nothing is lost, and the till never stands still."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kasse.app.shop import Shop, Wiring
from kasse.cli.master_file import MasterFile
from kasse.domain.money import Money
from kasse.domain.quantity import ONE
from kasse.domain.tax import Country
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import Act, ActKind, BooksError
from kasse.ui.pay import settling
from kasse.ui.pay.screen import SIGNING_NOW
from kasse.ui.theme.look import Look
from kasse.usecases.book_order import secure_order
from kasse.usecases.close_day import close_day
from kasse.usecases.transfer_lines import transfer_lines
from kasse.usecases.void_lines import void_lines
from tests.conftest import ExpectedLog
from tests.ui.at_work import free, open_at_work
from tests.ui.pay.at_the_table import FOUR, TABLE, AtTheTable

DISK_FULL = "Die Bücher ließen sich nicht schreiben. Bitte Platz schaffen."


@contextmanager
def books_fail(table: AtTheTable, kind: ActKind, *, after_commit: bool = False) -> Iterator[None]:
    """Acts of that kind are not written; or they are, and nobody hears of it."""
    books = table.till.books
    write = books.act

    @contextmanager
    def act(wanted: ActKind, **facts: Any) -> Iterator[Act]:
        if wanted is kind and not after_commit:
            raise BooksError(DISK_FULL)
        with write(wanted, **facts) as written:
            yield written
        if wanted is kind:
            raise BooksError(DISK_FULL)

    patch = pytest.MonkeyPatch()
    patch.setattr(type(books), "act", lambda _self, wanted, **facts: act(wanted, **facts))
    try:
        yield
    finally:
        patch.undo()


class TestWhoServesChanges:
    def test_what_a_guest_gave_already_waits_for_the_next_waiter(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.type("10")
        table.tap(table.view.cash_key)
        assert table.amount.endswith(f"{total - Money(10_00)} €")
        table.at_work.program.sign_out()
        table.sign_in()
        table.ask_for_the_bill()
        assert table.at_work.notice == "Die begonnene Zahlung geht weiter."
        assert table.amount.endswith(f"{total - Money(10_00)} €")
        table.tap(table.view.card_key)
        table.at_work.settle()
        (receipt,) = table.receipts()
        assert [(p.code, p.amount) for p in receipt.payments] == [
            ("BA", Money(10_00)),
            ("EC", total - Money(10_00)),
        ]

    def test_it_is_given_anew_where_the_table_is_another_one_by_then(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.type("10")
        table.tap(table.view.cash_key)
        table.at_work.program.sign_out()
        more = table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        assert more > total
        assert table.amount.endswith(f"{more} €")


class TestTwice:
    def test_a_double_tap_pays_one_guest_and_not_the_next(self, table: AtTheTable) -> None:
        table.serve(*FOUR, guests=4)
        table.ask_for_the_bill()
        table.tap(table.view.split_key)
        table.at_work.clock.hurried = True
        table.at_work.clock.seconds += 1
        for _ in range(3):
            table.tap(table.view.cash_key)
        assert len(table.receipts()) == 1
        table.at_work.clock.hurried = False
        table.tap(table.view.cash_key)
        assert len(table.receipts()) == 2

    def test_taps_while_the_payment_is_on_its_way_do_nothing(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        view = table.view
        for key in (view.cash_key, view.cash_key, view.card_key, view.note_keys[0], view.tip_keys[1]):
            table.at_work.tap(key)
        table.at_work.tap_cell(view.open_sheet, "1 Käsespätzle")
        table.at_work.settle()
        (receipt,) = table.receipts()
        assert receipt.total == total
        assert [p.code for p in receipt.payments] == ["BA"]

    def test_the_second_half_of_a_double_tap_does_not_take_the_change_away(self, table: AtTheTable) -> None:
        table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        table.at_work.clock.hurried = True
        table.at_work.clock.seconds += 1
        table.note("50")
        table.tap(table.view.main_key)
        assert table.at_work.window.shown == "pay"
        table.at_work.clock.seconds += 1
        table.tap(table.view.main_key)
        assert table.at_work.window.shown == "tables"


class TestRefused:
    def test_more_than_is_due_is_not_taken_from_a_card_and_nothing_is_lost(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.line("Wiener Schnitzel")
        table.tip("10 %")
        before = table.amount
        table.type("200")
        table.tap(table.view.card_key)
        assert "Ohne Bargeld geht nur bis" in table.at_work.notice
        assert table.receipts() == []
        assert (table.amount, table.view.card_key.on_it.label) == (before, "EC-Karte 200,00")
        assert [name for _, name in table.guest_names()] == ["Wiener Schnitzel"]
        for _ in range(3):
            table.tap(table.view.pad.keys["back"])
        table.tap(table.view.card_key)
        assert len(table.receipts()) == 1

    def test_what_was_voided_elsewhere_is_not_paid_and_the_bill_is_read_anew(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.line("Wiener Schnitzel")
        tab = table.tab()
        assert tab is not None
        secure_order(
            table.till,
            void_lines(table.till, table.operator(), TABLE, [(tab.lines[0].id, ONE)], "Reklamation").order,
        )
        table.tap(table.view.cash_key)
        assert "inzwischen geändert" in table.at_work.notice
        assert table.receipts() == []
        assert table.guest_names() == []
        assert [name for _, name in table.open_names()] == list(FOUR[1:])

    def test_shares_that_still_fit_stay_when_the_table_grows_or_shrinks(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.line("Käsespätzle")
        tab = table.tab()
        assert tab is not None
        sent = transfer_lines(table.till, table.operator(), TABLE, 5, [(tab.lines[0].id, ONE)])
        secure_order(table.till, sent.order)
        table.at_work.desk.changed.emit(sent.changed)
        assert table.at_work.notice == "Der Tisch wurde inzwischen geändert."
        assert [name for _, name in table.guest_names()] == ["Käsespätzle"]
        assert [name for _, name in table.open_names()] == ["Helles 0,5", "Helles 0,5"]

    def test_what_changed_while_the_change_stood_is_said_with_the_next_guest(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.line("Käsespätzle")
        table.note("50")
        tab = table.tab()
        assert tab is not None
        sent = transfer_lines(table.till, table.operator(), TABLE, 5, [(tab.lines[0].id, ONE)])
        secure_order(table.till, sent.order)
        table.at_work.desk.changed.emit(sent.changed)
        assert table.change.startswith("Rückgeld"), "the change is not taken away"
        table.tap(table.view.main_key)
        assert table.at_work.notice == "Der Tisch wurde inzwischen geändert."
        assert [name for _, name in table.open_names()] == ["Helles 0,5", "Helles 0,5"]

    def test_a_table_that_went_elsewhere_leads_back_to_the_tables(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        sent = transfer_lines(table.till, table.operator(), TABLE, 5)
        secure_order(table.till, sent.order)
        table.at_work.desk.changed.emit(sent.changed)
        assert table.at_work.window.shown == "tables"
        assert "umgebucht" in table.at_work.notice


class TestBooksThatFail:
    def test_a_payment_that_was_not_written_is_made_again_with_everything_as_it_was(
        self, table: AtTheTable, expected_log: ExpectedLog
    ) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.line("Wiener Schnitzel")
        table.tip("10 %")
        before = table.amount
        with expected_log(logging.WARNING, "could not do it"), books_fail(table, ActKind.RECEIPT_BEGUN):
            table.tap(table.view.cash_key)
        table.at_work.until(lambda: table.at_work.notice == f"Das ist nicht gebucht worden. {DISK_FULL}")
        assert (table.receipts(), table.amount) == ([], before)
        table.tap(table.view.cash_key)
        (receipt,) = table.receipts()
        assert before.endswith(f"{receipt.total} €")
        table.at_work.until(lambda: not table.at_work.notice.startswith("Das ist nicht gebucht"))

    def test_a_payment_whose_answer_got_lost_is_found_and_not_made_twice(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        with books_fail(table, ActKind.RECEIPT_BEGUN, after_commit=True):
            table.tap(table.view.cash_key)
        (receipt,) = table.receipts()
        assert receipt.total == total
        assert table.change == f"Bezahlt {total} €"

    def test_a_receipt_that_could_not_be_finished_is_finished_by_the_next_tap(
        self, table: AtTheTable, expected_log: ExpectedLog
    ) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        with expected_log(logging.WARNING, "could not do it"), books_fail(table, ActKind.RECEIPT_FINISHED):
            table.tap(table.view.cash_key)
        assert "seine Absicherung steht noch aus" in table.at_work.notice
        assert table.at_work.window.shown == "pay"
        table.tap(table.view.card_key)
        (stored,) = table.till.books.latest_receipts(10)
        assert stored.secured is not None
        assert stored.secured.is_signed
        assert [p.code for p in stored.receipt.payments] == ["BA"], "it is the payment that was begun"
        assert table.change == f"Bezahlt {total} €"

    def test_a_receipt_left_unfinished_is_finished_by_the_next_start(
        self,
        tmp_path: Path,
        look: Look,
        qtbot: QtBot,
        demo_house: MasterFile,
        expected_log: ExpectedLog,
    ) -> None:
        work = open_at_work(tmp_path, look, qtbot, demo_house.master, dict(demo_house.pins))
        table = AtTheTable(work)
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        with expected_log(logging.WARNING, "could not do it"), books_fail(table, ActKind.RECEIPT_FINISHED):
            table.tap(table.view.cash_key)
        work.close()
        again = Shop(tmp_path, Wiring(now=work.clock.now, pictures=False, threads=False))
        assert again.recovered.finished == (1,)
        assert again.till.books.receipt(1).receipt.total == total
        again.close()
        assert work.findings() == []
        free(work)


class TestSilentSigning:
    def test_without_signature_the_guest_pays_all_the_same_and_the_receipt_says_so(
        self, table: AtTheTable
    ) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        assert table.at_work.shop.faults is not None
        table.at_work.shop.faults.fault = Fault.OUT
        table.tap(table.view.cash_key)
        assert table.change == f"Bezahlt {total} €"
        assert "Ausfallvermerk" in table.view.change.accessibleDescription()
        table.at_work.until(lambda: table.at_work.notice.startswith("Die TSE ist seit "))
        (stored,) = table.till.books.latest_receipts(10)
        assert stored.secured is not None
        assert not stored.secured.is_signed

    def test_a_device_that_hangs_stops_nobody(
        self,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        look: Look,
        qtbot: QtBot,
        demo_house: MasterFile,
    ) -> None:
        monkeypatch.setattr(settling, "SLOW_MS", 1)
        work = open_at_work(tmp_path, look, qtbot, demo_house.master, dict(demo_house.pins))
        assert work.shop.device is not None
        work.shop.device.seconds = 0.4
        table = AtTheTable(work)
        table.serve("Espresso", table=5)
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        assert work.shop.faults is not None
        work.shop.faults.fault = Fault.SILENT
        work.tap(table.view.cash_key)
        work.until(lambda: not table.till.books.tab(TABLE))
        work.until(lambda: table.view.cash_key.off_reason == SIGNING_NOW)
        work.tap(table.view.top.back_key)
        work.program.open_table(5)
        work.tap_tile("Helles 0,5")
        assert len(work.orders.ticket.model.new) == 1, "others are served meanwhile"
        work.settle()
        assert work.notice.startswith(f"Tisch 12: {total} € bezahlt.")
        work.shop.faults.fault = None
        table.close_and_prove()
        free(work)


def neutral(house: MasterFile) -> MasterFile:
    """The same house in a country that asks for no signature."""
    master = house.master
    business = replace(master.house.business, country=Country.CH)
    catalogue = replace(master.catalogue, country=Country.CH)
    return replace(
        house, master=replace(master, house=replace(master.house, business=business), catalogue=catalogue)
    )


def test_a_whole_evening_without_signatures_adds_up_to_its_closing(
    tmp_path: Path, look: Look, qtbot: QtBot, demo_house: MasterFile
) -> None:
    house = neutral(demo_house)
    work = open_at_work(tmp_path, look, qtbot, house.master, dict(house.pins))
    table = AtTheTable(work)
    shown: list[Money] = []

    def pay(tap: Callable[[], None]) -> None:
        shown.append(Money.parse(table.amount.removesuffix(" €").split()[-1]))
        tap()

    table.serve(*FOUR, guests=3)
    table.ask_for_the_bill()
    table.tap(table.view.split_key)
    pay(lambda: table.tap(table.view.cash_key))
    pay(lambda: table.tap(table.view.card_key))
    pay(lambda: table.tap(table.view.cash_key))
    table.serve("Wiener Schnitzel")
    table.ask_for_the_bill()
    pay(lambda: table.note("50"))
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.line("Wiener Schnitzel")
    pay(lambda: table.tap(table.view.card_key))
    pay(lambda: table.tap(table.view.cash_key))
    assert [receipt.total for receipt in table.receipts()] == shown
    assert all(stored.secured is None for stored in table.till.books.latest_receipts(10))
    closing = close_day(table.till, table.operator()).closing
    assert closing.figures.gross == Money.sum(shown)
    table.close_and_prove()
    free(work)

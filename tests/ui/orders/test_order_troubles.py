"""Devices that hang, books that fail, answers that get lost: nothing is lost, nothing is booked twice."""

from __future__ import annotations

import logging

import pytest

from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError
from kasse.ui.orders import sending
from kasse.ui.orders.actions import OrderAction
from kasse.usecases.outages import device_answers
from kasse.usecases.send_order import send_order
from kasse.usecases.set_availability import lock_article
from kasse.usecases.till import Till
from tests.conftest import ExpectedLog
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS, new_lines, sent_lines, tab_of


class TestTroubles:
    def test_a_silent_signing_device_stops_no_tap(self, waiter: TillAtWork) -> None:
        faults = waiter.shop.faults
        assert faults is not None
        faults.fault = Fault.SILENT
        waiter.tap_tile("Helles 0,5")
        waiter.tap(waiter.orders.second_key)
        waiter.until(lambda: bool(sent_lines(waiter)))
        waiter.tap_tile("Radler 0,5")
        waiter.tap(waiter.orders.second_key)
        waiter.until(lambda: len(sent_lines(waiter)) == 2)
        assert waiter.desk.busy, "the device has not answered yet"
        waiter.tap_tile("Weißbier 0,5")
        assert new_lines(waiter) == [("1", "Weißbier 0,5")]
        faults.fault = None
        waiter.settle()

    def test_an_outage_is_told_once_and_until_it_is_over(self, waiter: TillAtWork) -> None:
        faults = waiter.shop.faults
        assert faults is not None
        faults.fault = Fault.OUT
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        waiter.until(lambda: "Die TSE ist seit 18:30 Uhr ausgefallen." in waiter.notice)
        assert "Ausfallnummer 1" in waiter.notice
        assert {d.label for d in waiter.window.status._devices} >= {"TSE gestört"}
        faults.fault = None
        device_answers(waiter.shop.till)
        waiter.until(lambda: "Die TSE arbeitet wieder." in waiter.notice)
        assert waiter.shop.till.outage is None

    def test_an_order_that_the_books_could_not_take_stays_and_is_sent_once_in_the_end(
        self, waiter: TillAtWork, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
    ) -> None:
        books = type(waiter.shop.till.books)
        act = books.act

        def full(*_args: object, **_facts: object) -> object:
            raise BooksError("Die Festplatte ist voll. Bitte Platz schaffen.")

        waiter.tap_tile("Helles 0,5")
        monkeypatch.setattr(books, "act", full)
        with expected_log(logging.WARNING, "could not do it"):
            waiter.send()
        assert "Die Festplatte ist voll" in waiter.notice
        assert [line.note for line in waiter.orders.ticket.model.new] == ["Bitte noch einmal senden"]
        monkeypatch.setattr(books, "act", act)
        waiter.tap_tile("Radler 0,5")
        waiter.send()
        assert [line.name for line in tab_of(waiter).lines] == ["Helles 0,5", "Radler 0,5"]
        assert new_lines(waiter) == []
        waiter.close()
        assert waiter.findings() == []

    def test_an_order_whose_answer_was_lost_is_not_booked_twice(
        self, waiter: TillAtWork, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
    ) -> None:
        """The commit arrived, its answer did not: sending again finds it by its key."""
        tries: list[object] = []

        def lossy(till: Till, *args: object, **facts: object) -> object:
            sent = send_order(till, *args, **facts)  # type: ignore[arg-type]
            tries.append(facts["key"])
            if len(tries) == 1:
                raise BooksError("Ob gebucht wurde, ist unbekannt.")
            return sent

        monkeypatch.setattr(sending, "send_order", lossy)
        waiter.tap_tile("Helles 0,5")
        with expected_log(logging.WARNING, "unbekannt"):
            waiter.send()
        assert len(waiter.orders.ticket.model.new) == 1
        waiter.send()
        assert tries[0] == tries[1]
        assert [str(line.quantity) for line in tab_of(waiter).lines] == ["1"]

    def test_what_is_refused_comes_back_to_be_changed(self, waiter: TillAtWork) -> None:
        """Somebody else marked it as sold out while it was being typed."""
        waiter.tap_tile("Helles 0,5")
        till = waiter.shop.till
        number = till.catalogue.named("Helles 0,5").number
        boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
        lock_article(till, boss, number)
        waiter.send()
        assert "ausverkauft" in waiter.notice
        assert new_lines(waiter) == [("1", "Helles 0,5")]
        waiter.tap(waiter.orders.keys[OrderAction.VOID])
        assert new_lines(waiter) == []

    @pytest.mark.feature("R-10")
    def test_everything_done_by_taps_stands_in_the_journal(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        kinds = [act.kind for act in waiter.shop.till.books.journal(limit=20)]
        for kind in (ActKind.LOGIN, ActKind.ORDER, ActKind.SECURED):
            assert kind in kinds

"""What was sent is changed by right: void, price, discount, transfer, payer, interim bill, internal account."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from kasse.domain.business import Pricing
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import BookingKind
from kasse.domain.sales import ReceiptKind
from kasse.domain.shifts import figures_of
from kasse.ui.orders.actions import OrderAction
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import do, new_lines, tab_of, tap_line


class TestEditor:
    @pytest.mark.feature("R-12")
    def test_one_of_four_beers_is_voided_with_a_reason_in_three_taps(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        at_work.open_table(12)
        at_work.digits(at_work.orders.pad, "4")
        at_work.tap_tile("Helles 0,5")
        at_work.send()
        tap_line(at_work, "Helles")
        at_work.tap(at_work.orders.keys[OrderAction.VOID])
        at_work.answer("Reklamation")
        at_work.settle()
        assert [str(line.quantity) for line in tab_of(at_work).lines] == ["3"]
        booking = at_work.shop.till.books.order(2).bookings[0]
        assert (booking.kind, booking.reason) == (BookingKind.VOID, "Reklamation")
        at_work.close()
        assert at_work.findings() == []

    def test_the_pad_says_how_many_are_voided_and_all_is_one_tap(self, boss: TillAtWork) -> None:
        boss.tap(boss.orders.keys[OrderAction.VOID])
        boss.answer("Alle 2")
        boss.answer("Falsch boniert")
        boss.settle()
        assert boss.shop.till.books.tab(12) is None

    @pytest.mark.feature("R-12")
    def test_a_price_is_changed_by_right(self, boss: TillAtWork) -> None:
        do(boss, OrderAction.PRICE)
        boss.digits(boss.orders.pad, "400")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert tab_of(boss).total == Money(800)
        assert boss.orders.ticket.model.total == "8,00 €"

    def test_without_the_right_the_key_says_so(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        tap_line(waiter, "Helles")
        waiter.tap(waiter.orders.keys[OrderAction.MORE])
        waiter.answer("Preis ändern")
        assert "Dazu fehlt das Recht „Preis ändern“." in waiter.notice

    def test_a_discount_on_a_line_is_taken_off_and_can_be_taken_back(self, boss: TillAtWork) -> None:
        before = tab_of(boss).total
        do(boss, OrderAction.DISCOUNT)
        boss.answer("50 %")
        boss.settle()
        assert tab_of(boss).total == before.times(1, 2)
        do(boss, OrderAction.DISCOUNT)
        boss.answer("Rabatt aufheben")
        boss.settle()
        assert tab_of(boss).total == before

    def test_an_article_is_marked_as_sold_out_and_stops_being_sold(self, boss: TillAtWork) -> None:
        boss.hold(boss.orders.middle.tiles, "Radler 0,5")
        boss.answer("Ausverkauft")
        boss.settle()
        boss.tap_tile("Radler 0,5")
        assert "ausverkauft" in boss.notice
        assert new_lines(boss) == []
        boss.hold(boss.orders.middle.tiles, "Radler 0,5")
        boss.answer("Wieder da")
        boss.settle()
        boss.tap_tile("Radler 0,5")
        assert new_lines(boss) == [("1", "Radler 0,5")]

    def test_what_is_left_stands_on_the_tile_and_no_more_of_it_is_ordered(self, boss: TillAtWork) -> None:
        boss.hold(boss.orders.middle.tiles, "Radler 0,5")
        boss.answer("Restmenge …")
        boss.digits(boss.orders.pad, "3")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert boss.tile("Radler 0,5").left == "3"
        boss.tap_tile("Radler 0,5", times=3)
        boss.tap_tile("Radler 0,5")
        assert "Von „Radler 0,5“ sind noch 3 da." in boss.notice
        assert new_lines(boss) == [("3", "Radler 0,5")]
        boss.send()
        assert (boss.tile("Radler 0,5").left, boss.tile("Radler 0,5").sold_out) == ("0", True)
        boss.tap_tile("Radler 0,5")
        assert "ausverkauft" in boss.notice
        boss.hold(boss.orders.middle.tiles, "Radler 0,5")
        boss.answer("Restmenge …")
        boss.answer("Nicht mehr zählen")
        boss.settle()
        assert (boss.tile("Radler 0,5").left, boss.tile("Radler 0,5").sold_out) == ("", False)


class TestTable:
    @pytest.mark.feature("R-03")
    def test_an_interim_bill_is_printed_and_the_plan_shows_it(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        do(waiter, OrderAction.INTERIM_BILL)
        waiter.settle()
        assert tab_of(waiter).bill_printed
        waiter.tap(waiter.orders.top.back_key)
        plan = waiter.tables.plan
        spoken = next(plan.cell_name(i) for i in range(plan.cell_count()) if plan.cell_key(i) == 12)
        assert "Rechnung verlangt" in spoken
        assert waiter.shop.outbox.waiting()["Beleg"] == 1

    @pytest.mark.feature("R-11")
    def test_payer_and_way_of_payment_are_noted_on_the_table(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        do(waiter, OrderAction.PAYER)
        waiter.answer("Name eingeben")
        QTest.keyClicks(waiter.orders.middle.text.field, "Kanzlei Moser")
        waiter.tap(waiter.orders.middle.text.accept_key)
        waiter.settle()
        do(waiter, OrderAction.PAYER)
        waiter.answer("Zimmer")
        waiter.settle()
        tab = tab_of(waiter)
        assert (tab.payer, tab.payment_code) == ("Kanzlei Moser", "ZI")
        assert "Kanzlei Moser" in waiter.orders.ticket.model.place

    def test_name_and_guests_stand_on_the_ticket(self, waiter: TillAtWork) -> None:
        do(waiter, OrderAction.TABLE_NAME)
        QTest.keyClicks(waiter.orders.middle.text.field, "Alois")
        waiter.tap(waiter.orders.middle.text.accept_key)
        waiter.settle()
        waiter.digits(waiter.orders.pad, "6")
        do(waiter, OrderAction.GUESTS)
        waiter.settle()
        assert "Alois" in waiter.orders.ticket.model.title
        assert "6 Gäste" in waiter.orders.ticket.model.place

    def test_part_of_a_line_moves_to_another_table(self, boss: TillAtWork) -> None:
        boss.digits(boss.orders.pad, "1")
        boss.tap(boss.orders.keys[OrderAction.TRANSFER])
        boss.digits(boss.orders.pad, "5")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert [str(line.quantity) for line in tab_of(boss).lines] == ["1"]
        assert [str(line.quantity) for line in tab_of(boss, 5).lines] == ["1"]

    def test_the_whole_table_moves_with_what_is_not_sent(self, boss: TillAtWork) -> None:
        tap_line(boss, "Helles")
        boss.tap_tile("Radler 0,5")
        tap_line(boss, "Radler")
        boss.tap(boss.orders.keys[OrderAction.TRANSFER])
        boss.tap_cell(boss.orders.middle.areas, "Stüberl")
        boss.tap_cell(boss.orders.middle.plan, "Tisch 20")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert boss.shop.till.books.tab(12) is None
        assert len(tab_of(boss, 20).lines) == 1
        assert new_lines(boss) == []
        boss.tap(boss.orders.top.back_key)
        boss.open_table(20)
        assert new_lines(boss) == [("1", "Radler 0,5")]

    def test_a_table_is_booked_to_an_internal_account(self, boss: TillAtWork) -> None:
        tap_line(boss, "Helles")
        do(boss, OrderAction.INTERNAL)
        boss.answer("Personal")
        boss.settle()
        assert boss.shop.till.books.tab(12) is None
        assert boss.last_receipt().reason == "Personal"

    @pytest.mark.feature("R-07")
    @pytest.mark.parametrize("account", ["Besprechung", "Personal", "Eigenverbrauch"])
    def test_each_special_table_takes_a_line_and_then_the_rest_without_money(
        self, boss: TillAtWork, account: str
    ) -> None:
        boss.tap_tile("Radler 0,5")
        boss.send()
        tap_line(boss, "Radler")
        do(boss, OrderAction.INTERNAL)
        boss.answer(account)
        boss.settle()
        assert [line.name for line in tab_of(boss).lines] == ["Helles 0,5"]
        do(boss, OrderAction.INTERNAL)
        boss.answer(account)
        boss.settle()
        assert boss.shop.till.books.tab(12) is None
        found = [kept.receipt for kept in boss.shop.till.books.latest_receipts(2)]
        assert {(r.kind, r.reason, r.payments) for r in found} == {(ReceiptKind.INTERNAL, account, ())}
        figures = figures_of(found, boss.shop.till.zone)
        assert (figures.gross, figures.internal[0]) == (ZERO, 2), "no turnover, but counted"

    @pytest.mark.feature("M-PR-03")
    def test_the_rule_of_an_account_stands_under_its_name_and_holds(self, boss: TillAtWork) -> None:
        till = boss.shop.till
        staff = next(a for a in till.house.internal_accounts.values() if a.name == "Personal")
        half = replace(staff, pricing=Pricing.PERCENT, percent=5_000)
        accounts = {**till.house.internal_accounts, half.number: half}
        till.master = replace(till.master, house=replace(till.house, internal_accounts=accounts))
        total = tab_of(boss).total
        tap_line(boss, "Helles")
        do(boss, OrderAction.INTERNAL)
        shown = {c.label: c.sub for c in boss.orders.middle.choices.cells._choices}
        assert shown["Personal"] == "50 % von Preis 1"
        assert shown["Eigenverbrauch"] == "Preisebene 1"
        boss.answer("Personal")
        boss.settle()
        assert boss.last_receipt().total == total.percent(5_000)

    @pytest.mark.feature("R-13")
    def test_a_function_article_puts_the_float_into_the_drawer(self, boss: TillAtWork) -> None:
        boss.tap(boss.orders.tools.keys[OrderAction.MENU])
        boss.answer("Kasse")
        boss.tap_tile("Bargeldbestand eingeben")
        boss.digits(boss.orders.pad, "20000")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert boss.last_receipt().cash == Money(20000)

"""Whole sales, from the first tap to the change due, over real books with a signing device."""

from __future__ import annotations

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import BookingKind
from tests.ui.at_work import TillAtWork


@pytest.mark.feature("R-06")
def test_three_beers_and_a_schnitzel_are_sent_paid_and_signed(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.digits(at_work.orders.pad, "3")
    at_work.tap_tile("Pils vom Fass 0,5")
    at_work.tap_tile("Wiener Schnitzel")
    at_work.answer("mit Pommes frites")
    model = at_work.orders.ticket.model
    assert [(line.quantity, line.name) for line in model.new] == [
        ("3", "Pils vom Fass 0,5"),
        ("1", "Wiener Schnitzel"),
    ]
    assert model.new[1].note.startswith("+ mit Pommes frites")
    at_work.send()
    assert [line.name for block in at_work.orders.ticket.model.sent for line in block.lines] == [
        "Pils vom Fass 0,5",
        "Wiener Schnitzel",
    ]
    assert not at_work.orders.ticket.model.new
    total = at_work.orders.ticket.model.total
    at_work.to_pay()
    assert at_work.pay.amount.accessibleName() == f"Ganze Rechnung {total}"
    at_work.digits(at_work.pay.pad, "50")
    at_work.pay_cash()
    receipt = at_work.last_receipt()
    assert receipt.change == Money(5000) - receipt.total
    assert at_work.pay.change.accessibleName() == f"Rückgeld {receipt.change} €"
    assert at_work.shop.till.books.tab(12) is None
    stored = at_work.shop.till.books.latest_receipts(1)[0]
    assert stored.secured is not None
    assert stored.secured.is_signed
    at_work.tap(at_work.pay.main_key)
    assert at_work.window.shown == "tables"
    at_work.close()
    assert at_work.findings() == []


def test_what_is_open_is_sent_before_it_is_paid(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(5)
    at_work.tap_tile("Helles 0,5", times=2)
    at_work.to_pay()
    at_work.tap(at_work.pay.card_key)
    at_work.settle()
    receipt = at_work.last_receipt()
    assert receipt.total == at_work.shop.till.catalogue.named("Helles 0,5").price(1).times(2)
    assert [p.code for p in receipt.payments] == ["EC"]
    order = at_work.shop.till.books.order(1)
    assert [b.kind for b in order.bookings] == [BookingKind.ORDER]


def test_a_sale_at_the_counter_needs_no_table_and_is_followed_by_the_next(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.tap(at_work.tables.second_key)
    at_work.tap_tile("Helles 0,5")
    at_work.to_pay()
    at_work.pay_cash()
    assert at_work.last_receipt().table_label == "Direktverkauf"
    at_work.tap(at_work.pay.main_key)
    assert at_work.window.shown == "orders"
    assert at_work.orders.ticket.model.title == "Direktverkauf"


def test_ten_taps_in_a_hurry_are_ten_beers(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.clock.hurried = True
    at_work.tap_tile("Helles 0,5", times=10)
    assert [line.quantity for line in at_work.orders.ticket.model.new] == ["10"]


def test_a_double_tap_sends_and_pays_once(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.clock.later(minutes=1)
    at_work.clock.monotonic()
    at_work.clock.hurried = True
    at_work.tap(at_work.orders.second_key)
    at_work.tap(at_work.orders.second_key)
    at_work.settle()
    tab = at_work.shop.till.books.tab(12)
    assert tab is not None
    assert [str(line.quantity) for line in tab.lines] == ["1"]
    at_work.clock.hurried = False
    at_work.to_pay()
    at_work.clock.monotonic()
    at_work.clock.hurried = True
    at_work.tap(at_work.pay.cash_key)
    at_work.tap(at_work.pay.cash_key)
    at_work.settle()
    assert at_work.window.shown == "pay", "the second tap must not leave the change"
    assert at_work.receipt_count() == 1


def test_the_tap_that_opens_the_bill_does_not_pay_it_when_it_comes_twice(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    at_work.clock.hurried = True
    at_work.tap(at_work.orders.main_key)
    assert at_work.window.shown == "pay"
    at_work.tap(at_work.pay.cash_key)
    at_work.settle()
    assert at_work.receipt_count() == 0

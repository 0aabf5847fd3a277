"""Leaving a bar table is all it takes to have it paid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.domain.business import PaymentKind, Place
from kasse.settings.declared.bar_tables import BAR_TABLES
from kasse.usecases.change_setting import change_setting
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS


@pytest.fixture
def bar(at_work: TillAtWork) -> TillAtWork:
    """Anna at bar table 901."""
    till = at_work.shop.till
    boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
    house = till.master.house
    area = min(house.areas)
    till.master = replace(
        till.master,
        house=replace(house, places={**house.places, 901: Place(901, area), 902: Place(902, area)}),
    )
    change_setting(till, boss, BAR_TABLES, True)
    at_work.sign_in()
    at_work.open_table(901)
    return at_work


@pytest.mark.feature("M-TIS-15")
def test_what_was_sent_is_settled_in_cash_when_the_table_is_left(bar: TillAtWork) -> None:
    bar.tap_tile("Helles 0,5", times=2)
    bar.send()
    assert bar.receipt_count() == 0
    bar.tap(bar.orders.top.back_key)
    bar.settle()
    receipt = bar.last_receipt()
    assert (receipt.table, [p.kind for p in receipt.payments]) == (901, [PaymentKind.CASH])
    assert "Tisch 901" in bar.notice
    assert "bar kassiert" in bar.notice
    assert bar.window.shown == "tables"


@pytest.mark.feature("M-TIS-15")
def test_what_is_not_sent_yet_goes_out_before(bar: TillAtWork) -> None:
    bar.tap_tile("Helles 0,5")
    bar.program.sign_out()
    bar.settle()
    assert bar.last_receipt().table == 901
    assert bar.program.drafts.empty
    assert bar.shop.till.books.open_tabs() == []


def test_nothing_happens_at_a_table_that_was_only_looked_at_or_is_no_bar_table(bar: TillAtWork) -> None:
    bar.tap(bar.orders.top.back_key)
    bar.open_table(12)
    bar.tap_tile("Helles 0,5")
    bar.send()
    bar.tap(bar.orders.top.back_key)
    bar.settle()
    assert bar.receipt_count() == 0


def test_paying_it_by_card_is_still_possible(bar: TillAtWork) -> None:
    bar.tap_tile("Helles 0,5")
    bar.send()
    bar.to_pay()
    bar.tap(bar.pay.card_key)
    bar.settle()
    bar.program.show_tables()
    bar.settle()
    assert bar.receipt_count() == 1
    assert bar.last_receipt().payments[0].kind is not PaymentKind.CASH

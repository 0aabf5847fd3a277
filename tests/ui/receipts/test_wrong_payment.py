"""A wrong way to pay is put right with two taps, by whoever may reverse."""

from __future__ import annotations

import pytest

from kasse.domain.sales import Receipt, ReceiptKind, Tender
from kasse.usecases.change_payment import REASON
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import take_payment
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import BOSS, TABLE, WAITER, AtTheTable


@pytest.fixture
def house(at_work: TillAtWork) -> AtTheTable:
    table = AtTheTable(at_work)
    table.sign_in()
    return table


def sold(house: AtTheTable, who: str = BOSS) -> Receipt:
    """A receipt that was paid in cash, shown on the list."""
    total = house.serve("Wiener Schnitzel", "Helles 0,5", who=who)
    tender = Tender(house.till.own_cash(), total)
    receipt = take_payment(house.till, house.operator(who), TABLE, [tender]).receipt
    house.at_work.program.show_receipts()
    house.at_work.settle()
    return receipt


def card_of(house: AtTheTable) -> str:
    return next(m.name for m in house.till.house.payment_methods.values() if m.kind.value.endswith("card"))


@pytest.mark.feature("R-03")
def test_two_taps_reverse_it_and_book_it_anew_and_the_new_one_is_shown(house: AtTheTable) -> None:
    wrong = sold(house)
    work, card = house.at_work, card_of(house)
    house.tap(work.receipts.change_key)
    offered = [choice.label for choice in work.receipts.choices.cells._choices]
    assert card in offered
    assert house.till.own_cash().name not in offered
    work.choose(work.receipts.choices, card)
    work.settle()
    newest, reversal, oldest = (s.receipt for s in house.till.books.latest_receipts(3))
    assert (oldest.number, reversal.reverses, newest.kind) == (wrong.number, wrong.number, ReceiptKind.SALE)
    assert [p.name for p in newest.payments] == [card]
    assert newest.lines == wrong.lines
    assert work.receipts.model.chosen == newest.number
    assert f"„{card}“ bezahlt" in work.notice
    marks = {row.key: row.mark for row in work.receipts.model.rows}
    assert marks[wrong.number] == "storniert"
    house.close_and_prove()


def test_whoever_may_not_reverse_may_not_put_it_right(house: AtTheTable) -> None:
    sold(house, who=WAITER)
    assert "Rechnungsstorno" in str(house.at_work.receipts.change_key.off_reason)


def test_what_was_half_done_when_the_power_went_is_finished_with_the_same_key(house: AtTheTable) -> None:
    wrong = sold(house)
    work, card = house.at_work, card_of(house)
    reverse_receipt(house.till, house.operator(), wrong.number, REASON)
    house.at_work.program.show_receipts()
    work.settle()
    work.tap_cell(work.receipts.list, f"Rechnung {wrong.number}")
    work.settle()
    assert work.receipts.reverse_key.off_reason is not None
    house.tap(work.receipts.change_key)
    work.choose(work.receipts.choices, card)
    work.settle()
    assert [p.name for p in house.till.books.latest_receipts(1)[0].receipt.payments] == [card]
    work.tap_cell(work.receipts.list, f"Rechnung {wrong.number}")
    work.settle()
    assert "schon storniert" in str(work.receipts.change_key.off_reason)
    house.close_and_prove()

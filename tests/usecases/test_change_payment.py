"""A wrong way to pay is put right in one step: reversed, booked anew, both linked, and nothing counts twice."""

from pathlib import Path
from uuid import uuid4

import pytest

from kasse.app.exporting import Choice, export_dsfinvk
from kasse.documents.text import text
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt, ReceiptKind, Reference, ReferenceKind, Tender, discount_percent
from kasse.ports.books import ActKind
from kasse.store.engine import reading_engine
from kasse.usecases.change_payment import REASON, change_payment, not_changeable, other_ways
from kasse.usecases.close_day import close_day
from kasse.usecases.draw_paper import draw_paper
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import take_payment
from tests.domain.examples import CARD, CASH
from tests.store.house import BEER, BOOK, Desk
from tests.usecases.at_the_desk import jobs, state, tab


def sold(desk: Desk, tip: Money = ZERO) -> Receipt:
    """A receipt with a discount, paid in cash with a large note."""
    desk.order(BEER, BOOK)
    off = discount_percent(tab(desk).lines, 1000)
    due = tab(desk).total - off.total + tip
    tender = Tender(CASH, due + Money(500))
    return take_payment(desk.till, desk.boss, 12, [tender], discounts=[off], tip=tip).receipt


def test_goods_discounts_tip_and_taxes_stay_and_the_money_came_another_way(desk: Desk) -> None:
    wrong = sold(desk, tip=Money(200))
    corrected = change_payment(desk.till, desk.boss, wrong.number, CARD.code)
    reversal, right = corrected.reversal.receipt, corrected.paid.receipt
    assert (reversal.kind, reversal.reverses, reversal.reason) == (ReceiptKind.REVERSAL, wrong.number, REASON)
    assert (right.lines, right.discounts, right.tip, right.taxes) == (
        wrong.lines, wrong.discounts, wrong.tip, wrong.taxes,
    )  # fmt: skip
    assert [(p.code, p.amount, p.change) for p in right.payments] == [(CARD.code, wrong.total, ZERO)]
    assert right.references == (Reference(ReferenceKind.RECEIPT, str(wrong.number)),)
    assert desk.books.receipt(right.number).receipt == right
    assert desk.books.tab(12) is None or not tab(desk).lines
    assert corrected.paid.secured is not None
    assert corrected.paid.secured.is_signed


def test_both_papers_come_out_and_name_the_receipt_that_was_wrong(desk: Desk) -> None:
    wrong = sold(desk)
    before = len(jobs(desk))
    change_payment(desk.till, desk.boss, wrong.number, CARD.code)
    papers = [draw_paper(desk.till, job.payload) for job in jobs(desk)[before:]]
    named = f"{wrong.terminal}-{wrong.number}"
    words = [text(paper, 42) for paper in papers if paper is not None]
    assert [f"Storno zu Beleg {named}" in words[0], f"Zu Beleg {named}" in words[1]] == [True, True]
    assert CARD.name in words[1]


def test_the_day_closes_with_the_sale_counted_once_and_its_export_is_clean(
    desk: Desk, tmp_path: Path
) -> None:
    wrong = sold(desk)
    change_payment(desk.till, desk.boss, wrong.number, CARD.code)
    close_day(desk.till, desk.boss)
    figures = desk.books.closing(1)[0].figures
    assert figures.gross == wrong.total
    assert {name: amount for _, name, _, amount in figures.payments} == {
        CASH.name: ZERO,
        CARD.name: wrong.total,
    }
    engine = reading_engine(desk.url)
    written = export_dsfinvk(engine, tmp_path / "export", Choice(), lambda _done, _total: True)
    engine.dispose()
    assert written is not None
    assert written.report.is_clean


def test_the_same_key_again_books_nothing(desk: Desk) -> None:
    wrong = sold(desk)
    key = uuid4()
    once = change_payment(desk.till, desk.boss, wrong.number, CARD.code, key=key)
    again = change_payment(desk.till, desk.boss, wrong.number, CARD.code, key=key)
    assert (again.reversal.receipt, again.paid.receipt) == (once.reversal.receipt, once.paid.receipt)
    assert len(list(desk.books.receipts_of_day())) == 3


def test_after_a_power_cut_between_the_two_the_second_is_booked_with_the_next_try(desk: Desk) -> None:
    wrong = sold(desk)
    reverse_receipt(desk.till, desk.boss, wrong.number, REASON)
    corrected = change_payment(desk.till, desk.boss, wrong.number, CARD.code)
    assert [r.kind for r in desk.books.receipts_of_day()] == [
        ReceiptKind.SALE, ReceiptKind.REVERSAL, ReceiptKind.SALE,
    ]  # fmt: skip
    before = state(desk)
    with pytest.raises(Refused, match="schon storniert"):
        change_payment(desk.till, desk.boss, wrong.number, CARD.code)
    assert state(desk) == before
    assert not_changeable(corrected.paid.receipt) == ""


def test_what_is_put_right_can_be_put_right_again(desk: Desk) -> None:
    wrong = sold(desk)
    right = change_payment(desk.till, desk.boss, wrong.number, CARD.code).paid.receipt
    back = change_payment(desk.till, desk.boss, right.number, CASH.code).paid.receipt
    assert [p.code for p in back.payments] == [CASH.code]
    assert len(list(desk.books.receipts_of_day())) == 5


def test_what_cannot_be_put_right_is_refused_and_leaves_no_trace(desk: Desk) -> None:
    wrong = sold(desk)
    reversal = reverse_receipt(desk.till, desk.boss, wrong.number, "Falscher Tisch").receipt
    other = sold(desk)
    before = state(desk)
    for who, number, code in (
        (desk.waiter, other.number, CARD.code),  # no right
        (desk.boss, 999, CARD.code),  # no such receipt
        (desk.boss, other.number, CASH.code),  # the same way
        (desk.boss, other.number, "??"),  # no such method
        (desk.boss, reversal.number, CARD.code),
        (desk.boss, wrong.number, CARD.code),  # reversed for another reason
    ):
        with pytest.raises(Refused):
            change_payment(desk.till, who, number, code)
    assert state(desk) == before


def test_ways_that_need_more_than_a_tap_are_not_offered(desk: Desk) -> None:
    offered = other_ways(desk.till, sold(desk))
    assert CARD.code in {method.code for method in offered}
    assert CASH.code not in {method.code for method in offered}
    assert not any(method.currency for method in offered)
    assert {method.kind.value for method in offered}.isdisjoint({"voucher", "account", "room"})


def test_each_of_both_has_an_act_of_its_own(desk: Desk) -> None:
    wrong = sold(desk)
    corrected = change_payment(desk.till, desk.boss, wrong.number, CARD.code)
    for paid in (corrected.reversal, corrected.paid):
        acts = desk.books.acts_of_receipt(paid.receipt.number, ActKind.RECEIPT_BEGUN)
        assert len(acts) == 1

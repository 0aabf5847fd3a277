"""A job is done when the books say so, whichever way it was done; and what others do is nobody's practice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kasse.domain.money import Money
from kasse.domain.sales import Tender
from kasse.ui.training.jobs import JobKey
from kasse.ui.training.watch import Tables, Watch
from kasse.usecases.print_again import reprint_receipt
from kasse.usecases.take_payment import take_payment
from kasse.usecases.transfer_lines import transfer_lines
from tests.domain.examples import CASH
from tests.store.house import BEER, SOUP, Desk, assert_clean, new_books


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One till of the small house."""
    folder = tmp_path / "data"
    with Desk(new_books(folder, tmp_path_factory.getbasetemp()), folder) as desk:
        yield desk
        assert_clean(desk.url)


@pytest.fixture
def watch(desk: Desk) -> Watch:
    """Somebody practises at tables 12 and 20, and nothing was ordered."""
    return Watch(desk.till, desk.trainee, Tables(12, 20))


def order(desk: Desk, *articles: int, table: int = 12) -> None:
    desk.order(*articles, by=desk.trainee, table=table)


def test_three_of_one_article_are_an_order_and_three_of_different_ones_are_not(
    desk: Desk, watch: Watch
) -> None:
    order(desk, BEER, BEER, SOUP)
    assert not watch.is_done(JobKey.ORDER)
    order(desk, BEER)
    assert watch.is_done(JobKey.ORDER)
    watch.begin()
    assert not watch.is_done(JobKey.ORDER), "what was done before does not count"


def test_what_others_order_in_earnest_is_no_practice(desk: Desk, watch: Watch) -> None:
    desk.order(BEER, BEER, BEER)
    assert not watch.is_done(JobKey.ORDER)
    assert not watch.is_open(12)


def test_the_same_round_is_all_of_it(desk: Desk, watch: Watch) -> None:
    order(desk, BEER, SOUP)
    watch.begin()
    order(desk, BEER)
    assert not watch.is_done(JobKey.AGAIN)
    order(desk, SOUP)
    assert watch.is_done(JobKey.AGAIN)


def test_everything_moved_is_moved(desk: Desk, watch: Watch) -> None:
    order(desk, BEER, SOUP)
    watch.begin()
    transfer_lines(desk.till, desk.trainee, 12, 20)
    assert watch.is_done(JobKey.MOVE)
    assert watch.is_open(20)


def test_paying_voids_nothing(desk: Desk, watch: Watch) -> None:
    order(desk, BEER, SOUP)
    watch.begin()
    take_payment(desk.till, desk.trainee, 12, [Tender(CASH, Money(50_00))])
    assert not watch.is_done(JobKey.VOID)


def test_a_larger_note_is_one_that_brings_change(desk: Desk, watch: Watch) -> None:
    order(desk, BEER)
    watch.begin()
    desk.pay(by=desk.trainee)
    assert not watch.is_done(JobKey.PAY)
    order(desk, BEER)
    take_payment(desk.till, desk.trainee, 12, [Tender(CASH, Money(50_00))])
    assert watch.is_done(JobKey.PAY)


def test_four_receipts_are_a_bill_in_four(desk: Desk, watch: Watch) -> None:
    for paid in range(4):
        assert not watch.is_done(JobKey.SPLIT), paid
        order(desk, BEER, table=20)
        take_payment(desk.till, desk.trainee, 20, [Tender(CASH, Money(50_00))])
    assert watch.is_done(JobKey.SPLIT)


def test_a_copy_of_a_practised_receipt_is_a_copy(desk: Desk, watch: Watch) -> None:
    order(desk, BEER)
    receipt = take_payment(desk.till, desk.trainee, 12, [Tender(CASH, Money(50_00))]).receipt
    watch.begin()
    assert not watch.is_done(JobKey.REPRINT)
    reprint_receipt(desk.till, desk.trainee, receipt.number)
    assert watch.is_done(JobKey.REPRINT)

"""What another till changes in the master data is on the screens a minute later, and whenever somebody signs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from kasse.domain.catalogue import PlannedPrice
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind, BooksError
from kasse.store.books import SqlBooks
from kasse.store.engine import reading_engine, sqlite_url, writing_engine
from kasse.store.writer import Writer
from tests.ui.at_work import TillAtWork

HELLES = 303


@contextmanager
def another_till(work: TillAtWork) -> Iterator[Callable[[Callable[[Master], Master]], None]]:
    """Changes the master data in the same books, as a till with another number does."""
    url = sqlite_url(work.shop.folder)
    writer, reader = Writer(writing_engine(url)), reading_engine(url)
    books = SqlBooks(writer, reader, 2, today=work.shop.till.books.business_date)

    def change(how: Callable[[Master], Master]) -> None:
        with books.act(ActKind.MASTER_DATA, at=work.clock.at) as act:
            act.save_master(how(books.master()))

    yield change
    writer.close()
    reader.dispose()


def renamed(master: Master, name: str) -> Master:
    catalogue = master.catalogue
    article = replace(catalogue.articles[HELLES], name=name, button_text="")
    return replace(master, catalogue=replace(catalogue, articles={**catalogue.articles, HELLES: article}))


def with_operator(master: Master, operator: Operator) -> Master:
    operators = {**master.staff.operators, operator.number: operator}
    return replace(master, staff=replace(master.staff, operators=operators))


def a_minute_later(work: TillAtWork) -> None:
    work.clock.later(minutes=1)
    work.program.tick()
    work.settle()


def tiles(work: TillAtWork) -> set[str]:
    return {tile.name for tile in work.orders.middle.tiles._items}


def test_a_minute_later_the_keys_bear_the_new_names(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    with another_till(at_work) as change:
        change(lambda master: renamed(master, "Märzen 0,5"))
    assert "Märzen 0,5" not in tiles(at_work)
    a_minute_later(at_work)
    at_work.until(lambda: "Märzen 0,5" in tiles(at_work))


def test_whoever_is_new_stands_among_those_who_sign_in_a_minute_later(at_work: TillAtWork) -> None:
    boss = at_work.shop.till.staff.operators[6]
    with another_till(at_work) as change:
        change(lambda master: with_operator(master, replace(boss, number=77, name="Neue Kraft")))
    at_work.settle()
    a_minute_later(at_work)
    names = [
        at_work.signin.tiles.cell_name(i).split(",")[0] for i in range(at_work.signin.tiles.cell_count())
    ]
    assert "Neue Kraft" in names


def test_who_signs_in_sells_what_there_is_now(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap(at_work.orders.top.sign_out_key)
    at_work.settle()
    with another_till(at_work) as change:
        change(lambda master: renamed(master, "Märzen 0,5"))
    at_work.sign_in()
    at_work.open_table(12)
    at_work.until(lambda: "Märzen 0,5" in tiles(at_work))


def test_a_price_that_another_till_plans_for_today_holds_a_minute_later(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    today = at_work.shop.till.books.business_date
    plan = (PlannedPrice(HELLES, 1, today, Money(9_99)),)
    with another_till(at_work) as change:
        change(lambda master: replace(master, catalogue=replace(master.catalogue, planned=plan)))
    a_minute_later(at_work)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    tab = at_work.shop.till.books.tab(12)
    assert tab is not None
    assert tab.total == Money(9_99)


def test_books_that_do_not_answer_stop_nobody(at_work: TillAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work.sign_in()

    def silent() -> int:
        raise BooksError("Die Daten lassen sich gerade nicht lesen.")

    with monkeypatch.context() as patch:
        patch.setattr(at_work.shop.till.books, "master_version", silent, raising=False)
        a_minute_later(at_work)
    assert at_work.notice == ""
    with another_till(at_work) as change:
        change(lambda master: renamed(master, "Märzen 0,5"))
    a_minute_later(at_work)
    assert at_work.shop.till.catalogue.articles[HELLES].name == "Märzen 0,5"

"""An operator's own favourites: first in the card, in his order, kept in the books, nothing there by itself."""

from __future__ import annotations

from dataclasses import replace

from kasse.ui.orders.favourites import OWN
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS, new_lines


def tabs(at_work: TillAtWork) -> list[str]:
    shown = at_work.orders.middle.tabs
    return [shown.cell_name(i).split(",")[0] for i in range(shown.cell_count())]


def tiles(at_work: TillAtWork) -> list[str]:
    return [tile.name.replace("\u00ad", "") for tile in at_work.orders.middle.tiles._items]


def choose(at_work: TillAtWork, *names: str) -> None:
    for name in names:
        at_work.hold(at_work.orders.middle.tiles, name)
        at_work.answer("Als Favorit")
        at_work.settle()


def test_there_is_no_page_of_favourites_until_somebody_has_one(waiter: TillAtWork) -> None:
    before = tabs(waiter)
    waiter.tap_section("Bier")
    choose(waiter, "Radler 0,5", "Helles 0,5")
    assert tabs(waiter)[:4] == ["Meine", *before[:3]]
    waiter.tap_section("Meine")
    assert tiles(waiter) == ["Radler 0,5", "Helles 0,5"], "in the order in which they were chosen"
    waiter.hold(waiter.orders.middle.tiles, "Radler 0,5")
    waiter.answer("Kein Favorit mehr")
    waiter.settle()
    assert tiles(waiter) == ["Helles 0,5"]
    waiter.hold(waiter.orders.middle.tiles, "Helles 0,5")
    waiter.answer("Kein Favorit mehr")
    waiter.settle()
    assert tabs(waiter) == before


def test_the_next_table_opens_with_them_and_they_sell_like_any_other(waiter: TillAtWork) -> None:
    waiter.tap_section("Bier")
    choose(waiter, "Radler 0,5")
    waiter.tap(waiter.orders.top.back_key)
    waiter.open_table(14)
    assert waiter.orders.middle.tabs.chosen == OWN
    price = waiter.shop.till.catalogue.named("Radler 0,5").price(1)
    assert waiter.tile("Radler 0,5").price == str(price)
    waiter.tap_tile("Radler 0,5", times=2)
    assert new_lines(waiter) == [("2", "Radler 0,5")]


def test_they_belong_to_one_operator_and_outlive_the_program(waiter: TillAtWork) -> None:
    waiter.tap_section("Bier")
    choose(waiter, "Radler 0,5")
    number = waiter.shop.till.catalogue.named("Radler 0,5").number
    kept = waiter.shop.till.books.master().staff.operators
    assert [op.name for op in kept.values() if op.favourites == (number,)] == ["Anna Berger"]
    waiter.tap(waiter.orders.top.sign_out_key)
    waiter.settle()
    waiter.sign_in(BOSS)
    waiter.open_table(14)
    assert "Meine" not in tabs(waiter)


def test_what_is_put_away_is_no_favourite_any_more(waiter: TillAtWork) -> None:
    waiter.tap_section("Bier")
    choose(waiter, "Radler 0,5", "Helles 0,5")
    till = waiter.shop.till
    catalogue = till.master.catalogue
    gone = replace(catalogue.named("Radler 0,5"), active=False)
    articles = {**catalogue.articles, gone.number: gone}
    till.master = replace(till.master, catalogue=replace(catalogue, articles=articles))
    waiter.tap(waiter.orders.top.back_key)
    waiter.open_table(12)
    assert tiles(waiter) == ["Helles 0,5"]

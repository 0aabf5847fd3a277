"""Cards, price levels, search, and the sides that go with an article."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.domain.money import Money
from kasse.ui.orders.actions import OrderAction
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import new_lines, tab_of


class TestSides:
    @pytest.mark.feature("R-06")
    def test_sides_are_asked_for_and_an_order_without_them_is_not_sent(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Zwiebelrostbraten")
        assert "Beilage fehlt" in waiter.orders.ticket.model.new[0].note
        waiter.done()
        waiter.tap(waiter.orders.second_key)
        waiter.settle()
        assert waiter.shop.till.books.tab(12) is None
        assert "fehlt noch" in waiter.notice
        waiter.answer("mit Bratkartoffeln")
        medium = [c.label for c in waiter.orders.middle.choices.cells._choices if "medium" in c.label.lower()]
        waiter.answer(medium[0])
        waiter.answer("extra Soße")
        waiter.done()
        waiter.send()
        line = tab_of(waiter).lines[0]
        assert [c.name for c in line.components[1:]] == ["mit Bratkartoffeln", medium[0], "extra Soße"]
        assert line.unit_price == Money(sum(c.unit_price.cents for c in line.components))

    def test_of_a_group_with_one_choice_the_last_tap_counts(self, waiter: TillAtWork) -> None:
        waiter.tap_section("Speisen")
        waiter.tap_tile("Gemischter Salat")
        labels = [c.label for c in waiter.orders.middle.choices.cells._choices]
        waiter.answer(labels[0])
        assert waiter.orders.middle.showing_tiles, "one is all it takes"
        waiter.tap(waiter.orders.keys[OrderAction.SIDES])
        waiter.answer(labels[1])
        waiter.done()
        waiter.send()
        assert [c.name for c in tab_of(waiter).lines[0].components[1:]] == [labels[1]]


class TestMenus:
    @pytest.mark.feature("R-04")
    def test_another_card_brings_its_subdivisions_and_its_price_level(self, waiter: TillAtWork) -> None:
        catalogue = waiter.shop.till.catalogue
        evening = next(menu for menu in catalogue.menus if menu.name == "Abendkarte")
        waiter.tap(waiter.orders.tools.keys[OrderAction.MENU])
        waiter.answer("Abendkarte")
        tabs = waiter.orders.middle.tabs
        assert [tabs.cell_name(i).split(",")[0] for i in range(tabs.cell_count())] == [
            section.name for section in evening.sections
        ]
        waiter.tap_section("Vorspeisen")
        dish = catalogue.named("Frittatensuppe")
        assert dish.price(2) != dish.price(1)
        waiter.tap_tile(dish.name)
        waiter.send()
        assert tab_of(waiter).total == dish.price(2)

    @pytest.mark.feature("M-PR-04")
    def test_a_tile_shows_the_price_that_is_booked_whoever_decides_about_it(self, waiter: TillAtWork) -> None:
        till = waiter.shop.till
        soup = till.catalogue.named("Frittatensuppe")
        prices = tuple(Money(level * 111) for level in range(1, 10))
        own = till.house.terminals[till.terminal.number]

        def decide(*, terminal: int, article: int) -> None:
            catalogue = till.master.catalogue
            articles = {**catalogue.articles, soup.number: replace(soup, prices=prices, price_level=article)}
            terminals = {**till.house.terminals, own.number: replace(own, price_level=terminal)}
            house = replace(till.house, terminals=terminals)
            till.master = replace(till.master, house=house, catalogue=replace(catalogue, articles=articles))
            waiter.desk.changed.emit(Changed.MASTER)
            waiter.settle()

        for terminal, article, expected in ((0, 0, 1), (4, 0, 4), (4, 6, 6)):
            decide(terminal=terminal, article=article)
            waiter.tap_section("Speisen")
            tile = waiter.tile("Frittatensuppe")
            assert tile.price == str(prices[expected - 1])
            waiter.tap_tile("Frittatensuppe")
            waiter.send()
            assert str(tab_of(waiter).lines[-1].unit_price) == tile.price
        waiter.tap(waiter.orders.tools.keys[OrderAction.PRICE_LEVEL])
        waiter.answer("Preisebene 9")
        waiter.tap_section("Speisen")
        assert waiter.tile("Frittatensuppe").price == str(prices[8])

    @pytest.mark.feature("M-WEI-04")
    def test_a_level_without_a_price_sells_at_level_one(self, waiter: TillAtWork) -> None:
        article = waiter.shop.till.catalogue.named("Wiener Schnitzel")
        waiter.tap(waiter.orders.tools.keys[OrderAction.PRICE_LEVEL])
        waiter.answer("Preisebene 7")
        waiter.tap_tile("Wiener Schnitzel")
        waiter.answer("ohne Beilage")
        waiter.done()
        waiter.send()
        line = tab_of(waiter).lines[0]
        assert line.price_level == 7
        assert line.unit_price == article.price(1)

    @pytest.mark.feature("R-05")
    def test_tiles_have_the_colour_of_their_group_and_sales_its_main_group(self, waiter: TillAtWork) -> None:
        catalogue = waiter.shop.till.catalogue
        waiter.tap_section("Bier")
        for tile in waiter.orders.middle.tiles.shown_items():
            article = catalogue.articles[int(str(waiter.orders.middle.tiles.item_key(tile)))]  # type: ignore[arg-type]
            assert getattr(tile, "hue", "") == (article.hue or catalogue.groups[article.group].hue)
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        component = tab_of(waiter).lines[0].components[0]
        assert component.main_group == catalogue.groups[component.group].main_group

    def test_an_article_is_found_by_a_part_of_its_name_and_by_its_number(self, waiter: TillAtWork) -> None:
        number = waiter.shop.till.catalogue.named("Apfelstrudel").number
        for words in ("strud", str(number)):
            waiter.tap(waiter.orders.tools.keys[OrderAction.SEARCH])
            QTest.keyClicks(waiter.orders.middle.text.field, words)
            waiter.tap_cell(waiter.orders.middle.text.results, "Apfelstrudel")
        assert new_lines(waiter) == [("2", "Apfelstrudel")]

    def test_enter_takes_the_first_that_was_found(self, waiter: TillAtWork) -> None:
        waiter.key_press(Qt.Key.Key_F3)
        QTest.keyClicks(waiter.orders.middle.text.field, "helles")
        QTest.keyClick(waiter.orders.middle.text.field, Qt.Key.Key_Return)
        assert new_lines(waiter) == [("1", "Helles 0,5")]

    def test_an_open_price_is_typed_on_the_pad(self, waiter: TillAtWork) -> None:
        article = next(a for a in waiter.shop.till.catalogue.articles.values() if a.open_price)
        waiter.tap(waiter.orders.tools.keys[OrderAction.SEARCH])
        QTest.keyClicks(waiter.orders.middle.text.field, article.name)
        waiter.tap(waiter.orders.middle.text.accept_key)
        waiter.digits(waiter.orders.pad, "1250")
        waiter.tap(waiter.orders.main_key)
        assert waiter.orders.ticket.model.new[0].amount == "12,50"
        waiter.send()
        assert tab_of(waiter).total == Money(1250)

"""What the settings of *Bonieren* do to the order screen, by taps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kasse.domain.catalogue import Article, ProductGroup
from kasse.domain.money import Money
from kasse.domain.tax import TaxClass
from kasse.settings.declared import ordering
from kasse.sheets.cells import collation
from kasse.ui.orders.actions import OrderAction
from kasse.ui.widgets.tile_grid import FREE
from kasse.usecases.till import Changed
from tests.ui.at_work import SOFT_HYPHEN, TillAtWork
from tests.ui.orders.ordering import sent_lines, tab_of, tap_line
from tests.ui.settings.conftest import Office, Put


def tile_names(work: TillAtWork) -> list[str]:
    return [tile.name.replace(SOFT_HYPHEN, "") for tile in work.orders.middle.tiles._items]


def tile_numbers(work: TillAtWork) -> list[int]:
    return [int(str(tile.key)) for tile in work.orders.middle.tiles._items if tile is not FREE]


def sides_on_offer(work: TillAtWork, group: str) -> list[str]:
    sections = work.orders.middle.choices.cells._sections
    return [choice.label for section in sections if section.title == group for choice in section.choices]


class TestArticles:
    @pytest.mark.feature("M-BON-01")
    def test_articles_stand_as_arranged_by_name_or_by_number(self, office: Office, put: Put) -> None:
        work = office.work
        catalogue = work.shop.till.catalogue

        def page() -> list[int]:
            work.settle()
            work.open_table(12)
            work.tap_section("Bier")
            found = tile_numbers(work)
            work.program.show_tables()
            return found

        arranged = page()
        section = next(s for s in catalogue.menus[0].sections if s.name == "Bier")
        assert arranged == [number for number in section.articles if number]
        put(ordering.ARTICLE_ORDER, "name")
        by_name = page()
        assert by_name == sorted(arranged, key=lambda n: collation(catalogue.articles[n].name))
        put(ordering.ARTICLE_ORDER, "number")
        by_number = page()
        assert by_number == sorted(arranged)
        put(ordering.ARTICLE_ORDER, "arranged")
        assert page() == arranged
        assert len({tuple(arranged), tuple(by_name), tuple(by_number)}) > 1

    @pytest.mark.feature("M-BON-15")
    def test_the_price_stands_on_the_keys_or_it_does_not(self, office: Office, put: Put) -> None:
        work = office.work
        work.open_table(12)
        assert work.tile("Helles 0,5").price == str(work.shop.till.catalogue.named("Helles 0,5").price(1))
        work.program.show_tables()
        put(ordering.PRICE_ON_KEYS, "0")
        work.settle()
        work.open_table(12)
        assert {tile.price for tile in work.orders.middle.tiles._items} == {""}
        work.tap_tile("Helles 0,5")
        assert work.orders.ticket.model.new[0].amount != ""


class TestTicket:
    @pytest.mark.feature("M-BON-02")
    def test_the_ticket_shows_what_a_line_costs_or_what_one_of_it_costs(
        self, office: Office, put: Put
    ) -> None:
        work = office.work
        one = work.shop.till.catalogue.named("Helles 0,5").price(1)
        work.open_table(12)
        work.tap_tile("Helles 0,5", times=3)
        assert work.orders.ticket.model.new[0].amount == str(one.times(3))
        work.send()
        assert sent_lines(work)[0].amount == str(one.times(3))
        put(ordering.TICKET_PRICES, "unit")
        work.open_table(12)
        work.tap_tile("Helles 0,5", times=2)
        shown = (work.orders.ticket.model.new[0], sent_lines(work)[0])
        assert [line.amount for line in shown] == [f"je {one}"] * 2
        assert work.orders.ticket.model.total.startswith(str(one.times(5)))


class TestSides:
    @pytest.mark.feature("M-BON-03")
    def test_sides_stand_as_assigned_by_name_or_by_number(self, office: Office, put: Put) -> None:
        work = office.work
        catalogue = work.shop.till.catalogue
        dish = catalogue.named("Zwiebelrostbraten")
        group = catalogue.side_groups[dish.side_groups[0]]
        names = {number: catalogue.articles[number].name for number in group.articles}
        work.open_table(12)
        work.tap_tile("Zwiebelrostbraten")
        assert sides_on_offer(work, group.name) == list(names.values())
        work.key_press(Qt.Key.Key_Escape)
        work.program.show_tables()
        for setting, expected in (
            ("name", sorted(names.values(), key=collation)),
            ("number", [names[number] for number in sorted(names)]),
            ("assigned", list(names.values())),
        ):
            put(ordering.SIDE_ORDER, setting)
            work.open_table(12)
            tap_line(work, "Zwiebelrostbraten")
            work.tap(work.orders.keys[OrderAction.SIDES])
            assert sides_on_offer(work, group.name) == expected
            work.done()
            work.program.show_tables()


def with_article(work: TillAtWork, article: Article, *groups: ProductGroup) -> None:
    """Master data with that article in place of the one of its number."""
    till = work.shop.till
    known = till.master.catalogue
    changed = replace(
        known,
        articles={**known.articles, article.number: article},
        groups={**known.groups, **{group.number: group for group in groups}},
    )
    till.master = replace(till.master, catalogue=changed)
    work.desk.changed.emit(Changed.MASTER)
    work.settle()


def papers(work: TillAtWork, before: Iterable[Path] = ()) -> dict[Path, str]:
    """What came out of all printers since then, as text."""
    work.shop.print_waiting()
    found = sorted((work.shop.folder / "papers").glob("*/*.txt"))
    return {path: path.read_text(encoding="utf-8") for path in found if path not in before}


def take_away(work: TillAtWork, name: str) -> None:
    """One more of it, switched to take-away."""
    work.tap(work.orders.tools.keys[OrderAction.TAKE_AWAY])
    work.tap_tile(name)


class TestTakeAway:
    @pytest.mark.feature("M-BON-04")
    def test_the_key_switches_to_the_tax_of_the_second_product_group(self, office: Office, put: Put) -> None:
        work = office.work
        catalogue = work.shop.till.catalogue
        beer = catalogue.named("Helles 0,5")
        group = replace(catalogue.groups[beer.group], number=950, tax_class=TaxClass.REDUCED)
        with_article(work, replace(beer, take_away_group=950), group)
        work.open_table(12)
        take_away(work, "Helles 0,5")
        tap_line(work, "Helles")
        work.tap(work.orders.tools.keys[OrderAction.IN_HOUSE])
        work.tap_tile("Helles 0,5")
        work.send()
        rates = {line.take_away: line.components[0].rate.basis_points for line in tab_of(work).lines}
        assert rates == {True: 700, False: 1900}
        put(ordering.TAKE_AWAY, "0")
        work.open_table(12)
        assert not work.orders.tools.keys[OrderAction.TAKE_AWAY].isVisible()
        assert not work.orders.tools.keys[OrderAction.IN_HOUSE].isVisible()
        work.key_press(Qt.Key.Key_F9)
        assert not work.program.orders.take_away

    @pytest.mark.feature("M-BON-05")
    def test_what_is_taken_away_bears_the_words_of_the_house_on_slip_and_receipt(
        self, office: Office, put: Put
    ) -> None:
        work = office.work

        def sell() -> str:
            before = papers(work)
            work.open_table(12)
            work.tap_tile("Leberknödelsuppe")
            tap_line(work, "Leberknödelsuppe")
            take_away(work, "Frittatensuppe")
            work.send()
            work.to_pay()
            work.pay_cash()
            work.program.show_tables()
            return "\n".join(papers(work, before).values())

        usual = sell()
        assert usual.count("Außer Haus") == 2  # on the slip and on the receipt
        put(ordering.TAKE_AWAY_NOTE, "Take away")
        own = sell()
        assert own.count("Take away") == 2
        assert "Außer Haus" not in own
        put(ordering.TAKE_AWAY_NOTE, "")
        none = sell()
        assert "Außer Haus" not in none
        assert "Take away" not in none

    @pytest.mark.feature("M-BON-06")
    def test_the_key_is_called_as_the_house_calls_it(self, office: Office, put: Put) -> None:
        work = office.work
        for text, label in ((None, "AH"), ("Mitnehmen", "Mitnehmen"), ("", "MwSt")):
            if text is not None:
                put(ordering.TAKE_AWAY_KEY, text)
            work.open_table(12)
            assert work.orders.tools.keys[OrderAction.TAKE_AWAY].on_it.label == label
            work.program.show_tables()

    @pytest.mark.feature("M-BON-07")
    def test_what_is_taken_away_is_sold_at_the_level_that_is_set_and_the_tiles_say_so(
        self, office: Office, put: Put
    ) -> None:
        work = office.work
        beer = work.shop.till.catalogue.named("Helles 0,5")
        prices = tuple(Money(level * 111) for level in range(1, 10))
        with_article(work, replace(beer, prices=prices))
        put(ordering.TAKE_AWAY_LEVEL, "4")
        work.settle()
        work.open_table(12)
        assert work.tile("Helles 0,5").price == "1,11"
        work.tap(work.orders.tools.keys[OrderAction.TAKE_AWAY])
        assert work.tile("Helles 0,5").price == "4,44"
        work.tap_tile("Helles 0,5")
        assert work.orders.ticket.model.new[0].amount == "4,44"
        work.tap(work.orders.tools.keys[OrderAction.IN_HOUSE])
        assert work.orders.ticket.model.new[0].amount == "1,11"
        assert work.tile("Helles 0,5").price == "1,11"
        work.tap(work.orders.tools.keys[OrderAction.TAKE_AWAY])
        work.send()
        line = tab_of(work).lines[0]
        assert (line.price_level, line.amount, line.take_away) == (4, Money(444), True)
        work.tap(work.orders.tools.keys[OrderAction.PRICE_LEVEL])
        work.answer("Preisebene 9")
        assert work.tile("Helles 0,5").price == "9,99"


class TestInputLimit:
    @pytest.mark.feature("M-LIM-06")
    def test_more_than_the_limit_is_asked_for_once_and_the_way_back_keeps_the_number(
        self, office: Office, put: Put
    ) -> None:
        work = office.work
        put(ordering.LIMIT_QUANTITY, "20")
        work.open_table(12)
        work.digits(work.orders.pad, "20")
        work.tap_tile("Helles 0,5")
        assert [line.quantity for line in work.orders.ticket.model.new] == ["20"]
        work.digits(work.orders.pad, "120")
        work.tap_tile("Radler 0,5")
        assert not work.orders.middle.showing_tiles
        assert work.orders.main_key.on_it.label == "120 × bonieren"
        work.tap(work.orders.second_key)
        assert work.orders.second_key.on_it.label == "Senden"
        assert [line.quantity for line in work.orders.ticket.model.new] == ["20"]
        assert work.orders.ticket.model.pending == "120"
        work.tap_tile("Radler 0,5")
        work.tap(work.orders.main_key)
        assert [line.quantity for line in work.orders.ticket.model.new] == ["20", "120"]
        assert work.orders.ticket.model.pending == ""

    @pytest.mark.feature("M-LIM-06")
    def test_a_quantity_that_is_changed_with_times_is_asked_for_too(self, office: Office, put: Put) -> None:
        work = office.work
        put(ordering.LIMIT_QUANTITY, "20")
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.digits(work.orders.pad, "55×")
        assert work.orders.main_key.on_it.label == "55 × bonieren"
        work.tap(work.orders.main_key)
        assert [line.quantity for line in work.orders.ticket.model.new] == ["55"]

    @pytest.mark.feature("M-LIM-06")
    def test_a_price_above_the_limit_is_asked_for_and_a_typed_price_is_kept(
        self, office: Office, put: Put
    ) -> None:
        work = office.work
        put(ordering.LIMIT_PRICE, "50,00")
        work.open_table(12)
        work.tap_tile("Helles 0,5", times=30)
        assert work.orders.ticket.model.new[0].quantity == "30", "no single entry is above the limit"
        article = next(a for a in work.shop.till.catalogue.articles.values() if a.open_price)
        work.program.orders.order(article)
        work.digits(work.orders.pad, "5001")
        work.tap(work.orders.main_key)
        assert "Eingabelimit von 50,00" in work.orders.middle.choices._hint
        work.tap(work.orders.second_key)
        assert "50,01" in work.orders.middle.choices._title
        work.tap(work.orders.main_key)
        work.tap(work.orders.main_key)
        assert work.orders.ticket.model.new[-1].amount == "50,01"

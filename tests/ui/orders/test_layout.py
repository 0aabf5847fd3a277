"""The touch layout: everything on it is made ahead, at the right prices, for the till's unit; ordering reads nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from sqlalchemy import Connection

from kasse.domain.business import Unit
from kasse.domain.catalogue import Catalogue, Levels, Menu, MenuSection
from kasse.domain.money import Money
from kasse.domain.quantity import Quantity
from kasse.settings.declared.ordering import ARTICLE_PICTURES
from kasse.store import statements
from kasse.ui.orders import layout as layout_module
from kasse.ui.orders import making
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.layout import KeyRules, Layout, made_ahead
from kasse.ui.widgets.tile_grid import FREE
from kasse.usecases.change_setting import change_setting
from kasse.usecases.set_availability import set_remaining
from kasse.usecases.till import Changed
from tests.domain.examples import CATALOGUE
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS, new_lines


def catalogue(*sections: MenuSection) -> Catalogue:
    """The example catalogue with one card of these sections."""
    return replace(CATALOGUE, menus=(Menu(1, "Karte", sections),))


def change(work: TillAtWork, make: Callable[[Catalogue], Catalogue]) -> None:
    """Other master data, told to the screens."""
    till = work.shop.till
    till.master = replace(till.master, catalogue=make(till.master.catalogue))
    work.desk.changed.emit(Changed.MASTER)


def renamed(name: str) -> Callable[[Catalogue], Catalogue]:
    """Radler has another name on its key."""

    def make(known: Catalogue) -> Catalogue:
        radler = known.named("Radler 0,5")
        return replace(known, articles={**known.articles, radler.number: replace(radler, button_text=name)})

    return make


def names(work: TillAtWork) -> list[str]:
    return [tile.name for tile in work.orders.middle.tiles._items]


class TestWhatIsOnIt:
    def test_places_that_are_left_free_stay_free(self) -> None:
        layout = Layout(catalogue(MenuSection("Karte", (0, 101, 0, 200))))
        tiles = layout.tiles(layout.menus[0], 0, Levels())
        assert [tile.key for tile in tiles] == [None, 101, None, 200]
        assert tiles[0] is FREE

    def test_a_section_may_have_a_hue_of_its_own(self) -> None:
        layout = Layout(
            catalogue(MenuSection("A", (101,), hue="Honig"), MenuSection("B", (200,), hue="#123456"))
        )
        assert [tab.hue for tab in layout.tabs(layout.menus[0])] == ["Honig", ""]

    @pytest.mark.feature("M-BET-08")
    def test_only_what_the_unit_sells_is_on_its_cards_and_found_there(self) -> None:
        made = catalogue(MenuSection("Speisen", (101, 100)), MenuSection("Bier", (200,)))
        soup = replace(made.articles[101], units=(1,), scan_code="4012345678901")
        beer = replace(made.articles[200], units=(1, 2))
        made = replace(
            made,
            articles={**made.articles, 101: soup, 200: beer, 100: replace(made.articles[100], units=(1,))},
        )
        bar, restaurant, undivided = Layout(made, 2), Layout(made, 1), Layout(made)
        assert [section.name for section in bar.menus[0].sections] == ["Bier"]
        assert [section.articles for section in restaurant.menus[0].sections] == [(101, 100), (200,)]
        assert undivided.menus == restaurant.menus
        assert bar.search("suppe") == []
        assert [article.number for article in restaurant.search("suppe")] == [101]
        assert bar.search("101") == []
        assert [article.number for article in restaurant.scanned("4012345678901")] == [101]
        assert bar.scanned("4012345678901") == []

    def test_without_any_card_there_is_a_page_for_each_group(self) -> None:
        layout = Layout(replace(CATALOGUE, menus=()))
        sold = {n for section in layout.menus[0].sections for n in section.articles}
        assert sold == {a.number for a in CATALOGUE.articles.values() if a.active}

    @pytest.mark.feature("M-WEI-01")
    def test_everything_that_can_be_shown_is_made_ahead(self, monkeypatch: pytest.MonkeyPatch) -> None:
        prices = tuple(Money(level * 100) for level in range(1, 10))
        beer = replace(CATALOGUE.articles[200], prices=prices)
        made = replace(CATALOGUE, articles={**CATALOGUE.articles, 200: beer})
        layout = made_ahead(made, 0, KeyRules(), range(1, 10))
        own = Layout(made)
        monkeypatch.setattr(layout_module, "price_label", None)  # nothing is reckoned once it is shown
        monkeypatch.setattr(layout_module, "hue_of", None)
        shown = {
            (menu.number, section, levels): layout.tiles(menu, section, levels)
            for menu in layout.menus
            for section in range(len(menu.sections))
            for levels in (Levels(0, menu.price_level), Levels(0, 3), *(Levels(n, 5) for n in range(1, 10)))
        }
        monkeypatch.undo()
        assert shown == {key: own.tiles(own.menu(key[0]), key[1], key[2]) for key in shown}


class TestPictures:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A picture, a file that is none, and a picture that lies elsewhere."""
        folder = tmp_path / "pictures"
        folder.mkdir()
        for place in (folder / "beer.png", tmp_path / "elsewhere.png"):
            image = QImage(400, 200, QImage.Format.Format_RGB32)
            image.fill(0x00FF8800)
            assert image.save(str(place))
        (folder / "soup.png").write_bytes(b"<svg onload='x'/>" * 100)
        (folder / "link.png").symlink_to(tmp_path / "elsewhere.png")
        return folder

    @staticmethod
    def with_pictures(**names: str) -> Catalogue:
        changed = {
            int(number.removeprefix("a")): replace(
                CATALOGUE.articles[int(number.removeprefix("a"))], picture=name
            )
            for number, name in names.items()
        }
        made = catalogue(MenuSection("Karte", (200, 101, 100, 202)))
        return replace(made, articles={**made.articles, **changed})

    def test_a_picture_is_read_and_made_small_ahead_and_what_is_none_is_left_out(self, folder: Path) -> None:
        made = self.with_pictures(a200="beer.png", a101="soup.png", a100="../elsewhere.png", a202="link.png")
        layout = made_ahead(made, 0, KeyRules(pictures=folder), (1,))
        beer, soup, schnitzel, coffee = layout.tiles(layout.menus[0], 0, Levels())
        assert beer.picture is not None
        assert (beer.picture.width(), beer.picture.height()) == (128, 64)
        assert (soup.picture, schnitzel.picture, coffee.picture) == (None, None, None)

    def test_without_the_setting_no_file_is_touched_and_later_none_is_read(self, folder: Path) -> None:
        made = self.with_pictures(a200="beer.png")
        layout = made_ahead(made, 0, KeyRules(), (1,))
        assert layout.tiles(layout.menus[0], 0, Levels())[0].picture is None
        lazy = Layout(made, rules=KeyRules(pictures=folder))
        assert lazy.tiles(lazy.menus[0], 0, Levels())[0].picture is None

    def test_pictures_come_and_go_with_the_setting(self, waiter: TillAtWork, folder: Path) -> None:
        till = waiter.shop.till
        waiter.settle()
        radler = till.catalogue.named("Radler 0,5")
        pictured = replace(radler, picture="beer.png")
        articles = {**till.master.catalogue.articles, radler.number: pictured}
        till.master = replace(till.master, catalogue=replace(till.master.catalogue, articles=articles))
        waiter.desk.opened = replace(waiter.desk.opened, pictures=folder)
        waiter.tap_section("Bier")
        boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
        for on in (True, False):
            waiter.desk.changed.emit(change_setting(till, boss, ARTICLE_PICTURES, value=on).changed)
            waiter.settle()
            assert (waiter.tile("Radler 0,5").picture is not None) is on
            waiter.orders.middle.tiles.grab()


class TestOnTheScreen:
    @pytest.fixture
    def reads(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The statements that anybody runs on the database from now on."""
        seen: list[str] = []
        drive = statements.drive

        def watched(connection: Connection, text: str, *parameters: object, **how: bool) -> statements.Found:
            seen.append(text)
            return drive(connection, text, *parameters, **how)

        monkeypatch.setattr(statements, "drive", watched)
        return seen

    @pytest.mark.feature("M-WEI-01")
    def test_ordering_from_all_pages_asks_the_database_for_the_tab_only(
        self, at_work: TillAtWork, reads: list[str]
    ) -> None:
        at_work.sign_in()
        at_work.settle()
        reads.clear()
        at_work.open_table(12)
        tiles, tabs = at_work.orders.middle.tiles, at_work.orders.middle.tabs
        layout = at_work.program.orders.card.layout
        for menu in layout.menus:
            at_work.tap(at_work.orders.tools.keys[OrderAction.MENU])
            at_work.answer(menu.name)
            for section in menu.sections:
                at_work.tap_cell(tabs, section.name)
                for _ in range(tiles.pages):
                    plain = (
                        i
                        for i, tile in enumerate(tiles.shown_items())
                        if (article := at_work.shop.till.catalogue.articles.get(getattr(tile, "key", 0) or 0))
                        and not (article.function or article.open_price or article.side_groups)
                    )
                    if (index := next(plain, None)) is not None:
                        spot = tiles.center_of(index).toPoint()
                        QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=spot)
                    if tiles.pages > 1:
                        tiles.next_page()
        assert len(new_lines(at_work)) > 20
        assert {text for text in reads if "FROM tab " not in text} == set()
        assert len(reads) >= 1

    @pytest.mark.feature("M-WEI-02")
    def test_when_articles_change_the_layout_is_made_anew_and_the_page_stays_open(
        self, waiter: TillAtWork
    ) -> None:
        waiter.tap_section("Bier")
        before = waiter.program.orders.card.layout
        change(waiter, renamed("Radler neu"))
        waiter.settle()
        assert waiter.program.orders.card.layout is not before
        assert "Radler neu" in names(waiter)
        assert making.PLEASE_WAIT not in waiter.notice

    @pytest.mark.feature("M-WEI-02")
    def test_only_a_layout_that_takes_long_is_told_and_the_notice_goes_by_itself(
        self, waiter: TillAtWork, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waiter.settle()
        monkeypatch.setattr(making, "PATIENCE_MS", 1)
        go_on = threading.Event()
        real = making._make

        def slowly(job: Any) -> Layout:
            go_on.wait(20)
            return real(job)

        monkeypatch.setattr(making, "_make", slowly)
        old = names(waiter)
        change(waiter, renamed("Radler neu"))
        waiter.until(lambda: waiter.notice == making.PLEASE_WAIT)
        assert names(waiter) == old, "until then the one before is there to be sold from"
        waiter.tap_tile("Helles 0,5")
        assert new_lines(waiter) == [("1", "Helles 0,5")]
        go_on.set()
        waiter.settle()
        waiter.until(lambda: making.PLEASE_WAIT not in waiter.notice)
        assert "Radler neu" in names(waiter)

    def test_of_two_changes_in_a_row_the_last_one_is_shown(self, waiter: TillAtWork) -> None:
        for number in range(1, 6):
            change(waiter, renamed(f"Radler {number}"))
        waiter.settle()
        assert "Radler 5" in names(waiter)

    def test_what_is_asked_goes_on_while_the_layout_is_swapped(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Zwiebelrostbraten")
        change(waiter, renamed("Radler neu"))
        waiter.settle()
        assert not waiter.orders.middle.showing_tiles
        waiter.answer("mit Bratkartoffeln")

    @pytest.mark.feature("M-BET-08")
    def test_a_till_of_a_unit_shows_only_what_its_unit_sells(self, waiter: TillAtWork) -> None:
        till = waiter.shop.till
        own = till.house.terminals[till.terminal.number]
        house = replace(
            till.house,
            units={1: Unit(1, "Restaurant"), 2: Unit(2, "Bar")},
            terminals={**till.house.terminals, own.number: replace(own, unit=2)},
        )
        till.master = replace(till.master, house=house)
        radler = till.catalogue.named("Radler 0,5")

        def elsewhere(known: Catalogue) -> Catalogue:
            return replace(known, articles={**known.articles, radler.number: replace(radler, units=(1,))})

        waiter.tap_section("Bier")
        assert radler.label in names(waiter)
        change(waiter, elsewhere)
        waiter.settle()
        assert radler.label not in names(waiter)
        waiter.tap(waiter.orders.tools.keys[OrderAction.SEARCH])
        QTest.keyClicks(waiter.orders.middle.text.field, str(radler.number))
        found = [tile.key for tile in waiter.orders.middle.text.results._items]
        assert radler.number not in found

    def test_what_is_left_is_no_part_of_the_layout(self, waiter: TillAtWork) -> None:
        till = waiter.shop.till
        boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
        before = waiter.program.orders.card.layout
        waiter.tap_section("Bier")
        changed = set_remaining(till, boss, till.catalogue.named("Radler 0,5").number, Quantity.of(4))
        waiter.desk.changed.emit(changed)
        assert waiter.tile("Radler 0,5").left == "4"
        assert waiter.program.orders.card.layout is before

"""A manager arranges the keys of a menu with a finger, and saves it in one act."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from kasse.cli.master_file import MasterFile
from kasse.domain.catalogue import Menu, MenuSection
from kasse.sheets.declared import ARTICLES, MENUS
from kasse.ui.master.layout_editor import LayoutEditor
from kasse.ui.master.layout_model import Spot
from kasse.ui.master.layout_view import SCREENS
from kasse.ui.master.special_view import Page
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.theme.zones import order_zones
from tests.ui.master.special_host import FakeHost, pull, stand, tap, tap_cell, tap_index, type_words

FIRST = MenuSection("Bier", (1, 2, 0, 3))
SECOND = MenuSection("Suppen", (4,))


@pytest.fixture
def host(look: Look, demo_house: MasterFile) -> FakeHost:
    """Two pages with the first articles of the demonstration house under small numbers."""
    look.set(metrics=Metrics(1024, 768))
    master = demo_house.master
    some = [a for a in master.catalogue.articles.values() if a.active and a.function is None][:6]
    articles = {
        i: replace(a, number=i, side_groups=(), hue="", button_text="") for i, a in enumerate(some, 1)
    }
    catalogue = replace(
        master.catalogue,
        articles=articles,
        side_groups={},
        menus=(Menu(1, "Abend", (FIRST, SECOND)), Menu(2, "Mittag", (MenuSection("Alles", (1,)),))),
    )
    return FakeHost(look, replace(master, catalogue=catalogue))


@pytest.fixture
def editor(host: FakeHost, show: object) -> LayoutEditor:
    made = LayoutEditor(host)
    assert callable(show)
    show(made.widget)
    stand(made.widget)
    made.open(1)
    return made


def pages(host: FakeHost) -> list[tuple[int, ...]]:
    return [page.articles for page in host.master.catalogue.menus[0].sections]


def name(host: FakeHost, number: int) -> str:
    return host.master.catalogue.articles[number].name


def save(editor: LayoutEditor) -> None:
    editor.tapped("main")


def cell(editor: LayoutEditor, place: int) -> QPointF:
    index = editor.widget.grid.index_of(place)
    assert index is not None
    return editor.widget.grid.center_of(index)


class TestMoving:
    def test_a_key_and_then_its_new_place_moves_it(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap_index(editor.widget.grid, 0)
        tap_index(editor.widget.grid, 2)
        save(editor)
        assert pages(host)[0] == (0, 2, 1, 3)

    def test_a_key_is_pulled_to_its_new_place(self, editor: LayoutEditor, host: FakeHost) -> None:
        pull(editor.widget.grid, cell(editor, 0), cell(editor, 7))
        save(editor)
        assert pages(host)[0] == (0, 2, 0, 3, 0, 0, 0, 1)

    def test_two_keys_change_places(self, editor: LayoutEditor, host: FakeHost) -> None:
        pull(editor.widget.grid, cell(editor, 0), cell(editor, 1))
        save(editor)
        assert pages(host)[0] == (2, 1, 0, 3)

    def test_a_key_goes_to_another_page_by_taps(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap_index(editor.widget.grid, 0)
        tap_cell(editor.widget.tabs, "Suppen")
        tap_index(editor.widget.grid, 1)
        save(editor)
        assert pages(host) == [(0, 2, 0, 3), (4, 1)]

    def test_a_key_is_pulled_onto_the_tab_of_another_page(self, editor: LayoutEditor, host: FakeHost) -> None:
        grid, tabs = editor.widget.grid, editor.widget.tabs
        spot = tabs.mapTo(editor.widget, tabs.center_of(1).toPoint())
        pull(grid, cell(editor, 0), QPointF(grid.mapFrom(editor.widget, spot)))
        save(editor)
        assert pages(host) == [(0, 2, 0, 3), (4, 1)]
        assert "Suppen" in host.said[-1]

    def test_a_finger_that_pulls_beside_everything_moves_nothing(self, editor: LayoutEditor) -> None:
        grid = editor.widget.grid
        pull(grid, cell(editor, 0), QPointF(grid.width() + 40, 100))
        assert not editor.dirty
        assert editor.widget.ghost.isHidden()

    def test_the_same_key_twice_puts_it_down(self, editor: LayoutEditor) -> None:
        tap_index(editor.widget.grid, 0)
        tap_index(editor.widget.grid, 0)
        tap_index(editor.widget.grid, 2)
        assert not editor.dirty

    def test_an_article_that_lies_there_already_is_told(self, editor: LayoutEditor, host: FakeHost) -> None:
        host.master = replace(
            host.master,
            catalogue=replace(
                host.master.catalogue, menus=(Menu(1, "Abend", (FIRST, MenuSection("Suppen", (4, 1)))),)
            ),
        )
        editor.changed()
        tap_index(editor.widget.grid, 0)
        tap_cell(editor.widget.tabs, "Suppen")
        tap_index(editor.widget.grid, 3)
        assert "liegt schon auf der Seite" in host.said[-1]
        assert not editor.dirty


class TestPlaces:
    def test_a_key_is_taken_away_and_the_article_stays(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap_index(editor.widget.grid, 1)
        tap(editor.widget.tools["take"])
        save(editor)
        assert pages(host)[0] == (1, 0, 0, 3)
        assert 2 in host.master.catalogue.articles

    def test_a_place_is_put_in_and_one_is_closed(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap_index(editor.widget.grid, 0)
        tap(editor.widget.tools["widen"])
        assert editor.now.pages[0].articles == (0, 1, 2, 0, 3)
        tap_index(editor.widget.grid, 3)
        tap(editor.widget.tools["close"])
        save(editor)
        assert pages(host)[0] == (0, 1, 2, 3)

    def test_what_a_key_that_is_off_needs_is_told(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap(editor.widget.tools["take"])
        assert host.said[-1] == "Bitte zuerst einen Artikel antippen."

    def test_articles_come_with_one_tap_each(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap(editor.widget.tools["add"])
        tap_cell(editor.widget.entry.results, name(host, 5))
        tap_cell(editor.widget.entry.results, name(host, 6))
        tap(editor.widget.entry.cancel_key)
        save(editor)
        assert pages(host)[0] == (1, 2, 5, 3, 6)

    def test_an_article_is_found_by_its_number_and_comes_to_the_place_that_was_chosen(
        self, editor: LayoutEditor, host: FakeHost
    ) -> None:
        tap_index(editor.widget.grid, 9)
        tap(editor.widget.tools["add"])
        editor.widget.entry.field.insert("5")
        tap_cell(editor.widget.entry.results, name(host, 5))
        save(editor)
        assert pages(host)[0] == (1, 2, 0, 3, 0, 0, 0, 0, 0, 5)


class TestPages:
    def test_a_page_is_added_named_coloured_and_moved(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap(editor.widget.tools["page"])
        type_words(editor.widget, "Wein")
        tap(editor.widget.tools["rename"])
        type_words(editor.widget, "Weine")
        tap(editor.widget.tools["page_hue"])
        tap_cell(editor.widget.choices.cells, "Pflaume")
        tap(editor.widget.tools["left"])
        save(editor)
        sections = host.master.catalogue.menus[0].sections
        assert [(page.name, page.hue) for page in sections] == [
            ("Bier", ""),
            ("Weine", "Pflaume"),
            ("Suppen", ""),
        ]

    def test_a_name_that_is_taken_can_be_typed_again(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap(editor.widget.tools["page"])
        type_words(editor.widget, "suppen")
        assert "gibt es schon" in host.said[-1]
        assert editor.widget.entry.field.text() == "suppen"
        type_words(editor.widget, "Salate")
        assert editor.widget.page is Page.HOME
        assert editor.now.pages[-1].name == "Salate"

    def test_a_page_with_keys_goes_only_after_it_was_asked(
        self, editor: LayoutEditor, host: FakeHost
    ) -> None:
        tap(editor.widget.tools["drop"])
        assert "bleiben Artikel" in editor.widget.choices._hint
        tap_cell(editor.widget.choices.cells, "Seite entfernen")
        save(editor)
        assert pages(host) == [(4,)]

    def test_another_menu_is_opened(self, editor: LayoutEditor) -> None:
        tap(editor.widget.tools["menu"])
        tap_cell(editor.widget.choices.cells, "Mittag")
        assert editor.now.menu.name == "Mittag"

    @pytest.mark.parametrize("key", SCREENS)
    def test_the_page_is_shown_as_on_the_screens_of_other_tills(
        self, editor: LayoutEditor, host: FakeHost, key: str
    ) -> None:
        here, (name, metrics) = editor.widget.places, SCREENS[key]
        tap_index(editor.widget.grid, 0)
        tap(editor.widget.tools["widen"])
        tap(editor.widget.tools["menu"])
        tap_cell(editor.widget.choices.cells, name)
        zones = order_zones(metrics)
        assert editor.widget.places == zones.tile_columns * zones.tile_rows
        assert editor.dirty, "what was changed is still there"
        assert f"Gezeigt wie auf: {name}." in editor.hint()
        tap_index(editor.widget.grid, 0)
        assert editor.now.at(Spot(0, 0)) == 0
        tap(editor.widget.tools["menu"])
        tap_cell(editor.widget.choices.cells, "Mittag")
        assert "zuerst speichern" in host.said[-1]
        tap_cell(editor.widget.choices.cells, "Dieser Bildschirm")
        assert editor.widget.places == here


class TestLooks:
    def test_text_and_hue_of_a_key_are_those_of_the_article(
        self, editor: LayoutEditor, host: FakeHost
    ) -> None:
        tap_index(editor.widget.grid, 0)
        tap(editor.widget.tools["hue"])
        tap_cell(editor.widget.choices.cells, "Tanne")
        tap(editor.widget.tools["text"])
        editor.widget.entry.field.clear()
        editor.widget.entry.field.insert("Erdbeer")
        tap_cell(editor.widget.entry.suggestions, "Trennen ·")
        editor.widget.entry.field.insert("schorle")
        tap(editor.widget.entry.accept_key)
        save(editor)
        assert host.said == []
        article = host.master.catalogue.articles[1]
        assert (article.button_text, article.hue) == ("Erdbeer\u00adschorle", "Tanne")
        assert editor.widget.grid.cell_name(0).startswith("Erdbeerschorle")

    def test_menu_and_articles_are_saved_in_one_act(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap_index(editor.widget.grid, 0)
        tap(editor.widget.tools["hue"])
        tap_cell(editor.widget.choices.cells, "Tanne")
        tap(editor.widget.tools["take"])
        save(editor)
        assert [[edit.sheet for edit in edits] for edits in host.saved] == [[MENUS, ARTICLES]]

    def test_an_empty_text_is_the_name_again(self, editor: LayoutEditor, host: FakeHost) -> None:
        tap_index(editor.widget.grid, 0)
        tap(editor.widget.tools["text"])
        type_words(editor.widget, "Anders")
        tap(editor.widget.tools["text"])
        type_words(editor.widget, "")
        assert not editor.dirty


class TestSaving:
    def test_twenty_five_steps_are_taken_back(self, editor: LayoutEditor) -> None:
        for i in range(25):
            tap_index(editor.widget.grid, 0 if i % 2 == 0 else 5)
            tap_index(editor.widget.grid, 5 if i % 2 == 0 else 0)
        for _ in range(25):
            tap(editor.widget.tools["undo"])
        assert not editor.dirty
        tap(editor.widget.tools["redo"])
        assert editor.now.pages[0].articles == (0, 2, 0, 3, 0, 1)

    def test_a_step_is_taken_back_after_saving_too(self, editor: LayoutEditor, host: FakeHost) -> None:
        pull(editor.widget.grid, cell(editor, 0), cell(editor, 1))
        save(editor)
        assert not editor.dirty
        tap(editor.widget.tools["undo"])
        save(editor)
        assert pages(host)[0] == FIRST.articles

    def test_leaving_with_changes_asks_at_the_foot(self, editor: LayoutEditor, host: FakeHost) -> None:
        assert editor.leave()
        pull(editor.widget.grid, cell(editor, 0), cell(editor, 1))
        assert not editor.leave()
        assert "Speichern oder verwerfen" in host.foot.words
        editor.tapped("second")
        assert host.backs == 1
        assert not editor.dirty
        assert host.saved == []

    def test_what_somebody_else_changed_meanwhile_is_told_and_nothing_is_lost(
        self, editor: LayoutEditor, host: FakeHost
    ) -> None:
        pull(editor.widget.grid, cell(editor, 0), cell(editor, 1))
        catalogue = host.master.catalogue
        renamed = (replace(catalogue.menus[0], name="Bar"), *catalogue.menus[1:])
        host.master = replace(host.master, catalogue=replace(catalogue, menus=renamed))
        editor.changed()
        save(editor)
        assert "inzwischen anders" in host.said[-1]
        assert editor.now.pages[0].articles == (2, 1, 0, 3)

    def test_a_house_without_a_menu_is_offered_one(self, host: FakeHost, show: object) -> None:
        host.master = replace(host.master, catalogue=replace(host.master.catalogue, menus=()))
        editor = LayoutEditor(host)
        assert callable(show)
        show(editor.widget)
        stand(editor.widget)
        editor.open(None)
        assert editor.dirty
        save(editor)
        assert len(host.master.catalogue.menus) == 1
        lying = {number for page in host.master.catalogue.menus[0].sections for number in page.articles}
        assert lying == set(host.master.catalogue.articles)


@pytest.mark.parametrize("size", [(1024, 640), (1024, 768), (1280, 800), (1920, 1080)])
def test_the_grid_is_that_of_the_order_screen_and_every_key_is_large_enough(
    host: FakeHost, look: Look, show: object, size: tuple[int, int]
) -> None:
    look.set(metrics=Metrics(*size))
    m = look.metrics
    editor = LayoutEditor(host)
    assert callable(show)
    show(editor.widget)
    foot = {640: 56, 1080: 80}.get(size[1], 64)
    tree = {1280: 320, 1920: 400}.get(size[0], 272)
    stand(editor.widget, m.content.w - tree - 8, m.content.h - foot - 8)
    zones = order_zones(m)
    assert editor.widget.places == zones.tile_columns * zones.tile_rows
    keys: list[QWidget] = [key for key in editor.widget.tools.values() if key.isVisible()]
    for key in keys:
        face = editor.widget.tools[
            next(n for n, k in editor.widget.tools.items() if k is key)
        ].place_in_parent()
        assert face.h >= 48
        assert face.w >= 56
        assert face.bottom <= m.content.h - foot - 8
    assert editor.widget.grid.cell_box(0).height() >= 64

"""The special editors at the real till: what a manager arranges there is what waiters see from then on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF

from kasse.domain.money import Money
from kasse.domain.staff import Right
from kasse.sheets.declared import OPERATORS
from kasse.ui.master.layout_editor import LayoutEditor
from kasse.ui.master.pin_editor import PinEditor
from kasse.ui.master.plan_editor import PlanEditor
from kasse.ui.master.prices_editor import PricesEditor
from kasse.ui.master.rights_editor import RightsEditor
from kasse.ui.master.specials import SPECIALS, Kind
from kasse.ui.master.view import Mode
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.key import Key
from tests.ui.master.conftest import Office
from tests.ui.master.special_host import pull, tap, tap_cell, tap_index, type_words


def special(office: Office, kind: Kind) -> object:
    """Opened by the key above the list of its sheet."""
    office.open(kind.sheet.label)
    office.chip(kind.label)
    assert office.shows(Mode.SPECIAL)
    widget = office.view.special
    assert widget is not None
    assert widget.isVisible()
    return office.screen._specials[SPECIALS.index(kind)]


def kind_of(label: str, sheet: str) -> Kind:
    return next(kind for kind in SPECIALS if kind.label == label and kind.sheet.key == sheet)


@pytest.mark.parametrize("size", [(1024, 640), (1024, 768), (1920, 1080)], ids=str)
@pytest.mark.parametrize("kind", SPECIALS, ids=lambda kind: f"{kind.sheet.key}-{kind.label}")
def test_each_opens_from_its_list_and_fits_the_screen(
    office: Office, look: Look, kind: Kind, size: tuple[int, int]
) -> None:
    look.set(metrics=Metrics(*size))
    office.work.window.resize(*size)
    special(office, kind)
    widget = office.view.special
    assert widget is not None
    for key in widget.findChildren(Key):
        if key.isVisible():
            face = key.place_in_parent()
            assert face.w >= 48
            assert face.h >= 48
            corner = key.mapTo(widget, key.rect().bottomRight())
            assert corner.x() <= widget.width() + 4
            assert corner.y() <= widget.height() + 4
    office.work.tap(office.view.top.back_key)
    assert office.shows(Mode.LIST)


def test_keys_that_were_arranged_lie_so_on_the_order_screen(office: Office) -> None:
    editor = special(office, kind_of("Tasten anordnen", "menus"))
    assert isinstance(editor, LayoutEditor)
    articles = office.work.shop.till.catalogue.articles
    first, second = editor.now.pages[0].articles[:2]
    tap_index(editor.widget.grid, 0)
    tap_index(editor.widget.grid, 1)
    office.save()
    assert office.work.shop.till.catalogue.menus[0].sections[0].articles[:2] == (second, first)
    work = office.work
    work.tap(office.view.top.back_key)
    work.tap(office.view.top.back_key)
    work.open_table(5)
    names = [work.orders.middle.tiles.cell_name(i).replace("\u00ad", "").split(", ")[0] for i in (0, 1)]
    assert names == [articles[n].label.replace("\u00ad", "") for n in (second, first)]


def test_a_table_that_was_added_is_opened_on_the_floor(office: Office) -> None:
    editor = special(office, kind_of("Tischplan", "places"))
    assert isinstance(editor, PlanEditor)
    before = set(office.work.shop.till.house.places)
    tap(editor.widget.tools["add"])
    office.save()
    (new,) = set(office.work.shop.till.house.places) - before
    work = office.work
    work.tap(office.view.top.back_key)
    work.tap(office.view.top.back_key)
    work.tap_cell(work.tables.plan, f"Tisch {new}")
    assert work.window.shown == "orders"


def test_a_pull_on_the_real_screen_moves_a_table(office: Office) -> None:
    editor = special(office, kind_of("Tischplan", "areas"))
    assert isinstance(editor, PlanEditor)
    canvas = editor.widget.canvas
    place = editor.now.standing(editor._area)[-1]
    index = canvas.index_of(place.number)
    assert index is not None
    start = canvas.center_of(index)
    pull(canvas, start, start + QPointF(0, 2 * canvas.unit + 1) * office.view.metrics.scale)
    pull(canvas, start, start + QPointF(0, 2 * canvas.unit + 15) * office.view.metrics.scale)
    office.save()
    assert office.work.shop.till.house.places[place.number].y > place.y


def test_prices_that_were_raised_stand_on_the_keys(office: Office) -> None:
    editor = special(office, kind_of("Preise ändern", "articles"))
    assert isinstance(editor, PricesEditor)
    work, till = office.work, office.work.shop.till
    beer = next(a for a in till.catalogue.articles.values() if a.name == "Helles 0,5")
    tap(editor.widget.tools["by"])
    type_words(editor.widget, "+1,00 €")
    office.save()
    work.settle()
    assert till.catalogue.articles[beer.number].price(1) == beer.price(1) + Money(100)
    work.tap(office.view.top.back_key)
    work.tap(office.view.top.back_key)
    work.open_table(5)
    names = [work.orders.middle.tiles.cell_name(i) for i in range(work.orders.middle.tiles.cell_count())]
    assert any(f"{beer.price(1) + Money(100)} Euro" in name for name in names if "Helles" in name)


@pytest.mark.feature("R-02")
def test_a_right_that_was_given_is_his_at_once(office: Office) -> None:
    editor = special(office, kind_of("Rechte vergeben", "password_levels"))
    assert isinstance(editor, RightsEditor)
    staff = office.work.shop.till.staff
    waiter = next(o for o in staff.operators.values() if o.name == "Anna Berger")
    assert not staff.may(waiter, Right.SETTINGS)
    editor.widget.grid.tapped.emit((Right.SETTINGS, waiter.level))
    office.save()
    assert office.work.shop.till.staff.may(waiter, Right.SETTINGS)


def test_a_pin_is_set_for_whoever_is_chosen_in_the_list(office: Office) -> None:
    editor = special(office, kind_of("PIN setzen", "operators"))
    assert isinstance(editor, PinEditor)
    tap_cell(editor.widget.list, "Anna Berger")
    for _ in range(2):
        office.work.digits(editor.widget.pad.pad, "73517")
        tap(editor.widget.pad.enter_key)
        office.work.settle()
    operator = next(o for o in office.stored(OPERATORS).values() if o.name == "Anna Berger")
    office.work.pins[operator.number] = "73517"
    office.work.tap(office.view.top.back_key)
    office.work.tap(office.view.top.back_key)
    office.work.tap(office.work.tables.top.sign_out_key)
    office.work.sign_in("Anna Berger")


def test_going_back_with_changes_asks_and_dropping_leaves(office: Office) -> None:
    editor = special(office, kind_of("Tischplan", "places"))
    assert isinstance(editor, PlanEditor)
    before = office.work.shop.till.house
    tap(editor.widget.tools["add"])
    office.work.tap(office.view.top.back_key)
    assert office.shows(Mode.SPECIAL)
    assert "Speichern oder verwerfen" in office.words
    office.work.tap(office.view.foot.second_key)
    assert office.shows(Mode.LIST)
    assert office.work.shop.till.house == before


def test_what_another_till_changed_is_told_and_the_work_stays(office: Office) -> None:
    editor = special(office, kind_of("Tischplan", "places"))
    assert isinstance(editor, PlanEditor)
    till = office.work.shop.till
    place = editor.now.standing(editor._area)[0]
    editor.widget.canvas.tapped.emit(place.number)
    tap(editor.widget.tools["seats+"])
    house = till.master.house
    other = {**house.places, place.number: replace(place, seats=place.seats + 7)}
    till.master = replace(till.master, house=replace(house, places=other))
    office.save()
    assert "inzwischen anders" in office.work.notice
    assert editor.now.places[place.number].seats == place.seats + 1
    assert editor.dirty

"""A manager stands the tables of an area with a finger, and saves the plan in one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kasse.cli.master_file import MasterFile
from kasse.domain.business import Area, Place
from kasse.sheets.declared import PLACES
from kasse.ui.master.plan_canvas import PlanCanvas
from kasse.ui.master.plan_editor import PlanEditor
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.usecases.change_master import Edit
from tests.ui.master.special_host import FakeHost, pull, stand, tap, tap_cell, type_words

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def host(look: Look, demo_house: MasterFile) -> FakeHost:
    look.set(metrics=Metrics(1024, 768))
    places = {n: Place(n, 1, 1 + 12 * (n - 1), 1) for n in (1, 2, 3, 4)} | {20: Place(20, 2, 1, 1)}
    house = replace(
        demo_house.master.house, areas={1: Area(1, "Gaststube"), 2: Area(2, "Terrasse")}, places=places
    )
    return FakeHost(look, replace(demo_house.master, house=house))


@pytest.fixture
def editor(host: FakeHost, show: Show) -> PlanEditor:
    made = PlanEditor(host)
    show(made.widget)
    stand(made.widget)
    made.open(None)
    return made


def canvas(editor: PlanEditor) -> PlanCanvas:
    return editor.widget.canvas


def middle(editor: PlanEditor, number: int) -> QPointF:
    index = canvas(editor).index_of(number)
    assert index is not None
    return canvas(editor).center_of(index)


def units(editor: PlanEditor, x: float, y: float) -> QPointF:
    return QPointF(x * canvas(editor).unit, y * canvas(editor).unit)


def touch(editor: PlanEditor, number: int) -> None:
    QTest.mouseClick(canvas(editor), Qt.MouseButton.LeftButton, pos=middle(editor, number).toPoint())


def move(editor: PlanEditor, number: int, x: int, y: int) -> None:
    start = middle(editor, number)
    pull(canvas(editor), start, start + units(editor, x, y))


def save(editor: PlanEditor, host: FakeHost) -> dict[int, Place]:
    editor.tapped("main")
    return dict(host.master.house.places)


def more(editor: PlanEditor, name: str) -> None:
    tap(editor.widget.tools["more"])
    tap_cell(editor.widget.choices.cells, name)


class TestPulling:
    def test_a_table_is_pulled_and_snaps_to_eighths(self, editor: PlanEditor, host: FakeHost) -> None:
        start = middle(editor, 1)
        pull(canvas(editor), start, start + units(editor, 3.3, 19.8))
        place = save(editor, host)[1]
        assert (place.x, place.y) == (4, 21)

    def test_a_table_on_another_one_stays_and_it_is_told(self, editor: PlanEditor, host: FakeHost) -> None:
        move(editor, 1, 11, 0)
        assert host.said == ["Tisch 1 stünde auf Tisch 2. Bitte daneben stellen."]
        assert not editor.dirty

    def test_the_corner_makes_a_table_larger(self, editor: PlanEditor, host: FakeHost) -> None:
        touch(editor, 4)
        corner = canvas(editor).handle()
        assert corner is not None
        spot = corner + QPointF(canvas(editor).bleed, canvas(editor).bleed)
        pull(canvas(editor), spot, spot + units(editor, 8, 4))
        place = save(editor, host)[4]
        assert (place.width, place.height) == (16, 12)

    def test_a_pull_around_tables_chooses_them_and_they_move_together(
        self, editor: PlanEditor, host: FakeHost
    ) -> None:
        start = units(editor, 12, 14) + QPointF(8, 8)
        pull(canvas(editor), start, units(editor, 36, 4) + QPointF(8, 8))
        move(editor, 2, 0, 12)
        places = save(editor, host)
        assert [places[n].y for n in (1, 2, 3, 4)] == [1, 13, 13, 1]

    def test_a_tap_on_the_floor_chooses_nothing(self, editor: PlanEditor, host: FakeHost) -> None:
        touch(editor, 1)
        QTest.mouseClick(canvas(editor), Qt.MouseButton.LeftButton, pos=(units(editor, 20, 25)).toPoint())
        tap(editor.widget.tools["round"])
        assert host.said == ["Bitte zuerst einen Tisch antippen."]

    def test_ctrl_and_an_arrow_move_by_an_eighth(self, editor: PlanEditor, host: FakeHost) -> None:
        touch(editor, 1)
        QTest.keyClick(canvas(editor), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        assert save(editor, host)[1].y == 2


class TestKeys:
    def test_size_seats_and_shape_by_keys(self, editor: PlanEditor, host: FakeHost) -> None:
        touch(editor, 4)
        for tool in ("width+", "width+", "height+", "seats+", "seats+", "seats-"):
            tap(editor.widget.tools[tool])
        place = save(editor, host)[4]
        assert (place.width, place.height, place.seats) == (10, 9, 5)
        tap(editor.widget.tools["round"])
        place = save(editor, host)[4]
        assert (place.round, place.width, place.height) == (True, 9, 9)

    def test_a_new_table_comes_with_the_next_number_and_is_chosen(
        self, editor: PlanEditor, host: FakeHost
    ) -> None:
        tap(editor.widget.tools["add"])
        tap(editor.widget.tools["seats+"])
        assert save(editor, host)[5].seats == 5

    def test_a_table_gets_another_number_in_one_step_of_the_history(
        self, editor: PlanEditor, host: FakeHost
    ) -> None:
        tap(editor.widget.tools["add"])
        more(editor, "Nummer")
        type_words(editor.widget, "40")
        assert 40 in save(editor, host)
        touch(editor, 1)
        more(editor, "Nummer")
        type_words(editor.widget, "2")
        assert "Einen Tisch 2 gibt es schon." in " ".join(host.said)
        type_words(editor.widget, "41")
        place = editor.base.places[1]
        edits = [edit for edit in editor.edits(editor.base, editor.now) if edit.sheet is PLACES]
        assert edits == [Edit(PLACES, place, replace(place, number=41))]
        assert {1, 41} & set(save(editor, host)) == {41}

    def test_several_tables_are_aligned_spread_and_copied(self, editor: PlanEditor, host: FakeHost) -> None:
        move(editor, 2, 3, 2)
        tap(editor.widget.tools["several"])
        for number in (1, 2, 3):
            if number not in editor._chosen:
                touch(editor, number)
        more(editor, "In eine Reihe")
        more(editor, "Gleich verteilen")
        more(editor, "Kopieren")
        places = save(editor, host)
        assert [(places[n].x, places[n].y) for n in (1, 2, 3)] == [(1, 1), (13, 1), (25, 1)]
        assert [(places[n].x, places[n].y) for n in (5, 6, 7)] == [(1, 11), (13, 11), (25, 11)]

    def test_a_table_is_put_away_and_comes_back(self, editor: PlanEditor, host: FakeHost) -> None:
        touch(editor, 3)
        tap(editor.widget.tools["store"])
        assert not save(editor, host)[3].active
        more(editor, "Zurückholen")
        tap_cell(editor.widget.choices.cells, "Tisch 3")
        assert save(editor, host)[3].active

    def test_a_table_goes_to_another_area(self, editor: PlanEditor, host: FakeHost) -> None:
        touch(editor, 1)
        more(editor, "In anderen Bereich")
        tap_cell(editor.widget.choices.cells, "Terrasse")
        place = save(editor, host)[1]
        assert place.area == 2
        assert editor.widget.areas.chosen == 2
        assert (place.x, place.y) != (1, 1)  # there stands table 20


class TestAreas:
    def test_an_area_is_added_and_gets_tables_in_one_act(self, editor: PlanEditor, host: FakeHost) -> None:
        more(editor, "Neuer Bereich")
        type_words(editor.widget, "Garten")
        tap(editor.widget.tools["add"])
        places = save(editor, host)
        assert host.master.house.areas[3].name == "Garten"
        assert [n for n, place in places.items() if place.area == 3] == [5]
        assert len(host.saved) == 1

    def test_an_area_is_renamed(self, editor: PlanEditor, host: FakeHost) -> None:
        tap_cell(editor.widget.areas, "Terrasse")
        more(editor, "Bereich umbenennen")
        type_words(editor.widget, "Gastgarten")
        save(editor, host)
        assert host.master.house.areas[2].name == "Gastgarten"

    def test_it_opens_at_the_area_or_the_table_that_was_chosen(self, host: FakeHost, show: Show) -> None:
        for made, key in ((PlanEditor(host), 20), (PlanEditor(host, by_area=True), 2)):
            show(made.widget)
            made.open(key)
            assert made.widget.areas.chosen == 2


class TestSaving:
    def test_twenty_five_steps_are_taken_back(self, editor: PlanEditor) -> None:
        touch(editor, 1)
        for _ in range(25):
            tap(editor.widget.tools["seats+"])
        for _ in range(25):
            tap(editor.widget.tools["undo"])
        assert not editor.dirty

    def test_an_area_and_a_table_are_taken_back_even_after_saving(
        self, editor: PlanEditor, host: FakeHost
    ) -> None:
        more(editor, "Neuer Bereich")
        type_words(editor.widget, "Garten")
        tap(editor.widget.tools["add"])
        save(editor, host)
        tap(editor.widget.tools["undo"])
        tap(editor.widget.tools["undo"])
        assert set(save(editor, host)) == {1, 2, 3, 4, 20}
        assert set(host.master.house.areas) == {1, 2}

    def test_leaving_asks_and_saving_leaves(self, editor: PlanEditor, host: FakeHost) -> None:
        move(editor, 1, 0, 12)
        assert not editor.leave()
        save(editor, host)
        assert host.backs == 1


@pytest.mark.parametrize("box", [(728, 448), (728, 568), (936, 600), (1496, 864)])
def test_every_key_is_large_enough(host: FakeHost, look: Look, show: Show, box: tuple[int, int]) -> None:
    screen = {448: (1024, 640), 568: (1024, 768), 600: (1280, 800), 864: (1920, 1080)}[box[1]]
    look.set(metrics=Metrics(*screen))
    editor = PlanEditor(host)
    show(editor.widget)
    stand(editor.widget, *box)
    editor.open(None)
    faces = [key.place_in_parent() for key in editor.widget.tools.values()]
    for face in faces:
        assert min(face.w, face.h) >= 48
        assert face.right <= box[0]
        assert face.bottom <= box[1]
    assert not any(a.overlaps(b) for i, a in enumerate(faces) for b in faces[:i])

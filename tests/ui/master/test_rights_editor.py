"""A manager gives and takes rights in one table, and cannot lock everybody out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kasse.cli.master_file import MasterFile
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.ui.master.rights_editor import RightsEditor
from kasse.ui.master.rights_model import GROUPS, HELP, RightsTable, administrators
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from tests.ui.master.special_host import FakeHost, stand, tap

Show = Callable[[QWidget], QWidget]
ALL = frozenset(Right)
BOSS = Operator(9, "Georg Hirsch", 3, "hash")
STAFF = Staff(
    {
        1: Operator(1, "Anna Berger", 1, "hash"),
        2: Operator(2, "Josef Maier", 1, "hash"),
        5: Operator(5, "Petra Steiner", 2, "hash"),
        7: Operator(7, "Ehemalige", 1, "hash", active=False),
        9: BOSS,
    },
    {
        1: PasswordLevel(1, "Service", frozenset({Right.ORDER, Right.PAY})),
        2: PasswordLevel(2, "Stellvertretung", ALL - {Right.SETTINGS}),
        3: PasswordLevel(3, "Leitung", ALL),
    },
)


class TestTable:
    def test_every_right_stands_in_one_group_with_a_sentence(self) -> None:
        listed = [right for rights in GROUPS.values() for right in rights]
        assert sorted(listed) == sorted(Right)
        for right in Right:
            assert HELP[right].endswith(".")
            assert HELP[right][0].isupper()

    @given(st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.sampled_from(list(Right))), max_size=40))
    def test_somebody_always_has_all_rights(self, taps: list[tuple[int, Right]]) -> None:
        table = RightsTable(STAFF)
        for level, right in taps:
            with suppress(Refused):
                table = table.toggled(level, right, BOSS)
            assert administrators(table.staff)

    def test_whoever_lacks_a_right_gives_it_to_nobody(self) -> None:
        deputy = STAFF.operators[5]
        with pytest.raises(Refused, match="gibt nur, wer es selbst hat"):
            RightsTable(STAFF).toggled(1, Right.SETTINGS, deputy)
        assert RightsTable(STAFF).toggled(1, Right.VOID, deputy).has(1, Right.VOID)

    def test_a_level_whose_only_member_has_left_is_no_administrator(self) -> None:
        gone = replace(STAFF, operators={**STAFF.operators, 9: replace(BOSS, active=False)})
        both = RightsTable(gone).toggled(2, Right.SETTINGS, BOSS)
        with pytest.raises(Refused, match="niemand mehr"):
            both.toggled(2, Right.VOID, BOSS)
        assert not both.toggled(3, Right.VOID, BOSS).has(3, Right.VOID)


@pytest.fixture
def host(look: Look, demo_house: MasterFile) -> FakeHost:
    look.set(metrics=Metrics(1024, 768))
    return FakeHost(look, replace(demo_house.master, staff=STAFF))


@pytest.fixture
def editor(host: FakeHost, show: Show) -> RightsEditor:
    made = RightsEditor(host)
    show(made.widget)
    stand(made.widget)
    made.open(None)
    return made


def touch(editor: RightsEditor, right: Right, level: str) -> None:
    grid = editor.widget.grid
    names = [grid.cell_name(i) for i in range(grid.cell_count())]
    index = next(i for i, name in enumerate(names) if name.startswith(f"{RIGHT_NAMES[right]}, {level}, "))
    grid.make_visible(index)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.center_of(index).toPoint())


def rights(host: FakeHost, level: int) -> frozenset[Right]:
    return host.master.staff.levels[level].rights


@pytest.mark.feature("R-02")
class TestTaps:
    def test_a_tap_gives_a_right_and_another_takes_it(self, editor: RightsEditor, host: FakeHost) -> None:
        touch(editor, Right.VOID, "Service")
        touch(editor, Right.PAY, "Service")
        editor.tapped("main")
        assert rights(host, 1) == {Right.ORDER, Right.VOID}

    def test_levels_are_saved_in_one_act(self, editor: RightsEditor, host: FakeHost) -> None:
        touch(editor, Right.VOID, "Service")
        touch(editor, Right.CASH, "Stellvertretung")
        editor.tapped("main")
        assert [len(edits) for edits in host.saved] == [2]

    def test_the_last_administrator_keeps_all_rights(self, editor: RightsEditor, host: FakeHost) -> None:
        touch(editor, Right.SETTINGS, "Leitung")
        assert "niemand mehr alle Rechte" in host.said[-1]
        assert not editor.dirty

    def test_a_right_at_the_end_of_the_list_is_reached(self, editor: RightsEditor, host: FakeHost) -> None:
        touch(editor, Right.SETTINGS, "Stellvertretung")
        editor.tapped("main")
        assert Right.SETTINGS in rights(host, 2)

    def test_a_tap_on_a_level_tells_who_is_in_it(self, editor: RightsEditor) -> None:
        grid = editor.widget.grid
        assert grid.cell_name(0) == "Service, 2 Bediener"
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.center_of(0).toPoint())
        assert editor.widget._note == "Anna Berger, Josef Maier"

    def test_twenty_five_steps_are_taken_back(self, editor: RightsEditor) -> None:
        for _ in range(25):
            touch(editor, Right.VOID, "Service")
        for _ in range(25):
            tap(editor.widget.tools["undo"])
        assert not editor.dirty
        assert editor.steps.can_redo

    def test_more_levels_than_columns_turn_pages(self, host: FakeHost, show: Show) -> None:
        levels = {n: PasswordLevel(n, f"Ebene {n}", frozenset()) for n in range(10, 16)}
        staff = replace(STAFF, levels={**STAFF.levels, **levels})
        host.master = replace(host.master, staff=staff)
        editor = RightsEditor(host)
        show(editor.widget)
        stand(editor.widget)
        editor.open(15)
        tap(editor.widget.tools["more"])
        touch(editor, Right.VOID, "Ebene 15")
        editor.tapped("main")
        assert rights(host, 15) == {Right.VOID}


@pytest.mark.parametrize("box", [(728, 448), (728, 568), (936, 600), (1496, 864)])
def test_every_tick_is_large_enough(editor: RightsEditor, box: tuple[int, int]) -> None:
    stand(editor.widget, *box)
    grid = editor.widget.grid
    for i in range(grid.cell_count()):
        cell = grid.cell_box(i)
        assert cell.height() >= 48
        assert cell.width() >= 64
        assert cell.right() <= box[0] - 8

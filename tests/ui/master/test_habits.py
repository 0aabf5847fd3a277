"""How somebody looks at the lists, and where files go, is the same after the till was started again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from kasse.app.habits_file import LARGEST_FILE, HabitsFile
from kasse.cli.master_file import MasterFile
from kasse.sheets.declared import ALL, ARTICLES
from kasse.sheets.listing import State
from kasse.ui.master.habits import facts_of, sight_of
from kasse.ui.master.lists import Sight
from kasse.ui.theme.look import Look
from tests.ui.at_work import TillAtWork, free, open_at_work
from tests.ui.master.conftest import BOSS, Office

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=9)
    | st.sampled_from(("name", "sort", "ALL")),
    lambda each: (
        st.lists(each, max_size=4)
        | st.dictionaries(
            st.sampled_from(("columns", "sort", "only", "state", "name", "x")), each, max_size=5
        )
    ),
    max_leaves=20,
)


def heads(office: Office) -> list[str]:
    lines = office.view.table.lines
    return [lines.head(i).label for i in range(lines.columnCount())]


@pytest.fixture
def again(office: Office, look: Look, qtbot: QtBot, demo_house: MasterFile) -> Iterator[list[TillAtWork]]:
    """Tills that were started anew over the same folder."""
    tills: list[TillAtWork] = []
    yield tills
    for till in tills:
        free(till)


def restart(
    office: Office, look: Look, qtbot: QtBot, demo_house: MasterFile, again: list[TillAtWork]
) -> Office:
    office.work.close()
    at = office.work.clock.at
    till = open_at_work(office.work.shop.folder, look, qtbot, demo_house.master, dict(demo_house.pins))
    till.clock.at = at
    again.append(till)
    till.sign_in(BOSS)
    return Office(till)


def test_columns_sort_and_filter_of_a_list_are_those_of_yesterday(
    office: Office, look: Look, qtbot: QtBot, demo_house: MasterFile, again: list[TillAtWork]
) -> None:
    office.open("Artikel")
    usual = office.titles(), heads(office)
    office.chip("Spalten")
    office.choose("EAN-Code")
    office.work.tap(office.view.choices.close_key)
    office.tap_head("Bezeichnung")
    office.tap_head("Bezeichnung")
    office.chip("Stillgelegt")
    before = office.titles(), heads(office)
    later = restart(office, look, qtbot, demo_house, again)
    later.open("Artikel")
    assert (later.titles(), heads(later)) == before
    assert before[1] != usual[1]
    assert before[0] != usual[0]


def test_files_go_where_the_last_ones_went(
    office: Office, look: Look, qtbot: QtBot, demo_house: MasterFile, again: list[TillAtWork], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    office.open("Artikel")
    office.chip("Datei")
    office.work.settle()
    office.choose("Ordner wählen …")
    office.work.settle()
    office.choose("Pfad eingeben")
    office.type(str(tmp_path))
    office.work.settle()
    office.choose("Ordner wählen …")
    office.work.settle()
    office.choose("stick")
    office.work.settle()
    office.choose("Diesen Ordner nehmen")
    office.choose("Als Tabelle (.csv)")
    office.work.settle()
    (first,) = stick.iterdir()
    assert str(first) in office.work.notice
    later = restart(office, look, qtbot, demo_house, again)
    later.open("Tische")
    later.chip("Datei")
    later.work.settle()
    later.choose("Als Tabelle (.csv)")
    later.work.settle()
    assert len(list(stick.iterdir())) == 2
    for path in stick.iterdir():
        path.unlink()
    stick.rmdir()
    later.choose("Als Tabelle (.csv)")
    later.work.settle()
    assert "lässt sich nicht" in later.work.notice
    assert not stick.exists(), "where a stick was, no folder appears"
    later.choose("Ordner wählen …")
    later.work.settle()
    later.choose("Wie üblich")
    later.choose("Als Tabelle (.csv)")
    later.work.settle()
    assert list((later.work.shop.folder / "exports").glob("*.csv"))


@given(st.sampled_from(ALL), JSON)
def test_whatever_stands_in_the_file_a_list_can_be_looked_at(sheet: object, facts: object) -> None:
    sight = sight_of(sheet, facts)  # type: ignore[arg-type]
    assert sight_of(sheet, facts_of(sight)) == sight  # type: ignore[arg-type]


def test_what_is_kept_comes_back_and_what_is_marked_does_not() -> None:
    sight = Sight({"group": frozenset({"Wein", "Bier"})}, State.ALL, "name", descending=True)
    sight.columns, sight.marked = ("number", "name"), {101}
    found = sight_of(ARTICLES, json.loads(json.dumps(facts_of(sight))))
    assert not found.marked
    found.marked = sight.marked
    assert found == sight


@pytest.mark.parametrize("content", ["", "[1]", "{", "[" * 5000, " " * (LARGEST_FILE + 1)])
def test_a_file_that_nobody_can_read_is_written_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "habits-1.json").write_text(content, encoding="utf-8")
    file = HabitsFile(tmp_path, 1)
    assert file.found == {}
    file.write({"lists": {"articles": {"sort": ["name", False]}}})
    assert HabitsFile(tmp_path, 1).found == {"lists": {"articles": {"sort": ["name", False]}}}

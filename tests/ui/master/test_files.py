"""A list goes into a file and comes out of one, after a look at what would change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from kasse.domain.money import Money
from kasse.sheets.declared import ARTICLES
from kasse.ui.master import files_page
from kasse.ui.master.view import Mode
from kasse.ui.widgets.fact_sheet import Meter
from tests.ui.master.conftest import Office

HEAD = "Nummer;Bezeichnung;Warengruppe;Preis 1\n"


@pytest.fixture
def exports(office: Office) -> Path:
    folder = office.work.shop.folder / "exports"
    folder.mkdir(exist_ok=True)
    return folder


def open_files(office: Office) -> None:
    office.open("Artikel")
    office.chip("Datei")
    office.work.settle()


def read(office: Office, name: str) -> None:
    open_files(office)
    office.choose(name)
    office.work.settle()


@pytest.mark.feature("M-IF-09")
@pytest.mark.parametrize("way", ["Als Arbeitsmappe (.xlsx)", "Als Tabelle (.csv)"])
def test_what_was_written_can_be_read_back_and_changes_nothing(
    office: Office, exports: Path, way: str
) -> None:
    open_files(office)
    office.choose(way)
    office.work.settle()
    written = next(path for path in exports.iterdir() if path.stem.startswith("artikel-"))
    assert str(written) in office.work.notice
    office.choose(written.name)
    office.work.settle()
    assert office.shows(Mode.DETAIL)
    assert office.view.list.rows == ()
    assert office.view.foot.main_key.off_reason == "Es ändert sich nichts."


def test_only_what_is_marked_goes_out(office: Office, exports: Path) -> None:
    office.open("Artikel")
    office.mark("Frittatensuppe")
    office.chip("Datei")
    office.work.settle()
    office.choose("Als Tabelle (.csv)")
    office.work.settle()
    lines = next(exports.glob("artikel-*.csv")).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Frittatensuppe" in lines[1]


def test_a_file_is_shown_before_it_is_taken_over_with_one_tap(office: Office, exports: Path) -> None:
    text = HEAD + "101;Frittatensuppe;Suppen und Vorspeisen;6,40\n9001;Kaspressknödelsuppe;10;7,10\n"
    (exports / "neu.csv").write_text(text, encoding="utf-8")
    read(office, "neu.csv")
    rows = {row.title: row for row in office.view.list.rows}
    assert "Preis 1 5,90 € → 6,40 €" in rows["101 Frittatensuppe"].note
    assert rows["9001 Kaspressknödelsuppe"].mark == "neu"
    assert office.article(101).price(1) == Money(590)
    assert office.view.foot.main_key.on_it.label == "2 Zeilen übernehmen"
    office.save()
    assert office.article(101).price(1) == Money(640)
    assert office.article(9001).name == "Kaspressknödelsuppe"
    assert office.shows(Mode.LIST)
    assert "Kaspressknödelsuppe" in office.titles()


def test_with_a_mistake_in_it_nothing_of_a_file_is_taken_over(office: Office, exports: Path) -> None:
    text = HEAD + "101;Frittatensuppe;10;6,40\n102;Leberknödelsuppe;10;teuer\n"
    (exports / "neu.csv").write_text(text, encoding="utf-8")
    read(office, "neu.csv")
    words = [getattr(block, "text", "") for block in office.view.sheet.sheet.blocks]
    assert any(word.startswith("Zeile 3, Preis 1:") for word in words)
    assert office.view.foot.main_key.off_reason == "In der Datei passt etwas nicht."
    office.save()
    assert office.article(101).price(1) == Money(590)


def test_columns_that_nobody_knows_are_mapped_by_taps(office: Office, exports: Path) -> None:
    (exports / "fremd.csv").write_text("Foo;Bar;Baz\n101;6,60;x\n", encoding="utf-8")
    read(office, "fremd.csv")
    assert office.shows(Mode.CHOICES)
    for heading, label in (("Foo", "Nummer"), ("Bar", "Preis 1")):
        office.choose(heading)
        office.choose(label)
    office.work.tap(office.view.choices.close_key)
    office.work.settle()
    assert [row.note for row in office.view.list.rows] == ["Preis 1 5,90 € → 6,60 €"]
    words = " ".join(getattr(block, "text", "") for block in office.view.sheet.sheet.blocks)
    assert "Baz" in words
    office.save()
    assert office.article(101).price(1) == Money(660)


def test_a_file_elsewhere_is_gone_to_by_taps(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "liste.csv").write_text(HEAD + "101;Suppe;10;6,40\n", encoding="utf-8")
    open_files(office)
    office.choose("Andere Datei …")
    office.choose("Pfad eingeben")
    office.type(str(folder / "gibt-es-nicht.csv"))
    office.work.settle()
    assert "lässt sich nicht lesen" in office.work.notice
    office.choose("Andere Datei …")
    office.choose("Pfad eingeben")
    office.type(str(folder / "liste.csv"))
    office.work.settle()
    assert [row.title for row in office.view.list.rows] == ["101 Suppe"]


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b""])
def test_another_file_is_refused_in_a_sentence(office: Office, exports: Path, content: bytes) -> None:
    (exports / "brief.csv").write_bytes(content)
    read(office, "brief.csv")
    assert office.work.notice
    assert office.shows(Mode.CHOICES)
    office.work.tap(office.view.top.back_key)
    assert office.shows(Mode.LIST)


def test_a_look_is_given_up_without_a_trace(office: Office, exports: Path) -> None:
    (exports / "neu.csv").write_text(HEAD + "101;Frittatensuppe;10;6,40\n", encoding="utf-8")
    before = office.stored(ARTICLES)
    read(office, "neu.csv")
    office.work.tap(office.view.top.back_key)
    assert office.shows(Mode.CHOICES)
    office.work.tap(office.view.top.back_key)
    assert office.shows(Mode.LIST)
    assert office.stored(ARTICLES) == before


class Slow:
    """Work with a file that begins, and goes on when it is told to; whatever it is handed last is asked for."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work = work
        self.begun, self.go = Event(), Event()

    def __call__(self, *what: Any, **more: Any) -> Any:
        progress = more.get("progress") or what[-1]
        if progress(30, 100):
            self.begun.set()
            assert self.go.wait(20)
        return self.work(*what, **more)


@pytest.fixture
def new_file(exports: Path) -> str:
    text = HEAD + "101;Frittatensuppe;10;6,40\n9001;Kaspressknödelsuppe;10;7,10\n"
    (exports / "neu.csv").write_text(text, encoding="utf-8")
    return "neu.csv"


def hold(office: Office, monkeypatch: pytest.MonkeyPatch, name: str) -> Slow:
    """From now on that work waits for the test."""
    slow = Slow(getattr(files_page, name))
    monkeypatch.setattr(files_page, name, slow)
    return slow


def wait_for_bar(office: Office, slow: Slow) -> None:
    office.work.qtbot.waitUntil(slow.begun.is_set)
    office.work.qtbot.waitUntil(lambda: office.view.foot.foot.second == "Abbrechen")


def bars(office: Office) -> list[int]:
    return [block.permille for block in office.view.sheet.sheet.blocks if isinstance(block, Meter)]


@pytest.mark.parametrize("work", ["read_master_file", "preview"])
def test_looking_at_a_long_file_shows_a_bar_and_can_be_given_up(
    office: Office, new_file: str, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    slow = hold(office, monkeypatch, work)
    open_files(office)
    office.choose(new_file)
    wait_for_bar(office, slow)
    assert bars(office) == [300]
    office.work.tap(office.view.foot.second_key)
    assert office.view.foot.second_key.off_reason
    slow.go.set()
    office.work.settle()
    assert "Abgebrochen" in office.work.notice
    assert office.shows(Mode.CHOICES)
    office.work.tap(office.view.top.back_key)
    assert office.shows(Mode.LIST)


@pytest.mark.parametrize("way", ["foot", "back"])
def test_taking_over_is_given_up_whole(
    office: Office, new_file: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    before, acts = office.stored(), office.work.shop.till.books.journal(limit=1)
    read(office, new_file)
    slow = hold(office, monkeypatch, "take_over")
    office.work.tap(office.view.foot.main_key)
    wait_for_bar(office, slow)
    key = office.view.foot.second_key if way == "foot" else office.view.top.back_key
    office.work.tap(key)
    slow.go.set()
    office.work.settle()
    assert "Abgebrochen" in office.work.notice
    assert office.stored() == before
    assert office.work.shop.till.books.journal(limit=1) == acts
    assert office.view.foot.main_key.on_it.label == "2 Zeilen übernehmen"
    office.save()
    assert office.article(9001).name == "Kaspressknödelsuppe"


def test_what_is_being_taken_over_comes_to_its_end_when_somebody_goes_elsewhere(
    office: Office, new_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(office, new_file)
    slow = hold(office, monkeypatch, "take_over")
    office.work.tap(office.view.foot.main_key)
    wait_for_bar(office, slow)
    office.search("Wein")
    assert office.shows(Mode.LIST)
    slow.go.set()
    office.work.settle()
    assert "2 Zeilen übernommen" in office.work.notice
    assert office.article(9001).name == "Kaspressknödelsuppe"
    assert office.view.search.field.text() == "Wein"


def test_writing_a_long_list_can_be_given_up_and_leaves_no_file(
    office: Office, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = hold(office, monkeypatch, "write_rows")
    open_files(office)
    office.choose("Als Arbeitsmappe (.xlsx)")
    wait_for_bar(office, slow)
    office.work.tap(office.view.foot.second_key)
    slow.go.set()
    office.work.settle()
    assert "nichts geschrieben" in office.work.notice
    assert list(exports.iterdir()) == []
    assert office.shows(Mode.CHOICES)

"""A list goes into a file and comes out of one, after a look at what would change."""

from __future__ import annotations

from pathlib import Path

import pytest

from kasse.domain.money import Money
from kasse.sheets.declared import ARTICLES
from kasse.ui.master.view import Mode
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

"""Settings go into a file and come out of one, after a look at what would change."""

from __future__ import annotations

from pathlib import Path

import pytest

from kasse.settings.declared import papers
from kasse.settings.declared.fiscal_de import TSE_DEADLINE
from kasse.ui.settings.view import Mode
from tests.ui.settings.conftest import Office


@pytest.fixture
def exports(office: Office) -> Path:
    folder = office.work.shop.folder / "exports"
    folder.mkdir(exist_ok=True)
    return folder


def open_files(office: Office) -> None:
    office.open()
    office.tap_page("Daten")
    office.tap_page("Datei")
    office.work.settle()


def test_what_was_written_can_be_read_back(office: Office, exports: Path) -> None:
    office.store(papers.RECEIPT_COPIES, "3")
    open_files(office)
    office.choose("In Datei schreiben")
    office.work.settle()
    written = next(exports.glob("einstellungen-*.toml"))
    assert '"receipt.copies" = 3' in written.read_text(encoding="utf-8")
    assert str(written) in office.work.notice
    office.store(papers.RECEIPT_COPIES, None)
    office.choose(written.stem)
    office.work.settle()
    assert [row.title for row in office.view.list.rows] == ["Bonexemplare: Standard → 3"]
    assert office.view.foot.main_key.on_it.label == "1 Änderung übernehmen"
    assert office.value(papers.RECEIPT_COPIES) == 1
    office.work.tap(office.view.foot.main_key)
    office.work.settle()
    assert office.value(papers.RECEIPT_COPIES) == 3
    assert "1 Änderung übernommen." in office.work.notice


def test_a_look_at_a_file_changes_nothing(office: Office, exports: Path) -> None:
    (exports / "neu.toml").write_text('form = 1\n[alle]\n"receipt.copies" = 4\n"x.y" = 1\n', encoding="utf-8")
    open_files(office)
    office.choose("neu")
    office.work.settle()
    words = " ".join(getattr(block, "text", "") for block in office.view.sheet.sheet.blocks)
    assert "„x.y“ kennt diese kasse nicht" in words
    office.work.tap(office.view.foot.second_key)
    assert office.view.mode is Mode.CHOICES
    assert office.value(papers.RECEIPT_COPIES) == 1


def test_a_file_with_a_mistake_is_not_taken_over(office: Office, exports: Path) -> None:
    (exports / "neu.toml").write_text(
        'form = 1\n[alle]\n"receipt.copies" = 4\n"tse.deadline_seconds" = 99\n', encoding="utf-8"
    )
    open_files(office)
    office.choose("neu")
    office.work.settle()
    assert office.view.foot.main_key.off_reason == "In der Datei passt etwas nicht."
    office.work.tap(office.view.foot.main_key)
    office.work.settle()
    assert office.value(papers.RECEIPT_COPIES) == 1
    assert office.value(TSE_DEADLINE) == 3


@pytest.mark.parametrize("content", [b"Das ist ein Brief.", b"\xff\xfe\x00", b""])
def test_another_file_is_refused_in_a_sentence(office: Office, exports: Path, content: bytes) -> None:
    (exports / "brief.toml").write_bytes(content)
    open_files(office)
    office.choose("brief")
    office.work.settle()
    assert "keine Datei mit Einstellungen" in office.work.notice
    assert office.view.mode is Mode.CHOICES


def test_a_file_elsewhere_is_named_by_its_path(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "vom-stick.toml"
    file.write_text('form = 1\n[alle]\n"receipt.copies" = 2\n', encoding="utf-8")
    open_files(office)
    office.choose("Andere Datei …")
    office.type(str(tmp_path / "gibt-es-nicht.toml"))
    office.work.settle()
    assert "lässt sich nicht lesen" in office.work.notice
    office.choose("Andere Datei …")
    office.type(str(file))
    office.work.settle()
    assert [row.title for row in office.view.list.rows] == ["Bonexemplare: Standard → 2"]


def test_nothing_is_written_or_read_over_unsaved_changes(office: Office, exports: Path) -> None:
    office.open("Belege und Bons/Rechnung")
    office.tap(papers.RECEIPT_COPIES, 1)
    office.tap_page("Daten")
    office.tap_page("Datei")
    office.work.settle()
    office.choose("In Datei schreiben")
    assert "zuerst speichern oder verwerfen" in office.work.notice
    assert not list(exports.glob("*.toml"))
    office.save()
    assert office.value(papers.RECEIPT_COPIES) == 2

"""An audit visit: the package has everything of the period, stands every test, and is there whole or not at all."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kasse.app import audit_parts
from kasse.app.audit import write_audit
from kasse.app.audit_visit import AuditVisit, write_here
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.fiscal.de.dsfinvk.check import check_export
from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.tse_archive.check import check_archive
from kasse.ports.audit import AuditWritten
from kasse.ports.books import ActKind, BooksError
from kasse.ports.signing import ExportCancelled, Progress, SigningError
from kasse.settings.declared.fiscal_de import TSE_DEADLINE
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day
from tests.app.houses import boss, demo, open_shop, order, pay
from tests.app.office import archive, forge, pdf_text, played_desk
from tests.conftest import ExpectedLog
from tests.store.house import BEER, SOUP, Desk, assert_clean

pytestmark = pytest.mark.usefixtures("quick_disk")

NOW = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
LISTS = {"ausfallbericht.csv", "aenderungen.csv", "journalliste.csv"}
PAPERS = {"verfahrensdokumentation.pdf", "verfahrensdokumentation.txt", "uebersicht.pdf", "pruefsummen.txt"}


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with played_desk(request, tmp_path / "data") as desk:
        yield desk


@pytest.fixture(params=["sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with played_desk(request, tmp_path / "data") as desk:
        yield desk


def always(_step: str, _part: float) -> bool:
    return True


def audit(desk: Desk, target: Path, first: date | None = None, last: date | None = None) -> AuditWritten:
    written = write_audit(always, desk.folder, target, first, last, NOW)
    assert written is not None
    return written


def rows(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def bon_ids(package: Path) -> list[int]:
    with zipfile.ZipFile(package / "dsfinvk.zip") as opened:
        text = io.StringIO(opened.read("transactions.csv").decode("utf-8"), newline="")
    return [int(row["BON_ID"]) for row in csv.DictReader(text, delimiter=";")]


class TestThePackage:
    def test_it_has_everything_and_all_of_it_stands_its_test(self, either: Desk, tmp_path: Path) -> None:
        taken = archive(either)
        package = tmp_path / "nachschau"
        written = audit(either, package)
        assert written.findings == ()
        files = {str(p.relative_to(package)) for p in package.rglob("*") if p.is_file()}
        assert files == {"dsfinvk.zip", f"tse/{taken.file}", *LISTS, *PAPERS} == set(written.files)
        assert check_export(package / "dsfinvk.zip").is_clean
        with (package / "tse" / taken.file).open("rb") as file:
            report = check_archive(file)
        assert (report.verdict, report.wrong.count) == (Verdict.VALID, 0)

    def test_each_file_is_the_one_whose_sum_is_told(self, desk: Desk, tmp_path: Path) -> None:
        archive(desk)
        package = tmp_path / "nachschau"
        audit(desk, package)
        lines = [line.split("  ") for line in (package / "pruefsummen.txt").read_text().splitlines()]
        sums = {name: told for told, name in lines}
        files = {str(p.relative_to(package)) for p in package.rglob("*") if p.is_file()}
        assert sums.keys() == files - {"pruefsummen.txt"}
        for name, told in sums.items():
            assert hashlib.sha256((package / name).read_bytes()).hexdigest() == told
        sheet = pdf_text(package / "uebersicht.pdf").replace(" ", "")
        assert all(told in sheet for name, told in sums.items() if name != "uebersicht.pdf")

    def test_a_zip_file_holds_the_same(self, desk: Desk, tmp_path: Path) -> None:
        archive(desk)
        written = audit(desk, tmp_path / "nachschau.zip")
        audit(desk, tmp_path / "ordner")
        with zipfile.ZipFile(tmp_path / "nachschau.zip") as opened:
            assert opened.testzip() is None
            assert tuple(opened.namelist()) == written.files
            for name in ("journalliste.csv", "aenderungen.csv", "uebersicht.pdf"):
                assert opened.read(name)[-200:] == (tmp_path / "ordner" / name).read_bytes()[-200:]

    def test_every_number_is_a_bon_or_stands_in_the_list_with_time_kind_and_operator(
        self, either: Desk, tmp_path: Path
    ) -> None:
        audit(either, tmp_path / "p")
        listed = rows(tmp_path / "p" / "journalliste.csv")
        numbers = [int(row["Nummer"]) for row in listed]
        day = either.books.bons.days(1, 1, 1)[0]
        assert sorted(numbers + bon_ids(tmp_path / "p")) == list(range(1, day.last + 1))
        assert all(row["Zeitpunkt"] and row["Art"] for row in listed)
        kinds = {row["Art"] for row in listed}
        assert {"Vorgang abgesichert", "Tagesabschluss", "Kopie gedruckt", "Ausfall der TSE beginnt"} <= kinds
        assert {row["Name"] for row in listed if row["Art"] == "Tagesabschluss"} == {"Chefin"}

    def test_the_change_log_says_who_changed_what_from_what_to_what(
        self, either: Desk, tmp_path: Path
    ) -> None:
        master = either.till.master
        soup = master.catalogue.articles[SOUP]
        dearer = replace(soup, prices=(Money(9_90), None), active=False)
        other = replace(master.house.business, city="Wien")
        anna = replace(master.staff.operators[1], pin_hash="another")
        changed = replace(
            master,
            catalogue=replace(master.catalogue, articles={**master.catalogue.articles, SOUP: dearer}),
            house=replace(master.house, business=other),
            staff=replace(master.staff, operators={**master.staff.operators, 1: anna}),
        )
        with either.books.act(ActKind.MASTER_DATA, at=either.now(), operator=9) as act:
            act.save_master(changed)
        change_setting(either.till, either.boss, TSE_DEADLINE, 7)
        audit(either, tmp_path / "p")
        found = rows(tmp_path / "p" / "aenderungen.csv")
        told = {(r["Bereich"], r["Schlüssel"], r["Feld"]): (r["Alt"], r["Neu"]) for r in found}
        assert told["Artikel", str(SOUP), "Aktiv"] == ("ja", "nein")
        assert told["Artikel", str(SOUP), "Preise"][1] == "9,90 / –"
        assert told["Betrieb", "", "Ort"] == ("Passau", "Wien")
        assert told["Einstellung", "alle Kassen", TSE_DEADLINE.label] == ("Standard", "7 Sekunden")
        assert told["Bediener", "1", "PIN"] == ("•", "•")
        assert {r["Name"] for r in found if r["Feld"] == "Preise"} == {"Chefin"}
        assert "hash-of" not in (tmp_path / "p" / "aenderungen.csv").read_text(encoding="utf-8-sig")

    def test_the_outage_report_is_in_it(self, desk: Desk, tmp_path: Path) -> None:
        audit(desk, tmp_path / "p")
        assert {row["Ausfallnummer"] for row in rows(tmp_path / "p" / "ausfallbericht.csv")} >= {"1"}

    def test_the_sheet_shows_the_closings_as_they_were_frozen(self, desk: Desk, tmp_path: Path) -> None:
        written = audit(desk, tmp_path / "p")
        sheet = pdf_text(tmp_path / "p" / "uebersicht.pdf")
        figures = desk.books.closing(1)[0].figures
        assert f"Summe {figures.receipts} {figures.gross} {figures.cash_expected}" in sheet
        assert "Umsatz je Abschluss" in sheet
        assert "Ohne Beanstandung" in sheet
        assert "TEST-TSE" in sheet
        assert f"Summe {written.bons}" in sheet
        assert "kasse fiscal check-dsfinvk" in sheet

    def test_the_description_of_procedures_is_filled_with_the_facts_of_this_house(
        self, either: Desk, tmp_path: Path
    ) -> None:
        audit(either, tmp_path / "p")
        text = (tmp_path / "p" / "verfahrensdokumentation.txt").read_text(encoding="utf-8")
        assert "$" not in text
        device = either.books.last_device()
        assert device is not None
        for fact in (
            "Gasthaus Zur Linde",
            "153/246/80124",
            "LINDE-1",
            device.serial,
            "Chefin (9)",
            "Lehrling (90)",
        ):
            assert fact in text
        paper = pdf_text(tmp_path / "p" / "verfahrensdokumentation.pdf")
        assert "Gasthaus Zur Linde" in paper
        assert "Vom Betrieb auszufüllen" in paper

    def test_a_period_takes_its_closings_only(self, desk: Desk, tmp_path: Path) -> None:
        day = desk.books.closing(1)[0].business_date
        written = audit(desk, tmp_path / "p", day, day)
        assert (written.first, written.last, written.closings) == (day, day, 1)
        with pytest.raises(Refused, match="keinen Tagesabschluss"):
            audit(desk, tmp_path / "q", date(2031, 1, 1))
        assert not (tmp_path / "q").exists()


class TestWhatIsWrong:
    def test_is_told_on_the_sheet_and_the_data_are_handed_over_all_the_same(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        forge(desk.folder, "UPDATE receipt_tax SET gross=gross+1 WHERE number=2")
        written = audit(desk, tmp_path / "p")
        assert any(text.startswith("Bücher: Kasse 1") for text in written.findings)
        assert any(text.startswith("DSFinV-K") for text in written.findings)
        assert "wurde verändert" in pdf_text(tmp_path / "p" / "uebersicht.pdf")
        assert (tmp_path / "p" / "dsfinvk.zip").exists()

    def test_an_archive_that_is_gone_or_was_changed_is_a_finding(self, desk: Desk, tmp_path: Path) -> None:
        taken = archive(desk)
        file = desk.folder / "tse-archive" / taken.file
        content = file.read_bytes()
        file.write_bytes(content.replace(b"Kassenbeleg-V1", b"Kassenbeleq-V1", 1))
        changed = audit(desk, tmp_path / "changed")
        assert any("verändert" in text for text in changed.findings)
        assert any("Signatur passt nicht" in text for text in changed.findings)
        file.unlink()
        gone = audit(desk, tmp_path / "gone")
        assert any("fehlt" in text for text in gone.findings)
        assert not any(name.startswith("tse/") for name in gone.files)
        assert list((tmp_path / "gone" / "tse").iterdir()) == []

    def test_what_no_archive_holds_is_told(self, desk: Desk, tmp_path: Path) -> None:
        written = audit(desk, tmp_path / "p")
        assert written.findings == ()
        assert any("in keinem abgelegten TSE-Archiv" in hint for hint in written.hints)

    @pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
    def test_archives_of_other_tills_lie_with_them_and_that_is_told(self, desk: Desk, tmp_path: Path) -> None:
        own = archive(desk)
        with Desk(desk.url, tmp_path / "second", terminal=2) as second:
            for table in (20, 21, 30):
                second.order(BEER, table=table)
                second.pay(table)
            close_day(second.till, second.boss)
            archive(second)
        close_day(desk.till, desk.boss)
        written = audit(desk, tmp_path / "p")
        assert (written.closings, written.findings) == (3, ())
        assert [name for name in written.files if name.startswith("tse/")] == [f"tse/{own.file}"]
        assert any("deren Datenordnern" in hint for hint in written.hints)
        sheet = pdf_text(tmp_path / "p" / "uebersicht.pdf")
        assert "Umsatz je Abschluss in €, Kasse 2" in sheet

    def test_books_that_make_no_sense_are_no_package(
        self, desk: Desk, tmp_path: Path, expected_log: ExpectedLog
    ) -> None:
        forge(desk.folder, "UPDATE receipt_line SET components='nonsense'")
        folder = tmp_path / "stick"
        folder.mkdir()
        with expected_log(40, "no export"), pytest.raises(BooksError, match="kasse verify"):
            audit(desk, folder / "p")
        assert list(folder.iterdir()) == []


class TestTheTarget:
    def test_a_cancelled_package_leaves_nothing_behind(self, desk: Desk, tmp_path: Path) -> None:
        archive(desk)
        stick = tmp_path / "stick"
        stick.mkdir()
        for name in ("p", "p.zip"):
            told: list[str] = []
            write_audit(
                lambda step, _part, told=told: not told.append(step),  # type: ignore[misc]
                desk.folder,
                tmp_path / f"whole-{name}",
                None,
                None,
                NOW,
            )
            assert len(set(told)) >= 6
            for stop_at in sorted({told.index(step) for step in told} | {len(told) - 1}):
                tickets = iter([True] * stop_at)
                done = write_audit(
                    lambda _step, _part, t=tickets: next(t, False),  # type: ignore[misc]
                    desk.folder,
                    stick / name,
                    None,
                    None,
                    NOW,
                )
                assert done is None
                assert list(stick.iterdir()) == []

    def test_a_name_that_is_taken_is_refused_and_left_alone(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "p").mkdir()
        (tmp_path / "p" / "wichtig").write_text("wichtig")
        with pytest.raises(Refused, match="gibt es schon"):
            audit(desk, tmp_path / "p")
        assert [p.name for p in (tmp_path / "p").iterdir()] == ["wichtig"]

    def test_a_place_that_is_not_there_is_told_in_one_sentence(self, desk: Desk, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="den Ordner gibt es nicht"):
            audit(desk, tmp_path / "nirgends" / "p")

    @pytest.mark.parametrize(
        ("cause", "words"),
        [(errno.ENOSPC, "ist voll"), (errno.EROFS, "schreibgeschützt"), (errno.EIO, "antwortet")],
    )
    def test_a_stick_that_takes_no_more_leaves_no_half_package(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: int, words: str
    ) -> None:
        def fail(*_: object) -> int:
            raise OSError(cause, os.strerror(cause))

        monkeypatch.setattr(audit_parts, "write_csv", fail)
        stick = tmp_path / "stick"
        stick.mkdir()
        with pytest.raises(Refused, match=words):
            audit(desk, stick / "p")
        assert list(stick.iterdir()) == []

    def test_the_till_sells_meanwhile(self, either: Desk, tmp_path: Path) -> None:
        def sell(_step: str, _part: float) -> bool:
            either.order(BEER, table=7)
            return True

        write_audit(sell, either.folder, tmp_path / "p", None, None, NOW)
        assert check_export(tmp_path / "p" / "dsfinvk.zip").is_clean
        assert_clean(either.url)


class TestAtWork:
    """With a device that can be asked for what no archive holds yet."""

    def test_the_archive_is_brought_up_to_date_first(self, desk: Desk, tmp_path: Path) -> None:
        asked: list[Progress] = []

        def take(progress: Progress) -> object:
            asked.append(progress)
            return archive(desk)

        visit = AuditVisit(desk.folder, lambda: NOW, take)
        written = visit.write(always, tmp_path / "p", None, None)
        assert written is not None
        assert any(name.startswith("tse/") for name in written.files)
        assert not any("TSE-Archiv" in hint for hint in written.hints)
        visit.write(always, tmp_path / "again", None, None)
        assert len(asked) == 1

    def test_a_device_that_does_not_answer_keeps_nobody_from_the_rest(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        def take(_progress: Progress) -> object:
            raise SigningError("Die TSE ist nicht erreichbar.")

        written = AuditVisit(desk.folder, lambda: NOW, take).write(always, tmp_path / "p", None, None)
        assert written is not None
        assert any("in keinem abgelegten TSE-Archiv" in hint for hint in written.hints)

    def test_it_can_be_cancelled_while_the_device_hands_out(self, desk: Desk, tmp_path: Path) -> None:
        def take(progress: Progress) -> object:
            if not progress(1, None):
                raise ExportCancelled
            return None

        visit = AuditVisit(desk.folder, lambda: NOW, take)
        assert visit.write(lambda _step, _part: False, tmp_path / "p", None, None) is None
        assert not (tmp_path / "p").exists()

    def test_without_a_till_the_device_of_the_folder_is_asked(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        shop = open_shop(folder, demo())
        secure_order(shop.till, order(shop.till).order)
        pay(shop.till)
        close_day(shop.till, boss(shop.till))
        beside = write_here(always, folder, tmp_path / "beside", None, None, NOW)
        shop.close()
        alone = write_here(always, folder, tmp_path / "alone", None, None, NOW)
        assert beside is not None
        assert alone is not None
        assert not any(name.startswith("tse/") for name in beside.files)
        assert any(name.startswith("tse/") for name in alone.files)

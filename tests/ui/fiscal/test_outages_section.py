"""Outages on the screen: what happened, what it left unsigned, the slips once more, the report, and the two settings."""

from __future__ import annotations

import csv
import logging
from pathlib import Path

import pytest

from kasse.domain.business import Terminal
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import BooksError
from kasse.settings.declared.fiscal_de import OUTAGE_SLIPS, TSE_DEADLINE
from kasse.ui.fiscal import outages_section, places
from kasse.ui.fiscal.outages_section import runs
from kasse.ui.fiscal.places import Drive
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.setting_rows import Stepper, Toggle
from kasse.usecases.outages import device_answers
from tests.conftest import ExpectedLog
from tests.ui.fiscal.back_office import BackOffice


@pytest.fixture
def outage(office: BackOffice) -> BackOffice:
    """Three sales, the last two of them without TSE; it still lasts."""
    office.sell()
    office.faults.fault = Fault.OUT
    office.sell("Wiener Schnitzel")
    office.sell("Espresso")
    return office


def end(office: BackOffice) -> None:
    office.faults.fault = None
    office.work.clock.later(minutes=12)
    device_answers(office.till)


def slips(office: BackOffice, paper: str) -> int:
    jobs = office.work.shop.outbox.due("Beleg", office.till.now(), limit=100)
    return sum(job.job.payload["paper"] == paper for job in jobs)


def test_a_till_whose_tse_never_failed_says_so(office: BackOffice) -> None:
    office.open("Ausfälle")
    assert office.view.left.rows.rows == ()
    office.work.tap(office.key("Ausfallbeleg"))
    assert office.notice == "Zuerst einen Ausfall antippen."


def test_an_outage_shows_its_begin_its_cause_and_everything_without_signature(outage: BackOffice) -> None:
    outage.open("Ausfälle")
    (row,) = outage.view.left.rows.rows
    assert (row.title, row.mark, row.note) == ("Ausfall 1", "dauert an", "seit 20.11.2026 18:30")
    assert "nicht erreichbar" in outage.words("Ausfall 1", Tone.BAD)
    assert outage.fact("Ausfall 1", "Fehlercode").value == "NO_DEVICE"
    assert outage.fact("Ausfall 1", "Bemerkt bei").value == "Georg Hirsch"
    assert outage.fact("Ausfall 1", "Beleg").value == "2 bis 3"
    assert row.value == "4 Vorgänge"  # the orders of the two sales, and the receipts


def test_the_list_follows_when_an_outage_ends(outage: BackOffice) -> None:
    outage.open("Ausfälle")
    end(outage)
    outage.work.until(lambda: outage.view.left.rows.rows[0].mark == "")
    assert outage.view.left.rows.rows[0].note == "20.11.2026 18:30 – 18:42"
    assert outage.fact("Ausfall 1", "Ende").tone is Tone.GOOD


def test_several_outages_are_found_newest_first(outage: BackOffice) -> None:
    end(outage)
    outage.sell()  # proves that it signs again
    outage.faults.fault = Fault.CERTIFICATE_EXPIRED
    outage.sell()
    outage.open("Ausfälle")
    assert [row.title for row in outage.view.left.rows.rows] == ["Ausfall 2", "Ausfall 1"]
    assert "Zertifikat" in outage.words("Ausfall 2")
    outage.row("Ausfall 1")
    assert "nicht erreichbar" in outage.words("Ausfall 1")


@pytest.mark.feature("J-23")
@pytest.mark.feature("J-25")
def test_the_slips_come_out_again_when_somebody_asks(outage: BackOffice) -> None:
    outage.open("Ausfälle")
    before = slips(outage, "outage")
    outage.tap("Ausfallbeleg")
    assert slips(outage, "outage") == before + 1
    outage.work.tap(outage.key("Behebungsbeleg"))
    assert "wenn der Ausfall vorbei ist" in outage.notice
    end(outage)
    outage.work.until(lambda: outage.key("Behebungsbeleg").off_reason is None)
    before = slips(outage, "recovery")
    outage.tap("Behebungsbeleg")
    assert slips(outage, "recovery") == before + 1
    outage.close_and_prove()


@pytest.mark.feature("J-26")
def test_slips_are_switched_off_and_the_deadline_is_set_beside_them(office: BackOffice) -> None:
    office.open("Ausfälle")
    office.tap("Einstellungen")
    label = OUTAGE_SLIPS.label
    assert office.control(label) == Toggle(on=True)
    office.change(label)
    assert office.control(label) == Toggle(on=False)
    assert not office.till.settings[OUTAGE_SLIPS]
    office.change(TSE_DEADLINE.label, "mehr")
    office.change(TSE_DEADLINE.label, "mehr")
    assert office.control(TSE_DEADLINE.label) == Stepper("5 s")
    assert office.work.shop.tse is not None
    assert office.work.shop.tse.seconds == 5
    for _ in range(6):
        office.change(TSE_DEADLINE.label, "weniger")
    assert office.control(TSE_DEADLINE.label) == Stepper("1 s", least=True)
    office.tap("Zur Liste")
    office.faults.fault = Fault.OUT
    office.sell()
    assert slips(office, "outage") == 0


@pytest.mark.feature("J-27")
def test_the_report_is_saved_on_a_stick(
    outage: BackOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    full = Drive(Path("/media/voll"), "VOLL", 0, read_only=True)
    monkeypatch.setattr(places, "drives", lambda: [Drive(stick, "STICK", 12_400_000_000), full])
    outage.open("Ausfälle")
    outage.tap("Ausfallbericht")
    panel = outage.view.left.choices
    names = [panel.cells.cell_name(i) for i in range(panel.cells.cell_count())]
    assert names[0] == "STICK, 12,4 GB frei"
    outage.choose("VOLL")
    assert "schreibgeschützt" in outage.notice
    outage.choose("STICK")
    (file,) = stick.iterdir()
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert {row[2] for row in rows[1:] if row[6] == "Beleg"} == {"2", "3"}
    assert "(1 Ausfall)" in outage.notice
    assert outage.keys[-1] == "Ausfallbericht"


def test_the_report_goes_into_a_typed_folder_or_says_why_not(
    outage: BackOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "drives", list)
    outage.open("Ausfälle")
    outage.tap("Ausfallbericht")
    outage.choose("Anderer Ordner")
    outage.type("berichte")
    assert "ganzen Pfad" in outage.notice
    assert outage.view.entry.field.text() == "berichte"
    (tmp_path / "datei").write_text("", encoding="utf-8")
    outage.type(str(tmp_path / "datei" / "darunter"))
    assert "lässt sich nicht beschreiben" in outage.notice
    outage.tap("Ausfallbericht")
    outage.choose("Ordner der Kasse")
    assert len(list((outage.folder / "exports").glob("ausfallbericht-*.csv"))) == 1
    outage.tap("Ausfallbericht")
    outage.work.tap(outage.view.left.choices.close_key)
    assert outage.view.left.rows.isVisible()


def test_without_printer_there_are_no_slips(office: BackOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = office.till.terminal
    monkeypatch.setattr(office.till, "terminal", Terminal(terminal.number, terminal.name, terminal.serial))
    office.open("Ausfälle")
    office.work.tap(office.key("Ausfallbeleg"))
    assert office.notice == "An dieser Kasse ist kein Belegdrucker."


def test_numbers_are_told_in_runs() -> None:
    assert runs([]) == []
    assert runs([7]) == [(7, 7)]
    assert runs([3, 1, 2, 9, 8, 12]) == [(1, 3), (8, 9), (12, 12)]


def test_books_that_cannot_be_read_are_told_of_once(
    office: BackOffice, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def fail(*_: object, **__: object) -> None:
        asked.append(1)
        raise BooksError("Die Bücher lassen sich nicht lesen.")

    office.open("Bargeld")
    with expected_log(logging.WARNING, "could not do it"), monkeypatch.context() as patch:
        patch.setattr(outages_section, "all_outages", fail)
        office.tab("Ausfälle")
        office.work.until(lambda: "nicht lesen" in office.notice)
        office.work.settle()
    assert asked == [1]
    office.tab("Ausfälle")
    assert office.view.left.rows.rows == ()

"""An auditor stands at the counter: period, stick, and a few minutes later everything, or a sentence why not."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.refused import Refused
from kasse.ui.fiscal import places
from kasse.ui.fiscal.office import HandedOut, Tell
from kasse.ui.fiscal.periods import Named, Period, period_of
from kasse.ui.fiscal.places import Drive
from kasse.ui.widgets.fact_sheet import Meter, Tone
from kasse.usecases.close_day import close_day
from tests.ui.fiscal.back_office import BackOffice


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "PRUEFUNG"
    place.mkdir()
    monkeypatch.setattr(places, "drives", lambda: [Drive(place, "PRUEFUNG", 8_000_000_000)])
    return place


@pytest.fixture
def closed_day(office: BackOffice) -> BackOffice:
    """A day with a sale, closed late in the evening."""
    office.sell("Wiener Schnitzel")
    office.work.clock.later(hours=5)
    close_day(office.till, office.boss, None)
    return office


def test_a_period_tells_how_many_closings_it_holds(closed_day: BackOffice) -> None:
    closed_day.open("Nachschau")
    sheet = "Das kommt hinein"
    assert closed_day.fact(sheet, "Zeitraum").value == "01.11.2026 bis 20.11.2026"
    assert closed_day.fact(sheet, "Tagesabschlüsse").value == "1"
    closed_day.choose("Heute")
    assert closed_day.fact(sheet, "Zeitraum").value == "20.11.2026"
    assert closed_day.fact(sheet, "Tagesabschlüsse").value == "1"
    closed_day.choose("Letzter Monat")
    assert "noch kein Tag abgeschlossen" in closed_day.words(sheet, Tone.WARN)
    closed_day.choose("Alles")
    assert closed_day.fact(sheet, "Zeitraum").value == "alles"


def test_a_free_period_is_typed_and_makes_sense(closed_day: BackOffice) -> None:
    closed_day.open("Nachschau")
    closed_day.choose("Freier Zeitraum")
    closed_day.type("morgen")
    assert "31.12.2026" in closed_day.notice
    closed_day.type("15.11.2026")
    closed_day.type("14.11.2026")
    assert closed_day.notice == "Bitte einen Tag ab dem 15.11.2026 angeben."
    closed_day.type("30.11.2026")
    assert closed_day.fact("Das kommt hinein", "Zeitraum").value == "15.11.2026 bis 30.11.2026"
    assert closed_day.fact("Das kommt hinein", "Tagesabschlüsse").value == "1"


def test_the_package_lies_on_the_stick_and_was_tested(closed_day: BackOffice, stick: Path) -> None:
    closed_day.open("Nachschau")
    closed_day.tap("Paket für die Prüfung")
    closed_day.choose("PRUEFUNG")
    assert "Es gibt nichts zu beanstanden." in closed_day.words("Gespeichert", Tone.GOOD)
    (package,) = stick.iterdir()
    assert package.name == "nachschau-20261101-20261120-233000"
    names = {path.name for path in package.rglob("*") if path.is_file()}
    assert {"dsfinvk.zip", "ausfallbericht.csv", "pruefsummen.txt"} <= names
    assert any(name.endswith(".tar") for name in names)
    assert any(name.endswith(".pdf") for name in names)
    closed_day.tap("Fertig")
    assert closed_day.keys == ["Nur DSFinV-K", "Nur TSE-Archive", "Paket für die Prüfung"]


def test_dsfinvk_and_archives_are_had_alone(closed_day: BackOffice, stick: Path) -> None:
    closed_day.open("Nachschau")
    closed_day.tap("Nur DSFinV-K")
    closed_day.choose("PRUEFUNG")
    assert closed_day.fact("Gespeichert", "Abschlüsse").value == "1"
    closed_day.tap("Fertig")
    closed_day.tap("Nur TSE-Archive")
    closed_day.choose("PRUEFUNG")
    assert closed_day.fact("Gespeichert", "Archive").value == "1"
    exports = {path.name.partition("-")[0]: path for path in stick.iterdir()}
    assert (exports["dsfinvk"] / "index.xml").exists()
    assert len(list(exports["tse"].glob("*.tar"))) == 1


def test_a_period_without_closing_says_what_to_do(office: BackOffice, stick: Path) -> None:
    office.open("Nachschau")
    office.tap("Nur DSFinV-K")
    office.choose("PRUEFUNG")
    assert "keinen Tagesabschluss" in office.words("Nichts geschrieben", Tone.BAD)
    assert list(stick.iterdir()) == []


def slow(told: threading.Event, go_on: threading.Event, outcome: HandedOut | str) -> object:
    """Somebody who hands out, and waits in the middle of it."""

    def hand_out(tell: Tell, _target: Path, _first: date | None, _last: date | None) -> HandedOut | None:
        tell("Bücher", 0.2)
        tell("DSFinV-K", 0.64)
        told.set()
        go_on.wait(20)
        if not tell("DSFinV-K", 0.65):
            return None
        if isinstance(outcome, str):
            raise Refused(outcome)
        return outcome

    return hand_out


def begin(office: BackOffice, outcome: HandedOut | str) -> threading.Event:
    """Begin a package that is not finished before the event is set."""
    told, go_on = threading.Event(), threading.Event()
    office.open("Nachschau")
    section = office.section("visit")
    section.office = replace(section.office, audit=slow(told, go_on, outcome))  # type: ignore[arg-type]
    office.tap("Paket für die Prüfung")
    office.work.tap_cell(office.view.left.choices.cells, "PRUEFUNG")
    told.wait(20)
    office.work.until(lambda: "DSFinV-K" in office.labels("Paket für die Prüfung"))
    return go_on


@pytest.mark.usefixtures("stick")
def test_progress_is_seen_and_it_can_be_stopped(office: BackOffice) -> None:
    go_on = begin(office, "nie")
    bar = office.fact("Paket für die Prüfung", "DSFinV-K")
    assert isinstance(bar, Meter)
    assert (bar.value, bar.permille) == ("64 %", 640)
    assert office.words("Paket für die Prüfung", Tone.GOOD) == "Bücher"
    office.work.tap(office.key("Abbrechen"))
    office.work.tap(office.key("Abbrechen"))
    assert office.notice == "Es wird gerade abgebrochen."
    go_on.set()
    office.work.settle()
    assert office.notice == "Abgebrochen. Es ist nichts geschrieben."
    assert office.keys[-1] == "Paket für die Prüfung"


@pytest.mark.usefixtures("stick")
def test_findings_are_told_and_the_work_goes_on_beside_other_sections(office: BackOffice) -> None:
    outcome = HandedOut(Path("/x"), (), (), ("Z_NR 3: Die Summe fehlt.",), ("Ein Hinweis.",))
    go_on = begin(office, outcome)
    office.tab_without_waiting("Bargeld")
    go_on.set()
    office.work.settle()
    office.tab("Nachschau")
    assert "Z_NR 3: Die Summe fehlt." in office.words("Gespeichert", Tone.BAD)
    assert "hat 1 Fund" in office.words("Gespeichert", Tone.WARN)


@pytest.mark.usefixtures("stick")
def test_a_stick_that_is_pulled_out_is_told_on_the_page(office: BackOffice) -> None:
    go_on = begin(office, "Der Stick ist nicht mehr da. Bitte einstecken und noch einmal speichern.")
    go_on.set()
    office.work.settle()
    assert "Der Stick ist nicht mehr da." in office.words("Nichts geschrieben", Tone.BAD)
    office.tap("Fertig")
    assert office.keys[-1] == "Paket für die Prüfung"


@pytest.mark.usefixtures("stick")
def test_the_program_ends_without_waiting_for_a_package(office: BackOffice) -> None:
    """The work asks whether to go on; whoever has closed the window answers no."""
    told, go_on, answers = threading.Event(), threading.Event(), []

    def hand_out(tell: Tell, _target: Path, _first: date | None, _last: date | None) -> HandedOut | None:
        told.set()
        go_on.wait(20)
        answers.append(tell("DSFinV-K", 0.5))
        return None

    office.open("Nachschau")
    section = office.section("visit")
    section.office = replace(section.office, audit=hand_out)
    office.tap("Paket für die Prüfung")
    office.work.tap_cell(office.view.left.choices.cells, "PRUEFUNG")
    told.wait(20)
    office.work.window.close()
    go_on.set()
    office.work.close()
    assert answers == [False]


@given(st.dates(date(2000, 3, 1), date(2199, 1, 1)))
def test_named_periods_end_today_or_just_before_and_never_overlap_wrongly(today: date) -> None:
    of = {named: period_of(named, today) for named in Named}
    assert of[Named.TODAY] == Period(today, today)
    for named in (Named.TODAY, Named.MONTH, Named.YEAR, Named.ALL):
        assert of[named].holds(today)
    for named in (Named.YESTERDAY, Named.LAST_MONTH, Named.LAST_YEAR):
        assert not of[named].holds(today)
        assert of[Named.ALL].holds(of[named].last or today)
    month, before = of[Named.MONTH], of[Named.LAST_MONTH]
    assert month.first is not None
    assert before.last is not None
    assert (month.first - before.last).days == 1
    assert before.first == before.last.replace(day=1)

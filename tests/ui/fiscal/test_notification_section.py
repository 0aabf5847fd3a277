"""The notification to the tax office by taps: made, checked against what is missing, handed out, noted as handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kasse.fiscal.de.germany import Germany
from kasse.ports.fiscal import DeviceFacts
from kasse.settings.declared.fiscal_de import ACQUIRED_ON, FISCAL_ADDRESSES, MEINFISKAL
from kasse.ui.fiscal import places
from kasse.ui.fiscal.places import Drive
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.setting_rows import Edit, Toggle
from kasse.usecases.device_life import commission_till
from kasse.usecases.notify import notifications
from tests.ui.fiscal.back_office import BackOffice


@pytest.fixture
def certified(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> BackOffice:
    """A till whose device says from the beginning that it is certified, in service since this evening."""
    known = Germany._known_facts

    def facts(self: Germany) -> DeviceFacts:
        found = known(self)
        return replace(found, is_test=False, certification_id="BSI-K-TR-0612-2024", form=2)

    monkeypatch.setattr(Germany, "_known_facts", facts)
    office: BackOffice = request.getfixturevalue("office")
    assert office.work.shop.tse is not None
    commission_till(office.till, office.boss, office.work.shop.tse.current)
    return office


def marks(office: BackOffice) -> list[str]:
    return [row.mark for row in office.view.left.rows.rows]


@pytest.mark.feature("M-DE-02")
@pytest.mark.feature("M-DE-06")
@pytest.mark.feature("M-DE-08")
def test_a_notification_is_made_at_any_time_and_says_what_is_missing_and_what_to_do(
    certified: BackOffice,
) -> None:
    certified.open("Kassenmeldung")
    certified.tap("Neue Meldung generieren")
    rows = certified.view.left.rows.rows
    assert [(row.title, row.note, row.mark) for row in rows] == [
        ("Meldung 2", "auf Wunsch erstellt", "offen"),
        ("Meldung 1", "Inbetriebnahme", "überholt"),
    ]
    words = certified.words("Meldung 2")
    assert "Abzugeben bis 20.12.2026." in words
    assert "Anschaffung" in certified.words("Meldung 2", Tone.WARN)
    assert "Der Steuerpflichtige muss sie prüfen und ergänzen" in words
    assert "So wird gemeldet" in words
    assert "Mein ELSTER" in words
    assert "Bitte prüfen und vor der Abgabe ergänzen." in certified.notice


def test_the_sheet_is_seen_before_it_is_printed(certified: BackOffice) -> None:
    certified.open("Kassenmeldung")
    certified.tap("Blatt")
    certified.work.until(lambda: not certified.view.right.picture.picture.isNull())
    certified.tap("Stand")
    certified.tap("Ausgeben")
    certified.choose("Drucken")
    jobs = certified.work.shop.outbox.due("Beleg", certified.till.now(), limit=50)
    assert [job.job.payload["number"] for job in jobs if job.job.payload["paper"] == "notification"] == [1]
    assert certified.notice == "Das Datenblatt wird gedruckt."


@pytest.mark.feature("M-DE-03")
def test_it_is_saved_on_a_stick_as_file_for_the_portal_and_sheet(
    certified: BackOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    monkeypatch.setattr(places, "drives", lambda: [Drive(stick, "STICK", 1_000_000)])
    certified.open("Kassenmeldung")
    certified.tap("Ausgeben")
    certified.choose("Speichern")
    certified.choose("STICK")
    names = sorted(path.name for path in stick.iterdir())
    assert names == ["kassenmeldung-0001-2026-11-20.pdf", "kassenmeldung-0001-2026-11-20.xml"]
    root = ET.fromstring((stick / names[1]).read_text(encoding="utf-8"))
    assert "KASSE-HIRSCHEN-1" in [element.text for element in root.iter()]
    certified.tap("Angaben")
    certified.change(MEINFISKAL.label)
    assert certified.control(MEINFISKAL.label) == Toggle(on=True)
    certified.tap("Zur Liste")
    certified.tap("Neue Meldung generieren")
    certified.tap("Ausgeben")
    certified.choose("Speichern")
    certified.choose("STICK")
    assert (stick / "kassenmeldung-0002-2026-11-20.zip").exists()


@pytest.mark.feature("M-DE-07")
def test_date_of_acquisition_and_addresses_are_set_and_stand_in_the_next_one(certified: BackOffice) -> None:
    certified.open("Kassenmeldung")
    certified.tap("Ausgeben")
    certified.choose("Neu und mailen")
    assert certified.notice == "Unter „Angaben“ ist noch kein Empfänger eingetragen."
    certified.work.tap(certified.view.left.choices.close_key)
    certified.tap("Angaben")
    certified.change(ACQUIRED_ON.label)
    certified.type("gestern")
    assert "in der Form 31.12.2026" in certified.notice
    certified.type("02.01.2026")
    assert certified.control(ACQUIRED_ON.label) == Edit("02.01.2026")
    certified.change(FISCAL_ADDRESSES.label)
    certified.type("kanzlei@example.de, chef")
    assert "„chef“ ist keine Mailadresse" in certified.notice
    certified.type("kanzlei@example.de, chef@example.de")
    assert certified.till.settings[FISCAL_ADDRESSES] == ("kanzlei@example.de", "chef@example.de")
    certified.tap("Zur Liste")
    certified.tap("Ausgeben")
    certified.choose("Neu und mailen")
    view = notifications(certified.till.books)[0]
    assert view.notification.tills[0].acquired_on == date(2026, 1, 2)
    assert view.mailed_to == ("kanzlei@example.de", "chef@example.de")
    assert certified.fact("Meldung 2", "Zu mailen an").value == "kanzlei@example.de, chef@example.de"


def test_that_it_was_handed_in_is_noted_with_day_and_way(certified: BackOffice) -> None:
    certified.open("Kassenmeldung")
    certified.tap("Abgegeben")
    certified.work.tap(certified.key("Als abgegeben vermerken"))
    assert certified.notice == "Bitte antippen, wann und wie."
    certified.choose("Gestern")
    certified.choose("Steuerberater")
    certified.tap("Als abgegeben vermerken")
    assert "Bitte einen Tag vom 20.11.2026 bis heute" in certified.notice
    certified.choose("Anderer Tag")
    certified.type("20.11.2026")
    certified.choose("Anders")
    certified.type("Brief vom Anwalt")
    certified.tap("Als abgegeben vermerken")
    assert marks(certified) == ["abgegeben"]
    assert "Abgegeben am 20.11.2026: Brief vom Anwalt" in certified.words("Meldung 1", Tone.GOOD)
    certified.work.tap(certified.key("Abgegeben"))
    assert certified.notice == "Meldung 1 ist schon als abgegeben vermerkt."
    certified.close_and_prove()


def test_one_that_names_the_test_device_is_not_to_be_handed_in(office: BackOffice) -> None:
    office.open("Kassenmeldung")
    assert office.view.left.rows.rows == ()
    office.work.tap(office.key("Blatt"))
    assert office.notice == "Es gibt noch keine Meldung."
    office.tap("Neue Meldung generieren")
    assert marks(office) == ["Test-TSE"]
    assert "wird nicht abgegeben" in office.words("Meldung 1", Tone.WARN)
    office.work.tap(office.key("Abgegeben"))
    assert office.notice == "Eine Meldung mit der Test-TSE wird nicht abgegeben."


def test_a_date_that_is_missed_is_red(certified: BackOffice) -> None:
    certified.open("Kassenmeldung")
    certified.work.clock.later(days=31)
    certified.section("notification").refresh()
    certified.work.settle()
    assert marks(certified) == ["überfällig"]
    assert "die Frist ist verstrichen" in certified.words("Meldung 1", Tone.BAD)


def test_a_double_tap_makes_one(certified: BackOffice) -> None:
    certified.open("Kassenmeldung")
    certified.work.clock.hurried = True
    certified.work.clock.seconds += 1
    for _ in range(2):
        certified.tap("Neue Meldung generieren")
    assert len(notifications(certified.till.books)) == 2  # the first one is that of the commissioning

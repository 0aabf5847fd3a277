"""How the TSE is, on one page: what it says, how old that is, what is wrong, and whether it signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kasse.domain.money import ZERO
from kasse.domain.sales import ReceiptKind
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind
from kasse.ports.signing import DeviceStatus
from kasse.ui.widgets.fact_sheet import Meter, Tone
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.archive_tse import archives
from kasse.usecases.outages import device_answers
from tests.ui.fiscal.back_office import BackOffice


def test_a_test_device_says_so_plainly_and_shows_who_it_is(office: BackOffice) -> None:
    office.sell()
    office.open("TSE")
    assert office.words("TSE").startswith("TEST-TSE: nur zum Üben, nicht für echte Umsätze.")
    serial = office.fact("TSE", "Seriennummer").value
    device = office.till.fiscal.device()
    assert device is not None
    assert serial.replace(" ", "") == device.serial
    assert office.fact("TSE", "Zertifizierung").value == "keine"
    assert "KASSE-HIRSCHEN-1 (diese Kasse)" in office.words("TSE", Tone.GOOD)
    assert office.sheet("TSE").remark == "Stand gerade eben"
    assert isinstance(office.fact("Verbraucht und gesichert", "Laufzeit des Zertifikats"), Meter)
    assert office.fact("Verbraucht und gesichert", "Signaturen").value.startswith("noch ")


def test_the_answer_grows_old_and_is_asked_for_again_when_somebody_comes_back(office: BackOffice) -> None:
    office.open("TSE")
    office.work.clock.later(minutes=3)
    office.screen.tick()
    assert office.sheet("TSE").remark == "Stand vor 3 min"
    office.tab("Bargeld")
    office.tab("TSE")
    assert office.sheet("TSE").remark == "Stand gerade eben"


def test_a_device_that_hangs_leaves_the_last_answer_on_the_screen(office: BackOffice) -> None:
    office.open("TSE")
    office.faults.fault = Fault.SILENT
    office.work.tap(office.key("Neu abfragen"))
    assert office.sheet("TSE").remark == "wird abgefragt …"
    assert office.fact("TSE", "Art").value
    office.work.tap(office.key("Neu abfragen"))
    assert office.notice == "Die TSE wird gerade gefragt."
    office.tab_without_waiting("Bargeld")
    assert office.work.fiscal.tabs.chosen == "cash"
    office.faults.fault = None
    office.tab("TSE")
    assert office.sheet("TSE").remark == "Stand gerade eben"


def test_an_outage_is_told_with_its_number_and_ends_on_the_page_too(office: BackOffice) -> None:
    office.faults.fault = Fault.OUT
    office.sell()
    office.open("TSE")
    bad = office.words("TSE", Tone.BAD)
    assert "Ausgefallen seit 20.11.2026, 18:30 Uhr, Ausfallnummer 1" in bad
    assert bad.count("nicht erreichbar") == 1
    office.faults.fault = None
    device_answers(office.till)  # what its own lane has done when it looks after it
    office.work.until(lambda: "Ausgefallen" not in office.words("TSE"))


@pytest.mark.parametrize(("days", "tone"), [(91, None), (90, Tone.WARN), (30, Tone.WARN), (7, Tone.BAD)])
def test_the_end_of_the_certificate_is_told_in_time(
    office: BackOffice, monkeypatch: pytest.MonkeyPatch, days: int, tone: Tone | None
) -> None:
    assert office.work.shop.tse is not None
    device = office.work.shop.tse.current
    status = device.status

    def nearly_over() -> DeviceStatus:
        return replace(status(), certificate_until=office.till.now() + timedelta(days=days))

    monkeypatch.setattr(device, "status", nearly_over)
    office.sell()
    office.open("TSE")
    bar = office.fact("Verbraucht und gesichert", "Laufzeit des Zertifikats")
    assert bar.value == f"noch {days} Tage"
    assert bar.tone is (tone or Tone.PLAIN)
    told = [t for t in (Tone.WARN, Tone.BAD) if "läuft in" in office.words("TSE", t)]
    assert told == ([tone] if tone else [])


def test_a_test_signature_is_a_receipt_over_nothing_whose_qr_code_was_read(office: BackOffice) -> None:
    office.open("TSE")
    office.tap("Testsignatur")
    assert office.words("Testsignatur", Tone.GOOD).splitlines() == [
        "Die TSE hat signiert.",
        "Die Signatur passt zum Beleg.",
        "Der QR-Code ist gelesen und geprüft.",
    ]
    receipt = office.work.last_receipt()
    assert (receipt.kind, receipt.total) == (ReceiptKind.TEST, ZERO)
    assert not office.view.right.picture.picture.isNull()
    assert not office.work.shop.outbox.due("Beleg", office.till.now(), limit=5)
    office.tap("Zur Übersicht")
    assert office.sheet("TSE").blocks
    office.close_and_prove()


def test_a_test_signature_that_fails_says_why(office: BackOffice) -> None:
    office.open("TSE")
    office.faults.fault = Fault.OUT
    office.tap("Testsignatur")
    assert "nicht erreichbar" in office.words("Testsignatur", Tone.BAD)
    assert office.till.outage is not None


def test_the_self_test_says_how_it_went(office: BackOffice) -> None:
    office.open("TSE")
    office.tap("Selbsttest")
    assert office.notice == "Die TSE hat ihren Selbsttest bestanden."
    office.faults.fault = Fault.SELF_TEST_FAILS
    office.tap("Selbsttest")
    assert "Selbsttest" in office.notice
    assert "bestanden." not in office.notice.replace("nicht bestanden.", "")


def test_room_is_made_after_everything_was_archived_and_checked(
    office: BackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.sell()
    assert office.work.shop.tse is not None
    device = office.work.shop.tse.current
    status, forgotten = device.status, []

    def nearly_full() -> DeviceStatus:
        return replace(status(), stored_bytes=95, capacity_bytes=100)

    def forget() -> None:
        forgotten.append(next(archives(office.till.books)).number)

    monkeypatch.setattr(device, "status", nearly_full)
    monkeypatch.setattr(device, "delete_exported", forget)
    office.open("TSE")
    assert "Bitte exportieren" in office.words("TSE", Tone.BAD)
    office.tap("Platz schaffen")
    assert office.key("Sichern und leeren").kind is KeyKind.FINAL_DANGER
    assert "lässt sich nicht zurückholen" in office.words("Platz auf der TSE schaffen", Tone.WARN)
    office.tap("Sichern und leeren")
    assert forgotten == [1]
    assert office.notice == "Archiv 1 ist geprüft und abgelegt. Die TSE hat wieder Platz."
    kinds = [act.kind for act in office.till.books.journal(limit=5)]
    assert kinds[:2] == [ActKind.DEVICE_EMPTIED, ActKind.TSE_ARCHIVE]
    office.close_and_prove()

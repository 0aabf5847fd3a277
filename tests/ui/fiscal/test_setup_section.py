"""Another TSE by an assistant: nothing typed is lost, what is for good is said first, and the till signs with it at the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.hardware.signing.faults import Fault
from kasse.hardware.signing.rest import RestClient
from kasse.ports.books import ActKind, RecordKind
from kasse.ports.notification import Reason
from kasse.ports.secrets import SecretsError
from kasse.ports.signing import DeviceInfo, DeviceState, SigningError
from kasse.settings.declared.fiscal_de import TSE_KIND, TSE_PLACES
from kasse.ui.fiscal.setup_section import SetUpSection
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.setting_rows import Edit
from kasse.usecases.device_events import Event, device_events
from kasse.usecases.device_life import is_commissioned
from kasse.usecases.notify import notifications
from tests.ui.fiscal.back_office import WAITER, BackOffice

TEST_TSE = "Test-TSE (Software)"


def choose(office: BackOffice, kind: str) -> None:
    office.open("TSE einrichten")
    office.row(kind)
    office.tap("Weiter")


def enter(office: BackOffice, label: str, text: str) -> None:
    office.change(label)
    office.type(text)


def to_another(office: BackOffice, folder: str = "tse-2") -> None:
    """As far as the page on which the change is decided."""
    choose(office, TEST_TSE)
    enter(office, "Ordner", folder)
    office.tap("Verbindung prüfen")


def test_every_kind_of_device_says_what_it_needs(office: BackOffice) -> None:
    office.open("TSE einrichten")
    rows = office.view.left.rows.rows
    assert [row.title for row in rows][:2] == [TEST_TSE, "Swissbit TSE (USB, SD, LAN)"]
    assert rows[0].mark == "in Gebrauch"
    office.work.tap(office.key("Weiter"))
    assert office.notice == "Zuerst links die Art der TSE antippen."
    for row in rows:
        office.row(row.title)
        assert office.sheet(row.title).remark == "Schritt 1 von 4"
        assert "Das wird gebraucht" in office.words(row.title)


def test_a_till_gets_another_tse_and_signs_with_it(office: BackOffice) -> None:
    first = office.sell()
    assert first.secured is not None
    to_another(office)
    assert office.words("Gefunden").startswith("Die TSE antwortet.")
    warning = office.words("So geht es weiter", Tone.WARN)
    assert "nicht rückgängig" in warning
    assert "gilt sofort" in warning
    office.tap("Weiter")
    final = office.key("Endgültig einrichten")
    assert final.kind is KeyKind.FINAL_DANGER
    office.work.tap(final)
    assert "Grund" in office.notice
    office.choose("Zertifikat läuft ab")
    office.tap("Endgültig einrichten")
    good = office.words("Fertig", Tone.GOOD)
    assert "Der QR-Code ist gelesen und geprüft." in good
    assert "Die neue TSE ist in Gebrauch." in good
    assert not office.view.right.picture.picture.isNull()
    changed = [e for e in device_events(office.till.books, 1) if e.event is Event.IN_USE][-1]
    assert (changed.instead_of, changed.reason) == (first.secured.serial, "Zertifikat läuft ab")
    assert (changed.archive, changed.deregistered) == (1, True)
    assert office.till.settings[TSE_PLACES]["folder"] == "tse-2"
    second = office.sell()
    assert second.secured is not None
    assert second.secured.serial == changed.serial != first.secured.serial
    reasons = [view.notification.reason for view in notifications(office.till.books)]
    assert reasons == [Reason.COMMISSIONING, Reason.TSE_CHANGE]
    assert is_commissioned(office.till) is not None
    office.close_and_prove()


def test_a_reason_of_ones_own_is_typed(office: BackOffice) -> None:
    office.sell()
    to_another(office)
    office.tap("Weiter")
    office.choose("Anderer Grund")
    office.work.tap(office.view.entry.accept_key)
    assert "Grund angeben" in office.notice
    office.type("Kasse steht jetzt im Biergarten")
    office.tap("Endgültig einrichten")
    changed = device_events(office.till.books, 1)[-2]
    assert changed.reason == "Kasse steht jetzt im Biergarten"


def test_the_device_in_use_puts_the_till_into_service(office: BackOffice) -> None:
    office.sell()
    choose(office, TEST_TSE)
    office.tap("Verbindung prüfen")
    assert "Testsignatur machen" in office.words("So geht es weiter")
    office.tap("In Betrieb nehmen")
    assert is_commissioned(office.till) is not None
    assert "Kassenmeldung 1 liegt bereit" in office.words("Fertig", Tone.WAITING)
    office.tap("Fertig")
    assert office.view.tabs.chosen == "tse"
    office.tab("TSE einrichten")
    office.tap("Weiter")
    office.tap("Verbindung prüfen")
    assert "Es ist nichts zu tun." in office.words("So geht es weiter", Tone.GOOD)
    assert office.keys == ["Angaben ändern"]


def test_secrets_are_dots_and_go_to_the_key_store_only(
    office: BackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise SigningError("fiskaly ist nicht zu erreichen. Bitte das Internet prüfen.")

    monkeypatch.setattr(RestClient, "ask", unreachable)
    choose(office, "fiskaly SIGN DE (Cloud)")
    enter(office, "API-Key", "test_abc")
    enter(office, "API-Secret", "streng-geheim")
    office.change("API-Secret")
    entry = office.view.entry
    assert entry.field.displayText() == "●" * len("streng-geheim")
    office.work.tap(entry.eye_key)
    assert entry.field.displayText() == "streng-geheim"
    office.work.tap(entry.cancel_key)
    assert office.control("API-Secret") == Edit("••••••••", "Eingeben", "key-round")
    enter(office, "TSS-ID", "11111111-2222-4333-8444-555555555555")
    office.tap("Verbindung prüfen")
    assert office.work.shop.secrets.get("fiskaly/api_secret") == "streng-geheim"
    journal = office.till.books.journal(limit=1000)
    assert not any("geheim" in str(act.body) for act in journal)
    assert office.till.settings[TSE_KIND] == "software"


def test_what_was_entered_survives_every_failure(office: BackOffice) -> None:
    choose(office, "Diebold Nixdorf TSE (Webservice)")
    enter(office, "Adresse des Webservice", "ws://localhost:1/")
    enter(office, "Admin-Passwort", "12345")
    office.tap("Verbindung prüfen")
    failed = office.words("So ging es nicht")
    assert office.words("So ging es nicht", Tone.BAD)
    assert "Es ist nichts verloren" in failed
    assert office.keys == ["Andere Art", "Angaben ändern", "Noch einmal"]
    office.tap("Noch einmal")
    office.tab("Bargeld")
    office.tab("TSE einrichten")
    office.tap("Angaben ändern")
    assert office.control("Adresse des Webservice") == Edit("ws://localhost:1/", "Eingeben")
    assert "••••" in str(office.control("Admin-Passwort"))
    office.tap("Andere Art")
    office.row(TEST_TSE)
    office.row("Diebold Nixdorf TSE (Webservice)")
    office.tap("Weiter")
    assert office.control("Adresse des Webservice") == Edit("ws://localhost:1/", "Eingeben")


def test_a_change_that_fails_leaves_the_old_device_at_work(office: BackOffice) -> None:
    first = office.sell()
    assert first.secured is not None
    to_another(office)
    office.tap("Weiter")
    office.choose("TSE defekt")
    (office.folder / "tse-2").rename(office.folder / "tse-3")
    (office.folder / "tse-2").write_text("kein Ordner", encoding="utf-8")
    office.tap("Endgültig einrichten")
    assert office.words("So ging es nicht", Tone.BAD)
    again = office.sell()
    assert again.secured is not None
    assert again.secured.serial == first.secured.serial
    assert office.till.settings[TSE_PLACES] == {}


def test_a_key_store_that_is_locked_is_told_with_a_way_out(
    office: BackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise SecretsError("Der Schlüsselbund des Rechners ist gesperrt. Bitte entsperren.")

    monkeypatch.setattr("kasse.hardware.secrets.keyring_secrets._asked", locked)
    choose(office, "fiskaly SIGN DE (Cloud)")
    assert "gesperrt" in office.notice
    enter(office, "API-Key", "test_abc")
    office.tap("Verbindung prüfen")
    assert "gesperrt" in office.words("So ging es nicht", Tone.BAD)


def test_a_new_device_need_not_say_who_it_is(office: BackOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """As most of them: they tell their serial number when they are set up."""
    from kasse.hardware.signing.software_tse import SoftwareTse

    tell = SoftwareTse.info

    def shy(self: SoftwareTse) -> DeviceInfo:
        if self.status().state is DeviceState.NEW:
            raise SigningError("Die TSE ist noch nicht eingerichtet.")
        return tell(self)

    office.sell()
    monkeypatch.setattr(SoftwareTse, "info", shy)
    to_another(office)
    assert "erst, wenn sie eingerichtet ist" in office.words("Gefunden")
    office.tap("Weiter")
    office.choose("Neue TSE")
    office.tap("Endgültig einrichten")
    assert "Die neue TSE ist in Gebrauch." in office.words("Fertig", Tone.GOOD)


def test_a_pin_that_was_typed_is_forgotten_when_somebody_else_takes_over(office: BackOffice) -> None:
    choose(office, "Diebold Nixdorf TSE (Webservice)")
    enter(office, "Adresse des Webservice", "ws://localhost:1/")
    enter(office, "Admin-Passwort", "12345")
    office.work.program.sign_out()
    office.screen.enter(office.boss)
    assert "••••" in str(office.control("Admin-Passwort"))
    office.screen.enter(office.table.operator(WAITER))
    office.work.settle()
    assert office.control("Admin-Passwort") == Edit("", "Eingeben", "key-round")
    assert office.control("Adresse des Webservice") == Edit("ws://localhost:1/", "Eingeben")


def test_what_is_for_good_is_not_done_by_the_enter_key(office: BackOffice) -> None:
    office.sell()
    to_another(office)
    QTest.keyClick(office.view, Qt.Key.Key_Return)
    office.choose("Neue TSE")
    office.view.setFocus()
    QTest.keyClick(office.view, Qt.Key.Key_Return)
    office.work.settle()
    assert office.key("Endgültig einrichten").isVisible()
    office.view.main_key.setFocus()
    QTest.keyClick(office.view.main_key, Qt.Key.Key_Return)
    office.work.settle()
    assert office.words("Fertig")


def test_a_disabled_device_leads_nowhere(office: BackOffice) -> None:
    office.sell()
    to_another(office)
    assert office.work.shop.tse is not None
    other = office.work.shop.tse.open(office.drafted("software"))
    other.set_up("KASSE-HIRSCHEN-1")
    other.disable()
    other.close()
    office.tap("Angaben ändern")
    office.tap("Verbindung prüfen")
    assert "stillgelegt" in office.words("So geht es weiter", Tone.BAD)
    assert office.keys == ["Angaben ändern"]


def test_the_old_device_may_be_gone_when_it_is_changed(office: BackOffice) -> None:
    office.sell()
    office.faults.fault = Fault.OUT
    to_another(office)
    office.tap("Weiter")
    office.choose("TSE defekt")
    office.tap("Endgültig einrichten")
    assert "ließ sich nicht ganz sichern" in office.words("Fertig", Tone.WARN)
    assert office.till.outage is None
    assert office.records(RecordKind.OUTAGE) == office.records(RecordKind.OUTAGE_END)


def test_taps_while_the_devices_are_at_work_do_nothing_twice(office: BackOffice) -> None:
    office.sell()
    to_another(office)
    office.tap("Weiter")
    office.choose("Neue TSE")
    section = office.section("set-up")
    assert isinstance(section, SetUpSection)
    key = office.key("Endgültig einrichten")
    office.work.tap(key)
    section.chosen("do")
    assert office.keys == []
    office.work.settle()
    kinds = [act.kind for act in office.till.books.journal(limit=100)]
    assert kinds.count(ActKind.SETTING) == 1

"""One light for all of it: quiet when well, and one tap away what is wrong, since when, and what is due by when."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kasse.hardware.signing.faults import Fault
from kasse.ports.books import BooksError
from kasse.ports.self_check import Area, CheckState, Light
from kasse.ports.self_check import Fault as Wrong
from kasse.ui.fiscal.check_section import CheckSection
from kasse.ui.fiscal.office import Tell
from kasse.ui.widgets.fact_sheet import Meter, Tone
from kasse.ui.widgets.status_line import DeviceState
from tests.conftest import ExpectedLog
from tests.ui.fiscal.back_office import WAITER, BackOffice


def look_at_foot(office: BackOffice) -> str:
    """The light in the foot, empty if it is out."""
    line = office.work.window.status
    for notice in office.work.desk.board.all():
        office.work.desk.board.solve(notice.key)
    office.work.until(lambda: line.notice is None)
    office.work.program.status.look()
    office.work.settle()
    names = [line.cell_name(i) for i in range(line.cell_count())]
    return next((name for name in names if line.cell_key(names.index(name)) == "light"), "")


def state_of(office: BackOffice, light: Light) -> CheckState:
    now = office.till.now()
    faults = (
        Wrong(Area.NOTIFICATION, Light.RED, "Bitte melden.", now - timedelta(days=3), date(2026, 11, 18)),
        Wrong(Area.DEVICE, Light.AMBER, "Bitte bestellen.", now - timedelta(days=1), date(2026, 12, 1)),
    )
    return CheckState(light, faults if light is Light.RED else (), 0, now)


def show(office: BackOffice, state: CheckState) -> None:
    """Let the self-check say that."""
    opened = office.work.desk.opened
    assert opened.office is not None
    section = office.section("check")
    section.office = replace(opened.office, state=lambda: state)


def test_an_outage_makes_the_light_amber_and_a_tap_on_it_tells_all(office: BackOffice) -> None:
    office.table.sign_in()
    assert look_at_foot(office) == ""
    office.faults.fault = Fault.OUT
    office.sell()
    office.work.until(lambda: "ausgefallen" in office.notice)
    office.table.sign_in()
    assert look_at_foot(office) == "Zu tun · 1, Achtung"
    office.work.tap_cell(office.work.window.status, "Zu tun · 1")
    office.work.settle()
    assert office.view.tabs.chosen == "check"
    assert "Ausfall der TSE" in office.words("Stand")
    assert office.fact("Stand", "Seit").value == "20.11.2026, 18:30 Uhr"


def test_a_waiter_is_told_whom_to_fetch(office: BackOffice) -> None:
    office.faults.fault = Fault.OUT
    office.sell()
    office.table.sign_in(WAITER)
    look_at_foot(office)
    office.work.program.status.light_tapped.emit()
    assert office.notice.startswith("Die Leitung wird gebraucht.")
    assert office.work.window.shown == "tables"


def test_what_is_overdue_is_red_and_what_is_due_has_its_day(office: BackOffice) -> None:
    office.open("Selbstprüfung")
    show(office, state_of(office, Light.RED))
    office.section("check").refresh()
    office.work.settle()
    sheet = office.sheet("Stand")
    assert "stimmt nicht" in office.words("Stand", Tone.BAD)
    dues = [b for b in sheet.blocks if getattr(b, "label", "") == "Zu erledigen bis"]
    assert [(b.value, b.tone) for b in dues] == [  # type: ignore[union-attr]
        ("18.11.2026", Tone.BAD), ("01.12.2026", Tone.WAITING),
    ]  # fmt: skip


def test_a_check_by_hand_makes_the_light_green(office: BackOffice) -> None:
    office.sell()
    office.open("Selbstprüfung")
    assert "Noch nicht geprüft" in office.words("Stand")
    office.tap("Jetzt prüfen")
    assert "Alles in Ordnung." in office.words("Stand", Tone.GOOD)
    assert office.fact("Prüfung", "Zuletzt geprüft").value == "20.11.2026, 18:30 Uhr"
    assert look_at_foot(office) == f"Geprüft, {DeviceState.GOOD.value}"


def test_a_check_shows_how_far_it_is_and_can_be_stopped(office: BackOffice) -> None:
    office.open("Selbstprüfung")
    told, go_on = threading.Event(), threading.Event()

    def check(tell: Tell) -> CheckState | None:
        tell("Bücher", 0.38)
        told.set()
        go_on.wait(20)
        return None if not tell("Bücher", 0.4) else state_of(office, Light.GREEN)

    section = office.section("check")
    assert isinstance(section, CheckSection)
    section.office = replace(section.office, check=check)
    office.work.tap(office.key("Jetzt prüfen"))
    told.wait(20)
    office.work.until(lambda: "Bücher" in office.labels("Prüfung"))
    bar = office.fact("Prüfung", "Bücher")
    assert isinstance(bar, Meter)
    assert (bar.value, bar.permille) == ("38 %", 380)
    office.work.tap(office.key("Prüfung abbrechen"))
    go_on.set()
    office.work.settle()
    assert office.notice == "Die Prüfung ist abgebrochen. Was vorher galt, gilt weiter."
    assert office.keys == ["Jetzt prüfen"]


def test_books_that_cannot_be_read_are_told_on_the_page(
    office: BackOffice, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.open("Selbstprüfung")

    def unreadable() -> CheckState:
        raise BooksError("Die Bücher lassen sich nicht lesen.")

    section = office.section("check")
    section.office = replace(section.office, state=unreadable)
    section.refresh()
    office.work.settle()
    assert office.words("Stand", Tone.BAD) == "Die Bücher lassen sich nicht lesen."

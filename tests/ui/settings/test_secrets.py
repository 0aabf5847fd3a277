"""Passwords in the dialog: dots, set and replaced and taken away with the save, looked at with the guarded eye."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kasse.ports.books import ActKind
from kasse.settings.declared import data
from kasse.settings.declared.tse_access import FISKALY_KEY, FISKALY_SECRET
from kasse.ui.settings.view import Mode
from kasse.ui.widgets.setting_controls import Field
from kasse.usecases.show_secret import MOST_TRIES, SHOWN_SECONDS
from tests.ui.settings.conftest import BOSS, Office

DOTS = Field("••••••••", "key-round")


def ask(office: Office, choice: str) -> None:
    office.open(FISKALY_KEY.path)
    office.tap(FISKALY_KEY)
    office.choose(choice)


class TestSetting:
    def test_a_password_is_set_with_the_save_and_shows_as_dots(self, office: Office) -> None:
        ask(office, "Setzen")
        assert office.view.entry.field.echoMode().name == "Password"
        office.type("live_geheim")
        assert office.secrets.get("fiskaly/api_key") is None
        assert office.row(FISKALY_KEY).control == DOTS
        assert office.row(FISKALY_KEY).changed
        office.save()
        assert office.secrets.get("fiskaly/api_key") == "live_geheim"
        assert office.row(FISKALY_KEY).origin == "Gesetzt am 20.11.2026"

    def test_while_it_is_typed_it_may_be_looked_at(self, office: Office) -> None:
        ask(office, "Setzen")
        office.work.tap(office.view.entry.eye_key)
        assert office.view.entry.field.echoMode().name == "Normal"

    def test_it_is_replaced_and_taken_away(self, office: Office) -> None:
        office.store(FISKALY_KEY, "alt")
        ask(office, "Ersetzen")
        office.type("neu")
        office.save()
        assert office.secrets.get("fiskaly/api_key") == "neu"
        ask(office, "Löschen")
        office.save()
        assert office.secrets.get("fiskaly/api_key") is None
        assert office.row(FISKALY_KEY).control == Field("nicht gesetzt", "key-round")

    def test_nothing_typed_is_nothing_changed(self, office: Office) -> None:
        ask(office, "Setzen")
        office.type("")
        assert "1 bis 4000 Zeichen" in office.work.notice
        office.work.tap(office.view.entry.cancel_key)
        office.work.tap(office.view.choices.close_key)
        assert office.words == "Alles ist gespeichert"

    def test_what_was_typed_does_not_stay_in_the_field(self, office: Office) -> None:
        ask(office, "Setzen")
        office.type("live_geheim")
        assert office.view.entry.field.text() == ""

    def test_the_history_never_tells_a_password(self, office: Office) -> None:
        office.store(FISKALY_KEY, "live_geheim")
        office.open(FISKALY_KEY.path)
        office.tap(FISKALY_KEY, "more")
        office.work.settle()
        assert [row.title for row in office.view.list.rows] == ["nicht gesetzt → gesetzt"]
        assert office.view.foot.main_key.off_reason


@pytest.mark.feature("X-12")
class TestTheGuardedEye:
    @pytest.fixture(autouse=True)
    def _set(self, office: Office) -> None:
        office.store(FISKALY_KEY, "live_geheim")

    def allow(self, office: Office) -> None:
        office.store(data.SECRETS_SEEN, "1")

    def pin(self, office: Office, pin: str = "") -> None:
        staff = office.work.shop.till.staff.operators.values()
        number = next(operator.number for operator in staff if operator.name == BOSS)
        office.type(pin or office.work.pins[number])
        office.work.settle()

    def test_it_asks_for_the_own_pin_and_shows_it_for_thirty_seconds(self, office: Office) -> None:
        self.allow(office)
        ask(office, "Ansehen")
        assert BOSS in office.view.entry.asked.hint
        assert office.view.entry.asked.secret
        self.pin(office)
        panel = office.view.secret
        assert panel.isVisible()
        assert (panel.secret, panel.seconds_left) == ("live_geheim", SHOWN_SECONDS) == ("live_geheim", 30)
        assert panel.timer.isActive()
        assert office.work.shop.till.books.journal(limit=1)[0].kind is ActKind.EYE_OPENED
        for _ in range(29):
            panel.timer.timeout.emit()
        assert panel.secret == "live_geheim"
        panel.timer.timeout.emit()
        assert panel.secret == ""
        assert not panel.isVisible()
        assert not panel.timer.isActive()

    def test_its_key_and_every_other_way_away_hide_it_at_once(self, office: Office) -> None:
        self.allow(office)
        ways: list[Callable[[], None]] = [
            lambda: office.work.tap(office.view.foot.main_key),
            lambda: office.work.tap(office.view.top.back_key),
            office.work.program.show_tables,
        ]
        for leave in ways:
            ask(office, "Ansehen")
            self.pin(office)
            assert office.view.secret.secret
            leave()
            assert office.view.secret.secret == ""

    def test_a_screen_reader_is_told_nothing_of_it(self, office: Office) -> None:
        self.allow(office)
        ask(office, "Ansehen")
        self.pin(office)
        panel = office.view.secret
        assert "geheim" not in panel.accessibleName() + panel.accessibleDescription()

    def test_it_is_off_where_the_house_does_not_allow_it(self, office: Office) -> None:
        ask(office, "Ansehen")
        assert office.view.mode is Mode.CHOICES
        assert data.SECRETS_SEEN.label in office.work.notice

    def test_wrong_pins_are_counted_and_then_refused(self, office: Office) -> None:
        self.allow(office)
        for _ in range(MOST_TRIES):
            ask(office, "Ansehen")
            self.pin(office, "0000")
            assert "Diese PIN stimmt nicht" in office.work.notice
            assert not office.view.secret.isVisible()
        ask(office, "Ansehen")
        assert "gesperrt" in office.work.notice
        assert office.view.mode is Mode.CHOICES

    def test_what_is_never_shown_says_so(self, office: Office) -> None:
        self.allow(office)
        office.store(FISKALY_SECRET, "sec")
        office.open(FISKALY_SECRET.path)
        office.tap(FISKALY_SECRET)
        office.choose("Ansehen")
        assert "nie wieder gezeigt" in office.work.notice

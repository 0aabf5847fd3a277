"""The dialog of settings at a real till, opened by a manager with a finger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from kasse.hardware.secrets.memory_secrets import MemorySecrets
from kasse.settings import Setting
from kasse.ui.settings.screen import SettingsScreen
from kasse.ui.settings.view import SettingsView
from kasse.ui.widgets.setting_rows import SettingRow
from kasse.usecases.change_setting import Change, change_settings
from tests.ui.at_work import TillAtWork

BOSS, DEPUTY, WAITER = "Georg Hirsch", "Petra Steiner", "Anna Berger"
Put = Callable[[Setting[Any], str], None]


@dataclass
class Office:
    """Whoever has the dialog open, and what a finger does there."""

    work: TillAtWork
    secrets: MemorySecrets

    @property
    def screen(self) -> SettingsScreen:
        return self.work.program.settings

    @property
    def view(self) -> SettingsView:
        return self.screen.view

    def open(self, path: str = "") -> None:
        self.work.program.show_settings(path)
        assert self.work.window.shown == "settings"

    def row(self, setting: Setting[Any]) -> SettingRow:
        return next(row for row in self.view.rows.rows if row.key == setting.key)

    def shown(self) -> list[object]:
        return [row.key for row in self.view.rows.rows]

    def tap(self, setting: Setting[Any], step: object = 0) -> None:
        """A finger on the control of a row that can be seen."""
        rows = self.view.rows
        assert rows.isVisible()
        index = rows.spot_of(setting.key, step)
        rows.make_visible(index)
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.center_of(index).toPoint())

    def tap_page(self, name: str) -> None:
        self.work.tap_cell(self.view.tree, name)

    def choose(self, name: str) -> None:
        """A choice that stands in the place of the page."""
        self.work.choose(self.view.choices, name)

    def type(self, text: str) -> None:
        """Words into the field that is asked for, accepted with its key."""
        assert self.view.entry.isVisible()
        self.view.entry.field.clear()
        QTest.keyClicks(self.view.entry.field, text)
        self.work.tap(self.view.entry.accept_key)

    def save(self) -> None:
        self.work.tap(self.view.foot.main_key)
        self.work.settle()

    def search(self, text: str) -> None:
        self.view.search.field.setFocus()
        self.view.search.field.clear()
        for letter in text:  # QTest types no umlauts
            self.view.search.field.insert(letter)
        QCoreApplication.processEvents()

    def store(self, setting: Setting[Any], text: str | None, scope: str = "everywhere") -> None:
        """Somebody has set that before."""
        change_settings(self.work.shop.till, None, [Change(setting, text, scope)], secrets=self.secrets)

    def value(self, setting: Setting[Any]) -> Any:
        return self.work.shop.till.settings[setting]

    @property
    def words(self) -> str:
        """What the foot says."""
        return self.view.foot.foot.words


def with_secrets(work: TillAtWork) -> Office:
    secrets = MemorySecrets()
    work.desk.opened = replace(work.desk.opened, secrets=secrets)
    return Office(work, secrets)


@pytest.fixture
def office(at_work: TillAtWork) -> Office:
    """The manager, who has every right, is signed in."""
    office = with_secrets(at_work)
    at_work.sign_in(BOSS)
    return office


@pytest.fixture
def put(office: Office) -> Put:
    """Sets something in the dialog, as a manager would, and goes back to the tables."""

    def do(setting: Setting[Any], text: str) -> None:
        office.open(setting.path)
        office.screen.chosen(setting, text)
        office.save()
        office.work.program.show_tables()

    return do

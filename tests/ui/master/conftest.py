"""The screen of master data at a real till, opened by a manager with a finger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from kasse.domain.catalogue import Article
from kasse.sheets import Sheet
from kasse.sheets.declared import ARTICLES
from kasse.ui.master.screen import MasterScreen
from kasse.ui.master.view import MasterView, Mode
from kasse.ui.widgets.setting_rows import SettingRow
from tests.ui.at_work import TillAtWork

BOSS, DEPUTY, WAITER = "Georg Hirsch", "Petra Steiner", "Anna Berger"


@dataclass
class Office:
    """Whoever has the screen open, and what a finger does there."""

    work: TillAtWork

    @property
    def screen(self) -> MasterScreen:
        return self.work.program.master

    @property
    def view(self) -> MasterView:
        return self.screen.view

    def open(self, path: str = "") -> None:
        self.work.program.show_master(path)
        assert self.work.window.shown == "master"
        self.work.settle()

    def shows(self, mode: Mode) -> bool:
        return self.view.mode is mode

    # The list.

    def titles(self) -> list[str]:
        """What the rows of the list are called, from above."""
        lines = self.view.table.lines
        column = lines.stretch or 0
        return [lines.text(row, column) for row in range(lines.rowCount())]

    def spot(self, title: str, column: int = 1) -> QPoint:
        """The middle of a cell of a row that can be seen."""
        table = self.view.table
        index = table.lines.index(self.titles().index(title), column)
        table.scrollTo(index)
        QCoreApplication.processEvents()
        return table.visualRect(index).center()

    def tap_row(self, title: str) -> None:
        viewport = self.view.table.viewport()
        assert viewport.isVisible()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=self.spot(title))

    def mark(self, *titles: str) -> None:
        for title in titles:
            spot = self.spot(title, 0)
            QTest.mouseClick(self.view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def tap_head(self, label: str) -> None:
        table = self.view.table
        section = next(i for i in range(1, table.lines.columnCount()) if table.lines.head(i).label == label)
        at = QPoint(table.head.sectionViewportPosition(section) + 10, table.head.height() // 2)
        QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def chip(self, name: str) -> None:
        """A key above the list or the form."""
        self.work.tap_cell(self.view.chips, name)

    # The form.

    def row(self, label: str) -> SettingRow:
        return next(row for row in self.view.rows.rows if row.label == label)

    def tap(self, label: str, step: object = 0) -> None:
        """A finger on the control of a fact."""
        rows = self.view.rows
        assert rows.isVisible()
        index = rows.spot_of(self.row(label).key, step)
        rows.make_visible(index)
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.center_of(index).toPoint())

    def type(self, text: str) -> None:
        """Words into the field that is asked for, accepted with its key."""
        assert self.view.entry.isVisible()
        self.view.entry.field.clear()
        self.view.entry.field.insert(text)  # QTest types no umlauts
        self.work.tap(self.view.entry.accept_key)

    def write(self, label: str, text: str) -> None:
        self.tap(label)
        self.type(text)

    def choose(self, name: str) -> None:
        """A choice that stands in the place of the page."""
        self.work.choose(self.view.choices, name)

    def save(self) -> None:
        self.work.tap(self.view.foot.main_key)
        self.work.settle()

    def search(self, text: str) -> None:
        self.view.search.field.setFocus()
        self.view.search.field.clear()
        for letter in text:
            self.view.search.field.insert(letter)
        QCoreApplication.processEvents()

    # What came of it.

    def article(self, number: int) -> Article:
        return self.work.shop.till.catalogue.articles[number]

    def stored(self, sheet: Sheet[Any] = ARTICLES) -> dict[Any, Any]:
        return dict(sheet.rows(self.work.shop.till.master))

    @property
    def words(self) -> str:
        """What the foot says."""
        return self.view.foot.foot.words


@pytest.fixture
def office(at_work: TillAtWork) -> Office:
    """The manager, who has every right, is signed in."""
    at_work.sign_in(BOSS)
    return Office(at_work)

"""Whoever leads the house, in the back office: opens sections, taps rows, keys and controls that are to be seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.domain.sales import Tender
from kasse.domain.staff import Operator
from kasse.hardware.signing.faults import FaultyDevice
from kasse.ports.books import RecordKind
from kasse.ports.signing import TseSpec
from kasse.ui.fiscal.page import Part
from kasse.ui.fiscal.screen import FiscalScreen
from kasse.ui.fiscal.section import Section
from kasse.ui.fiscal.setup_section import SetUpSection
from kasse.ui.fiscal.view import FiscalView
from kasse.ui.widgets.fact_sheet import Fact, Heading, Meter, Sheet, Tone, Words
from kasse.ui.widgets.key import Key
from kasse.usecases.take_payment import Paid, take_payment
from kasse.usecases.till import Till
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import TABLE, AtTheTable

BOSS, WAITER = "Georg Hirsch", "Anna Berger"


class BackOffice:
    """The taps and looks of one person."""

    def __init__(self, work: TillAtWork) -> None:
        self.work = work
        self.table = AtTheTable(work)

    @property
    def till(self) -> Till:
        return self.work.shop.till

    @property
    def view(self) -> FiscalView:
        return self.work.fiscal

    @property
    def screen(self) -> FiscalScreen:
        screen = self.work.program.fiscal
        assert screen is not None
        return screen

    @property
    def boss(self) -> Operator:
        return self.table.operator(BOSS)

    @property
    def faults(self) -> FaultyDevice:
        faults = self.work.shop.faults
        assert faults is not None
        return faults

    def section(self, key: str) -> Section:
        return self.screen.section(key)

    # Ways.

    def open(self, tab: str = "", who: str = BOSS) -> None:
        """Through the menu of the till, as a person would; then to a tab."""
        self.table.sign_in(who)
        self.work.tap(next(k for a, k in self.work.tables.keys.items() if a.name == "REGISTER"))
        self.work.choose(self.work.tables.choices, "Finanzamt")
        if tab:
            self.tab(tab)

    def tab(self, label: str) -> None:
        self.tab_without_waiting(label)
        self.work.settle()

    def tab_without_waiting(self, label: str) -> None:
        """While an answer is still to come."""
        self.work.tap_cell(self.view.tabs, label)

    # Taps.

    def tap(self, label: str) -> None:
        """A key below the page, by its word."""
        self.work.tap(self.key(label))
        self.work.settle()

    def key(self, label: str) -> Key:
        keys = (*self.view.keys, self.view.main_key)
        return next(key for key in keys if key.isVisible() and key.on_it.label == label)

    def row(self, title: str) -> None:
        """A row of the list."""
        rows = self.view.left.rows
        assert rows.isVisible()
        index = [row.title for row in rows.rows].index(title)
        rows.make_visible(index)
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.center_of(index).toPoint())
        self.work.settle()

    def choose(self, label: str) -> None:
        """A choice, wherever its page stands."""
        panels = (self.view.left.choices, self.view.right.choices)
        panel = next(each for each in panels if each.isVisible())
        self.work.choose(panel, label)
        self.work.settle()

    def change(self, label: str, step: str = "") -> None:
        """The control of a setting: "mehr" or "weniger" for numbers."""
        rows = self.view.left.settings
        assert rows.isVisible()
        for i in range(rows.cell_count()):
            parts = rows.cell_name(i).split(", ")
            if parts[0] == label and (not step or step in parts):
                rows.make_visible(i)
                QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.center_of(i).toPoint())
                self.work.settle()
                return
        raise AssertionError(f"no control for {label!r} among {[row.label for row in rows.rows]}")

    def type(self, text: str) -> None:
        """Type into the field that is open, and take it over."""
        assert self.view.typing
        self.view.entry.field.clear()
        QTest.keyClicks(self.view.entry.field, text)
        self.work.tap(self.view.entry.accept_key)
        self.work.settle()

    # Looks.

    @property
    def keys(self) -> list[str]:
        """The words on the keys below the page."""
        return [key.on_it.label for key in (*self.view.keys, self.view.main_key) if key.isVisible()]

    def control(self, label: str) -> object:
        """What stands in the control of a setting."""
        return next(row.control for row in self.view.left.settings.rows if row.label == label)

    def sheet(self, title: str) -> Sheet:
        """The card with that title, which has to be seen."""
        for slot in (self.view.left, self.view.right):
            if slot.sheet.isVisible() and slot.sheet.sheet.title == title:
                return slot.sheet.sheet
        parts: tuple[Part | None, ...] = (self.view.page.left, self.view.page.right)
        raise AssertionError(f"no card {title!r}, but {parts}")

    def words(self, title: str, tone: Tone | None = None) -> str:
        """All sentences on a card, or those of one tone."""
        found = []
        for block in self.sheet(title).blocks:
            match block:
                case Words(text, own) | Fact(_, text, own) if tone is None or own is tone:
                    found.append(text)
                case Heading(text) if tone is None:
                    found.append(text)
        return "\n".join(found)

    def fact(self, title: str, label: str) -> Fact | Meter:
        """A fact or bar of a card."""
        blocks = self.sheet(title).blocks
        return next(b for b in blocks if isinstance(b, (Fact, Meter)) and b.label == label)

    def labels(self, title: str) -> list[str]:
        """The labels of the facts and bars of a card."""
        return [block.label for block in self.sheet(title).blocks if isinstance(block, (Fact, Meter))]

    @property
    def notice(self) -> str:
        return self.work.notice

    # What happens meanwhile.

    def sell(self, *names: str) -> Paid:
        """A sale in cash."""
        total = self.table.serve(*(names or ("Espresso",)))
        return take_payment(self.till, self.boss, TABLE, [Tender(self.till.own_cash(), total)])

    def records(self, kind: RecordKind) -> int:
        return len(self.till.books.latest_records(kind))

    def close_and_prove(self) -> None:
        self.work.close()
        assert self.work.findings() == []

    def drafted(self, kind: str) -> TseSpec:
        """What the assistant has been told of a kind of device."""
        section = self.section("set-up")
        assert isinstance(section, SetUpSection)
        return section.draft(kind).spec

    @property
    def folder(self) -> Path:
        return self.work.shop.folder

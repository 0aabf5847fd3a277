"""The ways into the offices of the till: settings, master data, tax office. Made when they are first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator, Right
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.status import Status
from kasse.ui.view import View
from kasse.ui.window import Window

if TYPE_CHECKING:
    from kasse.ui.fiscal.screen import FiscalScreen
    from kasse.ui.master.screen import MasterScreen
    from kasse.ui.navigation import Navigator
    from kasse.ui.settings.screen import SettingsScreen

AnyView = TypeVar("AnyView", bound=View)

FISCAL_RIGHTS = (Right.SETTINGS, Right.MASTER_DATA)
"""One of them opens the back office; what may be done there each deed decides itself."""


class OfficeWays(QObject):
    """A part of `kasse.ui.program.Program`."""

    status: Status

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        self.window = window
        self.desk = desk
        self.operator: Operator | None = None
        self.clock = ""
        self._settings_from: str | None = None

    @property
    def _navigator(self) -> Navigator:
        return cast("Navigator", self)

    def keep(self, name: str, view: AnyView) -> AnyView:
        """Put a screen into the window under that name."""
        self.window.add(name, view)
        view.show_clock(self.clock)
        view.show_operator(self.operator.name if self.operator else "")
        return view

    @cached_property
    def fiscal(self) -> FiscalScreen | None:
        """The back office for the tax office; None where there is none."""
        office = self.desk.opened.office
        if office is None:
            return None
        from kasse.ui.fiscal.cash_section import CashSection
        from kasse.ui.fiscal.check_section import CheckSection
        from kasse.ui.fiscal.notification_section import NotificationSection
        from kasse.ui.fiscal.outages_section import OutagesSection
        from kasse.ui.fiscal.screen import FiscalScreen
        from kasse.ui.fiscal.setup_section import SetUpSection
        from kasse.ui.fiscal.tse_section import TseSection
        from kasse.ui.fiscal.view import FiscalView
        from kasse.ui.fiscal.visit_section import VisitSection

        view = self.keep("fiscal", FiscalView(self.window.look))
        screen = FiscalScreen(view, self.desk, office, self._navigator)
        self.window.about_to_close.connect(screen.stop)
        screen.put_in(
            TseSection,
            SetUpSection,
            OutagesSection,
            NotificationSection,
            VisitSection,
            CheckSection,
            CashSection,
        )
        return screen

    @cached_property
    def settings(self) -> SettingsScreen:
        """The dialog of settings."""
        from kasse.ui.settings.screen import SettingsScreen
        from kasse.ui.settings.view import SettingsView

        return SettingsScreen(
            self.keep("settings", SettingsView(self.window.look)), self.desk, self._navigator
        )

    @cached_property
    def master(self) -> MasterScreen:
        """The screen of master data."""
        from kasse.ui.master.screen import MasterScreen
        from kasse.ui.master.specials import SPECIALS
        from kasse.ui.master.view import MasterView

        view = self.keep("master", MasterView(self.window.look))
        return MasterScreen(view, self.desk, self._navigator, SPECIALS)

    def show_fiscal(self, section: str = "") -> None:
        """See `Navigator`."""
        operator = self.operator
        if operator is None or self.fiscal is None:
            return
        if not self._may_see_fiscal():
            self.desk.board.say(wording.missing_right(self.desk.till.staff, operator, FISCAL_RIGHTS[0]))
            return
        self.fiscal.enter(operator, section)
        self.window.show_view("fiscal")

    def _may_see_fiscal(self) -> bool:
        operator, staff = self.operator, self.desk.till.staff
        return operator is not None and any(staff.may(operator, right) for right in FISCAL_RIGHTS)

    def show_light(self) -> None:
        """What the self-check found: all of it for those who may, a sentence for everybody else."""
        if self._may_see_fiscal():
            self.show_fiscal("check")
            return
        light = self.status.light
        headline = light.headline if light is not None else ""
        if headline:
            self.desk.board.say("Die Leitung wird gebraucht.", headline)
        else:
            self.desk.board.say("Die Aufzeichnungen sind geprüft und in Ordnung.")

    def show_settings(self, path: str = "") -> None:
        """See `Navigator`."""
        operator = self.operator
        if operator is None:
            return
        if lacking := wording.missing_right(self.desk.till.staff, operator, Right.SETTINGS):
            self.desk.board.say(lacking)
            return
        if self.window.shown != "settings":
            self._settings_from = self.window.shown
        self.settings.enter(operator, path)
        self.window.show_view("settings")

    def leave_settings(self) -> None:
        """See `Navigator`."""
        if self._settings_from == "fiscal":
            self.show_fiscal()
        else:
            self.show_tables()

    def show_master(self, path: str = "") -> None:
        """See `Navigator`."""
        operator = self.operator
        if operator is None:
            return
        if lacking := wording.missing_right(self.desk.till.staff, operator, Right.MASTER_DATA):
            self.desk.board.say(lacking)
            return
        self.master.enter(operator, path)
        self.window.show_view("master")

    def show_tables(self) -> None:
        """See `Navigator`."""
        raise NotImplementedError

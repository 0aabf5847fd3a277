"""What taps on the closing screen mean."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.shifts.view import ClosingView


class ClosingScreen(QObject):
    """The end of the day. Made once: `ClosingScreen(view, desk, navigator)`; `enter(operator)` adds the day up."""

    def __init__(self, view: ClosingView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.navigator = navigator
        self.operator: Operator | None = None
        view.back.connect(navigator.show_tables)

    def enter(self, operator: Operator) -> None:
        """Add the day up on the background lane and show it."""
        self.operator = operator

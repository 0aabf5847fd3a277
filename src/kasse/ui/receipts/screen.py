"""What taps on the screen of the last receipts mean."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.receipts.view import ReceiptsView


class ReceiptsScreen(QObject):
    """The last receipts of this till. Made once: `ReceiptsScreen(view, desk, navigator)`; `enter(operator)` loads."""

    def __init__(self, view: ReceiptsView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.navigator = navigator
        self.operator: Operator | None = None
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)

    def enter(self, operator: Operator) -> None:
        """Show the latest receipts."""
        self.operator = operator

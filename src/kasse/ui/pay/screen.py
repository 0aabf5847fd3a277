"""What taps on the payment screen mean."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.pay.view import PayView


class PayScreen(QObject):
    """One table's bill, from the first tap to the change due.

    Made once for its view: `PayScreen(view, desk, navigator)`. `enter(operator, table)` loads the tab fresh and
    says whether there is something to pay; only then the view is to be shown.
    """

    def __init__(self, view: PayView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.navigator = navigator
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)

    def enter(self, operator: Operator, table: int) -> bool:
        """Load what is open on the table; False, with a word to the waiter, if that is nothing."""
        tab = self.till.books.tab(table, training=operator.training)
        return tab is not None and bool(tab.lines)

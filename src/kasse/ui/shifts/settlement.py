"""The settlement of waiters: one's own at once, that of the others by right; seen as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.staff import Operator
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel, ReceiptsView
from kasse.usecases.settle_operator import (
    SettlementPrinted,
    Shift,
    look_at_operator,
    operator_day_page,
    print_settlement,
    shifts_of_day,
)
from kasse.usecases.till import Changed

TITLE = "Bedienerabrechnung"
PRACTICE = "In der Übung wird nichts abgerechnet."


class SettlementScreen(QObject):
    """Operators on the left, the settlement of the chosen one beside them. Made once for its view."""

    def __init__(self, view: ReceiptsView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self._operator: Operator | None = None
        self._shifts: Sequence[Shift] = ()
        self._chosen: int | None = None
        self._patience = desk.patience()
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)
        view.receipt_chosen.connect(self._choose)
        view.reprint.connect(self._print)
        desk.changed.connect(self._changed)

    def enter(self, operator: Operator) -> None:
        """Show one's own as soon as it is added up."""
        self._operator = operator
        self._shifts, self._chosen = (), operator.number
        self._patience.start()  # the tap that opened this screen may come twice
        self._show()
        self.view.show_paper(None)
        self._read()

    def _read(self) -> None:
        if self._operator is not None:
            work = partial(shifts_of_day, self.till, self._operator)
            self.desk.do(self.desk.background, work, asker=self, then=self._took)

    def _took(self, shifts: Sequence[Shift]) -> None:
        self._shifts = shifts
        self._choose(self._chosen)

    def _changed(self, changed: object) -> None:
        """Somebody sold something while one looks."""
        shown = Changed.RECEIPTS | Changed.TABLES | Changed.SHIFT
        if isinstance(changed, Changed) and changed & shown and self.view.isVisible():
            self._read()

    def _show(self) -> None:
        operator = self._operator
        rows = tuple(
            ReceiptRow(
                shift.operator,
                shift.name,
                "",
                "kassiert",
                str(shift.collected),
                f"Bediener {shift.operator}",
                "",
            )
            for shift in self._shifts
        )
        self.view.show_receipts(
            ReceiptsModel(
                rows,
                self._chosen,
                title=TITLE,
                reprint_label="Drucken",
                reprint_off=PRACTICE if operator and operator.training else "",
                reverse_label="",
                more_label="",
                change_label="",
            )
        )

    def _choose(self, key: object) -> None:
        if self._operator is None or not any(shift.operator == key for shift in self._shifts):
            return
        self._chosen = int(str(key))
        self._show()
        draw = partial(self._draw, self._operator, self._chosen)
        self.desk.do(self.desk.background, draw, asker=self, then=partial(self._drawn, self._chosen))

    def _draw(self, operator: Operator, of: int) -> bytes:
        """On a lane."""
        day = look_at_operator(self.till, operator, of)
        return picture(operator_day_page(self.till, day, asked_by=operator.number))

    def _drawn(self, of: int, png: bytes) -> None:
        if of == self._chosen:
            self.view.show_paper(png)

    def _print(self, _key: object) -> None:
        operator, of = self._operator, self._chosen
        if operator is None or of is None or not self._patience.allows:
            return
        self._patience.start()

        def printed(done: SettlementPrinted) -> None:
            settlement = done.day.settlement
            paper = "Sie wird gedruckt." if done.on_paper else "Für Berichte ist kein Drucker eingerichtet."
            self.desk.board.say(f"Abrechnung {settlement.name}: Bargeld {settlement.cash.balance} €.", paper)

        work = partial(print_settlement, self.till, operator, of)
        self.desk.do(self.desk.background, work, asker=self, then=printed)

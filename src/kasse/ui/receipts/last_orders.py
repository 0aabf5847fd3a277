"""The last orders of all waiters: what went out when, to which table, from whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject

from kasse.documents.order_note import order_note_page, order_total
from kasse.documents.picture import picture
from kasse.domain.orders import BookingKind
from kasse.domain.staff import Operator
from kasse.ports.books import Order
from kasse.settings.declared.tables import LAST_ORDERS_MINUTES
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel, ReceiptsView

TITLE = "Letzte Bonierungen"
MOST = 200
"""So many at most; who looks for more has the journal."""


class LastOrdersScreen(QObject):
    """Newest first. Made once for its view; `enter(operator)` reads the list behind the screen."""

    def __init__(self, view: ReceiptsView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self._orders: Sequence[Order] = ()
        self._chosen: int | None = None
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)
        view.receipt_chosen.connect(self._choose)

    def enter(self, operator: Operator) -> None:
        """Show the list as soon as it is read, its newest order chosen. Practice sees practice only."""
        self._orders, self._chosen = (), None
        self._show()
        self.view.show_paper(None)
        self.desk.do(
            self.desk.background, partial(self._read, training=operator.training), asker=self, then=self._took
        )

    def _read(self, *, training: bool) -> Sequence[Order]:
        """On a lane."""
        minutes = self.till.settings[LAST_ORDERS_MINUTES]
        since = self.till.now() - timedelta(minutes=minutes) if minutes else None
        found = self.till.books.orders_since(since, MOST)
        return [order for order in found if order.training is training]

    def _took(self, orders: Sequence[Order]) -> None:
        self._orders = orders
        if orders:
            self._choose(orders[0].number)
        else:
            minutes = self.till.settings[LAST_ORDERS_MINUTES]
            span = f"In den letzten {minutes} Minuten" if minutes else "Heute"
            self.view.show_paper(None, f"{span} ist noch nichts boniert")

    def _show(self) -> None:
        rows = tuple(
            ReceiptRow(
                order.number,
                order.table_label,
                wording.clock(order.at, self.till.zone),
                order.operator_name,
                str(order_total(order)),
                f"Bon {order.number}",
                _mark(order),
            )
            for order in self._orders
        )
        self.view.show_receipts(
            ReceiptsModel(rows, self._chosen, title=TITLE, reprint_label="", reverse_label="", more_label="")
        )

    def _choose(self, key: object) -> None:
        order = next((order for order in self._orders if order.number == key), None)
        if order is None:
            return
        self._chosen = order.number
        self._show()
        self.desk.do(
            self.desk.background,
            partial(self._draw, order),
            asker=self,
            then=partial(self._drawn, order.number),
        )

    def _draw(self, order: Order) -> bytes:
        """On a lane."""
        return picture(order_note_page(order, zone=self.till.zone))

    def _drawn(self, number: int, png: bytes) -> None:
        if number == self._chosen:
            self.view.show_paper(png)


def _mark(order: Order) -> str:
    kinds = {booking.kind for booking in order.bookings}
    if BookingKind.VOID in kinds:
        return "Storno"
    return "umgebucht" if BookingKind.TRANSFER in kinds else ""

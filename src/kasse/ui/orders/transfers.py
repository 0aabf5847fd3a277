"""Moving a line, part of it, or the whole table: the plan opens in the place of the tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kasse.domain.orders import Line
from kasse.domain.quantity import Quantity
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.parts import Transfer
from kasse.ui.orders.ticket_lines import short_title
from kasse.ui.questions import typed_digits
from kasse.ui.tables.floor import area_tabs, floor_plan, regular
from kasse.usecases.book_order import OrderSent
from kasse.usecases.transfer_lines import transfer_lines

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class Transfers:
    """Where to: tapped on the plan or typed on the pad; the next-step key moves."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._line: Line | None = None
        self._quantity = Quantity(0)
        self._area: int | None = None
        self._target = ""
        view = screen.view
        view.transfer_area.connect(self._show_area)
        view.transfer_target.connect(self._take)
        view.transfer_cancelled.connect(screen.close_question)
        view.transfer_confirmed.connect(self._move)

    def open(self) -> None:
        """Ask where the chosen line, or else the whole table, shall go."""
        screen = self._screen
        reason = screen.tables.off().get(OrderAction.TRANSFER, "")
        if reason:
            screen.desk.board.say(reason)
            return
        self._line = screen.sent_line
        if self._line is not None:
            asked = screen.take_pending() if screen.pending else self._line.quantity
            self._quantity = min(asked, self._line.quantity)
        place = screen.till.house.places.get(screen.table)
        self._area = place.area if place else next(iter(screen.till.house.areas), None)
        self._target = ""
        self._show()
        screen.refresh()

    def type(self, sign: str) -> None:
        """A key of the pad: the number of the table."""
        self._target = typed_digits(self._target, sign, 5)
        place = self._screen.till.house.places.get(int(self._target or -1))
        if place is not None:
            self._area = place.area
        self._show()

    def _what(self) -> str:
        if self._line is None:
            return short_title(self._screen.table, self._screen.tab)
        return f"{wording.portions(self._quantity)} × {self._line.name}"

    def _show(self) -> None:
        screen = self._screen
        tabs = screen.till.open_tabs(screen.operator)
        plan = floor_plan(screen.till, self._area, tabs, operator=screen.operator, unsent={})
        room = screen.view.middle.plan.place_in_parent()
        plan = regular(plan, room.w, room.h)
        target = int(self._target) if self._target else None
        confirm = f"{self._what()} auf Tisch {target}" if target else f"{self._what()} wohin?"
        screen.view.show_transfer(Transfer(area_tabs(screen.till.house), self._area, plan, target, confirm))

    def _show_area(self, area: object) -> None:
        self._area = int(str(area))
        self._show()

    def _take(self, table: object) -> None:
        self._target = str(table)
        self._show()

    def _move(self) -> None:
        screen = self._screen
        if not self._target:
            screen.desk.board.say("Den Tisch antippen oder seine Nummer eingeben.")
            return
        line, table, target = self._line, screen.table, int(self._target)
        operator, quantity = screen.operator, self._quantity
        parts = None if line is None else [(line.id, quantity)]

        def deed(key: UUID) -> OrderSent:
            return transfer_lines(screen.till, operator, table, target, parts, key=key)

        def moved(sent: OrderSent) -> None:
            screen.booked(sent)
            if line is None:
                screen.drafts.move(
                    table, target, training=operator.training, waiter=screen.till.drafts_of(operator)
                )
                screen.refresh()
            screen.desk.board.say(f"Umgebucht auf {short_title(target, None)}.")

        screen.close_question()
        screen.desk.do(screen.desk.books, once(screen.till, deed), asker=screen, then=moved)

"""Menus ordered ahead: whoever takes them keeps and cancels them here, whoever serves the table recalls them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kasse.domain.orders import Line
from kasse.domain.orders.menus import MenuItem
from kasse.domain.quantity import Quantity
from kasse.domain.staff import Right
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.draft import Draft, Parcel
from kasse.ui.orders.ticket_lines import short_title
from kasse.ui.questions import Question
from kasse.ui.widgets.choices import Choice, Section
from kasse.usecases.book_order import OrderSent
from kasse.usecases.menu_orders import MenusKept, cancel_menus, order_menus, recall_menus, waiting_menus

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen

ALL = "all"
NONE_WAIT = "Für diesen Tisch sind keine Menüs vorbestellt."
NOT_YET = "Das geht erst, wenn die Menüs abgerufen sind."
_OF_SERVED_TABLES = (
    OrderAction.TRANSFER,
    OrderAction.CALL,
    OrderAction.PRICE,
    OrderAction.DISCOUNT,
    OrderAction.INTERIM_BILL,
    OrderAction.PAYER,
    OrderAction.INTERNAL,
    OrderAction.TABLE_NAME,
    OrderAction.GUESTS,
    OrderAction.HANDOVER,
)


class Recall:
    """Knows what is ordered ahead for the table that is shown."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._items: tuple[MenuItem, ...] = ()

    def look(self) -> None:
        """Read what waits; where nobody takes menu orders there is nothing to read."""
        till, operator = self._screen.till, self._screen.operator
        taken = any(other.menus for other in till.staff.operators.values())
        self._items = waiting_menus(till, operator, self._screen.table) if taken else ()

    @property
    def hint(self) -> str:
        """A word for the ticket; empty where nothing waits."""
        if self._screen.operator.menus:
            return "Menübestellung"
        count = sum(-(-item.line.quantity.thousandths // 1000) for item in self._items)
        return f"{count} vorbestellt" if count else ""

    def off(self) -> dict[OrderAction, str]:
        """Which actions are not possible now, and why."""
        screen = self._screen
        if not screen.operator.menus:
            lacking = wording.missing_right(screen.till.staff, screen.operator, Right.ORDER)
            return {OrderAction.RECALL: lacking or ("" if self._items else NONE_WAIT)}
        off = dict.fromkeys(_OF_SERVED_TABLES, NOT_YET)
        off[OrderAction.RECALL] = "Menüs ruft ab, wer den Tisch bedient."
        return off

    # Recalling.

    def open(self) -> None:
        """Ask what to recall: everything, or one thing after the other."""
        screen = self._screen
        self.look()
        if reason := self.off()[OrderAction.RECALL]:
            screen.desk.board.say(reason)
            return
        items = self._items
        whole = Choice(
            ALL, "Alle abrufen", f"{items[0].line.name} …" if len(items) > 1 else "", icon="chef-hat"
        )
        each = tuple(
            Choice(
                item.line.id,
                f"{wording.portions(item.line.quantity)} × {item.line.name}",
                wording.line_note(item.line),
            )
            for item in items
        )
        title = f"Menü-Abruf {short_title(screen.table, None)}"
        screen.ask(Question(title, (Section("", (whole,)), Section("Einzeln", each)), self._recall))

    def _recall(self, key: object) -> None:
        screen = self._screen
        till, operator, table = screen.till, screen.operator, screen.table
        ids = [item.line.id for item in self._items] if key == ALL else [str(key)]

        def recalled(sent: OrderSent) -> None:
            screen.booked(sent)
            self.look()
            screen.refresh()
            if key != ALL and self._items and screen.view.isVisible() and table == screen.table:
                self.open()

        def refused(reason: str) -> None:
            self.look()
            screen.refresh()
            screen.desk.board.say(reason)

        screen.desk.do(
            screen.desk.books,
            once(till, lambda uuid: recall_menus(till, operator, table, ids, key=uuid)),
            asker=screen,
            then=recalled,
            refused=refused,
        )

    # Ordering ahead.

    def keep(self, draft: Draft, parcel: Parcel) -> None:
        """What whoever takes menu orders has typed is kept; nothing is sent."""
        screen = self._screen
        work = partial(order_menus, screen.till, screen.operator, screen.table, parcel.wishes, key=parcel.key)
        screen.desk.do(
            screen.desk.books,
            work,
            asker=screen,
            then=partial(self._kept, draft, parcel.key),
            refused=partial(screen.sending.refused, screen.table, draft, parcel.key),
            failed=partial(screen.sending.failed, draft, parcel.key),
        )

    def _kept(self, draft: Draft, key: UUID, kept: MenusKept) -> None:
        draft.arrived(key)
        self._screen.desk.board.say(f"Für {short_title(kept.table, None)} vorbestellt.")
        self._screen.reload_tab()
        self._screen.refresh()

    def cancel(self, line: Line, quantity: Quantity, reason: str) -> None:
        """Take back what is ordered ahead."""
        screen = self._screen
        till, operator, table = screen.till, screen.operator, screen.table

        def cancelled(_kept: MenusKept) -> None:
            screen.selected = None
            screen.reload_tab()
            screen.refresh()

        screen.desk.do(
            screen.desk.books,
            once(
                till, lambda key: cancel_menus(till, operator, table, [(line.id, quantity)], reason, key=key)
            ),
            asker=screen,
            then=cancelled,
        )

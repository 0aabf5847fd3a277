"""Writing down an order and securing it: shared by everything that changes lines on tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kasse.domain.business import table_name
from kasse.domain.orders import Booking, Tab
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import Act, ActKind, AlreadyBooked, Order, Pending, Series, Subject
from kasse.ports.fiscal import Secured
from kasse.settings.declared.ordering import HOLD_COURSES
from kasse.usecases.follow_ups import slips
from kasse.usecases.secure_pending import secure_note, secure_pending
from kasse.usecases.till import Changed, Till


@dataclass(frozen=True, slots=True)
class OrderSent:
    """An order that is durable. It still has to be secured: `secure_order`."""

    order: Order
    tab: Tab | None
    """What is open on the order's table now; None: nothing."""
    changed: Changed = Changed.ORDERS | Changed.TABLES | Changed.JOURNAL


Change = Callable[[Act, int], tuple[Sequence[Booking], Sequence[Tab]]]
"""Given the act and the order's number: the bookings, and the tabs as they are afterwards."""


def book_order(
    till: Till,
    operator: Operator,
    table: int,
    change: Change,
    *,
    key: UUID | None,
    with_slips: bool = True,
    silent: Collection[int] = (),
) -> OrderSent:
    """Book one order act: number, bookings, states of the tabs and slips become durable together.

    `silent`: places of bookings that the kitchen has a docket of already. The same key again books nothing and
    answers as the first time.
    """
    till.require_service()
    at = till.now()
    try:
        with till.books.act(ActKind.ORDER, at=at, operator=operator.number, key=key) as act:
            number = act.next_number(Series.ORDER)
            bookings, tabs = change(act, number)
            if not bookings:
                raise Refused("Es ist nichts zu buchen.")
            own = next((tab for tab in tabs if tab.table == table), None)
            order = Order(
                terminal=till.terminal.number,
                number=number,
                table=table,
                table_label=table_name(table, own.name if own else ""),
                operator=operator.number,
                operator_name=operator.name,
                at=at,
                bookings=tuple(bookings),
                training=operator.training,
            )
            process = till.fiscal.for_order(order.bookings, training=order.training)
            act.book_order(order, pending=process is not None)
            for tab in tabs:
                act.save_tab(tab)
            if with_slips:
                waits_from = own.called + 1 if own and own.called and till.settings[HOLD_COURSES] else 0
                for job in slips(order, till.house, waits_from=waits_from, silent=silent):
                    act.follow_up(job)
            act.body["order"] = number
            act.body["table"] = table
    except AlreadyBooked as earlier:
        booked = earlier.booked.body.get("order")
        if not isinstance(booked, int):
            raise
        return OrderSent(till.books.order(booked), till.look(operator, table))
    after = replace(own, version=own.version + 1) if own and own.lines else None
    return OrderSent(order, after)


def secure_order(till: Till, order: Order) -> Secured | None:
    """Have a booked order signed; see `secure_pending`."""
    process = till.fiscal.for_order(order.bookings, training=order.training)
    return secure_pending(
        till,
        Pending(Subject.ORDER, order.number),
        process,
        since=order.at,
        operator=order.operator,
        cashier=order.operator_name,
    )


def write_outcomes(till: Till) -> None:
    """Write down how securing went where the books could not take it before; asks no device.

    Raises:
        BooksError: they still cannot.
    """
    for pending in list(till.unwritten):
        if pending.subject is Subject.NOTE:
            secure_note(till, pending.number)
        else:
            secure_order(till, till.books.order(pending.number))

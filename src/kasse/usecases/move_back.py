"""Taking the move of a whole table back: its guests sit where they sat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kasse.domain.business import table_name
from kasse.domain.orders import Booking, BookingKind, Line, Tab
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act, Order
from kasse.usecases.book_order import OrderSent, book_order
from kasse.usecases.till import Till


@dataclass(frozen=True, slots=True)
class Move:
    """A move that was booked: its order, and what both tables were before it."""

    order: Order
    target: int
    source_before: Tab
    target_before: Tab | None = None


def move_back(till: Till, operator: Operator, move: Move, *, key: UUID | None = None) -> OrderSent:
    """Bring all that was moved back, with the name, guests and payer that went along.

    What was ordered on the other table since then stays there. The way back is an order of its own.

    Raises:
        Refused: no right, somebody else's table, or part of what was moved is no longer open as it was.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.TRANSFER)
    came = [b.line for b in move.order.bookings if b.table == move.target]
    table = move.source_before.table

    def change(act: Act, number: int) -> tuple[Sequence[Booking], Sequence[Tab]]:
        for number_of in sorted((table, move.target)):
            act.tab(number_of, training=operator.training)
        now = till.open_tab(act, operator, move.target)
        if any(line not in now.lines for line in came):
            raise Refused(
                f"Auf {table_name(move.target)} hat sich inzwischen etwas geändert. Bitte mit „Umbuchen“ verlegen."
            )
        # Of a table that several waiters have, the part that they were moved from.
        there = act.tab(table, training=operator.training, waiter=move.source_before.waiter)
        stem = f"{till.terminal.number}-{number}-"
        back = [replace(line, id=f"{stem}{i}") for i, line in enumerate(came, 1)]
        bookings = [Booking(BookingKind.TRANSFER, move.target, line.negated()) for line in came]
        bookings += [
            Booking(BookingKind.TRANSFER, table, new, origin=old.id)
            for old, new in zip(came, back, strict=True)
        ]
        return bookings, [_left(now.without(came), move), _home(there, move, tuple(back))]

    return book_order(till, operator, move.target, change, key=key)


def _home(there: Tab | None, move: Move, back: tuple[Line, ...]) -> Tab:
    """The table that the guests come back to; whoever sits there by now stays."""
    before = move.source_before
    if there is None or not there.lines:
        return replace(before, lines=back, version=there.version if there else 0)
    return replace(there, lines=there.lines + back, guests=there.guests + before.guests, bill_printed=False)


def _left(rest: Tab, move: Move) -> Tab:
    """The other table without what came along; what was noted there since then stays."""
    came, before = move.source_before, move.target_before
    name, payer, code = (before.name, before.payer, before.payment_code) if before else ("", "", "")
    return replace(
        rest,
        name=name if rest.name == came.name else rest.name,
        payer=payer if rest.payer == came.payer else rest.payer,
        payment_code=code if rest.payment_code == came.payment_code else rest.payment_code,
        customer=(before.customer if before else None) if rest.customer == came.customer else rest.customer,
        guests=max(0, rest.guests - came.guests),
        opened_at=before.opened_at if before and before.lines else rest.opened_at,
    )

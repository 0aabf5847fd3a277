"""Moving what is open to another table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from kasse.domain.orders import Booking, BookingKind, Tab, take_part
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act
from kasse.usecases.book_order import OrderSent, book_order
from kasse.usecases.till import Till


def transfer_lines(
    till: Till,
    operator: Operator,
    table: int,
    target: int,
    parts: Sequence[tuple[str, Quantity]] | None = None,
    *,
    key: UUID | None = None,
) -> OrderSent:
    """Move quantities of lines, or with `parts=None` the whole tab, to another table.

    The whole tab takes its name, guests and payer along where the other table has none.

    Raises:
        Refused: no right, no such table, the same table, nothing open, somebody else's table.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.TRANSFER)
    till.house.require_place(target)
    if target == table:
        raise Refused("Das ist derselbe Tisch. Bitte einen anderen wählen.")

    def change(act: Act, number: int) -> tuple[Sequence[Booking], Sequence[Tab]]:
        # The lower number first: two terminals that move towards each other must not wait for each other.
        for number_of in sorted((table, target)):
            act.tab(number_of, training=operator.training)
        source = till.open_tab(act, operator, table)
        taken = (
            list(source.lines)
            if parts is None
            else [take_part(source.line(line_id), quantity)[0] for line_id, quantity in parts]
        )
        stem = f"{till.terminal.number}-{number}-"
        moved = [replace(line, id=f"{stem}{i}") for i, line in enumerate(taken, 1)]
        bookings = [Booking(BookingKind.TRANSFER, table, line.negated()) for line in taken]
        bookings += [
            Booking(BookingKind.TRANSFER, target, new, origin=old.id)
            for old, new in zip(taken, moved, strict=True)
        ]
        rest = source.without(taken)
        other = till.tab_to_fill(act, operator, target, source.opened_at)
        if not other.lines:
            other = replace(other, opened_at=source.opened_at)
        other = replace(
            other,
            lines=other.lines + tuple(moved),
            opened_at=min(other.opened_at, source.opened_at),
            called=max(other.called, source.called),
            bill_printed=False,
        )
        if parts is None:
            other = replace(
                other,
                name=other.name or source.name,
                guests=other.guests + source.guests,
                payer=other.payer or source.payer,
                customer=other.customer or source.customer,
                payment_code=other.payment_code or source.payment_code,
            )
            rest = replace(rest, name="", guests=0, payer="", payment_code="", customer=None)
        return bookings, [rest, other]

    return book_order(till, operator, table, change, key=key)

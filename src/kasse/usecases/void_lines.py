"""Taking back what was sent and not yet settled, with a reason, by right."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kasse.domain.orders import Booking, BookingKind, Tab, take_part
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act
from kasse.usecases.book_order import OrderSent, book_order
from kasse.usecases.remaining import counted_anew, give_back
from kasse.usecases.till import Till


def void_lines(
    till: Till,
    operator: Operator,
    table: int,
    parts: Sequence[tuple[str, Quantity]],
    reason: str,
    *,
    key: UUID | None = None,
) -> OrderSent:
    """Void quantities of open lines (line id, quantity). The void is an order of its own, with reversed signs.

    Of what is counted there is so much more again.

    Raises:
        Refused: no right, no reason, more than is open.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.VOID)
    if not reason.strip():
        raise Refused("Bitte einen Grund für das Storno wählen.")

    counted = False

    def change(act: Act, _number: int) -> tuple[Sequence[Booking], Sequence[Tab]]:
        nonlocal counted
        tab = till.open_tab(act, operator, table)
        taken = [take_part(tab.line(line_id), quantity)[0] for line_id, quantity in parts]
        counted = not operator.training and give_back(till, act, taken)
        bookings = [Booking(BookingKind.VOID, table, part.negated(), reason.strip()) for part in taken]
        return bookings, [tab.without(taken)]

    return counted_anew(till, book_order(till, operator, table, change, key=key), counted=counted)

"""What was on the screen when its answer did not come, or the till ended: what of it has reached the books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import Books
from kasse.ports.drafts import KeptDraft
from kasse.usecases.book_order import OrderSent
from kasse.usecases.till import Till


def send_once(till: Till, operator: Operator, key: UUID, send: Callable[[], OrderSent]) -> OrderSent:
    """Send an order under a key that may have been tried before.

    What is refused now may be booked since the first time, whose answer got lost; then that is the answer.

    Raises:
        Refused: and it is not booked.
        BooksError: nobody knows.
    """
    try:
        return send()
    except Refused:
        earlier = till.books.booked(key)
        number = None if earlier is None else earlier.body.get("order")
        if not isinstance(number, int):
            raise
        order = till.books.order(number)
        return OrderSent(order, till.look(operator, order.table))


def not_in_the_books(books: Books, drafts: Sequence[KeptDraft]) -> tuple[KeptDraft, ...]:
    """The drafts without what is booked; a parcel that is not is among the lines again.

    Asked after the till has booked its start: whatever the process before it had begun has ended by then, so that
    what is not booked never will be.

    Raises:
        BooksError: the books could not answer.
    """
    left = []
    for draft in drafts:
        returned = tuple(
            line for parcel in draft.parcels if books.booked(parcel.key) is None for line in parcel.lines
        )
        lines = draft.lines if draft.lines and books.booked(draft.key) is None else ()
        if returned or lines:
            left.append(replace(draft, lines=(*returned, *lines), parcels=()))
    return tuple(left)

"""Sending an order: what guests want is on the table's tab, in the journal, and on its way to the kitchen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kasse.domain.orders import Booking, BookingKind, Tab, Wish, compose
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act
from kasse.usecases.book_order import OrderSent, book_order
from kasse.usecases.call_course import begin_courses
from kasse.usecases.remaining import counted_anew, require_offered, take_remaining
from kasse.usecases.till import Till
from kasse.usecases.vouchers import numbered


@dataclass(frozen=True, slots=True)
class Recalled:
    """Wishes that were ordered ahead: `take` takes them from there in the act of the order."""

    take: Callable[[Act], None]
    silent: frozenset[int] = frozenset()
    """Places of those that the kitchen has a docket of already."""


def send_order(
    till: Till,
    operator: Operator,
    table: int,
    wishes: Sequence[Wish],
    *,
    key: UUID | None = None,
    recalled: Recalled | None = None,
) -> OrderSent:
    """Order for a table. All wishes are booked, or none; what is counted is taken from what is left in the same act.

    Raises:
        Refused: a wish that the rules do not allow, what another accounting unit sells, what is not sold at this
            time, more than is left, no such table, somebody else's table.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.ORDER)
    till.house.require_place(table)
    if not wishes:
        raise Refused("Es ist noch nichts boniert.")
    at, day = till.now(), till.books.business_date
    usual = till.usual_level(operator)
    wanted = [wish if wish.usual_level else replace(wish, usual_level=usual) for wish in wishes]
    if len(till.house.terminals) > 1:
        till.read_availabilities()  # another till may have locked or sold the last of something
    for wish in wanted:
        require_offered(till, (wish.article, *wish.sides), in_time=wish.in_time)
    lines = [compose(w, till.catalogue, day=day, at=at, operator=operator.number) for w in wanted]

    counted = False

    def change(act: Act, number: int) -> tuple[Sequence[Booking], Sequence[Tab]]:
        nonlocal counted
        tab = till.tab_to_fill(act, operator, table, at)
        if recalled is not None:
            recalled.take(act)
        counted = not operator.training and take_remaining(till, act, lines)
        stem = f"{till.terminal.number}-{number}-"
        sent = [replace(line, id=f"{stem}{i}") for i, line in enumerate(numbered(act, lines), 1)]
        if not tab.lines:
            tab = replace(tab, opened_at=at)
        bookings = [Booking(BookingKind.ORDER, table, line) for line in sent]
        after = replace(tab, lines=tab.lines + tuple(sent), bill_printed=False)
        return bookings, [begin_courses(till, after)]

    silent = recalled.silent if recalled else ()
    booked = book_order(till, operator, table, change, key=key, silent=silent)
    return counted_anew(till, booked, counted=counted)

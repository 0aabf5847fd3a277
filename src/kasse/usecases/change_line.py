"""The editor in the order: another price or a discount for a line that was sent, by right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Booking, BookingKind, Line, Tab
from kasse.domain.quantity import NONE
from kasse.domain.refused import Refused
from kasse.domain.sales import require_line_discount
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act
from kasse.usecases.book_order import OrderSent, book_order
from kasse.usecases.till import Till


def change_price(
    till: Till,
    operator: Operator,
    table: int,
    line_id: str,
    price: Money,
    reason: str,
    *,
    key: UUID | None = None,
) -> OrderSent:
    """Give a line another price for one (sides keep theirs). The old line goes out, the new one in, without discount.

    Raises:
        Refused: no right, negative price, 0 where the article may not be free, line not open any more.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.PRICE)

    def change(act: Act, number: int) -> tuple[Sequence[Booking], Sequence[Tab]]:
        tab = till.open_tab(act, operator, table)
        old = tab.line(line_id)
        article = till.catalogue.articles.get(old.article)
        if price.cents < 0 or (not price and not (article and article.zero_allowed)):
            raise Refused(f"„{old.name}“ darf nicht für {price} verkauft werden. Bitte einen anderen Preis.")
        main = replace(old.components[0], unit_price=price, amount=old.quantity.price(price), discount=ZERO)
        sides = tuple(replace(side, discount=ZERO) for side in old.components[1:])
        new = replace(old, id=f"{till.terminal.number}-{number}-1", components=(main, *sides))
        bookings = [
            Booking(BookingKind.PRICE, table, old.negated(), reason),
            Booking(BookingKind.PRICE, table, new, reason, origin=old.id),
        ]
        lines = tuple(new if line.id == line_id else line for line in tab.lines)
        return bookings, [replace(tab, lines=lines)]

    return book_order(till, operator, table, change, key=key, with_slips=False)


def discount_line(
    till: Till,
    operator: Operator,
    table: int,
    line_id: str,
    *,
    basis_points: int | None = None,
    amount: Money | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> OrderSent:
    """Take a percentage or an amount off a line; 0 takes the discount away again.

    Raises:
        Refused: no right, a discount that the operator may not give or the article is not sold with, more than the line
            is worth, line not open any more.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.DISCOUNT)
    if (basis_points is None) == (amount is None):
        raise ValueError("either percent or amount")

    def change(act: Act, _number: int) -> tuple[Sequence[Booking], Sequence[Tab]]:
        tab = till.open_tab(act, operator, table)
        old = tab.line(line_id)
        if not any(c.can_be_discounted for c in old.components):
            raise Refused(f"Auf „{old.name}“ gibt es keinen Rabatt.")
        off = amount if amount is not None else old.discountable.percent(basis_points or 0)
        if not 0 <= off.cents <= old.discountable.cents:
            raise Refused(f"Der Rabatt muss zwischen 0 und {old.discountable} € liegen.")
        points, cents = basis_points or 0, amount.cents if amount is not None else 0
        require_line_discount(operator, old, till.catalogue, basis_points=points, amount=cents)
        new = old.discounted(off)
        bookings = [Booking(BookingKind.DISCOUNT, table, _difference(old, new), reason)]
        lines = tuple(new if line.id == line_id else line for line in tab.lines)
        return bookings, [replace(tab, lines=lines)]

    return book_order(till, operator, table, change, key=key, with_slips=False)


def _difference(old: Line, new: Line) -> Line:
    """A booking of the discount alone: no quantity, no amount."""
    return replace(
        new,
        quantity=NONE,
        components=tuple(
            replace(after, amount=ZERO, discount=after.discount - before.discount)
            for before, after in zip(old.components, new.components, strict=True)
        ),
    )

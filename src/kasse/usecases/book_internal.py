"""Booking what nobody pays to an internal account: staff, own use, meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from kasse.domain.business import InternalAccount, table_name
from kasse.domain.orders import Booking, BookingKind, Line, Tab
from kasse.domain.orders.internal import repriced
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, Receipt, ReceiptKind
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act, ActKind, Order, Series
from kasse.usecases.sign_receipt import Draft, begin_receipt, sign_receipt
from kasse.usecases.take_payment import PART, Paid, settled
from kasse.usecases.till import Till


def book_internal(
    till: Till,
    operator: Operator,
    table: int,
    account: int,
    *,
    parts: Sequence[Line] | None = None,
    key: UUID | None = None,
) -> Paid:
    """Settle a tab or a share of it on an internal account: see `begin_internal` and `sign_receipt`."""
    draft = begin_internal(till, operator, table, account, parts=parts, key=key)
    return Paid(draft.receipt, sign_receipt(till, draft))


def begin_internal(
    till: Till,
    operator: Operator,
    table: int,
    account: int,
    *,
    parts: Sequence[Line] | None = None,
    key: UUID | None = None,
) -> Draft:
    """The first half: the numbered draft is durable, the table is settled. It is written down, not paid.

    What has another price by the rule of the account changes its price in the same act; the receipt, which is
    secured, states the new one, so the change needs no signature of its own.

    Raises:
        Refused: no right, no such account, nothing open, somebody else's table, a price that the rule needs is missing.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.INTERNAL)
    target = till.house.internal_account(account)
    at = till.now()

    def compose(act: Act, number: int) -> Receipt:
        tab = till.open_tab(act, operator, table)
        lines = tuple(tab.lines if parts is None else parts)
        if not lines:
            raise Refused("Auf diesem Tisch ist nichts zu buchen.")
        if any(line.components[0].voucher for line in lines):
            raise Refused("Gutscheine und Anzahlungen gehen nicht auf ein internes Konto. Bitte kassieren.")
        act.save_tab(settled(tab.without(lines)))
        if tab.waiter or tab.operator != operator.number:
            act.body[PART] = [tab.waiter, tab.operator]
        lines = _change_prices(till, act, operator, tab, lines, target)
        return Receipt(
            terminal=till.terminal.number,
            number=number,
            kind=ReceiptKind.INTERNAL,
            business_date=act.business_date,
            issued_at=at,
            operator=operator.number,
            operator_name=operator.name,
            taxes=Bill(lines).taxes(till.catalogue.country),
            payments=(),
            lines=lines,
            reason=target.name,
            table=table,
            table_label=table_name(table, tab.name),
            first_ordered_at=tab.opened_at,
            training=operator.training,
        )

    return begin_receipt(till, operator, compose, key=key)


REPRICED = "repriced"
"""In the body of an act: the order that changed the prices of what the receipt settles."""


def _change_prices(
    till: Till, act: Act, operator: Operator, tab: Tab, lines: Sequence[Line], account: InternalAccount
) -> tuple[Line, ...]:
    """Book the prices of the account: old lines out, new ones in. Returns what is to be settled."""
    wanted = [(line, repriced(line, account, till.catalogue)) for line in lines]
    if all(old is new for old, new in wanted):
        return tuple(lines)
    number = act.next_number(Series.ORDER)
    stem = f"{till.terminal.number}-{number}-"
    changed = [
        (old, new if old is new else replace(new, id=f"{stem}{i}")) for i, (old, new) in enumerate(wanted, 1)
    ]
    bookings = [
        booking
        for old, new in changed
        if old is not new
        for booking in (
            Booking(BookingKind.PRICE, tab.table, old.negated(), account.name),
            Booking(BookingKind.PRICE, tab.table, new, account.name, origin=old.id),
        )
    ]
    order = Order(
        terminal=till.terminal.number,
        number=number,
        table=tab.table,
        table_label=table_name(tab.table, tab.name),
        operator=operator.number,
        operator_name=operator.name,
        at=act.at,
        bookings=tuple(bookings),
        training=operator.training,
    )
    act.book_order(order, pending=False)
    act.body[REPRICED] = number
    return tuple(new for _, new in changed)


def take_back_prices(till: Till, act: Act, receipt: Receipt) -> tuple[Line, ...]:
    """The lines of a receipt that comes to nothing, at the prices that they had before it."""
    begun = till.books.acts_of_receipt(receipt.number, ActKind.RECEIPT_BEGUN)
    number = next((act.body[REPRICED] for act in begun if REPRICED in act.body), None)
    if not isinstance(number, int):
        return receipt.lines
    changed = till.books.order(number)
    own = act.next_number(Series.ORDER)
    bookings = tuple(replace(each, line=each.line.negated(), origin="") for each in changed.bookings)
    act.book_order(replace(changed, number=own, at=act.at, bookings=bookings), pending=False)
    before = {
        new.line.id: old.line.negated()
        for old, new in zip(changed.bookings[::2], changed.bookings[1::2], strict=True)
    }
    return tuple(before.get(line.id, line) for line in receipt.lines)

"""Booking what nobody pays to an internal account: staff, own use, meeting."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kasse.domain.business import table_name
from kasse.domain.orders import Line
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, Receipt, ReceiptKind
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act
from kasse.usecases.sign_receipt import begin_receipt, sign_receipt
from kasse.usecases.take_payment import Paid, settled
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
    """Settle a tab or a share of it on an internal account. It is written down and secured, not paid.

    Raises:
        Refused: no right, no such account, nothing open, somebody else's table.
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

    draft = begin_receipt(till, operator, compose, key=key)
    return Paid(draft.receipt, sign_receipt(till, draft))

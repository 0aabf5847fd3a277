"""Taking a payment: the whole tab or a share of it, in one or several ways, with discount and tip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kasse.domain.business import table_name
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line, Tab
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, BillDiscount, Receipt, ReceiptKind, Tender, settle
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act
from kasse.ports.fiscal import Secured
from kasse.usecases.sign_receipt import Draft, begin_receipt, sign_receipt
from kasse.usecases.till import Changed, Till


@dataclass(frozen=True, slots=True)
class Paid:
    """A receipt that is durable and secured (or goes out with an outage note)."""

    receipt: Receipt
    secured: Secured | None
    changed: Changed = Changed.ORDERS | Changed.TABLES | Changed.RECEIPTS | Changed.SHIFT | Changed.JOURNAL

    @property
    def change(self) -> Money:
        """What goes back to the guest."""
        return self.receipt.change


def begin_payment(
    till: Till,
    operator: Operator,
    table: int,
    tenders: Sequence[Tender],
    *,
    parts: Sequence[Line] | None = None,
    discounts: Sequence[BillDiscount] = (),
    tip: Money = ZERO,
    key: UUID | None = None,
) -> Draft:
    """The first half of a payment: the numbered draft is durable, the table is settled.

    `parts` are shares of the tab's lines (see `kasse.domain.orders.sharing`); None is the whole tab. `discounts`
    must have been reckoned on those lines.

    Raises:
        Refused: too little given, shares not open any more, no right, somebody else's table.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.PAY)
    if discounts:
        till.staff.require(operator, Right.DISCOUNT)
    if tip.cents < 0:
        raise Refused("Ein Trinkgeld kann nicht negativ sein.")
    at = till.now()

    def compose(act: Act, number: int) -> Receipt:
        tab = till.open_tab(act, operator, table)
        lines = tuple(tab.lines if parts is None else parts)
        if not lines:
            raise Refused("Auf diesem Tisch ist nichts zu kassieren.")
        bill = Bill(lines, tuple(discounts), tip)
        if bill.goods.cents < 0:
            raise Refused("Der Rabatt ist höher als die Rechnung. Bitte einen kleineren wählen.")
        payments, _change = settle(bill.total, tenders, till.own_cash())
        act.save_tab(settled(tab.without(lines)))
        return Receipt(
            terminal=till.terminal.number,
            number=number,
            kind=ReceiptKind.SALE,
            business_date=act.business_date,
            issued_at=at,
            operator=operator.number,
            operator_name=operator.name,
            taxes=bill.taxes(till.catalogue.country),
            payments=payments,
            lines=lines,
            discounts=tuple(discounts),
            tip=tip,
            table=table,
            table_label=table_name(table, tab.name),
            first_ordered_at=tab.opened_at,
            payer=tab.payer,
            training=operator.training,
        )

    return begin_receipt(till, operator, compose, key=key)


def settled(rest: Tab) -> Tab:
    """A tab after a payment: when nothing is left, name, guests and payer go too, and the table is free."""
    if rest.lines:
        return rest
    return replace(rest, name="", guests=0, payer="", payment_code="")


def take_payment(
    till: Till,
    operator: Operator,
    table: int,
    tenders: Sequence[Tender],
    *,
    parts: Sequence[Line] | None = None,
    discounts: Sequence[BillDiscount] = (),
    tip: Money = ZERO,
    key: UUID | None = None,
) -> Paid:
    """A whole payment: draft, signature, finish. See `begin_payment` and `sign_receipt`."""
    draft = begin_payment(till, operator, table, tenders, parts=parts, discounts=discounts, tip=tip, key=key)
    secured = sign_receipt(till, draft)
    return Paid(draft.receipt, secured)

"""Taking a payment: the whole tab or a share of it, in one or several ways, with discount and tip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kasse.domain.business import PaymentKind, table_name
from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line, Tab
from kasse.domain.orders.compose import voucher_number
from kasse.domain.refused import Refused
from kasse.domain.sales import (
    Bill,
    BillDiscount,
    Payment,
    Receipt,
    ReceiptKind,
    Tender,
    require_bill_discount,
    settle,
)
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act
from kasse.ports.fiscal import Secured
from kasse.usecases.sign_receipt import Draft, begin_receipt, sign_receipt
from kasse.usecases.till import Changed, Till
from kasse.usecases.vouchers import require_whole

PART = "waiter"
"""In the body of an act that begins a receipt, where somebody settles another's table or only a part of one: what it
settles, as `Tab.waiter`, and whose that is."""


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
    customer: Customer | None = None,
    entertainment: bool = False,
    key: UUID | None = None,
) -> Draft:
    """The first half of a payment: the numbered draft is durable, the table is settled.

    `parts` are shares of the tab's lines (see `kasse.domain.orders.sharing`); None is the whole tab. `discounts`
    must have been reckoned on those lines; vouchers and down payments that are set off are among them (see
    `vouchers.set_off_voucher`). `customer`: whom the invoice is made out to; on account without one it is who is
    noted on the tab. `entertainment`: the paper has the block of a Bewirtungsbeleg.

    Raises:
        Refused: too little given, shares not open any more, no right, somebody else's table, a voucher that does
            not cover it, on account and nobody named.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.PAY)
    if any(discount.case is BusinessCase.DISCOUNT for discount in discounts):
        till.staff.require(operator, Right.DISCOUNT)
    if tip.cents < 0:
        raise Refused("Ein Trinkgeld kann nicht negativ sein.")
    at = till.now()

    def compose(act: Act, number: int) -> Receipt:
        tab = till.open_tab(act, operator, table)
        lines = tuple(tab.lines if parts is None else parts)
        if not lines:
            raise Refused("Auf diesem Tisch ist nichts zu kassieren.")
        if parts is not None:
            require_whole(tab.lines, lines)
        bill = Bill(lines, tuple(discounts), tip)
        off = Money.sum(discount.total for discount in discounts)
        if off > Money.sum(max(ZERO, line.amount) for line in lines):
            raise Refused("Der Rabatt ist höher als die Rechnung. Bitte einen kleineren wählen.")
        for discount in discounts:
            if discount.case is BusinessCase.DISCOUNT:
                require_bill_discount(operator, discount, lines, till.catalogue)
        payments, _change = settle(bill.total, [_checked(tender) for tender in tenders], till.own_cash())
        act.save_tab(settled(tab.without(lines)))
        if tab.waiter or tab.operator != operator.number:
            act.body[PART] = [tab.waiter, tab.operator]
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
            customer=_customer(customer, tab, payments),
        )

    return begin_receipt(till, operator, compose, key=key, entertainment=entertainment)


def _checked(tender: Tender) -> Tender:
    """The tender, with the number of its voucher as the books keep it."""
    if tender.method.kind is not PaymentKind.VOUCHER:
        return tender
    number = voucher_number(tender.reference)
    if not number:
        raise Refused(f"Bitte die Nummer zu „{tender.method.name}“ eingeben.")
    return replace(tender, reference=number)


def _customer(named: Customer | None, tab: Tab, payments: Sequence[Payment]) -> Customer | None:
    if all(payment.kind is not PaymentKind.ACCOUNT for payment in payments):
        return named
    named = named or tab.customer
    if named is None and not tab.payer:
        raise Refused("Bitte angeben, wer die Rechnung bekommt: den Rechnungsträger am Tisch eintragen.")
    return named or Customer(tab.payer)


def settled(rest: Tab) -> Tab:
    """A tab after a payment: when nothing is left, name, guests, payer and customer go too, and the table is free."""
    if rest.lines:
        return rest
    return replace(rest, name="", guests=0, payer="", payment_code="", customer=None)


def take_payment(
    till: Till,
    operator: Operator,
    table: int,
    tenders: Sequence[Tender],
    *,
    parts: Sequence[Line] | None = None,
    discounts: Sequence[BillDiscount] = (),
    tip: Money = ZERO,
    customer: Customer | None = None,
    entertainment: bool = False,
    key: UUID | None = None,
) -> Paid:
    """A whole payment: draft, signature, finish. See `begin_payment` and `sign_receipt`."""
    draft = begin_payment(
        till,
        operator,
        table,
        tenders,
        parts=parts,
        discounts=discounts,
        tip=tip,
        customer=customer,
        entertainment=entertainment,
        key=key,
    )
    secured = sign_receipt(till, draft)
    return Paid(draft.receipt, secured)

"""From what happened at the till to the content of a TSE transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kasse.domain.business import PaymentKind
from kasse.domain.orders import Booking
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.fiscal.de.process_data import PaymentEntry, Vorgangstyp, bestellung, kassenbeleg
from kasse.ports.content import Ordered, Sums

# UST_SCHLUESSEL to the place among the five sums (DSFinV-K, Anhang I); all money without tax shares the fifth.
_PLACES = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 4, 8: 4}
_MONEY = 4

UNPAID = frozenset({PaymentKind.ROOM, PaymentKind.ACCOUNT, PaymentKind.VOUCHER})
"""Ways to pay by which no money comes. To the law they are lines without tax that lower what is to be paid:
Forderungsentstehung and MehrzweckgutscheinEinloesung."""

ABORTED = kassenbeleg(Vorgangstyp.BELEGABBRUCH, (0, 0, 0, 0, 0), ())
"""What ends a transaction or a receipt that came to nothing."""
PRACTISED = f"{Vorgangstyp.TRAINING.value}^"
"""How everything in training begins."""


def _containers(taxes: Iterable[tuple[int, int]]) -> list[int]:
    sums = [0, 0, 0, 0, 0]
    for code, gross in taxes:
        if code not in _PLACES:
            raise ValueError(f"the tax rate {code} has no place in a Kassenbeleg")
        sums[_PLACES[code]] += gross
    return sums


def _payment(kind: PaymentKind, amount: int, given: int, currency: str) -> PaymentEntry:
    if kind is not PaymentKind.CASH:
        return ("Unbar", None, amount)
    if currency:
        return ("Bar", currency, given)
    return ("Bar", None, amount)


def _vorgangstyp(sums: Sums) -> Vorgangstyp:
    if sums.training:
        return Vorgangstyp.TRAINING
    if sums.kind is ReceiptKind.TEST:
        return Vorgangstyp.SONSTIGE
    # The counter-receipt of an internal one has no payments either, which tells it from that of a sale.
    unpaid = not sums.payments and sum(gross for _, gross in sums.taxes) != 0
    return Vorgangstyp.SACHBEZUG if sums.kind is ReceiptKind.INTERNAL or unpaid else Vorgangstyp.BELEG


def receipt_data(receipt: Receipt) -> str:
    """The Kassenbeleg-V1 of a receipt.

    Raises:
        ValueError: a tax rate that is none of Germany's.
    """
    return sums_data(
        Sums(
            receipt.kind,
            receipt.training,
            [(tax.rate.code, tax.gross.cents) for tax in receipt.taxes],
            [(p.kind, p.amount.cents, p.given.cents, p.currency) for p in receipt.payments],
        )
    )


def sums_data(sums: Sums) -> str:
    """The Kassenbeleg-V1 of a receipt of which only the sums are known: see `receipt_data`."""
    containers = _containers(sums.taxes)
    containers[_MONEY] -= sum(amount for kind, amount, _, _ in sums.payments if kind in UNPAID)
    paid = [_payment(*payment) for payment in sums.payments if payment[0] not in UNPAID]
    return kassenbeleg(_vorgangstyp(sums), containers, paid)


def plain_text(text: str) -> str:
    """A text in one line: what cannot be printed becomes a blank."""
    if text.isprintable():
        return text
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def order_data(bookings: Sequence[Booking]) -> str | None:
    """The Bestellung-V1 of an order, each article and side a line; None if no quantity changed.

    What is cancelled or moved away has a negative quantity. A discount alone orders nothing: it is secured with
    the receipt.
    """
    return ordered_data(
        (booking.line.quantity.thousandths, part.name, part.unit_price.cents)
        for booking in bookings
        for part in booking.line.components
    )


def ordered_data(ordered: Iterable[Ordered]) -> str | None:
    """The Bestellung-V1 of an order of which only this is known: see `order_data`."""
    lines = [(quantity, plain_text(name), cents) for quantity, name, cents in ordered if quantity]
    return bestellung(lines) if lines else None


def practised_data(bookings: Sequence[Booking]) -> str | None:
    """The Kassenbeleg-V1 of an order in training: type AVTraining, not paid; None if no quantity changed.

    A Bestellung-V1 cannot say that it was practice, and whoever checks the books would look for its bill.
    """
    amounts = [
        (part.rate.code, part.net_amount.cents)
        for booking in bookings
        if booking.line.quantity
        for part in booking.line.components
    ]
    return sums_data(Sums(ReceiptKind.SALE, training=True, taxes=amounts, payments=())) if amounts else None

"""From what happened at the till to the content of a TSE transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kasse.domain.business import PaymentKind
from kasse.domain.orders import Booking
from kasse.domain.sales import Payment, Receipt, ReceiptKind
from kasse.domain.tax import TaxSum
from kasse.fiscal.de.process_data import PaymentEntry, Vorgangstyp, bestellung, kassenbeleg

# UST_SCHLUESSEL to the place among the five sums (DSFinV-K, Anhang I); all money without tax shares the fifth.
_PLACES = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 4, 8: 4}

ABORTED = kassenbeleg(Vorgangstyp.BELEGABBRUCH, (0, 0, 0, 0, 0), ())
"""What ends a transaction or a receipt that came to nothing."""


def containers(taxes: Iterable[TaxSum]) -> list[int]:
    """The five gross sums of a receipt, in cents.

    Raises:
        ValueError: a tax rate that is none of Germany's.
    """
    sums = [0, 0, 0, 0, 0]
    for tax in taxes:
        if tax.rate.code not in _PLACES:
            raise ValueError(f"{tax.rate} has no place in a Kassenbeleg")
        sums[_PLACES[tax.rate.code]] += tax.gross.cents
    return sums


def _payment(payment: Payment) -> PaymentEntry:
    if payment.kind is not PaymentKind.CASH:
        return ("Unbar", None, payment.amount.cents)
    if payment.currency:
        return ("Bar", payment.currency, payment.given.cents)
    return ("Bar", None, payment.amount.cents)


def _vorgangstyp(receipt: Receipt) -> Vorgangstyp:
    if receipt.training:
        return Vorgangstyp.TRAINING
    if receipt.kind is ReceiptKind.TEST:
        return Vorgangstyp.SONSTIGE
    # The counter-receipt of an internal one has no payments either, which tells it from that of a sale.
    unpaid = not receipt.payments and any(tax.gross for tax in receipt.taxes)
    return Vorgangstyp.SACHBEZUG if receipt.kind is ReceiptKind.INTERNAL or unpaid else Vorgangstyp.BELEG


def receipt_data(receipt: Receipt) -> str:
    """The Kassenbeleg-V1 of a receipt."""
    return kassenbeleg(
        _vorgangstyp(receipt), containers(receipt.taxes), [_payment(p) for p in receipt.payments]
    )


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
    lines = [
        (booking.line.quantity.thousandths, plain_text(part.name), part.unit_price.cents)
        for booking in bookings
        if booking.line.quantity
        for part in booking.line.components
    ]
    return bestellung(lines) if lines else None

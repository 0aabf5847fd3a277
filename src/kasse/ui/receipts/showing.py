"""From stored receipts to the rows of the list."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from kasse.domain.money import ZERO
from kasse.domain.sales import Receipt, ReceiptKind, ReferenceKind
from kasse.domain.staff import Operator
from kasse.ports.books import StoredReceipt
from kasse.ui import wording
from kasse.ui.receipts.view import ReceiptRow
from kasse.usecases.change_payment import REASON, not_changeable

OLDER = "older"
_TITLES = {
    ReceiptKind.SALE: "Rechnung",
    ReceiptKind.REVERSAL: "Storno",
    ReceiptKind.CASH: "Kassenbewegung",
    ReceiptKind.INTERNAL: "Intern",
    ReceiptKind.TEST: "Test",
}


def receipt_row(stored: StoredReceipt, reversed_ones: frozenset[int], zone: ZoneInfo) -> ReceiptRow:
    """One row; the mark is the gravest thing that is to be said of it."""
    receipt = stored.receipt
    marks = (
        (stored.aborted, "abgebrochen"),
        (receipt.number in reversed_ones, "storniert"),
        (receipt.training, "Übung"),
        (stored.secured is not None and not stored.secured.is_signed, "Ausfall"),
    )
    return ReceiptRow(
        receipt.number,
        f"{_TITLES[receipt.kind]} {wording.number(receipt.number)}",
        _time(receipt, zone),
        place_words(receipt),
        str(receipt.total),
        ways(receipt),
        next((mark for applies, mark in marks if applies), ""),
    )


def _time(receipt: Receipt, zone: ZoneInfo) -> str:
    """19:53; with the day of the till where the clock is on another one."""
    time = wording.clock(receipt.issued_at, zone)
    if receipt.issued_at.astimezone(zone).date() == receipt.business_date:
        return f"{receipt.business_date:%d.%m.} {time}"
    return f"{receipt.business_date:%d.%m.} ({time})"


def place_words(receipt: Receipt) -> str:
    """Where it was, or what it was for, and what it takes back."""
    words = [receipt.table_label or receipt.reason]
    if receipt.reverses is not None:
        words.append(f"zu {wording.number(receipt.reverses)}")
    return " · ".join(word for word in words if word)


def ways(receipt: Receipt) -> str:
    """How it was paid, in words; change for foreign cash is no way to pay."""
    paid = [p for p in receipt.payments if receipt.kind is not ReceiptKind.SALE or p.given > ZERO]
    return " + ".join(dict.fromkeys(p.name for p in paid)) or receipt.reason


def older_row(count: int) -> ReceiptRow:
    """The row that asks for more."""
    return ReceiptRow(OLDER, "Ältere Belege", f"Die nächsten {count} zeigen", "", "")


def no_invoice(stored: StoredReceipt | None) -> str:
    """Why there is neither an invoice nor a Bewirtungsbeleg of a receipt; empty if there is."""
    if stored is None:
        return ""
    if stored.aborted:
        return f"Beleg {stored.receipt.number} wurde abgebrochen und hat kein Papier."
    if stored.receipt.kind is not ReceiptKind.SALE:
        return f"Beleg {stored.receipt.number} ist kein Verkauf."
    return ""


def half_put_right(receipts: Iterable[StoredReceipt]) -> frozenset[int]:
    """Receipts whose payment was to be put right when something came between: reversed, and not booked anew."""
    booked = [stored.receipt for stored in receipts if not stored.aborted]
    reversed_ones = {r.reverses for r in booked if r.reverses is not None and r.reason == REASON}
    anew = {
        int(reference.text)
        for r in booked
        if r.kind is ReceiptKind.SALE
        for reference in r.references
        if reference.kind is ReferenceKind.RECEIPT
    }
    return frozenset(reversed_ones - anew)


def no_other_way(stored: StoredReceipt | None, reversed_ones: frozenset[int], operator: Operator) -> str:
    """Why the way that a receipt was paid cannot be put right; empty if it can."""
    if stored is None:
        return ""
    return not_reversible(stored, reversed_ones, operator) or not_changeable(stored.receipt)


def not_reversible(stored: StoredReceipt | None, reversed_ones: frozenset[int], operator: Operator) -> str:
    """Why a receipt cannot be taken back; empty if it can."""
    if stored is None:
        return ""
    receipt = stored.receipt
    if stored.aborted:
        return f"Beleg {receipt.number} ist abgebrochen."
    if receipt.number in reversed_ones:
        return f"Beleg {receipt.number} ist schon storniert."
    if receipt.kind in (ReceiptKind.REVERSAL, ReceiptKind.TEST) or receipt.reverses is not None:
        return f"Beleg {receipt.number} ist kein Verkauf."
    if receipt.training is not operator.training:
        return "Übung und Betrieb bleiben getrennt."
    return ""

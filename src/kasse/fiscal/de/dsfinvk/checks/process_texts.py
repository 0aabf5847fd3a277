"""What the processData of a receipt must be, made anew from its amounts in the export (group 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kasse.fiscal.de.dsfinvk.checks.closing import Closing, place
from kasse.fiscal.de.dsfinvk.checks.reading import Fields
from kasse.fiscal.de.dsfinvk.checks.values import UNIT, Amounts, cents
from kasse.fiscal.de.dsfinvk.checks.walk import Receipt
from kasse.fiscal.de.dsfinvk.value_lists import CASH, NO_PAYMENT, RECEIVABLE_GV, container
from kasse.fiscal.de.process_data import PaymentEntry, Vorgangstyp, bestellung, kassenbeleg

_TYPE = place("transactions", "BON_TYP")[0]
_PAYMENT, _CURRENCY, _FOREIGN, _BASE = place(
    "datapayment", "ZAHLART_TYP", "ZAHLWAEH_CODE", "ZAHLWAEH_BETRAG", "BASISWAEH_BETRAG"
)
_KEY, _GROSS = place("transactions_vat", "UST_SCHLUESSEL", "BON_BRUTTO")
_TEXT, _GV, _QUANTITY, _PRICE = place("lines", "ARTIKELTEXT", "GV_TYP", "MENGE", "STK_BR")
_NOTHING = (0, 0, 0, 0, 0)


def kassenbeleg_texts(receipt: Receipt, closing: Closing, amounts: Amounts) -> Iterator[str]:
    """What the processData of this receipt may be; several where the norm leaves room. None if it cannot be told."""
    try:
        kind = Vorgangstyp(receipt.head[_TYPE])
    except ValueError:
        return
    sums = [0, 0, 0, 0, 0]
    for row in receipt.transactions_vat:
        key = row[_KEY]
        number = int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 5
        sums[container(number, closing.rates.get(key, 0)) - 1] += cents(amounts[row[_GROSS]])
    payments = list(_payments(receipt.datapayment, closing.currency, amounts))
    yield from _text(kind, sums, payments)
    if kind is Vorgangstyp.BELEGABBRUCH:
        yield from _text(kind, _NOTHING, [])
    if any(row[_GV] in RECEIVABLE_GV for row in receipt.lines):
        # What is on account may stand in the fifth sum, so that the sums are what is paid.
        given = sum(cents(amounts[row[_BASE]]) for row in receipt.datapayment)
        yield from _text(kind, [*sums[:4], sums[4] + given - sum(sums)], payments)


def _payments(rows: list[Fields], currency: str, amounts: Amounts) -> Iterator[PaymentEntry]:
    for row in rows:
        if row[_PAYMENT] == NO_PAYMENT:
            continue
        is_foreign = row[_CURRENCY] not in {"", currency}
        amount = cents(amounts[row[_FOREIGN] if is_foreign else row[_BASE]])
        yield ("Bar" if row[_PAYMENT] == CASH else "Unbar", row[_CURRENCY] if is_foreign else None, amount)


def _text(kind: Vorgangstyp, sums: Iterable[int], payments: list[PaymentEntry]) -> Iterator[str]:
    try:
        yield kassenbeleg(kind, list(sums), payments)
    except ValueError:
        return  # amounts that do not agree are told in group 6


def bestellung_text(receipt: Receipt, amounts: Amounts) -> str | None:
    """The processData of an order, as its lines say; None if it cannot be told."""
    thousandth = UNIT // 1000
    lines = [
        (amounts[row[_QUANTITY]] // thousandth, row[_TEXT], cents(amounts[row[_PRICE]]))
        for row in receipt.lines
    ]
    try:
        return bestellung(lines)
    except ValueError:
        return None

"""The cash book of a closed day: every movement of own cash with the balance after it, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kasse.domain.business_case import CASE_NAMES
from kasse.domain.money import ZERO, Money
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.domain.shifts import Closing, own_cash
from kasse.ports.exports import ExportError
from kasse.settings.declared.cash import EXPORT_CASH_BOOK
from kasse.usecases.till import Till

COLUMNS = ("Datum", "Beleg", "Text", "Einnahme", "Ausgabe", "Bestand")


@dataclass(frozen=True, slots=True)
class CashBookRow:
    """One movement. `amount` is positive for money that came in; `balance` is that after it."""

    day: date
    receipt: str
    text: str
    amount: Money
    balance: Money


class Receipts(Protocol):
    """What is asked of books; see `kasse.ports.books.Books`."""

    def receipts_between(self, first: int, last: int) -> Iterator[Receipt]: ...


def cash_book(books: Receipts, closing: Closing) -> Iterator[CashBookRow]:
    """The movements of a closed day in order. The balance begins with nothing: opening floats are movements too."""
    balance, figures = ZERO, closing.figures
    if not figures.first_number:
        return
    for receipt in books.receipts_between(figures.first_number, figures.last_number):
        amount = ZERO if receipt.training else own_cash(receipt)
        if amount:
            balance += amount
            number = f"{receipt.terminal}-{receipt.number}"
            yield CashBookRow(receipt.business_date, number, _text(receipt), amount, balance)


def _text(receipt: Receipt) -> str:
    if receipt.cash:
        name = "" if receipt.movement is None else CASE_NAMES[receipt.movement]
        parts = [name if name not in receipt.reason else "", receipt.reason]
    elif receipt.kind is ReceiptKind.REVERSAL:
        parts = [f"Storno zu Beleg {receipt.terminal}-{receipt.reverses}", receipt.reason]
    else:
        parts = ["Barverkauf"]
    return ", ".join(part for part in (*parts, receipt.operator_name) if part)


def cash_book_csv(rows: Iterable[CashBookRow]) -> bytes:
    """As programs for accounts and tables read it: semicolons, decimal commas, CRLF, UTF-8 with its mark."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        sums = [_amount(max(ZERO, row.amount)), _amount(max(ZERO, -row.amount))]
        balance = _amount(row.balance) or "0,00"
        writer.writerow([f"{row.day:%d.%m.%Y}", row.receipt, _harmless(row.text), *sums, balance])
    return written.getvalue().encode("utf-8-sig")


def _amount(amount: Money) -> str:
    """With a plain minus and without points for thousands, so that it is read as a number; empty for nothing."""
    sign = "-" if amount < ZERO else ""
    return f"{sign}{abs(amount.cents) // 100},{abs(amount.cents) % 100:02d}" if amount else ""


def _harmless(text: str) -> str:
    """A text that no program takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def export_cash_book(till: Till, closing: Closing) -> str:
    """Write the cash book of a closing into the exports, if the settings say so; returns what went wrong, German.

    Nothing is lost then: `kasse export cash-book` makes it from the books at any time.
    """
    if not till.settings[EXPORT_CASH_BOOK]:
        return ""
    name = f"kassenbuch-{closing.business_date}-kasse-{closing.terminal}-z{closing.number}.csv"
    try:
        till.exports.write(name, cash_book_csv(cash_book(till.books, closing)))
    except ExportError as error:
        return f"{error} Nachholen lässt es sich mit: kasse export cash-book"
    return ""

"""Vouchers, down payments and receivables: what is left of them changes in the act that books a receipt."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kasse.domain.business_case import CASE_NAMES, NUMBERED, BusinessCase
from kasse.domain.money import Money
from kasse.domain.orders import Line
from kasse.domain.orders.compose import voucher_number
from kasse.domain.refused import Refused
from kasse.domain.sales import (
    BillDiscount,
    Receipt,
    ReceiptKind,
    VoucherChange,
    changes_of,
    redeemed,
    set_off,
)
from kasse.ports.books import Act, ActKind, Voucher
from kasse.usecases.till import Till

_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of numbers that the till makes: none of them is taken for another one."""


def book_vouchers(act: Act, receipt: Receipt) -> None:
    """Write down what a receipt does to vouchers, with the receipt or not at all.

    What is left of those that a sale takes from is kept with the act, in cents: its paper says so.

    Raises:
        Refused: a number that is taken or unknown, or more than is left.
    """
    for change in changes_of(receipt):
        act.save_voucher(_after(act.voucher(change.number), change))
    if receipt.training or receipt.kind is not ReceiptKind.SALE:
        return
    left = {number: act.voucher(number) for number in redeemed(receipt)}
    if left:
        act.body["left"] = {number: v.balance.cents for number, v in left.items() if v is not None}


def left_on_vouchers(till: Till, receipt: Receipt) -> Mapping[str, Money]:
    """What was left of the vouchers and down payments that a receipt took from, when it had."""
    if not redeemed(receipt):
        return {}
    begun = till.books.acts_of_receipt(receipt.number, ActKind.RECEIPT_BEGUN)
    kept = begun[0].body.get("left", {}) if begun else {}
    return {number: Money(cents) for number, cents in kept.items()} if isinstance(kept, dict) else {}


def unbook_vouchers(act: Act, receipt: Receipt) -> None:
    """Undo it: the receipt was broken off."""
    for change in changes_of(receipt):
        before = act.voucher(change.number)
        if before is not None:
            sold, balance = before.sold - change.sold, before.balance - change.balance
            act.save_voucher(replace(before, sold=sold, balance=balance))


def _after(before: Voucher | None, change: VoucherChange) -> Voucher:
    name = f"{CASE_NAMES[change.case]} {change.number}"
    if change.sold.cents > 0:
        if before is not None and (before.sold or before.balance):
            raise Refused(f"Die Nummer {change.number} ist schon vergeben. Bitte eine andere wählen.")
        return Voucher(change.number, change.case, change.rate, change.sold, change.balance)
    if before is None or before.case is not change.case or before.rate != change.rate:
        raise Refused(f"{name} gibt es nicht. Bitte die Nummer prüfen.")
    balance = before.balance + change.balance
    if balance.cents < 0:
        if change.sold:
            raise Refused(f"{name} ist schon eingelöst oder bezahlt. Bitte zuerst das zurücknehmen.")
        raise Refused(f"{name}: Es sind nur noch {before.balance} € da.")
    return replace(before, sold=before.sold + change.sold, balance=balance)


def numbered(act: Act, lines: Iterable[Line]) -> list[Line]:
    """The lines with a number for every voucher that has none yet.

    Raises:
        Refused: a number that was given is taken.
    """
    return [_numbered(act, line) if line.components[0].case in NUMBERED else line for line in lines]


def _numbered(act: Act, line: Line) -> Line:
    main = line.components[0]
    number = main.voucher
    if not number:
        number = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(2))
    known = act.voucher(number)
    if known is not None and (known.sold or known.balance):
        raise Refused(f"Die Nummer {number} ist schon vergeben. Bitte eine andere wählen.")
    return replace(line, components=(replace(main, voucher=number), *line.components[1:]))


def require_whole(lines: Sequence[Line], parts: Iterable[Line]) -> None:
    """Refuse to pay for a voucher in parts: it has one number and one price.

    Raises:
        Refused: part of a voucher.
    """
    for part in parts:
        if part.components[0].voucher and part not in lines:
            raise Refused(f"„{part.name}“ wird als Ganzes bezahlt. Bitte anders teilen.")


def find_voucher(till: Till, number: str) -> Voucher:
    """A voucher or down payment by its number, however it was typed.

    Raises:
        Refused: there is none.
    """
    wanted = voucher_number(number)
    found = till.books.voucher(wanted)
    if found is None or found.case is BusinessCase.RECEIVABLE:
        raise Refused(f"Einen Gutschein {wanted} gibt es nicht. Bitte die Nummer prüfen.")
    return found


def set_off_voucher(
    till: Till, lines: Sequence[Line], number: str, discounts: Sequence[BillDiscount] = ()
) -> BillDiscount:
    """What a single-purpose voucher or down payment takes off a bill with these lines and discounts.

    Raises:
        Refused: there is none with that number, nothing is left of it, it is for another rate, or it is a
            multi-purpose voucher, which is a way to pay.
    """
    found = find_voucher(till, number)
    if found.rate is None:
        raise Refused(f"{CASE_NAMES[found.case]} {found.number} ist eine Zahlungsart. Bitte damit bezahlen.")
    return set_off(lines, discounts, found.number, found.case, found.rate, found.balance)

"""What a receipt is to DSFinV-K: its type, its recipient, and the lines that are no articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kasse.domain.business_case import BusinessCase
from kasse.fiscal.de.dsfinvk.vocabulary import GV_TYP, NO_PAYMENT, alpha_3
from kasse.ports.bons import PaymentRow, ReceiptRow

NOT_TAXABLE = 5
"""UST_SCHLUESSEL of money that is no turnover."""
NO_CUSTOMER = ("",) * 8
UNPAID = {kind.value: case for kind, case in NO_PAYMENT.items()}
_MOVEMENTS = {True: BusinessCase.CASH_IN, False: BusinessCase.CASH_OUT}


class ReceiptFacts(NamedTuple):
    """A receipt with all its rows."""

    head: ReceiptRow
    lines: Sequence[Any]
    taxes: Sequence[Any]
    payments: Sequence[Any]
    additions: Sequence[Any]


class Extra(NamedTuple):
    """A line that is no article: discount, tip, cash movement, what stands for a payment."""

    gv: str
    text: str
    amounts: tuple[tuple[int, int, int], ...]
    """Key, basis points, cents."""
    voucher: str = ""


def bon_typ(receipt: ReceiptFacts) -> tuple[str, str]:
    """BON_TYP and BON_NAME."""
    kind, reason, training, aborted = receipt.head[2], receipt.head[9], receipt.head[13], receipt.head[15]
    if aborted:
        return "AVBelegabbruch", ""
    if training:
        return "AVTraining", ""
    if kind == "internal":
        return "AVSachbezug", reason
    if kind == "test":
        return "AVSonstige", reason
    return "Beleg", ""


def extras(receipt: ReceiptFacts, tip: int, cash: int, discounts: str, reason: str) -> Iterable[Extra]:
    """The lines that are no articles: discounts, the tip, money moved."""
    if discounts != "[]":
        for name, amounts, *special in json.loads(discounts):
            case, reference = special or (BusinessCase.DISCOUNT, "")
            negative = tuple((key, points, -cents) for key, points, cents in amounts)
            yield Extra(GV_TYP[BusinessCase(case)], name, negative, reference)
    if tip:
        yield Extra(GV_TYP[BusinessCase.TIP_STAFF], "Trinkgeld", ((NOT_TAXABLE, 0, tip),))
    if cash:
        case = _MOVEMENTS[cash > 0]
        for _, kind, body in receipt.additions:
            if kind == "movement":
                case = BusinessCase(json.loads(body))
        text = reason or GV_TYP[case]
        yield Extra(GV_TYP[case], text, ((NOT_TAXABLE, 0, cash),))


def unpaid(payments: Sequence[PaymentRow], additions: Sequence[Any]) -> Iterable[Extra]:
    """What only stands for a payment: no money came, so it is a line that lowers what is to be paid."""
    numbers: dict[int, str] = dict(json.loads(body) for _, kind, body in additions if kind == "voucher")
    for place, (_, name, kind, amount, _, _) in enumerate(payments):
        case = UNPAID.get(kind)
        if case is not None:
            yield Extra(GV_TYP[case], name, ((NOT_TAXABLE, 0, -amount),), numbers.get(place, ""))


def customer(receipt: ReceiptFacts) -> tuple[str, ...]:
    """The eight columns of who gets it; all empty when nobody is named."""
    for _, kind, body in receipt.additions:
        if kind == "customer":
            c = json.loads(body)
            return (
                c["name"][:50], c["number"][:50], c["kind"][:50], c["street"][:60], c["postcode"][:10],
                c["city"][:62], alpha_3(c["country"])[:3], c["vat_id"][:15],
            )  # fmt: skip
    return NO_CUSTOMER

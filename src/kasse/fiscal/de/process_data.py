"""The content of a TSE transaction, written and read: Kassenbeleg-V1 and Bestellung-V1 (DSFinV-K, Anhang I)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

KASSENBELEG = "Kassenbeleg-V1"
BESTELLUNG = "Bestellung-V1"
SONSTIGER_VORGANG = "SonstigerVorgang"

PaymentType = Literal["Bar", "Unbar"]
PaymentEntry = tuple[PaymentType, str | None, int]
"""Kind, currency code (None: euro), cents of that currency."""
OrderEntry = tuple[int, str, int]
"""Quantity in thousandths (negative: cancelled), name, gross price of one in cents."""


class Vorgangstyp(StrEnum):
    """What a Kassenbeleg-V1 stands for. AVBelegstorno is missing: with a TSE a Beleg with reversed signs cancels."""

    BELEG = "Beleg"
    TRANSFER = "AVTransfer"
    BESTELLUNG = "AVBestellung"
    TRAINING = "AVTraining"
    BELEGABBRUCH = "AVBelegabbruch"
    SACHBEZUG = "AVSachbezug"
    SONSTIGE = "AVSonstige"
    RECHNUNG = "AVRechnung"


@dataclass(frozen=True, slots=True)
class Kassenbeleg:
    """A Kassenbeleg-V1 that was read. `containers` are the five gross sums in cents."""

    vorgangstyp: str
    containers: tuple[int, int, int, int, int]
    payments: tuple[PaymentEntry, ...]


_CURRENCY = re.compile(r"[A-Z]{3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_AMOUNT = r"-?(?:0|[1-9][0-9]*)\.[0-9]{2}"
_KASSENBELEG = re.compile(
    rf"([A-Za-z]+)\^({_AMOUNT})_({_AMOUNT})_({_AMOUNT})_({_AMOUNT})_({_AMOUNT})\^(.*)", re.DOTALL
)
_PAYMENT = re.compile(rf"({_AMOUNT}):(Bar|Unbar)(?::([A-Z]{{3}}))?")
_ORDER_LINE = re.compile(
    r'(-?)(0|[1-9][0-9]*)(?:\.([0-9]{0,2}[1-9]))?;"((?:[^"\r]|"")*)";((?:0|[1-9][0-9]*)\.[0-9]{2})'
)


def _amount(cents: int) -> str:
    if cents < 0:
        return f"-{-cents // 100}.{-cents % 100:02d}"
    return f"{cents // 100}.{cents % 100:02d}"


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def _netted(payments: Iterable[PaymentEntry]) -> list[PaymentEntry]:
    sums: dict[tuple[PaymentType, str], int] = {}
    for kind, currency, cents in payments:
        key = (kind, currency or "")
        sums[key] = sums.get(key, 0) + cents
    for kind, code in sums:
        if kind not in ("Bar", "Unbar"):
            raise ValueError(f"a payment is Bar or Unbar, not {kind!r}")
        if code and (code == "EUR" or not _CURRENCY.fullmatch(code)):
            raise ValueError(f"{code!r} is not the ISO code of a foreign currency")
    # "Bar" sorts before "Unbar", and no code before any code: just the order that is asked for.
    return [(kind, code or None, sums[kind, code]) for kind, code in sorted(sums) if sums[kind, code]]


def kassenbeleg(vorgangstyp: Vorgangstyp, containers: Sequence[int], payments: Iterable[PaymentEntry]) -> str:
    """Write a Kassenbeleg-V1 from the five printed gross sums (cents) and the payments, which are netted here.

    Raises:
        ValueError: not five sums, no such payment, or a Beleg whose payments in euro are not its sums.
    """
    if len(containers) != 5:
        raise ValueError(f"a Kassenbeleg has five sums, not {len(containers)}")
    paid = _netted(payments)
    if vorgangstyp is Vorgangstyp.BELEG and not any(code for _, code, _ in paid):
        gross, given = sum(containers), sum(cents for _, _, cents in paid)
        if gross != given:
            raise ValueError(f"sums of {_amount(gross)} are not payments of {_amount(given)}")
    sums = "_".join([_amount(cents) for cents in containers])
    tail = "_".join(
        [f"{_amount(c)}:{kind}:{code}" if code else f"{_amount(c)}:{kind}" for kind, code, c in paid]
    )
    return f"{vorgangstyp.value}^{sums}^{tail}"


def read_kassenbeleg(text: str) -> Kassenbeleg:
    """Read a Kassenbeleg-V1 in its strict form.

    Raises:
        ValueError: it is not in that form: netted, ordered, point and two decimals.
    """
    parts = _KASSENBELEG.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no Kassenbeleg-V1")
    payments: list[PaymentEntry] = []
    for entry in parts[7].split("_") if parts[7] else ():
        payment = _PAYMENT.fullmatch(entry)
        if payment is None:
            raise ValueError(f"{entry!r} is no payment")
        payments.append(("Bar" if payment[2] == "Bar" else "Unbar", payment[3], _cents(payment[1])))
    if _netted(payments) != payments:
        raise ValueError(f"the payments {parts[7]!r} are not netted and ordered")
    g1, g2, g3, g4, g5 = (_cents(parts[i]) for i in range(2, 7))
    return Kassenbeleg(parts[1], (g1, g2, g3, g4, g5), tuple(payments))


def _quantity(thousandths: int) -> str:
    whole, part = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole}.{part:03d}".rstrip("0") if part else f"{sign}{whole}"


@lru_cache(maxsize=10_000)
def _order_line(thousandths: int, name: str, cents: int) -> str:
    # A menu repeats itself, so most of them have been written before.
    if not thousandths or cents < 0 or _CONTROL.search(name):
        raise ValueError(f"{(thousandths, name, cents)} cannot be an order line")
    quoted = name.replace('"', '""')
    return f'{_quantity(thousandths)};"{quoted}";{cents // 100}.{cents % 100:02d}'


def bestellung(lines: Iterable[OrderEntry]) -> str:
    """Write a Bestellung-V1; what is cancelled has a negative quantity.

    Raises:
        ValueError: no line, a quantity of nothing, a negative price, or control characters in a name.
    """
    written = [_order_line(*line) for line in lines]
    if not written:
        raise ValueError("an order has at least one line")
    return "\r".join(written)


def read_bestellung(text: str) -> tuple[OrderEntry, ...]:
    """Read a Bestellung-V1 in its strict form.

    Raises:
        ValueError: it is not in that form.
    """
    lines: list[OrderEntry] = []
    for line in text.split("\r"):
        parts = _ORDER_LINE.fullmatch(line)
        if parts is None:
            raise ValueError(f"{line!r} is no line of a Bestellung-V1")
        thousandths = int(parts[2]) * 1000 + int((parts[3] or "").ljust(3, "0"))
        if not thousandths:
            raise ValueError(f"{line!r} orders nothing")
        lines.append(
            (-thousandths if parts[1] else thousandths, parts[4].replace('""', '"'), _cents(parts[5]))
        )
    return tuple(lines)

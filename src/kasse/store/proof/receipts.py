"""For the proof of the books: the sums of a receipt, and the figures of a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kasse.domain.business import PaymentKind
from kasse.domain.money import divide_half_away
from kasse.domain.sales import ReceiptKind
from kasse.domain.tax import TaxRate
from kasse.ports.content import Sums
from kasse.store.proof.lines import Parts, Rate
from kasse.store.statements import Row


@dataclass(frozen=True, slots=True)
class ReceiptRows:
    """A receipt as the tables keep it: whole rows, with their act columns."""

    head: Row
    lines: Sequence[Row]
    taxes: Sequence[Row]
    payments: Sequence[Row]
    additions: Sequence[Row] = ()
    parts: Sequence[Parts] = ()
    """Of its lines."""

    @property
    def movement(self) -> str:
        """What money without a sale stands for; empty for cash in and out."""
        return next((json.loads(row[5]) for row in self.additions if row[4] == "movement"), "")

    @property
    def may_change_vouchers(self) -> bool:
        """Whether it is worth a closer look."""
        return bool(
            self.additions
            or self.head[20] != "[]"
            or any(part.special for part in self.parts)
            or any(p[6] == PaymentKind.ACCOUNT for p in self.payments)
        )

    def sums(self) -> Sums:
        """What is secured of it.

        Raises:
            ValueError: there are no such kinds of receipts or payments.
        """
        return Sums(
            ReceiptKind(self.head[4]),
            bool(self.head[18]),
            [(t[4], t[6]) for t in self.taxes],
            [(PaymentKind(p[6]), p[7], p[8], p[10]) for p in self.payments],
        )


def sum_problems(receipt: ReceiptRows) -> Iterator[str]:
    """What does not add up in a receipt."""
    r, taxes, payments = receipt.head, receipt.taxes, receipt.payments
    number, kind, total = r[3], r[4], r[9]
    for row in (*receipt.lines, *taxes, *payments, *receipt.additions):
        if row[3] != number:
            yield f"Eine Zeile gehört zu Beleg {row[3]}, steht aber bei {number}."
    yield from _tax_problems(number, _by_rate(receipt.parts, r[20]), taxes, r[10] + r[11])
    if sum(t[6] for t in taxes) != total:
        yield f"Beleg {number}: Die Summe ist nicht die der Steuersätze."
    if kind == "internal":
        if payments:
            yield f"Beleg {number}: Was intern gebucht ist, wird nicht bezahlt."
    elif sum(p[7] for p in payments) != total:
        yield f"Beleg {number}: Die Zahlungen ergeben nicht die Summe."
    for p in payments:
        worth = divide_half_away(p[8] * p[11], 1_000_000) if p[10] else p[8]
        if p[7] != worth - p[9]:
            yield f"Beleg {number}: Gegeben und zurück ergeben nicht, was mit {p[5]} bezahlt ist."


def _by_rate(parts: Sequence[Parts], discounts: str) -> dict[Rate, int]:
    """Cents by rate: the lines less the discounts on the whole."""
    by_rate: dict[Rate, int] = {}
    for each in parts:
        for rate, cents in each.by_rate.items():
            by_rate[rate] = by_rate.get(rate, 0) + cents
    if discounts != "[]":
        for _name, amounts, *_special in json.loads(discounts):
            for code, points, cents in amounts:
                by_rate[code, points] = by_rate.get((code, points), 0) - cents
    return by_rate


def _tax_problems(number: int, by_rate: dict[Rate, int], taxes: Sequence[Row], extra: int) -> Iterator[str]:
    """The printed sums against the lines and what is not taxable (`extra`: tips, cash movements)."""
    for t in taxes:
        code, points, gross, net, tax = t[4:9]
        expected = by_rate.pop((code, points), 0)
        if extra and points == 0 and gross - expected == extra:
            expected, extra = gross, 0
        if gross != expected:
            yield (
                f"Beleg {number}: Die Summe zu {TaxRate(code, points)} stimmt nicht mit den Posten überein."
            )
        if tax != divide_half_away(gross * points, 10_000 + points) or net != gross - tax:
            yield f"Beleg {number}: Die Steuer zu {TaxRate(code, points)} ist nicht die des Betrags."
    if extra or any(by_rate.values()):
        yield f"Beleg {number}: Ein Steuersatz der Posten fehlt in der Steuertabelle."


def _column(movement: str, cash: int, *, reverses: bool) -> int:
    """Where own cash stands in a balance: name, opening, taken, handed over, moved."""
    if not cash or movement == "receivable_paid":
        return 2
    if movement == "opening_float":
        return 1
    return 3 if movement == "cash_in_transit" and (cash < 0) is not reverses else 4


class Day:
    """What the closing of a day must say: the same rules as `kasse.domain.shifts.figures_of`, on rows."""

    def __init__(self) -> None:
        self._first = 0
        self._last = 0
        self._training = 0
        self._receipts = 0
        self._gross = 0
        self._tips = 0
        self._moved = 0
        self._cash = 0
        self._internal = [0, 0]
        self._reversals = [0, 0]
        self._taxes: dict[Rate, list[int]] = {}
        self._payments: dict[tuple[str, str], list[int]] = {}
        self._operators: dict[tuple[int, str], list[int]] = {}
        self._cases: dict[str, list[int]] = {}
        self._agencies: dict[int, int] = {}
        self._balances: dict[int, list[Any]] = {}

    def add(self, receipt: ReceiptRows) -> None:
        """Count a receipt that was not broken off."""
        r = receipt.head
        number, kind, total, tip, cash = r[3], r[4], r[9], r[10], r[11]
        self._first = min(self._first or number, number)
        self._last = max(self._last, number)
        if r[18]:
            self._training += 1
            return
        if kind == "internal":
            self._internal[0] += 1
            self._internal[1] += total
            return
        for t in receipt.taxes:
            sums = self._taxes.setdefault((t[4], t[5]), [0, 0, 0])
            for i in range(3):
                sums[i] += t[6 + i]
        own_cash = 0
        for p in receipt.payments:
            _count(self._payments, (p[4], p[5]), p[7])
            if p[6] == "cash" and not p[10]:
                own_cash += p[7]
        movement, aside = self._special(receipt), sum(part.aside for part in receipt.parts)
        if own_cash:
            balance = self._balances.setdefault(r[7], [r[8], 0, 0, 0, 0])
            balance[0] = r[8]
            balance[_column(movement, cash, reverses=r[16] is not None)] += own_cash
        if movement != "count_difference":
            self._cash += own_cash
        if movement not in ("count_difference", "receivable_paid"):
            self._moved += cash
        if cash or kind in ("cash", "test"):
            return
        turnover = total - tip - aside
        self._receipts += 1
        self._gross += turnover
        self._tips += tip
        _count(self._operators, (r[7], r[8]), turnover)
        if kind == "reversal":
            self._reversals[0] += 1
            self._reversals[1] += turnover

    def _special(self, receipt: ReceiptRows) -> str:
        """Count what is no plain sale, discount or payment; returns what money without a sale stands for."""
        for part in receipt.parts:
            for case, agency, cents in part.special:
                if case != "sale":
                    _count(self._cases, case, cents)
                if agency:
                    self._agencies[agency] = self._agencies.get(agency, 0) + cents
        if receipt.head[20] != "[]":
            for _name, amounts, *special in json.loads(receipt.head[20]):
                if special and special[0] != "discount":
                    _count(self._cases, special[0], -sum(cents for *_, cents in amounts))
        movement = receipt.movement
        if movement:
            _count(self._cases, movement, receipt.head[11])
        return movement

    def problems(self, closing: Row) -> Iterator[str]:
        """What a row of closing says otherwise."""
        figures: Mapping[str, Any] = json.loads(closing[13])
        mine: dict[str, Any] = {
            "receipts": self._receipts,
            "gross": self._gross,
            "taxes": [[*rate, *sums] for rate, sums in sorted(self._taxes.items())],
            "payments": [[*way, *sums] for way, sums in sorted(self._payments.items())],
            "operators": [[*who, *sums] for who, sums in sorted(self._operators.items())],
            "tips": self._tips,
            "reversals": self._reversals,
            "cash_movements": self._moved,
            "cash_expected": self._cash,
            "internal": self._internal,
            "training": self._training,
            "first_number": self._first,
            "last_number": self._last,
        }
        wrong = [name for name, value in mine.items() if figures.get(name) != value]
        if "cases" in figures:  # the first version did not state these
            more: dict[str, Any] = {
                "cases": [[case, *sums] for case, sums in sorted(self._cases.items())],
                "agencies": [list(each) for each in sorted(self._agencies.items())],
                "balances": [[who, *sums] for who, sums in sorted(self._balances.items())],
            }
            wrong += [name for name, value in more.items() if figures.get(name) != value]
        if sum(cents for _, cents in figures["main_groups"]) != self._gross:
            wrong.append("main_groups")
        if sum(cents for _, by_group in figures["hours"] for _, cents in by_group) != self._gross:
            wrong.append("hours")
        if (closing[8], closing[9], closing[10]) != (self._first, self._last, self._gross):
            wrong.append("closing")
        if wrong:
            yield f"Abschluss {closing[3]}: Die Summen sind nicht die der Belege ({', '.join(wrong)})."


def _count(sums: dict[Any, list[int]], key: object, cents: int) -> None:
    entry = sums.setdefault(key, [0, 0])
    entry[0] += 1
    entry[1] += cents

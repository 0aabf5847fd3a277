"""Recognises by what the till has done that a job is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kasse.domain.sales import Receipt, ReceiptKind
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.ui.training.jobs import JobKey
from kasse.usecases.till import Till

LOOKED_AT = 30
"""So many of the newest acts and receipts can belong to one job."""
ROUND, PARTS = 3, 4


@dataclass(frozen=True, slots=True)
class Tables:
    """The two tables that jobs are done at."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Seen:
    """How things stood at the tables of the jobs."""

    at_one: Counter[int]
    """Thousandths of each article."""
    at_other: Counter[int]
    act: int
    """The newest act."""
    receipt: int
    """The newest receipt."""


class Watch:
    """Reads a few rows of the books after each deed of somebody who practises."""

    def __init__(self, till: Till, operator: Operator, tables: Tables) -> None:
        self._till = till
        self._operator = operator
        self._tables = tables
        self._before = self._look()

    def begin(self) -> None:
        """A job begins: what was done until now does not count for it."""
        self._before = self._look()

    def is_open(self, table: int) -> bool:
        """Whether something was ordered there, in practice."""
        return bool(self._quantities(table))

    def is_done(self, job: JobKey) -> bool:
        """Whether the job has been done since it began."""
        before, now = self._before, self._look()
        less = any(now.at_one[a] < before.at_one[a] for a in before.at_one)
        rules: dict[JobKey, Callable[[], bool]] = {
            JobKey.ORDER: lambda: any(now.at_one[a] - before.at_one[a] >= 1000 * ROUND for a in now.at_one),
            JobKey.AGAIN: lambda: all(now.at_one[a] > n for a, n in before.at_one.items()),
            JobKey.VOID: lambda: less and bool(now.at_one) and now.receipt == before.receipt,
            JobKey.MOVE: lambda: less and not now.at_one and bool(now.at_other),
            JobKey.SPLIT: lambda: len(self._sales()) >= PARTS,
            JobKey.PAY: lambda: any(receipt.change.cents > 0 for receipt in self._sales()),
            JobKey.REPRINT: lambda: self._acts(ActKind.REPRINT),
        }
        return job in rules and rules[job]()  # of the others the desk tells, or the sign-in

    def _look(self) -> Seen:
        acts = self._till.books.journal(limit=1)
        receipts = self._till.books.latest_receipts(1)
        return Seen(
            self._quantities(self._tables.one),
            self._quantities(self._tables.other),
            acts[0].seq if acts else 0,
            receipts[0].receipt.number if receipts else 0,
        )

    def _quantities(self, table: int) -> Counter[int]:
        tab = self._till.look(self._operator, table)
        found: Counter[int] = Counter()
        for line in tab.lines if tab else ():
            found[line.article] += line.quantity.thousandths
        return found

    def _sales(self) -> Sequence[Receipt]:
        newest = (stored.receipt for stored in self._till.books.latest_receipts(LOOKED_AT))
        return [
            receipt
            for receipt in newest
            if receipt.number > self._before.receipt
            and receipt.training
            and receipt.kind is ReceiptKind.SALE
            and receipt.operator == self._operator.number
        ]

    def _acts(self, kind: ActKind) -> bool:
        return any(
            act.kind is kind and act.operator == self._operator.number and act.seq > self._before.act
            for act in self._till.books.journal(limit=LOOKED_AT)
        )

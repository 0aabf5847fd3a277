"""Between values and rows: closings with their figures, as the table keeps them, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import Money
from kasse.domain.shifts import CashBalance, Closing, Figures
from kasse.domain.tax import TaxRate, TaxSum
from kasse.store.rows import Row, dump, millis, moment


def _tax_list(taxes: Sequence[TaxSum]) -> list[list[int]]:
    return [[t.rate.code, t.rate.basis_points, t.gross.cents, t.net.cents, t.tax.cents] for t in taxes]


def figures_text(f: Figures) -> str:
    """The figures of a closing as JSON."""
    return dump(
        {
            "receipts": f.receipts,
            "gross": f.gross.cents,
            "taxes": _tax_list(f.taxes),
            "payments": [[c, n, k, a.cents] for c, n, k, a in f.payments],
            "operators": [[o, n, k, a.cents] for o, n, k, a in f.operators],
            "main_groups": [[g, a.cents] for g, a in f.main_groups],
            "hours": [[h, [[g, a.cents] for g, a in by]] for h, by in f.hours],
            "tips": f.tips.cents,
            "discounts": f.discounts.cents,
            "reversals": [f.reversals[0], f.reversals[1].cents],
            "cash_movements": f.cash_movements.cents,
            "cash_expected": f.cash_expected.cents,
            "internal": [f.internal[0], f.internal[1].cents],
            "training": f.training,
            "first_number": f.first_number,
            "last_number": f.last_number,
            "cases": [[case.value, k, a.cents] for case, k, a in f.cases],
            "agencies": [[number, a.cents] for number, a in f.agencies],
            "balances": [
                [b.operator, b.name, b.opening.cents, b.taken.cents, b.handed_over.cents, b.moved.cents]
                for b in f.balances
            ],
        }
    )


def figures_of_text(text: str) -> Figures:
    """The figures that `figures_text` wrote; closings of the first version lack the last three."""
    f = json.loads(text)
    return Figures(
        receipts=f["receipts"],
        gross=Money(f["gross"]),
        taxes=tuple(TaxSum(TaxRate(c, b), Money(g), Money(n), Money(t)) for c, b, g, n, t in f["taxes"]),
        payments=tuple((c, n, k, Money(a)) for c, n, k, a in f["payments"]),
        operators=tuple((o, n, k, Money(a)) for o, n, k, a in f["operators"]),
        main_groups=tuple((g, Money(a)) for g, a in f["main_groups"]),
        hours=tuple((h, tuple((g, Money(a)) for g, a in by)) for h, by in f["hours"]),
        tips=Money(f["tips"]),
        discounts=Money(f["discounts"]),
        reversals=(f["reversals"][0], Money(f["reversals"][1])),
        cash_movements=Money(f["cash_movements"]),
        cash_expected=Money(f["cash_expected"]),
        internal=(f["internal"][0], Money(f["internal"][1])),
        training=f["training"],
        first_number=f["first_number"],
        last_number=f["last_number"],
        cases=tuple((BusinessCase(case), k, Money(a)) for case, k, a in f.get("cases", ())),
        agencies=tuple((number, Money(a)) for number, a in f.get("agencies", ())),
        balances=tuple(
            CashBalance(operator, name, *(Money(cents) for cents in sums))
            for operator, name, *sums in f.get("balances", ())
        ),
    )


def closing_row(closing: Closing, head: int) -> tuple[Any, ...]:
    """A row of closing after its act columns."""
    f = closing.figures
    return (
        closing.number, closing.business_date.isoformat(), millis(closing.closed_at), closing.operator,
        closing.operator_name, f.first_number, f.last_number, f.gross.cents,
        None if closing.counted is None else closing.counted.cents, head, figures_text(f),
    )  # fmt: skip


def closing_of(terminal: int, row: Row) -> Closing:
    """The closing of such a row."""
    return Closing(
        terminal=terminal,
        number=row[0],
        business_date=date.fromisoformat(row[1]),
        closed_at=moment(row[2]),
        operator=row[3],
        operator_name=row[4],
        figures=figures_of_text(row[10]),
        counted=None if row[8] is None else Money(row[8]),
    )

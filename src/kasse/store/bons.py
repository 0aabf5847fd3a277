"""The books on a SQL database as an auditor's export reads them; see `kasse.ports.bons`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from kasse.ports.bons import Day, Place, Portion
from kasse.store import rows
from kasse.store.connecting import reading
from kasse.store.statements import run, tuples

ACTS = 2_000
"""Acts in a portion: some hundred receipts, so that memory stays flat however long a day is."""
_DAYS = (
    "SELECT c.number, c.business_date, c.closed_at, c.seq, r.body FROM closing c "
    "LEFT JOIN record r ON r.terminal=c.terminal AND r.kind='closing_master' AND r.number=c.number "
)
_WITHIN = "WHERE terminal=? AND seq BETWEEN ? AND ? ORDER BY seq, pos"


class SqlBons:
    """Implements `kasse.ports.bons.Bons`."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader

    def terminals(self) -> Sequence[int]:
        """See `Bons`."""
        return [row[0] for row in self._all("SELECT terminal FROM counter ORDER BY terminal")]

    def days(self, terminal: int, first: int, last: int) -> Sequence[Day]:
        """See `Bons`."""
        found = self._all(
            f"{_DAYS} WHERE c.terminal=? AND c.number BETWEEN ? AND ? ORDER BY c.number",
            (terminal, first - 1, last),
        )
        after = 0
        days: list[Day] = []
        for number, business_date, closed_at, seq, body in found:
            if number >= first:
                frozen = None if body is None else json.loads(body)
                moment = rows.moment(closed_at)
                days.append(
                    Day(terminal, number, date.fromisoformat(business_date), moment, after, seq, frozen)
                )
            after = seq
        return days

    def closings_between(self, terminal: int, start: date, end: date) -> tuple[int, int] | None:
        """See `Bons`."""
        found = self._all(
            "SELECT MIN(number), MAX(number) FROM closing WHERE terminal=? AND business_date BETWEEN ? AND ?",
            (terminal, start.isoformat(), end.isoformat()),
        )
        return None if found[0][0] is None else (found[0][0], found[0][1])

    def open_day(self, terminal: int, now: datetime) -> Day:
        """See `Bons`."""
        found = self._all(
            "SELECT business_date, closed_seq, journal FROM counter WHERE terminal=?", (terminal,)
        )
        business_date, after, last = found[0]
        return Day(terminal, 0, date.fromisoformat(business_date), now, after, last, None)

    def portions(self, day: Day) -> Iterator[Portion]:
        """See `Bons`."""
        for first in range(day.after + 1, day.last + 1, ACTS):
            with reading(self._reader) as connection:
                portion = _portion(connection, day.terminal, first, min(first + ACTS - 1, day.last))
            yield portion

    def place_of_order(self, terminal: int, number: int) -> Place | None:
        """See `Bons`."""
        return self._find_place("customer_order", terminal, number)

    def place_of_receipt(self, terminal: int, number: int) -> Place | None:
        """See `Bons`."""
        return self._find_place("receipt", terminal, number)

    def _find_place(self, table: str, terminal: int, number: int) -> Place | None:
        found = self._all(
            f"SELECT t.seq, (SELECT MIN(c.number) FROM closing c WHERE c.terminal=t.terminal AND c.seq>t.seq) "
            f"FROM {table} t WHERE t.terminal=? AND t.number=?",
            (terminal, number),
        )
        if not found:
            return None
        act, closing = found[0]
        if closing is None:
            booked = self._all("SELECT at FROM journal WHERE terminal=? AND seq=?", (terminal, act))
            return Place(act, 0, rows.moment(booked[0][0]))
        closed = self._all("SELECT closed_at FROM closing WHERE terminal=? AND number=?", (terminal, closing))
        return Place(act, closing, rows.moment(closed[0][0]))

    def _all(self, text: str, parameters: tuple[Any, ...] = ()) -> Sequence[Any]:
        with reading(self._reader) as connection:
            found: Sequence[Any] = run(connection, text, parameters).fetchall()
            return found


def _portion(connection: Connection, terminal: int, first: int, last: int) -> Portion:
    span = (terminal, first, last)

    def read(columns: str, table: str) -> list[Any]:
        return tuples(connection, f"SELECT seq, {columns} FROM {table} {_WITHIN}", span)

    def signatures(subjects: str, numbered: Sequence[Any]) -> list[Any]:
        if not numbered:
            return []
        # By number: the act that secured the last of them may lie beyond this portion.
        return tuples(
            connection,
            "SELECT s.subject, s.number, s.serial, s.process_type, s.process_data, s.tx, s.started_at, "
            "s.finished_at, s.counter, s.signature, s.error, j.at FROM signature s "
            "JOIN journal j ON j.terminal=s.terminal AND j.seq=s.seq "
            f"WHERE s.terminal=? AND s.subject IN ({subjects}) AND s.number BETWEEN ? AND ?",
            (terminal, numbered[0][1], numbered[-1][1]),
        )

    orders = read("number, table_label, operator, operator_name, at, training", "customer_order")
    receipts = tuples(
        connection,
        "SELECT r.seq, r.number, r.kind, r.issued_at, r.operator, r.operator_name, r.total, r.tip, r.cash, "
        "r.reason, r.table_no, r.table_label, r.reverses, r.training, r.discounts, "
        "CASE WHEN a.number IS NULL THEN 0 ELSE 1 END FROM receipt r "
        "LEFT JOIN receipt_abort a ON a.terminal=r.terminal AND a.number=r.number "
        "WHERE r.terminal=? AND r.seq BETWEEN ? AND ? ORDER BY r.seq",
        span,
    )
    notes = tuples(
        connection,
        "SELECT r.seq, r.number, j.operator, j.at, r.body FROM record r "
        "JOIN journal j ON j.terminal=r.terminal AND j.seq=r.seq "
        "WHERE r.terminal=? AND r.kind='note' AND r.seq BETWEEN ? AND ? ORDER BY r.seq",
        span,
    )
    return Portion(
        orders=orders,
        order_lines=read("quantity, amount, take_away, components, reason, origin", "order_line"),
        receipts=receipts,  # type: ignore[arg-type]  # the driver gives tuples
        lines=read("line_id, quantity, take_away, components", "receipt_line"),
        taxes=read("code, basis_points, gross, net, tax", "receipt_tax"),
        payments=read("name, kind, amount, given, currency", "receipt_payment"),
        additions=read("kind, body", "receipt_addition"),
        signatures=[
            *signatures("'order'", orders),
            *signatures("'receipt', 'abort'", receipts),
            *signatures("'note'", notes),
        ],
        notes=notes,  # type: ignore[arg-type]
    )

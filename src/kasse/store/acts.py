"""The acts of a journal as an auditor's lists read them: in portions, as they stand there, sense or nonsense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Engine

from kasse.ports.journal import ActLine
from kasse.store.connecting import reading
from kasse.store.statements import run, tuples

ACTS = 5_000
"""Acts in a portion."""


def act_lines(
    engine: Engine, terminal: int, first: int, last: int, *, kinds: Sequence[str] = ()
) -> Iterator[ActLine]:
    """The acts with numbers from `first` to `last`, of these kinds (none: of all), in order.

    Raises:
        BooksError: the database does not answer.
    """
    only = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    text = (
        "SELECT terminal, seq, at, business_date, kind, operator, body FROM journal "
        f"WHERE terminal=? AND seq BETWEEN ? AND ?{only} ORDER BY seq"
    )
    for start in range(first, last + 1, ACTS):
        span = (terminal, start, min(start + ACTS - 1, last), *kinds)
        with reading(engine) as connection:
            found = tuples(connection, text, span)
        yield from map(ActLine._make, found)


def span_of(engine: Engine, terminal: int, first: date | None, last: date | None) -> tuple[int, int]:
    """The first and the last act of the business dates from `first` to `last`, the day in hand included.

    The first is above the last if there is none.

    Raises:
        BooksError: the database does not answer.
    """
    with reading(engine) as connection:

        def closed(condition: str, day: date) -> int:
            text = f"SELECT MAX(seq) FROM closing WHERE terminal=? AND business_date{condition}?"
            return run(connection, text, (terminal, day.isoformat())).scalar() or 0

        current, journal = run(
            connection, "SELECT business_date, journal FROM counter WHERE terminal=?", (terminal,)
        ).fetchone()
        begin = 1 if first is None else closed("<", first) + 1
        if last is None or current <= last.isoformat():
            return begin, journal
        return begin, closed("<=", last)


def transactions_in(engine: Engine, terminal: int, first: int, last: int) -> Sequence[tuple[str, int, int]]:
    """Which devices signed in these acts: serial, lowest and highest transaction.

    Raises:
        BooksError: the database does not answer.
    """
    text = (
        "SELECT serial, MIN(tx), MAX(tx) FROM signature WHERE terminal=? AND seq BETWEEN ? AND ? "
        "AND tx IS NOT NULL GROUP BY serial ORDER BY 2"
    )
    with reading(engine) as connection:
        return [(row[0], row[1], row[2]) for row in tuples(connection, text, (terminal, first, last))]

"""An act of the journal as an auditor's lists read it."""

from __future__ import annotations

from typing import NamedTuple


class ActLine(NamedTuple):
    """The columns as they stand in the books, which may be damaged: nothing of them is taken for granted."""

    terminal: int
    seq: int
    at: int
    """Milliseconds since 1970 in UTC."""
    business_date: str
    kind: str
    """A value of `ports.books.ActKind`."""
    operator: int
    body: str
    """JSON."""

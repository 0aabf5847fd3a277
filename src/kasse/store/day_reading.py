"""What the books answer about a business date over all terminals that share them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from kasse.ports.books import TillDay
from kasse.store.master_reading import MasterReading


class DayReading(MasterReading):
    """The same for every terminal that shares the books."""

    def tills_on(self, day: date) -> Sequence[TillDay]:
        """See `Books`. The receipts of a terminal on one business date have numbers without others in between."""
        when = (day.isoformat(),)
        closed = {
            terminal: str(json.loads(body).get("unit", ""))
            for terminal, body in self._rows(
                "SELECT terminal, body FROM journal WHERE kind='closing' AND business_date=?", when
            )
        }
        spans = {
            terminal: (first, last)
            for terminal, first, last in self._rows(
                "SELECT terminal, MIN(number), MAX(number) FROM receipt WHERE business_date=? GROUP BY terminal",
                when,
            )
        }
        working = {terminal for terminal, now in self.business_dates().items() if now == day}
        return [
            TillDay(terminal, *spans.get(terminal, (0, 0)), terminal in closed, closed.get(terminal))
            for terminal in sorted(closed.keys() | spans.keys() | working)
        ]

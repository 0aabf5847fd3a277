"""For the proof of the books: outages of the signing device, and what they left without signature."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Table

from kasse.ports.books import RecordKind
from kasse.ports.fiscal import INTERRUPTED
from kasse.store.statements import Row
from kasse.store.tables import facts, law

_KINDS = frozenset(RecordKind)


class Outages:
    """The outages of one terminal, in the order of its journal."""

    def __init__(self, find: Callable[[str], None]) -> None:
        """`find` notes a finding at the act in hand."""
        self._find = find
        self._last = 0
        """The number of the latest; it lasts as long as `_began` has its begin."""
        self._began: int | None = None

    def look_at(self, details: Mapping[Table, Sequence[Row]]) -> None:
        """An act's rows. Rows of unreadable content raise as in `walk.UNREADABLE`."""
        for row in details.get(law.RECORD, ()):
            if row[3] == RecordKind.OUTAGE:
                self._begin(row[4], json.loads(row[5])["began_at"])
            elif row[3] == RecordKind.OUTAGE_END:
                self._end(row[4], json.loads(row[5])["ended_at"])
            elif row[3] not in _KINDS:
                self._find(f"Eine Aufzeichnung der Art {row[3]}, die es nicht gibt.")
        signatures = details.get(facts.SIGNATURE, ())
        if law.OUTAGE_SUBJECT in details or any(row[16] for row in signatures):
            self._subjects(signatures, details.get(law.OUTAGE_SUBJECT, ()))

    def _begin(self, number: int, began_at: int) -> None:
        if number != self._last + 1:
            self._find(f"Ausfall {number} folgt auf {self._last}: Nummern fehlen oder sind doppelt.")
        if self._began is not None:
            self._find(f"Ausfall {number} beginnt, bevor Ausfall {self._last} zu Ende ist.")
        self._last, self._began = number, began_at

    def _end(self, number: int, ended_at: int) -> None:
        if self._began is None or number != self._last:
            self._find(f"Ausfall {number} endet, der nicht offen war.")
        elif ended_at < self._began:
            self._find(f"Ausfall {number} endet, bevor er beginnt.")
        self._began = None

    def _subjects(self, signatures: Sequence[Row], named: Sequence[Row]) -> None:
        unsigned = {(row[3], row[4]): row[16] for row in signatures if row[16]}
        for row in named:
            if unsigned.pop((row[3], row[4]), None) is None:
                self._find(f"Ausfall {row[5]} nennt {row[3]} {row[4]}, dem keine Signatur fehlt.")
            # It may be written a little after the end, if the books could not take it before.
            if not 0 < row[5] <= self._last:
                self._find(f"{row[3]} {row[4]} nennt Ausfall {row[5]}, den es nicht gibt.")
        for (subject, number), error in unsigned.items():
            # Books of a version that had no numbers for outages yet: there all of that lies before the first.
            if error != INTERRUPTED and self._last:
                self._find(f"{subject} {number} ist ohne Signatur und nennt keinen Ausfall.")

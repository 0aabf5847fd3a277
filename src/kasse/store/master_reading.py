"""What the books answer about the house: master data, how they came to be so, settings, and what is left today."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine

from kasse.domain.catalogue import Availabilities
from kasse.domain.master import Master
from kasse.ports.books import ActKind, BooksError, MasterChange
from kasse.store import rows
from kasse.store.availability import load_availabilities
from kasse.store.connecting import reading
from kasse.store.master import load_master, master_version
from kasse.store.statements import look_up
from kasse.store.traces import was_booked

PORTION = 50
"""Acts that are read at a time; most change a row or two."""


class MasterReading:
    """The same for every terminal that shares the books."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader

    def _rows(self, text: str, parameters: tuple[Any, ...] = ()) -> Sequence[Any]:
        with reading(self._reader) as connection:
            return look_up(connection, text, parameters)

    def master(self) -> Master:
        """See `Books`."""
        with reading(self._reader) as connection:
            if connection.dialect.name != "sqlite":  # SQLite shows every transaction one state anyway
                connection.execution_options(isolation_level="REPEATABLE READ")
            found = load_master(connection)
        if found is None:
            raise BooksError("Es sind noch keine Stammdaten angelegt. Bitte zuerst einrichten: kasse demo")
        return found

    def has_master(self) -> bool:
        """Whether master data have been set up."""
        return bool(self._rows("SELECT 1 FROM business"))

    def master_version(self) -> int:
        """See `Books`."""
        with reading(self._reader) as connection:
            return master_version(connection)

    def master_changes(
        self,
        table: str | None = None,
        key: Sequence[int | str] | int | str | None = None,
        *,
        limit: int = 100,
    ) -> Sequence[MasterChange]:
        """See `Books`."""
        begin = [key] if isinstance(key, int | str) else list(key or ())
        found: list[MasterChange] = []
        place: tuple[Any, ...] = ()
        while True:
            acts = self._rows(_LATER_ACTS if not place else _EARLIER_ACTS, (*place, PORTION))
            for seq, terminal, at, operator, body in acts:
                for change in json.loads(body).get("changes", ()):
                    if table not in (None, change["table"]) or change.get("key", [])[: len(begin)] != begin:
                        continue
                    found.append(
                        MasterChange(seq, terminal, rows.moment(at), operator, ActKind.MASTER_DATA, change)
                    )
                    if len(found) == limit:
                        return found
            if len(acts) < PORTION:
                return found
            place = (acts[-1][2], acts[-1][1], acts[-1][0])

    def was_booked(self, table: str, key: int | str) -> bool:
        """See `Books`."""
        with reading(self._reader) as connection:
            return was_booked(connection, table, key)

    def availabilities(self) -> Availabilities:
        """See `Books`."""
        with reading(self._reader) as connection:
            return load_availabilities(connection)

    def settings(self) -> Mapping[tuple[str, str], str]:
        """See `Books`."""
        return {(r[0], r[1]): r[2] for r in self._rows("SELECT scope, key, value FROM setting")}

    def business_dates(self) -> Mapping[int, date]:
        """See `Books`."""
        found = self._rows("SELECT terminal, business_date FROM counter")
        return {terminal: date.fromisoformat(day) for terminal, day in found}


_ACTS = "SELECT seq, terminal, at, operator, body FROM journal WHERE kind='master_data'"
_ORDER = " ORDER BY at DESC, terminal DESC, seq DESC LIMIT ?"
_LATER_ACTS = _ACTS + _ORDER
_EARLIER_ACTS = f"{_ACTS} AND (at, terminal, seq)<(?, ?, ?){_ORDER}"

"""The outbox on a SQL database: implements `kasse.ports.outbox.Outbox` for one terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Engine

from kasse.ports.outbox import Job, JobKind, QueuedJob
from kasse.store.rows import millis, moment
from kasse.store.statements import run
from kasse.store.writer import Writer


class SqlOutbox:
    """Waiting jobs. Writes are short and take their turn with the books."""

    def __init__(self, writer: Writer, reader: Engine, terminal: int) -> None:
        self._writer = writer
        self._reader = reader
        self._terminal = terminal

    def due(self, target: str, at: datetime, limit: int = 20) -> Sequence[QueuedJob]:
        """See `Outbox`."""
        found = self._rows(
            "SELECT id, kind, target, payload, created_at, attempts, error, due_at FROM outbox "
            "WHERE terminal=? AND target=? ORDER BY id LIMIT ?",
            (self._terminal, target, limit),
        )
        now = millis(at)
        return [
            QueuedJob(r[0], Job(JobKind(r[1]), r[2], json.loads(r[3])), moment(r[4]), r[5], r[6])
            for r in takewhile(lambda r: r[7] <= now, found)
        ]

    def done(self, job_id: int) -> None:
        """See `Outbox`."""
        self._writer.write("DELETE FROM outbox WHERE id=?", (job_id,))

    def failed(self, job_id: int, error: str, next_try: datetime) -> None:
        """See `Outbox`."""
        self._writer.write(
            "UPDATE outbox SET attempts=attempts+1, error=?, due_at=? WHERE id=?",
            (error, millis(next_try), job_id),
        )

    def waiting(self) -> Mapping[str, int]:
        """See `Outbox`."""
        found = self._rows(
            "SELECT target, COUNT(*) FROM outbox WHERE terminal=? GROUP BY target", (self._terminal,)
        )
        return {r[0]: r[1] for r in found}

    def hurry(self, target: str, at: datetime) -> None:
        """See `Outbox`."""
        self._writer.write(
            "UPDATE outbox SET due_at=? WHERE terminal=? AND target=? AND due_at>?",
            (millis(at), self._terminal, target, millis(at)),
        )

    def retarget(self, target: str, other: str) -> int:
        """See `Outbox`."""
        return self._writer.write(
            "UPDATE outbox SET target=? WHERE terminal=? AND target=?", (other, self._terminal, target)
        )

    def _rows(self, text: str, parameters: tuple[Any, ...]) -> Sequence[Any]:
        with self._reader.connect() as connection:
            rows: Sequence[Any] = run(connection, text, parameters).fetchall()
            return rows

"""The outbox on a SQL database: implements `kasse.ports.outbox.Outbox` for one terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Engine

from kasse.ports.outbox import Job, JobKind, QueuedJob
from kasse.store.connecting import reading
from kasse.store.rows import dump, millis, moment
from kasse.store.statements import look_up, run
from kasse.store.writer import Writer

_COLUMNS = "id, kind, target, payload, created_at, attempts, error, begun, due_at"


class SqlOutbox:
    """Waiting jobs. Writes are short and take their turn with the books."""

    def __init__(self, writer: Writer, reader: Engine, terminal: int) -> None:
        self._writer = writer
        self._reader = reader
        self._terminal = terminal

    def due(
        self, target: str, at: datetime, *, kind: JobKind = JobKind.PRINT, limit: int = 20
    ) -> Sequence[QueuedJob]:
        """See `Outbox`."""
        found = self._rows(
            f"SELECT {_COLUMNS} FROM outbox WHERE terminal=? AND target=? AND kind=? AND set_aside=0 "
            "ORDER BY id LIMIT ?",
            (self._terminal, target, kind.value, limit),
        )
        now = millis(at)
        return [_job(row) for row in takewhile(lambda row: row[-1] <= now, found)]

    def begin(self, job_id: int) -> None:
        """See `Outbox`."""
        self._writer.write("UPDATE outbox SET begun=1 WHERE id=?", (job_id,))

    def done(self, job_id: int) -> None:
        """See `Outbox`."""
        self._writer.write("DELETE FROM outbox WHERE id=?", (job_id,))

    def failed(self, job_id: int, error: str, next_try: datetime, *, begun: bool) -> None:
        """See `Outbox`."""
        self._writer.write(
            "UPDATE outbox SET attempts=attempts+1, error=?, due_at=?, begun=? WHERE id=?",
            (error, millis(next_try), int(begun), job_id),
        )

    def set_aside(self, job_id: int, error: str) -> None:
        """See `Outbox`."""
        self._writer.write(
            "UPDATE outbox SET attempts=attempts+1, error=?, set_aside=1 WHERE id=?", (error, job_id)
        )

    def aside(self) -> Sequence[QueuedJob]:
        """See `Outbox`."""
        return [
            _job(row)
            for row in self._rows(
                f"SELECT {_COLUMNS} FROM outbox WHERE terminal=? AND set_aside=1 ORDER BY id",
                (self._terminal,),
            )
        ]

    def waiting(self) -> Mapping[str, int]:
        """See `Outbox`."""
        found = self._rows(
            "SELECT target, COUNT(*) FROM outbox WHERE terminal=? AND kind=? AND set_aside=0 GROUP BY target",
            (self._terminal, JobKind.PRINT.value),
        )
        return {r[0]: r[1] for r in found}

    def waiting_since(self, before: datetime) -> Mapping[JobKind, int]:
        """See `Outbox`."""
        found = self._rows(
            "SELECT kind, COUNT(*) FROM outbox WHERE terminal=? AND created_at<? AND set_aside=0 GROUP BY kind",
            (self._terminal, millis(before)),
        )
        return {JobKind(kind): count for kind, count in found}

    def hurry(self, target: str, at: datetime) -> None:
        """See `Outbox`."""
        self._writer.write(
            "UPDATE outbox SET due_at=?, set_aside=0 WHERE terminal=? AND target=? AND (due_at>? OR set_aside=1)",
            (millis(at), self._terminal, target, millis(at)),
        )

    def retarget(self, target: str, other: str) -> int:
        """See `Outbox`."""
        with self._writer.transaction() as connection:
            moved = run(
                connection,
                "SELECT id, payload FROM outbox WHERE terminal=? AND target=? AND kind=? ORDER BY id",
                (self._terminal, target, JobKind.PRINT.value),
            ).fetchall()
            for job_id, text in moved:
                payload = dump({"instead_of": target, **json.loads(text)})
                run(connection, "UPDATE outbox SET target=?, payload=? WHERE id=?", (other, payload, job_id))
        return len(moved)

    def _rows(self, text: str, parameters: tuple[Any, ...]) -> Sequence[Any]:
        with reading(self._reader) as connection:
            return look_up(connection, text, parameters)


def waiting_payloads(reader: Engine, terminal: int, kind: JobKind) -> Sequence[Mapping[str, Any]]:
    """What waits of a kind at a terminal, oldest first, for whoever only reads.

    Raises:
        BooksError: the database does not answer.
    """
    with reading(reader) as connection:
        found = run(
            connection,
            "SELECT payload FROM outbox WHERE terminal=? AND kind=? ORDER BY id",
            (terminal, kind.value),
        ).fetchall()
    return [json.loads(row[0]) for row in found]


def _job(row: Sequence[Any]) -> QueuedJob:
    job = Job(JobKind(row[1]), row[2], json.loads(row[3]))
    return QueuedJob(row[0], job, moment(row[4]), row[5], row[6], bool(row[7]))

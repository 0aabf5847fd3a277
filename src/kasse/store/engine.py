"""Connections to the books: SQLite by default, PostgreSQL when several tills share one shop."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from kasse.ports.books import BooksError

BOOKS_FILE = "books.sqlite"
WRITER_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",
    "foreign_keys=on",
    "recursive_triggers=on",
    "busy_timeout=5000",
)
# Checkpoints are the writer's business alone (SQLite's documentation of the WAL, and platform practice).
READER_PRAGMAS = ("query_only=on", "busy_timeout=5000", "wal_autocheckpoint=0")


def sqlite_url(folder: Path) -> str:
    """The URL of the books in a data folder."""
    return f"sqlite:///{folder / BOOKS_FILE}"


def writing_engine(url: str) -> Engine:
    """The engine of the one writing connection; every transaction is a writing one from its first moment."""
    return _engine(url, WRITER_PRAGMAS, "BEGIN IMMEDIATE", size=1)


def reading_engine(url: str) -> Engine:
    """The engine for readers; they never hold up the writer."""
    return _engine(url, READER_PRAGMAS, "BEGIN", size=4)


def _engine(url: str, pragmas: Sequence[str], begin: str, *, size: int) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            paramstyle="format",
            pool_size=size,
            connect_args={
                "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000",
                "connect_timeout": 5,
            },
        )
    # The SQLite beside Python may be older than 3.51.3 and then can corrupt a WAL file; this one is not.
    from pysqlite3 import dbapi2

    engine = create_engine(
        url,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=4,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


class FolderLock:
    """Only one program writes to a data folder. The lock ends with the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = (folder / "kasse.lock").open("a+b")
        try:
            _lock(self._file)
        except OSError as busy:
            self._file.close()
            raise BooksError(
                f"Die Daten in {folder} sind schon von einer laufenden kasse geöffnet. Bitte jene zuerst beenden."
            ) from busy
        self._file.seek(0)
        self._file.truncate()
        self._file.write(str(os.getpid()).encode())
        self._file.flush()

    def release(self) -> None:
        """Let the folder go."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":  # pragma: no cover - Windows
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

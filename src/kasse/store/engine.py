"""Connections to the books: SQLite by default, PostgreSQL when several tills share one shop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from kasse.folder_lock import FolderInUse, FolderLock
from kasse.ports.books import BooksError
from kasse.store.statements import drive

BOOKS_FILE = "books.sqlite"
WRITER_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",
    "foreign_keys=on",
    "recursive_triggers=on",
    "busy_timeout=5000",
    # The writer empties its log while nobody waits (see `Writer.rest`); this is for a till that never rests.
    "wal_autocheckpoint=16000",
)
# Checkpoints are the writer's business alone (SQLite's documentation of the WAL, and platform practice).
READER_PRAGMAS = ("query_only=on", "busy_timeout=5000", "wal_autocheckpoint=0")

LINE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}
"""A server that vanished without a word (cable, power) is given up after half a minute; else TCP waits for hours."""


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
            pool_pre_ping=True,  # a server that was started anew is found again without troubling anybody
            connect_args={
                "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000",
                "connect_timeout": 5,
                **LINE,
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
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except dbapi2.Error as error:
            connection.close()  # SQLAlchemy neither knows of it yet nor makes this error one of its own
            raise OperationalError("PRAGMA", None, error) from error

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        drive(connection, begin)

    return engine


def lock_folder(folder: Path) -> FolderLock:
    """Make a data folder one's own; it is made if it is not there.

    Raises:
        BooksError: another program has it, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FolderLock(folder / "kasse.lock")
    except FolderInUse as busy:
        raise BooksError(
            f"Die Daten in {folder} sind schon von einer laufenden kasse geöffnet. Bitte jene zuerst beenden."
        ) from busy
    except OSError as error:
        raise BooksError(
            f"Der Ordner {folder} lässt sich nicht beschreiben ({error.strerror}). "
            "Bitte die Rechte prüfen oder mit --data einen anderen nennen."
        ) from error

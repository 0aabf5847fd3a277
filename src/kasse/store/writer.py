"""The one writing connection of a program: whoever writes takes his turn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from kasse.ports.books import BooksError
from kasse.store.statements import run

NOT_NOTED = (
    "Der Datenträger oder die Datenbank nimmt gerade nichts an. Bitte den freien Speicherplatz prüfen."
)


class Writer:
    """Holds the connection open and hands it out in turns; after a fault the next turn gets a new one.

    One connection writes and checkpoints, as SQLite wants it of a WAL file.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.turn = threading.RLock()
        self.generation = 0
        """Counts the connections there were, so that who remembers what he wrote can read it again."""
        self.settled = True
        """Whether what the present connection shows stays so whatever happens (see `connection`)."""
        self._connection: Connection | None = None
        self._closed = False

    def connection(self) -> Connection:
        """The writing connection. Only while holding `turn`.

        Raises:
            BooksError: closed: the data folder may belong to another program by now.
            SQLAlchemyError: the database cannot be opened.
        """
        if self._closed:
            raise BooksError("Die Daten sind schon geschlossen. Bitte kasse neu starten.")
        if self._connection is None:
            if self.generation and self.engine.dialect.name == "sqlite":
                self.settled = self._settle()
            self._connection = self.engine.connect()
            self.generation += 1
        return self._connection

    def _settle(self) -> bool:
        """After a fault: bring the log into the file and empty it; False while readers keep it from that.

        A commit whose sync failed stands in the log, but perhaps not on the disk, and the kernel counts it as
        written: syncing again would prove nothing. Carried over into the file and synced there, it is durable;
        what was not committed is gone with the log and cannot turn up after the next power cut.
        """
        raw = self.engine.raw_connection()
        try:
            busy, _, _ = raw.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchone()
        except self.engine.dialect.loaded_dbapi.Error as error:
            raw.invalidate()
            raise OperationalError("PRAGMA wal_checkpoint", None, error) from error
        finally:
            raw.close()
        return not busy

    def give_up(self) -> None:
        """Drop the connection after a fault: a sync that failed must not be tried again on it."""
        broken, self._connection = self._connection, None
        if broken is not None:
            broken.invalidate()
            broken.close()
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A short transaction of its own for states that are not part of an act.

        Raises:
            BooksError: it could not be written, or it is unknown whether it was.
        """
        with self.turn:
            try:
                connection = self.connection()
                with connection.begin():
                    yield connection
            except SQLAlchemyError as error:
                self.give_up()
                raise BooksError(NOT_NOTED) from error

    def write(self, text: str, parameters: tuple[Any, ...]) -> int:
        """Run one statement; returns how many rows it touched.

        Raises:
            BooksError: it could not be written, or it is unknown whether it was.
        """
        with self.transaction() as connection:
            count: int = run(connection, text, parameters).rowcount
            return count

    def close(self) -> None:
        """Let the database go; the last connection of a SQLite file checkpoints it."""
        with self.turn:
            self._closed = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self.engine.dispose()

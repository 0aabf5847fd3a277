"""The one writing connection of a program: whoever writes takes his turn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from kasse.ports.books import BooksError
from kasse.store.statements import run


class Writer:
    """Holds the connection open and hands it out in turns; after a fault the next turn gets a new one.

    One connection writes and checkpoints, as SQLite wants it of a WAL file. `fresh` tells whether the
    connection is new since the caller last asked, so that he reads again what he had in memory.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.turn = threading.RLock()
        self.generation = 0
        """Counts the connections that there were."""
        self._connection: Connection | None = None
        self._closed = False

    def connection(self) -> Connection:
        """The writing connection. Only while holding `turn`.

        Raises:
            BooksError: closed: the data folder may belong to another program by now.
        """
        if self._closed:
            raise BooksError("Die Daten sind schon geschlossen. Bitte kasse neu starten.")
        if self._connection is None:
            self._connection = self.engine.connect()
            self.generation += 1
        return self._connection

    def give_up(self) -> None:
        """Drop the connection after a fault: a sync that failed must not be tried again on it."""
        broken, self._connection = self._connection, None
        if broken is not None:
            broken.invalidate()
            broken.close()
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A short transaction of its own for states that are not part of an act."""
        with self.turn:
            try:
                connection = self.connection()
                with connection.begin():
                    yield connection
            except SQLAlchemyError:
                self.give_up()
                raise

    def write(self, text: str, parameters: tuple[Any, ...]) -> int:
        """Run one statement; returns how many rows it touched."""
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

"""The one writing connection of a program: whoever writes takes his turn."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from kasse.ports.books import BooksError
from kasse.store.statements import run

log = logging.getLogger(__name__)

LONG = 1000
"""Pages from which on a log is brought into the file: 4 MB, about 25 sales."""
PAUSE_SECONDS = 0.5
"""So long nothing was written when the till is taken to be at rest."""
NOT_NOTED = (
    "Der Datenträger oder die Datenbank nimmt gerade nichts an. Bitte den freien Speicherplatz prüfen."
)


class Writer:
    """Holds the connection open and hands it out in turns; after a fault the next turn gets a new one.

    On SQLite a commit adds to the log (WAL) and waits for the disk once. What is in the log has to be brought into the
    file some day, which takes three waits more: see `rest`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.turn = threading.RLock()
        self.generation = 0
        """Counts the connections there were, so that who remembers what he wrote can read it again."""
        self.settled = True
        """Whether what the present connection shows stays so whatever happens (see `connection`)."""
        self._connection: Connection | None = None
        self._closed = threading.Event()
        self._length = 0
        """Pages that were in the log at the last look."""
        self._resting = threading.Thread(target=self._rest_now_and_then, name="rest", daemon=True)

    def connection(self) -> Connection:
        """The writing connection. Only while holding `turn`.

        Raises:
            BooksError: closed: the data folder may belong to another program by now.
            SQLAlchemyError: the database cannot be opened.
        """
        if self._closed.is_set():
            raise BooksError("Die Daten sind schon geschlossen. Bitte kasse neu starten.")
        if self._connection is None:
            if self.generation and self.engine.dialect.name == "sqlite":
                self.settled = self._settle()
            self._connection = self.engine.connect()
            self.generation += 1
            if self.generation == 1 and self.engine.dialect.name == "sqlite":
                self._resting.start()
        return self._connection

    def _settle(self) -> bool:
        """After a fault: bring the log into the file and empty it; False while readers keep it from that.

        A commit whose sync failed stands in the log, but perhaps not on the disk, and the kernel counts it as
        written: syncing again would prove nothing. Carried over into the file and synced there, it is durable;
        what was not committed is gone with the log and cannot turn up after the next power cut.
        """
        busy, _, _ = self._checkpoint("TRUNCATE")
        return not busy

    def rest(self) -> None:
        """Bring a long log into the file, if nothing was written since the last call. For SQLite only.

        A thread of the writer's calls it twice a second, so that no act that somebody waits for has to do it, and none
        has to begin the log anew, which takes a wait more. Whoever writes meanwhile is held up only by that
        beginning, which is two waits for the disk, and not by the pages that are carried over.

        The log stays bounded all the same: in a till that never rests a commit carries it over once it has
        16000 pages (64 MB, see `WRITER_PRAGMAS`), and closing takes it away. While others read for long, such as
        a proof of the books, it grows until they have done.

        Raises:
            SQLAlchemyError: it could not be done; nothing is lost, the next call tries again.
        """
        with self._turn_if_free() as connection:
            if connection is None:
                return
            _, length, _ = _run_checkpoint(connection, "NOOP")
        rests, self._length = length == self._length, length
        if not rests or length < LONG:
            return
        self._checkpoint("PASSIVE")
        with self._turn_if_free() as connection:
            if connection is None:
                return
            _, length, carried = _run_checkpoint(connection, "PASSIVE")
            if length == carried:
                # The first write begins the log anew. SQLite keeps this number for us, and nothing reads it.
                connection.execute("PRAGMA user_version=1")

    @contextmanager
    def _turn_if_free(self) -> Iterator[Any]:
        """The driver's connection; None if somebody else has his turn, or there is none."""
        if not self.turn.acquire(blocking=False):
            yield None
            return
        try:
            yield None if self._connection is None else self._connection.connection.driver_connection
        except self.engine.dialect.loaded_dbapi.Error as error:
            self.give_up()
            raise OperationalError("PRAGMA wal_checkpoint", None, error) from error
        finally:
            self.turn.release()

    def _rest_now_and_then(self) -> None:
        while not self._closed.wait(PAUSE_SECONDS):
            try:
                self.rest()
            except SQLAlchemyError as error:
                log.warning("the log of the books could not be brought into the file: %s", error)

    def _checkpoint(self, mode: str) -> tuple[int, int, int]:
        """A checkpoint on a connection of its own: whether readers stood in its way, pages in the log, pages carried."""
        raw = self.engine.raw_connection()
        try:
            return _run_checkpoint(raw.driver_connection, mode)
        except self.engine.dialect.loaded_dbapi.Error as error:
            raw.invalidate()
            raise OperationalError("PRAGMA wal_checkpoint", None, error) from error
        finally:
            raw.close()

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
        self._closed.set()
        if self._resting.is_alive():
            self._resting.join()
        with self.turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self.engine.dispose()


def _run_checkpoint(driver_connection: Any, mode: str) -> tuple[int, int, int]:
    found: tuple[int, int, int] = driver_connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
    return found

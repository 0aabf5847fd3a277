"""The books on a SQL database: implements `kasse.ports.books.Books` for one terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from kasse.ports.books import Act, ActKind, AlreadyBooked, BooksError
from kasse.store.act import CounterMoved, Head, SqlAct
from kasse.store.chain import GENESIS
from kasse.store.connecting import NOT_READ
from kasse.store.reading import SqlReading
from kasse.store.statements import add_rows, run
from kasse.store.tables import states
from kasse.store.writer import Writer

NOT_WRITTEN = (
    "Die Buchung konnte nicht gespeichert werden. Es ist nichts gebucht. "
    "Bitte noch einmal versuchen; bleibt es dabei, den freien Speicherplatz prüfen."
)
UNKNOWN = (
    "Die Buchung ist vielleicht nicht gespeichert. Bitte kasse neu starten und den Vorgang dann nachsehen, "
    "bevor er wiederholt wird."
)
SAME_TERMINAL = (
    "Unter der Nummer dieser Kasse hat ein anderes Programm gebucht. Es ist nichts gebucht. "
    "Bitte prüfen, ob zwei Kassen dieselbe Nummer haben."
)


class SqlBooks(SqlReading):
    """The books of one terminal. One writing connection, taken in turns; readers have their own."""

    def __init__(self, writer: Writer, reader: Engine, terminal: int, *, today: date) -> None:
        """Take the books into use; a terminal that is new to them starts its counters with `today`.

        Raises:
            BooksError: the database does not answer.
        """
        self._writer = writer
        self._current_business: int | None = None
        try:
            with writer.turn:
                head = _read_head(writer.connection(), terminal)
                if head is None:
                    head = Head(terminal, 0, GENESIS, 0, 0, 0, 0, 0, today.isoformat(), "[]")
                    with writer.transaction() as connection:
                        add_rows(connection, states.COUNTER, [astuple(head)])
                self._generation = writer.generation
        except SQLAlchemyError as error:
            writer.give_up()
            raise BooksError(NOT_READ) from error
        super().__init__(reader, terminal, head)

    @contextmanager
    def act(
        self, kind: ActKind, *, at: datetime, operator: int = 0, key: UUID | None = None
    ) -> Iterator[Act]:
        """See `Books`."""
        with self._writer.turn:
            own_key = key or uuid4()
            try:
                connection = self._writing()
                if key is not None and (done := self.booked(key)) is not None:
                    raise AlreadyBooked(done)
                transaction = connection.begin()
            except SQLAlchemyError as error:
                self._give_up()
                raise BooksError(NOT_WRITTEN) from error
            act = SqlAct(
                connection,
                self._head,
                kind=kind,
                at=at,
                operator=operator,
                key=own_key,
                business_head=self._business_head,
            )
            try:
                yield act
                after = act.write()
            except SQLAlchemyError as error:
                self._give_up()
                raise BooksError(NOT_WRITTEN) from error
            except CounterMoved as error:
                self._give_up()
                raise BooksError(SAME_TERMINAL) from error
            except BaseException:
                try:
                    transaction.rollback()
                except SQLAlchemyError:
                    self._give_up()  # nothing was committed, and what broke the act is what matters
                raise
            try:
                transaction.commit()
            except SQLAlchemyError as error:
                self._give_up()
                if not self._arrived(own_key):
                    raise BooksError(NOT_WRITTEN) from error
            except BaseException:
                self._give_up()
                raise
            self._head = after
            if act.new_business_head is not None:
                self._current_business = act.new_business_head

    def _give_up(self) -> None:
        """After a fault no connection is used any more: on SQLite what a new one finds is what is really there."""
        self._writer.give_up()
        self._reader.dispose()

    def _arrived(self, key: UUID) -> bool:
        """Whether a commit that raised is in the books all the same, for good.

        Raises:
            BooksError: that cannot be told.
        """
        with suppress(SQLAlchemyError, BooksError):
            self._writer.connection()
            if self._writer.settled:
                return self.booked(key) is not None
        raise BooksError(UNKNOWN)

    def _writing(self) -> Connection:
        connection = self._writer.connection()
        if self._generation != self._writer.generation:
            # After a fault nobody knows what was written: the counter row does.
            self._head = _read_head(connection, self.terminal) or self._head
            self._current_business = None
            self._generation = self._writer.generation
        return connection

    def _business_head(self, connection: Connection) -> int:
        if self._current_business is None:
            self._current_business = run(connection, "SELECT MAX(number) FROM business_version").scalar() or 0
        return self._current_business


def _read_head(connection: Connection, terminal: int) -> Head | None:
    with connection.begin():
        row = run(connection, "SELECT * FROM counter WHERE terminal=?", (terminal,)).fetchone()
    return None if row is None else Head(*row)

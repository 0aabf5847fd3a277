"""Statements as texts, written once and carried out by the database's driver by position.

Building a Core statement anew costs several times what SQLite takes to carry it out, and SQLAlchemy's results, of which
hardly one is read, as much again. A sale is some thirty statements, and a cashier feels their sum. SQLAlchemy keeps
what it is good at: connections and transactions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the processes that check signatures for a proof start twice as fast without it
    from sqlalchemy import Connection, Table

Row = Sequence[Any]
"""A row as the driver gives it."""


class Found:
    """What a statement found: rows in order; or how many it touched."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Row], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def fetchall(self) -> list[Row]:
        """All rows."""
        return self._rows

    def fetchone(self) -> Any:
        """The first row; None if there is no row."""
        return self._rows[0] if self._rows else None

    def scalar(self) -> Any:
        """The first value of the first row; None if there is no row."""
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        """The only value.

        Raises:
            SQLAlchemyError: there is no row.
        """
        if not self._rows:
            from sqlalchemy.exc import NoResultFound

            raise NoResultFound
        return self._rows[0][0]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)


@lru_cache(maxsize=256)
def _insert_text(table: Table, dialect_name: str) -> str:
    mark = "?" if dialect_name == "sqlite" else "%s"
    names = ", ".join(column.name for column in table.columns if column.autoincrement is not True)
    marks = ", ".join(mark for column in table.columns if column.autoincrement is not True)
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks})"


def add_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows given in the order of the table's columns (a counting id is left out)."""
    text = _insert_text(table, connection.dialect.name)
    if len(rows) == 1:
        _carry_out(connection, text, rows[0])
    else:
        _carry_out(connection, text, list(rows), many=True)


def run(connection: Connection, text: str, parameters: tuple[Any, ...] = ()) -> Found:
    """Run a statement written with ? for its parameters on either database, in the connection's transaction.

    Raises:
        SQLAlchemyError: the database did not carry it out.
    """
    if connection.dialect.name != "sqlite":
        text = _as_format(text)
    return _carry_out(connection, text, parameters)


def look_up(connection: Connection, text: str, parameters: tuple[Any, ...] = ()) -> list[Row]:
    """All rows that a single statement finds, with no transaction about it: it sees one state of the books anyway.

    Raises:
        SQLAlchemyError: as `run`.
    """
    if connection.dialect.name != "sqlite":
        text = _as_format(text)
    return drive(connection, text, parameters).fetchall()


def _carry_out(connection: Connection, text: str, parameters: Any, *, many: bool = False) -> Found:
    if not connection.in_transaction():
        connection.begin()  # ended with the connection, as SQLAlchemy does it
    return drive(connection, text, parameters, many=many)


def drive(connection: Connection, text: str, parameters: Any = (), *, many: bool = False) -> Found:
    """Have the driver carry out a statement in its own writing, whether or not a transaction has begun.

    Raises:
        SQLAlchemyError: as `run`.
    """
    driver = connection.connection
    cursor: Any = driver.cursor()
    try:
        if many:
            cursor.executemany(text, parameters)
        else:
            cursor.execute(text, parameters)
        return Found(cursor.fetchall() if cursor.description else [], cursor.rowcount)
    except connection.dialect.loaded_dbapi.Error as error:
        from sqlalchemy.exc import DBAPIError

        if connection.dialect.is_disconnect(error, driver, cursor):
            connection.invalidate(error)
        raise DBAPIError(text, parameters, error) from error


def tuples(connection: Connection, text: str, parameters: tuple[Any, ...] = ()) -> list[Row]:
    """All rows that a statement finds."""
    return run(connection, text, parameters).fetchall()


@lru_cache(maxsize=256)
def _as_format(text: str) -> str:
    return text.replace("%", "%%").replace("?", "%s")

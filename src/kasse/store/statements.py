"""Statements compiled once per database, run through SQLAlchemy's connection by position.

Building and caching a Core statement anew costs several times what SQLite takes to carry it out; an order is
eight statements, and a cashier feels their sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the processes that check signatures for a proof start twice as fast without it
    from sqlalchemy import Connection, Table

Row = Sequence[Any]
"""A row as the driver gives it."""


@lru_cache(maxsize=256)
def _insert_text(table: Table, dialect_name: str) -> str:
    mark = "?" if dialect_name == "sqlite" else "%s"
    names = ", ".join(column.name for column in table.columns if column.autoincrement is not True)
    marks = ", ".join(mark for column in table.columns if column.autoincrement is not True)
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks})"


def add_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows given in the order of the table's columns (a counting id is left out)."""
    text = _insert_text(table, connection.dialect.name)
    connection.exec_driver_sql(text, rows[0] if len(rows) == 1 else list(rows))


def run(connection: Connection, text: str, parameters: tuple[Any, ...] = ()) -> Any:
    """Run a statement written with ? for its parameters on either database."""
    if connection.dialect.name != "sqlite":
        text = _as_format(text)
    return connection.exec_driver_sql(text, parameters)


def tuples(connection: Connection, text: str, parameters: tuple[Any, ...] = ()) -> list[Row]:
    """All rows as the driver gives them: for many rows, where wrapping each one would take longer than the rest."""
    result = run(connection, text, parameters)
    found: list[Row] = result.cursor.fetchall()
    result.close()
    return found


@lru_cache(maxsize=256)
def _as_format(text: str) -> str:
    return text.replace("%", "%%").replace("?", "%s")

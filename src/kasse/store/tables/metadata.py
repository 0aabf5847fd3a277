"""The one metadata object, and short words for the kinds of columns that both databases keep alike.

Sealed rows are hashed from what the database gives back, so their columns are whole numbers and texts only:
moments are milliseconds since 1970 in UTC, flags are 0 and 1, dates are ISO texts, lists are JSON texts.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, MetaData, Text
from sqlalchemy import text as sql
from sqlalchemy.types import TypeEngine

METADATA = MetaData()


def number(name: str, *, key: bool = False, optional: bool = False, added: str | None = None) -> Column[int]:
    """A whole number: count, cents, thousandths, milliseconds, flag.

    `added`: the column came later, and rows from before it have this value.
    """
    return Column(name, _BIG, primary_key=key, autoincrement=False, nullable=optional, server_default=added)


def text(name: str, *, key: bool = False, optional: bool = False, added: str | None = None) -> Column[str]:
    """A text. `added`: see `number`."""
    default = sql("''") if added == "" else added  # Alembic takes a bare empty text for another one on SQLite
    return Column(name, Text, primary_key=key, nullable=optional, server_default=default)


_BIG: TypeEngine[int] = BigInteger()

"""A connection for reading, with failures told in the words of the books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from kasse.ports.books import BooksError

NOT_READ = (
    "Die Daten lassen sich gerade nicht lesen. Bitte prüfen, ob Datenträger oder Datenbank erreichbar sind."
)


@contextmanager
def reading(reader: Engine) -> Iterator[Connection]:
    """A connection for reading.

    Raises:
        BooksError: the database does not answer.
    """
    try:
        with reader.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise BooksError(NOT_READ) from error

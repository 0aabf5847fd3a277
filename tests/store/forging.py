"""A forger's copy of books: no seal, no constraint, no type holds in it, and its hashes can be made to fit again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from pysqlite3 import dbapi2
from sqlalchemy import Engine, Table, create_engine
from sqlalchemy.pool import StaticPool

from kasse.store.chain import GENESIS, act_hash
from kasse.store.tables import METADATA, SEALED_DETAILS
from kasse.store.verify import CheckSignatures, Report, verify_books

Row = tuple[Any, ...]


class Forgery:
    """Books in memory, copied from a file. Columns have no type, so that a number can become a text."""

    def __init__(self, books: Path) -> None:
        self._raw = dbapi2.connect(":memory:", check_same_thread=False)
        self._raw.isolation_level = None
        self._raw.execute("ATTACH ? AS original", (str(books),))
        for table in METADATA.tables.values():
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
            self._raw.execute(f"CREATE TABLE main.{table.name} ({names})")
            self._raw.execute(f"INSERT INTO main.{table.name} SELECT {names} FROM original.{table.name}")
            self._raw.execute(f"CREATE INDEX main.{table.name}_key ON {table.name} ({keys})")
        self._raw.execute("DETACH original")
        self._honest = dbapi2.connect(":memory:", check_same_thread=False)
        self._raw.backup(self._honest)
        self.engine: Engine = create_engine(
            "sqlite://", module=dbapi2, creator=lambda: self._raw, poolclass=StaticPool
        )

    def close(self) -> None:
        """Forget it."""
        self.engine.dispose()
        self._raw.close()
        self._honest.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, text: str, *parameters: object) -> list[Row]:
        """Run a statement."""
        found: list[Row] = self._raw.execute(text, parameters).fetchall()
        return found

    def rows(self, table: str) -> list[tuple[int, Row]]:
        """The rows of a table with their place in the file."""
        return [(row[0], row[1:]) for row in self.run(f"SELECT rowid, * FROM {table} ORDER BY rowid")]

    def put(self, table: str, place: int, column: str, value: object) -> None:
        """Write something else into a cell."""
        self.run(f'UPDATE {table} SET "{column}"=? WHERE rowid=?', value, place)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Whatever is forged in the block is as it was afterwards."""
        try:
            yield
        finally:
            self._honest.backup(self._raw)

    def prove(self, check: CheckSignatures) -> Report:
        """The proof of these books."""
        return verify_books(self.engine, check)

    def rehash(self) -> None:
        """Make every hash fit again, as a forger would who knows how they are made."""
        for (terminal,) in self.run("SELECT terminal FROM counter"):
            previous = GENESIS
            for act in self.run("SELECT rowid, * FROM journal WHERE terminal=? ORDER BY seq", terminal):
                details = [
                    [table.name, *row[2:]]
                    for table in SEALED_DETAILS
                    for row in self.run(
                        f"SELECT * FROM {table.name} WHERE terminal=? AND seq=? ORDER BY pos",
                        terminal,
                        act[2],
                    )
                ]
                digest = act_hash((*act[1:9], previous), details)
                self.run("UPDATE journal SET previous=?, hash=? WHERE rowid=?", previous, digest, act[0])
                previous = digest
            self.run("UPDATE counter SET hash=? WHERE terminal=?", previous, terminal)


def other(value: object) -> object:
    """The value with the least change: one more, or one character exchanged in its middle."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        if not value:
            return " "
        middle = len(value) // 2
        return value[:middle] + ("0" if value[middle] != "0" else "1") + value[middle + 1 :]
    return 1


def disguises(value: object) -> list[object]:
    """The value in other types: what looks the same to the eye and is not."""
    text = str(value)
    found: list[object] = [text.encode(), None if value is not None else ""]
    if isinstance(value, int):
        found += [text, value + 0.5]
    elif isinstance(value, str) and value.isdecimal() and len(value) < 15:
        found.append(int(value))
    return found


KEYS = frozenset({"terminal", "seq", "pos"})


def cells(
    forgery: Forgery, table: Table, wanted: Callable[[str], bool]
) -> Iterator[tuple[int, str, Row, object]]:
    """Place, column, row and value of every wanted cell of a table."""
    names = [column.name for column in table.columns]
    for place, row in forgery.rows(table.name):
        for name, value in zip(names, row, strict=True):
            if wanted(name):
                yield place, name, row, value

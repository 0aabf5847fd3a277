"""Touch layouts that lie ready beside the journal: implements `kasse.ports.touch_layouts.LayoutShelf`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from kasse.ports.books import BooksError
from kasse.store.connecting import reading
from kasse.store.statements import look_up, run
from kasse.store.writer import NOT_NOTED

MOST_SIGNS = 1_000_000
MOST_PARTS = 1_000
"""Larger parts, and more of them, no layout of ours has; a till does not read them."""


class SqlLayouts:
    """On any engine of the same books; only a writing one can `put`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, wish: str) -> Sequence[str]:
        """See `ReadyLayouts`."""
        with reading(self._engine) as connection:
            found = look_up(
                connection,
                "SELECT body FROM touch_layout WHERE wish=? AND LENGTH(body)<=? ORDER BY part LIMIT ?",
                (wish, MOST_SIGNS, MOST_PARTS),
            )
        return [row[0] for row in found]

    def wishes(self) -> Sequence[str]:
        """See `LayoutShelf`."""
        with reading(self._engine) as connection:
            found = look_up(connection, "SELECT DISTINCT wish FROM touch_layout ORDER BY wish")
        return [row[0] for row in found]

    def put(self, layouts: Mapping[str, Sequence[str]], *, keep: Sequence[str]) -> None:
        """See `LayoutShelf`. Two programs that put the same do not disturb each other."""
        kept = tuple(keep)
        marks = ", ".join("?" * len(kept))
        others = f" WHERE wish NOT IN ({marks})" if kept else ""
        try:
            with self._engine.connect() as connection, connection.begin():
                run(connection, f"DELETE FROM touch_layout{others}", kept)
                for wish, parts in layouts.items():
                    for number, body in enumerate(parts):
                        run(connection, _PUT, (wish, number, body))
        except SQLAlchemyError as error:
            raise BooksError(NOT_NOTED) from error


_PUT = (
    "INSERT INTO touch_layout (wish, part, body) VALUES (?, ?, ?) "
    "ON CONFLICT (wish, part) DO UPDATE SET body=excluded.body"
)

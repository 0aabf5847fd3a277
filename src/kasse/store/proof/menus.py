"""For the proof of the books: what must be ordered ahead by the journals of all terminals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kasse.store.menu_orders import TOLD
from kasse.store.statements import run

if TYPE_CHECKING:  # see `kasse.store.statements`
    from sqlalchemy import Connection


class Menus:
    """Every change tells the whole order under its next version, so the highest of a table is what must be there."""

    def __init__(self) -> None:
        self._latest: dict[int, tuple[int, list[Any]]] = {}
        self._versions: dict[int, set[int]] = {}

    def add(self, body: str) -> str:
        """Note what an act tells; what is wrong about it, or an empty text."""
        if f'"{TOLD}"' not in body:
            return ""
        for table, version, items in json.loads(body).get(TOLD, ()):
            known = self._versions.setdefault(table, set())
            if version in known:
                return (
                    f"Die Menübestellung für Tisch {table} steht zweimal unter derselben Nummer im Journal."
                )
            known.add(version)
            if version > self._latest.get(table, (0, []))[0]:
                self._latest[table] = version, items
        return ""

    def problems(self, connection: Connection) -> Iterator[str]:
        """Compare with the menu orders as the database states them."""
        for table, version, items in run(connection, "SELECT * FROM menu_order ORDER BY table_no"):
            latest = self._latest.pop(table, (0, []))
            if latest != (version, json.loads(items)):
                yield f"Tisch {table}: Vorbestellt ist etwas anderes, als das Journal sagt."
            elif len(self._versions[table]) != version:
                yield f"Tisch {table}: Im Journal fehlt eine Änderung der Menübestellung."
        for table in sorted(self._latest):
            yield f"Tisch {table}: Die Menübestellung fehlt, die im Journal steht."

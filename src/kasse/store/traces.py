"""Whether a booking names a row of master data.

Most of what is asked about was booked, and then some row says so soon. Bookings have no index by what they name: it
would have to be written with every order, and this is asked when somebody deletes something.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy import Connection

from kasse.store.rows import components_of, dump
from kasse.store.statements import run
from kasse.store.tables import MASTER

FIRST_LOOK = 500
"""So many lines are looked at before all of them are."""

Key = int | str
Trace = Callable[[Connection, Key], bool]


def was_booked(connection: Connection, table: str, key: Key) -> bool:
    """See `kasse.ports.books.Books`.

    Raises:
        KeyError: there is no such table of master data.
    """
    if table not in _NAMES:
        raise KeyError(table)
    return any(trace(connection, key) for trace in _TRACES.get(table, ()))


def _in(text: str, connection: Connection, key: Key) -> bool:
    """Whether a statement with the key for each of its marks finds anything."""
    return run(connection, f"{text} LIMIT 1", (key,) * text.count("?")).fetchone() is not None


def _component_like(pattern: str, connection: Connection, key: Key) -> bool:
    """Whether a component of a line looks so. Within a text that a component bears, a quotation mark is escaped."""
    found = run(
        connection,
        "SELECT 1 FROM order_line WHERE components LIKE ? LIMIT 1",
        (pattern.format(key),),
    )
    return found.fetchone() is not None


def _group_named(connection: Connection, key: Key) -> bool:
    return _any_component(connection, f'",{key},', lambda group, _main: group == key)


def _main_group_named(connection: Connection, key: Key) -> bool:
    return _any_component(connection, f",{key},", lambda _group, main: main == key)


def _any_component(connection: Connection, part: str, fits: Callable[[int, int], bool]) -> bool:
    """Whether a component's groups fit, among the lines whose components have this in them."""
    text = "SELECT components FROM order_line WHERE components LIKE ?"
    for statement in (f"{text} LIMIT {FIRST_LOOK}", f"SELECT DISTINCT {text.removeprefix('SELECT ')}"):
        found = run(connection, statement, (f"%{part}%",)).fetchall()
        if any(fits(c.group, c.main_group) for (text_,) in found for c in components_of(text_)):
            return True
        if len(found) < FIRST_LOOK:
            return False
    return False


def _account_named(connection: Connection, key: Key) -> bool:
    """Receipts name an internal account by what it was called."""
    names = _former(connection, "internal_account", "name")
    names |= {(number, name) for number, name in run(connection, "SELECT number, name FROM internal_account")}
    return any(
        _in("SELECT 1 FROM receipt WHERE kind='internal' AND reason=?", connection, name)
        for number, name in names
        if number == key and isinstance(name, str)
    )


def _unit_named(connection: Connection, key: Key) -> bool:
    """A unit has sold what the terminals sold that belonged to it."""
    own = _former(connection, "terminal", "unit")
    own |= {(number, unit) for number, unit in run(connection, "SELECT number, unit FROM terminal")}
    return any(
        _in("SELECT 1 FROM journal WHERE terminal=?", connection, terminal)
        for terminal, unit in own
        if unit == key
    )


def _former(connection: Connection, table: str, column: str) -> set[tuple[Key, Key]]:
    """What a column of a table ever was, by the first part of the key, as far as the journal tells changes."""
    found = run(
        connection,
        "SELECT body FROM journal WHERE kind='master_data' AND body LIKE ?",
        (f"%{dump({'table': table})[:-1]}%",),
    )
    changes = [change for (body,) in found for change in json.loads(body).get("changes", ())]
    return {
        (change["key"][0], value)
        for change in changes
        if change["table"] == table and "key" in change
        for value in change.get(column, ())
    }


_TRACES: Mapping[str, tuple[Trace, ...]] = {
    "article": (
        partial(_in, "SELECT 1 FROM order_line WHERE article=?"),
        partial(_component_like, '%[{},"%'),
    ),
    "operator": (
        partial(_in, "SELECT 1 FROM tab WHERE operator=?"),
        partial(_in, "SELECT 1 FROM receipt WHERE operator=?"),
        partial(_in, "SELECT 1 FROM journal WHERE operator=?"),
        partial(_in, "SELECT 1 FROM order_line WHERE operator=?"),
    ),
    "place": (
        partial(_in, "SELECT 1 FROM tab WHERE table_no=?"),
        partial(_in, "SELECT 1 FROM receipt WHERE table_no=?"),
        partial(_in, "SELECT 1 FROM order_line WHERE table_no=?"),
    ),
    "payment_method": (
        partial(_in, "SELECT 1 FROM tab WHERE payment_code=?"),
        partial(_in, "SELECT 1 FROM receipt_payment WHERE code=?"),
    ),
    "internal_account": (_account_named,),
    "product_group": (_group_named,),
    "main_group": (_main_group_named,),
    "agency": (partial(_component_like, '%",{},"%'),),
    "terminal": (partial(_in, "SELECT 1 FROM journal WHERE terminal=?"),),
    "unit": (_unit_named,),
}
_NAMES = frozenset(table.name for table in MASTER)

"""Numbers that all tills of a house count on together; they stand among the settings, so that they can be set."""

from __future__ import annotations

from sqlalchemy import Connection

from kasse.settings.values import EVERYWHERE
from kasse.store.statements import run


def running_number(connection: Connection, key: str) -> int:
    """The number as it is now, locked until the transaction ends; 0 where nothing or nonsense is kept."""
    # Locked it can be only if it is there.
    run(connection, "INSERT INTO setting VALUES (?, ?, '0') ON CONFLICT DO NOTHING", (EVERYWHERE, key))
    lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"
    found = run(
        connection, f"SELECT value FROM setting WHERE scope=? AND key=?{lock}", (EVERYWHERE, key)
    ).scalar_one()
    return int(found) if found.isascii() and found.isdigit() else 0


def save_running_number(connection: Connection, key: str, number: int) -> None:
    """Keep another number."""
    run(connection, "UPDATE setting SET value=? WHERE scope=? AND key=?", (str(number), EVERYWHERE, key))

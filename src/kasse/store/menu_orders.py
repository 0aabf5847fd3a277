"""Meals ordered ahead, by table: read under a lock within an act, written where nobody else has written since."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from kasse.domain.orders.menus import MenuOrder, menu_of_record, menu_record
from kasse.domain.refused import Refused
from kasse.store.rows import dump
from kasse.store.statements import Row, run
from kasse.store.tabs import CHANGED_ELSEWHERE

TOLD = "menus"
"""In the body of an act: table, version and items of each menu order that it changed."""


def read_menu_order(connection: Connection, table: int) -> MenuOrder | None:
    """What is ordered ahead for a table, locked until the transaction ends; None: nothing ever was."""
    lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"
    found = run(connection, f"SELECT * FROM menu_order WHERE table_no=?{lock}", (table,)).fetchone()
    return None if found is None else menu_order_of(found)


def menu_order_of(row: Row) -> MenuOrder:
    """The menu order of a whole row."""
    return MenuOrder(row[0], tuple(menu_of_record(record) for record in json.loads(row[2])), row[1])


def told_of(order: MenuOrder) -> list[Any]:
    """What the journal keeps of a change: the order as it is after it."""
    return [order.table, order.version + 1, [menu_record(item) for item in order.items]]


def write_menu_order(connection: Connection, order: MenuOrder) -> None:
    """Write the state of a menu order; an empty one stays, so that its versions go on.

    Raises:
        Refused: somebody else has written since it was read.
    """
    after = replace(order, version=order.version + 1)
    items = dump([menu_record(item) for item in after.items])
    if order.version:
        found = run(
            connection,
            "UPDATE menu_order SET version=?, items=? WHERE table_no=? AND version=?",
            (after.version, items, order.table, order.version),
        ).rowcount
    else:
        found = run(
            connection,
            "INSERT INTO menu_order (table_no, version, items) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (order.table, after.version, items),
        ).rowcount
    if found != 1:
        raise Refused(CHANGED_ELSEWHERE)

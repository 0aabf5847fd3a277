"""The state of open tabs within an act: read under a lock, written where nobody else has written since."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.store import rows
from kasse.store.statements import run
from kasse.store.tables import TAB

CHANGED_ELSEWHERE = "Der Tisch wurde gerade an einer anderen Kasse geändert. Bitte neu öffnen."
_NEW_TAB = f"INSERT INTO tab VALUES ({', '.join('?' * len(TAB.columns))}) ON CONFLICT DO NOTHING"


def tab_query(table: int, waiter: int | None, *, training: bool) -> tuple[str, tuple[int, ...]]:
    """What finds one waiter's part of a table (0: the table's own), or with None the first with lines, else the first."""
    if waiter is None:
        # A part that only has a name or a number of guests must not hide what others have there.
        order = "CASE lines WHEN '[]' THEN 1 ELSE 0 END, waiter"
        words = f"SELECT * FROM tab WHERE table_no=? AND training=? ORDER BY {order} LIMIT 1"
        return words, (table, int(training))
    return "SELECT * FROM tab WHERE table_no=? AND training=? AND waiter=?", (table, int(training), waiter)


def read_tab(connection: Connection, table: int, waiter: int | None, *, training: bool) -> Tab | None:
    """What is open on a table, locked until the transaction ends; see `tab_query`."""
    lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"
    words, values = tab_query(table, waiter, training=training)
    found = run(connection, f"{words}{lock}", values).fetchone()
    return None if found is None else rows.tab_of(found)


def write_tab(connection: Connection, tab: Tab) -> None:
    """Write the state of a tab; one with nothing on it goes.

    Raises:
        Refused: somebody else has written since it was read.
    """
    key = (tab.table, int(tab.training), tab.waiter)
    noted = tab.name or tab.payer or tab.payment_code or tab.guests or tab.customer
    empty = not (tab.lines or noted)
    if tab.version == 0 and empty:
        return
    if tab.version == 0:
        row = (*key[:2], *rows.tab_row(replace(tab, version=1)))
        found = run(connection, _NEW_TAB, row).rowcount
    elif empty:
        found = run(
            connection,
            "DELETE FROM tab WHERE table_no=? AND training=? AND waiter=? AND version=?",
            (*key, tab.version),
        ).rowcount
    else:
        found = run(
            connection,
            "UPDATE tab SET version=?, name=?, operator=?, opened_at=?, total=?, guests=?, payer=?, "
            "payment_code=?, bill_printed=?, lines=?, called=?, customer=?, waiter=? "
            "WHERE table_no=? AND training=? AND waiter=? AND version=?",
            (*rows.tab_row(replace(tab, version=tab.version + 1)), *key, tab.version),
        ).rowcount
    if found != 1:
        raise Refused(CHANGED_ELSEWHERE)

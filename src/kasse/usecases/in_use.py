"""What is in use at this moment and must not go: open tables, and the till at which somebody stands."""

from __future__ import annotations

from kasse.domain.business import table_name
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.usecases.till import Till


def keep_in_use(till: Till, before: Master, after: Master) -> None:
    """Refuse to put away or delete what is in use.

    Raises:
        Refused: a table is open, or it is this till; says what to do first.
    """
    if after.house.terminals is not before.house.terminals:
        own = after.house.terminals.get(till.terminal.number)
        if own is None or not own.active:
            raise Refused("An dieser Kasse wird gerade gearbeitet. Bitte an einer anderen Kasse stilllegen.")
    if after.house.places is before.house.places:
        return
    left = {
        number
        for number, place in before.house.places.items()
        if place.active and ((now := after.house.places.get(number)) is None or not now.active)
    }
    for tab in till.books.open_tabs() if left else ():
        if tab.table in left:
            raise Refused(f"{table_name(tab.table, tab.name)} ist noch offen. Bitte zuerst kassieren.")
    for order in till.books.menu_orders() if left else ():
        if order.table in left:
            raise Refused(f"Für {table_name(order.table)} sind Menüs vorbestellt. Bitte zuerst abrufen.")

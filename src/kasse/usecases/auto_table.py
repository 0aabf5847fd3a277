"""*AUTO TISCH*: the next free table of a range, counted on by all tills together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from kasse.domain.numbering import MENU_ORDERS
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind, AlreadyBooked
from kasse.settings import Settings
from kasse.settings.declared.numbers import AUTO_TABLE_COUNTER
from kasse.settings.declared.tables import AUTO_TABLE, AUTO_TABLES, OPEN_TO_ALL
from kasse.usecases.till import Changed, Till


@dataclass(frozen=True, slots=True)
class AutoTable:
    """A table that was free and is to be opened."""

    table: int
    changed: Changed = Changed.JOURNAL


def has_auto_table(till: Till, operator: Operator) -> bool:
    """Whether somebody finds *AUTO TISCH* at this till: not in practice, nor whoever orders menus ahead."""
    settings = till.settings
    here = settings[OPEN_TO_ALL] and settings[AUTO_TABLE] and bool(settings[AUTO_TABLES])
    return here and not operator.training and not operator.menus and operator.number != MENU_ORDERS


def counter_problem(settings: Settings) -> str:
    """Why the counter cannot stand where these settings put it, as a German sentence; empty if it can."""
    number, numbers = settings[AUTO_TABLE_COUNTER], settings[AUTO_TABLES]
    if not number or number in numbers:
        return ""
    shown = AUTO_TABLES.kind.show(numbers) or "noch leer"
    return f"{number} liegt außerhalb der Auto-Tischsuche ({shown}). Bitte eine Nummer daraus wählen, oder 0."


def next_auto_table(
    till: Till, operator: Operator, busy: Collection[int] = (), *, key: UUID | None = None
) -> AutoTable:
    """The next free table after the counter, else the first free one of the range; the counter stands on it then.

    `busy`: tables on which something waits to be sent.

    Raises:
        Refused: not at this till or not for him, no right, or every table of the range is in use.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.ORDER)
    if not has_auto_table(till, operator):
        raise Refused("Die Auto-Tischsuche ist an dieser Kasse nicht eingeschaltet.")
    numbers, places = till.settings[AUTO_TABLES], till.house.places
    try:
        with till.books.act(ActKind.TAB, at=till.now(), operator=operator.number, key=key) as act:
            last = act.running_number(AUTO_TABLE_COUNTER.key)
            taken = {tab.table for tab in till.books.open_tabs() if not tab.training}.union(busy)
            free = [n for n in numbers if n in places and places[n].active and n not in taken]
            if not free:
                raise Refused("In der Auto-Tischsuche ist kein Tisch mehr frei. Bitte einen von Hand wählen.")
            table = next((number for number in free if number > last), free[0])
            act.save_running_number(AUTO_TABLE_COUNTER.key, table)
            act.body["auto_table"] = table
    except AlreadyBooked as earlier:
        booked = earlier.booked.body.get("auto_table")
        if not isinstance(booked, int):
            raise
        return AutoTable(booked)
    till.read_settings()
    return AutoTable(table)

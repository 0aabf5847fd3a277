"""From open tabs to the table plan: whose each table is, what is on it, since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from kasse.domain.business import House, Place
from kasse.domain.staff import Operator
from kasse.ports.books import TabSummary
from kasse.settings.declared.tables import OVER_TIME_MINUTES
from kasse.ui import wording
from kasse.ui.widgets.plan_model import Plan, PlanTable, TableState
from kasse.ui.widgets.tabs import Tab
from kasse.usecases.till import Till

UNITS = 8
"""Grid units of the house plan in one cell of the floor."""
LEAST_CELL, REGULAR_CELL = 88, 104
"""Logical pixels of a cell that a finger hits in spite of the gaps, and of a comfortable one."""


def area_tabs(house: House) -> tuple[Tab, ...]:
    """The rooms of the house."""
    return tuple(Tab(area.number, area.name) for area in house.areas.values())


def seen_tabs(tabs: Sequence[TabSummary], operator: Operator) -> dict[int, TabSummary]:
    """What an operator sees of each table: one's own part if several waiters have it, else that of whoever was first."""
    here = [tab for tab in tabs if tab.training is operator.training]
    seen = {tab.table: tab for tab in reversed(here)}
    return seen | {tab.table: tab for tab in here if tab.operator == operator.number}


def floor_plan(
    till: Till,
    area: int | None,
    tabs: Sequence[TabSummary],
    *,
    operator: Operator,
    unsent: Mapping[int, int],
    only_mine: bool = False,
) -> Plan:
    """One room as it is now, in the eyes of an operator."""
    open_here = seen_tabs(tabs, operator)
    now = till.now()
    places = [place for place in till.house.places.values() if place.area == area and place.active]
    tables = tuple(
        _table(till, place, open_here.get(place.number), operator, unsent.get(place.number, 0), now)
        for place in places
    )
    if only_mine:
        mine = {t.table for t in open_here.values() if t.operator == operator.number} | unsent.keys()
        tables = tuple(table for table in tables if table.key in mine)
    columns = max((place.x + place.width for place in places), default=UNITS)
    rows = max((place.y + place.height for place in places), default=UNITS)
    return Plan(-(-columns // UNITS), -(-rows // UNITS), tables)


def regular(plan: Plan, width: int, height: int) -> Plan:
    """The same tables side by side by number, where the room would make them too small for a finger."""
    if width // plan.columns >= LEAST_CELL and height // plan.rows >= LEAST_CELL:
        return plan
    columns = max(1, width // REGULAR_CELL)
    tables = tuple(
        replace(
            table,
            column=i % columns,
            row=i // columns,
            columns=1,
            rows=1,
            is_round=False,
            note="" if table.state is TableState.FREE else table.note,
        )
        for i, table in enumerate(sorted(plan.tables, key=lambda table: int(table.label)))
    )
    return Plan(columns, max(4, -(-len(tables) // columns)), tables)


def state_of(tab: TabSummary | None, operator: Operator, now: datetime, over_time: int) -> TableState:
    """What the waiter must know of a table before touching it. `over_time`: minutes."""
    if tab is None:
        return TableState.FREE
    if tab.bill_printed:
        return TableState.BILL
    if tab.operator != operator.number:
        return TableState.OTHER
    if tab.total and wording.minutes_since(tab.opened_at, now) >= over_time:
        return TableState.LATE
    return TableState.MINE


def _table(
    till: Till, place: Place, tab: TabSummary | None, operator: Operator, unsent: int, now: datetime
) -> PlanTable:
    state = state_of(tab, operator, now, till.settings[OVER_TIME_MINUTES])
    note, amount, initials = f"{place.seats} Plätze", "", ""
    if tab is not None:
        note = tab.name or f"{wording.minutes_since(tab.opened_at, now)} min"
        amount = str(tab.total)
        if tab.operator != operator.number and (owner := till.staff.operators.get(tab.operator)):
            initials = owner.initials
    elif unsent:
        state = TableState.MINE
    return PlanTable(
        place.number,
        str(place.number),
        state,
        place.x / UNITS,
        place.y / UNITS,
        place.width / UNITS,
        place.height / UNITS,
        place.round,
        place.seats,
        amount,
        note,
        initials,
        f"+{unsent}" if unsent else "",
    )

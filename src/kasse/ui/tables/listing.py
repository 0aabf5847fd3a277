"""The tables in use as a list over all rooms, and what a search for a number or a guest finds among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kasse.domain.business import table_name
from kasse.domain.staff import Operator
from kasse.ports.books import TabSummary
from kasse.settings.declared.tables import OVER_TIME_MINUTES
from kasse.ui import wording
from kasse.ui.tables.floor import seen_tabs, state_of
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.plan_model import TableState
from kasse.ui.widgets.row_list import Row
from kasse.ui.widgets.tile_grid import Tile
from kasse.usecases.till import Till

_TONES = {TableState.LATE: Tone.WARN, TableState.BILL: Tone.PLAIN}


def list_rows(
    till: Till,
    tabs: Sequence[TabSummary],
    *,
    operator: Operator,
    unsent: Mapping[int, int],
    only_mine: bool = False,
    begins: str = "",
) -> tuple[Row, ...]:
    """Every table on which something is open or waits, by number; `begins`: of those whose number begins so."""
    here = seen_tabs(tabs, operator)
    numbers = sorted(number for number in here.keys() | unsent.keys() if str(number).startswith(begins))
    return tuple(
        _row(till, number, here.get(number), operator, unsent.get(number, 0))
        for number in numbers
        if not only_mine or number in unsent or here[number].operator == operator.number
    )


def _row(till: Till, number: int, tab: TabSummary | None, operator: Operator, unsent: int) -> Row:
    place = till.house.places.get(number)
    area = till.house.areas.get(place.area) if place and place.area is not None else None
    facts = [area.name if area else "", f"{unsent} nicht gesendet" if unsent else ""]
    if tab is None:
        return Row(number, table_name(number), _joined(facts), "", "", "neu", Tone.GOOD, TableState.MINE)
    owner = till.staff.operators.get(tab.operator)
    now = till.now()
    state = state_of(tab, operator, now, till.settings[OVER_TIME_MINUTES])
    guests = "" if not tab.guests else "1 Gast" if tab.guests == 1 else f"{tab.guests} Gäste"
    facts += [guests, owner.name if owner else f"Bediener {tab.operator}", tab.payer]
    title = f"{table_name(number)} · {tab.name}" if tab.name else table_name(number)
    return Row(
        number,
        title,
        _joined(facts),
        wording.euro(tab.total),
        f"{wording.minutes_since(tab.opened_at, now)} min",
        "" if state in (TableState.MINE, TableState.OTHER) else state.value,
        _TONES.get(state, Tone.PLAIN),
        state,
        owner.initials if owner else "",
    )


def _joined(facts: Collection[str]) -> str:
    return " · ".join(fact for fact in facts if fact)


def found_tables(
    till: Till, tabs: Sequence[TabSummary], words: str, *, operator: Operator
) -> Iterator[tuple[int, Tile]]:
    """Tables whose number begins with the words, or whose guest's, payer's or waiter's name has them in it.

    Those in use come first; of the free ones only the number can be found.
    """
    wanted = words.casefold().removeprefix("tisch").strip()
    here = seen_tabs(tabs, operator)
    for number, tab in sorted(here.items()):
        owner = till.staff.operators.get(tab.operator)
        names = (tab.name, tab.payer, owner.name if owner else "")
        if str(number).startswith(wanted) or any(wanted in name.casefold() for name in names):
            name = f"{number} {tab.name}" if tab.name else table_name(number)
            hue = "Tanne" if tab.operator == operator.number else "Kobalt"
            yield number, Tile(number, name, str(tab.total), hue)
    if wanted.isdigit():
        for number, place in sorted(till.house.places.items()):
            if place.active and number not in here and str(number).startswith(wanted):
                yield number, Tile(number, table_name(number), "frei", "Senf")

"""From an open tab and a draft to the ticket on the screen."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from kasse.domain.business import table_name
from kasse.domain.money import ZERO
from kasse.domain.orders import Line, Tab
from kasse.settings.declared.ordering import TICKET_PRICES
from kasse.ui import wording
from kasse.ui.orders.draft import Draft, DraftLine
from kasse.ui.widgets.line_rows import LineState, TicketLine
from kasse.ui.widgets.ticket import SentBlock, TicketModel
from kasse.usecases.call_course import waiting_courses
from kasse.usecases.till import Till


def ticket_line(
    key: Hashable, line: Line, state: LineState = LineState.SENT, *, each: bool = False
) -> TicketLine:
    """One line ready to show, with what it costs, or what one of `each` costs before discount."""
    price = f"je {line.unit_price}" if each else str(line.amount)
    return TicketLine(key, wording.portions(line.quantity), line.name, price, wording.line_note(line), state)


def _prices_each(till: Till) -> bool:
    return till.settings[TICKET_PRICES] == "unit"


def sent_blocks(tab: Tab | None, till: Till) -> tuple[SentBlock, ...]:
    """What was sent, by the moment of sending; another waiter than the table's is named."""
    if tab is None:
        return ()
    each = _prices_each(till)
    waiting = waiting_courses(till, tab)
    blocks = []
    for (at, operator), lines in groupby(tab.lines, lambda line: (line.ordered_at, line.operator)):
        who = till.staff.operators.get(operator)
        done = "vorbestellt" if who is not None and who.menus else "gesendet"
        head = f"{wording.clock(at, till.zone)} {done}"
        if operator != tab.operator and who is not None:
            head += f" · {who.name}"
        shown = (_waits(ticket_line(line.id, line, each=each), line, waiting) for line in lines)
        blocks.append(SentBlock(head, tuple(shown)))
    return tuple(blocks)


def _waits(shown: TicketLine, line: Line, waiting: tuple[int, ...]) -> TicketLine:
    return replace(shown, note=f"{shown.note} · auf Abruf") if line.course in waiting else shown


def _new_line(line: DraftLine, *, each: bool) -> TicketLine:
    shown = ticket_line(line.key, line.line, LineState.NEW, each=each)
    if not line.missing:
        return shown
    note = f"{shown.note} · Beilage fehlt" if shown.note else "Beilage fehlt"
    return TicketLine(shown.key, shown.quantity, shown.name, shown.amount, note, shown.state)


def _draft_lines(draft: Draft, *, each: bool) -> Iterator[TicketLine]:
    for parcel in draft.parcels:
        note = "Bitte noch einmal senden" if parcel.lost else "wird gesendet"
        for line in parcel.lines:
            shown = ticket_line(("parcel", line.key), line.line, LineState.NEW, each=each)
            yield TicketLine(shown.key, shown.quantity, shown.name, shown.amount, note, shown.state)
    for line in draft:
        yield _new_line(line, each=each)


def draft_head(draft: Draft, operator: int, till: Till) -> str:
    """The words above what is new; another waiter's is named."""
    other = till.staff.operators.get(draft.operator)
    if draft.operator not in (0, operator) and other is not None:
        return (
            f"Nicht gesendet · von {other.name}"
            if draft.restored
            else f"Neu von {other.name} · nicht gesendet"
        )
    return "Nach Neustart · nicht gesendet" if draft.restored else "Neu · noch nicht gesendet"


def place_words(tab: Tab | None, table: int, till: Till) -> str:
    """Room, guests, since when."""
    words = [wording.area_of(till.house, table)]
    if tab is not None:
        if tab.guests:
            words.append(f"{tab.guests} Gäste" if tab.guests > 1 else "1 Gast")
        if tab.lines:
            words.append(f"seit {wording.clock(tab.opened_at, till.zone)}")
        if tab.payer:
            words.append(tab.payer)
    return " · ".join(word for word in words if word)


def ticket_model(
    till: Till,
    table: int,
    tab: Tab | None,
    sent: tuple[SentBlock, ...],
    draft: Draft,
    *,
    operator: int,
    selected: Hashable | None,
    pending: str,
    now: datetime,
    ahead: str = "",
) -> TicketModel:
    """The whole ticket of a table. `ahead`: a word on what is ordered ahead."""
    open_total = tab.total if tab else ZERO
    new_total = draft.total
    minutes = f"{wording.minutes_since(tab.opened_at, now)} min" if tab and tab.lines and table >= 0 else ""
    return TicketModel(
        wording.table_title(table, tab.name if tab else ""),
        " · ".join(words for words in (ahead, place_words(tab, table, till)) if words),
        minutes,
        sent,
        tuple(_draft_lines(draft, each=_prices_each(till))),
        selected,
        pending,
        wording.euro(open_total + new_total),
        f"neu {new_total}" if new_total and open_total else "",
        new_head=draft_head(draft, operator, till),
    )


def counts_on_table(tab: Tab | None, draft: Draft) -> dict[Hashable, str]:
    """How many of each article are on the table, sent or not, by article number."""
    sums: dict[int, int] = {}
    lines: Iterable[Line] = (
        *(tab.lines if tab else ()),
        *(line.line for parcel in draft.parcels for line in parcel.lines),
        *(line.line for line in draft),
    )
    for line in lines:
        sums[line.article] = sums.get(line.article, 0) + line.quantity.thousandths
    return {number: str(-(-sum_ // 1000)) for number, sum_ in sums.items()}


def short_title(table: int, tab: Tab | None) -> str:
    """The table as notices name it."""
    return table_name(table, tab.name if tab else "")

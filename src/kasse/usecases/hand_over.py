"""A table changes its waiter: he hands it over, or somebody takes it over; what he ordered goes along or stays his."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from kasse.domain.business import table_name
from kasse.domain.orders import Booking, BookingKind, Line, Tab
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.ports.books import Act, ActKind, AlreadyBooked, Books, Order
from kasse.settings.declared.handing_over import HAND_OVER, HAND_OVER_EXEMPT, HAND_OVER_PIN, HAND_OVER_SALES
from kasse.usecases.book_order import book_order
from kasse.usecases.pins import pin_matches
from kasse.usecases.take_payment import settled
from kasse.usecases.till import Changed, Till

NOT_ALLOWED = "Tische werden hier nicht übergeben. Das steht in den Einstellungen unter „Übergabe“."


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A table has another waiter."""

    order: Order | None = None
    """By which the sales moved; it still has to be secured. None: they stay where they were."""
    changed: Changed = Changed.ORDERS | Changed.TABLES | Changed.JOURNAL


def hand_over_off(till: Till, operator: Operator) -> str:
    """Why somebody can neither hand over nor take over, as a German sentence; empty if he may.

    Where the other one agrees with his PIN, his right is enough.
    """
    if not till.settings[HAND_OVER]:
        return NOT_ALLOWED
    if till.settings[HAND_OVER_PIN] or till.staff.may(operator, Right.HAND_OVER):
        return ""
    return f"Dazu fehlt das Recht „{RIGHT_NAMES[Right.HAND_OVER]}“."


def hand_over(
    till: Till, operator: Operator, table: int, receiver: int, *, pin: str = "", key: UUID | None = None
) -> HandedOver:
    """Give an open table to another waiter, who agrees with his PIN if settings ask for it.

    Raises:
        Refused: not allowed here or for this table, no right, a wrong PIN (which is written down), nothing open,
            somebody else's table, no such operator.
        BooksError: it could not be written; look the key up before trying again.
    """
    to = till.staff.operator(receiver)
    _require(till, operator, to, table, pin)

    def own(act: Act | Books) -> Tab:
        tab = till.open_tab(act, operator, table)
        if till.settings[HAND_OVER_PIN] and tab.operator != operator.number:
            # Else whoever loses it would never have been asked.
            raise Refused("Das ist der Tisch eines anderen. Bitte zuerst übernehmen.")
        return tab

    return _change_waiter(till, operator, table, to, own, key)


def take_over(
    till: Till, operator: Operator, table: int, owner: int, *, pin: str = "", key: UUID | None = None
) -> HandedOver:
    """Take an open table from the waiter who has it; he agrees with his PIN if settings ask for it.

    Raises:
        Refused: as `hand_over`; or it is not his any more.
        BooksError: it could not be written; look the key up before trying again.
    """
    giver = till.staff.operators.get(owner)
    _require(till, operator, giver, table, pin)

    def others(act: Act | Books) -> Tab:
        tab = _part_of(act, table, owner, training=operator.training)
        if tab is not None:
            return tab
        if act.tab(table, training=operator.training, waiter=None) is None:
            raise Refused("Auf diesem Tisch ist nichts offen.")
        raise Refused("Den Tisch hat inzwischen ein anderer Bediener. Bitte noch einmal wählen.")

    return _change_waiter(till, operator, table, operator, others, key)


def _require(till: Till, operator: Operator, other: Operator | None, table: int, pin: str) -> None:
    if not till.settings[HAND_OVER]:
        raise Refused(NOT_ALLOWED)
    if table in till.settings[HAND_OVER_EXEMPT]:
        raise Refused(f"{table_name(table)} gehört zu den Tischen, die nicht übergeben werden.")
    if operator.menus or (other is not None and other.menus):
        raise Refused("Wer Menübestellungen aufnimmt, hat keine Tische. Bitte einen anderen Bediener wählen.")
    if other is not None and other.training != operator.training:
        raise Refused("Übung und Betrieb bleiben getrennt: Diesem Bediener geht das nicht.")
    # Who has left has no PIN to agree with: then it takes the own right.
    asked = other if other is not None and other.active and till.settings[HAND_OVER_PIN] else None
    if asked is None or not till.staff.may(asked, Right.HAND_OVER):
        till.staff.require(operator, Right.HAND_OVER)
    if asked is not None and not pin_matches(pin, asked.pin_hash):
        with till.books.act(ActKind.LOGIN_REFUSED, at=till.now(), operator=asked.number) as act:
            act.body.update(name=asked.name, table=table, asked_by=operator.number)
        raise Refused(f"Das ist nicht die PIN von {asked.name}. Bitte noch einmal eingeben.")


def _change_waiter(
    till: Till,
    operator: Operator,
    table: int,
    to: Operator,
    tab_of: Callable[[Act | Books], Tab],
    key: UUID | None,
) -> HandedOver:
    if key is not None and (known := till.books.booked(key)) is not None:
        number = known.body.get("order")
        return HandedOver(till.books.order(number) if isinstance(number, int) else None)
    if till.settings[HAND_OVER_SALES] and _moves(tab_of(till.books), to):
        return _with_sales(till, operator, table, to, tab_of, key)
    with (
        suppress(AlreadyBooked),
        till.books.act(ActKind.TAB, at=till.now(), operator=operator.number, key=key) as act,
    ):
        tab = tab_of(act)
        for after in _given(act, tab, to, tab.lines):
            act.save_tab(after)
        act.body.update(table=table, handed_over=[tab.operator, to.number])
    return HandedOver()


def _part_of(books: Act | Books, table: int, owner: int, *, training: bool) -> Tab | None:
    """What a waiter has on a table, be it the table's own tab or his part beside it."""
    first = books.tab(table, training=training)
    if first is not None and first.operator == owner:
        return first
    return books.tab(table, training=training, waiter=owner)


def _given(act: Act, tab: Tab, to: Operator, lines: Sequence[Line]) -> list[Tab]:
    """The tabs after a part of a table went to another waiter; what he has there already takes it up."""
    there = _part_of(act, tab.table, to.number, training=tab.training)
    if there is None and not tab.waiter:
        return [replace(tab, lines=tuple(lines), operator=to.number)]
    if there is None:
        there = Tab(tab.table, to.number, tab.opened_at, training=tab.training, waiter=to.number)
    if (there.waiter, there.version) == (tab.waiter, tab.version):
        return [replace(tab, lines=tuple(lines))]
    taken = replace(
        there,
        lines=(*there.lines, *lines),
        opened_at=min(there.opened_at, tab.opened_at),
        name=there.name or tab.name,
        guests=there.guests + tab.guests,
        payer=there.payer or tab.payer,
        payment_code=there.payment_code or tab.payment_code,
        customer=there.customer or tab.customer,
        called=max(there.called, tab.called),
        bill_printed=False,
    )
    return [taken, settled(replace(tab, lines=()))]


def _moves(tab: Tab, to: Operator) -> frozenset[str]:
    """The lines that the waiter of the table ordered; what others did there stays theirs."""
    if tab.operator == to.number:
        return frozenset()
    return frozenset(line.id for line in tab.lines if line.operator == tab.operator)


def _with_sales(
    till: Till,
    operator: Operator,
    table: int,
    to: Operator,
    tab_of: Callable[[Act | Books], Tab],
    key: UUID | None,
) -> HandedOver:
    """What the waiter ordered goes out, and comes in again as ordered by the other one."""

    def change(act: Act, number: int) -> tuple[Sequence[Booking], Sequence[Tab]]:
        tab = tab_of(act)
        stem = f"{till.terminal.number}-{number}-"
        moves = _moves(tab, to)
        bookings: list[Booking] = []
        lines = []
        for line in tab.lines:
            if line.id not in moves:
                lines.append(line)
                continue
            new = replace(line, id=f"{stem}{len(bookings) // 2 + 1}", operator=to.number)
            bookings += [
                Booking(BookingKind.TRANSFER, table, line.negated()),
                Booking(BookingKind.TRANSFER, table, new, origin=line.id),
            ]
            lines.append(new)
        act.body["handed_over"] = [tab.operator, to.number]
        return bookings, _given(act, tab, to, lines)

    sent = book_order(till, operator, table, change, key=key, with_slips=False)
    return HandedOver(sent.order)

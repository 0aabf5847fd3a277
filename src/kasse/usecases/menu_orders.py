"""Menus ordered ahead (Menübestellung) and their recall (Menü-Abruf): served and sold is only what was recalled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kasse.domain.business import table_name
from kasse.domain.business_case import BusinessCase
from kasse.domain.orders import Wish, compose
from kasse.domain.orders.menus import MenuItem, MenuOrder
from kasse.domain.orders.record import line_record
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act, ActKind, AlreadyBooked
from kasse.ports.outbox import Job, JobKind
from kasse.settings.declared.menus import MENU_DOCKETS
from kasse.usecases.book_order import OrderSent
from kasse.usecases.remaining import require_offered
from kasse.usecases.send_order import Recalled, send_order
from kasse.usecases.till import Changed, Till

GONE = "Das ist inzwischen abgerufen oder storniert. Bitte den Tisch neu öffnen."


@dataclass(frozen=True, slots=True)
class MenusKept:
    """What is ordered ahead for a table now; durable, and no order yet."""

    table: int
    changed: Changed = Changed.ORDERS | Changed.TABLES | Changed.JOURNAL


def order_menus(
    till: Till, operator: Operator, table: int, wishes: Sequence[Wish], *, key: UUID | None = None
) -> MenusKept:
    """Order ahead for a table number. All wishes are kept, or none. Nothing is sold, so nothing is signed.

    Raises:
        Refused: he takes no menu orders, no such table, a wish that the rules do not allow, in practice.
        BooksError: it could not be written; look the key up before trying again.
    """
    if key is not None and till.books.booked(key) is not None:
        return MenusKept(table)  # whatever is refused by now
    _require_taker(till, operator)
    till.house.require_place(table)
    if not wishes:
        raise Refused("Es ist noch nichts boniert.")
    at, day = till.now(), till.books.business_date
    usual = till.usual_level(operator)
    now = [replace(wish, usual_level=usual) for wish in wishes]
    require_offered(till, (number for wish in now for number in (wish.article, *wish.sides)), in_time=True)
    lines = [compose(wish, till.catalogue, day=day, at=at, operator=operator.number) for wish in now]
    for line in lines:
        if line.components[0].case is not BusinessCase.SALE:
            raise Refused(f"„{line.name}“ lässt sich nicht vorbestellen. Bitte erst am Tisch bonieren.")
    on_paper = till.settings[MENU_DOCKETS]
    try:
        with till.books.act(ActKind.MENU_ORDER, at=at, operator=operator.number, key=key) as act:
            order = act.menu_order(table) or MenuOrder(table)
            stem = f"M{order.version + 1}-"
            items = [
                MenuItem(replace(line, id=f"{stem}{i}"), wish, on_paper)
                for i, (line, wish) in enumerate(zip(lines, wishes, strict=True), 1)
            ]
            act.save_menu_order(replace(order, items=(*order.items, *items)))
            act.body["table"] = table
            if on_paper:
                for job in _slips(till, operator, table, items, at):
                    act.follow_up(job)
    except AlreadyBooked:
        return MenusKept(table)
    return MenusKept(table)


def cancel_menus(
    till: Till,
    operator: Operator,
    table: int,
    parts: Sequence[tuple[str, Quantity]],
    reason: str,
    *,
    key: UUID | None = None,
) -> MenusKept:
    """Take quantities back that were ordered ahead and not recalled; a kitchen that has its docket is told.

    Raises:
        Refused: he takes no menu orders, no reason, recalled meanwhile, or more than is ordered.
        BooksError: it could not be written; look the key up before trying again.
    """
    _require_taker(till, operator)
    if not reason.strip():
        raise Refused("Bitte einen Grund für das Storno wählen.")
    at = till.now()
    try:
        with till.books.act(ActKind.MENU_ORDER, at=at, operator=operator.number, key=key) as act:
            order = act.menu_order(table) or MenuOrder(table)
            taken = []
            for item_id, quantity in parts:
                part, order = order.reduced(item_id, quantity)
                taken.append(part)
            act.save_menu_order(order)
            act.body.update(table=table, cancelled=[item.line.id for item in taken], reason=reason.strip())
            for job in _slips(till, operator, table, [i for i in taken if i.on_paper], at, cancelled=True):
                act.follow_up(job)
    except AlreadyBooked:
        return MenusKept(table)
    return MenusKept(table)


def recall_menus(
    till: Till, operator: Operator, table: int, ids: Collection[str] | None = None, *, key: UUID | None = None
) -> OrderSent:
    """Recall what was ordered ahead, all of it or these items: from now on it is an order of who recalls it.

    It is priced and taxed as of now; a docket comes out unless the kitchen has it already.

    Raises:
        Refused: nothing is ordered ahead, somebody else was quicker, or an order that the rules do not allow.
        BooksError: it could not be written; look the key up before trying again.
    """
    if operator.menus:
        raise Refused("Menüs ruft ab, wer den Tisch bedient.")
    if operator.training:
        raise Refused("In der Übung werden keine Menüs abgerufen.")
    if key is not None and (known := till.books.booked(key)) is not None:
        number = known.body.get("order")
        if isinstance(number, int):
            return OrderSent(till.books.order(number), till.look(operator, table))
    kept = till.books.menu_order(table) or MenuOrder(table)
    items = [item for item in kept.items if ids is None or item.line.id in ids]
    if not items or (ids is not None and len(items) != len(set(ids))):
        raise Refused(GONE if ids else "Für diesen Tisch sind keine Menüs vorbestellt.")

    def take(act: Act) -> None:
        order = act.menu_order(table)
        if order is None or any(item not in order.items for item in items):
            raise Refused(GONE)
        act.save_menu_order(order.without({item.line.id for item in items}))
        act.body["recalled"] = [item.line.id for item in items]

    silent = frozenset(i for i, item in enumerate(items) if item.on_paper)
    wishes = [replace(item.wish, in_time=True) for item in items]
    return send_order(till, operator, table, wishes, key=key, recalled=Recalled(take, silent))


def waiting_menus(till: Till, operator: Operator, table: int) -> tuple[MenuItem, ...]:
    """What a waiter can recall at a table."""
    if operator.menus or operator.training:
        return ()
    order = till.books.menu_order(table)
    return order.items if order else ()


def _require_taker(till: Till, operator: Operator) -> None:
    till.staff.require(operator, Right.ORDER)
    if not operator.menus:
        raise Refused(
            f"{operator.name} nimmt keine Menübestellungen auf. Das steht in den Stammdaten der Bediener."
        )
    if operator.training:
        raise Refused("In der Übung wird nichts vorbestellt.")
    till.require_service()


def _slips(
    till: Till,
    operator: Operator,
    table: int,
    items: Sequence[MenuItem],
    at: datetime,
    *,
    cancelled: bool = False,
) -> Iterator[Job]:
    lines = [item.line for item in items]
    for station in dict.fromkeys(line.station for line in lines if line.station):
        payload = {
            "paper": "menus",
            "label": table_name(table),
            "operator": operator.name,
            "station": station,
            "at": at.isoformat(),
            "cancelled": cancelled,
            "lines": [line_record(line) for line in lines if line.station == station],
        }
        for printer in till.house.station_printers(station):
            yield Job(JobKind.PRINT, printer, payload)

"""Noting who sits at a table: name, number of guests, who is going to pay and how."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import asdict, replace

from kasse.domain.business import table_name
from kasse.domain.customers import Customer
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.settings.declared.tables import FREE_NUMBER_FROM
from kasse.usecases.till import Changed, Till


def describe_tab(
    till: Till,
    operator: Operator,
    table: int,
    *,
    name: str | None = None,
    guests: int | None = None,
    payer: str | None = None,
    payment_code: str | None = None,
    customer: Customer | None = None,
    only_free: bool = False,
) -> Changed:
    """Change what is given; None leaves it as it is. A table may be named before anything is ordered.

    `customer`: to whom the invoice is to be made out; one without a name takes it away. `only_free`: not if somebody
    sits there already.

    Raises:
        Refused: no such table or payment method, more than 999 guests, somebody else's table, or not free.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.ORDER)
    till.house.require_place(table)
    if guests is not None and not 0 <= guests <= 999:
        raise Refused("Die Zahl der Gäste muss zwischen 0 und 999 liegen.")
    if payment_code:
        till.house.payment_method(payment_code)
    at = till.now()
    with till.books.act(ActKind.TAB, at=at, operator=operator.number) as act:
        seated = act.tab(table, training=operator.training, waiter=None)
        tab = till.tab_to_fill(act, operator, table, at)
        if only_free and seated is not None:
            raise Refused(f"{table_name(table, tab.name)} ist schon belegt. Bitte eine andere Nummer wählen.")
        changes: dict[str, object] = {}
        if name is not None:
            changes["name"] = name.strip()[:40]
        if guests is not None:
            changes["guests"] = guests
        if payer is not None:
            changes["payer"] = payer.strip()[:60]
        if payment_code is not None:
            changes["payment_code"] = payment_code
        act.body.update(table=table, **changes)
        if customer is not None:
            act.body["customer"] = asdict(customer)
            changes["customer"] = customer if customer.name else None
        act.save_tab(replace(tab, **changes))  # type: ignore[arg-type]
    return Changed.TABLES | Changed.JOURNAL


def next_free_table(till: Till, operator: Operator, busy: Container[int] = ()) -> int | None:
    """The lowest free table from the number on that settings say; None: all of them are in use.

    `busy`: tables on which something waits to be sent.
    """
    first = till.settings[FREE_NUMBER_FROM]
    taken = {tab.table for tab in till.books.open_tabs() if tab.training is operator.training}
    free = (
        place.number
        for place in till.house.places.values()
        if place.active and place.number >= first and place.number not in taken and place.number not in busy
    )
    return min(free, default=None)

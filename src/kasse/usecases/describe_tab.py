"""Noting who sits at a table: name, number of guests, who is going to pay and how."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
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
) -> Changed:
    """Change what is given; None leaves it as it is. A table may be named before anything is ordered.

    Raises:
        Refused: no such table or payment method, more than 999 guests, somebody else's table.
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
        tab = act.tab(table, training=operator.training)
        till.require_access(operator, tab)
        tab = tab or Tab(table, operator.number, at, training=operator.training)
        changes: dict[str, object] = {}
        if name is not None:
            changes["name"] = name.strip()[:40]
        if guests is not None:
            changes["guests"] = guests
        if payer is not None:
            changes["payer"] = payer.strip()[:60]
        if payment_code is not None:
            changes["payment_code"] = payment_code
        act.save_tab(replace(tab, **changes))  # type: ignore[arg-type]
        act.body.update(table=table, **changes)
    return Changed.TABLES | Changed.JOURNAL

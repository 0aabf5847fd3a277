"""What tests of the order screen look at and tap on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.domain.orders import Tab
from kasse.ui.orders.actions import ACTION_KEYS, OrderAction
from kasse.ui.widgets.line_rows import TicketLine
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork

BOSS = "Georg Hirsch"


def new_lines(at_work: TillAtWork) -> list[tuple[str, str]]:
    return [(line.quantity, line.name) for line in at_work.orders.ticket.model.new]


def sent_lines(at_work: TillAtWork) -> list[TicketLine]:
    return [line for block in at_work.orders.ticket.model.sent for line in block.lines]


def tab_of(at_work: TillAtWork, table: int = 12) -> Tab:
    tab = at_work.shop.till.books.tab(table)
    assert tab is not None
    return tab


def tap_line(at_work: TillAtWork, name: str) -> None:
    ticket = at_work.orders.ticket
    names = [ticket.cell_name(i) for i in range(ticket.cell_count())]
    index = next(i for i, spoken in enumerate(names) if name in spoken)
    QTest.mouseClick(ticket, Qt.MouseButton.LeftButton, pos=ticket.center_of(index).toPoint())


def do(at_work: TillAtWork, action: OrderAction) -> None:
    """Through the key on the rail, or through *Mehr*."""
    key = at_work.orders.keys.get(action)
    if key is not None and key.isVisible():
        at_work.tap(key)
    else:
        at_work.tap(at_work.orders.keys[OrderAction.MORE])
        at_work.answer(ACTION_KEYS[action].label)


def change(at_work: TillAtWork, name: str, **changes: Any) -> None:
    """The manager changes an article while the till is at work."""
    till = at_work.shop.till
    catalogue = till.master.catalogue
    article = replace(catalogue.named(name), **changes)
    articles = {**catalogue.articles, article.number: article}
    till.master = replace(till.master, catalogue=replace(catalogue, articles=articles))
    at_work.desk.changed.emit(Changed.MASTER)
    at_work.settle()

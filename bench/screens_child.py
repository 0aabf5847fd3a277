"""A child that serves 200 open tables by taps and times each to the end of the painting it causes.

    python -m bench.screens_child FOLDER ROUNDS well|hanging [DATABASE]

A round is: plan, table, articles, a digit, a line, sent, to the bill, back. `hanging`: the signing device takes
commands and answers none, the printer's port takes a connection and reads nothing. It prints seconds by kind.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QWidget

from bench.house import big_house, five_lines
from bench.taps_child import HEIGHT, WIDTH, application, tap
from kasse.app.config import FILE
from kasse.app.drafts_file import DraftsFile
from kasse.app.shop import Shop, Wiring
from kasse.domain.business import Area, Place, Printer
from kasse.domain.master import Master
from kasse.domain.orders import Wish
from kasse.domain.quantity import Quantity
from kasse.hardware.signing.faults import Fault
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.notices import NoticeBoard
from kasse.ui.program import Program
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.grid import MoreCell
from kasse.ui.window import Window
from kasse.usecases.book_order import secure_order
from kasse.usecases.send_order import send_order

TABLES, ARTICLES = 200, 2000
ACROSS = 20
AREA = 90
WARM = 3
SETTLED_SECONDS = 20.0


def house(printer_port: int | None) -> Master:
    """2000 articles, 200 tables in one room, and a printer on the network if it is to hang."""
    master = big_house(ARTICLES).master
    places = {1 + i: Place(1 + i, AREA, x=10 * (i % ACROSS), y=10 * (i // ACROSS)) for i in range(TABLES)}
    own = replace(master.house, areas={AREA: Area(AREA, "Saal")}, places=places)
    if printer_port is not None:
        groups = {each.station for each in master.catalogue.groups.values() if each.station}
        printer = Printer("Hängt", "network", f"127.0.0.1:{printer_port}", stations=tuple(sorted(groups)))
        terminals = {n: replace(t, receipt_printer=printer.name) for n, t in own.terminals.items()}
        own = replace(own, printers={printer.name: printer}, terminals=terminals)
    return replace(master, house=own)


def lay(shop: Shop) -> None:
    """An order of five lines on every table, signed like any other."""
    operator = next(iter(shop.till.staff.operators.values()))
    orders = five_lines(shop.till.master)
    for i, table in enumerate(shop.till.house.places):
        wishes = [Wish(number, Quantity.of(1)) for number in orders[i % len(orders)]]
        sent = send_order(shop.till, operator, table, wishes)
        secure_order(shop.till, sent.order)


class Evening:
    """Who taps, and what it took."""

    def __init__(self, program: Program, window: Window, desk: Desk) -> None:
        self.program, self.window, self.desk = program, window, desk
        self.seconds: dict[str, list[float]] = {"taps": [], "plan": [], "order": [], "pay": []}

    def tap(self, kind: str, widget: QWidget, at: QPointF | None = None) -> None:
        """A tap that counts."""
        spot = at if at is not None else QPointF(widget.rect().center())
        self.seconds[kind].append(tap(widget, spot))

    def on(self, cells: Cells, index: int, kind: str = "taps") -> None:
        """A tap on a cell."""
        self.tap(kind, cells, cells.center_of(index))

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """What lanes do takes as long as it takes; the screen is alive meanwhile."""
        end = time.monotonic() + SETTLED_SECONDS
        while not is_so():
            QApplication.processEvents()
            if time.monotonic() > end:
                sys.exit(f"{what} did not happen")

    def shown(self, name: str) -> None:
        """That screen must be open by now."""
        if self.window.shown != name:
            sys.exit(f"{self.window.shown} is open in the place of {name}")

    def round(self, i: int) -> None:
        """Serve a table."""
        program = self.program
        view = program.tables.view
        self.on(view.plan, i * 7 % TABLES, "order")
        self.shown("orders")
        orders = program.orders.view
        tiles = orders.middle.tiles
        for k in range(4):
            cell = (i + 3 * k) % tiles.cell_count()
            if isinstance(tiles.cell_key(cell), MoreCell):
                cell = 0
            self.on(tiles, cell)
        self.tap("taps", orders.pad.keys["2"])
        self.on(tiles, i % 5)
        self.on(orders.middle.tabs, i % orders.middle.tabs.cell_count())
        if program.orders.draft.unsent < 2:
            sys.exit("taps were lost")
        self.tap("taps", orders.second_key)
        self.until(lambda: not program.orders.draft.parcels, "sending")
        self.tap("pay", orders.main_key)
        self.shown("pay")
        pay = program.payment.view
        self.tap("taps", pay.all_key)
        self.tap("order", pay.top.back_key)
        self.until(lambda: self.window.shown == "orders", "going back")
        self.tap("plan", orders.top.back_key)
        self.shown("tables")


def serve(shop: Shop, rounds: int) -> Mapping[str, Sequence[float]]:
    """So many tables, by taps on the real screens."""
    look = Look("light", Metrics(WIDTH, HEIGHT))
    look.dress(application())
    board = NoticeBoard()
    window = Window(look, board)
    window.resize(WIDTH, HEIGHT)

    def reroute(name: str, other: str) -> None:
        shop.outbox.retarget(name, other)

    opened = OpenTill(
        shop.till,
        shop.wake_lanes,
        shop.outbox.waiting,
        reroute,
        shop.close,
        drafts=DraftsFile(shop.folder, shop.till.books),
    )
    # A calm hand: a second lies between two taps, so none is taken for the one before.
    desk = Desk(opened, board, monotonic=partial(next, count(0.0, 1.0)))
    program = Program(window, desk)
    window.show()
    program.signed_in(next(iter(shop.till.staff.operators.values())))
    program.prepare()
    QApplication.processEvents()
    menu = shop.till.catalogue.menus[-1].number
    evening = Evening(program, window, desk)
    for i in range(WARM + rounds):
        if i == WARM:
            evening.seconds = {kind: [] for kind in evening.seconds}
        if i == 0:
            program.open_table(1)
            program.orders.card.choose_menu(menu)
            program.show_tables()
            QApplication.processEvents()
        evening.round(i)
    window.close()
    desk.close()
    return evening.seconds


def main() -> None:
    """Run as a child."""
    folder, rounds, hanging = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "hanging"
    application()
    if len(sys.argv) > 4:
        (folder / FILE).write_text(f'terminal = 1\ndatabase_url = "{sys.argv[4]}"\n', encoding="utf-8")
    deaf = socket.create_server(("127.0.0.1", 0), backlog=64)
    port = deaf.getsockname()[1] if hanging else None
    shop = Shop(folder, Wiring(pictures=False), setup=house(port))
    lay(shop)
    if hanging:
        assert shop.faults is not None
        shop.faults.fault = Fault.SILENT
    found = serve(shop, rounds)
    if hanging:
        assert shop.faults is not None
        shop.faults.fault = None
    deaf.close()
    print(json.dumps(found))
    sys.stdout.flush()


if __name__ == "__main__":
    main()

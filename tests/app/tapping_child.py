"""A till on a screen that nobody sees, whose waiter orders until somebody kills it.

`python -m tests.app.tapping_child FOLDER SEED` says `ready`, and of each tap on an article first that it comes
(`try TABLE ARTICLE`) and then, once it is on the ticket, when that was, by the clock that all processes share
(`done TABLE ARTICLE SECONDS`).
"""

from __future__ import annotations

import os
import random
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kasse.app.screen import open_for_screen
from kasse.ui.program import Program
from kasse.ui.start import run
from kasse.ui.widgets.cells import Cells
from kasse.ui.window import Window

DRINKS = ("Helles 0,5", "Radler 0,5", "Weißbier 0,5", "Pils vom Fass 0,5")
TABLES = (5, 12, 14)
BETWEEN_TAPS_MS = 12


def tell(words: str) -> None:
    """Past every buffer."""
    os.write(1, f"{words}\n".encode())


def cell_of(cells: Cells, name: str) -> int:
    names = [cells.cell_name(i).replace("\u00ad", "").split(", ")[0] for i in range(cells.cell_count())]
    return names.index(name)


class Waiter(QObject):
    """Taps on articles, sends now and then, goes from table to table."""

    def __init__(self, program: Program, seed: int) -> None:
        super().__init__(program)
        self._program = program
        self._random = random.Random(seed)
        program.signed_in(program.desk.till.staff.operator(1))
        program.open_table(TABLES[0])

    def act(self) -> None:
        program = self._program
        match self._random.randrange(12):
            case 0:
                QTest.mouseClick(program.orders.view.second_key, Qt.MouseButton.LeftButton)
            case 1:
                program.open_table(self._random.choice(TABLES))
            case _:
                self._order(self._random.choice(DRINKS))

    def _order(self, name: str) -> None:
        orders = self._program.orders
        tiles = orders.view.middle.tiles
        number = orders.till.catalogue.named(name).number
        cell = cell_of(tiles, name)
        before = orders.draft.unsent
        tell(f"try {orders.table} {number}")
        QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=tiles.center_of(cell).toPoint())
        QApplication.processEvents()
        if orders.draft.unsent > before:
            tell(f"done {orders.table} {number} {time.monotonic()}")


def begin(seed: int) -> None:
    """As soon as the till is open."""
    for window in QApplication.topLevelWidgets():
        program = window.findChild(Program) if isinstance(window, Window) else None
        if program is not None:
            waiter = Waiter(program, seed)
            finger = QTimer(waiter)
            finger.timeout.connect(waiter.act)
            finger.start(BETWEEN_TAPS_MS)
            tell("ready")
            return
    QTimer.singleShot(10, partial(begin, seed))


def main() -> None:
    """Run as a child."""
    app = QApplication(["kasse"])
    QTimer.singleShot(10, app, partial(begin, int(sys.argv[2])))
    run(partial(open_for_screen, Path(sys.argv[1]), None), window=(1280, 800))


if __name__ == "__main__":
    main()

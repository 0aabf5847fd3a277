"""A child that opens lists of master data and types in the search, and times both to the end of the painting.

    python -m bench.master_screen_child FOLDER ARTICLES TIMES

Every opening is a first one: view and lists are made anew. Letters are typed once the screen has made its lists ready
for the search behind itself, which it does while somebody looks at the list.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtWidgets import QApplication

from bench.house import big_house
from bench.taps_child import HEIGHT, WIDTH, application
from kasse.app.shop import Shop, Wiring
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.master.screen import MasterScreen
from kasse.ui.master.view import MasterView
from kasse.ui.navigation import Navigator
from kasse.ui.notices import NoticeBoard
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.window import Window
from kasse.usecases.till import Till

T = TypeVar("T")
QUERIES = ("gulasch", "suppe 12", "weissbier", "salate")


def measure(till: Till, times: int) -> dict[str, list[float]]:
    """Seconds of each kind of wait."""
    look = Look("light", Metrics(WIDTH, HEIGHT))
    look.dress(application())
    board = NoticeBoard()
    window = Window(look, board)
    window.resize(WIDTH, HEIGHT)
    window.show()

    def nothing_waits() -> Mapping[str, int]:
        return {}

    desk = Desk(OpenTill(till, lambda: None, nothing_waits, lambda _a, _b: None, lambda: None), board)
    boss = next(op for op in till.staff.operators.values() if till.staff.has_all_rights(op))
    found: dict[str, list[float]] = {"open": [], "again": [], "letters": [], "sorted": [], "form": []}

    def opened(name: str) -> MasterScreen:
        view = MasterView(look)
        window.add(name, view)
        # It is opened and searched, never left.
        screen = MasterScreen(view, desk, cast("Navigator", None))
        screen.enter(boss, "Artikel")
        window.show_view(name)
        return screen

    def timed(kind: str, deed: Callable[[], T]) -> T:
        QApplication.processEvents()
        begun = time.perf_counter()
        result = deed()
        QApplication.processEvents()
        found[kind].append(time.perf_counter() - begun)
        return result

    for number in range(times):
        screen = timed("open", partial(opened, f"master-{number}"))
        while desk.busy:
            QApplication.processEvents()
        screen.enter(boss, "Warengruppen")
        timed("again", partial(screen.enter, boss, "Artikel"))
        field = screen.view.search.field
        for query in QUERIES:
            for letter in query:
                timed("letters", partial(field.insert, letter))
            field.clear()
        timed("sorted", partial(screen.list_page.sort, "name"))
        timed("form", partial(screen.list_page.open, 7))
    window.close()
    desk.close()
    return found


def main() -> None:
    """Run as a child."""
    folder, articles, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    application()
    shop = Shop(folder, Wiring(pictures=False, threads=False), setup=big_house(articles).master)
    gc.collect()
    gc.freeze()  # as the program does once the till is open
    found = measure(shop.till, times)
    shop.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()

"""A child that opens the dialog of settings and types in its search, and times both to the end of the painting.

    python -m bench.settings_child FOLDER SETTINGS TIMES

With 0 settings those of the program are taken, else that many made-up ones. Every opening is a first one: view, index
and page are made anew.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from bench.house import demo_house
from bench.many_settings import synthetic
from bench.taps_child import HEIGHT, WIDTH, application
from kasse.app.shop import Shop, Wiring
from kasse.settings.declared import ALL
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.navigation import Navigator
from kasse.ui.notices import NoticeBoard
from kasse.ui.settings.screen import SettingsScreen
from kasse.ui.settings.view import SettingsView
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.window import Window
from kasse.usecases.till import Till

QUERIES = ("trinkgeld", "Kuechenbon Schrift", "drucker lade 10", "Ausfallbeleg nicht drucken")


def measure(till: Till, count: int, times: int) -> dict[str, list[float]]:
    """Seconds of each opening and of each letter."""
    look = Look("light", Metrics(WIDTH, HEIGHT))
    look.dress(application())
    board = NoticeBoard()
    window = Window(look, board)
    window.resize(WIDTH, HEIGHT)
    window.show()

    def nothing_waits() -> Mapping[str, int]:
        return {}

    desk = Desk(OpenTill(till, lambda: None, nothing_waits, lambda _a, _b: None, lambda: None), board)
    settings = synthetic(count) if count else ALL
    boss = next(op for op in till.staff.operators.values() if till.staff.has_all_rights(op))
    opened, letters = [], []
    for number in range(times):
        QApplication.processEvents()
        begun = time.perf_counter()
        view = SettingsView(look)
        window.add(f"settings-{number}", view)
        # It is opened and searched, never left.
        screen = SettingsScreen(view, desk, cast("Navigator", None), settings)
        screen.enter(boss)
        window.show_view(f"settings-{number}")
        QApplication.processEvents()
        opened.append(time.perf_counter() - begun)
        for query in QUERIES:
            for letter in query:
                begun = time.perf_counter()
                view.search.field.insert(letter)
                QApplication.processEvents()
                letters.append(time.perf_counter() - begun)
            view.search.field.clear()
    window.close()
    desk.close()
    return {"open": opened, "letters": letters}


def main() -> None:
    """Run as a child."""
    folder, count, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    application()
    shop = Shop(folder, Wiring(pictures=False, threads=False), setup=demo_house().master)
    found = measure(shop.till, count, times)
    shop.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()

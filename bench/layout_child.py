"""A child that changes articles and waits for the touch layout, and taps on articles while it is being made.

    python -m bench.layout_child FOLDER ARTICLES TIMES

It prints the seconds from each change to the painted page, and those of taps that fell into the making.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from bench.house import big_house
from bench.taps_child import HEIGHT, WIDTH, application, tap
from kasse.app.shop import Shop, Wiring
from kasse.domain.catalogue import LEVELS, Article
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.ui.desk import Desk, OpenTill
from kasse.ui.notices import NoticeBoard
from kasse.ui.program import Program
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.window import Window
from kasse.usecases.till import Changed, Till


def at_nine_levels(master: Master) -> Master:
    """Every article has a price of its own at each level."""

    def priced(article: Article) -> Article:
        first = article.prices[0] if article.prices else None
        if first is None:
            return article
        return replace(article, prices=tuple(Money(first.cents + 10 * level) for level in range(LEVELS)))

    articles = {number: priced(article) for number, article in master.catalogue.articles.items()}
    return replace(master, catalogue=replace(master.catalogue, articles=articles))


def measure(till: Till, times: int) -> dict[str, list[float]]:
    """Seconds of each renewal, of each tap within one, and of taps while nothing is made."""
    look = Look("light", Metrics(WIDTH, HEIGHT))
    look.dress(application())
    board = NoticeBoard()
    window = Window(look, board)
    window.resize(WIDTH, HEIGHT)

    def nothing_waits() -> Mapping[str, int]:
        return {}

    desk = Desk(OpenTill(till, lambda: None, nothing_waits, lambda _a, _b: None, lambda: None), board)
    program = Program(window, desk)
    window.show()
    program.signed_in(next(iter(till.staff.operators.values())))
    places = list(till.house.places)
    program.open_table(places[0])
    orders = program.orders
    tiles = orders.view.middle.tiles

    def settle() -> None:
        while desk.busy:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()

    def change(number: int) -> None:
        catalogue = till.master.catalogue
        first = next(iter(catalogue.articles.values()))
        articles = {**catalogue.articles, first.number: replace(first, button_text=f"Neu {number}")}
        till.master = replace(till.master, catalogue=replace(catalogue, articles=articles))
        desk.changed.emit(Changed.MASTER)

    settle()
    shown: list[float] = []
    taps: list[float] = []
    for number in range(times):
        before = orders.card.layout
        begun = time.perf_counter()
        change(number)
        settle()
        shown.append(time.perf_counter() - begun)
        if orders.card.layout is before:
            sys.exit("the layout was not made anew")
    still: list[float] = []
    for number in range(times):
        program.open_table(places[number % len(places)])  # tickets of a length that happens
        orders.card.choose_menu(till.catalogue.menus[-1].number)
        settle()
        still += [tap(tiles, tiles.center_of(index)) for index in range(10)]
        change(times + number)
        while desk.busy:
            taps.append(tap(tiles, tiles.center_of(number % 20)))
    window.close()
    desk.close()
    return {"shown": shown, "taps": taps, "still": still}


def main() -> None:
    """Run as a child."""
    folder, articles, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    application()
    setup = at_nine_levels(big_house(articles).master)
    shop = Shop(folder, Wiring(pictures=False, threads=False), setup=setup)
    gc.collect()
    gc.freeze()  # as the program does once the till is open
    found = measure(shop.till, times)
    shop.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()

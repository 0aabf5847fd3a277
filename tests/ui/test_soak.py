"""A long evening of taps that anybody may make: nothing breaks, nothing grows, and the books are whole at the end."""

from __future__ import annotations

import gc
import os
import random
import sys
from collections import Counter, deque
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kasse.cli.master_file import MasterFile
from kasse.domain.money import ZERO
from kasse.ui.theme.look import Look
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key import Key
from tests.ui.at_work import TillAtWork, free, open_at_work

TAPS = 5000
WARM = 1500
"""By then every screen was at work and every cache is full."""
AWAY = frozenset({"quit", "settings", "master", "fiscal"})
"""What leaves the cashier's screens, and has tests of its own."""
PAYERS = 100
"""More than any bill was divided among."""
MORE_OBJECTS = 1.05
"""So much may the number of live objects differ between two moments, by what happens to be on the screen."""


class Hand:
    """Somebody at the till, whose every choice follows from one number."""

    def __init__(self, work: TillAtWork, seed: int) -> None:
        self.work = work
        self.chance = random.Random(seed)
        self.taps = 0
        self.trace: deque[str] = deque(maxlen=60)

    # What can be touched.

    def targets(self) -> list[tuple[QWidget, int | None]]:
        """All keys and cells that are seen now; None stands for a key."""
        found: list[tuple[QWidget, int | None]] = []
        for widget in self.work.window.findChildren(QWidget):
            if not widget.isVisible() or widget.visibleRegion().isEmpty():
                continue
            if isinstance(widget, Key):
                found.append((widget, None))
            elif isinstance(widget, Cells):
                found.extend(
                    (widget, i)
                    for i in range(widget.cell_count())
                    if not (widget.cell_is_free(i) or widget.cell_key(i) in AWAY)
                    and widget.rect().contains(widget.center_of(i).toPoint())
                )
        return found

    def touch(self, widget: QWidget, index: int | None, *, hold: bool = False) -> None:
        """A tap, or a long press without waiting for it."""
        if isinstance(widget, Cells) and index is not None:
            name, at = widget.cell_name(index), widget.center_of(index)
        else:
            name, at = widget.accessibleName(), QPointF(widget.rect().center())
        self.taps += 1
        self.trace.append(f"{self.work.window.shown}: {'held ' if hold else ''}{name}")
        if hold and isinstance(widget, Cells) and index is not None and widget.cell_is_holdable(index):
            widget.held.emit(widget.cell_key(index))
        else:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at.toPoint())

    def touch_key(self, key: Key) -> None:
        if key.isVisible():
            self.touch(key, None)

    def shown(self) -> str:
        return self.work.window.shown or ""

    # What people do.

    def go_on(self, taps: int) -> None:
        """Until there were so many."""
        while self.taps < taps:
            self.do()

    def do(self) -> None:
        """One thing that somebody would do on the screen that is open."""
        chance = self.chance
        deeds: dict[str, list[Callable[[], None]]] = {
            "signin": [self.sign_in],
            "tables": [self.anything, self.open_a_table, self.open_a_table, self.time_passes],
            "orders": [self.anything, self.order, self.order, self.send, self.to_the_bill, self.back],
            "pay": [self.anything, self.anything, self.cash, self.cash, self.back],
        }
        chance.choice(deeds.get(self.shown(), [self.anything, self.back]))()
        self.look()

    def sign_in(self) -> None:
        who = self.chance.choice(["Anna Berger", "Georg Hirsch"])
        self.work.sign_in(who)
        self.taps += 6
        self.trace.append(f"signed in: {who}")

    def anything(self) -> None:
        """Taps here and there; one in twelve is held."""
        here = self.shown()
        for _ in range(self.chance.randint(5, 25)):
            targets = self.targets()
            if not targets or self.shown() != here:
                break
            self.touch(*self.chance.choice(targets), hold=self.chance.random() < 1 / 12)

    def open_a_table(self) -> None:
        plan = self.work.tables.plan
        if plan.isVisible() and plan.cell_count():
            self.touch(plan, self.chance.randrange(plan.cell_count()))

    def order(self) -> None:
        tiles = self.work.orders.middle.tiles
        for _ in range(self.chance.randint(1, 8)):
            if tiles.isVisible() and tiles.cell_count():
                self.touch(tiles, self.chance.randrange(tiles.cell_count()))

    def send(self) -> None:
        self.touch_key(self.work.orders.second_key)

    def to_the_bill(self) -> None:
        self.touch_key(self.work.orders.main_key)

    def cash(self) -> None:
        self.touch_key(self.work.pay.cash_key)

    def back(self) -> None:
        view = self.work.window.view(self.shown())
        self.touch_key(view.top.back_key)

    def time_passes(self) -> None:
        self.work.clock.later(minutes=self.chance.randint(1, 20))
        self.work.program.tick()

    # What must always hold.

    def look(self) -> None:
        """The screen is quiet, and what it says is what the books hold."""
        work = self.work
        work.settle()
        QApplication.processEvents()
        if self.shown() == "orders":
            screen = work.program.orders
            tab = work.shop.till.look(screen.operator, screen.table)
            booked = sum((line.amount for line in tab.lines), ZERO) if tab else ZERO
            typed = sum((line.line.amount for line in screen.draft), ZERO)
            shown = work.orders.ticket.model.total
            assert shown == f"{booked + typed} €", f"the ticket says {shown}, the books {booked} and {typed}"


def widgets() -> Counter[str]:
    """How many widgets there are of each kind."""
    return Counter(type(widget).__name__ for widget in QApplication.allWidgets())


def living() -> int:
    """How many objects live, but for those in caches of a fixed size."""
    for name in [name for name in sys.modules if name.startswith("kasse.")]:
        for found in vars(sys.modules[name]).values():
            if hasattr(found, "cache_parameters") and found.cache_parameters()["maxsize"] is not None:
                found.cache_clear()
    QApplication.processEvents()
    gc.collect()
    return len(gc.get_objects())


def make_all_screens(work: TillAtWork) -> None:
    """They are made when they are first needed, else."""
    for kind in type(work.program).__mro__:
        for name, made in vars(kind).items():
            if isinstance(made, cached_property):
                getattr(work.program, name)


def all_paid(work: TillAtWork) -> None:
    """What was not sent is taken back and each table settled, until the till looks as on any other evening."""
    work.settle()
    work.program.sign_out()
    work.settle()
    for _table, _training, draft in work.program.drafts:
        draft.give_away()
    work.sign_in("Georg Hirsch")
    # A bill that was divided is paid guest by guest.
    while tables := {tab.table for tab in work.shop.till.books.open_tabs() if tab.total}:
        work.program.open_table(tables.pop())
        work.to_pay()
        for _ in range(PAYERS):
            if work.window.shown != "pay":
                break
            work.tap(work.pay.cash_key if work.pay.cash_key.isVisible() else work.pay.main_key)
            work.settle()
        else:
            raise AssertionError(f"a table is not to be paid: {work.notice}")
    work.program.open_table(1)
    work.program.sign_out()
    work.settle()


def test_five_thousand_taps_break_nothing_and_leave_nothing_behind(
    tmp_path: Path, look: Look, qtbot: QtBot, demo_house: MasterFile
) -> None:
    seed = 1 if "CI" in os.environ else random.SystemRandom().randrange(2**32)
    work = open_at_work(tmp_path, look, qtbot, demo_house.master, dict(demo_house.pins))
    hand = Hand(work, seed)
    board = work.desk.board
    board._usual_ms = board._info_ms = 0  # else this whole evening's news would still stand at its end
    make_all_screens(work)
    try:
        hand.go_on(WARM)
        all_paid(work)
        before, objects = widgets(), living()
        hand.go_on(TAPS)
        all_paid(work)
        assert not widgets() - before, "widgets were made and never freed"
        assert living() <= objects * MORE_OBJECTS, "objects were kept that nobody needs"
        assert work.receipt_count() > 5, "nobody sold anything"
    except BaseException as error:
        error.add_note(f"seed {seed}, tap {hand.taps}; the last taps:\n" + "\n".join(hand.trace))
        raise
    finally:
        free(work)
    assert work.findings() == []

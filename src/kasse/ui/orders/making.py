"""Where a new touch layout comes from: ready from the background program if the house has one, else made on a lane here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer

from kasse.domain.catalogue import Catalogue
from kasse.domain.master import Master
from kasse.ports.books import BooksError
from kasse.ports.touch_layouts import ReadyLayouts
from kasse.settings.declared.touch_layout import LAYOUT_FROM_WATCH
from kasse.ui.desk import Desk
from kasse.ui.giving_way import GivingWay
from kasse.ui.notices import Level, Notice
from kasse.ui.orders.layout import KeyRules, Layout, made_ahead
from kasse.usecases.touch_layout import Wish, levels_of, wish_of
from kasse.usecases.touch_layout_form import LayoutError, from_parts

log = logging.getLogger(__name__)

BUILDING = "touch_layout"
"""The matter of the notice."""
PATIENCE_MS = 300
"""Only a layout that takes longer is told."""
PLEASE_WAIT = "Bitte warten – Touchbelegung wird aktualisiert"
WAIT_SECONDS = 3.0
"""So long the background program has; then the till makes the layout itself."""
ASK_AGAIN_MS = 400


@dataclass(frozen=True, slots=True)
class _Job:
    """One layout that is wanted, as master data and settings are at this moment."""

    number: int
    catalogue: Catalogue
    unit: int
    rules: KeyRules
    master: Master
    wish: Wish
    until: float
    """By the hand's clock: when nobody waits for the background program any more."""


class LayoutMaker(QObject):
    """Has layouts made while the one before is sold from. Of several in a row only the last one arrives."""

    def __init__(self, desk: Desk, arrived: Callable[[Layout], None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._arrived = arrived
        self._number = 0

    def begin(self, rules: KeyRules) -> None:
        """Have the layout of the till as it is now."""
        desk, till = self._desk, self._desk.till
        self._number += 1
        master, catalogue = till.master, till.catalogue
        job = _Job(
            self._number,
            catalogue,
            till.unit,
            rules,
            master,
            wish_of(
                master,
                catalogue,
                till.books.business_date,
                till.unit,
                order=rules.order,
                prices=rules.prices,
            ),
            desk.monotonic() + WAIT_SECONDS,
        )
        QTimer.singleShot(PATIENCE_MS, self, partial(self._tell, job.number))
        layouts = desk.opened.layouts
        if layouts is not None and till.settings[LAYOUT_FROM_WATCH] and master.version:
            self._ask(layouts, job)
        else:
            self._make(job)

    def _tell(self, number: int) -> None:
        if number == self._number:
            self._desk.board.post(Notice(BUILDING, Level.INFO, PLEASE_WAIT))

    def _ask(self, layouts: ReadyLayouts, job: _Job) -> None:
        if job.number == self._number:
            self._desk.background.run(
                partial(_take, layouts, job), asker=self, then=partial(self._answered, layouts, job)
            )

    def _answered(self, layouts: ReadyLayouts, job: _Job, answer: Future[Layout | None]) -> None:
        try:
            layout = answer.result()
        except BooksError:
            self._make(job)  # books that do not answer are told of by the next deed
        except LayoutError as error:
            log.warning("the touch layout that lies ready is not readable: %s", error)
            self._make(job)
        else:
            if layout is not None:
                self._take_over(job, layout)
            elif self._desk.monotonic() < job.until:
                QTimer.singleShot(ASK_AGAIN_MS, self, partial(self._ask, layouts, job))
            else:
                self._make(job)

    def _make(self, job: _Job) -> None:
        if job.number == self._number:
            self._desk.background.run(partial(_make, job), asker=self, then=partial(self._made, job))

    def _made(self, job: _Job, made: Future[Layout]) -> None:
        self._take_over(job, made.result())

    def _take_over(self, job: _Job, layout: Layout) -> None:
        if job.number != self._number:
            return  # the master data have changed once more since, and the next one is on its way
        self._number += 1  # nobody waits for it any more
        self._desk.board.solve(BUILDING)
        self._arrived(layout)


def _take(layouts: ReadyLayouts, job: _Job) -> Layout | None:
    """What lies ready for this job, on a lane; None: nothing yet."""
    parts = layouts.take(job.wish.text)
    if not parts:
        return None
    ready = from_parts(parts, job.catalogue, GivingWay())
    return Layout(job.catalogue, job.unit, job.rules, ready).read_ahead()


def _make(job: _Job) -> Layout:
    return made_ahead(job.catalogue, job.unit, job.rules, levels_of(job.master, job.catalogue))

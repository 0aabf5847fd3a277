"""What other tills change in the master data reaches the screens: looked for each minute and when somebody signs in."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject

from kasse.ports.books import BooksError
from kasse.ui.desk import Desk
from kasse.usecases.planned_prices import apply_planned_prices
from kasse.usecases.till import Changed


class Renewal(QObject):
    """Says `Desk.changed` where the till has taken over master data that no screen has heard of."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known = desk.till.master
        self._looking = False
        desk.changed.connect(self._changed)

    def look(self) -> None:
        """Take over what has changed, on the lane of the books, behind what somebody waits for."""
        if not self._looking:
            self._looking = True
            self._desk.books.run(
                partial(apply_planned_prices, self._desk.till), asker=self, then=self._looked
            )

    def announce(self) -> None:
        """Tell the screens what the till has taken over by itself, as it does when somebody signs in."""
        if self._desk.till.master is not self._known:
            self._desk.changed.emit(Changed.MASTER)

    def _looked(self, done: Future[Changed]) -> None:
        self._looking = False
        try:
            changed = done.result()
        except BooksError:
            return  # books that do not answer are told of by the next deed, and looked at again in a minute
        if changed:
            self._desk.changed.emit(changed)

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.MASTER in changed:
            self._known = self._desk.till.master

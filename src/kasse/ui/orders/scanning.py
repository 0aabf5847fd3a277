"""A scanner types like a keyboard: many digits at once and the enter key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.domain.catalogue import Article
from kasse.ui.questions import one_of
from kasse.ui.widgets.choices import Choice

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen

LEAST_DIGITS = 6
"""Fewer digits before the enter key were typed by somebody who wants to go on."""
PAUSE_SECONDS = 0.5
"""After a pause as long as this, what is typed is something new."""


class Scanning:
    """Tells codes from what is typed by hand, and orders what they stand for."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._digits = ""
        self._last = float("-inf")
        self._pending = ""
        """The number that was typed before the code: so many are wanted."""
        screen.view.keyed.connect(self._keyed)
        screen.view.scan_ends = self.end

    def _keyed(self, sign: str) -> None:
        now = self._screen.desk.monotonic()
        if not self._digits or now - self._last > PAUSE_SECONDS:
            self._digits, self._pending = "", self._screen.pending
        self._digits += sign
        self._last = now

    def end(self) -> bool:
        """The enter key. Whether it ended a code, which then is ordered."""
        code, self._digits = self._digits, ""
        screen = self._screen
        late = screen.desk.monotonic() - self._last > PAUSE_SECONDS
        if len(code) < LEAST_DIGITS or late or screen.question is not None or screen.view.middle.transferring:
            return False
        screen.pending = self._pending
        if not self.order(code):
            screen.desk.board.say(f"Zum Code {code} gibt es keinen Artikel.")
            screen.desk.refused.emit()
            screen.refresh()
        return True

    def order(self, code: str) -> bool:
        """Order what a code stands for; where that is several, ask. False: it stands for nothing."""
        screen = self._screen
        found = screen.card.layout.scanned(code)
        if len(found) > 1:
            choices = [Choice(article.number, article.name, sub=self._sub(article)) for article in found]
            screen.ask(
                one_of("Welcher Artikel?", choices, self._chosen, hint=f"Den Code {code} haben mehrere.")
            )
        elif found:
            screen.order(found[0])
        return bool(found)

    def _chosen(self, number: object) -> None:
        self._screen.order(self._screen.till.catalogue.articles[int(str(number))])

    def _sub(self, article: Article) -> str:
        card = self._screen.card
        return card.layout.tile(article, card.levels).price

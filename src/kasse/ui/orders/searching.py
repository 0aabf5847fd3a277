"""Finding an article by its name, number or code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.remaining import why_not

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class Searching:
    """Covers tiles and rail while words are typed; a tap on what was found orders it."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._open = False
        view = screen.view
        view.text_changed.connect(self._show)
        view.text_accepted.connect(self._first)
        view.text_cancelled.connect(self._close)
        view.result_tapped.connect(self._take)

    def open(self) -> None:
        """Ask for words."""
        self._open = True
        ask = TextAsk("Artikel suchen", accept="Erster Treffer", placeholder="Name oder Nummer", search=True)
        self._screen.ask_text(ask)
        self._show("")

    def _show(self, words: str) -> None:
        if self._open:
            screen = self._screen
            screen.view.show_results(screen.card.found(words))

    def _first(self, words: str) -> None:
        if not self._open:
            return
        found = self._screen.card.layout.search(words)
        if self._screen.card.layout.scanned(words):
            self._close()
            self._screen.scanning.order(words)
        elif found:
            self._take(found[0].number)
        else:
            self._screen.desk.board.say("Dazu gibt es keinen Artikel.")

    def _take(self, number: object) -> None:
        if not self._open:
            return
        till = self._screen.till
        article = till.catalogue.articles[int(str(number))]
        if reason := why_not(till, article):
            self._screen.desk.board.say(reason)
            return
        self._close()
        self._screen.order(article)

    def _close(self) -> None:
        if self._open:
            self._open = False
            self._screen.close_question()

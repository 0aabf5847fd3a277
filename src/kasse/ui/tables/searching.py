"""Finding a table by its number or by whoever sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.ui.tables.listing import found_tables
from kasse.ui.widgets.text_entry import TextAsk

if TYPE_CHECKING:
    from kasse.ui.tables.screen import TablesScreen


class Searching:
    """Works for the table overview: covers it while words are typed; a tap on what was found opens it."""

    def __init__(self, screen: TablesScreen) -> None:
        self._screen = screen
        self._open = False
        view = screen.view
        view.search_asked.connect(self._ask)
        view.text_changed.connect(self._show)
        view.text_cancelled.connect(self._close)
        view.result_tapped.connect(self._take)

    def _ask(self) -> None:
        ask = TextAsk(
            "Tisch oder Gast suchen", accept="Erster Treffer", placeholder="Nummer oder Name", search=True
        )
        self._screen.ask_text(ask, self._first)
        self._open = True
        self._show("")

    def _show(self, words: str) -> None:
        screen = self._screen
        if self._open and screen.operator is not None:
            found = found_tables(screen.till, screen.tabs, words, operator=screen.operator)
            screen.view.show_results([tile for _, tile in found])

    def _first(self, words: str) -> None:
        """The key that ends the search; the floor is back already."""
        self._close()
        screen, operator = self._screen, self._screen.operator
        if operator is None:
            return
        found = next(found_tables(screen.till, screen.tabs, words, operator=operator), None)
        if found is None:
            screen.desk.board.say("Dazu gibt es keinen Tisch.")
        else:
            screen.open(found[0])

    def _take(self, table: object) -> None:
        if self._open:
            self._close()
            self._screen.close_question()
            self._screen.open(int(str(table)))

    def _close(self) -> None:
        self._open = False

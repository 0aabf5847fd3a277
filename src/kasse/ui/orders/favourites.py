"""The page of the card that belongs to whoever is signed in: what he has chosen for it, in his order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.catalogue import Article
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.tabs import Tab
from kasse.usecases.favourites import favourites, set_favourite
from kasse.usecases.till import Changed

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen

OWN = -1
"""The place of that page; those of the card count from 0."""
_TAB = Tab(OWN, "Meine", icon="star")
ON, OFF = "favourite", "no favourite"


class Favourites:
    """There is no such page while nothing is chosen for it, and nothing is ever put there by itself."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen

    @property
    def numbers(self) -> tuple[int, ...]:
        """Their article numbers."""
        return favourites(self._screen.till, self._screen.operator)

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """What stands before the pages of the card."""
        return (_TAB,) if self.numbers else ()

    def choice(self, article: Article) -> Choice:
        """What can be said of an article, asked for where its tile is held."""
        if article.number in self.numbers:
            return Choice(OFF, "Kein Favorit mehr", icon="star")
        return Choice(ON, "Als Favorit", icon="star")

    def take(self, article: Article, *, on: bool) -> None:
        """It is one from now on, or no more."""
        screen = self._screen

        def kept(_changed: Changed) -> None:
            screen.show_menu()
            words = "steht jetzt auf der Seite „Meine“" if on else "ist kein Favorit mehr"
            screen.desk.board.say(f"„{article.name}“ {words}.")
            screen.refresh()

        work = partial(set_favourite, screen.till, screen.operator, article.number, on=on)
        screen.desk.do(screen.desk.books, work, asker=screen, then=kept)

"""Function articles: keys among the tiles that do something instead of being sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.domain.catalogue import Article
from kasse.domain.money import Money
from kasse.ui.desk import once
from kasse.ui.questions import AmountQuestion
from kasse.usecases.take_payment import Paid
from kasse.usecases.use_function import NEEDS_AMOUNT, use_function

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class FunctionKeys:
    """Does what a function article stands for; asks for an amount where one is needed."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen

    def use(self, article: Article) -> None:
        """The key was tapped."""
        if article.function in NEEDS_AMOUNT:
            self._screen.ask(
                AmountQuestion(article.name, lambda amount: self._do(article, amount), confirm="Buchen")
            )
        else:
            self._do(article, None)

    def _do(self, article: Article, amount: Money | None) -> None:
        screen = self._screen
        operator = screen.operator

        def done(paid: Paid | None) -> None:
            number = f", Beleg {paid.receipt.number}" if paid else ""
            if paid is not None:
                screen.desk.note_secured(paid.secured)
            screen.desk.board.say(f"„{article.name}“ ist erledigt{number}.")

        # Some of them are signed, so they wait where waiting harms nobody.
        screen.desk.do(
            screen.desk.signing,
            once(
                screen.till, lambda key: use_function(screen.till, operator, article.number, amount, key=key)
            ),
            asker=screen,
            then=done,
        )

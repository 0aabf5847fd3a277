"""What is left of an article: locked, there again, or so many portions; asked for where its tile is held."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.catalogue import Article
from kasse.domain.quantity import Quantity
from kasse.domain.staff import Right
from kasse.ui import wording
from kasse.ui.questions import NumberQuestion
from kasse.ui.widgets.choices import Choice, Section
from kasse.usecases.set_availability import lock_article, set_remaining, unlock_article

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class Leftovers:
    """Says it to the books, by right, and to whoever stands at the till."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen

    def choices(self, article: Article) -> list[Choice]:
        """What can be said of it now."""
        screen = self._screen
        off = wording.missing_right(screen.till.staff, screen.operator, Right.MASTER_DATA)
        now = screen.till.availability(article)
        left = "" if now.left is None else f"noch {wording.portions(now.left)}"
        lock = Choice("out", "Ausverkauft", icon="ban", off=off)
        if now.gone:
            lock = Choice("again", "Wieder da", icon="undo-2", off=off)
        return [lock, Choice("left", "Restmenge …", left, icon="package", off=off)]

    def chosen(self, article: Article) -> Callable[[object], None]:
        """What a tap on one of them does."""
        deeds = {
            "out": partial(self._lock, article, locked=True),
            "again": partial(self._lock, article, locked=False),
            "left": partial(self._ask, article),
        }
        return lambda key: deeds[str(key)]()

    def toggle(self) -> None:
        """The chosen line's article is sold out, or there again."""
        new, sent = self._screen.draft_line, self._screen.sent_line
        number = new.wish.article if new else sent.article if sent else None
        article = self._screen.till.catalogue.articles.get(number or 0)
        if article is not None:
            self._lock(article, locked=not self._screen.till.availability(article).gone)

    def _lock(self, article: Article, *, locked: bool) -> None:
        screen = self._screen
        word = "ausverkauft" if locked else "wieder da"
        deed = lock_article if locked else unlock_article
        screen.desk.do(
            screen.desk.books,
            partial(deed, screen.till, screen.operator, article.number),
            asker=screen,
            then=lambda _: screen.desk.board.say(f"„{article.name}“ ist {word}."),
        )

    def _ask(self, article: Article) -> None:
        screen = self._screen
        uncounted = Choice("uncounted", "Nicht mehr zählen", icon="undo-2")
        counted = screen.till.availability(article).left is not None
        screen.ask(
            NumberQuestion(
                f"Wie viel ist von {article.name} noch da?",
                lambda count: self._set(article, Quantity.of(count)),
                confirm="Restmenge setzen",
                sections=(Section("", (uncounted,)),) if counted else (),
                chosen=lambda _: self._set(article, None),
            )
        )

    def _set(self, article: Article, left: Quantity | None) -> None:
        screen = self._screen
        said = f"„{article.name}“ wird nicht mehr gezählt."
        if left is not None:
            said = f"Von „{article.name}“ {'ist' if left == Quantity.of(1) else 'sind'} noch {left} da."
        screen.desk.do(
            screen.desk.books,
            partial(set_remaining, screen.till, screen.operator, article.number, left),
            asker=screen,
            then=lambda _: screen.desk.board.say(said),
        )

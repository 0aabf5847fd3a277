"""What goes onto the ticket: articles with the quantity that was typed, and the line that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.catalogue import Article
from kasse.domain.orders import Line, Tab, Wish
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.settings.declared.ordering import SIDE_ORDER
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.asking import Asking
from kasse.ui.orders.draft import Draft, DraftLine, Pricing
from kasse.ui.orders.quantities import WeightQuestion, quantity_of, typed_quantity
from kasse.ui.orders.sides import SidesQuestion
from kasse.ui.widgets.number_pad import COMMA
from kasse.usecases.remaining import why_not
from kasse.usecases.till import Till

if TYPE_CHECKING:
    from kasse.ui.orders.card import Card
    from kasse.ui.orders.functions import FunctionKeys
    from kasse.ui.orders.line_actions import LineActions
    from kasse.ui.orders.transfers import Transfers


class Entry(Asking):
    """The part of the order screen that tiles, lines and pad work on."""

    till: Till
    draft: Draft
    tab: Tab | None
    selected: object
    pending: str
    """The number typed before the article that it counts."""
    take_away: bool
    card: Card
    lines: LineActions
    functions: FunctionKeys
    transfers: Transfers

    @property
    def operator(self) -> Operator:
        """Who is signed in."""
        raise NotImplementedError

    @property
    def pricing(self) -> Pricing:
        """What things cost for whoever is signed in."""
        raise NotImplementedError

    def act(self, action: object) -> None:
        """A key of the rail, of the top bar, or of *Mehr*."""
        raise NotImplementedError

    def tile(self, key: object) -> None:
        """A tile was tapped."""
        self.order(self.till.catalogue.articles[int(str(key))])

    def order(self, article: Article, quantity: Quantity | None = None) -> None:
        """Put an article on the ticket, or do what it stands for."""
        typed = str(quantity) if quantity else self.pending
        if article.function is not None:
            self.functions.use(article)
        elif article.open_price:
            self.lines.ask_price(article, quantity or self.take_pending())
        elif article.by_weight and quantity is None and not self.pending:
            self.ask(WeightQuestion(article.name, partial(self.order, article)))
        else:
            self.put(
                self.wish(article, quantity or self.take_pending()), back=partial(self.type_again, typed)
            )

    def wish(self, article: Article, quantity: Quantity) -> Wish:
        """So much of it, at the prices in use."""
        levels = self.card.levels
        return Wish(
            article.number,
            quantity,
            price_level=levels.chosen,
            usual_level=levels.usual,
            take_away=self.take_away,
        )

    def put(self, wish: Wish, *, confirmed: bool = False, back: Callable[[], None] | None = None) -> None:
        """Put a wish on the draft and show it. Sides that it needs are asked for.

        Above the input limit it is asked for once, unless it is `confirmed`; `back` brings back what was typed.
        """
        if not self.draft.lines:
            self.draft.operator = self.operator.number
        try:
            if not confirmed and self.lines.asks_limit(wish, partial(self.put, wish, confirmed=True), back):
                return
            line = self.draft.add(wish, self.pricing)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            self.refresh()
            return
        self.selected = line.key
        self.refresh()
        if line.missing:
            self.ask_sides(line, needed=True)

    def ask_sides(self, line: DraftLine, *, needed: bool) -> None:
        """Open the side groups of a line in the place of the tiles."""

        def changed(wish: Wish) -> DraftLine:
            return self.draft.change(line.key, wish, self.pricing)

        off = partial(why_not, self.till)
        question = SidesQuestion(
            line, self.till.catalogue, changed, self.close_question, needed=needed, off=off,
            order=self.till.settings[SIDE_ORDER],
        )  # fmt: skip
        if question.groups:
            self.ask(question)
        else:
            self.desk.board.say(f"Zu „{line.line.name}“ gibt es keine Beilagen.")

    def many(self, key: object, count: int) -> None:
        """A finger slid from a tile onto a number: so many of it. Nobody means that many kilograms."""
        article = self.till.catalogue.articles[int(str(key))]
        self.order(article, None if article.by_weight else Quantity.of(count))

    def tile_off(self, key: object) -> None:
        """A tile that is off was tapped: say why."""
        self.desk.board.say(why_not(self.till, self.till.catalogue.articles[int(str(key))]))

    # Lines and digits.

    @property
    def comma(self) -> bool:
        """Whether the pad has a comma now: wherever the × would have nothing to multiply."""
        if self.question is not None:
            return self.question.takes_comma
        return COMMA not in self.pending and (self.pending == "" or self.draft_line is None)

    def line(self, key: object) -> None:
        """A line of the ticket was tapped: it is chosen, or no more."""
        if isinstance(key, tuple):
            self.desk.board.say("Dieser Posten wird noch gesendet.", "Bitte noch einmal auf Senden tippen.")
            return
        self.selected = None if key == self.selected else key
        if isinstance(self.question, SidesQuestion):
            self.close_question()
        self.refresh()

    def line_held(self, key: object) -> None:
        """A line of the ticket was held: what can be done with it."""
        if not isinstance(key, tuple):
            self.selected = key
            self.act(OrderAction.MORE)

    @property
    def draft_line(self) -> DraftLine | None:
        """The chosen line, if it is not sent yet."""
        return self.draft.find(self.selected)

    @property
    def sent_line(self) -> Line | None:
        """The chosen line, if it is sent."""
        lines = self.tab.lines if self.tab else ()
        return next((line for line in lines if line.id == self.selected), None)

    def type_again(self, digits: str) -> None:
        """The number as it stood there before it was used."""
        self.pending = digits
        self.refresh()

    def take_pending(self) -> Quantity:
        """The number typed before, else one; it is used up by that."""
        typed, self.pending = self.pending, ""
        return quantity_of(typed)

    def typed(self, sign: str) -> None:
        """A key of the pad: for what is asked, for a table to move to, else the quantity of what comes next."""
        if self.question is not None and self.question.takes_digits:
            self.question.type(sign)
            self.show_question()
        elif self.view.middle.transferring:
            self.transfers.type(sign)
        elif sign == "×":
            self.lines.resize()
        else:
            self.pending = typed_quantity(self.pending, sign)
        self.refresh()

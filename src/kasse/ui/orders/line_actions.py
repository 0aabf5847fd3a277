"""What can be done with one line: quantity, sides, note, course, void, price, discount."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kasse.domain.catalogue import Article
from kasse.domain.money import Money
from kasse.domain.orders import Line, Wish
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Right
from kasse.settings.declared.ordering import COURSES, HOLD_COURSES, LIMIT_PRICE, LIMIT_QUANTITY
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.discounting import ask_discount
from kasse.ui.orders.draft import DraftLine
from kasse.ui.orders.favourites import OFF, ON
from kasse.ui.orders.limits import LimitQuestion, why_unusual
from kasse.ui.orders.quantities import HowMany, quantity_of
from kasse.ui.orders.voiding import VoidQuestion
from kasse.ui.questions import AmountQuestion, one_of
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.book_order import OrderSent
from kasse.usecases.change_line import change_price
from kasse.usecases.remaining import out_of_time
from kasse.usecases.void_lines import void_lines

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen

WAITS = "Der erste Gang kommt gleich, spätere warten auf Abruf."
CHOOSE_LINE = "Zuerst einen Posten antippen."


class LineActions:
    """Works on the line that is chosen on the order screen."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._noted: int | None = None
        screen.view.text_accepted.connect(self._note)
        screen.view.text_cancelled.connect(self._forget_note)

    def off(self) -> dict[OrderAction, str]:
        """Which actions are not possible now, and why."""
        s = self._screen
        new, sent = s.draft_line, s.sent_line
        only_new = "" if new else "Das geht, solange der Posten nicht gesendet ist." if sent else CHOOSE_LINE
        only_sent = "" if sent else "Das geht nach dem Senden." if new else CHOOSE_LINE
        lacking = partial(wording.missing_right, s.till.staff, s.operator)
        nothing = not s.draft.lines and not (s.tab and s.tab.lines)
        void_off = "Hier gibt es nichts zu stornieren." if nothing else ""
        return {
            OrderAction.SIDES: only_new,
            OrderAction.NOTE: only_new,
            OrderAction.COURSE: only_new,
            OrderAction.PRICE: lacking(Right.PRICE) or only_sent,
            OrderAction.DISCOUNT: lacking(Right.DISCOUNT) or only_sent,
            OrderAction.VOID: (lacking(Right.VOID) if sent and not self._screen.operator.menus else "")
            or void_off,
            OrderAction.SOLD_OUT: lacking(Right.MASTER_DATA) or ("" if new or sent else CHOOSE_LINE),
        }

    def subs(self) -> dict[OrderAction, str]:
        """What is set now, in a word."""
        new = self._screen.draft_line
        if new is None:
            return {}
        return {OrderAction.COURSE: str(new.line.course or ""), OrderAction.NOTE: new.wish.remark[:20]}

    def act(self, action: OrderAction) -> bool:
        """Do it; False if the action is none of a line."""
        deeds: dict[OrderAction, Callable[[], None]] = {
            OrderAction.SIDES: self._sides,
            OrderAction.NOTE: self._ask_note,
            OrderAction.COURSE: self._ask_course,
            OrderAction.PRICE: self._ask_new_price,
            OrderAction.DISCOUNT: self._ask_discount,
            OrderAction.VOID: self._void,
            OrderAction.SOLD_OUT: self._screen.leftovers.toggle,
        }
        deed = deeds.get(action)
        if deed is None:
            return False
        reason = self.off().get(action, "")
        if reason:
            self._screen.desk.board.say(reason)
        else:
            deed()
        return True

    # What is not sent yet.

    def change(self, line: DraftLine, wish: Wish) -> None:
        """Another wish in the place of one; what is refused is told, and the line stays as it is."""
        screen = self._screen
        try:
            screen.draft.change(line.key, wish, screen.pricing)
        except Refused as refusal:
            screen.desk.board.say(str(refusal))
        screen.refresh()

    def resize(self) -> None:
        """The number typed becomes the quantity of the chosen line."""
        screen = self._screen
        line, typed = screen.draft_line, screen.pending
        if not typed or line is None:
            screen.desk.board.say("Erst die Zahl, dann × für den gewählten neuen Posten.")
            return
        screen.pending = ""
        wish = replace(line.wish, quantity=quantity_of(typed))
        resize, back = partial(self.change, line, wish), partial(screen.type_again, typed)
        try:
            asked = self.asks_limit(wish, resize, back)
        except Refused as refusal:
            screen.desk.board.say(str(refusal))
            screen.refresh()
            return
        if not asked:
            resize()

    def step(self, way: int) -> None:
        """One more (1) or one less (−1) of the chosen line, else of the newest; of a sent one it is ordered or voided."""
        screen = self._screen
        sent = screen.sent_line
        line = screen.draft_line or (screen.draft.lines[-1] if screen.draft.lines else None)
        if sent is not None and way < 0:
            screen.pending = "1"
            self.act(OrderAction.VOID)
        elif sent is not None:
            screen.order(screen.till.catalogue.articles[sent.components[0].article])
        elif line is None:
            screen.desk.board.say(CHOOSE_LINE)
        elif way < 0:
            screen.pending = "1"
            self._void()
        else:
            wish = replace(line.wish, quantity=line.wish.quantity + Quantity.of(1))
            resize = partial(self.change, line, wish)
            try:
                if not self.asks_limit(wish, resize):
                    resize()
            except Refused as refusal:
                screen.desk.board.say(str(refusal))

    def asks_limit(
        self, wish: Wish, go_on: Callable[[], None], back: Callable[[], None] | None = None
    ) -> bool:
        """Ask whether so much is meant, if it is above the input limit of the house.

        Raises:
            Refused: it has no price.
        """
        screen = self._screen
        settings = screen.till.settings
        if settings[LIMIT_QUANTITY] is None and settings[LIMIT_PRICE] is None:
            return False
        line = screen.pricing.line(wish)
        why = why_unusual(line, settings)
        if why:
            screen.ask(LimitQuestion(line, why, go_on, back or screen.refresh))
        return bool(why)

    def ask_how_many(self, key: object) -> None:
        """A tile was held: how many of it, or no more of it today."""
        screen = self._screen
        article = screen.till.catalogue.articles[int(str(key))]
        if article.function is not None:
            screen.order(article)
            return
        others = (*screen.leftovers.choices(article), screen.favourites.choice(article))

        def chosen(answer: object) -> None:
            if answer in (ON, OFF):
                screen.favourites.take(article, on=answer == ON)
            else:
                screen.leftovers.chosen(article)(answer)

        if screen.till.availability(article).gone:
            screen.ask(one_of(f"{article.name} ist ausverkauft", others, chosen))
        elif late := out_of_time(screen.till, article):
            screen.ask(one_of(f"{article.name}: {late.word}", others, chosen, hint=late.sentence))
        else:
            screen.ask(HowMany(article.name, partial(screen.order, article), others, chosen))

    def ask_price(self, article: Article, quantity: Quantity) -> None:
        """The price of an article that has none of its own."""
        screen = self._screen

        def answered(price: Money) -> None:
            screen.put(
                replace(screen.wish(article, quantity), price=price), back=partial(screen.ask, question)
            )

        question = AmountQuestion(f"Preis für {article.name}", answered, confirm="Bonieren")
        screen.ask(question)

    def _sides(self) -> None:
        line = self._screen.draft_line
        if line is not None:
            self._screen.ask_sides(line, needed=False)

    def _ask_note(self) -> None:
        line = self._screen.draft_line
        if line is not None:
            self._noted = line.key
            remarks = self._screen.till.house.remarks
            self._screen.ask_text(
                TextAsk(f"Notiz zu {line.line.name}", line.wish.remark, suggestions=remarks, most=120)
            )

    def _note(self, words: str) -> None:
        key, self._noted = self._noted, None
        line = self._screen.draft.find(key) if key is not None else None
        if line is not None:
            self.change(line, replace(line.wish, remark=words))
            self._screen.close_question()

    def _forget_note(self) -> None:
        if self._noted is not None:
            self._noted = None
            self._screen.close_question()

    def _ask_course(self) -> None:
        line = self._screen.draft_line
        if line is None:
            return
        courses = self._screen.till.settings[COURSES]
        choices = [Choice(0, "ohne Gang", chosen=not line.line.course)]
        choices += [Choice(n, f"{n}. Gang", chosen=n == line.line.course) for n in range(1, courses + 1)]
        self._screen.ask(
            one_of(
                f"{line.line.name} zum …",
                choices,
                lambda course: self.change(line, replace(line.wish, course=int(str(course)))),
                hint=WAITS if self._screen.till.settings[HOLD_COURSES] else "",
            )
        )

    # What is sent.

    def _book(self, deed: Callable[[UUID], OrderSent]) -> None:
        screen = self._screen
        screen.desk.do(screen.desk.books, once(screen.till, deed), asker=screen, then=screen.booked)

    def _void(self) -> None:
        screen = self._screen
        sent = screen.sent_line
        if sent is not None:
            typed = screen.pending
            screen.pending = ""
            screen.ask(
                VoidQuestion(sent, screen.till.house.void_reasons, typed, partial(self._void_sent, sent))
            )
            return
        line = screen.draft_line or (screen.draft.lines[-1] if screen.draft.lines else None)
        if line is None:
            screen.desk.board.say(CHOOSE_LINE)
            return
        left = line.wish.quantity - screen.take_pending() if screen.pending else Quantity(0)
        try:
            screen.draft.resize(line.key, max(left, Quantity(0)), screen.pricing)
        except Refused as refusal:
            screen.desk.board.say(str(refusal))
        screen.selected = screen.draft.lines[-1].key if screen.draft.lines else None
        screen.refresh()

    def _void_sent(self, line: Line, quantity: Quantity, reason: str) -> None:
        screen = self._screen
        if screen.operator.menus:
            screen.recall.cancel(line, quantity, reason)
            return
        self._book(
            lambda key: void_lines(
                screen.till, screen.operator, screen.table, [(line.id, quantity)], reason, key=key
            )
        )

    def _ask_new_price(self) -> None:
        screen, line = self._screen, self._screen.sent_line
        if line is None:
            return
        operator, table = screen.operator, screen.table

        def answered(price: Money) -> None:
            self._book(
                lambda key: change_price(
                    screen.till, operator, table, line.id, price, "Preis geändert", key=key
                )
            )

        screen.ask(AmountQuestion(f"Neuer Preis für {line.name}", answered, confirm="Preis ändern"))

    def _ask_discount(self) -> None:
        line = self._screen.sent_line
        if line is not None:
            ask_discount(self._screen, line, self._book)

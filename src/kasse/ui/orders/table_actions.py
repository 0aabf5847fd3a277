"""What can be done with the whole table: round again, interim bill, name, guests, payer, internal account, waiter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import InternalAccount, PaymentMethod
from kasse.domain.catalogue import Article, Catalogue, Levels
from kasse.domain.orders import Line, Wish
from kasse.domain.orders.internal import rule_of
from kasse.domain.staff import Right
from kasse.ports.books import TabSummary
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.handing import Handing
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.quantities import quantity_of
from kasse.ui.orders.ticket_lines import short_title
from kasse.ui.questions import NumberQuestion, Question, one_of
from kasse.ui.widgets.choices import Choice, Section
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.book_internal import book_internal
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.hand_over import hand_over_off
from kasse.usecases.print_again import print_interim_bill
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen

NOTHING_OPEN = "Auf diesem Tisch ist nichts gesendet."


def wish_again(line: Line, article: Article | None, catalogue: Catalogue) -> Wish:
    """The same once more, at the price level that it was ordered at."""
    open_price = article is not None and article.open_price
    decided = Levels(0, line.price_level, catalogue.take_away_level if line.take_away else 0)
    by_hand = article is not None and decided.of(article) != line.price_level
    return Wish(
        line.article,
        line.quantity,
        sides=tuple(side.article for side in line.components[1:]),
        price=line.components[0].unit_price if open_price else None,
        price_level=line.price_level if by_hand else 0,
        usual_level=line.price_level,
        take_away=line.take_away,
        course=line.course,
        remark=line.remark,
    )


class TableActions:
    """Works on the table that is shown on the order screen."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._words: Callable[[str], None] | None = None
        self._handing = Handing(screen, screen, lambda _: screen.navigator.show_tables())
        screen.view.text_accepted.connect(self._text)
        screen.view.text_cancelled.connect(self._forget)

    def off(self) -> dict[OrderAction, str]:
        """Which actions are not possible now, and why."""
        s = self._screen
        lacking = partial(wording.missing_right, s.till.staff, s.operator)
        is_open = bool(s.tab and s.tab.lines)
        nothing = "" if is_open else NOTHING_OPEN
        printer = "" if s.till.terminal.receipt_printer else "An dieser Kasse ist kein Belegdrucker."
        several = len(s.card.layout.menus) > 1
        return {
            OrderAction.TRANSFER: lacking(Right.TRANSFER) or nothing,
            OrderAction.ROUND: nothing,
            OrderAction.INTERIM_BILL: lacking(Right.PAY) or nothing or printer,
            OrderAction.INTERNAL: lacking(Right.INTERNAL)
            or nothing
            or ("" if self._accounts() else "Es ist kein internes Konto angelegt."),
            OrderAction.HANDOVER: hand_over_off(s.till, s.operator) or nothing,
            OrderAction.MENU: "" if several else "Es gibt nur eine Karte.",
        }

    def subs(self) -> dict[OrderAction, str]:
        """What is set now, in a word."""
        s = self._screen
        tab = s.tab
        subs = {OrderAction.PRICE_LEVEL: str(s.card.level), OrderAction.MENU: s.card.menu.name}
        if tab is not None:
            subs |= {
                OrderAction.GUESTS: str(tab.guests or ""),
                OrderAction.TABLE_NAME: tab.name,
                OrderAction.PAYER: tab.payer or tab.payment_code,
            }
        return subs

    def act(self, action: OrderAction) -> None:
        """Do it, or say why not."""
        deeds: dict[OrderAction, Callable[[], None]] = {
            OrderAction.ROUND: self._round_again,
            OrderAction.INTERIM_BILL: self._print_interim_bill,
            OrderAction.PAYER: self._ask_payer,
            OrderAction.INTERNAL: self._ask_account,
            OrderAction.TABLE_NAME: self._ask_name,
            OrderAction.GUESTS: self._ask_guests,
            OrderAction.HANDOVER: self._ask_receiver,
            OrderAction.PRICE_LEVEL: self._ask_level,
            OrderAction.MENU: self._ask_menu,
        }
        reason = self.off().get(action, "")
        if reason:
            self._screen.desk.board.say(reason)
        elif action in deeds:
            deeds[action]()

    def _round_again(self) -> None:
        """What was sent last, once more; it can still be changed before it is sent."""
        screen = self._screen
        lines = screen.tab.lines if screen.tab else ()
        last = max(line.ordered_at for line in lines)
        with screen.draft.one_step():
            for line in lines:
                if line.ordered_at == last:
                    article = screen.till.catalogue.articles.get(line.article)
                    screen.put(wish_again(line, article, screen.till.catalogue), confirmed=True)
        screen.refresh()

    def _print_interim_bill(self) -> None:
        screen = self._screen
        screen.desk.do(
            screen.desk.books,
            partial(print_interim_bill, screen.till, screen.operator, screen.table),
            asker=screen,
            then=lambda _: screen.desk.board.say("Die Zwischenrechnung wird gedruckt."),
        )

    # Who sits there.

    def _describe(self, work: Callable[[], Changed]) -> None:
        screen = self._screen

        def described(_changed: Changed) -> None:
            screen.reload_tab()
            screen.refresh()

        screen.desk.do(screen.desk.books, work, asker=screen, then=described)

    def _ask_words(self, ask: TextAsk, answered: Callable[[str], None]) -> None:
        self._screen.ask_text(ask)
        self._words = answered

    def _text(self, words: str) -> None:
        answered, self._words = self._words, None
        if answered is not None:
            self._screen.close_question()
            answered(words)

    def _forget(self) -> None:
        if self._words is not None:
            self._words = None
            self._screen.close_question()

    def _ask_name(self) -> None:
        s = self._screen
        table, operator = s.table, s.operator

        def answered(words: str) -> None:
            self._describe(partial(describe_tab, s.till, operator, table, name=words))

        self._ask_words(
            TextAsk(f"Name für {short_title(table, None)}", s.tab.name if s.tab else "", most=40), answered
        )

    def _ask_guests(self) -> None:
        s = self._screen
        table, operator = s.table, s.operator

        def answered(count: int) -> None:
            self._describe(partial(describe_tab, s.till, operator, table, guests=count))

        if s.pending:
            count, s.pending = quantity_of(s.pending).thousandths // 1000, ""
            answered(count)
        else:
            choices = tuple(Choice(n, str(n)) for n in range(1, 13))
            s.ask(
                NumberQuestion(
                    "Gäste",
                    answered,
                    sections=(Section("", choices),),
                    chosen=lambda n: answered(int(str(n))),
                )
            )

    def _ask_payer(self) -> None:
        """Who is going to pay, and how (Rechnungsträger)."""
        s = self._screen
        table, operator = s.table, s.operator
        tab = s.tab

        def named(words: str) -> None:
            self._describe(partial(describe_tab, s.till, operator, table, payer=words))

        def chosen(key: object) -> None:
            if key == "name":
                self._ask_words(TextAsk("Rechnungsträger", tab.payer if tab else "", most=60), named)
            else:
                code = "" if tab and tab.payment_code == key else str(key)
                self._describe(partial(describe_tab, s.till, operator, table, payment_code=code))

        payer = tab.payer if tab else ""
        code = tab.payment_code if tab else ""
        methods = tuple(
            _method_choice(method, chosen=method.code == code)
            for method in s.till.house.payment_methods.values()
            if method.active
        )
        who = Choice("name", payer or "Name eingeben", icon="building-2", chosen=bool(payer))
        sections = (Section("Wer zahlt", (who,)), Section("Wie gezahlt wird", methods))
        s.ask(Question("Rechnungsträger", sections, chosen))

    # Where it goes.

    def _accounts(self) -> list[InternalAccount]:
        accounts = self._screen.till.house.internal_accounts.values()
        return [account for account in accounts if account.active]

    def _ask_account(self) -> None:
        s = self._screen
        line = s.sent_line
        table, operator = s.table, s.operator

        def chosen(number: object) -> None:
            parts = None if line is None else (line,)
            account = int(str(number))
            # Waits for the signing device, so not on the lane of the books.
            s.desk.do(
                s.desk.signing,
                once(
                    s.till, lambda key: book_internal(s.till, operator, table, account, parts=parts, key=key)
                ),
                asker=s,
                then=self._booked_internally,
            )

        what = "Der ganze Tisch" if line is None else f"{wording.portions(line.quantity)} × {line.name}"
        choices = [Choice(a.number, a.name, rule_of(a), icon="store") for a in self._accounts()]
        s.ask(one_of(f"{what} auf internes Konto", choices, chosen))

    def _booked_internally(self, paid: Paid) -> None:
        screen = self._screen
        screen.desk.note_secured(paid.secured)
        screen.desk.board.say(f"Auf „{paid.receipt.reason}“ gebucht, Beleg {paid.receipt.number}.")
        screen.reload_tab()
        screen.refresh()

    def _ask_receiver(self) -> None:
        s = self._screen
        tab = next((t for t in s.till.books.open_tabs() if self._is_here(t)), None)
        if tab is not None:
            self._handing.ask(s.operator, tab)

    def _is_here(self, tab: TabSummary) -> bool:
        s = self._screen
        waiter = s.tab.waiter if s.tab else 0
        return (tab.table, tab.training, tab.waiter) == (s.table, s.operator.training, waiter)

    # What is shown.

    def _ask_level(self) -> None:
        s = self._screen
        levels = [Choice(n, f"Preisebene {n}", chosen=n == s.card.level) for n in range(1, 10)]
        s.ask(one_of("Preisebene", levels, s.card.choose_level, hint="Gilt, bis der Tisch verlassen wird."))

    def _ask_menu(self) -> None:
        s = self._screen
        menus = [Choice(m.number, m.name, chosen=m.number == s.card.menu.number) for m in s.card.layout.menus]
        s.ask(one_of("Karten", menus, s.card.choose_menu))


def _method_choice(method: PaymentMethod, *, chosen: bool) -> Choice:
    return Choice(method.code, method.name, method.code, chosen=chosen)

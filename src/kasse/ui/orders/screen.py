"""What taps on the order screen mean: a draft grows at once, and is sent without waiting for anything."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from kasse.domain.catalogue import Article, Menu
from kasse.domain.orders import Line, Tab, Wish
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.draft import Draft, DraftLine, Drafts, Parcel, Pricing
from kasse.ui.orders.functions import FunctionKeys
from kasse.ui.orders.line_actions import LineActions
from kasse.ui.orders.menu_pages import MenuPages
from kasse.ui.orders.searching import Searching
from kasse.ui.orders.sides import SidesQuestion
from kasse.ui.orders.table_actions import TableActions
from kasse.ui.orders.ticket_lines import counts_on_table, sent_blocks, short_title, ticket_model
from kasse.ui.orders.transfers import Transfers
from kasse.ui.orders.view import OrderHead, OrdersView
from kasse.ui.questions import Question
from kasse.ui.widgets.text_entry import TextAsk
from kasse.ui.widgets.ticket import SentBlock
from kasse.usecases.book_order import OrderSent
from kasse.usecases.send_order import send_order
from kasse.usecases.till import Changed

NOTHING_TO_UNDO = "Es gibt nichts rückgängig zu machen."
"""Why the key is off."""


class OrdersScreen(QObject):
    """One table at a time. Lines that are not sent stay in its draft, wherever the waiter goes."""

    def __init__(self, view: OrdersView, desk: Desk, drafts: Drafts, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.drafts = drafts
        self.navigator = navigator
        self.table = 0
        self.tab: Tab | None = None
        self.draft = Draft()
        self.selected: object = None
        self.pending = ""
        """Digits typed before the article that they count."""
        self.take_away = False
        self._operator: Operator | None = None
        self._level: int | None = None
        self._menu: int | None = None
        self._section = 0
        self._sent: tuple[SentBlock, ...] = ()
        self._question: Question | None = None
        self._pay_when_sent = False
        self._send_patience = desk.patience()
        self._pay_patience = desk.patience()
        self.pages = MenuPages(self.till.catalogue)
        self._levels = self.pages.levels()
        self.lines = LineActions(self)
        self.tables = TableActions(self)
        self.functions = FunctionKeys(self)
        self.transfers = Transfers(self)
        self.searching = Searching(self)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.back.connect(self.navigator.show_tables)
        view.signed_out.connect(self.navigator.sign_out)
        view.tile_tapped.connect(self._tile)
        view.tile_held.connect(self.lines.ask_how_many)
        view.tile_refused.connect(self._sold_out)
        view.tab_chosen.connect(self._show_section)
        view.line_tapped.connect(self._line)
        view.line_held.connect(self._line_held)
        view.typed.connect(self._typed)
        view.action.connect(self.act)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self.close_question)
        view.confirmed.connect(self._confirmed)
        view.send.connect(self._send)
        view.pay.connect(self._pay)
        self.desk.changed.connect(self._changed)

    # Coming and going.

    def enter(self, operator: Operator, table: int) -> None:
        """Show a table at once. What was typed for it and not sent is there."""
        self._operator = operator
        self.table = table
        self.draft = self.drafts.of(table, training=operator.training)
        self.selected, self.pending = None, ""
        self.take_away, self._level, self._section = False, None, 0
        self._question, self._pay_when_sent = None, False
        self._send_patience, self._pay_patience = self.desk.patience(), self.desk.patience()
        self.reload_tab()
        self._show_head()
        self.show_menu()
        self.refresh()

    @property
    def operator(self) -> Operator:
        """Who is signed in."""
        if self._operator is None:
            raise ValueError("nobody is signed in")
        return self._operator

    @property
    def pricing(self) -> Pricing:
        """What things cost for whoever is signed in."""
        return Pricing(self.till, self.operator)

    def reload_tab(self) -> None:
        """Read what is open on the table; well below a millisecond, so the tap need not wait for a lane."""
        self.take_tab(self.till.books.tab(self.table, training=self.operator.training))

    def take_tab(self, tab: Tab | None) -> None:
        """What is open on the table now."""
        self.tab = tab
        self._sent = sent_blocks(tab, self.till)

    # Showing.

    def refresh(self) -> None:
        """Show ticket, counters and keys as things are now."""
        if self._operator is None:
            return
        model = ticket_model(
            self.till, self.table, self.tab, self._sent, self.draft, operator=self.operator.number,
            selected=self.selected, pending=self.pending, now=self.till.now(),
        )  # fmt: skip
        self.view.show_ticket(model, unsent=self.draft.unsent)
        self.view.show_counts(counts_on_table(self.tab, self.draft))
        self._show_keys()

    def _show_keys(self) -> None:
        answering = self._question is not None or self.view.middle.transferring
        waiting = bool(self.draft.lines or self.draft.unsent)
        has_lines = bool(self.tab and self.tab.lines)
        may_pay = self.till.staff.may(self.operator, Right.PAY)
        pay_off = "" if has_lines or waiting else "Auf diesem Tisch ist nichts offen."
        if not may_pay:
            pay_off = "Dazu fehlt das Recht „Kassieren“."
        off = {**self.lines.off(), **self.tables.off()}
        self.view.switch_keys(
            {action: reason for action, reason in off.items() if reason},
            send_off="" if answering or waiting else "Es ist noch nichts boniert.",
            pay_off="" if answering else pay_off,
        )
        self.view.tools.keys[OrderAction.UNDO].switch(off=None if self.draft.can_undo else NOTHING_TO_UNDO)

    def _show_head(self) -> None:
        several_menus = len(self.pages.menus) > 1
        self.view.show_head(
            OrderHead(
                take_away=self.take_away,
                undo_off="" if self.draft.can_undo else NOTHING_TO_UNDO,
                prices=f"Preise: {self.level}" if len(self._levels) > 1 else "",
                menu=self.menu.name if several_menus else "",
            )
        )

    def show_menu(self) -> None:
        """The open page of the card; whatever was asked is answered by that."""
        self._question = None
        menu = self.menu
        self._section = min(self._section, max(0, len(menu.sections) - 1))
        tiles = self.pages.tiles(menu, self._section, self.level)
        self.view.show_menu(self.pages.tabs(menu), self._section, tiles)

    @property
    def menu(self) -> Menu:
        """The card in use."""
        return self.pages.menu(self._menu)

    @property
    def level(self) -> int:
        """The price level in use: chosen by hand, else that of the card."""
        return self._level or self.menu.price_level

    def _show_section(self, section: object) -> None:
        self._section = int(str(section))
        self.show_menu()
        self.refresh()

    def choose_menu(self, number: object) -> None:
        """Take another card; its own price level holds again."""
        self._menu, self._section, self._level = int(str(number)), 0, None
        self._show_head()
        self.show_menu()
        self.refresh()

    def choose_level(self, level: object) -> None:
        """Sell at another price level from now on, until the table is left."""
        self._level = int(str(level))
        self._show_head()
        self.show_menu()
        self.refresh()

    # Articles.

    def _tile(self, key: object) -> None:
        self.order(self.till.catalogue.articles[int(str(key))])

    def order(self, article: Article, quantity: Quantity | None = None) -> None:
        """Put an article on the ticket, or do what it stands for."""
        if article.function is not None:
            self.functions.use(article)
        elif article.open_price:
            self.lines.ask_price(article, quantity or self.take_pending())
        else:
            self.put(self.wish(article, quantity or self.take_pending()))

    def wish(self, article: Article, quantity: Quantity) -> Wish:
        """So much of it, at the prices in use."""
        return Wish(article.number, quantity, price_level=self.level, take_away=self.take_away)

    def put(self, wish: Wish) -> None:
        """Put a wish on the draft and show it. Sides that it needs are asked for."""
        if not self.draft.lines:
            self.draft.operator = self.operator.number
        try:
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

        question = SidesQuestion(line, self.till.catalogue, changed, self.close_question, needed=needed)
        if question.groups:
            self.ask(question)
        else:
            self.desk.board.say(f"Zu „{line.line.name}“ gibt es keine Beilagen.")

    def _sold_out(self, key: object) -> None:
        self.desk.board.say(f"„{self.till.catalogue.articles[int(str(key))].name}“ ist ausverkauft.")

    # Lines and digits.

    def _line(self, key: object) -> None:
        if isinstance(key, tuple):
            self.desk.board.say("Dieser Posten wird noch gesendet.", "Bitte noch einmal auf Senden tippen.")
            return
        self.selected = None if key == self.selected else key
        if isinstance(self._question, SidesQuestion):
            self.close_question()
        self.refresh()

    def _line_held(self, key: object) -> None:
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

    def take_pending(self) -> Quantity:
        """The number typed before, else one; it is used up by that."""
        pieces, self.pending = int(self.pending or 1), ""
        return Quantity.of(max(1, pieces))

    def _typed(self, sign: str) -> None:
        if self._question is not None and self._question.takes_digits:
            self._question.type(sign)
            self.show_question()
        elif self.view.middle.transferring:
            self.transfers.type(sign)
        elif sign == "×":
            self.lines.resize()
        elif sign == "C":
            self.pending = ""
        elif sign == "back":
            self.pending = self.pending[:-1]
        elif sign.isdigit() and len(self.pending) < 4:
            self.pending = (self.pending + sign).lstrip("0")
        self.refresh()

    # Questions.

    def ask(self, question: Question) -> None:
        """Ask in the place of the tiles."""
        self._question = question
        self.show_question()
        self._show_keys()

    def show_question(self) -> None:
        """Show what is asked as it is now."""
        question = self._question
        if question is None:
            return
        if question.confirm:
            self.view.show_question(question.page(), question.confirm)
        else:
            self.view.show_choices(question.page())

    def close_question(self) -> None:
        """Back to the tiles."""
        self._question = None
        self.view.show_tiles()
        self.view.setFocus()
        self.refresh()

    def ask_text(self, ask: TextAsk) -> None:
        """Ask for words; who asks listens to the view."""
        self._question = None
        self.view.ask_text(ask)

    def _choice(self, key: object) -> None:
        question = self._question
        if question is None:
            return
        if question.closes:
            self.close_question()
        try:
            question.choose(key)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
        if self._question is question:
            if question.closes:
                self.close_question()
            else:
                self.show_question()
        self.refresh()

    def _confirmed(self) -> None:
        question = self._question
        if question is not None:
            self.close_question()
            question.accept()
            self.refresh()

    # Actions.

    def act(self, action: object) -> None:
        """A key of the rail, of the top bar, or of *Mehr*."""
        match action:
            case OrderAction.MORE:
                self._question = Question("Mehr", chosen=self.act)
                off = {**self.lines.off(), **self.tables.off()}
                self.view.show_more(off, {**self.lines.subs(), **self.tables.subs()})
                self._show_keys()
            case OrderAction.UNDO:
                self._undo()
            case OrderAction.IN_HOUSE | OrderAction.TAKE_AWAY:
                self._take_away(on=action is OrderAction.TAKE_AWAY)
            case OrderAction.SEARCH:
                self.searching.open()
            case OrderAction.TRANSFER:
                self.transfers.open()
            case OrderAction():
                if not self.lines.act(action):
                    self.tables.act(action)

    def _undo(self) -> None:
        self.draft.undo()
        if isinstance(self._question, SidesQuestion):
            self.close_question()
        if not isinstance(self.selected, str):
            self.selected = self.draft.lines[-1].key if self.draft.lines else None
        self.refresh()

    def _take_away(self, *, on: bool) -> None:
        """For what follows, and for the chosen line that is not sent yet."""
        self.take_away = on
        self._show_head()
        line = self.draft_line
        if line is not None and line.wish.take_away is not on:
            self.draft.change(line.key, replace(line.wish, take_away=on), self.pricing)
        self.refresh()

    # Sending and paying.

    def _unfinished(self) -> bool:
        """Whether a line still needs sides; then they are asked for."""
        line = next((line for line in self.draft if line.missing), None)
        if line is not None:
            self.selected = line.key
            self.desk.board.say(line.missing)
            self.ask_sides(line, needed=True)
            self.refresh()
        return line is not None

    def _send(self) -> None:
        if not self._send_patience.allows or self._unfinished():
            return
        parcels = [*self.draft.lost_parcels()]
        packed = self.draft.pack()
        if packed is not None:
            parcels.append(packed)
        if not parcels:
            self.desk.board.say("Es ist noch nichts boniert.")
            return
        self._send_patience.start()
        self.selected = None
        for parcel in parcels:
            self._post(parcel)
        self.refresh()

    def _post(self, parcel: Parcel) -> None:
        table, draft = self.table, self.draft
        work = partial(
            send_order, self.till, self.operator, table, parcel.wishes, key=parcel.key
        )  # the same key again books nothing twice
        self.desk.do(
            self.desk.books,
            work,
            asker=self,
            then=partial(self._arrived, draft, parcel.key),
            refused=partial(self._refused, table, draft, parcel.key),
            failed=partial(self._failed, draft, parcel.key),
        )

    def _arrived(self, draft: Draft, key: UUID, sent: OrderSent) -> None:
        draft.arrived(key)
        self.booked(sent)
        if draft is self.draft and self._pay_when_sent and not draft.parcels:
            self._pay_when_sent = False
            self.navigator.pay(self.table)

    def _refused(self, table: int, draft: Draft, key: UUID, reason: str) -> None:
        draft.returned(key)
        self._pay_when_sent = False
        where = "" if table == self.table else f"{short_title(table, None)}: "
        self.desk.board.say(f"{where}{reason}")
        self.refresh()

    def _failed(self, draft: Draft, key: UUID) -> None:
        draft.failed(key)
        self._pay_when_sent = False
        self.refresh()

    def booked(self, sent: OrderSent) -> None:
        """An order is durable: have it signed, and show it if its table is still the open one."""
        self.desk.secure(sent.order)
        if sent.order.table == self.table and sent.order.training is self.operator.training:
            self.take_tab(sent.tab)
            if isinstance(self.selected, str) and self.sent_line is None:
                self.selected = None
        self.refresh()

    def _pay(self) -> None:
        if not self._pay_patience.allows or self._unfinished():
            return
        self._pay_patience.start()
        if self.draft.lines or self.draft.unsent:
            self._pay_when_sent = True
            self._send()
        elif self.draft.parcels:
            self._pay_when_sent = True
        elif self.tab and self.tab.lines:
            self.navigator.pay(self.table)

    def _changed(self, changed: object) -> None:
        """Somebody did something: another screen, or this one a moment ago."""
        if self._operator is None or not isinstance(changed, Changed):
            return
        if Changed.MASTER in changed:
            self.pages = MenuPages(self.till.catalogue)
            self._levels = self.pages.levels()
            self.show_menu()
        # A parcel that is on its way brings its own answer; read now, it might stand there twice.
        on_its_way = any(not parcel.lost for parcel in self.draft.parcels)
        if Changed.TABLES in changed and self.view.isVisible() and not on_its_way:
            self.reload_tab()
            self.refresh()

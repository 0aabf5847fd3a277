"""What taps on the order screen mean: a draft grows at once, and is sent without waiting for anything."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.orders import Tab
from kasse.domain.staff import Operator, Right
from kasse.ui.customer.bills import ordering
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.card import Card
from kasse.ui.orders.courses import Courses
from kasse.ui.orders.draft import Draft, Drafts, Pricing
from kasse.ui.orders.entry import Entry
from kasse.ui.orders.favourites import Favourites
from kasse.ui.orders.functions import FunctionKeys
from kasse.ui.orders.leaving import Leaving
from kasse.ui.orders.leftovers import Leftovers
from kasse.ui.orders.line_actions import LineActions
from kasse.ui.orders.recall import NOT_YET, Recall
from kasse.ui.orders.scanning import Scanning
from kasse.ui.orders.searching import Searching
from kasse.ui.orders.sending import Sending
from kasse.ui.orders.sides import SidesQuestion
from kasse.ui.orders.table_actions import TableActions
from kasse.ui.orders.ticket_lines import counts_on_table, sent_blocks, ticket_model
from kasse.ui.orders.transfers import Transfers
from kasse.ui.orders.view import OrderHead, OrdersView
from kasse.ui.questions import Question
from kasse.ui.widgets.ticket import SentBlock
from kasse.usecases.book_order import OrderSent
from kasse.usecases.till import Changed

NOTHING_TO_UNDO = "Es gibt nichts rückgängig zu machen."
"""Why the key is off."""


class OrdersScreen(Entry):
    """One table at a time. Lines that are not sent stay in its draft, wherever the waiter goes."""

    def __init__(self, view: OrdersView, desk: Desk, drafts: Drafts, navigator: Navigator) -> None:
        super().__init__(view, desk)
        self.till = desk.till
        self.drafts = drafts
        self.navigator = navigator
        self.table = 0
        self.tab: Tab | None = None
        self.draft = Draft()
        self.selected: object = None
        self.pending = ""
        self.take_away = False
        self._operator: Operator | None = None
        self._sent: tuple[SentBlock, ...] = ()
        self.favourites = Favourites(self)
        self.courses = Courses(self)
        self.card = Card(self)
        self.leftovers = Leftovers(self)
        self.lines = LineActions(self)
        self.tables = TableActions(self)
        self.functions = FunctionKeys(self)
        self.transfers = Transfers(self)
        self.scanning = Scanning(self)
        self.searching = Searching(self)
        self.sending = Sending(self)
        self.leaving = Leaving(self)
        self.recall = Recall(self)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.back.connect(self.leaving.go_back)
        view.signed_out.connect(self.navigator.sign_out)
        view.tile_tapped.connect(self.tile)
        view.tile_slid.connect(self.many)
        view.tile_held.connect(self.lines.ask_how_many)
        view.tile_refused.connect(self.tile_off)
        view.tab_chosen.connect(self.card.choose_section)
        view.line_tapped.connect(self.line)
        view.line_held.connect(self.line_held)
        view.typed.connect(self.typed)
        view.stepped.connect(self.lines.step)
        view.action.connect(self.act)
        self.desk.changed.connect(self._changed)

    # Coming and going.

    def enter(self, operator: Operator, table: int) -> None:
        """Show a table at once. What was typed for it and not sent is there."""
        if table != self.table:
            self.leaving.leave()
        self.leaving.arrive()
        self._operator = operator
        self.table = table
        self.draft = self.drafts.of(table, training=operator.training, waiter=self.till.drafts_of(operator))
        self.selected, self.pending = None, ""
        self.take_away = False
        self.card.begin()
        self.question = None
        self.sending.begin()
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
        self.take_tab(self.till.look(self.operator, self.table))

    def take_tab(self, tab: Tab | None) -> None:
        """What is open on the table now."""
        self.tab = tab
        self._sent = sent_blocks(tab, self.till)
        self.recall.look()

    # Showing.

    def refresh(self) -> None:
        """Show ticket, counters and keys as things are now."""
        if self._operator is None:
            return
        model = ticket_model(
            self.till, self.table, self.tab, self._sent, self.draft, operator=self.operator.number,
            selected=self.selected, pending=self.pending, now=self.till.now(),
            ahead=self.recall.hint,
        )  # fmt: skip
        self.view.show_ticket(model, unsent=self.draft.unsent)
        self.card.follow_clock()
        if self.desk.guests.watched:
            training = self.operator.training
            self.desk.guests.show(ordering(self.till, self.table, self.tab, self.draft, training=training))
        self.view.show_counts(counts_on_table(self.tab, self.draft))
        self.show_keys()

    def show_keys(self) -> None:
        """Which keys are on, and why the others are not."""
        answering = self.question is not None or self.view.middle.transferring
        waiting = bool(self.draft.lines or self.draft.unsent)
        has_lines = bool(self.tab and self.tab.lines)
        may_pay = self.till.staff.may(self.operator, Right.PAY)
        pay_off = "" if has_lines or waiting else "Auf diesem Tisch ist nichts offen."
        if not may_pay:
            pay_off = "Dazu fehlt das Recht „Kassieren“."
        if self.operator.menus:
            pay_off = NOT_YET
        off = self._off()
        self.view.show_sides_key(self.courses.key)
        self.view.show_comma(on=self.comma)
        self.view.switch_keys(
            {action: reason for action, reason in off.items() if reason},
            send_off="" if answering or waiting else "Es ist noch nichts boniert.",
            pay_off="" if answering else pay_off,
        )
        self.view.tools.keys[OrderAction.UNDO].switch(off=None if self.draft.can_undo else NOTHING_TO_UNDO)

    def _off(self) -> dict[OrderAction, str]:
        """Why keys are off; empty for those that are on."""
        off = {**self.lines.off(), **self.tables.off(), **self.recall.off()}
        if self.courses.key is not None:
            off[OrderAction.SIDES] = ""
        return off

    def _show_head(self) -> None:
        self.view.show_head(
            OrderHead(
                take_away=self.take_away,
                away_key=self.card.away_label,
                undo_off="" if self.draft.can_undo else NOTHING_TO_UNDO,
                prices=self.card.prices_label,
                menu=self.card.menu_label,
            )
        )

    def show_menu(self) -> None:
        """The open page of the card; whatever was asked is answered by that."""
        self.question = None
        self.card.show()

    def layout_changed(self) -> None:
        """Another layout was made; what is asked just now goes on."""
        if self._operator is not None:
            self._show_head()
            self.card.show_again()
            self.refresh()

    def card_changed(self) -> None:
        """Another card, page or price level."""
        self._show_head()
        self.show_menu()
        self.refresh()

    # Actions.

    def act(self, action: object) -> None:
        """A key of the rail, of the top bar, or of *Mehr*."""
        match action:
            case OrderAction.MORE:
                self.question = Question("Mehr", chosen=self.act)
                off = {**self.lines.off(), **self.tables.off(), **self.courses.off(), **self.recall.off()}
                subs = {**self.lines.subs(), **self.tables.subs(), **self.courses.subs()}
                self.view.show_more(off, subs)
                self.show_keys()
            case OrderAction.UNDO:
                self._undo()
            case OrderAction.CALL:
                self.courses.call()
            case OrderAction.SIDES if self.courses.key is not None:
                self.courses.call()
            case OrderAction.IN_HOUSE | OrderAction.TAKE_AWAY if self.card.away_label:
                self._take_away(on=action is OrderAction.TAKE_AWAY)
            case OrderAction.SEARCH:
                self.searching.open()
            case OrderAction.TRANSFER:
                self.transfers.open()
            case OrderAction.RECALL:
                self.recall.open()
            case OrderAction():
                if not self.lines.act(action):
                    self.tables.act(action)

    def _undo(self) -> None:
        self.draft.undo()
        if isinstance(self.question, SidesQuestion):
            self.close_question()
        if self.draft_line is None and not isinstance(self.selected, str):
            self.selected = self.draft.lines[-1].key if self.draft.lines else None
        self.refresh()

    def _take_away(self, *, on: bool) -> None:
        """For what follows, and for the chosen line that is not sent yet."""
        self.take_away = on
        self._show_head()
        line = self.draft_line
        if line is not None and line.wish.take_away is not on:
            self.lines.change(line, replace(line.wish, take_away=on))
        if self.till.catalogue.take_away_level:
            self.card.show_again()
        self.refresh()

    # What became of it.

    def unfinished(self) -> bool:
        """Whether a line still needs sides; then they are asked for."""
        line = next((line for line in self.draft if line.missing), None)
        if line is not None:
            self.selected = line.key
            self.desk.board.say(line.missing)
            self.ask_sides(line, needed=True)
            self.refresh()
        return line is not None

    def booked(self, sent: OrderSent) -> None:
        """An order is durable: have it signed, and show it if its table is still the open one."""
        self.desk.secure(sent.order)
        if sent.order.table == self.table and sent.order.training is self.operator.training:
            self.take_tab(sent.tab)
            if isinstance(self.selected, str) and self.sent_line is None:
                self.selected = None
        self.refresh()

    def _changed(self, changed: object) -> None:
        """Somebody did something: another screen, or this one a moment ago."""
        if not isinstance(changed, Changed):
            return
        # With the business date prices may change that were planned for it.
        if changed & (Changed.MASTER | Changed.SETTINGS | Changed.SHIFT) and self.card.outdated:
            self.card.renew()
        elif changed & (Changed.MASTER | Changed.SETTINGS | Changed.AVAILABILITY):
            self.layout_changed()
        # A parcel that is on its way brings its own answer; read now, it might stand there twice.
        on_its_way = any(not parcel.lost for parcel in self.draft.parcels)
        if self._operator is None:
            return
        if Changed.TABLES in changed and self.view.isVisible() and not on_its_way:
            self.reload_tab()
            self.refresh()

"""The screens of the till, the ways between them, and the clock on all of them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kasse.domain.business import counter_of, table_name
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.settings.declared import ALL
from kasse.settings.declared.screen import START_VIEW, THEME
from kasse.ui import wording
from kasse.ui.board_notices import LOOK, SETTINGS
from kasse.ui.desk import Desk
from kasse.ui.notices import Answer, Level, Notice
from kasse.ui.office_ways import OfficeWays
from kasse.ui.orders.draft import Drafts
from kasse.ui.orders.keeping import Keeping
from kasse.ui.renewal import Renewal
from kasse.ui.screen_settings import ScreenSettings
from kasse.ui.signin.card_signin import CardSignIn
from kasse.ui.signin.screen import SignInScreen
from kasse.ui.signin.view import SignInView
from kasse.ui.sounds import Sounds
from kasse.ui.speaking import Speaking
from kasse.ui.status import Status
from kasse.ui.window import Window
from kasse.usecases.change_setting import change_setting
from kasse.usecases.sign_in import sign_out

if TYPE_CHECKING:
    from kasse.ui.customer.display import CustomerDisplay
    from kasse.ui.orders.screen import OrdersScreen
    from kasse.ui.pay.screen import PayScreen
    from kasse.ui.receipts.last_orders import LastOrdersScreen
    from kasse.ui.receipts.papers import PapersScreen
    from kasse.ui.receipts.receivables import ReceivablesScreen
    from kasse.ui.receipts.screen import ReceiptsScreen
    from kasse.ui.shifts.screen import ClosingScreen
    from kasse.ui.shifts.settlement import SettlementScreen
    from kasse.ui.shifts.units import UnitsScreen
    from kasse.ui.tables.screen import TablesScreen
    from kasse.ui.training.guide import Guide

CLOCK_MS = 1000
QUIT = "quit"


class Program(OfficeWays):
    """Implements `kasse.ui.navigation.Navigator`. Screens are made when they are first needed, and kept."""

    def __init__(self, window: Window, desk: Desk, signin: SignInView | None = None) -> None:
        super().__init__(window, desk)
        self.drafts = Drafts()
        self.keeping = Keeping(desk, self.drafts, desk.opened.drafts, self)
        window.about_to_close.connect(self.keeping.write)
        window.status.notice_answered.connect(self.keeping.answered)
        self.status = Status(window.status, desk)
        self.status.light_tapped.connect(self.show_light)
        self.screen_settings = ScreenSettings(window, desk, self.sign_out)
        self.speaking = Speaking(window, desk)
        self.sounds = Sounds(window, desk, desk.opened.player)
        self.renewal = Renewal(desk, self)
        self._unmade = ["tables", "orders", "payment", "receipts", "closing", "customer"]
        view = signin or self.keep("signin", SignInView(window.look))
        self.signin = SignInScreen(view, desk, self)
        self.cards = CardSignIn(window, desk, self)
        window.status.notice_answered.connect(self._answered)
        timer = QTimer(self)
        timer.timeout.connect(self.tick)
        timer.start(CLOCK_MS)
        self.tick()
        self.signin.enter()
        window.show_view("signin")

    # The screens. Their modules are imported here, so that the sign-in screen need not wait for them.

    def prepare(self) -> None:
        """Make the screens that will be wanted next, one at a time, while nobody taps."""
        if self._unmade:
            getattr(self, self._unmade.pop(0))
            QTimer.singleShot(0, self, self.prepare)

    @cached_property
    def tables(self) -> TablesScreen:
        """The table overview."""
        from kasse.ui.tables.screen import TablesScreen
        from kasse.ui.tables.view import TablesView

        view = self.keep("tables", TablesView(self.window.look))
        screen = TablesScreen(view, self.desk, self.drafts, self)
        self.window.status.notice_answered.connect(screen.moving.answered)
        return screen

    @cached_property
    def orders(self) -> OrdersScreen:
        """The order screen."""
        from kasse.ui.orders.screen import OrdersScreen
        from kasse.ui.orders.view import OrdersView

        view = self.keep("orders", OrdersView(self.window.look))
        return OrdersScreen(view, self.desk, self.drafts, self)

    @cached_property
    def payment(self) -> PayScreen:
        """The payment screen."""
        from kasse.ui.pay.screen import PayScreen
        from kasse.ui.pay.view import PayView

        return PayScreen(self.keep("pay", PayView(self.window.look)), self.desk, self)

    @cached_property
    def receipts(self) -> ReceiptsScreen:
        """The last receipts."""
        from kasse.ui.receipts.screen import ReceiptsScreen
        from kasse.ui.receipts.view import ReceiptsView

        return ReceiptsScreen(self.keep("receipts", ReceiptsView(self.window.look)), self.desk, self)

    @cached_property
    def receivables(self) -> ReceivablesScreen:
        """The open invoices."""
        from kasse.ui.receipts.receivables import ReceivablesScreen
        from kasse.ui.receipts.receivables_view import ReceivablesView

        view = self.keep("receivables", ReceivablesView(self.window.look))
        return ReceivablesScreen(view, self.desk, self)

    @cached_property
    def papers(self) -> PapersScreen:
        """The last papers."""
        from kasse.ui.receipts.papers import PapersScreen
        from kasse.ui.receipts.view import ReceiptsView

        return PapersScreen(self.keep("papers", ReceiptsView(self.window.look)), self.desk, self)

    @cached_property
    def last_orders(self) -> LastOrdersScreen:
        """The last orders."""
        from kasse.ui.receipts.last_orders import LastOrdersScreen
        from kasse.ui.receipts.view import ReceiptsView

        view = self.keep("last_orders", ReceiptsView(self.window.look))
        return LastOrdersScreen(view, self.desk, self)

    @cached_property
    def closing(self) -> ClosingScreen:
        """The closing of the day."""
        from kasse.ui.shifts.screen import ClosingScreen
        from kasse.ui.shifts.view import ClosingView

        return ClosingScreen(
            self.keep("closing", ClosingView(self.window.look)), self.desk, self.drafts, self
        )

    @cached_property
    def settlement(self) -> SettlementScreen:
        """The settlement of waiters."""
        from kasse.ui.receipts.view import ReceiptsView
        from kasse.ui.shifts.settlement import SettlementScreen

        view = self.keep("settlement", ReceiptsView(self.window.look))
        return SettlementScreen(view, self.desk, self)

    @cached_property
    def units(self) -> UnitsScreen:
        """The report by accounting units."""
        from kasse.ui.shifts.units import UnitsScreen
        from kasse.ui.shifts.units_view import UnitsView

        return UnitsScreen(self.keep("units", UnitsView(self.window.look)), self.desk, self)

    @cached_property
    def customer(self) -> CustomerDisplay:
        """The guest's screen, where there is one."""
        from kasse.ui.customer.display import CustomerDisplay

        return CustomerDisplay(self.window, self.desk)

    @cached_property
    def guide(self) -> Guide:
        """Leads whoever practises through the common jobs."""
        from kasse.ui.training.guide import Guide

        return Guide(self.window, self.desk, self.cards.reader)

    # The ways.

    def signed_in(self, operator: Operator) -> None:
        """See `Navigator`."""
        self.operator = operator
        self.speaking.serve(operator)
        self.renewal.announce()
        self.window.show_operator(operator.name)
        self.window.show_training(on=operator.training)
        self.keeping.welcome(operator)
        overview = self.tables.opening.greets(operator)
        if self.desk.till.settings[START_VIEW] == "counter" and not overview:
            self.open_table(counter_of(self.desk.till.terminal.number))
        else:
            self.show_tables()
        if overview:
            self.tables.opening.show_all()
        self._guide(operator)

    def hand_on(self) -> None:
        """Sign out whoever is there, with the screen as it is: somebody else takes over at once."""
        self._leave_table()
        if self.window.shown == "pay":
            self.payment.leave()
        operator, self.operator = self.operator, None
        if operator is not None:
            work = partial(sign_out, self.desk.till, operator)
            self.desk.do(self.desk.books, work, asker=self)

    def sign_out(self) -> None:
        """See `Navigator`."""
        self.hand_on()
        self.speaking.serve(None)
        self.window.show_operator("")
        self.window.show_training(on=False)
        self.signin.enter()
        self.window.show_view("signin")
        self._guide(None)

    def show_tables(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self._leave_table()
            self.tables.enter(self.operator)
            self.window.show_view("tables")

    def open_table(self, table: int) -> None:
        """See `Navigator`."""
        operator = self._allowed(table)
        if operator is not None:
            self.orders.enter(operator, table)
            self.window.show_view("orders")
            if others := self.desk.till.others_at(operator, table):
                self.desk.board.say(
                    f"Hier bedient auch {others}.", "Zu sehen ist nur, was man selbst boniert hat."
                )

    def pay(self, table: int, given: Money | None = None) -> None:
        """See `Navigator`."""
        operator = self._allowed(table)
        if operator is not None and operator.menus:
            self.desk.board.say("Vorbestellte Menüs werden erst nach dem Abruf kassiert.")
        elif operator is not None and self.payment.enter(operator, table):
            self.window.show_view("pay")
            self.payment.settle_at_once(given)

    def show_receipts(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.receipts.enter(self.operator)
            self.window.show_view("receipts")

    def show_receivables(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.receivables.enter(self.operator)
            self.window.show_view("receivables")

    def show_papers(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.papers.enter()
            self.window.show_view("papers")

    def show_last_orders(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.last_orders.enter(self.operator)
            self.window.show_view("last_orders")

    def show_closing(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.closing.enter(self.operator)
            self.window.show_view("closing")

    def show_settlement(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.settlement.enter(self.operator)
            self.window.show_view("settlement")

    def show_units(self) -> None:
        """See `Navigator`."""
        if self.operator is not None:
            self.units.enter(self.operator)
            self.window.show_view("units")

    def show_theme(self, theme: str) -> None:
        """See `Navigator`. Seen at once, and kept for this till."""
        self.window.look.set(theme=theme)
        if self.operator is not None:
            work = partial(change_setting, self.desk.till, self.operator, THEME, theme)
            self.desk.do(self.desk.books, work, asker=self)

    def quit(self) -> None:
        """See `Navigator`. What is not sent is there again at the next start; where it cannot be kept, it is told."""
        if self.keeping.safe or self.drafts.empty:
            self.window.close()
            return
        tables = sorted({**self.drafts.unsent(training=False), **self.drafts.unsent(training=True)})
        names = ", ".join(table_name(table) for table in tables) or "eine Bestellung"
        self.desk.board.post(
            Notice(
                QUIT,
                Level.WARNING,
                f"Noch nicht gesendet: {names}.",
                "Beim Beenden geht das verloren.",
                (Answer("stay", "Weiterarbeiten"), Answer("quit", "Trotzdem beenden")),
            )
        )

    def _guide(self, operator: Operator | None) -> None:
        """Whoever practises has a list of jobs; the others need not wait for it."""
        if "guide" in vars(self) or (operator is not None and operator.training):
            self.guide.serve(operator)

    def _leave_table(self) -> None:
        """Whoever was at a table is there no more."""
        if "orders" in vars(self):
            self.orders.leaving.leave()

    def _allowed(self, table: int) -> Operator | None:
        operator = self.operator
        if operator is None:
            return None
        try:
            self.desk.till.tab_of(self.desk.till.books, operator, table)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            return None
        return operator

    def _answered(self, notice: object, answer: object) -> None:
        if notice == QUIT:
            self.desk.board.solve(QUIT)
            if answer == "quit":
                self.window.close()
        elif answer == (SETTINGS,):
            problems = self.desk.till.settings.problems(ALL)
            self.show_settings(problems[0].setting.key if problems else "")
        elif isinstance(answer, tuple) and answer[0] == LOOK:
            self.show_fiscal(str(answer[1]))

    # The clock.

    def tick(self) -> None:
        """The clock on every screen; each minute the minutes on tables too."""
        self.screen_settings.tick()
        till = self.desk.till
        now = wording.clock(till.now(), till.zone)
        if now == self.clock:
            return
        self.clock = now
        self.window.show_clock(now)
        self.status.refresh()
        self.renewal.look()
        match self.window.shown:
            case "tables":
                self.tables.reload()
            case "orders":
                self.orders.refresh()
            case _:
                """The other screens show no minutes."""

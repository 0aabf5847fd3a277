"""Several waiters on the same tables, menus ordered ahead, and current that fails: sums are kept, the books prove it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Tab, Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator
from kasse.hardware.signing import log_file
from kasse.settings.declared.handing_over import HAND_OVER_SALES
from kasse.settings.declared.menus import MENU_DOCKETS
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import look_at_day
from kasse.usecases.hand_over import hand_over, take_over
from kasse.usecases.menu_orders import cancel_menus, order_menus, recall_menus, waiting_menus
from kasse.usecases.open_till import open_till
from kasse.usecases.settle_operator import look_at_operator
from kasse.usecases.take_payment import begin_payment, take_payment
from kasse.usecases.transfer_lines import transfer_lines
from kasse.usecases.void_lines import void_lines
from tests.domain.examples import CARD, CASH
from tests.store.house import BEER, SOUP, Desk, assert_clean, new_books
from tests.usecases.test_menu_orders import with_menu_taker

TABLES = st.sampled_from([1, 2])
PEOPLE = st.sampled_from([1, 2, 9])
"""Anna and Bert see their own items only, the manager sees all."""
WISHES = st.lists(
    st.builds(Wish, st.sampled_from([BEER, SOUP]), st.sampled_from([ONE, Quantity.of(3)])),
    min_size=1,
    max_size=2,
)


class SharedEvening(RuleBasedStateMachine):
    """A model of what is open on each table, beside a till with real books and a real device."""

    base: Path

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory(dir=self.base)
        folder = Path(self.place.name) / "data"
        self.desk = Desk(new_books(folder, self.base), folder)
        self.till = self.desk.till
        self.taker = with_menu_taker(self.desk)
        self.open = {1: ZERO, 2: ZERO}
        self.sold = ZERO
        self.ahead = {1: 0, 2: 0}
        """Thousandths ordered ahead."""

    def who(self, number: int) -> Operator:
        return self.till.staff.operators[number]

    def seen(self, number: int, table: int) -> Tab | None:
        return self.till.look(self.who(number), table)

    @initialize()
    def begin(self) -> None:
        for number in (1, 2):
            self.order(number, 1, [Wish(BEER)])

    @rule(number=PEOPLE, table=TABLES, wishes=WISHES)
    def order(self, number: int, table: int, wishes: list[Wish]) -> None:
        sent = self.desk.order(*wishes, table=table, by=self.who(number))
        self.open[table] += Money.sum(booking.line.amount for booking in sent.order.bookings)

    @rule(number=PEOPLE, table=TABLES, all_of_it=st.booleans())
    def pay(self, number: int, table: int, all_of_it: bool) -> None:
        tab = self.seen(number, table)
        if tab is None or not tab.lines:
            return
        parts = None if all_of_it else tab.lines[:1]
        due = Money.sum(line.amount for line in parts or tab.lines)
        take_payment(self.till, self.who(number), table, [Tender(CARD, due)], parts=parts)
        self.open[table] -= due
        self.sold += due

    @rule(number=PEOPLE, table=TABLES)
    def void(self, number: int, table: int) -> None:
        tab = self.seen(number, table)
        if tab is not None and tab.lines:
            line = tab.lines[-1]
            void_lines(self.till, self.who(number), table, [(line.id, line.quantity)], "Reklamation")
            self.open[table] -= line.amount

    @rule(number=PEOPLE, table=TABLES, one=st.booleans())
    def move(self, number: int, table: int, one: bool) -> None:
        tab = self.seen(number, table)
        if tab is None or not tab.lines:
            return
        moved = tab.lines[:1] if one else tab.lines
        parts = [(line.id, line.quantity) for line in moved] if one else None
        transfer_lines(self.till, self.who(number), table, 3 - table, parts)
        worth = Money.sum(line.amount for line in moved)
        self.open[table] -= worth
        self.open[3 - table] += worth

    @rule(number=PEOPLE, other=PEOPLE, table=TABLES, takes=st.booleans(), sales=st.booleans())
    def change_waiter(self, number: int, other: int, table: int, takes: bool, sales: bool) -> None:
        if self.till.settings[HAND_OVER_SALES] is not sales:
            change_setting(self.till, self.desk.boss, HAND_OVER_SALES, sales)
        deed = take_over if takes else hand_over
        refusal = ""
        try:
            deed(self.till, self.who(number), table, other)
        except Refused as refused:
            refusal = str(refused)
        assert not refusal or "offen" in refusal or "inzwischen" in refusal

    @rule(number=PEOPLE, table=TABLES)
    def current_fails_while_paying(self, number: int, table: int) -> None:
        tab = self.seen(number, table)
        if tab is None or not tab.total:
            return
        before = {n: self.seen(n, table) for n in (1, 2)}
        begin_payment(self.till, self.who(number), table, [Tender(CASH, tab.total)])
        assert open_till(self.till).aborted
        after = {n: self.seen(n, table) for n in (1, 2)}
        for n in (1, 2):
            ids = [{line.id for line in each.lines} if each else set() for each in (before[n], after[n])]
            assert ids[0] == ids[1]

    @rule(table=TABLES, wishes=WISHES, dockets=st.booleans())
    def order_ahead(self, table: int, wishes: list[Wish], dockets: bool) -> None:
        if self.till.settings[MENU_DOCKETS] is not dockets:
            change_setting(self.till, self.desk.boss, MENU_DOCKETS, dockets)
        order_menus(self.till, self.taker, table, wishes)
        self.ahead[table] += sum(wish.quantity.thousandths for wish in wishes)

    @rule(number=PEOPLE, table=TABLES, first=st.booleans())
    def recall(self, number: int, table: int, first: bool) -> None:
        items = waiting_menus(self.till, self.who(number), table)[: 1 if first else None]
        if items:
            sent = recall_menus(self.till, self.who(number), table, [item.line.id for item in items])
            self.open[table] += Money.sum(booking.line.amount for booking in sent.order.bookings)
            self.ahead[table] -= sum(item.wish.quantity.thousandths for item in items)

    @rule(table=TABLES)
    def call_off(self, table: int) -> None:
        order = self.desk.books.menu_order(table)
        if order is not None and order.items:
            cancel_menus(self.till, self.taker, table, [(order.items[0].line.id, ONE)], "Abgesagt")
            self.ahead[table] -= 1000

    @invariant()
    def tables_owe_what_was_ordered_and_not_paid(self) -> None:
        tabs = self.desk.books.open_tabs()
        for table in (1, 2):
            assert Money.sum(tab.total for tab in tabs if tab.table == table) == self.open[table]

    @invariant()
    def nobody_has_two_parts_of_a_table(self) -> None:
        owners = [(tab.table, tab.operator) for tab in self.desk.books.open_tabs()]
        assert len(owners) == len(set(owners))

    @invariant()
    def what_is_ordered_ahead_waits(self) -> None:
        for table in (1, 2):
            items = waiting_menus(self.till, self.desk.boss, table)
            assert sum(item.wish.quantity.thousandths for item in items) == self.ahead[table]

    def teardown(self) -> None:
        figures = look_at_day(self.till).figures
        settled = [look_at_operator(self.till, self.desk.boss, number).settlement for number in (1, 2, 9)]
        assert figures.gross == self.sold == Money.sum(each.ordered for each in settled)
        assert Money.sum(each.collected for each in settled) == self.sold
        assert_clean(self.desk.url)
        self.desk.close()
        self.place.cleanup()


@pytest.mark.feature("M-TIS-03")
def test_any_evening_of_several_ends_with_books_that_are_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "_sync", lambda _: None)  # nobody pulls the plug here
    machine = type("AnySharedEvening", (SharedEvening,), {"base": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=20, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )

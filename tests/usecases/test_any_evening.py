"""Whatever people do in whatever order, and wherever the current fails: sums are kept and the books prove it."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kasse.domain.customers import Customer
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Tab, Wish, equal_shares
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import ReceiptKind, Tender, discount_percent
from kasse.hardware.signing import log_file
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind
from kasse.usecases.book_internal import book_internal
from kasse.usecases.change_line import change_price, discount_line
from kasse.usecases.close_day import close_day, look_at_day
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.move_cash import move_cash
from kasse.usecases.open_till import open_till
from kasse.usecases.print_again import print_interim_bill
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import begin_payment, take_payment
from kasse.usecases.transfer_lines import transfer_lines
from kasse.usecases.void_lines import void_lines
from tests.domain.examples import ACCOUNT, CARD, CASH, FRANCS, VOUCHER
from tests.store.house import (
    BEER,
    BOOK,
    COFFEE,
    OPEN_PRICE,
    POTATO_SALAD,
    SCHNITZEL,
    SOUP,
    WORTH,
    Desk,
    assert_clean,
    new_books,
)
from tests.usecases.at_the_desk import open_sum

TABLES = st.sampled_from([1, 2, 3])
QUANTITIES = st.sampled_from([1000, 2000, 3000, 500, 333, 1])
WISHES = st.one_of(
    st.builds(Wish, st.sampled_from([BEER, BOOK, COFFEE, SOUP]), st.builds(Quantity, QUANTITIES)),
    st.builds(lambda q: Wish(SCHNITZEL, Quantity(q), sides=(POTATO_SALAD,)), QUANTITIES),
    st.builds(lambda c: Wish(OPEN_PRICE, price=Money(c)), st.integers(1, 99_99)),
)


class Evening(RuleBasedStateMachine):
    """A model of what is open and what was turned over, beside a till with real books and a real device."""

    base: Path

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory(dir=self.base)
        folder = Path(self.place.name)
        self.desk = Desk(new_books(folder / "data", self.base), folder / "data")
        self.till, self.boss = self.desk.till, self.desk.boss
        self.open: dict[int, int] = {}
        """Cents open by table."""
        self.turnover = self.drawer = 0
        self.receipts = self.orders = 0

    # --- helpers -------------------------------------------------------------------------------------------

    def tab(self, table: int) -> Tab | None:
        return self.desk.books.tab(table)

    def ordered(self, table: int, cents: int) -> None:
        self.orders += 1
        self.open[table] = self.open.get(table, 0) + cents

    def paid(self, table: int, goods: int, cash: int) -> None:
        self.receipts += 1
        self.open[table] -= goods
        self.turnover += goods
        self.drawer += cash

    # --- what people do ------------------------------------------------------------------------------------

    @initialize()
    def first_order(self) -> None:
        self.order(1, [Wish(BEER, Quantity.of(3)), Wish(SOUP)])

    @rule(table=TABLES, wishes=st.lists(WISHES, min_size=1, max_size=3))
    def order(self, table: int, wishes: list[Wish]) -> None:
        sent = self.desk.order(*wishes, table=table)
        assert sent.order.number == self.orders + 1
        self.ordered(table, sum(b.line.amount.cents for b in sent.order.bookings))

    @rule(table=TABLES, which=st.integers(0, 9), quantity=QUANTITIES)
    def void(self, table: int, which: int, quantity: int) -> None:
        tab = self.tab(table)
        if tab is None or not tab.lines:
            return
        line = tab.lines[which % len(tab.lines)]
        if not line.quantity:
            return
        part = Quantity(min(quantity, line.quantity.thousandths))
        sent = void_lines(self.till, self.boss, table, [(line.id, part)], "Falsch boniert")
        self.ordered(table, sum(b.line.amount.cents for b in sent.order.bookings))

    @rule(table=TABLES, which=st.integers(0, 9), cents=st.integers(1, 50_00))
    def new_price(self, table: int, which: int, cents: int) -> None:
        tab = self.tab(table)
        if tab is not None and tab.lines:
            line = tab.lines[which % len(tab.lines)]
            sent = change_price(self.till, self.boss, table, line.id, Money(cents), "Stammgast")
            self.ordered(table, sum(b.line.amount.cents for b in sent.order.bookings))

    @rule(table=TABLES, which=st.integers(0, 9), points=st.integers(0, 10_000))
    def discount(self, table: int, which: int, points: int) -> None:
        tab = self.tab(table)
        if tab is not None and tab.lines:
            line = tab.lines[which % len(tab.lines)]
            sent = discount_line(self.till, self.boss, table, line.id, basis_points=points)
            self.ordered(table, sum(b.line.amount.cents for b in sent.order.bookings))

    @rule(source=TABLES, other=TABLES, which=st.integers(0, 9), quantity=QUANTITIES, whole=st.booleans())
    def move(self, source: int, other: int, which: int, quantity: int, whole: bool) -> None:
        tab = self.tab(source)
        if tab is None or not tab.lines or source == other:
            return
        line = tab.lines[which % len(tab.lines)]
        if not whole and not line.quantity:
            return
        parts = None if whole else [(line.id, Quantity(min(quantity, line.quantity.thousandths)))]
        sent = transfer_lines(self.till, self.boss, source, other, parts)
        self.orders += 1
        for booking in sent.order.bookings:
            self.open[booking.table] = self.open.get(booking.table, 0) + booking.line.amount.cents

    @rule(table=TABLES, name=st.sampled_from(["", "Ohm"]), guests=st.integers(0, 5))
    def describe(self, table: int, name: str, guests: int) -> None:
        describe_tab(self.till, self.boss, table, name=name, guests=guests)

    @rule(table=TABLES)
    def interim_bill(self, table: int) -> None:
        tab = self.tab(table)
        if tab is not None and tab.lines:
            print_interim_bill(self.till, self.boss, table)

    @rule(table=TABLES, off=st.integers(0, 9_999), tip=st.integers(0, 3_00), extra=st.integers(0, 50_00))
    def pay_whole(self, table: int, off: int, tip: int, extra: int) -> None:
        tab = self.tab(table)
        if tab is None or not tab.lines:
            return
        discounts = [discount_percent(tab.lines, off)] if off and tab.total else []
        goods = tab.total - Money.sum(d.total for d in discounts)
        due = goods + Money(tip)
        tenders = [Tender(CASH, due + Money(extra))] if due else []
        paid = take_payment(self.till, self.boss, table, tenders, discounts=discounts, tip=Money(tip))
        assert paid.receipt.number == self.receipts + 1
        assert paid.change == (Money(extra) if due else ZERO)
        self.paid(table, goods.cents, due.cents)
        self.open[table] -= tab.total.cents - goods.cents

    @rule(table=TABLES, payers=st.integers(2, 4))
    def pay_apart(self, table: int, payers: int) -> None:
        tab = self.tab(table)
        if tab is None or tab.total.cents < payers:
            return
        for place, share in enumerate(equal_shares(tab.lines, payers)):
            due = Money.sum(line.amount for line in share)
            method = (CARD, CASH)[place % 2]
            take_payment(self.till, self.boss, table, [Tender(method, due)], parts=share)
            self.paid(table, due.cents, due.cents if method is CASH else 0)

    @rule(table=TABLES, francs=st.integers(100_00, 200_00))
    def pay_in_francs(self, table: int, francs: int) -> None:
        tab = self.tab(table)
        tender = Tender(FRANCS, Money(francs))
        if tab is not None and tab.lines and ZERO < tab.total <= tender.worth:
            paid = take_payment(self.till, self.boss, table, [tender])
            self.paid(table, tab.total.cents, -paid.change.cents)

    @rule(table=TABLES, cents=st.integers(1, 9_00), owed=st.booleans())
    def a_voucher_for_a_beer(self, table: int, cents: int, owed: bool) -> None:
        """It is sold and spent at once; what it does not cover comes by card, or is owed."""
        self.desk.order(Wish(WORTH, price=Money(cents)), table=table)
        self.ordered(table, cents)
        sold = self.tab(table).lines[-1]  # type: ignore[union-attr]
        take_payment(self.till, self.boss, table, [Tender(CASH, Money(cents))], parts=[sold])
        self.receipts += 1
        self.open[table] -= cents
        self.drawer += cents
        self.order(table, [Wish(BEER)])
        beer = self.tab(table).lines[-1]  # type: ignore[union-attr]
        worth = min(Money(cents), beer.amount)
        tenders = [Tender(VOUCHER, worth, sold.components[0].voucher)]
        if worth < beer.amount:
            tenders.append(Tender(ACCOUNT if owed else CARD, beer.amount - worth))
        take_payment(self.till, self.boss, table, tenders, parts=[beer], customer=Customer("Verein"))
        self.paid(table, beer.amount.cents, 0)

    @rule(table=TABLES)
    def on_the_house(self, table: int) -> None:
        tab = self.tab(table)
        if tab is not None and tab.lines:
            paid = book_internal(self.till, self.boss, table, 1)
            self.receipts += 1
            # What was changed by right has the price of the account again: an order of its own says so.
            self.orders += paid.receipt.lines != tab.lines
            self.open[table] -= tab.total.cents

    @rule(cents=st.integers(-100_00, 100_00).filter(bool))
    def cash(self, cents: int) -> None:
        move_cash(self.till, self.boss, Money(cents), "Wechselgeld")
        self.receipts += 1
        self.drawer += cents

    @precondition(lambda self: self.receipts > 0)
    @rule(back=st.integers(0, 5))
    def reverse(self, back: int) -> None:
        number = max(1, self.receipts - back)
        try:
            receipt = reverse_receipt(self.till, self.boss, number, "Reklamation").receipt
        except Refused:
            stored = self.desk.books.receipt(number)
            kind = stored.receipt.kind
            twice = self.desk.books.reversal_of(number) is not None or stored.receipt.reverses is not None
            spent = any(c.voucher for line in stored.receipt.lines for c in line.components)
            assert stored.aborted or twice or spent or kind is ReceiptKind.REVERSAL
            return
        self.receipts += 1
        self.drawer += sum(p.amount.cents for p in receipt.payments if p.code == "BA")
        if receipt.kind is not ReceiptKind.INTERNAL and not receipt.cash:
            self.turnover += receipt.turnover.cents

    @rule(fault=st.sampled_from([None, None, Fault.OUT, Fault.ANSWER_LOST, Fault.DIES_AFTER_START]))
    def device(self, fault: Fault | None) -> None:
        assert self.desk.faults is not None
        self.desk.faults.fault = fault

    @rule(table=TABLES, signed=st.booleans())
    def current_fails_while_paying(self, table: int, signed: bool) -> None:
        tab = self.tab(table)
        if tab is None or not tab.total:
            return
        draft = begin_payment(self.till, self.boss, table, [Tender(CASH, tab.total)])
        self.receipts += 1
        self.paid_if_found(draft.receipt.number, table, tab.total.cents, signed=signed)

    def paid_if_found(self, number: int, table: int, cents: int, *, signed: bool) -> None:
        process = self.till.fiscal.for_receipt(self.desk.books.receipt(number).receipt)
        assert process is not None
        if signed:
            self.till.fiscal.secure(process)
        recovered = open_till(self.till)
        assert recovered.finished + recovered.aborted == (number,)
        if recovered.finished:
            assert signed
            self.receipts -= 1
            self.paid(table, cents, cents)

    @rule(table=TABLES)
    def current_fails_after_an_order(self, table: int) -> None:
        sent = send_order(self.till, self.boss, table, [Wish(BEER)])
        self.ordered(table, 4_40)
        assert sent.order.number in open_till(self.till).orders

    @rule()
    def go_home(self) -> None:
        for table in (1, 2, 3):
            self.pay_whole(table, 0, 0, 0)
        open_till(self.till)  # secures what was sent and not waited for
        close_day(self.till, self.boss)
        self.turnover = self.drawer = 0
        self.desk.clock += timedelta(hours=12)

    # --- what always holds ---------------------------------------------------------------------------------

    @invariant()
    def tables_owe_what_was_ordered_and_not_paid(self) -> None:
        for table in (1, 2, 3):
            tab = self.tab(table)
            assert (tab.total.cents if tab else 0) == self.open.get(table, 0)
        assert open_sum(self.desk).cents == sum(self.open.values())

    @invariant()
    def figures_are_what_was_turned_over(self) -> None:
        figures = look_at_day(self.till).figures
        assert figures.gross.cents == self.turnover
        assert figures.cash_expected.cents == self.drawer

    def teardown(self) -> None:
        report = assert_clean(self.desk.url)
        assert report.receipts == self.receipts
        numbers = [
            act.body.get("repriced", act.body.get("order"))
            for act in self.desk.books.journal(limit=10**6)
            if act.kind is ActKind.ORDER or "repriced" in act.body
        ]
        assert numbers == list(range(self.orders, 0, -1))
        self.desk.close()
        self.place.cleanup()


def test_any_evening_ends_with_books_that_are_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "_sync", lambda _: None)  # nobody pulls the plug here
    machine = type("AnyEvening", (Evening,), {"base": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=25, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )

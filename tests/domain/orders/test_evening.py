"""A whole evening at random: whatever is ordered, voided, moved, shared and paid, no cent is lost or made."""

from collections import Counter, defaultdict
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kasse.domain.money import Money
from kasse.domain.orders import (
    Booking,
    BookingKind,
    Line,
    Tab,
    Wish,
    compose,
    equal_shares,
    share_of_amount,
    take_part,
)
from kasse.domain.quantity import Quantity
from kasse.domain.sales import Bill, Receipt, Tender, discount_amount, discount_percent
from kasse.domain.tax import TaxRate
from tests.domain.examples import CARD, CASH, CATALOGUE, DAY, FRANCS, NOON, sale, tab

TABLES = st.sampled_from([1, 2, 3])
WISHES = st.builds(
    Wish,
    article=st.sampled_from([101, 200, 202, 300, 304]),
    quantity=st.builds(Quantity.of, st.integers(1, 12)) | st.builds(Quantity, st.integers(1, 5_000)),
    sides=st.lists(st.just(113), max_size=3).map(tuple),
    take_away=st.booleans(),
) | st.builds(
    Wish, article=st.just(303), quantity=st.just(Quantity.of(3)), price=st.builds(Money, st.integers(0, 999))
)


class Evening(RuleBasedStateMachine):
    """Three tables, the bookings that the journal would keep, and the receipts."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs: dict[int, Tab] = {table: tab(table=table) for table in (1, 2, 3)}
        self.bookings: list[Booking] = []
        self.receipts: list[tuple[int, Receipt]] = []
        self.sent = 0

    def book(self, kind: BookingKind, table: int, *lines: Line) -> None:
        """Write down a signed change and let the tab follow."""
        self.bookings += [Booking(kind, table, each) for each in lines]
        added = [each for each in lines if each.quantity.thousandths > 0 or kind is BookingKind.DISCOUNT]
        taken = [each.negated() for each in lines if each not in added]
        self.tabs[table] = self.tabs[table].without(taken).with_lines(added)

    def new_id(self) -> str:
        self.sent += 1
        return f"1-{self.sent}-1"

    def any_line(self, data: st.DataObject) -> tuple[int, Line]:
        return data.draw(
            st.sampled_from(
                [(table, each) for table, open_tab in self.tabs.items() for each in open_tab.lines]
            )
        )

    def any_part(self, data: st.DataObject) -> tuple[int, Line]:
        table, one = self.any_line(data)
        if one.quantity.thousandths < 1:
            return table, one
        return table, take_part(one, Quantity(data.draw(st.integers(1, one.quantity.thousandths))))[0]

    def any_owing(self, data: st.DataObject) -> Tab:
        return data.draw(st.sampled_from([each for each in self.tabs.values() if each.total]))

    def pay(self, table: int, bill: Bill, *tenders: Tender) -> None:
        self.tabs[table] = self.tabs[table].without(bill.lines)
        self.receipts.append((table, sale(bill, *tenders, number=len(self.receipts) + 1)))

    def anything_open(self) -> bool:
        return any(each.lines for each in self.tabs.values())

    def anything_owed(self) -> bool:
        return any(each.total for each in self.tabs.values())

    @initialize(parties=st.lists(st.lists(WISHES, min_size=1, max_size=4), min_size=3, max_size=3))
    def first_guests(self, parties: list[list[Wish]]) -> None:
        for table, wishes in enumerate(parties, 1):
            self.order(table, wishes)

    @rule(table=TABLES, wishes=st.lists(WISHES, min_size=1, max_size=4))
    def more_is_ordered(self, table: int, wishes: list[Wish]) -> None:
        self.order(table, wishes)

    def order(self, table: int, wishes: list[Wish]) -> None:
        for wish in wishes:
            line = compose(wish, CATALOGUE, day=DAY, at=NOON, operator=1)
            self.book(BookingKind.ORDER, table, replace(line, id=self.new_id()))

    @precondition(anything_open)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        table, part = self.any_part(data)
        self.book(BookingKind.VOID, table, part.negated())

    @precondition(anything_open)
    @rule(data=st.data(), to=TABLES)
    def transfer_a_part(self, data: st.DataObject, to: int) -> None:
        table, part = self.any_part(data)
        self.book(BookingKind.TRANSFER, table, part.negated())
        self.book(BookingKind.TRANSFER, to, replace(part, id=self.new_id()))

    @precondition(anything_open)
    @rule(table=TABLES, to=TABLES)
    def transfer_all(self, table: int, to: int) -> None:
        moved = self.tabs[table].lines
        self.book(BookingKind.TRANSFER, table, *(each.negated() for each in moved))
        self.book(BookingKind.TRANSFER, to, *(replace(each, id=self.new_id()) for each in moved))

    @precondition(anything_open)
    @rule(data=st.data())
    def discount_a_line(self, data: st.DataObject) -> None:
        table, one = self.any_line(data)
        cheaper = one.discounted(Money(data.draw(st.integers(0, one.full_amount.cents))))
        self.book(BookingKind.DISCOUNT, table, cheaper.minus(one))

    @precondition(anything_open)
    @rule(data=st.data(), cents=st.integers(1, 5_000))
    def change_a_price(self, data: st.DataObject, cents: int) -> None:
        table, one = self.any_line(data)
        dish = replace(one.components[0], unit_price=Money(cents), amount=one.quantity.price(Money(cents)))
        dearer = replace(
            one, id=self.new_id(), components=(replace(dish, discount=Money(0)), *one.components[1:])
        )
        self.book(BookingKind.PRICE, table, one.negated(), dearer)

    @precondition(anything_open)
    @rule(data=st.data())
    def pay_for_a_part(self, data: st.DataObject) -> None:
        table, part = self.any_part(data)
        self.pay(table, Bill((part,)))

    @precondition(anything_owed)
    @rule(data=st.data())
    def pay_an_amount(self, data: st.DataObject) -> None:
        owing = self.any_owing(data)
        wanted = Money(data.draw(st.integers(1, owing.total.cents)))
        share, _ = share_of_amount(owing.lines, wanted)
        self.pay(owing.table, Bill(tuple(share)), Tender(CARD, wanted))

    @precondition(anything_owed)
    @rule(data=st.data(), payers=st.integers(2, 7), who_pays=st.integers(1, 7))
    def pay_equal_shares(self, data: st.DataObject, payers: int, who_pays: int) -> None:
        owing = self.any_owing(data)
        if owing.total.cents < payers:
            return
        for share in equal_shares(owing.lines, payers)[:who_pays]:
            bill = Bill(tuple(share), tip=Money(7))
            self.pay(owing.table, bill, Tender(CASH, bill.total + Money(13)))

    @precondition(anything_owed)
    @rule(data=st.data(), percent=st.integers(1, 10_000))
    def pay_all_at_a_discount(self, data: st.DataObject, percent: int) -> None:
        owing = self.any_owing(data)
        bill = Bill(owing.lines, (discount_percent(owing.lines, percent),))
        self.pay(owing.table, bill, *([Tender(FRANCS, bill.total)] if bill.total else []))

    @precondition(anything_owed)
    @rule(data=st.data())
    def pay_all_less_an_amount(self, data: st.DataObject) -> None:
        owing = self.any_owing(data)
        off = Money(data.draw(st.integers(1, owing.total.cents)))
        self.pay(owing.table, Bill(owing.lines, (discount_amount(owing.lines, off),)))

    @invariant()
    def what_is_open_is_what_was_booked_less_what_was_paid_for(self) -> None:
        """Quantity, price and discount of each component of each line, as an auditor adds them up."""
        left: dict[tuple[int, str], Line] = {}
        changes = [(booking.table, booking.line) for booking in self.bookings]
        changes += [(table, each.negated()) for table, receipt in self.receipts for each in receipt.lines]
        for table, line in changes:
            key = table, line.id
            left[key] = left[key].plus(line) if key in left else line
        remaining = {
            key: (line.quantity, tuple((c.amount, c.discount) for c in line.components))
            for key, line in left.items()
            if not line.is_nothing
        }
        assert remaining == {
            (table, line.id): (line.quantity, tuple((c.amount, c.discount) for c in line.components))
            for table, open_tab in self.tabs.items()
            for line in open_tab.lines
        }

    @invariant()
    def all_the_money_is_there_at_every_rate(self) -> None:
        booked: Counter[TaxRate] = Counter()
        for booking in self.bookings:
            for c in booking.line.components:
                booked[c.rate] += c.net_amount.cents
        found: Counter[TaxRate] = Counter()
        for open_tab in self.tabs.values():
            for line in open_tab.lines:
                for c in line.components:
                    found[c.rate] += c.net_amount.cents
        for _, receipt in self.receipts:
            for t in receipt.taxes:
                found[t.rate] += t.gross.cents
            for discount in receipt.discounts:
                for rate, amount in discount.amounts:
                    found[rate] += amount.cents
        tips = sum(receipt.tip.cents for _, receipt in self.receipts)
        assert found.total() == booked.total() + tips
        assert all(found[rate] == cents for rate, cents in booked.items())

    @invariant()
    def every_receipt_is_paid_to_the_cent(self) -> None:
        for _, receipt in self.receipts[-1:]:
            assert Money.sum(p.amount for p in receipt.payments) == receipt.total == receipt.bill.total
            assert all(t.gross.cents >= 0 for t in receipt.taxes)

    @invariant()
    def nothing_open_is_below_zero(self) -> None:
        drawn: dict[str, int] = defaultdict(int)
        for open_tab in self.tabs.values():
            for line in open_tab.lines:
                assert line.is_sound
                drawn[line.id] += 1
        assert all(count == 1 for count in drawn.values())


TestEvening = Evening.TestCase
TestEvening.settings = settings(max_examples=40, stateful_step_count=25)

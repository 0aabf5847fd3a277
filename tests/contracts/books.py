"""What the books promise (`kasse.ports.books`, `kasse.ports.outbox`), on whatever database they are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from kasse.cli.master_file import demo_master
from kasse.domain.business import PaymentKind
from kasse.domain.master import Master
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Booking, BookingKind, Line, Tab, Wish
from kasse.domain.orders.menus import MenuItem, MenuOrder
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, BillDiscount, Payment, Receipt, ReceiptKind
from kasse.domain.shifts import Closing, figures_of
from kasse.domain.tax import TaxSum
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import (
    Act,
    ActKind,
    AlreadyBooked,
    AlreadySecured,
    BooksError,
    Order,
    Pending,
    Record,
    RecordKind,
    Series,
    Subject,
    TillDay,
)
from kasse.ports.fiscal import DeviceFacts, Process, Secured
from kasse.ports.outbox import Job, JobKind
from kasse.store.tables import SEALED
from kasse.usecases.close_day import close_day
from kasse.usecases.outages import all_outages
from tests.domain.examples import NOT_TAXABLE, REDUCED, STANDARD, bills, component, line, sale, tab
from tests.domain.examples import lines as example_lines
from tests.store.day import play
from tests.store.house import BEER, SOUP, START, ZONE, Desk, assert_clean, small_master

OpenDesk = Callable[..., Desk]
"""Opens a terminal on the one database of the test; again, it is that of another program."""

# Every example writes into the same books, and every database runs the same method: both are meant.
many = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
cents = st.integers(-(10**9), 10**9).map(Money)
moments = st.integers(0, 10**7).map(
    lambda seconds: START + timedelta(seconds=seconds, milliseconds=seconds % 1000)
)


@st.composite
def payments(draw: st.DrawFn) -> Payment:
    return Payment(
        draw(texts), draw(texts), draw(st.sampled_from(PaymentKind)), draw(cents), draw(cents), draw(cents),
        draw(st.sampled_from(["", "CHF", "USD"])), draw(st.integers(0, 10**12)),
    )  # fmt: skip


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """A receipt with anything in it; what adds up is not the books' affair."""
    return Receipt(
        terminal=1,
        number=0,
        kind=draw(st.sampled_from(ReceiptKind)),
        business_date=date(2026, 5, 4) + timedelta(days=draw(st.integers(0, 400))),
        issued_at=draw(moments),
        operator=draw(st.integers(1, 99)),
        operator_name=draw(texts),
        taxes=tuple(
            TaxSum(rate, draw(cents), draw(cents), draw(cents))
            for rate in draw(st.lists(st.sampled_from([STANDARD, REDUCED, NOT_TAXABLE]), unique=True))
        ),
        payments=tuple(draw(st.lists(payments(), max_size=3))),
        lines=tuple(
            replace(
                each, id=f"1-1-{i}", remark=draw(texts), take_away=draw(st.booleans()), station=draw(texts)
            )
            for i, each in enumerate(draw(bills()) if draw(st.booleans()) else ())
        ),
        discounts=tuple(
            BillDiscount(draw(texts), ((STANDARD, draw(cents)), (REDUCED, draw(cents))))
            for _ in range(draw(st.integers(0, 2)))
        ),
        tip=draw(cents),
        cash=draw(cents),
        reason=draw(texts),
        table=draw(st.none() | st.integers(-9, 999)),
        table_label=draw(texts),
        first_ordered_at=draw(st.none() | moments),
        reverses=draw(st.none() | st.integers(1, 10**6)),
        payer=draw(texts),
        training=draw(st.booleans()),
    )


def some_order(number: int, *bookings: Booking) -> Order:
    return Order(
        1, number, 12, "Tisch 12", 9, "Chefin", START,
        bookings or (Booking(BookingKind.ORDER, 12, line(component(440))),),
    )  # fmt: skip


DEVICE = DeviceFacts("ab" * 32, "BASE64", "ecdsa-plain-SHA256", "unixTime", "CERT", "Prüfstück", is_test=True)


def signed(number: int, transaction: int | None) -> Secured:
    """How something was secured; without a transaction it was an outage."""
    process = Process("LINDE-1", "Kassenbeleg-V1", f"Beleg {number}")
    if transaction is None:
        return Secured(process, error="Die TSE antwortet nicht.")
    return Secured(
        process, DEVICE.serial, transaction, START, START + timedelta(seconds=1), 2 * transaction, "c3RhcnQ=",
        2 * transaction + 1, "ZW5kZQ==",
    )  # fmt: skip


class BooksContract:
    """Subclasses bring the fixture `open_desk`."""

    @pytest.fixture
    def desk(self, open_desk: OpenDesk) -> Desk:
        """A terminal where the law asks for no signature."""
        return open_desk(law="neutral")

    # --- an act ------------------------------------------------------------------------------------------------

    def test_an_act_that_breaks_leaves_nothing(self, desk: Desk) -> None:
        books = desk.books
        before = books.journal()

        def break_down(act: Act) -> None:
            act.book_order(some_order(act.next_number(Series.ORDER)), pending=True)
            act.save_tab(tab(line(component(440))))
            act.save_setting("colour", "blue", "")
            act.save_master(demo_master(lambda pin: pin).master)
            act.follow_up(Job(JobKind.PRINT, "Küche", {"order": 1}))
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError), books.act(ActKind.ORDER, at=START) as act:
            break_down(act)
        assert books.journal() == before
        assert books.tab(12) is None
        assert books.pending() == []
        assert books.settings() == {}
        assert books.master() == small_master()
        assert desk.outbox.waiting() == {}
        with pytest.raises(KeyError):
            books.order(1)

    def test_an_act_stands_in_the_journal_as_it_was_written(self, desk: Desk) -> None:
        books, key = desk.books, uuid4()
        facts = {
            "Text": "Größe „12“ €",
            "number": -(2**53),
            "nothing": None,
            "list": [1, "a", [None]],
            "in": {"x": 1},
        }
        with books.act(ActKind.REPORT, at=START, operator=9, key=key) as act:
            act.body.update(facts)
        booked = books.booked(key)
        assert booked is not None
        assert (booked.kind, booked.at, booked.operator, booked.key) == (ActKind.REPORT, START, 9, key)
        assert booked.body == facts
        assert booked.business_date == books.business_date
        assert books.journal(limit=1) == [booked]
        assert books.booked(uuid4()) is None

    def test_the_same_key_again_books_nothing_and_tells_what_was_booked(self, desk: Desk) -> None:
        books, key = desk.books, uuid4()
        with books.act(ActKind.REPORT, at=START, key=key) as act:
            act.body["text"] = "erstens"
        count = len(books.journal())
        with pytest.raises(AlreadyBooked) as answer, books.act(ActKind.REPORT, at=START, key=key):
            pytest.fail("the block must not be entered")
        assert answer.value.booked.body == {"text": "erstens"}
        assert len(books.journal()) == count

    def test_numbers_have_no_gap_whatever_was_refused(self, desk: Desk) -> None:
        books = desk.books
        for want in range(1, 4):
            with pytest.raises(Refused), books.act(ActKind.ORDER, at=START) as act:
                refuse(act.next_number(Series.ORDER))
            with books.act(ActKind.ORDER, at=START) as act:
                number = act.next_number(Series.ORDER)
                act.book_order(some_order(number), pending=False)
            assert number == want
        with books.act(ActKind.RECEIPT_BEGUN, at=START) as act:
            assert act.next_number(Series.RECEIPT) == 1  # every series counts by itself
            assert act.next_number(Series.CLOSING) == 1

    def test_the_journal_is_read_backwards_in_portions(self, desk: Desk) -> None:
        books = desk.books
        for i in range(7):
            with books.act(ActKind.REPORT, at=START) as act:
                act.body["i"] = i
        latest = books.journal(limit=3)
        assert [booked.body["i"] for booked in latest] == [6, 5, 4]
        earlier = books.journal(limit=3, before=latest[-1].seq)
        assert [booked.body["i"] for booked in earlier] == [3, 2, 1]
        assert [b.seq for b in books.journal()] == sorted((b.seq for b in books.journal()), reverse=True)
        assert books.journal(before=1) == []

    def test_what_is_sealed_can_be_neither_changed_nor_deleted_nor_replaced(
        self, open_desk: OpenDesk
    ) -> None:
        desk = open_desk()
        play(desk)
        sqlite = desk.writer.engine.dialect.name == "sqlite"
        for table in SEALED:
            column = table.columns.keys()[-1]
            attempts = [f"UPDATE {table.name} SET {column}={column}", f"DELETE FROM {table.name}"]
            if sqlite:
                attempts.append(f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name}")
            else:
                attempts += [f"TRUNCATE {table.name}", f"TRUNCATE {table.name} CASCADE"]
            for attempt in attempts:
                with desk.writer.engine.connect() as connection, connection.begin() as transaction:
                    assert connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table.name}").scalar(), table
                    with pytest.raises(DBAPIError, match="is sealed"):
                        connection.exec_driver_sql(attempt)
                    transaction.rollback()
        assert_clean(desk.url)

    # --- what comes back ---------------------------------------------------------------------------------------

    @many
    @given(receipt=receipts())
    def test_a_receipt_comes_back_as_it_was_written(self, desk: Desk, receipt: Receipt) -> None:
        with desk.books.act(ActKind.RECEIPT_BEGUN, at=START) as act:
            receipt = replace(receipt, number=act.next_number(Series.RECEIPT))
            act.begin_receipt(receipt, pending=False)
        stored = desk.books.receipt(receipt.number)
        assert stored.receipt == receipt
        assert (stored.business, stored.secured, stored.aborted) == (
            small_master().house.business,
            None,
            False,
        )
        assert list(desk.books.receipts_between(receipt.number, receipt.number)) == [receipt]

    def test_a_business_date_is_known_of_every_terminal_in_the_same_books(self, desk: Desk) -> None:
        day = desk.books.business_date
        desk.order(BEER)
        first = desk.pay().receipt
        desk.order(BEER)
        last = desk.pay().receipt
        number = desk.terminal
        with Desk(desk.url, desk.folder.parent / "beside", terminal=3, law="neutral") as other:
            known = {till.terminal: till for till in other.books.tills_on(day)}
            assert known[number] == TillDay(number, first.number, last.number, False, None)
            assert known[3] == TillDay(3, 0, 0, False, None)
            assert list(other.books.receipts_of(number, first.number, last.number)) == [first, last]
            close_day(desk.till, desk.boss)
            known = {till.terminal: till for till in other.books.tills_on(day)}
            assert (known[number].closed, known[number].unit) == (True, "")
            (begun,) = [till for till in other.books.tills_on(desk.books.business_date) if till.last == 0]
            assert begun.terminal == number

    def test_the_acts_of_a_receipt_are_found_from_its_begin_on(self, desk: Desk) -> None:
        desk.order(BEER)
        first = desk.pay().receipt.number
        desk.order(BEER)
        second = desk.pay().receipt.number
        for number in (first, second, first):
            with desk.books.act(ActKind.REPRINT, at=START) as act:
                act.body["receipt"] = number
        for number, begun, copies in ((first, 1, 2), (second, 1, 1), (99, 0, 0)):
            found = desk.books.acts_of_receipt(number, ActKind.RECEIPT_BEGUN)
            assert [each.body["receipt"] for each in found] == [number] * begun
            reprinted = desk.books.acts_of_receipt(number, ActKind.REPRINT)
            assert [each.body for each in reprinted] == [{"receipt": number}] * copies
            assert [each.seq for each in reprinted] == sorted(each.seq for each in reprinted)

    @many
    @given(
        ordered=st.lists(example_lines(), min_size=1, max_size=3),
        kind=st.sampled_from(BookingKind),
        reason=texts,
        label=texts,
        at=moments,
    )
    def test_an_order_comes_back_as_it_was_written(
        self, desk: Desk, ordered: list[Line], kind: BookingKind, reason: str, label: str, at: datetime
    ) -> None:
        bookings = tuple(Booking(kind, -1, each.negated(), reason, origin=label) for each in ordered)
        with desk.books.act(ActKind.ORDER, at=START) as act:
            order = replace(some_order(act.next_number(Series.ORDER), *bookings), table_label=label, at=at)
            act.book_order(order, pending=False)
        assert desk.books.order(order.number) == order

    def test_the_orders_of_a_day_come_newest_first_until_it_is_closed(self, desk: Desk) -> None:
        books = desk.books
        assert books.orders_since(None, 10) == []
        orders = []
        for minute in range(3):
            with books.act(ActKind.ORDER, at=START) as act:
                booking = Booking(BookingKind.ORDER, 12, line(component(440)))
                at = START + timedelta(minutes=minute)
                orders.append(replace(some_order(act.next_number(Series.ORDER), booking), at=at))
                act.book_order(orders[-1], pending=False)
        assert books.orders_since(None, 10) == orders[::-1]
        assert books.orders_since(None, 2) == orders[:0:-1]
        assert books.orders_since(START + timedelta(minutes=2), 10) == [orders[2]]
        with books.act(ActKind.CLOSING, at=START) as act:
            number = act.next_number(Series.CLOSING)
            figures = figures_of(books.receipts_of_day(), ZONE)
            day = act.business_date
            act.close(Closing(1, number, day, START, 9, "Chefin", figures, None), day + timedelta(days=1))
        assert books.orders_since(None, 10) == []

    @many
    @given(open_lines=bills(), name=texts, payer=texts, code=texts, guests=st.integers(0, 999), at=moments)
    def test_a_tab_comes_back_as_it_was_saved_and_counts_its_changes(
        self,
        desk: Desk,
        open_lines: tuple[Line, ...],
        name: str,
        payer: str,
        code: str,
        guests: int,
        at: datetime,
    ) -> None:
        with desk.books.act(ActKind.TAB, at=START) as act:
            before = act.tab(7) or Tab(7, 1, START)
            saved = replace(
                before, lines=open_lines, name=name, payer=payer, payment_code=code, guests=guests,
                opened_at=at, bill_printed=bool(guests % 2),
            )  # fmt: skip
            act.save_tab(saved)
            assert act.tab(7) == saved
        assert desk.books.tab(7) == replace(saved, version=before.version + 1)
        (summary,) = desk.books.open_tabs()
        assert (summary.table, summary.name, summary.total, summary.guests) == (7, name, saved.total, guests)
        assert desk.books.tab(7, training=True) is None

    def test_a_table_without_anything_on_it_is_free(self, desk: Desk) -> None:
        books = desk.books
        with books.act(ActKind.TAB, at=START) as act:
            act.save_tab(Tab(7, 1, START))
            act.save_tab(Tab(8, 1, START, name="Stammtisch"))
            act.save_tab(Tab(8, 1, START, payer="Ohm", training=True))
        assert [(t.table, t.training) for t in books.open_tabs()] == [(8, False), (8, True)]
        with books.act(ActKind.TAB, at=START) as act:
            found = act.tab(8)
            assert found is not None
            act.save_tab(replace(found, name=""))
        assert [(t.table, t.training) for t in books.open_tabs()] == [(8, True)]

    def test_each_waiter_can_have_a_part_of_a_table(self, desk: Desk) -> None:
        books = desk.books
        with books.act(ActKind.TAB, at=START) as act:
            for waiter in (5, 3):
                act.save_tab(Tab(8, waiter, START, name=f"W{waiter}", waiter=waiter))
            assert act.tab(8) is None
        assert books.tab(8) is None
        parts = [books.tab(8, waiter=waiter) for waiter in (3, 5, None)]
        assert [part.name if part else "" for part in parts] == ["W3", "W5", "W3"]
        assert [(t.table, t.waiter) for t in books.open_tabs()] == [(8, 3), (8, 5)]
        with books.act(ActKind.TAB, at=START) as act:
            found = act.tab(8, waiter=None)
            assert found is not None
            act.save_tab(replace(found, name=""))
        assert [(t.table, t.waiter) for t in books.open_tabs()] == [(8, 5)]

    @many
    @given(ahead=bills().filter(bool))
    def test_a_part_without_lines_hides_none_that_has_some(self, desk: Desk, ahead: tuple[Line, ...]) -> None:
        books = desk.books
        with books.act(ActKind.TAB, at=START) as act:
            for waiter in (0, 3):
                act.save_tab(replace(act.tab(9, waiter=waiter) or Tab(9, 1, START, waiter=waiter), name="W"))
            part = act.tab(9, waiter=5) or Tab(9, 5, START, waiter=5)
            act.save_tab(replace(part, lines=tuple(ahead)))
        found = books.tab(9, waiter=None)
        assert found is not None
        assert found.waiter == 5

    @many
    @given(ahead=bills(), remark=texts, prices=st.none() | st.integers(0, 10**7))
    def test_what_is_ordered_ahead_comes_back_as_it_was_kept(
        self, desk: Desk, ahead: tuple[Line, ...], remark: str, prices: int | None
    ) -> None:
        wish = Wish(
            7, Quantity(1234), (8, 9), None if prices is None else Money(prices), 3, 0, True, 2, remark, ""
        )
        items = tuple(MenuItem(each, wish, on_paper=i % 2 == 0) for i, each in enumerate(ahead))
        with desk.books.act(ActKind.MENU_ORDER, at=START) as act:
            before = act.menu_order(7) or MenuOrder(7)
            act.save_menu_order(replace(before, items=items))
        assert desk.books.menu_order(7) == MenuOrder(7, items, before.version + 1)
        assert [order.table for order in desk.books.menu_orders()] == ([7] if items else [])

    def test_a_change_to_older_menus_is_refused(self, desk: Desk) -> None:
        books = desk.books
        for _ in range(2):
            with books.act(ActKind.MENU_ORDER, at=START) as act:
                act.save_menu_order(act.menu_order(7) or MenuOrder(7))
        for version in (0, 1):
            with (
                pytest.raises(Refused, match="an einer anderen Kasse geändert"),
                books.act(ActKind.MENU_ORDER, at=START) as act,
            ):
                act.save_menu_order(MenuOrder(7, version=version))
        assert books.menu_order(7) == MenuOrder(7, version=2)

    def test_a_change_to_an_older_state_of_a_table_is_refused(self, desk: Desk) -> None:
        books = desk.books
        with books.act(ActKind.TAB, at=START) as act:
            act.save_tab(tab(line(component(440))))
        old = books.tab(12)
        assert old is not None
        with books.act(ActKind.TAB, at=START) as act:
            act.save_tab(replace(old, name="Ohm"))
        for late in (replace(old, name="Volt"), replace(old, lines=()), replace(old, version=0)):
            with (
                pytest.raises(Refused, match="an einer anderen Kasse geändert"),
                books.act(ActKind.TAB, at=START) as act,
            ):
                act.save_tab(late)
        now = books.tab(12)
        assert now is not None
        assert now.name == "Ohm"

    def test_nothing_comes_of_what_was_never_booked(self, desk: Desk) -> None:
        books = desk.books
        for ask in (books.order, books.receipt, books.closing):
            with pytest.raises(KeyError):
                ask(1)
        assert books.latest_receipts(10) == []
        assert list(books.receipts_of_day()) == []
        assert books.device(DEVICE.serial) is None
        assert books.last_transaction(DEVICE.serial) == 0
        assert books.reversal_of(1) is None
        assert books.voids_of_day() == (0, ZERO)
        assert books.open_tabs() == []

    # --- securing ----------------------------------------------------------------------------------------------

    def test_what_waits_to_be_secured_is_told_oldest_first(self, desk: Desk) -> None:
        books = desk.books
        for _ in range(2):
            with books.act(ActKind.ORDER, at=START) as act:
                act.book_order(some_order(act.next_number(Series.ORDER)), pending=True)
            with books.act(ActKind.RECEIPT_BEGUN, at=START) as act:
                act.begin_receipt(
                    replace(sale_of(4_40), number=act.next_number(Series.RECEIPT)), pending=True
                )
        assert books.pending() == [
            Pending(Subject.ORDER, 1), Pending(Subject.RECEIPT, 1), Pending(Subject.ORDER, 2), Pending(Subject.RECEIPT, 2),
        ]  # fmt: skip
        assert books.receipt(1).secured is None
        with books.act(ActKind.SECURED, at=START) as act:
            act.secure(Subject.ORDER, 1, signed(1, 1))
        with books.act(ActKind.RECEIPT_FINISHED, at=START) as act:
            act.secure(Subject.RECEIPT, 1, signed(1, None))
        with books.act(ActKind.RECEIPT_ABORTED, at=START) as act:
            act.abort(2)
        assert books.pending() == [Pending(Subject.ORDER, 2)]
        assert books.receipt(1).secured == signed(1, None)
        assert books.receipt(2).aborted
        assert [stored.receipt.number for stored in books.latest_receipts(9)] == [2, 1]
        assert [receipt.number for receipt in books.receipts_of_day()] == [1]

    def test_the_transactions_of_a_device_are_known(self, desk: Desk) -> None:
        books = desk.books
        with books.act(ActKind.DEVICE, at=START) as act:
            act.add_device(DEVICE)
        assert books.device(DEVICE.serial) == DEVICE
        outcomes = (signed(1, 7), signed(2, None), signed(3, 9), signed(4, None))
        for outcome in outcomes:
            with books.act(ActKind.ORDER, at=START) as act:
                number = act.next_number(Series.ORDER)
                act.book_order(some_order(number), pending=True)
            with books.act(ActKind.SECURED, at=START) as act:
                act.secure(Subject.ORDER, number, outcome)
        assert books.last_transaction(DEVICE.serial) == 9
        assert books.last_transaction("another") == 0
        assert [books.last_transaction(DEVICE.serial, before=Pending(Subject.ORDER, n)) for n in (1, 2, 3, 4)] == [
            0, 7, 7, 9,
        ]  # fmt: skip
        assert books.knows_transaction(DEVICE.serial, 7)
        assert not books.knows_transaction(DEVICE.serial, 8)
        assert not books.knows_transaction("another", 7)
        assert books.unsigned_since(DEVICE.serial, 9) == [outcomes[3].process]
        assert books.unsigned_since(DEVICE.serial, 0) == [outcomes[1].process, outcomes[3].process]

    def test_nothing_is_secured_twice(self, desk: Desk) -> None:
        books = desk.books
        with books.act(ActKind.ORDER, at=START) as act:
            act.book_order(some_order(act.next_number(Series.ORDER)), pending=True)
        with books.act(ActKind.SECURED, at=START) as act:
            act.secure(Subject.ORDER, 1, signed(1, 1))
        count = len(books.journal())
        with pytest.raises(AlreadySecured), books.act(ActKind.SECURED, at=START) as act:
            act.secure(Subject.ORDER, 1, signed(1, 2))
        assert len(books.journal()) == count

    # --- lists and figures -------------------------------------------------------------------------------------

    def test_the_latest_receipts_come_newest_first_and_in_portions(self, desk: Desk) -> None:
        for _ in range(5):
            desk.order(BEER)
            desk.pay()
        assert [s.receipt.number for s in desk.books.latest_receipts(2)] == [5, 4]
        assert [s.receipt.number for s in desk.books.latest_receipts(2, before=4)] == [3, 2]
        assert desk.books.latest_receipts(2, before=1) == []
        with desk.books.act(ActKind.RESTORE, at=START) as act:  # a gap wider than a portion
            for _ in range(50):
                act.next_number(Series.RECEIPT)
        assert [s.receipt.number for s in desk.books.latest_receipts(2)] == [5, 4]
        desk.order(BEER)
        desk.pay()
        assert [s.receipt.number for s in desk.books.latest_receipts(2)] == [56, 5]

    def test_a_closing_freezes_the_day_and_changes_its_date(self, desk: Desk) -> None:
        books = desk.books
        desk.order(BEER)
        first = desk.pay().receipt
        figures = figures_of(books.receipts_of_day(), ZONE)
        with books.act(ActKind.CLOSING, at=START) as act:
            closing = Closing(
                1,
                act.next_number(Series.CLOSING),
                act.business_date,
                START,
                9,
                "Chefin",
                figures,
                Money(4_30),
            )
            act.close(closing, date(2026, 5, 9))
        assert books.business_date == date(2026, 5, 9)
        assert list(books.receipts_of_day()) == []
        desk.order(SOUP)
        second = desk.pay().receipt
        assert second.business_date == date(2026, 5, 9)
        assert list(books.receipts_of_day()) == [desk.books.receipt(second.number).receipt]
        assert books.closing(1) == (closing, small_master().house.business)
        assert books.closing(1)[0].figures.first_number == first.number

    def test_voids_of_the_day_are_counted_without_training(self, desk: Desk) -> None:
        books = desk.books
        gone = line(component(440), quantity=Quantity.of(2)).negated()
        for training in (False, True):
            with books.act(ActKind.ORDER, at=START) as act:
                number = act.next_number(Series.ORDER)
                bookings = [
                    Booking(BookingKind.VOID, 12, gone, "Falsch"),
                    Booking(BookingKind.ORDER, 12, gone),
                ]
                act.book_order(replace(some_order(number, *bookings), training=training), pending=False)
        assert books.voids_of_day() == (1, Money(4_40))
        by = books.order(1).operator
        assert (books.voids_of_day(by), books.voids_of_day(by + 1)) == ((1, Money(4_40)), (0, ZERO))

    def test_a_reversal_is_found_by_what_it_reverses(self, desk: Desk) -> None:
        books = desk.books
        for reverses, aborted in ((None, False), (1, True), (1, False)):
            with books.act(ActKind.RECEIPT_BEGUN, at=START) as act:
                number = act.next_number(Series.RECEIPT)
                receipt = replace(sale_of(4_40), number=number, reverses=reverses)
                act.begin_receipt(receipt, pending=aborted)
            if aborted:
                with books.act(ActKind.RECEIPT_ABORTED, at=START) as act:
                    act.abort(number)
        assert books.reversal_of(1) == 3
        assert books.reversal_of(2) is None

    # --- master data and settings ------------------------------------------------------------------------------

    @pytest.mark.parametrize("make", [small_master, lambda: demo_master(lambda pin: pin).master])
    def test_master_data_come_back_as_they_were_saved(self, desk: Desk, make: Callable[[], Master]) -> None:
        books, master = desk.books, make()
        with books.act(ActKind.MASTER_DATA, at=START) as act:
            act.save_master(master)
        assert books.master() == master
        with books.act(ActKind.MASTER_DATA, at=START) as act:
            act.save_master(master)
        assert "changes" not in books.journal(limit=1)[0].body  # nothing changed, nothing said

    def test_the_journal_keeps_old_and_new_values_of_master_data_but_no_secrets(self, desk: Desk) -> None:
        books, master = desk.books, small_master()
        beer, anna = master.catalogue.articles[BEER], master.staff.operators[1]
        articles = {
            **master.catalogue.articles,
            BEER: replace(beer, prices=(Money(4_60),)),
            999: replace(beer, number=999),
        }
        del articles[SOUP]
        staff = {**master.staff.operators, 1: replace(anna, pin_hash="geheim", name="Anna B.")}
        changed = replace(
            master,
            catalogue=replace(master.catalogue, articles=articles),
            staff=replace(master.staff, operators=staff),
        )
        with books.act(ActKind.MASTER_DATA, at=START, operator=9) as act:
            act.save_master(changed)
        assert books.master() == changed
        body = books.journal(limit=1)[0].body
        changes = {(c["table"], *c["key"]): c for c in body["changes"]}  # type: ignore[attr-defined]
        assert changes["article", BEER]["prices"] == ["[440,null,390]", "[460]"]
        assert changes["article", SOUP]["name"] == ["Tagessuppe", None]
        assert changes["article", 999]["name"] == [None, "Helles"]
        assert changes["operator", 1]["name"] == ["Anna", "Anna B."]
        assert changes["operator", 1]["pin_hash"] == ["•", "•"]
        assert len(changes) == 4
        assert not [b for b in books.journal() if "geheim" in str(b.body) or anna.pin_hash in str(b.body)]

    def test_a_receipt_keeps_the_head_it_was_printed_under(self, desk: Desk) -> None:
        before = small_master().house.business
        desk.order(BEER)
        desk.pay()
        after = replace(before, name="Gasthaus Zur neuen Linde")
        with desk.books.act(ActKind.MASTER_DATA, at=START) as act:
            act.save_master(replace(small_master(), house=replace(small_master().house, business=after)))
        desk.order(BEER)
        desk.pay()
        assert [s.business for s in desk.books.latest_receipts(2)] == [after, before]

    def test_settings_are_kept_by_scope_and_their_changes_stand_in_the_journal(self, desk: Desk) -> None:
        books = desk.books
        with books.act(ActKind.SETTING, at=START) as act:
            act.save_setting("receipt.copies", "1", "")
            act.save_setting("receipt.copies", "2", "terminal:1")
        with books.act(ActKind.SETTING, at=START) as act:
            act.save_setting("receipt.copies", "3", "terminal:1")
            act.save_setting("receipt.copies", None, "")
        assert books.settings() == {("terminal:1", "receipt.copies"): "3"}
        assert books.journal(limit=1)[0].body["settings"] == [
            ["terminal:1", "receipt.copies", "2", "3"],
            ["", "receipt.copies", "1", None],
        ]

    def test_the_acts_that_changed_a_setting_are_found_newest_first_whoever_wrote_them(
        self, desk: Desk
    ) -> None:
        books = desk.books
        texts = {"receipt.copies": ("2", "3"), "receipt_copies": ("9",), "tse.kind": ("epson",)}
        for minute, (key, text) in enumerate((k, v) for k, values in texts.items() for v in values):
            with books.act(ActKind.SETTING, at=START + timedelta(minutes=minute)) as act:
                act.save_setting(key, text, "everywhere")
        with books.act(ActKind.REPORT, at=START) as act:
            act.body["text"] = 'no "settings": nothing of "receipt.copies"'
        found = [act.body["settings"] for act in books.setting_acts("receipt.copies")]
        assert found == [
            [["everywhere", "receipt.copies", "2", "3"]],
            [["everywhere", "receipt.copies", None, "2"]],
        ]
        assert books.setting_acts("no.such.key") == []

    def test_a_running_number_goes_on_from_act_to_act_and_is_no_change_of_a_setting(self, desk: Desk) -> None:
        books = desk.books
        seen = []
        for number in (7, 8):
            with books.act(ActKind.TAB, at=START) as act:
                seen.append(act.running_number("tables.last"))
                act.save_running_number("tables.last", number)
        with pytest.raises(ZeroDivisionError), books.act(ActKind.TAB, at=START) as act:
            act.save_running_number("tables.last", 1 // act.running_number("no.such"))
        with books.act(ActKind.TAB, at=START) as act:
            seen.append(act.running_number("tables.last"))
        assert seen == [0, 7, 8]
        assert books.settings() == {("everywhere", "tables.last"): "8"}
        assert books.setting_acts("tables.last") == []

    def test_set_by_hand_it_goes_on_from_there_and_nonsense_counts_as_nothing(self, desk: Desk) -> None:
        books = desk.books
        for text, expected in (("20", 20), ("zwölf", 0), ("²", 0), (None, 0)):
            with books.act(ActKind.SETTING, at=START) as act:
                act.save_setting("tables.last", text, "everywhere")
            with books.act(ActKind.TAB, at=START) as act:
                assert act.running_number("tables.last") == expected

    # --- the outbox --------------------------------------------------------------------------------------------

    def test_jobs_wait_in_order_until_they_are_done(self, desk: Desk) -> None:
        box, later = desk.outbox, START + timedelta(minutes=1)
        jobs = [Job(JobKind.PRINT, "Küche", {"order": n, "text": "Süßes „1“"}) for n in (1, 2, 3)]
        with desk.books.act(ActKind.REPORT, at=START) as act:
            for job in jobs:
                act.follow_up(job)
            act.follow_up(Job(JobKind.DRAWER, "Küche", {}))
            act.follow_up(Job(JobKind.PRINT, "Theke", {}))
        assert box.waiting() == {"Küche": 3, "Theke": 1}
        found = box.due("Küche", START)
        assert [queued.job for queued in found] == jobs
        assert [(q.attempts, q.error, q.begun, q.created_at) for q in found] == [(0, "", False, START)] * 3
        assert box.due("Küche", START - timedelta(seconds=1)) == []
        assert len(box.due("Küche", START, limit=2)) == 2
        assert [q.job.kind for q in box.due("Küche", START, kind=JobKind.DRAWER)] == [JobKind.DRAWER]
        first, second, third = (queued.id for queued in found)
        box.begin(first)
        assert box.due("Küche", START)[0].begun
        box.done(first)
        box.failed(second, "Papier fehlt", later, begun=True)
        assert box.due("Küche", START) == []  # papers keep their order
        waits = box.due("Küche", later)
        assert [(q.id, q.attempts, q.error, q.begun) for q in waits] == [
            (second, 1, "Papier fehlt", True),
            (third, 0, "", False),
        ]
        box.set_aside(second, "kaputt")
        assert [q.id for q in box.aside()] == [second]
        assert box.waiting() == {"Küche": 1, "Theke": 1}
        box.hurry("Küche", START)
        assert [q.id for q in box.due("Küche", START)] == [second, third]
        assert box.retarget("Küche", "Theke") == 2
        assert box.waiting() == {"Theke": 3}

    def test_jobs_come_with_the_act_or_not_at_all(self, desk: Desk) -> None:
        with pytest.raises(Refused), desk.books.act(ActKind.REPORT, at=START) as act:
            queue_and_refuse(act)
        assert desk.outbox.waiting() == {}

    # --- what the law wants kept beside the receipts -----------------------------------------------------------

    def test_records_are_numbered_by_kind_and_terminal(self, open_desk: OpenDesk) -> None:
        one, two = open_desk(law="neutral"), open_desk(2, law="neutral")
        body = {"cause": "Ämter & Würden", "began_at": 5, "nothing": None, "list": [1, "zwei"]}
        for desk in (one, two, one):
            with desk.books.act(ActKind.OUTAGE, at=START, operator=9) as act:
                act.add_record(RecordKind.OUTAGE, body)
        with one.books.act(ActKind.OUTAGE_END, at=START) as act:
            act.add_record(RecordKind.OUTAGE_END, {"ended_at": 6}, 2)
        latest = one.books.latest_records(RecordKind.OUTAGE)
        assert [record.number for record in latest] == [2, 1]
        assert latest[0] == Record(RecordKind.OUTAGE, 2, START, 9, body)
        assert one.books.latest_records(RecordKind.OUTAGE, 1) == latest[:1]
        end = one.books.record(RecordKind.OUTAGE_END, 2)
        assert end is not None
        assert end.body == {"ended_at": 6}
        assert one.books.record(RecordKind.OUTAGE_END, 1) is None
        assert [record.number for record in two.books.latest_records(RecordKind.OUTAGE)] == [1]
        everywhere = one.books.records_by_terminal(RecordKind.OUTAGE)
        assert {number: [r.number for r in found] for number, found in everywhere.items()} == {
            1: [1, 2],
            2: [1],
        }
        assert everywhere[1][-1] == latest[0]
        with pytest.raises(BooksError), one.books.act(ActKind.OUTAGE_END, at=START) as act:
            act.add_record(RecordKind.OUTAGE_END, {"ended_at": 7}, 2)
        assert one.books.record(RecordKind.OUTAGE_END, 2) == end

    @pytest.mark.feature("J-22", "J-28")
    def test_an_outage_is_kept_with_all_that_it_left_unsigned(self, open_desk: OpenDesk) -> None:
        desk = open_desk()
        assert desk.faults is not None
        assert desk.books.last_device() is None
        desk.order(BEER)
        device = desk.books.last_device()
        assert device is not None
        for fault in (None, Fault.OUT, None, Fault.OUT):
            desk.faults.fault = fault
            desk.order(SOUP)
            desk.pay()
        assert desk.books.without_signature(1) == [Pending(Subject.ORDER, 3), Pending(Subject.RECEIPT, 2)]
        assert desk.books.without_signature(2) == [Pending(Subject.ORDER, 5), Pending(Subject.RECEIPT, 4)]
        assert desk.books.without_signature(3) == []
        found = [desk.books.receipt(n).secured for n in (1, 2, 3, 4)]
        assert [each.outage for each in found if each is not None] == [0, 1, 0, 2]
        assert [(o.number, o.serial, o.ended_at is None) for o in all_outages(desk.books)] == [
            (1, device.serial, False),
            (2, device.serial, True),
        ]
        assert desk.books.last_device() == device
        desk.close()
        again = open_desk()
        assert again.till.outage is None  # the device is back with the program
        assert len(list(all_outages(again.books))) == 2
        assert_clean(again.url)

    # --- the whole ---------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("law", ["de", "neutral"])
    def test_a_whole_day_is_proved(self, open_desk: OpenDesk, law: str) -> None:
        desk = open_desk(law=law)
        play(desk)
        report = assert_clean(desk.url)
        assert report.receipts >= 15
        assert (report.signatures > 20) == (law == "de")
        desk.close()
        assert open_desk(law=law).recovered.aborted == ()
        assert_clean(desk.url)


def refuse(_what_was_done: object) -> None:
    """Say no after something was done."""
    raise Refused("Nein.")


def queue_and_refuse(act: Act) -> None:
    act.follow_up(Job(JobKind.PRINT, "Küche", {}))
    raise Refused("Nein.")


def sale_of(amount: int) -> Receipt:
    """A receipt over something for so many cents."""
    return sale(Bill((line(component(amount)),)))

"""The ten common jobs with the fewest gestures that the till needs for them: each reaches its aim."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import BookingKind
from kasse.ports.books import Series
from kasse.ui.tables.view import TablesAction
from kasse.ui.training.jobs import JOBS as LESSONS
from kasse.ui.training.jobs import JobKey
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import AtTheTable
from tests.ui.taps import Finger
from tools.tap_table import JOBS, PAGE, PICTURE, page, picture

SIX = ("Wiener Schnitzel", "Käsespätzle", "Rindergulasch", "Helles 0,5", "Radler 0,5", "Spezi 0,5")


class AtTheTables(AtTheTable):
    """A waiter before the plan of the tables, and his finger."""

    def __init__(self, at_work: TillAtWork) -> None:
        super().__init__(at_work)
        self.finger = Finger(at_work)

    def begin(self) -> Finger:
        """The plan of the tables, with nothing counted yet."""
        self.at_work.program.show_tables()
        self.finger = Finger(self.at_work)
        return self.finger

    def begin_at(self, table: int) -> Finger:
        """The order screen of that table, with nothing counted yet."""
        self.at_work.program.open_table(table)
        self.finger = Finger(self.at_work)
        return self.finger

    def took(self, job: str) -> None:
        """The job is done: with as many gestures as the page says, and no more than we aim at."""
        assert self.finger.count == JOBS[job].ours
        assert self.finger.count <= JOBS[job].aim


@pytest.fixture
def house(at_work: TillAtWork) -> Iterator[AtTheTables]:
    house = AtTheTables(at_work)
    house.sign_in()
    yield house
    house.close_and_prove()


def test_j1_three_beers_for_table_12_are_sent(house: AtTheTables) -> None:
    work, finger = house.at_work, house.begin()
    finger.cell(work.tables.plan, "Tisch 12")
    finger.hold_and_slide(work.orders.middle.tiles, "Helles 0,5", "3")
    finger.tap(work.orders.second_key)
    tab = house.tab(12)
    assert tab is not None
    assert [(str(line.quantity), line.name) for line in tab.lines] == [("3", "Helles 0,5")]
    house.took("J1")


def test_j2_a_bill_is_split_among_four_who_pay_in_cash(house: AtTheTables) -> None:
    total = house.serve(*SIX)
    work, finger = house.at_work, house.begin()
    finger.hold(work.tables.plan, "Tisch 12")
    finger.tap_named(work.pay, "÷ 4")
    for _ in range(4):
        finger.tap(work.pay.cash_key)
    assert Money.sum(receipt.total for receipt in house.receipts()) == total
    assert len(house.receipts()) == 4
    assert house.tab(12) is None
    house.took("J2")


def test_j2b_two_of_six_lines_are_paid_and_then_the_rest(house: AtTheTables) -> None:
    house.serve(*SIX)
    work, finger = house.at_work, house.begin()
    finger.hold(work.tables.plan, "Tisch 12")
    finger.cell(work.pay.open_sheet, "1 Käsespätzle")
    finger.cell(work.pay.open_sheet, "1 Spezi 0,5")
    finger.tap(work.pay.cash_key)
    finger.tap(work.pay.cash_key)
    first, rest = house.receipts()
    assert [line.name for line in first.lines] == ["Käsespätzle", "Spezi 0,5"]
    assert len(rest.lines) == 4
    assert house.tab(12) is None
    house.took("J2b")


def test_j3_a_bill_is_paid_with_a_fifty(house: AtTheTables) -> None:
    total = house.serve("Wiener Schnitzel", "Helles 0,5")
    work, finger = house.at_work, house.begin_at(12)
    finger.hold_and_slide_key(work.orders.main_key, "50")
    assert house.receipts()[0].change == Money(50_00) - total
    house.took("J3")


def test_j3_from_the_plan_a_bill_is_paid_with_a_fifty(house: AtTheTables) -> None:
    total = house.serve("Wiener Schnitzel", "Helles 0,5")
    work, finger = house.at_work, house.begin()
    finger.hold(work.tables.plan, "Tisch 12")
    finger.tap_named(work.pay, "50")
    assert house.receipts()[0].change == Money(50_00) - total
    assert work.pay.change.isVisible()
    house.took("J3 Plan")


def test_j4_table_5_moves_to_table_1(house: AtTheTables) -> None:
    house.serve(*SIX, table=5)
    work, finger = house.at_work, house.begin()
    finger.drag(work.tables.plan, "Tisch 5", "Tisch 1")
    tab = house.tab(1)
    assert tab is not None
    assert len(tab.lines) == 6
    assert house.tab(5) is None
    house.took("J4")
    finger.tap_named(work.window.status, "Rückgängig")
    assert house.tab(1) is None, "one tap takes it back"


def test_j5_one_of_four_sent_beers_is_voided_with_a_reason(house: AtTheTables) -> None:
    house.serve((4, "Helles 0,5"))
    work, finger = house.at_work, house.begin_at(12)
    finger.cell(work.orders.ticket, "4 Helles 0,5")
    finger.tap_named(work.orders, "Storno")
    finger.cell(work.orders.middle.choices.cells, house.till.house.void_reasons[0])
    tab = house.tab(12)
    assert tab is not None
    assert str(tab.lines[0].quantity) == "3"
    order = house.till.books.order(house.till.books.last_number(Series.ORDER))
    assert [b.kind for b in order.bookings] == [BookingKind.VOID]
    house.took("J5")


def test_j6_the_same_round_comes_again(house: AtTheTables) -> None:
    house.serve((3, "Helles 0,5"), "Radler 0,5")
    work, finger = house.at_work, house.begin_at(12)
    finger.tap_named(work.orders, "Runde")
    finger.tap(work.orders.second_key)
    tab = house.tab(12)
    assert tab is not None
    assert [(str(line.quantity), line.name) for line in tab.lines[2:]] == [
        ("3", "Helles 0,5"),
        ("1", "Radler 0,5"),
    ]
    house.took("J6")


def test_j7_the_last_receipt_is_printed_again(house: AtTheTables) -> None:
    house.serve("Wiener Schnitzel")
    work, finger = house.at_work, house.begin()
    finger.hold(work.tables.plan, "Tisch 12")
    finger.tap(work.pay.cash_key)
    finger.count = 0
    finger.tap_named(work.pay, "Kopie drucken")
    assert "Kopie" in work.notice
    house.took("J7")


def test_j8_the_soup_is_sold_out(house: AtTheTables) -> None:
    work, finger = house.at_work, house.begin_at(12)
    finger.hold(work.orders.middle.tiles, "Helles 0,5")
    finger.cell(work.orders.middle.choices.cells, "Ausverkauft")
    assert house.till.availability(house.till.catalogue.named("Helles 0,5")).gone
    house.took("J8")


def test_j10_the_day_ends_when_nothing_is_in_the_way(house: AtTheTables) -> None:
    work, finger = house.at_work, house.begin()
    finger.tap(work.tables.keys[TablesAction.REGISTER])
    finger.cell(work.tables.choices.cells, "Tagesabschluss")
    finger.tap(work.closing.main_key)
    assert house.till.books.last_number(Series.CLOSING) == 1
    assert work.window.shown == "tables"
    house.took("J10")


def test_whoever_practises_is_given_the_same_aims() -> None:
    for job in LESSONS:
        shown = "J3 Plan" if job.key is JobKey.PAY else job.key.value
        assert job.aim == JOBS[shown].aim, job.key


def test_no_other_till_needs_fewer() -> None:
    assert all(job.ours <= job.aim <= job.best for job in JOBS.values())


def test_the_page_of_the_tap_counts_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make manual"
    assert PICTURE.read_text(encoding="utf-8") == picture(), "make manual"

"""What taps on the table overview do: whose table it is, where it moves, who takes it over, what the register offers."""

from __future__ import annotations

import errno
import logging
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.app.drafts_file import DraftsFile
from kasse.domain.money import Money
from kasse.ports.books import ActKind
from kasse.ui.tables.floor import floor_plan, regular
from kasse.ui.tables.view import TablesAction
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.plan_model import Raster, TableState
from tests.conftest import ExpectedLog
from tests.ui.at_work import TillAtWork, key_named

BOSS = "Georg Hirsch"


def spoken(at_work: TillAtWork, table: int) -> str:
    """What the plan says of a table."""
    plan = at_work.tables.plan
    return next(plan.cell_name(i) for i in range(plan.cell_count()) if plan.cell_key(i) == table)


def order_beer(at_work: TillAtWork, table: int) -> None:
    at_work.open_table(table)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    at_work.tap(at_work.orders.top.back_key)


def change_waiter(at_work: TillAtWork, name: str) -> None:
    at_work.tap(at_work.tables.top.sign_out_key)
    at_work.settle()
    at_work.sign_in(name)


def register(at_work: TillAtWork, label: str) -> None:
    at_work.tap(at_work.tables.keys[TablesAction.REGISTER])
    at_work.choose(at_work.tables.choices, label)


def pull(at_work: TillAtWork, table: int, to: int) -> None:
    """A finger pulls one table onto another."""
    plan = at_work.tables.plan
    boxes = {plan.cell_key(i): plan.center_of(i) for i in range(plan.cell_count())}
    QTest.mousePress(plan, Qt.MouseButton.LeftButton, pos=boxes[table].toPoint())
    QTest.mouseMove(plan, boxes[to].toPoint())
    QTest.mouseRelease(plan, Qt.MouseButton.LeftButton, pos=boxes[to].toPoint())
    at_work.settle()


class TestPlan:
    def test_a_table_tells_whose_it_is_what_it_owes_and_for_how_long(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        assert TableState.FREE.value in spoken(at_work, 12)
        order_beer(at_work, 12)
        assert spoken(at_work, 12) == "Tisch 12, meine, 4,70, 0 min"
        at_work.clock.later(minutes=31)
        at_work.program.tick()
        assert spoken(at_work, 12) == "Tisch 12, über Zeit, 4,70, 31 min"
        change_waiter(at_work, "Petra Steiner")
        assert spoken(at_work, 12) == "Tisch 12, Kollege AB, 4,70, 31 min"

    @pytest.mark.feature("M-TIS-03")
    def test_on_another_waiters_table_one_has_a_part_of_ones_own(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        change_waiter(at_work, "Markus Huber")
        at_work.tap_cell(at_work.tables.plan, "Tisch 12")
        assert at_work.notice.startswith("Hier bedient auch Anna Berger.")
        assert at_work.orders.ticket.model.total == "0,00 €"
        at_work.tap_section("Bier")
        at_work.tap_tile("Helles 0,5", 2)
        at_work.send()
        at_work.to_pay()
        at_work.pay_cash()
        assert at_work.last_receipt().total == Money(9_40)
        tab = at_work.shop.till.books.tab(12)
        assert tab is not None
        assert (tab.operator, tab.total) == (1, Money(4_70))
        at_work.close()
        assert at_work.findings() == []

    @pytest.mark.feature("M-TIS-03")
    def test_the_plan_shows_ones_own_part_of_a_table(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        change_waiter(at_work, "Markus Huber")
        assert spoken(at_work, 12) == "Tisch 12, Kollege AB, 4,70, 0 min"
        order_beer(at_work, 12)
        assert spoken(at_work, 12).startswith("Tisch 12, meine, 4,70")

    @pytest.mark.feature("M-TIS-03")
    def test_what_a_colleague_has_not_sent_is_not_on_ones_ticket(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        at_work.open_table(12)
        at_work.tap_section("Bier")
        at_work.tap_tile("Helles 0,5")
        at_work.program.show_tables()
        change_waiter(at_work, "Markus Huber")
        at_work.open_table(12)
        assert not at_work.orders.ticket.model.total.startswith("4")
        at_work.program.show_tables()
        change_waiter(at_work, "Anna Berger")
        at_work.open_table(12)
        at_work.send()
        assert at_work.shop.till.books.open_tabs()[0].total == Money(4_70)

    def test_only_mine_hides_the_tables_of_others_and_free_ones(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        at_work.tap(at_work.tables.keys[TablesAction.MINE])
        assert at_work.tables.plan.cell_count() == 1

    def test_a_number_that_the_house_has_not_is_refused(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        at_work.digits(at_work.tables.pad, "99")
        at_work.tap(at_work.tables.main_key)
        assert "Einen Tisch 99 gibt es nicht." in at_work.notice
        assert at_work.window.shown == "tables"

    def test_the_last_table_opens_again_with_one_tap(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        assert at_work.tables.main_key.on_it.label == "Tisch 12 öffnen"
        at_work.tap(at_work.tables.main_key)
        assert at_work.orders.ticket.model.title == "Tisch 12"

    def test_other_rooms_are_one_tap_away(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        at_work.tap_cell(at_work.tables.areas, "Stüberl")
        at_work.tap_cell(at_work.tables.plan, "Tisch 20")
        assert "Stüberl" in at_work.orders.ticket.model.place


class TestMoving:
    def test_a_table_pulled_onto_another_moves_with_what_is_not_sent(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        at_work.open_table(12)
        at_work.tap_tile("Radler 0,5")
        at_work.tap(at_work.orders.top.back_key)
        pull(at_work, 12, 5)
        assert at_work.shop.till.books.tab(12) is None
        assert spoken(at_work, 5) == "Tisch 5, meine, 4,70, 0 min, +1 nicht gesendet"

    def test_a_move_is_taken_back_with_one_tap_and_so_is_what_was_not_sent(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        at_work.open_table(12)
        at_work.tap_tile("Radler 0,5")
        at_work.tap(at_work.orders.top.back_key)
        pull(at_work, 12, 5)
        at_work.tap(key_named(at_work.window.status, "Rückgängig"))
        at_work.settle()
        assert spoken(at_work, 12) == "Tisch 12, meine, 4,70, 0 min, +1 nicht gesendet"
        assert "frei" in spoken(at_work, 5)
        at_work.close()
        assert at_work.findings() == []

    def test_nobody_takes_back_what_another_has_moved(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        pull(at_work, 12, 5)
        change_waiter(at_work, BOSS)
        at_work.tap(key_named(at_work.window.status, "Rückgängig"))
        at_work.settle()
        assert "frei" in spoken(at_work, 12)

    def test_a_table_moves_in_three_taps(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        at_work.tap(at_work.tables.keys[TablesAction.TRANSFER])
        at_work.tap_cell(at_work.tables.plan, "Tisch 12")
        at_work.tap_cell(at_work.tables.plan, "Tisch 1")
        at_work.settle()
        assert "meine" in spoken(at_work, 1)
        assert "frei" in spoken(at_work, 12)
        at_work.close()
        assert at_work.findings() == []

    def test_a_table_is_handed_over_to_another_waiter(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        order_beer(at_work, 12)
        at_work.tap(at_work.tables.keys[TablesAction.HANDOVER])
        at_work.tap_cell(at_work.tables.plan, "Tisch 12")
        at_work.choose(at_work.tables.choices, "Markus Huber")
        at_work.settle()
        assert "Kollege MH" in spoken(at_work, 12)


class TestRegister:
    def test_cash_in_is_typed_given_a_reason_and_signed(self, at_work: TillAtWork) -> None:
        at_work.sign_in(BOSS)
        register(at_work, "Einlage")
        at_work.digits(at_work.tables.pad, "15000")
        at_work.tap(at_work.tables.main_key)
        at_work.choose(at_work.tables.choices, "Wechselgeld")
        at_work.settle()
        receipt = at_work.last_receipt()
        assert (receipt.cash, receipt.reason) == (Money(15000), "Wechselgeld")
        register(at_work, "Entnahme")
        at_work.digits(at_work.tables.pad, "5000")
        at_work.tap(at_work.tables.main_key)
        at_work.choose(at_work.tables.choices, "Bank")
        at_work.settle()
        assert at_work.last_receipt().cash == Money(-5000)

    def test_the_drawer_and_the_report_stand_in_the_journal(self, at_work: TillAtWork) -> None:
        at_work.sign_in(BOSS)
        register(at_work, "Schublade öffnen")
        at_work.settle()
        register(at_work, "Zwischenbericht")
        at_work.settle()
        kinds = [act.kind for act in at_work.shop.till.books.journal(limit=5)]
        assert kinds[:3] == [ActKind.REPORT, ActKind.SECURED, ActKind.DRAWER]

    def test_what_is_not_allowed_says_why(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        register(at_work, "Entnahme")
        assert "Ein- und Auszahlungen" in at_work.notice

    @pytest.mark.parametrize("theme", ["Dunkel", "Kräftig", "Hell"])
    def test_the_light_changes_with_one_tap(self, at_work: TillAtWork, theme: str) -> None:
        at_work.sign_in()
        register(at_work, theme)
        names = {"Dunkel": "dark", "Kräftig": "strong", "Hell": "light"}
        assert at_work.window.look.theme == names[theme]

    def test_who_quits_over_an_order_that_is_not_sent_is_not_asked_for_it_is_kept(
        self, at_work: TillAtWork
    ) -> None:
        at_work.sign_in()
        at_work.open_table(12)
        at_work.tap_tile("Helles 0,5")
        at_work.tap(at_work.orders.top.back_key)
        register(at_work, "Beenden")
        assert not at_work.window.isVisible()

    def test_nobody_quits_over_an_order_that_cannot_be_kept_without_being_told(
        self, at_work: TillAtWork, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
    ) -> None:
        def full(*_args: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(DraftsFile, "_replace", full)
        at_work.sign_in()
        at_work.open_table(12)
        with expected_log(logging.WARNING, "could not be kept"):
            at_work.tap_tile("Helles 0,5")
            at_work.until(lambda: "lässt sich gerade nicht sichern" in at_work.notice)
        at_work.tap(at_work.orders.top.back_key)
        register(at_work, "Beenden")
        at_work.until(lambda: "Noch nicht gesendet: Tisch 12." in at_work.notice)
        assert at_work.window.isVisible()
        monkeypatch.undo()
        at_work.program.keeping.write()
        at_work.until(lambda: at_work.program.keeping.safe)
        at_work.tap(at_work.window.status.answer_keys[1])
        assert not at_work.window.isVisible()


class TestSmallPlan:
    @pytest.mark.parametrize(("width", "height"), [(456, 584), (632, 544), (632, 464)])
    def test_a_table_to_move_to_is_never_too_small_for_a_finger(
        self, at_work: TillAtWork, width: int, height: int
    ) -> None:
        till = at_work.shop.till
        anna = till.staff.operator(1)
        for area in till.house.areas:
            plan = regular(floor_plan(till, area, (), operator=anna, unsent={}), width, height)
            raster = Raster.of(plan, width, height, Metrics(1024, 768).sizes)
            boxes = [raster.table_box(table) for table in plan.tables]
            assert {table.key for table in plan.tables} == {
                place.number for place in till.house.places.values() if place.area == area
            }
            assert all(box.width() >= 48 and box.height() >= 48 for box in boxes)
            assert not any(a.intersects(b) for a, b in combinations(boxes, 2))

"""What is typed on the order screen stands on the ticket at once, and in the books when it is sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.ui.orders.actions import OrderAction
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS, do, new_lines, tab_of, tap_line


class TestDraft:
    def test_a_digit_before_the_article_counts_it(self, waiter: TillAtWork) -> None:
        waiter.digits(waiter.orders.pad, "12")
        assert waiter.orders.ticket.model.pending == "12"
        waiter.tap_tile("Helles 0,5")
        assert new_lines(waiter) == [("12", "Helles 0,5")]
        assert waiter.orders.ticket.model.pending == ""

    def test_a_number_and_times_after_the_article_count_it_too(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.digits(waiter.orders.pad, "4×")
        assert new_lines(waiter) == [("4", "Helles 0,5")]

    def test_a_held_tile_asks_how_many(self, waiter: TillAtWork) -> None:
        waiter.hold(waiter.orders.middle.tiles, "Helles 0,5")
        waiter.answer("3 ×")
        assert new_lines(waiter) == [("3", "Helles 0,5")]

    def test_what_is_typed_on_a_held_tile_counts_as_well(self, waiter: TillAtWork) -> None:
        waiter.hold(waiter.orders.middle.tiles, "Helles 0,5")
        waiter.digits(waiter.orders.pad, "15")
        waiter.tap(waiter.orders.main_key)
        assert new_lines(waiter) == [("15", "Helles 0,5")]

    def test_twenty_steps_can_be_undone(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5", times=12)
        waiter.tap_tile("Radler 0,5", times=12)
        for _ in range(20):
            waiter.tap(waiter.orders.tools.keys[OrderAction.UNDO])
        assert new_lines(waiter) == [("4", "Helles 0,5")]

    def test_a_new_line_goes_without_a_reason_and_comes_back_by_undo(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.tap_tile("Radler 0,5")
        tap_line(waiter, "Helles")
        waiter.tap(waiter.orders.keys[OrderAction.VOID])
        assert new_lines(waiter) == [("1", "Radler 0,5")]
        waiter.tap(waiter.orders.tools.keys[OrderAction.UNDO])
        assert new_lines(waiter) == [("1", "Helles 0,5"), ("1", "Radler 0,5")]

    def test_what_is_not_sent_waits_while_others_work_and_is_seen_on_the_plan(
        self, waiter: TillAtWork
    ) -> None:
        waiter.tap_tile("Helles 0,5", times=2)
        waiter.tap(waiter.orders.top.back_key)
        plan = waiter.tables.plan
        assert "2 nicht gesendet" in next(
            plan.cell_name(i) for i in range(plan.cell_count()) if plan.cell_key(i) == 12
        ).replace("+", "")
        waiter.tap(waiter.tables.top.sign_out_key)
        waiter.settle()
        waiter.sign_in(BOSS)
        waiter.open_table(12)
        assert new_lines(waiter) == [("2", "Helles 0,5")]
        assert "Anna Berger" in waiter.orders.ticket.model.new_head

    def test_take_away_changes_the_chosen_line_and_what_follows(self, waiter: TillAtWork) -> None:
        waiter.tap_section("Speisen")
        waiter.tap_tile("Käsespätzle")
        waiter.tap(waiter.orders.tools.keys[OrderAction.TAKE_AWAY])
        waiter.tap_tile("Spinatknödel")
        waiter.send()
        assert [line.take_away for line in tab_of(waiter).lines] == [True, True]

    def test_a_note_goes_with_the_line(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.tap(waiter.orders.keys[OrderAction.NOTE])
        QTest.keyClicks(waiter.orders.middle.text.field, "ohne Schaum")
        waiter.tap(waiter.orders.middle.text.accept_key)
        assert "ohne Schaum" in waiter.orders.ticket.model.new[0].note
        waiter.send()
        assert tab_of(waiter).lines[0].remark == "ohne Schaum"

    def test_a_course_is_chosen_for_a_line(self, waiter: TillAtWork) -> None:
        waiter.tap_section("Dessert")
        waiter.tap_tile("Apfelstrudel")
        do(waiter, OrderAction.COURSE)
        waiter.answer("3. Gang")
        waiter.send()
        assert tab_of(waiter).lines[0].course == 3

    def test_the_same_round_again_takes_two_taps(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5", times=2)
        waiter.tap_tile("Wiener Schnitzel")
        waiter.answer("mit Pommes frites")
        waiter.done()
        waiter.send()
        waiter.tap(waiter.orders.keys[OrderAction.ROUND])
        waiter.send()
        assert [(str(line.quantity), line.name) for line in tab_of(waiter).lines] == [
            ("2", "Helles 0,5"),
            ("1", "Wiener Schnitzel"),
        ] * 2
        assert [c.name for c in tab_of(waiter).lines[3].components[1:]] == ["mit Pommes frites"]

    def test_what_is_sold_out_says_so_and_is_not_ordered(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Hirschgulasch")
        assert "ausverkauft" in waiter.notice
        assert new_lines(waiter) == []


class TestKeyboard:
    def test_an_order_is_typed_sent_and_paid_without_touching(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        QTest.keyClicks(at_work.tables, "12")
        at_work.key_press(Qt.Key.Key_Return)
        assert at_work.window.shown == "orders"
        QTest.keyClicks(at_work.orders, "3")
        at_work.key_press(Qt.Key.Key_F3)
        QTest.keyClicks(at_work.orders.middle.text.field, "helles")
        QTest.keyClick(at_work.orders.middle.text.field, Qt.Key.Key_Return)
        at_work.key_press(Qt.Key.Key_F12)
        at_work.settle()
        assert [str(line.quantity) for line in tab_of(at_work).lines] == ["3"]
        at_work.key_press(Qt.Key.Key_Return)
        at_work.until(lambda: at_work.window.shown == "pay")
        at_work.key_press(Qt.Key.Key_Escape)
        assert at_work.window.shown == "orders"
        at_work.key_press(Qt.Key.Key_Escape)
        assert at_work.window.shown == "tables"

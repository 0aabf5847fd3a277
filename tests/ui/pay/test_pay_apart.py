"""Guests who pay apart: by lines, pieces, parts, sums and heads, and how few taps that takes."""

from __future__ import annotations

import pytest

from kasse.domain.money import Money
from tests.ui.pay.at_the_table import FOUR, AtTheTable, euro

SIX = ("Wiener Schnitzel", "Käsespätzle", "Rindergulasch", "Helles 0,5", "Radler 0,5", "Spezi 0,5")


class TestApart:
    def test_four_guests_pay_equal_shares_in_cash_with_seven_taps(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.tap(table.view.split_key)
        table.choice("÷ 4")
        assert table.guest_names() == [("¼", name) for name in FOUR]
        assert table.open_names() == []
        for _ in range(4):
            table.tap(table.view.cash_key)
        assert table.taps == 7
        sums = [receipt.total for receipt in table.receipts()]
        assert Money.sum(sums) == total
        assert max(sums) - min(sums) <= Money(1)
        assert table.tab() is None
        assert table.change == f"Bezahlt {euro(sums[-1])}"

    def test_where_the_guests_are_noted_equal_shares_take_six_taps(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR, guests=4)
        table.ask_for_the_bill()
        assert table.view.split_key.on_it.label == "÷ 4"
        table.tap(table.view.split_key)
        for _ in range(4):
            table.tap(table.view.cash_key)
        assert table.taps == 6
        assert Money.sum(receipt.total for receipt in table.receipts()) == total
        assert table.tab() is None

    def test_the_number_on_the_pad_says_among_how_many(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.type("3")
        table.tap(table.view.split_key)
        assert table.view.guests.cell_count() == 4  # three guests, and the key for one more
        assert table.view.cash_key.on_it.label != "Bar 3,00", "the number is used up"

    def test_two_of_six_lines_and_then_the_rest_take_six_taps(self, table: AtTheTable) -> None:
        total = table.serve(*SIX)
        table.ask_for_the_bill()
        table.line("Käsespätzle")
        table.line("Spezi 0,5")
        table.tap(table.view.cash_key)
        assert table.amount.startswith("Gast 2 zahlt den Rest")
        table.tap(table.view.cash_key)
        table.tap(table.view.main_key)
        assert table.taps == 6
        assert table.at_work.window.shown == "tables"
        first, rest = table.receipts()
        assert [line.name for line in first.lines] == ["Käsespätzle", "Spezi 0,5"]
        assert [line.name for line in rest.lines] == [n for n in SIX if n not in ("Käsespätzle", "Spezi 0,5")]
        assert first.total + rest.total == total

    def test_a_tap_takes_one_of_three_beers_and_a_tap_on_the_right_gives_back(
        self, table: AtTheTable
    ) -> None:
        table.serve((3, "Helles 0,5"))
        table.ask_for_the_bill()
        table.line("Helles 0,5")
        assert (table.open_names(), table.guest_names()) == ([("2", "Helles 0,5")], [("1", "Helles 0,5")])
        table.line("Helles 0,5")
        assert table.guest_names() == [("2", "Helles 0,5")]
        table.line("Helles 0,5", table.view.guest_sheet)
        assert (table.open_names(), table.guest_names()) == ([("3", "Helles 0,5")], [])

    def test_half_a_line_is_shared_between_two_guests(self, table: AtTheTable) -> None:
        total = table.serve("Apfelstrudel", "Espresso", "Espresso")
        table.ask_for_the_bill()
        table.line("Apfelstrudel")
        table.tap(table.view.half_key)
        assert table.guest_names() == [("½", "Apfelstrudel")]
        assert ("½", "Apfelstrudel") in table.open_names()
        table.line("Espresso")
        table.tap(table.view.cash_key)
        table.line("Apfelstrudel")
        assert table.view.guest_sheet.model.lines[0].note.endswith("mit Gast 1 geteilt")
        table.tap(table.view.all_key)
        table.tap(table.view.cash_key)
        first, second = table.receipts()
        assert first.total + second.total == total
        assert table.tab() is None

    @pytest.mark.parametrize(
        ("answer", "taken", "left"),
        [("⅓", "1", "2"), ("2", "2", "1"), ("Alles", "3", ""), ("½", "1,5", "1,5")],
    )
    def test_a_line_held_asks_how_much_of_it(
        self, table: AtTheTable, answer: str, taken: str, left: str
    ) -> None:
        table.serve((3, "Helles 0,5"))
        table.ask_for_the_bill()
        table.view.open_sheet.held.emit(table.view.open_sheet.cell_key(0))
        table.choice(answer)
        assert [quantity for quantity, _ in table.guest_names()] == [taken]
        assert [quantity for quantity, _ in table.open_names()] == ([left] if left else [])

    def test_a_guest_can_give_back_part_of_what_he_took(self, table: AtTheTable) -> None:
        table.serve((3, "Helles 0,5"))
        table.ask_for_the_bill()
        table.tap(table.view.all_key)
        table.view.guest_sheet.held.emit(table.view.guest_sheet.cell_key(0))
        table.choice("2")
        assert (table.guest_names(), table.open_names()) == ([("2", "Helles 0,5")], [("1", "Helles 0,5")])
        table.tap(table.view.return_key)
        assert table.guest_names() == []

    def test_a_guest_takes_exactly_so_many_euros_of_the_table(self, table: AtTheTable) -> None:
        total = table.serve(*SIX)
        table.ask_for_the_bill()
        table.type("30")
        assert table.view.all_key.on_it.label == "30,00"
        table.tap(table.view.all_key)
        assert table.amount == "Gast 1 zahlt 30,00 €"
        table.tap(table.view.card_key)
        table.tap(table.view.cash_key)
        first, second = table.receipts()
        assert (first.total, second.total) == (Money(30_00), total - Money(30_00))

    def test_guests_are_added_and_pay_in_any_order(self, table: AtTheTable) -> None:
        table.serve(*SIX)
        table.ask_for_the_bill()
        table.line("Käsespätzle")
        table.guest("Gast")
        table.line("Spezi 0,5")
        assert table.amount.startswith("Gast 2 zahlt")
        table.tap(table.view.cash_key)
        assert table.amount.startswith("Gast 1 zahlt"), "he has shares and has not paid"
        assert [line.name for line in table.receipts()[0].lines] == ["Spezi 0,5"]

    def test_a_guest_who_has_paid_is_looked_at_again(self, table: AtTheTable) -> None:
        table.serve(*SIX)
        table.ask_for_the_bill()
        table.line("Käsespätzle")
        table.tap(table.view.cash_key)
        table.guest("Gast 1")
        (receipt,) = table.receipts()
        assert table.change == f"Bezahlt {euro(receipt.total)}"
        table.tap(table.view.main_key)
        assert table.amount.startswith("Gast 2 zahlt den Rest")

    def test_change_for_a_guest_stands_before_the_next_is_asked(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.line("Wiener Schnitzel")
        table.note("50")
        first = table.receipts()[0]
        assert table.change == f"Rückgeld {euro(Money(50_00) - first.total)}"
        assert table.view.main_key.on_it.label == f"Rest {total - first.total} kassieren"
        table.tap(table.view.main_key)
        assert table.amount == f"Gast 2 zahlt den Rest {euro(total - first.total)}"

    def test_shares_wait_while_more_is_ordered(self, table: AtTheTable) -> None:
        table.serve(*SIX)
        table.ask_for_the_bill()
        table.line("Käsespätzle")
        table.tap(table.view.top.back_key)
        assert table.at_work.window.shown == "orders"
        table.serve("Espresso")
        table.ask_for_the_bill()
        assert table.guest_names() == [("1", "Käsespätzle")]
        assert ("1", "Espresso") in table.open_names()

    def test_nothing_taken_and_nothing_open_cannot_be_paid(self, table: AtTheTable) -> None:
        table.serve("Espresso")
        table.ask_for_the_bill()
        table.tap(table.view.all_key)
        table.guest("Gast")
        table.tap(table.view.cash_key)
        assert table.receipts() == []
        assert "Gast 2 ist nichts zugeteilt" in table.at_work.notice

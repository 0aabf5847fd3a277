"""Paying by taps: whole, apart, mixed; what stands on the screen is what stands in the books."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from kasse.domain.money import ZERO, Money
from kasse.domain.sales import ReceiptKind
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.describe_tab import describe_tab
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import BOSS, FOUR, TABLE, AtTheTable

SIX = ("Wiener Schnitzel", "Käsespätzle", "Rindergulasch", "Helles 0,5", "Radler 0,5", "Spezi 0,5")
WAITER = "Anna Berger"


def euro(amount: Money) -> str:
    return f"{amount} €"


class TestTheWholeTable:
    def test_one_tap_on_a_note_pays_and_the_change_was_said_before(self, table: AtTheTable) -> None:
        total = table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        assert table.amount == f"Ganze Rechnung {euro(total)}"
        back = Money(50_00) - total
        note = next(key for key in table.view.note_keys if key.on_it.label == "50")
        assert note.on_it.sub == f"zurück {back}"
        before = table.taps
        table.note("50")
        assert table.taps - before == 1
        assert table.change == f"Rückgeld {euro(back)}"
        (receipt,) = table.receipts()
        assert (receipt.total, receipt.change) == (total, back)
        assert table.tab() is None

    def test_from_the_tables_it_is_the_table_held_and_the_note(self, table: AtTheTable) -> None:
        total = table.serve("Wiener Schnitzel")
        table.at_work.program.show_tables()
        plan = table.at_work.tables.plan
        plan.held.emit(TABLE)
        assert table.at_work.window.shown == "pay"
        table.note("50")
        assert table.change == f"Rückgeld {euro(Money(50_00) - total)}"

    def test_a_keyboard_pays_as_a_finger_does(self, table: AtTheTable) -> None:
        total = table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        for key in (Qt.Key.Key_5, Qt.Key.Key_0, Qt.Key.Key_F12):
            table.at_work.key_press(key)
        table.at_work.settle()
        assert table.change == f"Rückgeld {euro(Money(50_00) - total)}"
        table.at_work.key_press(Qt.Key.Key_Return)
        assert table.at_work.window.shown == "tables"

    def test_esc_closes_what_was_asked_before_it_leaves(self, table: AtTheTable) -> None:
        table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        table.tap(table.view.cash_key)
        table.tap(table.view.paid_keys[3])
        assert table.view.choices.isVisible()
        table.at_work.key_press(Qt.Key.Key_Return)
        table.at_work.key_press(Qt.Key.Key_Escape)
        assert (table.view.choices.isVisible(), table.at_work.window.shown) == (False, "pay")
        assert len(table.receipts()) == 1

    def test_cash_and_card_take_exactly_what_is_due(self, table: AtTheTable) -> None:
        for name, code in (("cash_key", "BA"), ("card_key", "EC")):
            total = table.serve(*FOUR)
            table.ask_for_the_bill()
            key = getattr(table.view, name)
            assert str(total) in key.on_it.label
            table.tap(key)
            assert table.change == f"Bezahlt {euro(total)}"
            paid = table.receipts()[-1]
            assert [(p.code, p.amount, p.change) for p in paid.payments] == [(code, total, ZERO)]

    def test_a_sum_on_the_pad_is_what_the_guest_gives(self, table: AtTheTable) -> None:
        total = table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        table.type("31,5")
        assert table.view.cash_key.on_it.label == "Bar 31,50"
        table.tap(table.view.cash_key)
        assert table.change == f"Rückgeld {euro(Money(31_50) - total)}"

    def test_the_change_stands_until_the_next_tap_and_then_come_the_tables(self, table: AtTheTable) -> None:
        table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        table.note("50")
        assert table.at_work.window.shown == "pay"
        table.tap(table.view.main_key)
        assert table.at_work.window.shown == "tables"

    def test_new_guests_can_be_seated_at_once(self, table: AtTheTable) -> None:
        table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        table.tap(table.view.cash_key)
        table.tap(table.view.second_key)
        assert table.at_work.window.shown == "orders"

    def test_what_is_on_the_house_is_settled_without_money(self, table: AtTheTable) -> None:
        assert table.serve("Gruß aus der Küche") == ZERO
        table.ask_for_the_bill()
        table.tap(table.view.cash_key)
        (receipt,) = table.receipts()
        assert (receipt.total, receipt.payments) == (ZERO, ())
        assert table.tab() is None

    def test_a_table_without_anything_open_has_no_bill(self, table: AtTheTable) -> None:
        table.at_work.program.pay(TABLE)
        assert table.at_work.window.shown == "tables"
        assert table.at_work.notice == "Auf diesem Tisch ist nichts offen."

    def test_practice_pays_its_own_table_and_opens_no_drawer(self, table: AtTheTable) -> None:
        operator = table.sign_in("Übungsbediener")
        table.at_work.program.open_table(TABLE)
        table.at_work.tap_tile("Helles 0,5")
        table.at_work.to_pay()
        table.tap(table.view.cash_key)
        (receipt,) = table.receipts()
        assert receipt.training
        assert receipt.operator == operator.number
        assert "Schublade bleibt zu" in table.view.change.accessibleDescription()


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


class TestMixed:
    def test_part_by_card_and_the_rest_in_cash_with_change(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.type("20")
        table.tap(table.view.card_key)
        assert table.receipts() == []
        rest = total - Money(20_00)
        assert table.amount == f"Ganze Rechnung {euro(rest)}"
        table.note("50")
        assert table.change == f"Rückgeld {euro(Money(50_00) - rest)}"
        (receipt,) = table.receipts()
        assert [(p.code, p.amount) for p in receipt.payments] == [("EC", Money(20_00)), ("BA", rest)]

    def test_what_was_given_can_be_taken_back_before_anything_is_booked(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        for take_back in ("line", "key"):
            table.type("20")
            table.tap(table.view.card_key)
            if take_back == "line":
                table.at_work.tap_cell(table.view.guest_sheet, " EC-Karte")
            else:
                table.tap(table.view.pad.keys["back"])
            assert table.amount == f"Ganze Rechnung {euro(total)}"
        assert table.receipts() == []

    def test_shares_stay_as_they_are_once_something_is_given(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.type("20")
        table.tap(table.view.card_key)
        table.line("Wiener Schnitzel")
        assert "Es ist schon etwas gegeben" in table.at_work.notice
        assert [name for _, name in table.guest_names()] == ["EC-Karte"]

    @pytest.mark.feature("R-11")
    def test_foreign_cash_is_taken_at_its_rate_and_the_change_is_in_own_cash(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        francs = table.till.house.payment_methods["CHF"]
        table.ask_for_the_bill()
        table.more("Schweizer Franken", "100")
        (receipt,) = table.receipts()
        worth = Money(100_00).times(francs.rate_micros, 1_000_000)
        assert [(p.code, p.given, p.amount) for p in receipt.payments] == [
            ("CHF", Money(100_00), worth),
            ("BA", total - worth, total - worth),
        ]
        assert table.change == f"Rückgeld {euro(worth - total)}"

    def test_a_sum_of_foreign_cash_is_typed_and_the_rest_paid_by_card(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        francs = table.till.house.payment_methods["CHF"]
        table.ask_for_the_bill()
        table.type("10")
        table.more("Schweizer Franken")
        worth = Money(10_00).times(francs.rate_micros, 1_000_000)
        assert table.amount == f"Ganze Rechnung {euro(total - worth)}"
        table.tap(table.view.card_key)
        (receipt,) = table.receipts()
        assert [(p.code, p.amount) for p in receipt.payments] == [("CHF", worth), ("EC", total - worth)]

    def test_other_ways_to_pay_stand_beside_the_pad(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.tap(next(key for key in table.view.way_keys if key.on_it.label == "Zimmer"))
        (receipt,) = table.receipts()
        assert [(p.code, p.amount) for p in receipt.payments] == [("ZI", total)]

    @pytest.mark.feature("R-11")
    def test_payer_and_way_to_pay_that_were_noted_are_there(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        describe_tab(table.till, table.sign_in(), TABLE, payer="Kanzlei Moser", payment_code="UE")
        table.ask_for_the_bill()
        assert table.view.open_sheet.model.help == "Zahlt: Kanzlei Moser"
        assert table.view.card_key.on_it.label == f"Überweisung {total}"
        assert table.view.card_key.kind is KeyKind.MAIN
        table.at_work.key_press(Qt.Key.Key_Return)
        table.at_work.settle()
        (receipt,) = table.receipts()
        assert [p.code for p in receipt.payments] == ["UE"]
        assert receipt.payer == "Kanzlei Moser"


class TestTipsAndDiscounts:
    def test_a_tip_up_to_a_round_sum_is_on_the_bill_and_not_in_the_turnover(self, table: AtTheTable) -> None:
        total = table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        up_to = next(key.on_it.label for key in table.view.tip_keys if key.on_it.label.startswith("auf"))
        target = Money.parse(up_to.removeprefix("auf "))
        assert target > total
        table.tip(up_to)
        assert table.amount == f"Ganze Rechnung {euro(target)}"
        table.tap(table.view.cash_key)
        (receipt,) = table.receipts()
        assert (receipt.total, receipt.tip) == (target, target - total)

    def test_the_sum_that_the_guest_names_becomes_the_tip(self, table: AtTheTable) -> None:
        total = table.serve("Wiener Schnitzel")
        table.ask_for_the_bill()
        table.type("30")
        table.tip("auf 30,00")
        assert table.amount == "Ganze Rechnung 30,00 €"
        assert next(key for key in table.view.tip_keys if key.chosen).on_it.label == "auf 30,00"
        table.tip("ohne")
        assert table.amount == f"Ganze Rechnung {euro(total)}"

    def test_ten_percent_of_tip_are_ten_percent_of_the_goods(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.tip("10 %")
        table.tap(table.view.card_key)
        (receipt,) = table.receipts()
        assert receipt.tip == total.percent(1000)

    def test_a_percentage_off_the_whole_holds_for_every_guest(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR, guests=2)
        table.ask_for_the_bill()
        table.more("10 %")
        off = total.percent(1000)
        assert table.amount == f"Ganze Rechnung {euro(total - off)}"
        table.tap(table.view.split_key)
        table.tap(table.view.cash_key)
        table.tap(table.view.cash_key)
        receipts = table.receipts()
        given = Money.sum(r.discounts[0].total for r in receipts)
        assert abs(given.cents - off.cents) <= 1
        assert Money.sum(r.total for r in receipts) == total - given

    def test_an_amount_off_is_typed_first_and_can_be_taken_away_again(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.type("5")
        table.more("Betrag")
        assert table.amount == f"Ganze Rechnung {euro(total - Money(5_00))}"
        table.more("Ohne")
        assert table.amount == f"Ganze Rechnung {euro(total)}"
        table.type("5")
        table.more("Betrag")
        table.tap(table.view.cash_key)
        (receipt,) = table.receipts()
        assert (receipt.total, receipt.discounts[0].total) == (total - Money(5_00), Money(5_00))

    def test_discount_and_internal_accounts_need_their_rights(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR, who=WAITER)
        table.ask_for_the_bill()
        table.more("10 %")
        assert "Rabatt" in table.at_work.notice
        table.choice("Personal")
        assert "Interne Konten" in table.at_work.notice
        assert table.amount == f"Ganze Rechnung {euro(total)}"
        assert table.receipts() == []

    def test_what_the_staff_has_goes_to_an_internal_account_without_money(self, table: AtTheTable) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.line("Wiener Schnitzel")
        table.more("Personal")
        (receipt,) = table.receipts()
        assert (receipt.kind, receipt.reason, receipt.payments) == (ReceiptKind.INTERNAL, "Personal", ())
        tab = table.tab()
        assert tab is not None
        assert tab.total == total - receipt.total
        table.more("Eigenverbrauch")
        assert table.tab() is None
        assert table.change == f"Intern gebucht {euro(tab.total)}"


class TestAfterwards:
    def test_the_receipt_is_printed_again_as_a_copy(self, table: AtTheTable) -> None:
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.tap(table.view.cash_key)
        (receipt,) = table.receipts()
        table.tap(table.view.paid_keys[0])
        jobs = table.at_work.shop.outbox.due("Beleg", table.at_work.clock.now(), limit=50)
        copies = [job.job.payload for job in jobs if job.job.payload.get("copy")]
        assert [payload["number"] for payload in copies] == [receipt.number]

    def test_a_payment_is_taken_back_with_a_reason_and_the_cash_to_return_stands(
        self, table: AtTheTable
    ) -> None:
        total = table.serve(*FOUR)
        table.ask_for_the_bill()
        table.tap(table.view.cash_key)
        table.tap(table.view.paid_keys[3])
        table.choice("Reklamation")
        sale, reversal = table.receipts()
        assert (reversal.reverses, reversal.total, reversal.reason) == (sale.number, -total, "Reklamation")
        assert table.change == f"Bar zurückgeben {euro(total)}"
        table.tap(table.view.paid_keys[3])
        assert "lässt sich nicht stornieren" in table.at_work.notice

    def test_whoever_may_not_take_back_is_told_so(self, table: AtTheTable) -> None:
        table.serve(*FOUR, who=WAITER)
        table.ask_for_the_bill()
        table.tap(table.view.cash_key)
        table.tap(table.view.paid_keys[3])
        assert "Rechnungsstorno" in table.at_work.notice
        assert len(table.receipts()) == 1

    def test_another_sale_follows_at_the_counter(self, at_work: TillAtWork) -> None:
        counter = AtTheTable(at_work)
        counter.serve("Espresso", table=-1, who=BOSS)
        counter.ask_for_the_bill(-1)
        counter.tap(counter.view.cash_key)
        counter.tap(counter.view.main_key)
        assert at_work.window.shown == "orders"
        counter.close_and_prove()

"""Paying in several ways, in foreign cash, with tips, discounts, and to internal accounts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from kasse.domain.money import Money
from kasse.domain.sales import ReceiptKind
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.describe_tab import describe_tab
from tests.ui.pay.at_the_table import FOUR, TABLE, WAITER, AtTheTable, euro


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
        assert receipt.total == (total - tab.total).percent(5_000)  # half the price, as the account has it
        table.more("Eigenverbrauch")
        assert table.tab() is None
        assert table.change == f"Intern gebucht {euro(tab.total)}"

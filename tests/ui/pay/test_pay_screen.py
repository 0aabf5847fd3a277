"""Paying a whole table by taps, and what can be done after it; the screen says what the books say."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kasse.domain.money import ZERO, Money
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import BOSS, FOUR, TABLE, WAITER, AtTheTable, euro


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

    def test_more_deposit_back_than_is_sold_is_paid_out_of_the_drawer(self, table: AtTheTable) -> None:
        total = table.serve("Pfand Bierkrug zurück", "Pfand Bierkrug zurück")
        table.ask_for_the_bill()
        table.tap(table.view.card_key)
        assert table.at_work.notice == "Der Gast bekommt 4,00 € zurück. Ausgezahlt wird bar."
        assert not table.receipts()
        table.tap(table.view.cash_key)
        table.at_work.settle()
        (receipt,) = table.receipts()
        assert (receipt.total, receipt.change) == (total, Money(4_00))
        assert table.change == "Rückgeld 4,00 €"

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

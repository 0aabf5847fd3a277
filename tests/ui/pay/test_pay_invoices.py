"""The paper a guest wants is chosen before or right after paying: an invoice to somebody, a Bewirtungsbeleg."""

from __future__ import annotations

import pytest

from kasse.domain.customers import Customer
from kasse.ports.books import ActKind
from tests.ui.at_work import key_named
from tests.ui.pay.at_the_table import FOUR, TABLE, AtTheTable

MOSER = Customer("Kanzlei Moser", "Am Markt 3", "94032", "Passau")


def answer(table: AtTheTable, *texts: str) -> None:
    for text in texts:
        table.view.entry.field.setText(text)
        table.tap(table.view.entry.accept_key)


def name_moser(table: AtTheTable) -> None:
    answer(table, "Kanzlei Moser", "Am Markt 3", "94032 Passau", "")


@pytest.mark.feature("R-11")
def test_the_recipient_is_kept_with_the_table_until_it_is_paid(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.more("Rechnung an …")
    name_moser(table)
    tab = table.tab()
    assert tab is not None
    assert tab.customer == MOSER
    assert table.view.open_sheet.model.help == "Rechnung an Kanzlei Moser"
    table.at_work.program.show_tables()
    table.ask_for_the_bill()
    assert table.view.open_sheet.model.help == "Rechnung an Kanzlei Moser"
    table.tap(table.view.cash_key)
    assert table.receipts()[-1].customer == MOSER
    assert table.tab() is None


def test_a_wrong_recipient_is_put_right_and_nothing_typed_is_lost(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.more("Rechnung an …")
    answer(table, "Kanzlei Moser", "")
    assert "Bitte eingeben: Straße" in table.at_work.notice
    answer(table, "Am Markt 3", "94032 Passau", "Unsinn")
    assert "USt-IdNr. beginnt mit zwei Buchstaben" in table.at_work.notice
    assert table.view.entry.field.text() == "Unsinn"
    answer(table, "")
    table.more("Ohne Anschrift")
    tab = table.tab()
    assert tab is not None
    assert tab.customer is None


def test_a_sale_on_account_asks_who_gets_the_invoice(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.more("Auf Rechnung")
    assert table.view.typing
    name_moser(table)
    table.at_work.settle()
    assert table.receipts()[-1].customer == MOSER
    assert [one.customer for one in table.till.books.receivables()] == [MOSER]
    assert table.change.startswith("Auf Rechnung")


def test_each_of_two_guests_has_his_own_invoice(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.line("Käsespätzle")
    table.more("Rechnung an …")
    name_moser(table)
    tab = table.tab()
    assert tab is not None
    assert tab.customer is None
    table.tap(table.view.cash_key)
    table.tap(table.view.cash_key)
    assert [receipt.customer for receipt in table.receipts()] == [MOSER, None]


def test_a_bewirtungsbeleg_is_asked_for_before_paying_or_with_one_tap_after_it(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.more("Bewirtungsbeleg")
    assert "Bewirtungsbeleg" in table.view.open_sheet.model.help
    table.tap(table.view.cash_key)
    first = table.receipts()[-1].number
    (begun,) = table.till.books.acts_of_receipt(first, ActKind.RECEIPT_BEGUN)
    assert begun.body["entertainment"] is True
    table.serve("Käsespätzle", table=TABLE)
    table.ask_for_the_bill()
    table.tap(table.view.cash_key)
    table.taps = 0
    table.tap(key_named(table.view, "Bewirtungs\u00adbeleg"))
    assert table.taps == 1
    (again,) = table.till.books.acts_of_receipt(table.receipts()[-1].number, ActKind.REPRINT)
    assert again.body["entertainment"] is True


def test_an_invoice_is_made_out_right_after_paying(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.tap(table.view.cash_key)
    table.tap(key_named(table.view, "Rechnung an …"))
    name_moser(table)
    assert "Die Rechnung an Kanzlei Moser wird gedruckt" in table.at_work.notice
    (made,) = table.till.books.acts_of_receipt(table.receipts()[-1].number, ActKind.INVOICE)
    assert made.body["receipt"] == table.receipts()[-1].number
    assert table.change.startswith("Bezahlt")


def test_four_share_a_bill_equally_with_six_taps(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.at_work.program.open_table(TABLE)
    table.taps = 0
    table.tap(table.at_work.orders.main_key)
    table.tap(key_named(table.view, "÷ 4"))
    for _ in range(4):
        table.tap(table.view.cash_key)
    assert table.taps == 6
    assert len(table.receipts()) == 4
    assert table.tab() is None


def test_the_last_receipt_is_printed_again_with_one_tap(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.tap(table.view.cash_key)
    table.taps = 0
    table.tap(key_named(table.view, "Kopie drucken"))
    assert table.taps == 1
    assert len(table.till.books.acts_of_receipt(table.receipts()[-1].number, ActKind.REPRINT)) == 1


def test_a_wrong_way_to_pay_is_put_right_where_the_change_stands(table: AtTheTable) -> None:
    total = table.serve(*FOUR)
    table.ask_for_the_bill()
    table.tap(table.view.cash_key)
    table.taps = 0
    table.tap(key_named(table.view, "Zahlungsart"))
    table.choice("EC-Karte")
    assert table.taps == 2
    wrong, back, right = table.receipts()
    assert (back.reverses, back.total) == (wrong.number, -total)
    assert [(p.code, p.amount) for p in right.payments] == [("EC", total)]
    assert "sind jetzt mit „EC-Karte“ bezahlt" in table.at_work.notice
    assert table.view.receipt.model.title == f"Rechnung {right.number}"

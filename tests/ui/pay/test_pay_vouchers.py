"""Vouchers and down payments by their number: what is left is shown before anything is taken, and the rest stays."""

from __future__ import annotations

import pytest

from kasse.documents.text import text
from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.ui.tables.view import TablesAction
from kasse.usecases.draw_paper import receipt_paper_page
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import take_payment
from tests.ui.pay.at_the_table import FOUR, AtTheTable, euro


def sell(table: AtTheTable, name: str, number: str, cents: int = 0) -> None:
    """Sell a voucher of that number at another table."""
    till, operator = table.till, table.operator()
    article = till.catalogue.named(name)
    price = Money(cents) if cents else None
    send_order(till, operator, 1, [Wish(article.number, price=price, voucher=number)])
    tab = table.tab(1)
    assert tab is not None
    take_payment(till, operator, 1, [Tender(till.own_cash(), tab.total)])


def left(table: AtTheTable, number: str) -> Money:
    found = table.till.books.voucher(number)
    assert found is not None
    return found.balance


def paper(table: AtTheTable, number: int) -> str:
    """What is printed of a receipt, with single blanks."""
    return " ".join(text(receipt_paper_page(table.till, number)).split())


def type_number(table: AtTheTable, number: str) -> None:
    """*Gutschein* and its number, as typed or scanned."""
    table.more("Gutschein")
    table.view.entry.field.setText(number)
    table.tap(table.view.entry.accept_key)


def test_a_voucher_pays_what_it_can_and_the_rest_is_paid_in_cash(table: AtTheTable) -> None:
    sell(table, "Wertgutschein", "W-7", 10_00)
    total = table.serve(*FOUR)
    table.ask_for_the_bill()
    type_number(table, "w-7")
    assert table.view.choices.cells.cell_name(0) == "10,00 einlösen, bleiben 0,00"
    table.choice("10,00 einlösen")
    assert table.amount == f"Ganze Rechnung {euro(total - Money(10_00))}"
    assert left(table, "W-7") == Money(10_00)  # nothing is booked before all of it is paid
    table.tap(table.view.cash_key)
    receipt = table.receipts()[-1]
    assert [(p.code, p.reference) for p in receipt.payments] == [("GU", "W-7"), ("BA", "")]
    assert left(table, "W-7") == ZERO


def test_what_is_left_stays_on_the_voucher_and_stands_on_screen_and_paper(table: AtTheTable) -> None:
    sell(table, "Wertgutschein", "W-7", 100_00)
    total = table.serve(*FOUR)
    table.ask_for_the_bill()
    type_number(table, "W-7")
    table.choice(f"{total} einlösen")
    rest = Money(100_00) - total
    assert left(table, "W-7") == rest
    assert f"Auf W-7 bleiben {rest} €." in table.view.change.accessibleDescription()
    receipt = table.receipts()[-1]
    assert f"Noch auf W-7 {rest}" in paper(table, receipt.number)
    table.serve("Helles 0,5")
    table.ask_for_the_bill()
    type_number(table, "W-7")
    table.choice(f"{table.tab().total} einlösen")  # type: ignore[union-attr]
    assert f"Noch auf W-7 {rest}" in paper(table, receipt.number)


def test_a_smaller_sum_is_typed_before(table: AtTheTable) -> None:
    sell(table, "Wertgutschein", "W-7", 10_00)
    total = table.serve(*FOUR)
    table.ask_for_the_bill()
    table.type("4")
    type_number(table, "W-7")
    table.choice("4,00 einlösen")
    type_number(table, "W-7")
    table.choice("6,00 einlösen")
    assert table.amount == f"Ganze Rechnung {euro(total - Money(10_00))}"
    type_number(table, "W-7")
    assert "Es ist nichts mehr darauf" in table.at_work.notice
    assert table.view.entry.field.text() == "W-7"
    table.tap(table.view.entry.cancel_key)
    table.at_work.tap_cell(table.view.guest_sheet, " Gutschein W-7")
    assert table.amount == f"Ganze Rechnung {euro(total - Money(6_00))}"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "Bitte die Nummer"),
        ("X-99", "Einen Gutschein X-99 gibt es nicht. Bitte die Nummer prüfen."),
        ("Beleg 1-1", "gibt es nicht"),
        ("E-7", "dazu ist hier nichts zu zahlen"),
        ("W-7", "Es ist nichts mehr darauf"),
    ],
)
def test_a_number_that_pays_nothing_is_answered_with_a_sentence_and_stays_typed(
    table: AtTheTable, number: str, words: str
) -> None:
    sell(table, "Gutschein Bierprobe", "E-7")
    sell(table, "Wertgutschein", "W-7", 1_00)
    table.serve("Tageszeitung", table=2)
    till = table.till
    guests = Tender(till.house.payment_method("GU"), Money(1_00), "W-7")
    take_payment(till, table.operator(), 2, [guests, Tender(till.own_cash(), Money(50_00))])
    table.serve("Tageszeitung")
    before = table.receipts()
    table.ask_for_the_bill()
    type_number(table, number)
    assert words in table.at_work.notice
    assert table.view.typing
    assert table.view.entry.field.text() == number
    assert table.receipts() == before


def test_what_was_taxed_when_it_was_sold_lowers_the_bill(table: AtTheTable) -> None:
    sell(table, "Gutschein Bierprobe", "E-7")
    total = table.serve("Helles 0,5", "Käsespätzle")
    beer = next(line.amount for line in table.tab().lines if line.name == "Helles 0,5")  # type: ignore[union-attr]
    table.ask_for_the_bill()
    type_number(table, "E-7")
    table.choice(f"{beer} einlösen")
    assert table.amount == f"Ganze Rechnung {euro(total - beer)}"
    table.line("Helles 0,5")
    assert "Es ist schon etwas gegeben" in table.at_work.notice
    table.tap(table.view.cash_key)
    receipt = table.receipts()[-1]
    assert [d.case for d in receipt.discounts] == [BusinessCase.SINGLE_VOUCHER_REDEEMED]
    assert left(table, "E-7") == Money(19_00) - beer


def test_a_voucher_that_was_taxed_and_covers_all_settles_the_table(table: AtTheTable) -> None:
    sell(table, "Gutschein Bierprobe", "E-7")
    total = table.serve("Helles 0,5")
    table.ask_for_the_bill()
    type_number(table, "E-7")
    table.choice(f"{total} einlösen")
    assert table.tab() is None
    assert f"Auf E-7 bleiben {Money(19_00) - total} €." in table.view.change.accessibleDescription()


def test_a_voucher_that_was_spent_elsewhere_meanwhile_pays_nothing_and_can_be_taken_back(
    table: AtTheTable,
) -> None:
    sell(table, "Wertgutschein", "W-7", 10_00)
    total = table.serve(*FOUR)
    table.serve("Wiener Schnitzel", table=2)
    table.ask_for_the_bill()
    type_number(table, "W-7")
    table.choice("10,00 einlösen")
    till = table.till
    guests = Tender(till.house.payment_method("GU"), Money(10_00), "W-7")
    take_payment(till, table.operator(), 2, [guests, Tender(till.own_cash(), Money(50_00))])
    before = table.receipts()
    table.tap(table.view.cash_key)
    assert "nur noch 0,00 €" in table.at_work.notice
    assert table.receipts() == before
    table.at_work.tap_cell(table.view.guest_sheet, " Gutschein W-7")
    assert table.amount == f"Ganze Rechnung {euro(total)}"
    table.tap(table.view.cash_key)
    assert table.receipts()[-1].total == total


def test_what_is_left_is_told_without_a_bill(table: AtTheTable) -> None:
    sell(table, "Wertgutschein", "W-7", 10_00)
    table.at_work.program.show_tables()
    view = table.at_work.tables
    table.tap(view.keys[TablesAction.REGISTER])
    table.at_work.choose(view.choices, "Gutschein prüfen")
    for number, answer in (
        ("W-8", "Einen Gutschein W-8 gibt es nicht."),
        ("w-7", "noch 10,00 € von 10,00 €"),
    ):
        assert view.entry.isVisible()
        view.entry.field.setText(number)
        table.tap(view.entry.accept_key)
        assert answer in table.at_work.notice
    assert not view.entry.isVisible()

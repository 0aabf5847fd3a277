"""Open invoices: what was sold on account is found by customer or number and collected, wholly or in part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.sales import Tender
from kasse.ui.receipts.receivables_view import ReceivablesView
from kasse.usecases.take_payment import take_payment
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import BOSS, TABLE, AtTheTable, euro

MOSER = Customer("Kanzlei Moser", "Am Markt 3", "94032", "Passau")
CHOIR = Customer("Kirchenchor", "Domplatz 1", "94032", "Passau")


class OpenInvoices(AtTheTable):
    """The list of them, opened by taps."""

    @property
    def open(self) -> ReceivablesView:
        view = self.at_work.window.view("receivables")
        assert isinstance(view, ReceivablesView)
        return view

    def owe(self, customer: Customer, *names: str) -> Money:
        total = self.serve(*names)
        tenders = [Tender(self.till.house.payment_method("RE"), total)]
        take_payment(self.till, self.operator(), TABLE, tenders, customer=customer)
        return total

    def look(self) -> None:
        self.sign_in(BOSS)
        self.at_work.program.show_tables()
        self.at_work.program.show_receivables()
        self.at_work.settle()

    def rows(self) -> list[tuple[str, str, str]]:
        return [(row.place, row.number, row.amount) for row in self.open.model.rows]


@pytest.fixture
def invoices(at_work: TillAtWork) -> Iterator[OpenInvoices]:
    found = OpenInvoices(at_work)
    found.sign_in()
    yield found
    found.close_and_prove()


def test_open_invoices_are_listed_with_their_sum_and_their_age(invoices: OpenInvoices) -> None:
    first = invoices.owe(MOSER, "Käsespätzle")
    invoices.at_work.clock.later(days=31)
    second = invoices.owe(CHOIR, "Helles 0,5")
    invoices.look()
    rows = invoices.open.model.rows
    assert [(row.number, row.amount, row.paid_by, row.mark) for row in rows] == [
        ("Kanzlei Moser", str(first), "seit 31 Tagen", "über 30 Tage"),
        ("Kirchenchor", str(second), "heute", ""),
    ]
    assert invoices.open.model.title == f"Offene Rechnungen: 2 · {first + second} €"
    assert not invoices.open.paper.picture.isNull()


@pytest.mark.parametrize("words", ["chor", "domplatz", "1-2", "Kirchenchor passau"])
def test_an_open_invoice_is_found_by_customer_or_number(invoices: OpenInvoices, words: str) -> None:
    invoices.owe(MOSER, "Käsespätzle")
    invoices.owe(CHOIR, "Helles 0,5")
    invoices.look()
    invoices.tap(invoices.open.more_key)
    invoices.open.entry.field.setText(words)
    invoices.tap(invoices.open.entry.accept_key)
    assert [row.number for row in invoices.open.model.rows] == ["Kirchenchor"]
    assert invoices.open.more_key.on_it.label == "Alle zeigen"
    invoices.tap(invoices.open.more_key)
    assert len(invoices.open.model.rows) == 2


def test_an_open_invoice_is_collected_with_two_taps_and_the_change_stands_there(
    invoices: OpenInvoices,
) -> None:
    total = invoices.owe(MOSER, "Helles 0,5")
    invoices.look()
    invoices.taps = 0
    invoices.tap(invoices.open.reprint_key)
    invoices.at_work.choose(invoices.open.choices, "20")
    invoices.at_work.settle()
    assert invoices.open.change is not None
    assert invoices.open.change.accessibleName() == f"Rückgeld {euro(Money(20_00) - total)}"
    assert invoices.open.model.rows == ()
    paid = invoices.receipts()[-1]
    assert (paid.movement, paid.total) == (BusinessCase.RECEIVABLE_PAID, total)
    stored = invoices.till.books.receipt(paid.number)
    assert stored.secured is not None
    assert stored.secured.is_signed


def test_a_part_of_an_invoice_is_collected_and_the_rest_stays_open(invoices: OpenInvoices) -> None:
    total = invoices.owe(MOSER, "Käsespätzle")
    invoices.look()
    for words, answer in (("viel", "ist kein Betrag"), ("99,00", f"bis {total} € eingeben")):
        invoices.tap(invoices.open.change_key)
        invoices.open.entry.field.setText(words)
        invoices.tap(invoices.open.entry.accept_key)
        assert answer in invoices.at_work.notice
        assert invoices.open.entry.field.text() == words
        invoices.tap(invoices.open.entry.cancel_key)
    invoices.tap(invoices.open.change_key)
    invoices.open.entry.field.setText("5")
    invoices.tap(invoices.open.entry.accept_key)
    invoices.at_work.choose(invoices.open.choices, "EC-Karte")
    invoices.at_work.settle()
    assert [row.amount for row in invoices.open.model.rows] == [str(total - Money(5_00))]
    assert f"Offen bleiben {total - Money(5_00)} €." in (
        invoices.open.change.accessibleDescription() if invoices.open.change else ""
    )
    paid = invoices.receipts()[-1]
    assert [(p.code, p.amount) for p in paid.payments] == [("EC", Money(5_00))]

"""To whom the invoice is made out, and the block of a Bewirtungsbeleg: before paying, or right after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.customers import Customer
from kasse.domain.sales import Receipt
from kasse.domain.staff import Operator
from kasse.ui.receipts.recipient import RecipientQuestions
from kasse.ui.widgets.choices import Choice, Section
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.print_again import print_invoice, reprint_receipt

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen

RECIPIENT, NO_RECIPIENT, ENTERTAINMENT = "recipient", "no_recipient", "entertainment"
NO_PRINTER = "An dieser Kasse ist kein Belegdrucker."


class Invoicing:
    """Before the payment it is kept with the guest, and with the table as long as nobody shares."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen

    def section(self) -> Section:
        """What *Mehr* offers for the paper of the chosen guest."""
        screen = self._screen
        guest = screen.shares.guest
        name = guest.customer.name if guest.customer else "Name, Anschrift"
        off = "" if screen.till.terminal.receipt_printer else NO_PRINTER
        choices = [
            Choice(RECIPIENT, "Rechnung an …", name, chosen=guest.customer is not None),
            Choice(ENTERTAINMENT, "Bewirtungs\u00adbeleg", chosen=guest.entertainment, off=off),
        ]
        if guest.customer is not None:
            choices.append(Choice(NO_RECIPIENT, "Ohne Anschrift"))
        return Section("Rechnung", tuple(choices))

    def choose(self, key: object) -> None:
        """One of these choices."""
        guest = self._screen.shares.guest
        if key == ENTERTAINMENT:
            guest.entertainment = not guest.entertainment
            self._screen.refresh()
        elif key == NO_RECIPIENT:
            self._keep(None)
        else:
            self.ask()

    def ask(self, then: Callable[[], None] | None = None) -> None:
        """Ask to whom the invoice of the chosen guest is made out; `then` goes on with the payment."""
        screen = self._screen
        guest, table = screen.shares.guest, screen.table
        payer = screen.tab.payer if screen.tab else ""

        def answered(customer: Customer) -> None:
            screen.asking.end_words()
            if screen.table == table and screen.shares.guest is guest:
                self._keep(customer)
                if then is not None:
                    then()

        known = guest.customer or Customer(payer)
        self._question("Rechnung an", "Übernehmen", known, answered)

    def _question(
        self, title: str, accept: str, known: Customer, answered: Callable[[Customer], None]
    ) -> None:
        screen = self._screen
        questions: list[RecipientQuestions] = []

        def cancelled() -> None:
            if not questions[0].back():
                screen.asking.end_words()

        questions.append(
            RecipientQuestions(
                title,
                lambda ask: screen.asking.words(ask, questions[0].typed, cancelled),
                screen.desk.board.say,
                answered,
                accept=accept,
                known=known,
            )
        )
        questions[0].ask()

    def _keep(self, customer: Customer | None) -> None:
        screen = self._screen
        screen.shares.guest.customer = customer
        screen.refresh()
        if screen.shares.is_whole:
            till, operator, table = screen.till, screen.operator, screen.table
            work = partial(describe_tab, till, operator, table, customer=customer or Customer(""))
            screen.desk.do(screen.desk.books, work, asker=screen)

    # After the payment.

    def print_invoice(self, operator: Operator, receipt: Receipt) -> None:
        """Ask for the recipient of what was paid, and print it made out to him."""
        screen = self._screen

        def answered(customer: Customer) -> None:
            screen.asking.end_words()
            screen.desk.do(
                screen.desk.books,
                partial(print_invoice, screen.till, operator, receipt.number, customer),
                asker=screen,
                then=lambda _: screen.desk.board.say(f"Die Rechnung an {customer.name} wird gedruckt."),
            )

        known = Customer(receipt.payer)
        self._question(f"Rechnung zu Beleg {receipt.number}", "Drucken", known, answered)

    def print_entertainment(self, operator: Operator, receipt: Receipt) -> None:
        """Print what was paid again, with the block of a Bewirtungsbeleg."""
        screen = self._screen
        screen.desk.do(
            screen.desk.books,
            partial(reprint_receipt, screen.till, operator, receipt.number, entertainment=True),
            asker=screen,
            then=lambda _: screen.desk.board.say("Der Bewirtungsbeleg wird gedruckt."),
        )

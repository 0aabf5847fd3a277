"""Function articles: keys on the order screen that do something instead of being sold."""

from __future__ import annotations

from uuid import UUID

from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import FunctionCode
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.shifts import figures_of
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.ports.outbox import Job, JobKind
from kasse.usecases.cash_balance import enter_balance
from kasse.usecases.move_cash import commission, move_cash
from kasse.usecases.secure_pending import Noted, add_note, secure_note
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till

NEEDS_AMOUNT = frozenset({FunctionCode.CASH_IN, FunctionCode.CASH_OUT, FunctionCode.BALANCE})
"""Functions that ask for an amount first."""


def use_function(
    till: Till, operator: Operator, article: int, amount: Money | None = None, *, key: UUID | None = None
) -> Paid | None:
    """Do what a function article stands for; the receipt that came of it, or None if it makes none.

    Raises:
        Refused: no function article, no right, an amount missing.
        BooksError: it could not be written; look the key up before trying again.
    """
    chosen = till.catalogue.article(article)
    least = 0 if chosen.function is FunctionCode.BALANCE else 1
    if chosen.function in NEEDS_AMOUNT and (amount is None or amount.cents < least):
        raise Refused(f"Bitte einen Betrag für „{chosen.name}“ eingeben.")
    match chosen.function:
        case FunctionCode.CASH_IN:
            return move_cash(till, operator, amount or Money(0), chosen.name, key=key)
        case FunctionCode.CASH_OUT:
            transit = BusinessCase.CASH_IN_TRANSIT
            return move_cash(till, operator, -(amount or Money(0)), chosen.name, movement=transit, key=key)
        case FunctionCode.BALANCE:
            figures = figures_of(till.books.receipts_of_day(), till.zone)
            return enter_balance(till, operator, amount or Money(0), figures, key=key)
        case FunctionCode.COMMISSION:
            return commission(till, operator, key=key)
        case FunctionCode.DRAWER:
            secure_note(till, open_drawer(till, operator).note)
            return None
        case FunctionCode.TIP:
            raise Refused("Trinkgeld wird beim Bezahlen eingegeben.")
        case None:
            raise Refused(f"„{chosen.name}“ ist keine Funktion.")


def open_drawer(till: Till, operator: Operator) -> Noted:
    """Open the drawer without a sale; it stands in the journal, and is secured as SonstigerVorgang afterwards.

    Raises:
        Refused: no right, training, or there is no drawer.
    """
    till.staff.require(operator, Right.CASH)
    if operator.training:
        raise Refused("In der Übung bleibt die Schublade zu.")
    printer = till.terminal.receipt_printer
    if not printer:
        raise Refused("An dieser Kasse ist keine Schublade angeschlossen.")
    with till.books.act(ActKind.DRAWER, at=till.now(), operator=operator.number) as act:
        act.body["printer"] = printer
        act.follow_up(Job(JobKind.DRAWER, printer, {}))
        return Noted(add_note(till, act, operator, "Schublade", "Schublade ohne Verkauf geöffnet"))

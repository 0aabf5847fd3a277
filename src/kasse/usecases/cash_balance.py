"""The cash of each operator: entered by hand, handed over at the end of the day, carried into the next one.

What the till books by itself bears a key made of closing, operator and try, so that a closing that was broken off
goes on where it was and books nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from uuid import UUID, uuid5

from kasse.domain.business_case import CASE_NAMES, BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.shifts import CashBalance, Figures
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act, RecordKind, Series
from kasse.settings.declared.cash import BOOK_CASH_OUT, BOOK_DIFFERENCE, CARRY_BALANCE
from kasse.usecases.move_cash import Movement, book_movement
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till

HANDED_OVER = "Geldtransit aus Kasse"
_BY_ITSELF = UUID("6f0a52c2-6f0b-4f2f-9d0c-3a1b8a5d7a10")


@dataclass(frozen=True, slots=True)
class _Automatic:
    """What the till books by itself with a closing, of one kind and for one operator."""

    till: Till
    closing: int
    what: str
    operator: int

    def booked(self) -> Iterator[tuple[UUID, Money | None]]:
        """The keys used so far with what was booked (None: it was broken off), then the next key with ZERO."""
        for attempt in count():
            name = f"{self.till.terminal.number}:{self.closing}:{self.what}:{self.operator}:{attempt}"
            key = uuid5(_BY_ITSELF, name)
            act = self.till.books.booked(key)
            number = None if act is None else act.body.get("receipt")
            if not isinstance(number, int):
                yield key, ZERO
                return
            stored = self.till.books.receipt(number)
            yield key, None if stored.aborted else stored.receipt.cash

    @property
    def next_key(self) -> UUID:
        """Under which the next one is booked."""
        return [key for key, _ in self.booked()][-1]

    @property
    def total(self) -> Money:
        """What has been booked."""
        return Money.sum(amount for _, amount in self.booked() if amount is not None)


def balance_of(figures: Figures, operator: Operator) -> CashBalance:
    """The cash of one operator by the figures of the day."""
    found = (balance for balance in figures.balances if balance.operator == operator.number)
    return next(found, CashBalance(operator.number, operator.name))


def enter_balance(
    till: Till, operator: Operator, amount: Money, figures: Figures, *, key: UUID | None = None
) -> Paid:
    """The operator says what he has in cash now (Bargeldbestand eingeben); `figures` are those of the day.

    The first time it is his opening balance. Later the difference comes from bank or safe, or goes there.

    Raises:
        Refused: no right, less than nothing, or nothing changes.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.staff.require(operator, Right.CASH)
    if amount < ZERO:
        raise Refused("Ein Bargeldbestand kann nicht negativ sein.")
    now = balance_of(figures, operator)
    change = amount - now.balance
    if not change and (key is None or till.books.booked(key) is None):
        raise Refused(f"Der Bargeldbestand ist schon {amount} €.")
    case = BusinessCase.CASH_IN_TRANSIT
    reason = HANDED_OVER if change < ZERO else "Geldtransit in Kasse"
    if now == CashBalance(operator.number, now.name):
        case, reason = BusinessCase.OPENING_FLOAT, CASE_NAMES[BusinessCase.OPENING_FLOAT]
    return book_movement(till, operator, Movement(change, reason, case), key=key)


def hands_over(till: Till) -> bool:
    """Whether the cash sales of each operator are booked out with the closing."""
    return till.settings[CARRY_BALANCE] and till.settings[BOOK_CASH_OUT]


def settle_cash(till: Till, operator: Operator, counted: Money | None, figures: Figures) -> Money | None:
    """Before a closing: book the difference to what was counted, and what operators hand over, as settings say.

    Returns what must be in the drawer of what was counted, once that is handed over. Asks the signing device.

    Raises:
        BooksError: it could not be written; another try goes on where this one ended.
    """
    closing = till.books.last_number(Series.CLOSING) + 1
    whose = [(balance.operator, balance.name) for balance in figures.balances]
    handed_over = {who: _Automatic(till, closing, "out", who) for who, _ in whose}
    before = figures.cash_expected - Money.sum(each.total for each in handed_over.values())
    if counted is not None and till.settings[BOOK_DIFFERENCE]:
        difference = counted - before - figures.cash_difference
        if difference:
            case = BusinessCase.COUNT_DIFFERENCE
            key = _Automatic(till, closing, "difference", operator.number).next_key
            book_movement(till, operator, Movement(difference, CASE_NAMES[case], case), quiet=True, key=key)
    if hands_over(till):
        for balance in figures.balances:
            if balance.to_hand_over:
                movement = Movement(-balance.to_hand_over, HANDED_OVER, BusinessCase.CASH_IN_TRANSIT)
                whom, key = (balance.operator, balance.name), handed_over[balance.operator].next_key
                book_movement(till, operator, movement, whose=whom, quiet=True, key=key)
    return None if counted is None else counted + Money.sum(each.total for each in handed_over.values())


def note_carried(till: Till, act: Act, closing: int, figures: Figures) -> None:
    """Write down with a closing what goes over into the next day: `carry_balances` books it there."""
    if till.settings[CARRY_BALANCE]:
        balances = [[b.operator, b.name, b.balance.cents] for b in figures.balances if b.balance]
        act.add_record(RecordKind.CARRIED, {"balances": balances}, closing)


def carry_balances(till: Till) -> None:
    """After a closing, and at the start: book the opening balances of the new day that are not booked yet.

    Asks the signing device.

    Raises:
        BooksError: it could not be written; the next start goes on where this ended.
    """
    closing = till.books.last_number(Series.CLOSING)
    carried = till.books.record(RecordKind.CARRIED, closing) if closing else None
    if carried is None or till.retired is not None:
        return
    closer = Operator(carried.operator, "", level=0, pin_hash="")
    case = BusinessCase.OPENING_FLOAT
    for number, name, cents in carried.body["balances"]:
        opening = _Automatic(till, closing, "opening", number)
        if not opening.total:
            movement = Movement(Money(cents), CASE_NAMES[case], case)
            book_movement(till, closer, movement, whose=(number, name), quiet=True, key=opening.next_key)

"""The state of a day while it is played, and what one step comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kasse.cli.play.names import LAST, LineRef
from kasse.cli.play.stage import Stage
from kasse.cli.play.summary import Playing
from kasse.domain.money import Money
from kasse.domain.orders import Line, Tab, take_part
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt
from kasse.domain.shifts import Closing, Figures, Settlement
from kasse.domain.staff import Operator
from kasse.ports.fiscal import Secured
from kasse.usecases.book_order import OrderSent, secure_order
from kasse.usecases.secure_pending import Noted, secure_note
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step made, for `expect` to look at."""

    receipt: Receipt | None = None
    secured: Secured | None = None
    figures: Figures | None = None
    closing: Closing | None = None
    settlement: Settlement | None = None


@dataclass(slots=True)
class Play:
    """A day being played. `operators` are those who are signed in."""

    stage: Stage
    till: Till
    tally: Playing
    operators: dict[int, Operator] = field(default_factory=dict)
    receipts: dict[str, int] = field(default_factory=dict)
    """Receipt numbers by the label that a step gave them."""
    counted: Money | None = None
    """Counted cash, for the closing to come."""

    def order_sent(self, operator: Operator, sent: OrderSent) -> Outcome:
        """Have a booked order secured, as the till does right after sending."""
        secured = secure_order(self.till, sent.order)
        self.tally.count_secured(secured)
        if not operator.training:
            self.tally.orders += 1
            self.tally.lines += len(sent.order.bookings)
        return Outcome(secured=secured)

    def noted(self, noted: Noted) -> Outcome:
        """Have a note secured, as the till does right after printing."""
        secured = secure_note(self.till, noted.note)
        self.tally.count_secured(secured)
        return Outcome(secured=secured)

    def receipt_issued(self, paid: Paid, label: str = "") -> Outcome:
        """Take note of a receipt and the label it is called by later."""
        self.tally.count_receipt(paid.receipt, paid.secured)
        self.receipts[LAST] = paid.receipt.number
        if label:
            self.receipts[label] = paid.receipt.number
        return Outcome(paid.receipt, paid.secured)

    def tab(self, operator: Operator, table: int) -> Tab:
        """What is open on a table.

        Raises:
            Refused: nothing, or nothing that is his.
        """
        ahead = self.till.look(operator, table) if operator.menus else None
        tab = ahead or self.till.open_tab(self.till.books, operator, table)
        if not tab.lines:
            raise Refused("Auf diesem Tisch ist nichts offen.")
        return tab


Deed = Callable[[Play, Operator | None], Outcome]
"""A step made ready: all names are numbers. Raises Refused as the use cases do."""


def present(operator: Operator | None) -> Operator:
    """The operator of a step that needs one.

    Raises:
        Refused: nobody is signed in.
    """
    if operator is None:
        raise Refused("Hier ist niemand angemeldet.")
    return operator


def pick(tab: Tab, refs: tuple[LineRef, ...]) -> list[tuple[Line, Quantity]]:
    """The open lines that are meant, and how much of each; no line is picked twice.

    Raises:
        Refused: a line is not there, or there is not so much of it.
    """
    left = {line.id: line.quantity.thousandths for line in tab.lines}
    taken: dict[str, int] = {}
    for ref in refs:
        wanted = None if ref.quantity is None else ref.quantity.thousandths
        for line in _meant(tab, ref):
            amount = left[line.id] if wanted is None else min(wanted, left[line.id])
            left[line.id] -= amount
            taken[line.id] = taken.get(line.id, 0) + amount
            wanted = None if wanted is None else wanted - amount
        if wanted:
            raise Refused(f"Von „{_meant(tab, ref)[0].name}“ ist nicht so viel offen.")
    return [(line, Quantity(taken[line.id])) for line in tab.lines if taken.get(line.id)]


def pick_one(tab: Tab, ref: LineRef) -> Line:
    """The open line that is meant; of several the oldest.

    Raises:
        Refused: it is not there.
    """
    return _meant(tab, ref)[0]


def take(tab: Tab, refs: tuple[LineRef, ...]) -> list[Line]:
    """The shares of lines that are meant, as a payment takes them.

    Raises:
        Refused: a line is not there, or there is not so much of it.
    """
    return [take_part(line, quantity)[0] for line, quantity in pick(tab, refs)]


def _meant(tab: Tab, ref: LineRef) -> list[Line]:
    if ref.position is not None:
        if ref.position > len(tab.lines):
            raise Refused(f"Einen {ref.position}. Posten gibt es hier nicht; offen sind {len(tab.lines)}.")
        return [tab.lines[ref.position - 1]]
    found = [line for line in tab.lines if line.article == ref.article]
    if not found:
        raise Refused(f"Von Artikel {ref.article} ist hier nichts offen.")
    return found

"""From what the guest gives to the signed receipt: the draft on the lane of the books, the signature on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer

from kasse.domain.business import PaymentMethod
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, Tender, settle
from kasse.ui.desk import once
from kasse.usecases.book_internal import book_internal
from kasse.usecases.sign_receipt import Draft, sign_receipt
from kasse.usecases.take_payment import Paid, begin_payment

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen

SLOW_MS = 300
"""What takes longer is told."""
Attempt = tuple[UUID, Callable[[UUID], Draft]]
"""A payment with its key, made before the first try."""


class Settling:
    """One payment at a time. The change is told only after the receipt is durable with signature or outage note."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen
        self._attempt: Attempt | None = None
        """A payment that did not come to its end."""
        self.unfinished = False
        """The draft of that payment is booked: the table is settled, the guest has not been told."""
        self._patience = screen.desk.patience()
        self.busy = False
        """A payment is on its way; until it is there, nothing may be changed."""
        self._slow = QTimer(screen)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._tell_slow)

    @property
    def taps_allowed(self) -> bool:
        """Whether a tap on the next step is a new one, and not the second half of the one before."""
        return not self.busy and self._patience.allows

    def start_patience(self) -> None:
        """From now on for a moment, taps belong to the one that was just made."""
        self._patience.start()

    def leave(self) -> None:
        """Another table: what is on its way comes to its end and is told in the line for news."""
        self.busy = self.unfinished = False
        self._attempt = None
        self._slow.stop()

    # What is given.

    def tender(self, method: PaymentMethod, amount: Money, reference: str = "") -> None:
        """Somebody gives something: part of what is due is remembered, all of it settles the bill.

        `reference`: the number of the voucher that it is.

        Raises:
            Refused: too much without cash, no rate, nothing to pay.
        """
        screen = self._screen
        if not self.taps_allowed:
            return
        bill, tenders = screen.bill(), screen.paying.tenders
        # More deposit comes back than is sold: nobody gives anything.
        paid_out = bill.total < ZERO and method == screen.till.own_cash()
        if bill.total and not paid_out and (amount or not tenders):
            tenders = (*tenders, Tender(method, amount, reference))
        if amount > ZERO and Money.sum(tender.worth for tender in tenders) < bill.total:
            screen.paying = replace(screen.paying, tenders=tenders, typed="")
            self._patience.start()
            return
        settle(bill.total, tenders, screen.till.own_cash())
        self._begin(bill, tenders)

    def _begin(self, bill: Bill, tenders: tuple[Tender, ...]) -> None:
        screen = self._screen
        if not bill.lines:
            raise Refused("Auf diesem Tisch ist nichts zu kassieren.")
        till, operator, table = screen.till, screen.operator, screen.table
        guest = screen.shares.guest
        customer, entertainment = guest.customer, guest.entertainment

        def begin(key: UUID) -> Draft:
            # The lines themselves and never "whatever is open": what was ordered meanwhile is not on this bill.
            return begin_payment(
                till,
                operator,
                table,
                tenders,
                parts=bill.lines,
                discounts=bill.discounts,
                tip=bill.tip,
                customer=customer,
                entertainment=entertainment,
                key=key,
            )

        self._hold()
        earlier, self._attempt = self._attempt, (uuid4(), begin)
        screen.desk.do(
            screen.desk.books,
            partial(self._book, earlier, self._attempt),
            asker=screen,
            then=partial(self._begun, table),
            refused=partial(self._refused, table),
            failed=partial(self._failed, table),
        )

    def _book(self, earlier: Attempt | None, attempt: Attempt) -> tuple[Attempt, Draft]:
        """On the lane of the books. If an earlier try is booked after all, that is the payment: nobody pays twice."""
        if earlier is not None and self._screen.till.books.booked(earlier[0]) is not None:
            attempt = earlier
        key, begin = attempt
        return attempt, once(self._screen.till, begin, key)()

    def _begun(self, table: int, begun: tuple[Attempt, Draft]) -> None:
        screen = self._screen
        attempt, draft = begun
        if self._is_shown(table):
            self._attempt, self.unfinished = attempt, True
        screen.desk.do(
            screen.desk.signing,
            lambda: Paid(draft.receipt, sign_receipt(screen.till, draft)),
            asker=screen,
            then=partial(self._paid, table),
            failed=partial(self._not_signed, table, draft),
        )

    def book_internal(self, account: int) -> None:
        """What the chosen guest would pay goes to an internal account. It waits for the signing device like a sale."""
        screen = self._screen
        if not self.taps_allowed:
            return
        till, operator, table, parts = screen.till, screen.operator, screen.table, screen.shares.due
        self._hold()
        screen.desk.do(
            screen.desk.signing,
            once(till, lambda key: book_internal(till, operator, table, account, parts=parts, key=key)),
            asker=screen,
            then=partial(self._paid, table),
            refused=partial(self._refused, table),
            failed=partial(self._failed, table),
        )

    # What came of it.

    def _paid(self, table: int, paid: Paid) -> None:
        screen = self._screen
        screen.desk.note_secured(paid.secured)
        if self._is_shown(table):
            self._release()
            self._attempt, self.unfinished = None, False
            screen.after.show(paid)
        else:
            back = f"Rückgeld {paid.change} €." if paid.change else ""
            screen.desk.board.say(f"{paid.receipt.table_label}: {paid.receipt.total} € bezahlt.", back)

    def _refused(self, table: int, reason: str) -> None:
        self._screen.desk.board.say(reason)
        if self._is_shown(table):
            self._release()
            self._attempt, self.unfinished = None, False
            self._screen.look_again()

    def _failed(self, table: int) -> None:
        if self._is_shown(table):
            self._release()
            self._screen.refresh()

    def _not_signed(self, table: int, draft: Draft) -> None:
        number = draft.receipt.number
        if self._is_shown(table):
            self._release()
            self._screen.refresh()
            what = "Noch einmal auf Bar oder Karte tippen bringt ihn zu Ende, ohne etwas doppelt zu buchen."
        else:
            what = "Beim nächsten Start bringt die Kasse ihn zu Ende."
        self._screen.desk.board.say(f"Beleg {number} ist begonnen, seine Absicherung steht noch aus.", what)

    def _is_shown(self, table: int) -> bool:
        return self._screen.table == table and self._screen.view.isVisible()

    def _hold(self) -> None:
        self.busy = True
        self._patience.start()
        self._slow.start()

    def _release(self) -> None:
        self.busy = False
        self._slow.stop()
        self._patience.start()

    def _tell_slow(self) -> None:
        if self.busy:
            self._screen.refresh()

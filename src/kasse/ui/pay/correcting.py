"""Right after a payment: take it back, or put right how it was paid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.receipts.reversal import (
    corrected_words,
    other_way_question,
    reversal_question,
    reversal_words,
)
from kasse.usecases.change_payment import Corrected, change_payment
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import Paid

if TYPE_CHECKING:
    from kasse.ui.pay.after import AfterPayment
    from kasse.ui.pay.screen import PayScreen

T = TypeVar("T")


class Correcting:
    """One deed at a time, where waiting for the signing device harms nobody."""

    def __init__(self, screen: PayScreen, after: AfterPayment) -> None:
        self._screen = screen
        self._after = after
        self.busy = False

    def ask_reason(self, paid: Paid) -> None:
        """Ask why it is taken back; the tap books."""
        screen = self._screen
        screen.asking.ask(reversal_question(screen.till, paid.receipt, partial(self._reverse, paid)))

    def ask_other_way(self, paid: Paid) -> None:
        """Ask how it was really paid; the tap books."""
        screen = self._screen
        screen.asking.ask(other_way_question(screen.till, paid.receipt, partial(self._change, paid)))

    def _reverse(self, paid: Paid, reason: object) -> None:
        screen, number = self._screen, paid.receipt.number
        till, operator = screen.till, screen.operator

        def done(reversal: Paid) -> None:
            screen.desk.note_secured(reversal.secured)
            if self._after.stands(paid):
                self._after.show_instead(reversal, f"Rechnung {wording.number(number)} storniert")
            else:
                screen.desk.board.say(*reversal_words(reversal))

        self._book(lambda key: reverse_receipt(till, operator, number, str(reason), key=key), done)

    def _change(self, paid: Paid, code: object) -> None:
        screen, number = self._screen, paid.receipt.number
        till, operator = screen.till, screen.operator

        def done(corrected: Corrected) -> None:
            for each in (corrected.reversal, corrected.paid):
                screen.desk.note_secured(each.secured)
            for guest in screen.shares.guests:
                if guest.paid is paid:
                    guest.paid = corrected.paid
            if self._after.stands(paid):
                self._after.show_instead(corrected.paid, "bezahlt")
            screen.desk.board.say(*corrected_words(corrected))

        self._book(lambda key: change_payment(till, operator, number, str(code), key=key), done)

    def _book(self, deed: Callable[[UUID], T], done: Callable[[T], None]) -> None:
        screen = self._screen
        self.busy = True

        def over() -> None:
            self.busy = False

        def told(outcome: T) -> None:
            over()
            done(outcome)

        def refused(why: str) -> None:
            over()
            screen.desk.board.say(why)

        screen.desk.do(
            screen.desk.signing,
            once(screen.till, deed),
            asker=screen,
            then=told,
            refused=refused,
            failed=over,
        )

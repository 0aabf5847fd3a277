"""Leaving a table: a bar table is settled in cash by that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kasse.settings.declared.ordering import SEND_ON_LEAVING
from kasse.ui.desk import once
from kasse.usecases.settle_bar_table import bar_tables, leave_table
from kasse.usecases.sign_receipt import Draft, sign_receipt
from kasse.usecases.take_payment import Paid

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class Leaving:
    """Knows whether somebody is at a table, so that it is left once."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._there = False

    def arrive(self) -> None:
        """A table is opened."""
        self._there = True

    def go_back(self) -> None:
        """To the tables; where the house wants it, what is new is sent by that, and what is missing is asked for first."""
        screen = self._screen
        if screen.till.settings[SEND_ON_LEAVING]:
            if screen.unfinished():
                return
            if screen.draft.lines or screen.draft.unsent:
                screen.sending.send()
        screen.navigator.show_tables()

    def leave(self) -> None:
        """Send what is new on a bar table, and have all that is open there settled in cash; nobody waits for it."""
        screen, was_there = self._screen, self._there
        self._there = False
        till, table = screen.till, screen.table
        if not was_there or table not in bar_tables(till.settings):
            return
        if screen.draft.lines and not any(line.missing for line in screen.draft):
            screen.sending.send()
        operator = screen.operator
        screen.desk.do(
            screen.desk.books,
            once(till, lambda key: leave_table(till, operator, table, key=key)),
            asker=screen,
            then=self._begun,
        )

    def _begun(self, draft: Draft | None) -> None:
        screen = self._screen
        if draft is not None:
            screen.desk.do(
                screen.desk.signing,
                lambda: Paid(draft.receipt, sign_receipt(screen.till, draft)),
                asker=screen,
                then=self._paid,
                failed=partial(self._not_signed, draft),
            )

    def _paid(self, paid: Paid) -> None:
        self._screen.desk.note_secured(paid.secured)
        self._screen.desk.board.say(f"{paid.receipt.table_label}: {paid.receipt.total} € bar kassiert.")

    def _not_signed(self, draft: Draft) -> None:
        self._screen.desk.board.say(
            f"Beleg {draft.receipt.number} ist begonnen, seine Absicherung steht noch aus.",
            "Beim nächsten Start bringt die Kasse ihn zu Ende.",
        )

"""Moving a table on the plan, and taking the last move back with one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kasse.domain.staff import Operator
from kasse.ui.desk import once
from kasse.ui.notices import Answer
from kasse.usecases.book_order import OrderSent
from kasse.usecases.move_back import Move, move_back
from kasse.usecases.transfer_lines import transfer_lines

if TYPE_CHECKING:
    from kasse.ui.tables.screen import TablesScreen

UNDO = "move back"


class Moving:
    """Works for the table overview. Only the last move can be taken back, and only by whoever made it."""

    def __init__(self, screen: TablesScreen) -> None:
        self._screen = screen
        self._last: Move | None = None
        self._mover: Operator | None = None

    def move(self, operator: Operator, table: int, to: int) -> None:
        """Everybody of a table sits down at another one."""
        screen = self._screen
        training = operator.training
        source, target = screen.till.look(operator, table), screen.till.look(operator, to)

        def deed(key: UUID) -> OrderSent:
            return transfer_lines(screen.till, operator, table, to, key=key)

        def moved(sent: OrderSent) -> None:
            screen.desk.secure(sent.order)
            screen.drafts.move(table, to, training=training, waiter=screen.till.drafts_of(operator))
            undo: tuple[Answer, ...] = ()
            if source is not None:
                self._last, self._mover = Move(sent.order, to, source, target), operator
                undo = (Answer(UNDO, "Rückgängig"),)
            screen.desk.board.say(f"Tisch {table} sitzt jetzt auf Tisch {to}.", "", *undo)

        screen.desk.do(screen.desk.books, once(screen.till, deed), asker=screen, then=moved)

    def answered(self, _notice: object, answer: object) -> None:
        """A key beside a notice; it may be that of somebody else."""
        screen, operator, move = self._screen, self._screen.operator, self._last
        if answer != UNDO or move is None or operator is None or operator != self._mover:
            return
        self._last = None
        table = move.source_before.table

        def home(sent: OrderSent) -> None:
            screen.desk.secure(sent.order)
            if move.target_before is None:
                waiter = screen.till.drafts_of(operator)
                screen.drafts.move(move.target, table, training=operator.training, waiter=waiter)
            screen.desk.board.say(f"Tisch {table} ist wieder, wo er war.")

        screen.desk.do(
            screen.desk.books,
            once(screen.till, lambda key: move_back(screen.till, operator, move, key=key)),
            asker=screen,
            then=home,
        )

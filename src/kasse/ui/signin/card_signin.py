"""What it means that a card or key was read: somebody signs in, takes the till over, or leaves it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.settings.declared.card_reader import KEY_REMOVED, READER_PREFIX, READER_SUFFIX, WAITER_LOCK
from kasse.ui.desk import Desk
from kasse.ui.signin.key_reader import KeyReader
from kasse.ui.signin.wedge import Code
from kasse.ui.window import Window
from kasse.usecases.sign_in import known_card, refuse_card, welcome_by_card
from kasse.usecases.till import Changed, Till

if TYPE_CHECKING:
    from kasse.ui.program import Program

BOUNCE_SECONDS = 0.3
"""Contacts bounce: the same key read again within this time was not taken out."""


class CardSignIn(QObject):
    """Lives on the GUI thread beside the screens."""

    def __init__(self, window: Window, desk: Desk, program: Program) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._till = desk.till
        self._program = program
        self._in_lock = ""
        """The key that is in the waiter lock, as it was read; empty: none, or nobody knows."""
        self._read_at = float("-inf")
        self.reader = KeyReader(window, desk.monotonic)
        self.reader.read.connect(self._read)
        desk.changed.connect(self._changed)
        desk.readings.changed.connect(self.listen)
        self.listen()

    def listen(self) -> None:
        """Listen as settings and cards say now: where nobody has a card, haste is not listened for."""
        prefix = self._till.settings[READER_PREFIX]
        wanted = self._desk.readings.wanted is not None
        self.reader.watch(prefix, haste=not prefix and (wanted or has_cards(self._till)))

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and changed & (Changed.MASTER | Changed.SETTINGS):
            self.listen()

    # What was read.

    def _read(self, code: object) -> None:
        if not isinstance(code, Code):
            return
        text = code.text.removesuffix(self._till.settings[READER_SUFFIX])
        wanted = self._desk.readings.wanted
        if wanted is not None:
            self.reader.settle(taken=True)
            wanted(text)
        elif self._is_removal(text):
            self.reader.settle(taken=True)
            self._key_removed()
        else:
            self._look_up(text, sure=code.sure or self._program.operator is None)

    def _look_up(self, text: str, *, sure: bool) -> None:
        """Whose it is. Not sure: it may have been a scanner, and so it is typed where nobody has such a card."""

        def look() -> Operator | None:
            try:
                return known_card(self._till, text)
            except Refused:
                if sure:
                    raise
                return None

        def found(operator: Operator | None) -> None:
            if operator is not None:
                self._known(operator, text)
                return
            self.reader.settle(taken=sure)
            if sure:
                self._desk.do(self._desk.books, partial(refuse_card, self._till), asker=self)

        def refused(reason: str) -> None:
            self._desk.board.say(reason)
            self.reader.settle(taken=True)

        self._desk.do(
            self._desk.background,
            look,
            asker=self,
            then=found,
            refused=refused,
            failed=partial(self.reader.settle, taken=True),
        )

    def _known(self, operator: Operator, text: str) -> None:
        """Until it is written down further readings wait."""
        before, self._in_lock = self._program.operator, text
        self._read_at = self._desk.monotonic()
        if before is not None and before.number == operator.number:
            self._desk.board.say(f"{operator.name} ist schon angemeldet.")
            self.reader.settle(taken=True)
            return
        if before is not None:
            self._program.hand_on()
        self._desk.do(
            self._desk.books,
            partial(welcome_by_card, self._till, operator),
            asker=self,
            then=self._welcome,
            failed=self._nobody,
        )

    def _welcome(self, operator: Operator) -> None:
        self._program.signin.leave()
        self._program.signed_in(operator)
        self.reader.settle(taken=True)

    def _nobody(self) -> None:
        """The books could not take it: whoever was there has left."""
        self._program.sign_out()
        self.reader.settle(taken=True)

    # The waiter lock.

    def _is_removal(self, text: str) -> bool:
        """Whether that says that the key was taken out of the lock."""
        if not self._till.settings[WAITER_LOCK]:
            return False
        said = self._till.settings[KEY_REMOVED]
        if said:
            return text.casefold() == said.casefold()
        bounces = self._desk.monotonic() - self._read_at < BOUNCE_SECONDS
        again = text == self._in_lock and self._program.operator is not None and not bounces
        return again or not text.strip("0")

    def _key_removed(self) -> None:
        self._in_lock = ""
        if self._program.operator is not None:
            self._program.sign_out()


def has_cards(till: Till) -> bool:
    """Whether anybody who works here has a card or key."""
    return any(operator.card and operator.active for operator in till.staff.operators.values())

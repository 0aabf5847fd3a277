"""What taps on the sign-in screen mean: who it is, and whether the PIN is right."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.signin.view import OperatorCard, SignIn, SignInView
from kasse.usecases.sign_in import sign_in
from kasse.usecases.till import Changed


class SignInScreen(QObject):
    """Nobody is signed in while it is shown."""

    def __init__(self, view: SignInView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.navigator = navigator
        self._chosen: int | None = None
        self._checking = False
        view.operator_chosen.connect(self._choose)
        view.pin_entered.connect(self._check)
        desk.changed.connect(self._changed)

    def enter(self) -> None:
        """Ask who serves."""
        self._chosen = None
        self._checking = False
        self.refresh()

    def refresh(self) -> None:
        """Show who works here, and who has open tables."""
        tabs = Counter(tab.operator for tab in self.till.books.open_tabs())
        cards = tuple(
            self._card(operator, tabs[operator.number])
            for operator in self.till.staff.operators.values()
            if operator.active
        )
        day = self.till.books.business_date
        words = f"{wording.long_day(day)} · {self.till.terminal.name}"
        self.view.show_sign_in(SignIn(self.till.house.business.name, words, cards, self._chosen, 0))

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.MASTER in changed and self.view.isVisible():
            self.refresh()

    def _card(self, operator: Operator, tables: int) -> OperatorCard:
        note = "Übung" if operator.training else ""
        if tables:
            note = "1 Tisch" if tables == 1 else f"{tables} Tische"
        return OperatorCard(
            operator.number,
            operator.name,
            operator.initials,
            note,
            present=bool(tables),
            chosen=operator.number == self._chosen,
        )

    def _choose(self, number: object) -> None:
        self._chosen = int(str(number))
        self.refresh()
        self.view.setFocus()

    def _check(self, number: object, pin: str) -> None:
        if number is None or self._checking:
            return
        self._checking = True
        # The hash of a PIN is made to take its time.
        self.desk.do(
            self.desk.background,
            partial(sign_in, self.till, int(str(number)), pin),
            asker=self,
            then=self._welcome,
            refused=self._refuse,
            failed=self._again,
        )

    def _welcome(self, operator: Operator) -> None:
        self._checking = False
        self.navigator.signed_in(operator)

    def _refuse(self, reason: str) -> None:
        self._checking = False
        self.view.refuse_pin(reason)

    def _again(self) -> None:
        self._checking = False
        self.view.refuse_pin("Bitte noch einmal eingeben.")

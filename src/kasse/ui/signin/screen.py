"""What taps on the sign-in screen mean: who it is, and whether the PIN is right."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QImage

from kasse.domain.staff import Operator
from kasse.settings.declared.card_reader import PIN_ALONE, WAITER_LOCK
from kasse.settings.declared.customer_display import SLIDE_SECONDS
from kasse.settings.declared.screen import SIGN_IN_SLIDES, SIGN_IN_SLIDES_AFTER
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.signin.card_signin import has_cards
from kasse.ui.signin.view import OperatorCard, SignIn, SignInView
from kasse.ui.slides import SlideShow
from kasse.usecases.sign_in import pin_length, sign_in, sign_in_by_pin, why_no_pin
from kasse.usecases.till import Changed

LEAST_SECONDS = 15
"""Whoever has tapped has at least that long to sign in before pictures come again."""


class SignInScreen(QObject):
    """Nobody is signed in while it is shown."""

    def __init__(self, view: SignInView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.navigator = navigator
        self.chosen: int | None = None
        """Whose PIN is being typed."""
        self._checking = False
        view.operator_chosen.connect(self._choose)
        view.pin_entered.connect(self._check)
        desk.changed.connect(self._changed)
        view.touched.connect(self.somebody_is_there)
        self._slides = SlideShow(desk.drives, self._show_picture, self._pixels, self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._slides.play)

    def enter(self) -> None:
        """Ask who serves."""
        self.chosen = None
        self._checking = False
        settings = self.till.settings
        if settings[SIGN_IN_SLIDES] is not None or self._slides.has_pictures:
            self._slides.take(settings[SIGN_IN_SLIDES], settings[SLIDE_SECONDS])
        # A lock without a key is a till without a waiter: whoever comes puts the key in, and needs no names.
        self._wait(0 if settings[WAITER_LOCK] else settings[SIGN_IN_SLIDES_AFTER])
        self.refresh()

    def leave(self) -> None:
        """Somebody has signed in."""
        self._idle.stop()
        self._slides.stop()
        self._show_picture(None)

    # Pictures while nobody is there.

    def somebody_is_there(self) -> None:
        """Pictures make way, and come back when nobody taps for a while."""
        self._wait(max(LEAST_SECONDS, self.till.settings[SIGN_IN_SLIDES_AFTER]))

    def _wait(self, seconds: int) -> None:
        self._slides.stop()
        self._show_picture(None)
        if self.till.settings[SIGN_IN_SLIDES] is not None:
            self._idle.start(1000 * seconds)

    def _show_picture(self, picture: QImage | None) -> None:
        self.view.show_picture(picture)

    def _pixels(self) -> QSize:
        return self.view.size() * self.view.devicePixelRatioF()

    # Who it is.

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
        self.view.show_sign_in(
            SignIn(
                self.till.house.business.name,
                words,
                cards,
                self.chosen,
                pin_length(self.till),
                self._hint(),
                pin_alone=self.till.settings[PIN_ALONE],
            )
        )

    def _hint(self) -> str:
        """What else signs in."""
        if not has_cards(self.till):
            return ""
        return (
            "Schlüssel ins Schloss stecken"
            if self.till.settings[WAITER_LOCK]
            else "Oder Karte an den Leser halten"
        )

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
            chosen=operator.number == self.chosen,
        )

    def _choose(self, number: object) -> None:
        operator = self.till.staff.operators.get(int(str(number)))
        self.somebody_is_there()
        if operator is not None and (refusal := why_no_pin(self.till, operator)):
            self.desk.board.say(refusal)
            return
        self.chosen = int(str(number))
        self.refresh()
        self.view.setFocus()

    def _check(self, number: object, pin: str) -> None:
        if self._checking or (number is None and not self.till.settings[PIN_ALONE]):
            return
        self._checking = True
        known = number is not None
        deed = (
            partial(sign_in, self.till, int(str(number)), pin)
            if known
            else partial(sign_in_by_pin, self.till, pin)
        )
        # The hash of a PIN is made to take its time.
        self.desk.do(
            self.desk.background,
            deed,
            asker=self,
            then=self._welcome,
            refused=self._refuse,
            failed=self._again,
        )

    def _welcome(self, operator: Operator) -> None:
        self._checking = False
        self.leave()
        self.navigator.signed_in(operator)

    def _refuse(self, reason: str) -> None:
        self._checking = False
        self.view.refuse_pin(reason)

    def _again(self) -> None:
        self._checking = False
        self.view.refuse_pin("Bitte noch einmal eingeben.")

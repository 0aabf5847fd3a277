"""Questions on the order screen: they stand in the place of the tiles, and at most one is open."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kasse.domain.refused import Refused
from kasse.ui.desk import Desk
from kasse.ui.orders.view import OrdersView
from kasse.ui.questions import Question
from kasse.ui.widgets.text_entry import TextAsk


class Asking(QObject):
    """The part of the order screen that asks and hands the answers on."""

    def __init__(self, view: OrdersView, desk: Desk) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.question: Question | None = None
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self._dismissed)
        view.confirmed.connect(self._confirmed)

    def refresh(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def show_keys(self) -> None:
        """Show which keys are on now."""
        raise NotImplementedError

    def ask(self, question: Question) -> None:
        """Ask in the place of the tiles."""
        self.question = question
        self.show_question()
        self.show_keys()

    def show_question(self) -> None:
        """Show what is asked as it is now."""
        question = self.question
        if question is None:
            return
        if question.confirm:
            self.view.show_question(question.page(), question.confirm)
        else:
            self.view.show_choices(question.page())

    def close_question(self) -> None:
        """Back to the tiles."""
        self.question = None
        self.view.show_tiles()
        self.view.setFocus()
        self.refresh()

    def ask_text(self, ask: TextAsk) -> None:
        """Ask for words; who asks listens to the view."""
        self.question = None
        self.view.ask_text(ask)

    def _choice(self, key: object) -> None:
        question = self.question
        if question is None:
            return
        if question.closes:
            self.close_question()
        try:
            question.choose(key)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
        if self.question is question:
            if question.closes:
                self.close_question()
            else:
                self.show_question()
        self.refresh()

    def _dismissed(self) -> None:
        question = self.question
        self.close_question()
        if question is not None:
            question.dismiss()

    def _confirmed(self) -> None:
        question = self.question
        if question is not None:
            self.close_question()
            question.accept()
            self.refresh()

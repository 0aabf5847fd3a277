"""What the payment screen asks: choices in the place of the pad or the change, words in the place of everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kasse.ui.questions import Question
from kasse.ui.widgets.text_entry import TextAsk

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen


class Asking:
    """One question at a time. Words stay where they were typed until their answer is accepted."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen
        self._question: Question | None = None
        self._answered: Callable[[str], None] | None = None
        self._cancelled: Callable[[], None] = self.end_words
        view = screen.view
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self.close)
        view.words_typed.connect(self._typed)
        view.words_cancelled.connect(self._cancel)

    def leave(self) -> None:
        """Nothing is asked any more."""
        self._question = None
        self.end_words()

    def ask(self, question: Question) -> None:
        """Ask in the place of the pad, or of the change."""
        self._question = question
        self._screen.view.show_choices(question.page())

    def show_split(self, chosen: Callable[[object], None]) -> None:
        """Ask in how many equal parts."""
        self._question = Question("", chosen=chosen)
        self._screen.view.show_split()

    def close(self) -> None:
        """Back to what stood there."""
        self._question = None
        self._screen.view.hide_choices()
        self._screen.view.setFocus()

    def _choice(self, key: object) -> None:
        question = self._question
        if question is not None:
            self.close()
            question.choose(key)

    # Words.

    def words(
        self, ask: TextAsk, answered: Callable[[str], None], cancelled: Callable[[], None] | None = None
    ) -> None:
        """Ask for words; `answered` says when they are done with, by `end_words`."""
        self._answered = answered
        self._cancelled = cancelled or self.end_words
        self._screen.view.ask_words(ask)

    def end_words(self) -> None:
        """Back to the bill, or to what was paid."""
        self._answered, self._cancelled = None, self.end_words
        self._screen.view.end_words()

    def _cancel(self) -> None:
        self._cancelled()

    def _typed(self, words: str) -> None:
        if self._answered is not None:
            self._answered(words)

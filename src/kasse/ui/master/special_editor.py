"""What special editors have in common: steps to take back, one act that saves them, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.sheets import Key
from kasse.ui.master.host import Host
from kasse.ui.master.special_steps import Steps
from kasse.ui.master.special_view import Page, SpecialView
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.change_master import Edit

S = TypeVar("S")

NOTHING_TO_UNDO = "Es gibt nichts rückgängig zu machen."
NOTHING_TO_REDO = "Es wurde nichts rückgängig gemacht."
NOTHING_CHANGED = "Es ist nichts geändert."


class Editor(QObject, Generic[S]):
    """See `Special`. A kind of it reads its state from the master data and tells which rows another state changes."""

    def __init__(self, host: Host, view: SpecialView) -> None:
        super().__init__(view)
        self.host = host
        self.widget = view
        self.key: Key | None = None
        self.asks_leave = False
        self.base = self.read()
        """The state as the master data have it."""
        self.steps: Steps[S] = Steps(self.base)
        self._answered: Callable[[object], None] | None = None
        self._typed: Callable[[str], None] | None = None
        self._typing: Callable[[str], None] | None = None
        self._questions = 0
        view.choice_made.connect(self._choose)
        view.choices_closed.connect(self.end_asking)
        view.words_typed.connect(self._words)
        view.words_changed.connect(self._words_changing)
        view.words_cancelled.connect(self.end_asking)
        view.result_chosen.connect(self._choose)
        view.refused.connect(self.say)
        view.undo.connect(self.undo)
        view.redo.connect(self.redo)
        view.resized.connect(self.show)

    # What a kind of editor tells.

    def read(self) -> S:
        """Its state as the master data have it."""
        raise NotImplementedError

    def edits(self, before: S, after: S) -> list[Edit]:
        """The rows that differ."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the state as it is now."""
        raise NotImplementedError

    def hint(self) -> str:
        """What can be done, in a sentence for the foot."""
        return ""

    # Coming and going: see `Special`.

    def open(self, key: Key | None) -> None:
        """See `Special`."""
        self.asks_leave = False
        self.end_asking()
        if not self.dirty:
            self.key = key
            self.begin()
        self.refresh()

    def begin(self) -> None:
        """Begin with what the master data have."""
        self.base = self.read()
        self.steps.begin(self.base)

    def tapped(self, key: object) -> None:
        """See `Special`."""
        if key == "main":
            self.save()
        elif key == "second":
            self.drop()

    def changed(self) -> None:
        """See `Special`. What is not saved yet is kept; saving says so if somebody else was quicker."""
        if not self.dirty:
            self.begin()
        elif self.read() == self.steps.now:
            self.base = self.steps.now
        self.refresh()

    def leave(self) -> bool:
        """See `Special`."""
        self.end_asking()
        self.asks_leave = self.dirty
        self.show_foot()
        return not self.asks_leave

    # Steps.

    @property
    def master(self) -> Master:
        """The master data as they are."""
        return self.host.desk.till.master

    @property
    def now(self) -> S:
        """The state as it is."""
        return self.steps.now

    @property
    def dirty(self) -> bool:
        """Whether anything is to be saved."""
        return self.now != self.base

    def do(self, state: S) -> None:
        """One step on."""
        self.asks_leave = False
        self.steps.do(state)
        self.refresh()

    def attempt(self, step: Callable[[], S]) -> bool:
        """One step on, if it may be done; else say why not."""
        try:
            state = step()
        except Refused as refusal:
            self.say(str(refusal))
            self.refresh()
            return False
        self.do(state)
        return True

    def undo(self) -> None:
        """One step back."""
        if self.widget.page is Page.HOME:
            self.steps.undo()
            self.refresh()

    def redo(self) -> None:
        """One step on again."""
        if self.widget.page is Page.HOME:
            self.steps.redo()
            self.refresh()

    def save(self) -> None:
        """Have everything changed in one act."""
        if not self.dirty:
            return
        state, leaves = self.now, self.asks_leave

        def saved() -> None:
            self.base = state
            self.asks_leave = False
            if leaves and not self.dirty:
                self.host.back()
            else:
                self.refresh()

        try:
            edits = self.edits(self.base, state)
        except Refused as refusal:
            self.say(str(refusal))
            return
        self.host.change(edits, saved)

    def drop(self) -> None:
        """Forget what is not saved."""
        leaves, self.asks_leave = self.asks_leave, False
        self.begin()
        self.refresh()
        if leaves:
            self.host.back()

    def say(self, words: str) -> None:
        """A short information in the line for news."""
        self.host.desk.board.say(words)

    def refresh(self) -> None:
        """Show everything as it is now."""
        self.show()
        if self.widget.isVisible():
            self.show_foot()

    def undo_off(self) -> dict[str, str]:
        """Why the keys "undo" and "redo" are off, if they are."""
        off = {} if self.steps.can_undo else {"undo": NOTHING_TO_UNDO}
        return off if self.steps.can_redo else {**off, "redo": NOTHING_TO_REDO}

    def show_foot(self) -> None:
        """Whether something is to be saved, and the keys for it."""
        if self.widget.page is not Page.HOME:
            self.host.show_foot(Foot())
            return
        if self.asks_leave:
            words = "Noch nicht gespeichert. Speichern oder verwerfen?"
        else:
            words = f"Noch nicht gespeichert. {self.hint()}".strip() if self.dirty else self.hint()
        off = "" if self.dirty else NOTHING_CHANGED
        self.host.show_foot(Foot(words, "Verwerfen", off, "Speichern", off))

    # Asking.

    def choose_from(
        self,
        title: str,
        choices: Sequence[Choice] | Sequence[Section],
        answered: Callable[[object], None],
        hint: str = "",
        close: str = "Zurück",
        *,
        done: bool = False,
    ) -> None:
        """Ask for one of several things in the place of the page; the answer closes it unless something else opens."""
        sections = tuple(each for each in choices if isinstance(each, Section))
        loose = tuple(each for each in choices if isinstance(each, Choice))
        self._forget_questions()
        self._answered = answered
        if loose:
            sections = (*sections, Section("", loose))
        self.widget.open_choices(ChoicePage(title, sections, hint, close, done=done))
        self.show_foot()

    def ask_words(self, ask: TextAsk, typed: Callable[[str], None]) -> None:
        """Have words typed."""
        self._forget_questions()
        self._typed = typed
        self.widget.open_words(ask)
        self.show_foot()

    def search(
        self,
        ask: TextAsk,
        typing: Callable[[str], None],
        chosen: Callable[[object], None],
        typed: Callable[[str], None],
    ) -> None:
        """Have something searched for; whatever is tapped is chosen, until it is closed."""
        self._forget_questions()
        self._typing, self._answered, self._typed = typing, chosen, typed
        self.widget.open_words(ask)
        self.show_foot()
        typing("")

    def end_asking(self) -> None:
        """Back to the page."""
        self._forget_questions()
        if self.widget.page is not Page.HOME:
            self.widget.show_home()
            self.refresh()

    def _forget_questions(self) -> None:
        self._answered = self._typed = self._typing = None
        self._questions += 1

    def _choose(self, key: object) -> None:
        if self._answered is not None:
            self._answer(self._answered, key)

    def _words(self, text: str) -> None:
        if self._typed is not None:
            self._answer(self._typed, text)

    def _answer(self, take: Callable[[Any], None], what: object) -> None:
        """Give the answer to whoever asked. What is refused may be answered again; what is found, tapped again."""
        question = self._questions
        try:
            take(what)
        except Refused as refusal:
            self.say(str(refusal))
            return
        if self._questions == question and self._typing is None:
            self.end_asking()

    def _words_changing(self, text: str) -> None:
        if self._typing is not None:
            self._typing(text)

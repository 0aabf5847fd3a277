"""What was changed is saved all at once, or dropped; nobody leaves without having said which."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kasse.settings.kinds import Secret
from kasse.ui.settings.draft import Draft
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.settings.showing import changes_word
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.change_setting import SettingChanged, change_settings

if TYPE_CHECKING:
    from kasse.ui.settings.screen import SettingsScreen

BUSY = "Wird gerade gespeichert."
NOTHING = "Es ist nichts geändert."


class Saving:
    """One save at a time. What could not be saved stays as it was chosen."""

    def __init__(self, screen: SettingsScreen) -> None:
        self._screen = screen
        self.draft = Draft()
        self.busy = False
        self.asks_leave = False
        """Whether it is being asked what becomes of the changes."""

    def foot(self) -> Foot:
        """What is to be saved."""
        count = len(self.draft)
        off = BUSY if self.busy else "" if count else NOTHING
        words = f"{changes_word(count)}, noch nicht gespeichert" if count else "Alles ist gespeichert"
        return Foot(words, "Verwerfen", off, "Speichern", off)

    def leave(self) -> None:
        """Out of the dialog; with changes only after an answer."""
        if not len(self.draft) or self.busy:
            self._screen.navigator.leave_settings()
            return
        choices = (
            Choice("save", "Speichern und verlassen", icon="check", kind=KeyKind.SECOND),
            Choice("drop", "Verwerfen und verlassen", icon="trash-2", kind=KeyKind.DANGER),
        )
        verb = "ist" if len(self.draft) == 1 else "sind"
        title = f"{changes_word(len(self.draft))} {verb} noch nicht gespeichert"
        self.asks_leave = True
        self._screen.view.open_choices(ChoicePage(title, (Section("", choices),), close="Weiter bearbeiten"))
        self._screen.show_foot()

    def answer(self, key: object) -> bool:
        """What becomes of the changes was tapped; False: that was not asked."""
        if not self.asks_leave:
            return False
        self.asks_leave = False
        leave = self._screen.navigator.leave_settings
        if key == "save":
            self.save(then=leave)
        else:
            self.drop()
            leave()
        return True

    def drop(self) -> None:
        """Everything as it was."""
        if not self.busy:
            self.draft.clear()
            self._screen.end_asking()

    def save(self, then: Callable[[], None] = lambda: None) -> None:
        """Save all changes, then do what follows; if they are refused, nothing does."""
        screen, operator, changes = self._screen, self._screen.operator, self.draft.changes
        if operator is None or not changes or self.busy:
            return
        self.busy = True
        screen.end_asking()

        def over() -> None:
            self.busy = False
            screen.refresh()

        def saved(done: SettingChanged) -> None:
            self.draft.clear()
            over()
            verb = "ist" if len(changes) == 1 else "sind"
            screen.desk.board.say(f"{changes_word(len(changes))} {verb} gespeichert.", done.also)
            then()

        def refused(reason: str) -> None:
            over()
            screen.desk.board.say(reason)

        # The key store may ask somebody, or not answer: then nobody else is to wait for it.
        has_secret = any(isinstance(change.setting.kind, Secret) for change in changes)
        screen.desk.do(
            screen.desk.looks if has_secret else screen.desk.books,
            partial(change_settings, screen.till, operator, changes, secrets=screen.desk.opened.secrets),
            asker=screen,
            then=saved,
            refused=refused,
            failed=over,
        )

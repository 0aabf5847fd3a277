"""All about one setting: what it means, and what it was before; a change is taken back with one tap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kasse.settings import Setting
from kasse.settings.kinds import Secret
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.settings.showing import change_row, off_reason, sheet_of
from kasse.usecases.change_setting import SettingChanged
from kasse.usecases.setting_history import PastChange, past_changes, take_back

if TYPE_CHECKING:
    from kasse.ui.settings.screen import SettingsScreen

READING = "Wird gelesen …"
NEVER = "Diese Einstellung wurde noch nie geändert."


class Detail:
    """The second face of the page."""

    def __init__(self, screen: SettingsScreen) -> None:
        self._screen = screen
        self.setting: Setting[Any] | None = None
        """What is shown; None while the page is."""
        self._changes: Sequence[PastChange] | None = None
        self._chosen = 0

    def open(self, setting: Setting[Any]) -> None:
        """Show what is known, and read its past behind the screen."""
        self.setting, self._changes, self._chosen = setting, None, 0
        self.refresh()
        self._read()

    def leave(self) -> None:
        """The page is shown again."""
        self.setting = None

    def _read(self) -> None:
        screen, setting = self._screen, self.setting
        if setting is None:
            return

        def read(changes: Sequence[PastChange]) -> None:
            if self.setting is setting:
                self._changes, self._chosen = changes, 0
                self.refresh()

        screen.desk.do(
            screen.desk.background, partial(past_changes, screen.till, setting), asker=screen, then=read
        )

    def refresh(self) -> None:
        """Show it as it is now."""
        screen, setting = self._screen, self.setting
        seen = screen.seen
        if setting is None or seen is None:
            return
        changes = self._changes or ()
        rows = [change_row(change, setting, seen, number) for number, change in enumerate(changes)]
        empty = READING if self._changes is None else NEVER
        screen.view.open_detail(sheet_of(setting, seen), rows, self._chosen if rows else None, empty)
        off = off_reason(setting, seen)
        if isinstance(setting.kind, Secret):
            off = "Ein früheres Passwort kennt die Kasse nicht mehr."
        screen.view.show_foot(
            Foot(
                "Jede Änderung steht im Journal.",
                "Zur Seite",
                main="Änderung zurücknehmen" if self._chosen else "Letzte Änderung zurücknehmen",
                main_off=off or ("" if rows else empty),
                main_icon="undo-2",
            )
        )

    def choose(self, key: object) -> None:
        """Another change was tapped."""
        self._chosen = int(str(key))
        self.refresh()

    def take_back(self) -> None:
        """The chosen change is undone."""
        screen, setting, operator = self._screen, self.setting, self._screen.operator
        if setting is None or operator is None or not self._changes:
            return
        change = self._changes[self._chosen]

        def done(result: SettingChanged) -> None:
            screen.desk.board.say(f"„{setting.label}“ ist wieder wie vor der Änderung.", result.also)
            self._read()

        screen.desk.do(
            screen.desk.books,
            partial(take_back, screen.till, operator, setting, change),
            asker=screen,
            then=done,
        )

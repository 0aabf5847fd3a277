"""What stands at the right of the screen of master data: a list, a form, a history, a file, a special editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.sheets import Problem

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen


class Page:
    """One of them is open at a time; taps go to it."""

    def __init__(self, screen: MasterScreen) -> None:
        self.screen = screen

    @property
    def unsaved(self) -> str:
        """What would be lost, in a few words: "2 Änderungen"; empty: nothing."""
        return ""

    def show(self) -> None:
        """Show it as it is now."""
        raise NotImplementedError

    def save(self) -> None:
        """Keep what is unsaved, then go where `screen.follow` leads."""

    def drop(self) -> None:
        """Forget what is unsaved."""

    def may_leave(self) -> bool:
        """Whether it may be left as far as it is concerned itself."""
        return True

    def changed(self) -> None:
        """The master data are others now."""
        self.show()

    def refused(self, problems: tuple[Problem, ...]) -> None:
        """What was to be saved does not fit."""

    def kept(self) -> None:
        """It could not be saved, and what was typed is still there."""
        self.show()

    # Taps.

    def chip(self, key: object) -> None:
        """A key above the list or form."""

    def tapped(self, what: object) -> None:
        """A control of a row: (key, step)."""

    def choice(self, key: object) -> None:
        """One of the choices that stand there."""

    def close_choices(self) -> None:
        """The choices are done with."""
        self.show()

    def typed(self, text: str) -> None:
        """Words were accepted."""

    def typing(self, text: str) -> None:
        """Words are being typed."""

    def picked(self, key: object) -> None:
        """Something that was found by them is tapped."""

    def type_cancelled(self) -> None:
        """Typing was given up."""
        self.show()

    def row(self, key: object) -> None:
        """A row of a list below facts."""

    def second(self) -> None:
        """The second key at the foot."""

    def main(self) -> None:
        """The main key at the foot."""

    def back(self) -> None:
        """One step back."""
        self.screen.go(self.screen.open_list)

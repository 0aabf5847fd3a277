"""A special editor in the place of the list, and what it may ask of the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kasse.domain.staff import Operator
from kasse.sheets import Key
from kasse.ui.desk import Desk
from kasse.ui.master.host import Special
from kasse.ui.master.page import Page
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.theme.look import Look
from kasse.usecases.change_master import Edit

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen


class SpecialHost:
    """Implements `kasse.ui.master.host.Host`."""

    def __init__(self, screen: MasterScreen) -> None:
        self._screen = screen

    @property
    def desk(self) -> Desk:
        """See `Host`."""
        return self._screen.desk

    @property
    def look(self) -> Look:
        """See `Host`."""
        return self._screen.view.look

    @property
    def operator(self) -> Operator:
        """See `Host`."""
        return self._screen.who

    def change(self, edits: Sequence[Edit], then: Callable[[], None] | None = None) -> None:
        """See `Host`."""
        self._screen.save(edits, then or _nothing)

    def show_foot(self, foot: Foot) -> None:
        """See `Host`."""
        if isinstance(self._screen.page, SpecialPage):
            self._screen.view.show_foot(foot)

    def back(self) -> None:
        """See `Host`."""
        self._screen.open_list()


class SpecialPage(Page):
    """Taps at the foot go to the editor; it is asked before it is left."""

    def __init__(self, screen: MasterScreen, special: Special, key: Key | None) -> None:
        super().__init__(screen)
        self._special = special
        self._key = key

    def show(self) -> None:
        self.screen.view.show_foot(Foot())
        self.screen.view.open_special(self._special.widget)
        self._special.open(self._key)

    def may_leave(self) -> bool:
        return self._special.leave()

    def changed(self) -> None:
        self._special.changed()

    def kept(self) -> None:
        """The editor shows what it has; it is not opened anew."""

    def second(self) -> None:
        self._special.tapped("second")

    def main(self) -> None:
        self._special.tapped("main")


def _nothing() -> None:
    """Nothing follows."""

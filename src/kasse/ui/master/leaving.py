"""Nobody goes on without having said what becomes of what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.key_face import KeyKind

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen


class Leaving:
    """One question at a time, with what follows its answer."""

    def __init__(self, screen: MasterScreen) -> None:
        self._screen = screen
        self.asks = False
        """Whether it is being asked."""
        self._follow: Callable[[], None] | None = None

    def ask(self, unsaved: str, follow: Callable[[], None]) -> None:
        """Ask, then do what follows; `unsaved` in a few words: "2 Änderungen"."""
        self.asks, self._follow = True, follow
        choices = (
            Choice("save", "Speichern und weiter", icon="check", kind=KeyKind.SECOND),
            Choice("drop", "Verwerfen und weiter", icon="trash-2", kind=KeyKind.DANGER),
        )
        view = self._screen.view
        view.open_choices(
            ChoicePage(
                f"{unsaved}: noch nicht gespeichert", (Section("", choices),), close="Weiter bearbeiten"
            )
        )
        view.show_foot(Foot())

    def answer(self, key: object) -> bool:
        """What becomes of it was tapped; False: that was not asked."""
        if not self.asks:
            return False
        self.asks = False
        if key == "save":
            self._screen.page.save()
        else:
            self._screen.page.drop()
            self.follow()
        return True

    def follow(self) -> None:
        """It is saved, or dropped: go on."""
        follow, self._follow = self._follow, None
        if follow is not None:
            follow()

    def end(self, *, show: bool = True) -> None:
        """Stay where one was."""
        self.asks, self._follow = False, None
        if show:
            self._screen.view.show_query(self._screen.query)
            self._screen.page.show()

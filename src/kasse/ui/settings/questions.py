"""The question that is open, if one is: which it is, and where its answers go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kasse.settings import Setting
from kasse.ui.settings.asking import Asking, Finding, Listing, Naming, Picking, Typing
from kasse.ui.settings.asks import Browsed, Found, Hidden, Listed, Named, Picked, Typed
from kasse.ui.settings.browsing import Browsing
from kasse.ui.settings.editors import ask
from kasse.ui.settings.hiding import Hiding

if TYPE_CHECKING:
    from kasse.ui.settings.screen import SettingsScreen


class Questions:
    """One at a time. Words and choices go to it; without one they belong to the page of files."""

    def __init__(self, screen: SettingsScreen) -> None:
        self._screen = screen
        self.asking: Asking[Any] | None = None
        view = screen.view
        view.words_typed.connect(self._typed)
        view.words_changed.connect(self._typing)
        view.words_cancelled.connect(self._cancelled)
        view.result_chosen.connect(self._picked)

    def open(self, setting: Setting[Any], value: Any) -> None:
        """Ask for another value."""
        self.asking = self._question(setting, value)
        if self.asking is not None:
            self.asking.open()
            self._screen.show_foot()

    def end(self) -> None:
        """Nothing is asked any more."""
        self.asking = None

    def _question(self, setting: Setting[Any], value: Any) -> Asking[Any] | None:
        screen = self._screen
        asking: Asking[Any] | None = None
        match ask(setting.kind, value, screen.names):
            case Typed() as typed:
                asking = Typing(screen, setting, typed)
            case Picked() as picked:
                asking = Picking(screen, setting, picked, setting.kind.write(value))
            case Found() as found:
                asking = Finding(screen, setting, found)
            case Listed() as listed:
                asking = Listing(screen, setting, listed)
            case Named() as named:
                asking = Naming(screen, setting, named)
            case Browsed() as browsed:
                asking = Browsing(screen, setting, browsed)
            case Hidden() if screen.operator is not None:
                secrets = screen.desk.opened.secrets
                asking = Hiding(screen, setting, screen.till, screen.operator, secrets)
        return asking

    def choose(self, key: object) -> bool:
        """A choice was tapped; False: it belongs to nothing that is asked."""
        if self.asking is not None:
            self.asking.choose(key)
        return self.asking is not None

    def cancel(self) -> bool:
        """The question was closed; False: there was none."""
        asking = self.asking
        if asking is not None:
            asking.cancel()
        return asking is not None

    def _typed(self, text: str) -> None:
        if self.asking is not None:
            self.asking.type(text)
        elif self._screen.files.is_open:
            self._screen.files.read(text)

    def _typing(self, text: str) -> None:
        if self.asking is not None:
            self.asking.typing(text)

    def _cancelled(self) -> None:
        if not self.cancel() and self._screen.files.is_open:
            self._screen.files.open()

    def _picked(self, key: object) -> None:
        if self.asking is not None:
            self.asking.pick(key)

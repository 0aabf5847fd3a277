"""The values in force at one terminal: its own, else the one for all, else the default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from kasse.domain.refused import Refused
from kasse.settings.model import Scope, Setting

T = TypeVar("T")
EVERYWHERE = "everywhere"


def scope_of_terminal(terminal: int) -> str:
    """Under which scope the books keep what holds at one terminal only."""
    return f"terminal:{terminal}"


class Settings:
    """Reads values: `settings[DECLARATION]`. A stored text that does not fit counts as not there."""

    def __init__(self, stored: Mapping[tuple[str, str], str], terminal: int) -> None:
        """`stored` are texts by (scope, key), as the books keep them."""
        self._stored = stored
        self._own = scope_of_terminal(terminal)

    def __getitem__(self, setting: Setting[T]) -> T:
        if self.is_forced(setting):
            return setting.kind.read("1")
        for text in self._texts(setting):
            try:
                return setting.kind.read(text)
            except Refused:
                continue
        return setting.default

    def is_forced(self, setting: Setting[T]) -> bool:
        """Whether it is on because others are, whatever was chosen for itself."""
        return bool(setting.on_with) and all(self[other] for other in setting.on_with)

    def origin(self, setting: Setting[T]) -> Scope | None:
        """Where the value in force was set; None: nowhere, it is the default."""
        for scope, keys in self._places(setting):
            for key in keys:
                text = self._stored.get((scope, key))
                if text is not None and not problem(setting, text):
                    return Scope.TERMINAL if scope == self._own else Scope.EVERYWHERE
        return None

    def scope_for(self, setting: Setting[T]) -> str:
        """The scope under which a new value for this terminal is kept."""
        return self._own if setting.scope is Scope.TERMINAL else EVERYWHERE

    def _places(self, setting: Setting[T]) -> Iterator[tuple[str, tuple[str, ...]]]:
        keys = (setting.key, *setting.former)
        if setting.scope is Scope.TERMINAL:
            yield self._own, keys
        yield EVERYWHERE, keys

    def _texts(self, setting: Setting[T]) -> Iterator[str]:
        for scope, keys in self._places(setting):
            for key in keys:
                text = self._stored.get((scope, key))
                if text is not None:
                    yield text


def problem(setting: Setting[T], text: str) -> str:
    """What is wrong with a stored text; empty if it fits."""
    try:
        setting.kind.read(text)
    except Refused as error:
        return str(error)
    return ""

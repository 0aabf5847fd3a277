"""The values in force at one place: its own, else those further away, else the default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kasse.domain.refused import Refused
from kasse.settings.kinds import Reference
from kasse.settings.model import Scope, Setting
from kasse.settings.names import Names

T = TypeVar("T")
EVERYWHERE = "everywhere"
_REACH = tuple(Scope)
"""From the furthest to the nearest."""


def scope_of_terminal(terminal: int) -> str:
    """Under which scope the books keep what holds at one terminal only."""
    return f"terminal:{terminal}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A stored text that does not fit; the value further away, or the default, is in force instead."""

    setting: Setting[Any]
    scope: str
    text: str
    reason: str
    """German: what would fit."""


class Settings:
    """Reads values: `settings[DECLARATION]`. A stored text that does not fit counts as not there."""

    def __init__(
        self,
        stored: Mapping[tuple[str, str], str],
        terminal: int | None,
        *,
        branch: int | None = None,
        business: int | None = None,
        names: Names | None = None,
    ) -> None:
        """`stored` are texts by (scope, key), as the books keep them. Without a place nearer, what holds for all.

        `names`: what the house has; without it every number and name counts as there.
        """
        self._stored = stored
        self._names = names
        self._read: dict[str, Any] = {}
        """Values that were read before; what names something of the house is looked at each time."""
        places = {Scope.EVERYWHERE: EVERYWHERE}
        for scope, number in ((Scope.BUSINESS, business), (Scope.BRANCH, branch), (Scope.TERMINAL, terminal)):
            if number is not None:
                places[scope] = f"{scope.value}:{number}"
        self._places = places

    @property
    def stored(self) -> Mapping[tuple[str, str], str]:
        """The texts by (scope, key)."""
        return self._stored

    def __getitem__(self, setting: Setting[T]) -> T:
        try:
            known: T = self._read[setting.key]
        except KeyError:
            known = self._value(setting)
            if not isinstance(setting.kind, Reference):
                self._read[setting.key] = known
        return known

    def _value(self, setting: Setting[T]) -> T:
        if self.is_forced(setting):
            return setting.kind.read("1")
        for _, text in self._texts(setting):
            if not self.problem(setting, text):
                return setting.kind.read(text)
        return setting.default

    def is_forced(self, setting: Setting[T]) -> bool:
        """Whether it is on because others are, whatever was chosen for itself."""
        return bool(setting.on_with) and all(self[other] for other in setting.on_with)

    def is_idle(self, setting: Setting[T]) -> bool:
        """Whether it does nothing, because the switch that it belongs to is off."""
        return setting.only_if is not None and not self[setting.only_if]

    def origin(self, setting: Setting[T]) -> Scope | None:
        """Where the value in force was set; None: nowhere, it is the default."""
        for scope, text in self._texts(setting):
            if not self.problem(setting, text):
                return scope
        return None

    def scope_for(self, setting: Setting[T]) -> str:
        """The scope under which a new value for this place is kept."""
        return self._places[self.level_for(setting)]

    def level_for(self, setting: Setting[T]) -> Scope:
        """How near to this place a new value may be kept."""
        return max((s for s in self._places if s in _chain(setting)), key=_REACH.index)

    def own(self, setting: Setting[T]) -> str | None:
        """The text that is kept under `scope_for`, whether it fits or not."""
        return self._text_at(self.scope_for(setting), setting)

    def without_own(self, setting: Setting[T]) -> Settings:
        """As it would be if nothing were kept for this place: the way back."""
        return self.changed({(self.scope_for(setting), key): None for key in (setting.key, *setting.former)})

    def changed(self, texts: Mapping[tuple[str, str], str | None]) -> Settings:
        """As it would be with these texts; None takes one away."""
        stored = {**self._stored, **{key: text for key, text in texts.items() if text is not None}}
        for key, text in texts.items():
            if text is None:
                stored.pop(key, None)
        return self._with(stored, self._places)

    def for_all(self) -> Settings:
        """The values that hold wherever nothing nearer is set."""
        return self._with(self._stored, {Scope.EVERYWHERE: EVERYWHERE})

    def problem(self, setting: Setting[T], text: str) -> str:
        """What is wrong with a text, stored or typed; empty if it fits."""
        found = problem(setting, text)
        kind: object = setting.kind
        if found or self._names is None or not isinstance(kind, Reference):
            return found
        key = kind.read(text)
        if key is None or key == "" or self._names.name(kind.of, key) is not None:
            return ""
        return f"„{kind.of.value} {key}“ gibt es nicht (mehr). Bitte neu wählen."

    def problems(self, settings: Iterable[Setting[Any]]) -> list[Problem]:
        """Whatever is stored for these settings, at any place, and does not fit."""
        found = []
        declared = {key: setting for setting in settings for key in (setting.key, *setting.former)}
        for (scope, key), text in self._stored.items():
            setting = declared.get(key)
            if setting is not None and (reason := self.problem(setting, text)):
                found.append(Problem(setting, scope, text, reason))
        return found

    def _with(self, stored: Mapping[tuple[str, str], str], places: dict[Scope, str]) -> Settings:
        other = Settings(stored, None, names=self._names)
        other._places = places
        return other

    def _texts(self, setting: Setting[T]) -> Iterator[tuple[Scope, str]]:
        for scope in reversed(_REACH):
            if scope in self._places and scope in _chain(setting):
                text = self._text_at(self._places[scope], setting)
                if text is not None:
                    yield scope, text

    def _text_at(self, place: str, setting: Setting[T]) -> str | None:
        keys = (setting.key, *setting.former)
        return next((self._stored[place, key] for key in keys if (place, key) in self._stored), None)


def _chain(setting: Setting[Any]) -> tuple[Scope, ...]:
    """At how many places it may be set, from the furthest on."""
    return _REACH[: _REACH.index(setting.scope) + 1]


def problem(setting: Setting[T], text: str) -> str:
    """What is wrong with a stored text, whatever the house has; empty if it fits."""
    try:
        setting.kind.read(text)
    except Refused as error:
        return str(error)
    return ""

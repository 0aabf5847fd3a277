"""What a setting is: the declaration is the key by which its value is read, so that its type is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from kasse.domain.staff import Right
from kasse.settings.kinds import Kind

T = TypeVar("T")


class Scope(StrEnum):
    """How far a value reaches."""

    EVERYWHERE = "everywhere"
    TERMINAL = "terminal"
    """Each till may have its own; without one the value for all holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting(Generic[T]):
    """One setting. `label` and `help` are German, `help` is a sentence that needs no manual."""

    key: str
    """Dotted, never used for another meaning."""
    kind: Kind[T]
    default: T
    label: str
    help: str
    page: str
    """Where it stands: "Finanzamt/TSE"."""
    scope: Scope = Scope.EVERYWHERE
    right: Right = Right.SETTINGS
    words: tuple[str, ...] = ()
    """By which it is found besides its label and help, other tills' names for it included."""
    former: tuple[str, ...] = ()
    """Keys that it had before; what is stored under them still holds."""
    on_with: tuple[Setting[bool], ...] = ()
    """For a switch: it is on by itself while all of these are."""


def checked(settings: Iterable[Setting[object]]) -> tuple[Setting[object], ...]:
    """The settings, after a look that no key stands for two of them.

    Raises:
        ValueError: a key is used twice.
    """
    found = tuple(settings)
    keys = [key for setting in found for key in (setting.key, *setting.former)]
    double = {key for key in keys if keys.count(key) > 1}
    if double:
        raise ValueError(f"declared twice: {sorted(double)}")
    return found

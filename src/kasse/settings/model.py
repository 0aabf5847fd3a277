"""What a setting is: the declaration is the key by which its value is read, so that its type is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

from kasse.domain.staff import Right
from kasse.settings.kinds import Kind

T = TypeVar("T")


class Scope(StrEnum):
    """How far down a value may differ. What is set nearer goes before what is set further away."""

    EVERYWHERE = "everywhere"
    BUSINESS = "business"
    """Each business of the house may have its own."""
    BRANCH = "branch"
    """Each branch may have its own."""
    TERMINAL = "terminal"
    """Each till may have its own."""


class Guard(Enum):
    """When a setting must not change."""

    NONE = "none"
    TABLES_SETTLED = "tables_settled"
    """Only while nothing is open but on collective tables: what was ordered under one rule is not settled under another."""
    BAR_TABLES_SETTLED = "bar_tables_settled"
    """Only while nothing is open on any bar table."""
    BEFORE_FIRST_ORDER = "before_first_order"
    """Only as long as nothing was ordered on the business date."""


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
    """Keys that it had before; what is stored under them moves when the till is opened."""
    on_with: tuple[Setting[bool], ...] = ()
    """For a switch: it is on by itself while all of these are."""
    only_if: Setting[bool] | None = None
    """A switch without which this one does nothing."""
    guard: Guard = Guard.NONE
    admin_only: bool = False
    """Seen and changed only by operators who have every right."""
    runs_on: bool = False
    """The till itself counts it on: it belongs into no file that goes to another house."""
    elsewhere: str = ""
    """German: where it is changed, if not on its page; the page only shows it."""

    @property
    def path(self) -> str:
        """By which it is opened from anywhere: "Finanzamt/TSE/Wartezeit auf die TSE"."""
        return f"{self.page}/{self.label}"


def checked(settings: Iterable[Setting[Any]]) -> tuple[Setting[Any], ...]:
    """The settings, after a look that no key and no path stands for two of them.

    Raises:
        ValueError: a key or a path is used twice.
    """
    found = tuple(settings)
    keys = [key for setting in found for key in (setting.key, *setting.former)]
    keys += [setting.path for setting in found]
    double = {key for key in keys if keys.count(key) > 1}
    if double:
        raise ValueError(f"declared twice: {sorted(double)}")
    return found

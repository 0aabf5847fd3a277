"""Changing a setting: checked, journaled with old and new value, in force at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.settings import Setting
from kasse.settings.declared import ALL
from kasse.usecases.till import Changed, Till

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting has another value."""

    also: str = ""
    """German: what else is on now by itself; empty for nothing."""
    changed: Changed = Changed.MASTER | Changed.JOURNAL


def change_setting(till: Till, operator: Operator, setting: Setting[T], value: T) -> SettingChanged:
    """Give a setting another value, at this terminal or for all as its scope says.

    Raises:
        Refused: no right, a value that does not fit, or a switch that is on because others are.
        BooksError: it could not be written.
    """
    till.staff.require(operator, setting.right)
    text = setting.kind.write(value)
    setting.kind.read(text)
    if till.settings.is_forced(setting) and not value:
        others = " und ".join(f"„{other.label}“" for other in setting.on_with)
        raise Refused(f"„{setting.label}“ bleibt eingeschaltet, solange {others} es sind.")
    forced = {each.key for each in ALL if till.settings.is_forced(each)}
    with till.books.act(ActKind.SETTING, at=till.now(), operator=operator.number) as act:
        act.save_setting(setting.key, text, till.settings.scope_for(setting))
    till.read_settings()
    labels = [each.label for each in ALL if each.key not in forced and till.settings.is_forced(each)]
    return SettingChanged(" ".join(f"„{label}“ ist damit auch eingeschaltet." for label in labels))

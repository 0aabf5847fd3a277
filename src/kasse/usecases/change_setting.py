"""Changing a setting: checked, journaled with old and new value, in force at once."""

from __future__ import annotations

from typing import TypeVar

from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.settings import Setting
from kasse.usecases.till import Changed, Till

T = TypeVar("T")


def change_setting(till: Till, operator: Operator, setting: Setting[T], value: T) -> Changed:
    """Give a setting another value, at this terminal or for all as its scope says.

    Raises:
        Refused: no right, or a value that does not fit.
        BooksError: it could not be written.
    """
    till.staff.require(operator, setting.right)
    text = setting.kind.write(value)
    setting.kind.read(text)
    with till.books.act(ActKind.SETTING, at=till.now(), operator=operator.number) as act:
        act.save_setting(setting.key, text, till.settings.scope_for(setting))
    till.read_settings()
    return Changed.MASTER | Changed.JOURNAL

"""What a setting was before: read from the journal, and taken back with one deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import Booked
from kasse.settings import Setting
from kasse.settings.kinds import Secret
from kasse.usecases.change_setting import Change, SettingChanged, change_settings
from kasse.usecases.till import Till


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change of one setting at one place. None: nothing was kept there."""

    terminal: int
    seq: int
    at: datetime
    operator: int
    operator_name: str
    scope: str
    old: str | None
    new: str | None


def past_changes(till: Till, setting: Setting[Any], limit: int = 100) -> Sequence[PastChange]:
    """The latest changes of a setting by all terminals, newest first. Reads the journal, so not on the screen's lane.

    Raises:
        BooksError: the books cannot be read.
    """
    keys = (setting.key, *setting.former)
    found = [
        _past(till, act, entry)
        for key in keys
        for act in till.books.setting_acts(key)
        for entry in _entries(act)
        if entry[1] == key and entry[2] != entry[3]
    ]
    return sorted(found, key=lambda change: (change.at, change.seq), reverse=True)[:limit]


def _entries(act: Booked) -> list[list[Any]]:
    entries = act.body.get("settings", [])
    return entries if isinstance(entries, list) else []


def _past(till: Till, act: Booked, entry: Sequence[Any]) -> PastChange:
    operator = till.staff.operators.get(act.operator)
    name = operator.name if operator else (f"Bediener {act.operator}" if act.operator else "kasse")
    return PastChange(act.terminal, act.seq, act.at, act.operator, name, entry[0], entry[2], entry[3])


def take_back(till: Till, operator: Operator, setting: Setting[Any], change: PastChange) -> SettingChanged:
    """Put a setting back to what it was before a change. That is a change like any other, and can be taken back too.

    Raises:
        Refused: no right, it is so already, what it was does not fit any more, or it is a secret.
        BooksError: it could not be written.
    """
    if isinstance(setting.kind, Secret):
        raise Refused("Ein früheres Passwort kennt die Kasse nicht mehr. Bitte neu setzen.")
    stored = till.settings.stored.get((change.scope, setting.key))
    if stored == change.old:
        raise Refused("Das ist schon so.")
    return change_settings(
        till,
        operator,
        [Change(setting, change.old, change.scope)],
        facts={"takes_back": [change.terminal, change.seq]},
    )

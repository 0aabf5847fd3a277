"""What must hold in the master data of a house, whatever is changed: every rule names the row and says what to do.

Only what changed is looked at, so that a change among ten thousand articles is checked while a finger is still on
the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kasse.domain.master import Master
from kasse.domain.staff import Operator, Staff
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.sheets.declared import ALL, OPERATORS, PASSWORD_LEVELS
from kasse.sheets.model import Problem, Sheet
from kasse.sheets.progress import Progress, go_on, watched
from kasse.sheets.rules import Rules
from kasse.sheets.rules.references import missing
from kasse.sheets.rules.rows import problems_of
from kasse.sheets.rules.saying import wrong
from kasse.sheets.rules.whole import WHOLE

__all__ = ["Rules", "overreach", "problems"]
_NO_RULES = Rules()
_BEYOND = "Das ändert nur, wer selbst alle Rechte dieses Bedieners hat."


def problems(
    before: Master, after: Master, rules: Rules = _NO_RULES, progress: Progress = go_on
) -> tuple[Problem, ...]:
    """What is wrong with `after`, as far as it was not wrong already with `before`; empty: nothing.

    Raises:
        Stopped: `progress` said so.
    """
    found: list[Problem] = []
    for sheet in ALL:
        found += _rows(sheet, before, after, rules, progress)
    found += missing(before, after)
    for rule in WHOLE:
        found += rule(before, after, rules)
    return tuple(dict.fromkeys(found))


def _rows(
    sheet: Sheet[Any], before: Master, after: Master, rules: Rules, progress: Progress
) -> Iterator[Problem]:
    rows, was = sheet.rows(after), sheet.rows(before)
    if rows is was:
        return
    for key, row in watched(rows.items(), len(rows), progress):
        old = was.get(key)
        if old is row or old == row:
            continue
        known = set() if old is None else set(problems_of(sheet, old, rules))
        for column, text in problems_of(sheet, row, rules):
            if (column, text) not in known:
                yield wrong(sheet, row, column, text)


def overreach(operator: Operator, before: Master, after: Master) -> Problem | None:
    """Where somebody would give rights that he lacks, or change whoever has them; None: nowhere.

    The right to keep master data must not be a way to every other right.
    """
    if after.staff is before.staff:
        return None
    own = _rights(before.staff, operator.level)
    for number, level in after.staff.levels.items():
        old = before.staff.levels.get(number)
        extra = level.rights - (old.rights if old else frozenset()) - own
        if extra:
            names = ", ".join(f"„{RIGHT_NAMES[right]}“" for right in sorted(extra))
            return wrong(PASSWORD_LEVELS, level, "rights", f"Das Recht {names} gibt nur, wer es selbst hat.")
    for number in before.staff.operators.keys() - after.staff.operators.keys():
        gone = before.staff.operators[number]
        if _rights(before.staff, gone.level) - own:
            return wrong(OPERATORS, gone, "level", _BEYOND)
    for number, row in after.staff.operators.items():
        was = before.staff.operators.get(number)
        if was == row:
            continue
        touched = _rights(after.staff, row.level) | (_rights(before.staff, was.level) if was else frozenset())
        if touched - own and (was is None or _access(was) != _access(row)):
            return wrong(
                OPERATORS, row, "level", "Das ändert nur, wer selbst alle Rechte dieses Bedieners hat."
            )
    return None


def _rights(staff: Staff, level: int) -> frozenset[Any]:
    found = staff.levels.get(level)
    return found.rights if found else frozenset()


def _access(operator: Operator) -> tuple[object, ...]:
    """What lets him in and how far."""
    return operator.level, operator.pin_hash, operator.card, operator.active, operator.training
